//! Pages whose rows lead to what the page includes.

use askama::Template;
use heck::ToLowerCamelCase;

use super::layout::{declared, packed};
use super::records::{self, FieldView, documented, form};
use super::said::Said;
use super::shape::is_linked;
use crate::model::{INCLUDED, Model, Shape, Type};

#[derive(Template)]
#[template(path = "swift/page.swift.jinja", escape = "none")]
struct Page<'a> {
    name: &'a str,
    text: String,
    fields: Vec<FieldView>,
    /// The field of its rows, and what they are.
    rows: String,
    row: &'a str,
    /// The field of what it includes.
    included: String,
    /// What the codes before that are.
    before: String,
    /// What each list of included objects holds.
    targets: Vec<&'a str>,
    /// The JSON:API type of its rows and the names of their fields, where those are known.
    fieldset: Option<(String, String)>,
}

/// By name, a file's text.
pub(super) fn files(model: &Model, said: &Said<'_>) -> Result<Vec<(String, String)>, String> {
    let pages =
        model.types.iter().filter(|it| is_linked(model, &it.name) && it.name.ends_with("Page"));
    pages.map(|it| Ok((format!("{}.swift", it.name), file(model, it, said)?))).collect()
}

fn file(model: &Model, it: &Type, said: &Said<'_>) -> Result<String, String> {
    let fields = model.fields(&it.name);
    let is_object = |name: &str| model.included().any(|(_, target)| target == name);
    let rows = fields.iter().find_map(|field| match &field.shape {
        Shape::List(inner) => match inner.as_ref() {
            Shape::Named(row) if is_object(row) => Some((&field.name, row)),
            _ => None,
        },
        _ => None,
    });
    let (rows_key, row) =
        rows.ok_or_else(|| format!("{} has no rows that lead anywhere", it.name))?;
    let is_included = |it: &crate::model::Field| it.shape == Shape::Named(INCLUDED.to_owned());
    let place = fields.iter().position(is_included).unwrap_or_default();
    let (before, from) = fields.split_at(place);
    let targets: Vec<&str> = model.included().map(|(_, target)| target).collect();
    let has_id = |name: &&str| model.fields(name).first().is_some_and(|it| it.name == "id");
    let linked = targets.iter().filter(|it| **it != UNKNOWN);
    if let Some(target) = linked.clone().find(|it| !has_id(it)) {
        return Err(format!("{target}: where links lead is known by an `id`, its first field"));
    }
    let names = format!("{row}Field");
    let objects =
        model.included().find(|(_, target)| target == row).map(|(list, _)| list.name.clone());
    let page = Page {
        fieldset: objects
            .filter(|_| model.types.iter().any(|it| it.name == names))
            .map(|it| (it, names)),
        name: &it.name,
        text: documented(0, said, &it.doc),
        fields: records::fields(model, it, said)?,
        rows: rows_key.to_lower_camel_case(),
        row,
        included: from.first().map(|it| it.name.to_lower_camel_case()).unwrap_or_default(),
        before: form(model, before),
        targets: linked.copied().collect(),
    };
    Ok(page.render().map_err(|error| error.to_string())? + "\n")
}

/// What telnum does not know, no link leads to. Its list is the last.
const UNKNOWN: &str = "DidwwUnknownObject";

impl Page<'_> {
    fn needs_foundation(&self) -> bool {
        self.fields.iter().any(FieldView::needs_foundation)
    }

    fn initialiser(&self) -> String {
        let items: Vec<String> =
            self.fields.iter().map(|it| format!("{}: {}", it.name, it.of)).collect();
        declared(1, "init", &items, "")
    }

    fn read(&self) -> String {
        records::read(&self.fields)
    }

    fn write(&self) -> String {
        let rows = |it: &FieldView| (it.plain == self.rows).then_some(".map(\\.object)");
        records::write(&self.fields, rows)
    }

    /// What is neither its rows nor what they lead to.
    fn others(&self) -> impl Iterator<Item = &FieldView> {
        self.fields.iter().filter(|it| it.plain != self.rows && it.plain != self.included)
    }

    fn lists(&self) -> String {
        let lists = self.targets.iter().map(|it| format!("message.ids({it}.form)"));
        packed(3, &lists.collect::<Vec<_>>())
    }
}
