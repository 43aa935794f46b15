//! Doc comments, spelled and wrapped as TypeScript's readers expect them.

use crate::calls::Raise;
use crate::speech::{Speech, class, wrapped};

/// A comment of these paragraphs; one that fits stands on one line. A paragraph that is code stays as it is.
pub(super) fn comment(paragraphs: &[String], indent: &str) -> String {
    if let [only] = paragraphs
        && !only.contains('\n')
        && indent.len() + only.chars().count() + "/**  */".len() <= WIDTH
    {
        return format!("{indent}/** {only} */");
    }
    let mut lines: Vec<String> = Vec::new();
    for paragraph in paragraphs {
        // Tags stand in lines of their own, one below the other.
        let follows_tag = paragraph.starts_with('@') && lines.iter().any(|it| it.starts_with('@'));
        if !lines.is_empty() && !follows_tag {
            lines.push(String::new());
        }
        if paragraph.contains('\n') {
            lines.extend(paragraph.lines().map(str::to_owned));
            continue;
        }
        // A link stays in one line.
        let joined = paragraph.replace("{@link ", "{@link\u{1}");
        let rows = wrapped(&joined, WIDTH - indent.len() - " * ".len());
        let tagged = paragraph.starts_with('@');
        lines.extend(rows.into_iter().enumerate().map(|(at, row)| match at {
            0 => row,
            _ if tagged => format!("  {row}"),
            _ => row,
        }));
    }
    let lines = lines.iter().map(|it| format!("{indent} * {it}").trim_end().to_owned() + "\n");
    let lines = lines.collect::<String>().replace('\u{1}', " ");
    format!("{indent}/**\n{lines}{indent} */")
}

/// A text of core's docs as this language says it: kinds of errors are classes.
pub(super) fn say(speech: &Speech, text: &str) -> String {
    let mut parts: Vec<String> = speech.say(text).split('`').map(str::to_owned).collect();
    for at in (1..parts.len()).step_by(2) {
        let follows = parts.get(at + 1).and_then(|it| it.strip_prefix(" error")).map(str::to_owned);
        if let (Some(rest), Some([span, next])) = (follows, parts.get_mut(at..at + 2)) {
            *span = error_class(span);
            *next = rest;
        }
    }
    let text = parts.join("`");
    if text.contains("`timeout`") {
        milliseconds(&text.replace("`timeout`", "`timeoutMs`"))
    } else {
        text
    }
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

/// A tag for each kind of error that a call rejects with.
pub(super) fn throws(speech: &Speech, raises: &[Raise]) -> Vec<String> {
    let tag = |it: &Raise| {
        format!("@throws {{{}}} where {}", error_class(&it.kind), say(speech, &it.when))
    };
    raises.iter().map(tag).collect()
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
