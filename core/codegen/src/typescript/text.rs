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
    let mut said = String::new();
    let words: Vec<&str> = text.split(' ').collect();
    for (at, word) in words.iter().enumerate() {
        let next = words.get(at + 1).copied().unwrap_or_default();
        let is_time = !word.is_empty() && word.chars().all(|it| it.is_ascii_digit());
        let is_unit = word.trim_end_matches([',', '.', ';']) == "s";
        if is_time && next.trim_end_matches([',', '.', ';']) == "s" {
            said += &format!("{word},000 ");
        } else if is_unit {
            said += &format!("m{word} ");
        } else {
            said += &format!("{word} ");
        }
    }
    said.trim_end().to_owned()
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
