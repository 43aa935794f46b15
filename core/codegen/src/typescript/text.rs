//! Doc comments, spelled and wrapped as TypeScript's readers expect them.

use crate::calls::Raise;
use crate::model::{Kind, Model};
use crate::speech::{Speech, Spelling, class, wrapped};

/// Core's docs as this language says them.
pub(super) struct Docs {
    speech: Speech,
    /// The kinds of errors, each of which has a class.
    kinds: Vec<String>,
}

impl Docs {
    pub(super) fn of(model: &Model) -> Self {
        let kinds = model.types.iter().find(|it| it.name == "ErrorKind").map(|it| &it.kind);
        let kinds = match kinds {
            Some(Kind::ClosedSet(variants)) => variants.iter().map(|it| it.name.clone()).collect(),
            _ => Vec::new(),
        };
        Self { speech: Speech::of(model, Spelling::Camel), kinds }
    }

    /// A name as JavaScript spells it.
    pub(super) fn name(&self, name: &str) -> String {
        self.speech.name(name)
    }

    /// A text of core's docs.
    pub(super) fn say(&self, text: &str) -> String {
        let mut text = self.speech.say(text);
        for kind in &self.kinds {
            text = text.replace(&format!("`{kind}` error"), &format!("`{}`", error_class(kind)));
        }
        if text.contains("`timeout`") {
            text = milliseconds(&text.replace("`timeout`", "`timeoutMs`"));
        }
        text
    }

    /// A tag for each kind of error that a call rejects with.
    pub(super) fn throws(&self, raises: &[Raise]) -> Vec<String> {
        let tag = |it: &Raise| {
            format!("@throws {{{}}} where {}", error_class(&it.kind), self.say(&it.when))
        };
        raises.iter().map(tag).collect()
    }
}

/// A comment of these paragraphs; one that fits stands on one line. A paragraph that is code stays as it is.
pub(super) fn comment(paragraphs: &[String], indent: &str) -> String {
    if let [only] = paragraphs
        && !only.contains('\n')
        && indent.len() + only.chars().count() + "/**  */".len() <= WIDTH
    {
        return format!("{indent}/** {} */", harmless(only));
    }
    let mut lines: Vec<String> = Vec::new();
    for paragraph in paragraphs {
        // Tags stand in lines of their own, one below the other.
        let is_tag = paragraph.starts_with('@');
        if !(lines.is_empty() || is_tag && lines.iter().any(|it| it.starts_with('@'))) {
            lines.push(String::new());
        }
        if paragraph.contains('\n') {
            lines.extend(paragraph.lines().map(str::to_owned));
            continue;
        }
        // A link stays in one line.
        let joined = paragraph.replace("{@link ", "{@link\u{1}");
        let rows = wrapped(&joined, WIDTH - indent.len() - " * ".len());
        let continued = if is_tag { "  " } else { "" };
        lines.extend(rows.iter().enumerate().map(|(at, row)| {
            format!("{}{}", if at == 0 { "" } else { continued }, row.replace('\u{1}', " "))
        }));
    }
    let line = |it: &String| format!("{indent} * {}", harmless(it)).trim_end().to_owned() + "\n";
    format!("{indent}/**\n{}{indent} */", lines.iter().map(line).collect::<String>())
}

/// Without what would end a comment.
fn harmless(text: &str) -> String {
    text.replace("*/", "*\\/")
}

/// Times in milliseconds, where core says them in seconds: `30 s` is `30,000 ms`.
pub(super) fn milliseconds(text: &str) -> String {
    let mut words: Vec<String> = text.split(' ').map(str::to_owned).collect();
    for at in 1..words.len() {
        let Some([amount, unit]) = words.get_mut(at - 1..=at) else { continue };
        let is_time = amount.parse::<u32>().is_ok_and(|it| it < 1000);
        if is_time && unit.trim_end_matches([',', '.', ';']) == "s" {
            *amount += ",000";
            unit.insert(0, 'm');
        }
    }
    words.join(" ")
}

/// `NotFoundError`.
pub(super) fn error_class(kind: &str) -> String {
    format!("{}Error", class(kind))
}

/// `x`, `x and y`, or `x, y and z`.
pub(super) fn listed(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [only] => only.clone(),
        [names @ .., last] => format!("{} and {last}", names.join(", ")),
    }
}

/// How long a line may be.
const WIDTH: usize = 110;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_in_milliseconds() {
        let said = milliseconds("In all; 30 s by default, 60 s. Not `s`, and not 7 stars.");
        assert_eq!(said, "In all; 30,000 ms by default, 60,000 ms. Not `s`, and not 7 stars.");
    }

    #[test]
    fn a_comment_is_ended_by_nothing_in_it() {
        assert_eq!(comment(&["A */ b".to_owned()], ""), "/** A *\\/ b */");
    }

    #[test]
    fn tags_stand_together_and_go_on_further_in() {
        let doc = ["Does it.", "@throws {A} where x", "@throws {B} where y"].map(str::to_owned);
        let text = comment(&doc, "  ");
        assert_eq!(
            text,
            "  /**\n   * Does it.\n   *\n   * @throws {A} where x\n   * @throws {B} where y\n   */"
        );
        let long = format!("@throws {{A}} where {}", "word ".repeat(30));
        assert!(comment(&[long], "").contains("\n *   word"));
    }

    #[test]
    fn a_link_stays_in_one_line() {
        for before in 90..110 {
            let text = comment(&[format!("{} {{@link TelnumError}}", "x".repeat(before))], "");
            assert!(text.contains("{@link TelnumError}"), "{text}");
        }
    }
}
