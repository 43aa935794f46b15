//! What a `TelnumError` says, and its kinds.

use askama::Template;
use heck::ToLowerCamelCase;

use super::layout::{Doc, called};
use super::said::Said;
use super::shape::spelled;
use crate::model::{Field, Kind, Model, Shape, Variant};

#[derive(Template)]
#[template(path = "swift/error.swift.jinja", escape = "none")]
struct Errors<'a> {
    kinds: &'a [Variant],
    fields: &'a [Field],
    said: &'a Said<'a>,
}

pub(super) fn file(model: &Model, said: &Said<'_>) -> Result<String, String> {
    let kinds = model.types.iter().find_map(|it| match &it.kind {
        Kind::ClosedSet(variants) if it.name == "ErrorKind" => Some(variants.as_slice()),
        _ => None,
    });
    let errors = Errors {
        kinds: kinds.ok_or("there is no ErrorKind")?,
        fields: model.fields("ErrorInfo"),
        said,
    };
    for it in errors.own() {
        if errors.of(it).is_none()
            || matches!(&it.shape, Shape::Optional(inner) if **inner == Shape::Float)
        {
            return Err(format!("ErrorInfo: Swift does not know what `{}` is", it.name));
        }
    }
    Ok(errors.render().map_err(|error| error.to_string())? + "\n")
}

/// What `TelnumError.swift` says in its own way.
const BY_HAND: [&str; 1] = ["retry_after"];

impl<'a> Errors<'a> {
    fn own(&self) -> Vec<&'a Field> {
        self.fields.iter().filter(|it| !BY_HAND.contains(&it.name.as_str())).collect()
    }

    fn of(&self, it: &Field) -> Option<String> {
        spelled(&it.shape)
    }

    fn type_of(&self, it: &Field) -> String {
        self.of(it).unwrap_or_default()
    }

    fn camel(&self, name: &str) -> String {
        name.to_lower_camel_case()
    }

    fn doc(&self, text: &str) -> String {
        let mut doc = Doc::new(1);
        doc.paragraph(&self.said.say(text));
        doc.text()
    }

    /// A record that says nothing but what is given.
    fn bare(&self) -> String {
        let given = |it: &Field| {
            let name = it.name.to_lower_camel_case();
            match it.name.as_str() {
                "kind" | "text" | "carrier" | "details" => format!("{name}: {name}"),
                _ => format!("{name}: nil"),
            }
        };
        called(2, "self.init", &self.fields.iter().map(given).collect::<Vec<_>>(), "")
    }
}
