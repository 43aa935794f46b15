//! A method: its signature, its docstring and its body.

use std::collections::VecDeque;

use super::clients::one_or_many;
use super::text::filled;

/// An argument that a method takes.
pub(super) struct Given {
    pub(super) name: String,
    of: String,
    required: bool,
    pub(super) doc: String,
    /// Nothing may show it.
    secret: bool,
}

impl Given {
    pub(super) fn new(name: &str, of: &str, required: bool, doc: &str) -> Self {
        let (name, of, doc) = (name.to_owned(), of.to_owned(), doc.to_owned());
        Self { name, of, required, doc, secret: false }
    }

    /// As told: nothing may show it.
    pub(super) fn secret(self, secret: bool) -> Self {
        Self { secret, ..self }
    }
}

/// A method that is being written.
pub(super) struct Method {
    is_async: bool,
    doc: Vec<String>,
    given: Vec<Given>,
    timeout: Option<String>,
    last: Option<Given>,
    raises: Vec<(String, String)>,
    /// What stands before the arguments are gathered.
    before: Vec<String>,
}

impl Method {
    pub(super) fn new(is_async: bool) -> Self {
        let (doc, given, raises, before) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        Self { is_async, doc, given, timeout: None, last: None, raises, before }
    }

    pub(super) fn doc(&mut self, paragraphs: &[String]) {
        self.doc.extend(paragraphs.iter().cloned());
    }

    pub(super) fn takes(&mut self, given: Vec<Given>) {
        self.given = given;
    }

    pub(super) fn timeout(&mut self, doc: &str) {
        self.timeout = Some(doc.to_owned());
    }

    /// An argument that comes after the time, and is not sent.
    pub(super) fn last(&mut self, given: Given) {
        self.last = Some(given);
    }

    pub(super) fn raises(&mut self, class: &str, when: &str) {
        self.raises.push((class.to_owned(), when.to_owned()));
    }

    pub(super) fn imports(&mut self, line: &str) {
        self.before.extend([line.to_owned(), String::new()]);
    }

    pub(super) fn begins(&mut self, line: &str) {
        self.before.push(line.to_owned());
    }

    /// A method that is awaited, in a client for asyncio.
    pub(super) fn waits(&self, name: &str, returns: &str, body: &str) -> String {
        let (def, wait) = if self.is_async { ("async def", "await ") } else { ("def", "") };
        self.written(def, name, returns, &format!("return {wait}{body}"))
    }

    /// A method that is not.
    pub(super) fn returns(&self, name: &str, returns: &str, body: &str) -> String {
        self.written("def", name, returns, &format!("return {body}"))
    }

    fn written(&self, def: &str, name: &str, returns: &str, body: &str) -> String {
        // No frame may show it either. Methods for asyncio are wrapped below their class.
        let is_keyless = !self.is_async && self.given.iter().any(|it| it.secret);
        let mut text = if is_keyless { "    @keyless\n" } else { "" }.to_owned();
        text += &self.signature(def, name, returns);
        text += &self.docstring();
        for line in &self.before {
            text += format!("        {line}").trim_end();
            text += "\n";
        }
        let pairs: Vec<String> =
            self.given.iter().map(|it| format!("\"{0}\": {0}", it.name)).collect();
        let pairs: Vec<&str> = pairs.iter().map(String::as_str).collect();
        let whole = format!(
            "        {}\n",
            body.replace("{arguments}", &format!("{{{}}}", pairs.join(", ")))
        );
        if whole.chars().count() <= 101 || !body.contains("{arguments}") {
            return (text + &whole).trim_end().to_owned();
        }
        text += &one_or_many("        arguments = ", "{", &pairs, "}", "");
        text + &broken(&format!("        {}", body.replace("{arguments}", "arguments")))
    }

    fn signature(&self, def: &str, name: &str, returns: &str) -> String {
        let written = |it: &Given| match it.required {
            true => format!("{}: {}", it.name, it.of),
            false => format!("{}: {} | None = None", it.name, it.of),
        };
        let mut items = vec!["self".to_owned()];
        items.extend(self.given.iter().filter(|it| it.required).map(written));
        let mut named: Vec<String> =
            self.given.iter().filter(|it| !it.required).map(written).collect();
        if self.timeout.is_some() {
            named.push("timeout: float | None = None".to_owned());
        }
        named.extend(self.last.iter().map(written));
        if !named.is_empty() {
            items.push("*".to_owned());
            items.extend(named);
        }
        let items: Vec<&str> = items.iter().map(String::as_str).collect();
        one_or_many(&format!("    {def} {name}"), "(", &items, ")", &format!(" -> {returns}:"))
    }

    fn docstring(&self) -> String {
        let mut lines = Vec::new();
        let mut paragraphs: VecDeque<&str> = self.doc.iter().map(String::as_str).collect();
        let mut first = paragraphs.pop_front().unwrap_or_default();
        // The first line is the summary.
        if let Some(end) = first.find(". ") {
            let (summary, rest) = first.split_at(end + 1);
            first = summary;
            paragraphs.push_front(rest.trim_start());
        }
        // As wide as the quotes that come in its place.
        let opening = filled(&format!("\u{1}\u{1}\u{1}{first}"), "        ", "");
        let opening = opening.replace("\u{1}\u{1}\u{1}", "\"\"\"");
        let has_more = !paragraphs.is_empty()
            || self.given.iter().any(|it| !it.doc.is_empty())
            || self.timeout.as_ref().is_some_and(|it| !it.is_empty())
            || !self.raises.is_empty();
        if !has_more {
            return format!("{}\"\"\"\n", opening.trim_end());
        }
        for paragraph in paragraphs {
            lines.push("\n".to_owned());
            lines.push(filled(paragraph, "        ", ""));
        }
        lines.push("\n".to_owned());
        let mut parameter = |name: &str, doc: &str| {
            if doc.is_empty() {
                return;
            }
            lines.push(filled(&format!(":param {name}: {doc}"), "        ", "    "));
        };
        self.given.iter().for_each(|it| parameter(&it.name, &it.doc));
        self.timeout.iter().for_each(|doc| parameter("timeout", doc));
        self.last.iter().for_each(|it| parameter(&it.name, &it.doc));
        for (class, when) in &self.raises {
            lines.push(filled(&format!(":raises {class}: {when}"), "        ", "    "));
        }
        format!("{opening}{}        \"\"\"\n", lines.concat())
    }
}

/// A line that is too long, as Python's formatter breaks it: what is within the first parentheses has its own.
fn broken(line: &str) -> String {
    match line.split_once('(') {
        Some((before, rest)) if line.chars().count() > 100 => {
            let inner = rest.strip_suffix(')').unwrap_or(rest);
            format!("{before}(\n            {inner}\n        )")
        }
        _ => line.to_owned(),
    }
}
