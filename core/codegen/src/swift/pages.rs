//! Pages whose rows lead to what the page includes.

use askama::Template;
use heck::ToLowerCamelCase;

use super::layout::{Doc, called};
use super::said::Said;
use super::shape::{is_linked, spelled};
use crate::model::{INCLUDED, Kind, Model, Shape, Type};

#[derive(Template)]
#[template(path = "swift/page.swift.jinja", escape = "none")]
struct Page<'a> {
    name: &'a str,
    text: String,
    fields: Vec<Field>,
    /// The field of its rows, and what they are.
    rows: String,
    row: &'a str,
    /// The field of what it includes.
    included: String,
    /// The JSON:API type of its rows and the names of their fields, where those are known.
    fieldset: Option<(String, String)>,
}

struct Field {
    name: String,
    doc: String,
    of: String,
}

/// By name, a file's text.
pub(super) fn files(model: &Model, said: &Said<'_>) -> Result<Vec<(String, String)>, String> {
    let pages = model.types.iter().filter(|it| is_linked(model, &it.name));
    pages.map(|it| Ok((format!("{}.swift", it.name), file(model, it, said)?))).collect()
}

fn file(model: &Model, it: &Type, said: &Said<'_>) -> Result<String, String> {
    let Kind::Record(fields) = &it.kind else { return Err(format!("{} is not a record", it.name)) };
    let is_object = |name: &str| model.included().any(|(_, target)| target == name);
    let rows = fields.iter().find_map(|field| match &field.shape {
        Shape::List(inner) => match inner.as_ref() {
            Shape::Named(row) if is_object(row) => Some((field.name.to_lower_camel_case(), row)),
            _ => None,
        },
        _ => None,
    });
    let (rows, row) = rows.ok_or_else(|| format!("{} has no rows that lead anywhere", it.name))?;
    let included = fields.iter().find(|it| it.shape == Shape::Named(INCLUDED.to_owned()));
    let field = |field: &crate::model::Field| {
        let mut doc = Doc::new(1);
        doc.paragraph(&said.say(&field.doc));
        Ok(Field {
            name: field.name.to_lower_camel_case(),
            doc: doc.text(),
            of: spelled(&field.shape).ok_or_else(|| {
                format!("{}: Swift does not know what `{}` is", it.name, field.name)
            })?,
        })
    };
    let names = format!("{row}Field");
    let objects =
        model.included().find(|(_, target)| target == row).map(|(list, _)| list.name.clone());
    let page = Page {
        fieldset: objects
            .filter(|_| model.types.iter().any(|it| it.name == names))
            .map(|it| (it, names)),
        name: &it.name,
        text: said.say(&it.doc),
        fields: fields.iter().map(field).collect::<Result<_, String>>()?,
        rows,
        row,
        included: included.map(|it| it.name.to_lower_camel_case()).unwrap_or_default(),
    };
    Ok(page.render().map_err(|error| error.to_string())? + "\n")
}

impl Page<'_> {
    fn doc(&self) -> String {
        let mut doc = Doc::new(0);
        doc.paragraph(&self.text);
        doc.text()
    }

    fn needs_foundation(&self) -> bool {
        self.fields.iter().any(|it| ["Date", "Decimal"].contains(&it.of.trim_end_matches('?')))
    }

    fn fields(&self) -> &[Field] {
        &self.fields
    }

    /// What is as core has it.
    fn plain(&self) -> Vec<&Field> {
        self.fields.iter().filter(|it| it.name != self.rows && it.name != self.included).collect()
    }

    fn rebuilt(&self) -> String {
        let given = |it: &Field| match it.name == self.rows {
            true => format!("{0}: {0}.map(\\.object)", it.name),
            false => format!("{0}: {0}", it.name),
        };
        let given: Vec<String> = self.fields.iter().map(given).collect();
        called(2, &format!("TelnumTypes.{}", self.name), &given, "")
    }
}
