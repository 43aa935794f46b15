//! Records: what they hold, where it comes from and how it is written.

use std::collections::BTreeSet;

use askama::Template;
use heck::{ToLowerCamelCase, ToUpperCamelCase};

use super::layout::{Doc, called, declared, packed};
use super::said::Said;
use super::shape::{self, identifier, is_linked};
use crate::model::{Field, INCLUDED, Kind, Model, Shape, Type};

#[derive(Template)]
#[template(path = "swift/records.swift.jinja", escape = "none")]
struct Records {
    records: Vec<RecordView>,
}

struct RecordView {
    name: String,
    doc: String,
    is_public: bool,
    /// `public `, or nothing.
    access: &'static str,
    /// The same of what makes one.
    made: &'static str,
    fields: Vec<FieldView>,
    has_id: bool,
    /// What the codes of its members are, where something has to pass over them.
    form: Option<String>,
}

/// A field, as declarations have it.
pub(super) struct FieldView {
    /// In backticks where Swift has another use for the word.
    pub(super) name: String,
    pub(super) plain: String,
    pub(super) doc: String,
    pub(super) of: String,
    /// How it is read: `read("total")`.
    read: String,
    /// What core calls it.
    key: String,
    /// How it is written: `.asJson`.
    written: &'static str,
}

/// By name, a file's text, for each part of the package.
pub(super) fn files(model: &Model, said: &Said<'_>) -> Result<Vec<(String, String)>, String> {
    let passed = passed(model);
    let mut parts: Vec<(&str, Records)> = Vec::new();
    for it in model.types.iter().filter(|it| !is_linked(model, &it.name)) {
        let Kind::Record(fields) = &it.kind else { continue };
        // Users see it as a `TelnumError`.
        let is_public = it.name != "ErrorInfo";
        // Any text may be where JSON has to be, so only telnum makes it.
        let is_checked = fields.iter().any(|it| it.shape == Shape::Object);
        let view = RecordView {
            name: it.name.clone(),
            doc: documented(0, said, &it.doc),
            is_public,
            access: if is_public { "public " } else { "" },
            made: if is_public && !is_checked { "public " } else { "" },
            fields: self::fields(model, it, said)?,
            has_id: has_id(fields),
            form: passed.contains(it.name.as_str()).then(|| form(model, fields)),
        };
        match parts.iter_mut().find(|(part, _)| *part == it.module) {
            Some((_, part)) => part.records.push(view),
            None => parts.push((&it.module, Records { records: vec![view] })),
        }
    }
    let rendered = parts.into_iter().map(|(part, records)| {
        let text = records.render().map_err(|error| error.to_string())?;
        Ok((format!("{}Records.swift", part.to_upper_camel_case()), text + "\n"))
    });
    rendered.collect()
}

impl Records {
    fn needs_foundation(&self) -> bool {
        self.records.iter().flat_map(|it| &it.fields).any(FieldView::needs_foundation)
    }
}

impl RecordView {
    fn initialiser(&self) -> String {
        let items: Vec<String> =
            self.fields.iter().map(|it| format!("{}: {}", it.name, it.of)).collect();
        declared(1, &format!("{}init", self.made), &items, "")
    }

    fn read(&self) -> String {
        read(&self.fields)
    }

    fn write(&self) -> String {
        write(&self.fields, |_| None)
    }
}

impl FieldView {
    pub(super) fn needs_foundation(&self) -> bool {
        ["Date", "Decimal"].contains(&self.of.trim_end_matches('?'))
    }
}

/// What makes a record of its members.
pub(super) fn read(fields: &[FieldView]) -> String {
    let items: Vec<String> =
        fields.iter().map(|it| format!("{}: members.{}", it.plain, it.read)).collect();
    called(2, "try self.init", &items, "")
}

/// Its members as JSON, by core's names; of some of them, a part.
pub(super) fn write(
    fields: &[FieldView],
    part: impl Fn(&FieldView) -> Option<&'static str>,
) -> String {
    let member = |it: &FieldView| {
        format!("(\"{}\", {}{}{})", it.key, it.name, part(it).unwrap_or_default(), it.written)
    };
    packed(3, &fields.iter().map(member).collect::<Vec<_>>())
}

