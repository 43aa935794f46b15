//! How Swift is laid out: what fits on a line stands on one, and docs are wrapped.

use crate::speech::wrapped;

/// As wide as a line may be.
const WIDTH: usize = 120;

/// A declaration, to be followed by ` {`: its parameters on one line, or on the next, or a line each.
pub(super) fn declared(depth: usize, head: &str, items: &[String], tail: &str) -> String {
    let text = laid_out(depth, head, items, &format!("{tail} {{"), |lines| lines.join(",\n"));
    text.trim_end_matches(" {").to_owned()
}

/// A call: its arguments on one line, or below it, as many to a line as fit.
pub(super) fn called(depth: usize, head: &str, items: &[String], tail: &str) -> String {
    laid_out(depth, head, items, tail, |lines| packed(depth + 1, lines))
}

/// Items between commas, as many to a line as fit.
pub(super) fn packed(depth: usize, items: &[String]) -> String {
    let pad = "    ".repeat(depth);
    let (mut text, mut column) = (String::new(), 0);
    for (place, item) in items.iter().map(|it| it.trim_start()).enumerate() {
        let end = if place + 1 == items.len() { "" } else { "," };
        let width = item.len() + end.len();
        if place > 0 && column + 1 + width <= WIDTH {
            text += &format!(" {item}{end}");
            column += 1 + width;
        } else {
            text += &format!("{}{pad}{item}{end}", if place > 0 { "\n" } else { "" });
            column = pad.len() + width;
        }
    }
    text
}

fn laid_out(
    depth: usize,
    head: &str,
    items: &[String],
    tail: &str,
    many: impl Fn(&[String]) -> String,
) -> String {
    let pad = "    ".repeat(depth);
    let (all, inner) = (items.join(", "), format!("{pad}    "));
    let line = format!("{pad}{head}({all}){tail}");
    if line.len() <= WIDTH {
        return line;
    }
    let below = format!("{inner}{all}");
    let lines: Vec<String> = items.iter().map(|it| format!("{inner}{it}")).collect();
    let items = if below.len() <= WIDTH { below } else { many(&lines) };
    format!("{pad}{head}(\n{items}\n{pad}){tail}")
}

/// A call that is given arguments by core's names, between its head and tail.
pub(super) fn given(depth: usize, head: &str, pairs: &[String], tail: &str) -> String {
    let pad = "    ".repeat(depth);
    let listed = if pairs.is_empty() { ":".to_owned() } else { pairs.join(", ") };
    let line = format!("{pad}{head}, [{listed}]{tail}");
    if line.len() <= WIDTH {
        return line;
    }
    let line = format!("{pad}let arguments: Json = [{listed}]");
    let arguments = if line.len() <= WIDTH {
        line
    } else {
        format!("{pad}let arguments: Json = [\n{}\n{pad}]", packed(depth + 1, pairs))
    };
    format!("{arguments}\n{pad}return {head}, arguments{tail}")
}

/// A doc comment that is being written.
pub(super) struct Doc {
    depth: usize,
    lines: Vec<String>,
}

impl Doc {
    pub(super) fn new(depth: usize) -> Self {
        Self { depth, lines: Vec::new() }
    }

    pub(super) fn paragraph(&mut self, text: &str) {
        self.gap();
        self.wrapped(text, "", "");
    }

    pub(super) fn code(&mut self, lines: &[String]) {
        self.gap();
        self.lines.push("```swift".to_owned());
        self.lines.extend_from_slice(lines);
        self.lines.push("```".to_owned());
    }

    /// What parameters are, by their names.
    pub(super) fn parameters(&mut self, given: &[(String, String)]) {
        if given.is_empty() {
            return;
        }
        self.gap();
        if let [(name, doc)] = given {
            self.wrapped(doc, &format!("- Parameter {name}: "), "  ");
            return;
        }
        self.lines.push("- Parameters:".to_owned());
        for (name, doc) in given {
            self.wrapped(doc, &format!("  - {name}: "), "    ");
        }
    }

    /// Which kinds of error there are, and when.
    pub(super) fn throws(&mut self, kinds: &[(String, String)]) {
        self.beside();
        match kinds {
            [] => self.wrapped("``TelnumError``, whose kind says why.", "- Throws: ", "  "),
            [(kind, when)] => {
                let text = format!("``TelnumError`` of the kind `{kind}` where {when}.");
                self.wrapped(&text, "- Throws: ", "  ");
            }
            kinds => {
                self.lines.push("- Throws: ``TelnumError``:".to_owned());
                for (kind, when) in kinds {
                    self.wrapped(&format!("`{kind}` where {when}."), "  - ", "    ");
                }
            }
        }
    }

    fn gap(&mut self) {
        if !self.lines.is_empty() {
            self.lines.push(String::new());
        }
    }

    /// A list goes on where there is one.
    fn beside(&mut self) {
        if !self.lines.iter().any(|it| it.starts_with("- Parameter")) {
            self.gap();
        }
    }

    fn wrapped(&mut self, text: &str, first: &str, others: &str) {
        let width = DOC_WIDTH - 4 * self.depth - others.len();
        // The bullet takes its place on the first line.
        let bullet = first.replace(' ', HARD);
        for (place, line) in wrapped(&format!("{bullet}{text}"), width).into_iter().enumerate() {
            let line = line.replace(HARD, " ");
            self.lines.push(if place == 0 { line } else { format!("{others}{line}") });
        }
    }

    pub(super) fn text(&self) -> String {
        let pad = "    ".repeat(self.depth);
        let line = |it: &String| format!("{pad}/// {it}").trim_end().to_owned();
        self.lines.iter().map(line).collect::<Vec<_>>().join("\n")
    }
}

const DOC_WIDTH: usize = 112;
/// Stands for a space that is kept.
const HARD: &str = "\u{2060}";

#[cfg(test)]
mod tests {
    use super::*;

    fn items(count: usize) -> Vec<String> {
        (0..count).map(|it| format!("argument{it}: Int? = nil")).collect()
    }

    #[test]
    fn what_fits_stands_on_one_line() {
        assert_eq!(
            declared(1, "func f", &items(1), " -> Int"),
            "    func f(argument0: Int? = nil) -> Int"
        );
    }

    #[test]
    fn parameters_that_do_not_fit_stand_below_or_a_line_each() {
        let below = declared(0, "func aMethod", &items(5), "");
        assert_eq!(below.lines().count(), 3);
        let each = declared(0, "func aMethod", &items(6), "");
        assert_eq!(each.lines().count(), 8);
        let packed = called(0, "aMethod", &items(6), "");
        assert_eq!(packed.lines().count(), 4);
        assert!(each.lines().chain(packed.lines()).all(|it| it.len() <= WIDTH));
    }

    #[test]
    fn docs_keep_their_bullets() {
        let mut doc = Doc::new(1);
        doc.paragraph("Does it.");
        doc.parameters(&[
            ("one".to_owned(), "The one.".to_owned()),
            ("two".to_owned(), "The other. ".repeat(12)),
        ]);
        doc.throws(&[("notFound".to_owned(), "there is none".to_owned())]);
        let text = doc.text();
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(
            lines.get(1..4),
            Some(&["    ///", "    /// - Parameters:", "    ///   - one: The one."][..])
        );
        assert!(lines.get(5).is_some_and(
            |it| it.starts_with("    ///     other") || it.starts_with("    ///     The")
        ));
        assert_eq!(
            lines.last(),
            Some(&"    /// - Throws: ``TelnumError`` of the kind `notFound` where there is none.")
        );
    }
}
