//! The links of objects, as properties that can be followed.

use std::collections::BTreeSet;

use heck::ToLowerCamelCase;

use super::NOTICE;
use super::layout::Doc;
use super::said::Said;
use super::shape::is_linked;
use crate::model::{Field, Kind, Model, Shape};

/// What telnum does not know: no link leads to it.
pub(super) const UNKNOWN: &str = "DidwwUnknownObject";

/// What an answer is about: its rows, or one object.
pub(super) struct Subject<'a> {
    pub(super) field: &'a Field,
    /// The type of the object, or of each row.
    pub(super) object: &'a str,
    pub(super) many: bool,
}

/// What an answer of this type is about, where that leads to what it includes.
pub(super) fn subject<'a>(model: &'a Model, answer: &str) -> Option<Subject<'a>> {
    model.fields(answer).iter().find_map(|field| {
        let (shape, many) = match &field.shape {
            Shape::List(row) => (row.as_ref(), true),
            shape => (shape, false),
        };
        let Shape::Named(object) = shape else { return None };
        let leads = model.fields(object).iter().any(|it| matches!(it.shape, Shape::Link { .. }));
        let is_included = model.included().any(|(_, it)| it == object);
        (leads || is_included).then_some(Subject { field, object, many })
    })
}

/// The objects that no link leads to, which only calls ask for.
fn only_asked_for(model: &Model) -> BTreeSet<&str> {
    let answers = model.types.iter().filter(|it| is_linked(model, &it.name));
    let objects = answers.filter_map(|it| subject(model, &it.name)).map(|it| it.object);
    objects.filter(|object| model.included().all(|(_, it)| it != *object)).collect()
}

/// For each type of object: where an answer includes such, and its links.
pub(super) fn file(model: &Model, said: &Said<'_>) -> String {
    let mut text = NOTICE.to_owned();
    let included = model.included().filter(|(_, it)| *it != UNKNOWN);
    let included =
        included.map(|(list, it)| (it, format!("page.{}", list.name.to_lower_camel_case())));
    let others = only_asked_for(model).into_iter().map(|it| (it, "[]".to_owned()));
    for (object, list) in included.chain(others) {
        text += &format!("\nextension {object}: DidwwObject {{\n");
        text += &format!(
            "    public static func included(in page: DidwwIncluded) -> [{object}] {{ {list} }}\n}}\n"
        );
    }
    for it in &model.types {
        let Kind::Record(fields) = &it.kind else { continue };
        let mut properties = Vec::new();
        for field in fields {
            let (Shape::Link { target, many }, Some(include)) = (&field.shape, &field.include)
            else {
                continue;
            };
            let property = field.name.to_lower_camel_case();
            let (kind, follow) = match many {
                true => (format!("[DidwwLinked<{target}>]"), "followMany"),
                false => (format!("DidwwLinked<{target}>?"), "followOne"),
            };
            let mut doc = Doc::new(1);
            doc.paragraph(&said.say(&field.doc));
            doc.throws(&[("invalidInput".to_owned(), "the answer does not say".to_owned())]);
            properties.push(format!(
                "{}\n    public var {property}: {kind} {{\n        get throws {{ try {follow}(object.{property}, \"{}\", \"{include}\") }}\n    }}\n",
                doc.text(),
                field.name
            ));
        }
        if !properties.is_empty() {
            text += &format!("\nextension DidwwLinked where Object == {} {{\n", it.name);
            text += &properties.join("\n");
            text += "}\n";
        }
    }
    text
}
