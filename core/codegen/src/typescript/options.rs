//! The options of clients.

use askama::Template;

use super::imports;
use super::text::{Docs, comment, milliseconds};
use crate::calls::{ClientOption, OptionShape};
use crate::model::Model;

/// What a JavaScript host says of an option; it follows core's doc, or stands instead of it.
const NOTES: [(&str, Note); 4] = [
    (
        "proxy",
        Note::Instead(
            "Not supported here: it is refused with a `ConfigurationError`. Give a proxy's `agent` instead.",
        ),
    ),
    (
        "ca_certificates",
        Note::Also(
            "They are trusted beside those that the program trusts. Node, Deno and Bun only.",
        ),
    ),
    ("app_name", Note::Also("Browsers send none.")),
    (
        "journal",
        Note::Instead(
            "Remembers which attempts were placed: clients that share it place each attempt once, even after a \
             crash. `telnum/journal` has a `FileJournal` and a `PostgresJournal`. By default, only the client remembers.",
        ),
    ),
];

#[derive(Clone, Copy)]
enum Note {
    Also(&'static str),
    Instead(&'static str),
}

/// An option as an interface has it.
pub(super) struct Shown {
    pub(super) doc: String,
    pub(super) name: String,
    pub(super) of: String,
}

/// The options that every client has; the template says which the host adds.
#[derive(Template)]
#[template(path = "typescript/client-options.ts.jinja", escape = "none")]
struct ClientOptions {
    options: Vec<Shown>,
}

pub(super) fn file(model: &Model, docs: &Docs) -> Result<String, String> {
    let options = model.options.iter().map(|it| shown(it, docs)).collect();
    let body = ClientOptions { options }.render().map_err(|error| error.to_string())?;
    Ok(imports::headed(model, &body))
}

pub(super) fn shown(option: &ClientOption, docs: &Docs) -> Shown {
    let (name, of) = match &option.shape {
        // The unit is in the name.
        OptionShape::Duration => (format!("{}Ms", docs.name(&option.name)), "number"),
        shape => (docs.name(&option.name), spell(shape)),
    };
    Shown { doc: comment(&[doc(option, docs)], "  "), name, of: of.to_owned() }
}

fn doc(option: &ClientOption, docs: &Docs) -> String {
    let doc = option.doc.split_whitespace().collect::<Vec<_>>().join(" ");
    let doc = docs.say(&doc);
    let note = NOTES.iter().find(|it| it.0 == option.name).map(|it| it.1);
    match (&option.shape, note) {
        (_, Some(Note::Instead(text))) => text.to_owned(),
        (_, Some(Note::Also(text))) => format!("{doc} {text}"),
        (OptionShape::Duration, None) => milliseconds(&doc),
        (OptionShape::Credential { variable }, None) => {
            format!("{}; by default, `{variable}` of the environment.", doc.trim_end_matches('.'))
        }
        _ => doc,
    }
}

fn spell(shape: &OptionShape) -> &str {
    match shape {
        OptionShape::Text | OptionShape::Credential { .. } => "string",
        OptionShape::Integer | OptionShape::Number | OptionShape::Duration => "number",
        OptionShape::Flag => "boolean",
        OptionShape::Headers => "Record<string, string>",
        OptionShape::Set(name) => name,
        OptionShape::Tokens => "TokenSource",
        OptionShape::Path => "Journal",
    }
}
