//! Sets of values, and the canonical text of each.

use askama::Template;

use super::records::documented;
use super::said::{Said, case};
use super::shape::identifier;
use crate::model::{Kind, Model, Shape, Variant};

#[derive(Template)]
#[template(path = "swift/sets.swift.jinja", escape = "none")]
struct Sets {
    sets: Vec<SetView>,
}

struct SetView {
    name: String,
    doc: String,
    /// `public `, or nothing.
    access: &'static str,
    cases: Vec<CaseView>,
    is_open: bool,
    is_given: bool,
}

struct CaseView {
    /// In backticks where Swift has another use for the word.
    name: String,
    plain: String,
    doc: String,
    text: String,
}

pub(super) fn file(model: &Model, said: &Said<'_>) -> Result<String, String> {
    let view = |it: &Variant| {
        let plain = case(&it.name);
        let doc = documented(1, said, &it.doc);
        CaseView { name: identifier(&plain), plain, doc, text: it.name.clone() }
    };
    let sets = model.types.iter().filter_map(|it| {
        let (variants, is_open) = match &it.kind {
            Kind::ClosedSet(variants) => (variants, false),
            Kind::OpenSet(variants) => (variants, true),
            Kind::Record(_) => return None,
        };
        // Users see it as a `TelnumError.Kind`, which can grow without breaking a `switch`.
        let is_hidden = it.name == "ErrorKind";
        Some(SetView {
            name: if is_hidden { it.name.clone() } else { super::swift_name(&it.name).to_owned() },
            doc: documented(0, said, &it.doc),
            access: if is_hidden { "" } else { "public " },
            cases: variants.iter().map(view).collect(),
            is_open,
            is_given: is_open && is_given(model, &it.name),
        })
    });
    Ok(Sets { sets: sets.collect() }.render().map_err(|error| error.to_string())? + "\n")
}

/// Whether it is what a caller gives: by an argument, to sort by, or as a name of a field.
fn is_given(model: &Model, name: &str) -> bool {
    let calls = model.clients.iter().flat_map(|it| &it.calls);
    let mut arguments = calls.flat_map(|it| &it.arguments).map(|it| match &it.shape {
        Shape::List(inner) => inner.as_ref(),
        shape => shape,
    });
    arguments.any(|it| matches!(it, Shape::Named(set) if set == name))
        || name.ends_with("SortKey")
        || name.ends_with("Field")
}
