//! The options of every client, as one value.

use askama::Template;
use heck::ToLowerCamelCase;

use super::layout::{Doc, declared, packed};
use super::said::Said;
use super::{clients, shape};
use crate::calls::{Client, ClientOption, OptionShape};
use crate::model::Model;

#[derive(Template)]
#[template(path = "swift/options.swift.jinja", escape = "none")]
struct Options<'a> {
    options: &'a [ClientOption],
    client: &'a Client,
    said: &'a Said<'a>,
}

pub(super) fn file(model: &Model, said: &Said<'_>) -> Result<String, String> {
    let client = model.clients.first().ok_or("there are no clients")?;
    let options = Options { options: &model.options, client, said };
    Ok(options.render().map_err(|error| error.to_string())? + "\n")
}

/// The type of a client's logger.
pub(super) const LOGGER: &str = "(@Sendable (LogEvent) -> Void)?";

/// What a client's logger is, which only Swift can say.
pub(super) fn logger() -> (String, String) {
    let doc = "Gets an event for each request and each call when it is over, before the call returns, where the call \
               runs: it should not wait for anything. Of a call that was cancelled it gets them on a thread of \
               telnum's own. No event holds a key or a body.";
    ("logger".to_owned(), doc.to_owned())
}

/// The type of the level that a client's logger wants.
pub(super) const LEVEL: &str = "LogLevel?";

/// What that level is: Swift's, as the logger is.
pub(super) fn level() -> (String, String) {
    let doc = "The least level that the logger wants: `.warning` tells it of failed calls alone. By default it is \
               told everything.";
    ("logLevel".to_owned(), doc.to_owned())
}

/// The type of a caller's own journal.
pub(super) const STORE: &str = "(any Journal)?";

/// What a caller's own journal is, which Swift has as an option of its own.
pub(super) fn store() -> (String, String) {
    let doc =
        "A journal of your own, instead of a file: a database, say. A client has one journal.";
    ("journalStore".to_owned(), doc.to_owned())
}

/// What Swift adds to core's options, as parameters.
pub(super) fn added() -> [String; 3] {
    let (store, logger) =
        (format!("journalStore: {STORE} = nil"), format!("logger: {LOGGER} = nil"));
    [store, logger, format!("logLevel: {LEVEL} = nil")]
}

/// What an option is.
pub(super) fn option_doc(said: &Said<'_>, it: &ClientOption) -> String {
    match &it.shape {
        OptionShape::Set(name) => said.say_of(&it.doc, Some(name)),
        _ => said.say(&it.doc),
    }
}

/// An option as a parameter.
pub(super) fn declared_option(it: &ClientOption) -> String {
    let (of, default) = (shape::option(&it.shape), shape::default(&it.shape));
    format!("{}: {of} = {default}", it.name.to_lower_camel_case())
}

impl Options<'_> {
    fn camel(&self, name: &str) -> String {
        name.to_lower_camel_case()
    }

    fn example(&self) -> String {
        clients::example(self.client, &["options: options"])
    }

    fn of(&self, it: &ClientOption) -> String {
        shape::option(&it.shape)
    }

    fn doc(&self, it: &ClientOption) -> String {
        let mut doc = Doc::new(1);
        doc.paragraph(&option_doc(self.said, it));
        doc.text()
    }

    fn store_doc(&self) -> String {
        Self::added_doc(&store().1)
    }

    fn logger_doc(&self) -> String {
        Self::added_doc(&logger().1)
    }

    fn level_doc(&self) -> String {
        Self::added_doc(&level().1)
    }

    fn added_doc(text: &str) -> String {
        let mut doc = Doc::new(1);
        doc.paragraph(text);
        doc.text()
    }

    fn initialiser(&self) -> String {
        let items = self.options.iter().map(declared_option).chain(added());
        let items: Vec<String> = items.collect();
        declared(1, "public init", &items, "")
    }

    fn arguments(&self) -> String {
        let pair = |it: &ClientOption| {
            let name = it.name.to_lower_camel_case();
            let value = match it.shape {
                OptionShape::Duration => format!("{name}?.inSeconds"),
                OptionShape::Headers => {
                    format!("Json.object({name}.map {{ ($0.key, .text($0.value)) }})")
                }
                _ => name,
            };
            format!("\"{}\": {value}", it.name)
        };
        packed(3, &self.options.iter().map(pair).collect::<Vec<_>>())
    }
}
