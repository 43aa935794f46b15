//! Docs of core as other languages say them: names are spelled as each language spells them.

use heck::{ToLowerCamelCase, ToUpperCamelCase};

use crate::model::{Kind, Model};

/// How a language spells names.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Spelling {
    /// `page_size`, as core does.
    Snake,
    /// `pageSize`.
    Camel,
}

/// Spells the names in docs.
pub(crate) struct Speech {
    spelling: Spelling,
    /// Names of calls, arguments, options and fields, in snake case.
    names: Vec<String>,
}

impl Speech {
    pub(crate) fn of(model: &Model, spelling: Spelling) -> Self {
        let mut names = Vec::new();
        for it in &model.types {
            if let Kind::Record(fields) = &it.kind {
                names.extend(fields.iter().map(|it| it.name.clone()));
            }
        }
        for client in &model.clients {
            names.extend(client.options.iter().map(|it| it.name.clone()));
            for call in &client.calls {
                names.push(call.name.clone());
                names.extend(call.prepare.clone());
                names.extend(call.arguments.iter().map(|it| it.name.clone()));
                names.extend(call.walk.iter().map(|it| it.name.clone()));
            }
            for wait in &client.waits {
                names.extend([wait.name.clone(), wait.watch.clone()]);
                names.extend(wait.arguments.iter().map(|it| it.name.clone()));
            }
        }
        names.extend(model.options.iter().map(|it| it.name.clone()));
        names.extend(model.filters.iter().flat_map(|it| &it.fields).map(|it| it.name.clone()));
        names.extend(model.inputs.iter().flat_map(|it| &it.fields).map(|it| it.name.clone()));
        names.retain(|it| it.contains('_'));
        names.sort();
        names.dedup();
        Self { spelling, names }
    }

    /// A text of core's docs, with its code spans spelled.
    pub(crate) fn say(&self, text: &str) -> String {
        let text = text.replace("[`", "`").replace("`]", "`");
        if self.spelling == Spelling::Snake {
            return text;
        }
        let spans = text.split('`').enumerate().map(|(place, part)| match place % 2 {
            1 if self.names.iter().any(|it| it == part) => part.to_lower_camel_case(),
            _ => part.to_owned(),
        });
        spans.collect::<Vec<_>>().join("`")
    }

    /// A name as the language spells it.
    pub(crate) fn name(&self, name: &str) -> String {
        match self.spelling {
            Spelling::Snake => name.to_owned(),
            Spelling::Camel => name.to_lower_camel_case(),
        }
    }
}

/// `InvalidInput`.
pub(crate) fn class(name: &str) -> String {
    name.to_upper_camel_case()
}

/// Lines of at most so many characters, none of which breaks inside a code span.
pub(crate) fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in words(text) {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= width => {
                line.push(' ');
                line.push_str(&word);
            }
            _ => lines.push(word),
        }
    }
    lines
}

/// The words of a text; a code span is one, whatever it holds.
fn words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut in_span = false;
    for word in text.split_whitespace() {
        match words.last_mut() {
            Some(last) if in_span => {
                last.push(' ');
                last.push_str(word);
            }
            _ => words.push(word.to_owned()),
        }
        in_span ^= word.matches('`').count() % 2 == 1;
    }
    words
}

/// With a small letter at its beginning.
pub(crate) fn lowered(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

/// With a capital letter at its beginning.
pub(crate) fn raised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
