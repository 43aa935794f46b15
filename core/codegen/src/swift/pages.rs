//! Answers that lead to what they include: pages of rows, and documents of one object.

use askama::Template;
use heck::ToLowerCamelCase;

use super::layout::{declared, packed};
use super::links::{self, UNKNOWN};
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
    /// What it is called in docs: `page`.
    kind: &'a str,
    /// The field of what it is about, and the type of that object, or of each row.
    subject: String,
    object: &'a str,
    is_list: bool,
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
    let pages = model.types.iter().filter(|it| is_linked(model, &it.name));
    pages.map(|it| Ok((format!("{}.swift", it.name), file(model, it, said)?))).collect()
}

fn file(model: &Model, it: &Type, said: &Said<'_>) -> Result<String, String> {
    let fields = model.fields(&it.name);
    let subject = links::subject(model, &it.name)
        .ok_or_else(|| format!("{} is about nothing that leads anywhere", it.name))?;
    let is_included = |it: &crate::model::Field| it.shape == Shape::Named(INCLUDED.to_owned());
    let place = fields.iter().position(is_included).unwrap_or_default();
    let (before, from) = fields.split_at(place);
    let targets: Vec<&str> = model.included().map(|(_, target)| target).collect();
    let has_id = |name: &&str| model.fields(name).first().is_some_and(|it| it.name == "id");
    // The list of what telnum does not know is the last.
    let linked = targets.iter().filter(|it| **it != UNKNOWN);
    if let Some(target) = linked.clone().find(|it| !has_id(it)) {
        return Err(format!("{target}: where links lead is known by an `id`, its first field"));
    }
    let names = format!("{}Field", subject.object);
    let has_names = subject.many && model.types.iter().any(|it| it.name == names);
    let page = Page {
        fieldset: has_names.then(|| (subject.field.name.clone(), names)),
        name: &it.name,
        text: documented(0, said, &it.doc),
        fields: records::fields(model, it, said)?,
        kind: match subject.many {
            true if it.name.ends_with("Page") => "page",
            true => "list",
            false => "document",
        },
        subject: subject.field.name.to_lower_camel_case(),
        object: subject.object,
        is_list: subject.many,
        included: from.first().map(|it| it.name.to_lower_camel_case()).unwrap_or_default(),
        before: form(model, before),
        targets: linked.copied().collect(),
    };
    Ok(page.render().map_err(|error| error.to_string())? + "\n")
}

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
        let part = if self.is_list { ".map(\\.object)" } else { ".object" };
        records::write(&self.fields, |it| (it.plain == self.subject).then_some(part))
    }

    /// What is neither what it is about nor what that leads to.
    fn others(&self) -> impl Iterator<Item = &FieldView> {
        self.fields.iter().filter(|it| it.plain != self.subject && it.plain != self.included)
    }

    fn lists(&self) -> String {
        let lists = self.targets.iter().map(|it| format!("message.ids({it}.form)"));
        packed(3, &lists.collect::<Vec<_>>())
    }
}
