//! KDoc: the docs of core as Kotlin says them.

use crate::calls::{Call, Client, ClientOption, OptionShape, Parameter, Raise};
use crate::model::{Kind, Model};
use crate::speech::{Speech, Spelling, class, lowered, wrapped};

/// Says docs in Kotlin.
pub(super) struct Docs {
    speech: Speech,
    /// The kinds of errors, in snake case.
    kinds: Vec<String>,
}

impl Docs {
    pub(super) fn of(model: &Model) -> Self {
        let kinds = model.types.iter().find(|it| it.name == "ErrorKind").map(|it| &it.kind);
        let kinds = match kinds {
            Some(Kind::ClosedSet(kinds)) => kinds.iter().map(|it| it.name.clone()).collect(),
            _ => Vec::new(),
        };
        Self { speech: Speech::of(model, Spelling::Camel), kinds }
    }

    /// A text of core; a kind of error is its class.
    pub(super) fn say(&self, text: &str) -> String {
        let text = self.speech.say(text);
        let spans = text.split('`').enumerate().map(|(place, part)| match place % 2 {
            1 if self.kinds.iter().any(|it| it == part) => class(part),
            _ => part.to_owned(),
        });
        spans.collect::<Vec<_>>().join("`")
    }

    /// What follows `@param name`.
    pub(super) fn clause(&self, text: &str) -> String {
        clause(&self.say(text))
    }

    pub(super) fn param(&self, it: &Parameter) -> String {
        format!("@param {} {}", self.speech.name(&it.name), self.clause(&it.doc))
    }

    /// For a walk, `page` is where it begins.
    pub(super) fn walked(&self, it: &Parameter) -> String {
        match it.name.as_str() {
            "page" => format!("@param page the page to begin with; {}", self.clause(&it.doc)),
            _ => self.param(it),
        }
    }

    /// What an option is, and what this client's carrier makes of it.
    pub(super) fn option(&self, it: &ClientOption, client: Option<&Client>) -> String {
        let text = self.clause(&it.doc);
        let more = match (it.name.as_str(), client) {
            ("environment", Some(client)) if !client.has_sandbox => {
                format!(". {} has none: without `live`, `baseUrl` is needed", client.title)
            }
            ("requests_per_second", Some(client)) => match &client.requests_per_second {
                Some(most) => format!(
                    ". The carrier allows {}, which is the default",
                    most.trim_end_matches(".0")
                ),
                None => String::new(),
            },
            _ => String::new(),
        };
        match &it.shape {
            OptionShape::Credential { variable } => format!("{text}; else `{variable}`"),
            _ => text + &more,
        }
    }

    pub(super) fn raise(&self, it: &Raise) -> String {
        format!("@throws TelnumException.{} where {}", class(&it.kind), self.say(&it.when))
    }

    /// Every error that the call declares, and the one of its arguments.
    pub(super) fn raises(&self, raises: &[Raise], takes_arguments: bool) -> Vec<String> {
        let mut lines = Vec::new();
        if takes_arguments && !raises.iter().any(|it| it.kind == "invalid_input") {
            let broken = "where an argument breaks a rule, which it names; nothing was sent";
            lines.push(format!("@throws TelnumException.InvalidInput {broken}"));
        }
        lines.extend(raises.iter().map(|it| self.raise(it)));
        lines
    }
}

/// `GET /v3/dids` (DIDWW, *Get DIDs*)
pub(super) fn exchange(client: &Client, call: &Call, more: &str) -> String {
    call.source_with(&client.title, more)
}

/// As KDoc: paragraphs, then tags.
pub(super) fn kdoc(indent: usize, paragraphs: &[String], tags: &[String]) -> String {
    let space = " ".repeat(indent);
    let width = 115_usize.saturating_sub(indent + 3);
    let mut lines: Vec<String> = Vec::new();
    for paragraph in paragraphs.iter().filter(|it| !it.is_empty()) {
        if !lines.is_empty() {
            lines.push(String::new());
        }
        lines.extend(match paragraph.starts_with("```") {
            true => paragraph.lines().map(str::to_owned).collect(),
            false => wrapped(paragraph, width),
        });
    }
    if !tags.is_empty() && !lines.is_empty() {
        lines.push(String::new());
    }
    for tag in tags {
        let tag = wrapped(tag, width.saturating_sub(2)).into_iter().enumerate();
        lines.extend(tag.map(|(at, line)| if at == 0 { line } else { format!("  {line}") }));
    }
    if let ([line], true) = (lines.as_slice(), tags.is_empty()) {
        return format!("{space}/** {line} */");
    }
    let lines = lines.iter().map(|line| format!("{space} * {line}").trim_end().to_owned());
    format!("{space}/**\n{}\n{space} */", lines.collect::<Vec<_>>().join("\n"))
}

/// A text that goes on where another began: with a small letter, and without a full stop.
fn clause(text: &str) -> String {
    let text = text.strip_suffix('.').unwrap_or(text);
    let is_short_for = text.chars().nth(1).is_some_and(|it| it.is_uppercase());
    if is_short_for { text.to_owned() } else { lowered(text) }
}

#[cfg(test)]
mod tests {
    use super::{clause, kdoc};

    #[test]
    fn a_clause_goes_on_where_another_text_began() {
        for (text, said) in [
            ("Counted from 1. Or not.", "counted from 1. Or not"),
            ("URL of a proxy.", "URL of a proxy"),
            ("`live`, or not", "`live`, or not"),
            ("", ""),
        ] {
            assert_eq!(clause(text), said);
        }
    }

    #[test]
    fn one_line_is_one_line() {
        let (doc, tag) = (["Lists.".to_owned()], ["@param page counted".to_owned()]);
        assert_eq!(kdoc(4, &doc, &[]), "    /** Lists. */");
        assert_eq!(kdoc(0, &doc, &tag), "/**\n * Lists.\n *\n * @param page counted\n */");
    }
}
