//! What reads records out of the core's messages: a function for each.

use std::collections::BTreeSet;

use heck::ToLowerCamelCase;

use super::types::property;
use crate::model::{Field, INCLUDED, Kind, Model, Shape, Type};

/// What a message can hold by itself, beside what calls bring.
const SAID: [&str; 7] = [
    "Attempt",
    "ErrorInfo",
    "JournalOutcome",
    "LedgerEntry",
    "LogEvent",
    "RecordedRequest",
    "ResponseInfo",
];

/// The readers of all records that messages hold.
pub(super) fn readers(model: &Model) -> Result<String, String> {
    let mut reached = BTreeSet::new();
    SAID.into_iter().for_each(|it| reach(model, it, &mut reached));
    for call in model.clients.iter().flat_map(|it| &it.calls) {
        record(model, &call.output).into_iter().for_each(|it| reach(model, it, &mut reached));
    }
    let waits = model.clients.iter().flat_map(|it| &it.waits);
    waits.for_each(|it| reach(model, &it.output, &mut reached));
    let records: Vec<&Type> =
        model.types.iter().filter(|it| reached.contains(it.name.as_str())).collect();
    let mut text = "package dev.telnum\n\n".to_owned();
    let mut others: Vec<&str> =
        records.iter().filter(|it| it.module == "emulator").map(|it| it.name.as_str()).collect();
    others.sort_unstable();
    others.iter().for_each(|it| text += &format!("import dev.telnum.emulator.{it}\n"));
    for it in records {
        let Kind::Record(fields) = &it.kind else { continue };
        let name = it.name.to_lower_camel_case();
        text += &format!(
            "\ninternal fun Message.{name}(): {} {{\n    begin()\n    return {}(\n",
            it.name, it.name
        );
        for field in fields {
            text += &format!("        {} = {},\n", property(field)?.0, read(model, field)?);
        }
        text += "    )\n}\n";
    }
    Ok(text)
}

/// The record that only the core reads from JSON, since it is placed as it was read.
pub(super) const CHECKED: &str = "Attempt";

/// The readers of all records out of canonical JSON.
pub(super) fn json(model: &Model) -> Result<String, String> {
    let mut text = "package dev.telnum\n\n".to_owned();
    let mut records: Vec<&Type> =
        model.types.iter().filter(|it| !model.fields(&it.name).is_empty()).collect();
    records.sort_by_key(|it| it.name.as_str());
    for it in records.iter().filter(|it| it.module == "emulator") {
        text += &format!("import dev.telnum.emulator.{}\n", it.name);
    }
    for it in records.iter().filter(|it| it.name != CHECKED) {
        let name = it.name.to_lower_camel_case();
        let fields = model.fields(&it.name);
        text += &format!("\ninternal fun JsonMember.{name}(): {0} = {0}(\n", it.name);
        for field in fields {
            text += &format!("    {} = {},\n", property(field)?.0, read_json(model, field)?);
        }
        let is_page =
            fields.iter().any(|it| matches!(&it.shape, Shape::Named(name) if name == INCLUDED));
        text += if is_page { ").linked()\n" } else { ")\n" };
    }
    Ok(text)
}

fn read_json(model: &Model, field: &Field) -> Result<String, String> {
    let name = &field.name;
    let (how, shape) = match &field.shape {
        Shape::Link { many: false, .. } => return Ok(format!("link(\"{name}\")")),
        Shape::Link { many: true, .. } => return Ok(format!("links(\"{name}\")")),
        Shape::Optional(inner) => ("memberOrNull", inner.as_ref()),
        shape => ("member", shape),
    };
    let read = value(model, shape).map_err(|it| format!("`{name}`: {it}"))?;
    Ok(format!("{how}(\"{name}\") {{ {read} }}"))
}

/// The record that a value is, or that each item of a list is.
fn record<'a>(model: &Model, shape: &'a Shape) -> Option<&'a str> {
    match shape {
        Shape::Optional(inner) | Shape::List(inner) => record(model, inner),
        Shape::Named(name) if !model.fields(name).is_empty() => Some(name),
        _ => None,
    }
}

fn reach<'a>(model: &'a Model, name: &'a str, reached: &mut BTreeSet<&'a str>) {
    if reached.insert(name) {
        let shapes = model.fields(name).iter().map(|it| &it.shape);
        shapes.filter_map(|it| record(model, it)).for_each(|it| reach(model, it, reached));
    }
}

fn read(model: &Model, field: &Field) -> Result<String, String> {
    match &field.shape {
        Shape::Link { many: false, .. } => Ok("link()".to_owned()),
        Shape::Link { many: true, .. } => Ok("links()".to_owned()),
        shape => value(model, shape).map_err(|it| format!("`{}`: {it}", field.name)),
    }
}

fn value(model: &Model, shape: &Shape) -> Result<String, String> {
    Ok(match shape {
        Shape::Text | Shape::Object => "text()".to_owned(),
        Shape::Integer => "int()".to_owned(),
        Shape::Float => "double()".to_owned(),
        Shape::Flag => "flag()".to_owned(),
        Shape::Decimal => "amount()".to_owned(),
        Shape::Timestamp => "moment()".to_owned(),
        Shape::Optional(inner) => format!("orNull {{ {} }}", value(model, inner)?),
        Shape::List(inner) => format!("list {{ {} }}", value(model, inner)?),
        Shape::Named(name) => {
            match model.types.iter().find(|it| &it.name == name).map(|it| &it.kind) {
                Some(Kind::Record(_)) => format!("{}()", name.to_lower_camel_case()),
                Some(Kind::OpenSet(_)) => format!("{name}.of(text())"),
                Some(Kind::ClosedSet(_)) => format!("known({name}.of(text()))"),
                None => return Err(format!("there is no type `{name}`")),
            }
        }
        _ => return Err("it is of a kind that no answer holds".to_owned()),
    })
}