pub(super) fn fields(model: &Model, it: &Type, said: &Said<'_>) -> Result<Vec<FieldView>, String> {
    model.fields(&it.name).iter().map(|field| view(model, it, field, said)).collect()
}

fn view(model: &Model, it: &Type, field: &Field, said: &Said<'_>) -> Result<FieldView, String> {
    let unknown = || format!("{}: Swift does not know what `{}` is", it.name, field.name);
    let plain = field.name.to_lower_camel_case();
    let read = |verb: &str| format!("{verb}(\"{}\")", field.name);
    let (of, read) = match &field.shape {
        Shape::Object => ("String".to_owned(), read("readObject")),
        Shape::Link { target, many } => {
            let list = model.included().position(|(_, it)| it == target).ok_or_else(unknown)?;
            let (of, verb) =
                if *many { ("DidwwLinks", "readLinks") } else { ("DidwwLink", "readLink") };
            (of.to_owned(), format!("{verb}(\"{}\", in: {list})", field.name))
        }
        shape => (shape::spelled(shape).ok_or_else(unknown)?, read("read")),
    };
    Ok(FieldView {
        name: identifier(&plain),
        plain,
        doc: documented(1, said, &field.doc),
        of,
        read,
        key: field.name.clone(),
        // An object is kept as its text.
        written: if field.shape == Shape::Object { ".jsonObject" } else { ".asJson" },
    })
}

/// A doc of core, as a comment.
pub(super) fn documented(depth: usize, said: &Said<'_>, text: &str) -> String {
    let mut doc = Doc::new(depth);
    text.split("\n\n").for_each(|it| doc.paragraph(&said.say(it)));
    doc.text()
}

fn has_id(fields: &[Field]) -> bool {
    fields.iter().any(|it| it.name == "id" && it.shape == Shape::Text)
}

/// The records that a page is made of whose rows lead to what comes after them.
fn passed(model: &Model) -> BTreeSet<&str> {
    let mut passed = BTreeSet::new();
    let pages = model.types.iter().filter(|it| is_linked(model, &it.name));
    let fields = pages.flat_map(|it| model.fields(&it.name)).chain(model.fields(INCLUDED));
    for field in fields {
        reach(model, &field.shape, &mut passed);
    }
    passed.remove(INCLUDED);
    passed
}

fn reach<'a>(model: &'a Model, shape: &'a Shape, reached: &mut BTreeSet<&'a str>) {
    let Some(name) = record(model, shape) else { return };
    if reached.insert(name) {
        model.fields(name).iter().for_each(|it| reach(model, &it.shape, reached));
    }
}

/// The record that a value is, or that each item of a list is.
fn record<'a>(model: &'a Model, shape: &'a Shape) -> Option<&'a str> {
    match shape {
        Shape::Named(name) if !model.fields(name).is_empty() => Some(name),
        Shape::List(inner) | Shape::Optional(inner) => record(model, inner),
        _ => None,
    }
}

/// What the codes of these fields are.
pub(super) fn form(model: &Model, fields: &[Field]) -> String {
    let (mut parts, mut single) = (Vec::new(), 0);
    for field in fields {
        let is_list = is_list(&field.shape);
        let part = match record(model, &field.shape) {
            Some(name) if is_list => format!(".records({name}.form)"),
            Some(name) => format!(".record({name}.form)"),
            None if is_list => ".list".to_owned(),
            None => {
                single += 1;
                continue;
            }
        };
        if single > 0 {
            parts.push(format!(".single({single})"));
            single = 0;
        }
        parts.push(part);
    }
    if single > 0 {
        parts.push(format!(".single({single})"));
    }
    format!("[{}]", parts.join(", "))
}

fn is_list(shape: &Shape) -> bool {
    match shape {
        Shape::List(_) => true,
        Shape::Optional(inner) => is_list(inner),
        Shape::Link { many, .. } => *many,
        _ => false,
    }
}
