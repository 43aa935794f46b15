//! `Codable` for records, in the canonical form, and `Identifiable` for those that have an id.

use heck::{ToLowerCamelCase, ToUpperCamelCase};

use super::shape::is_linked;
use super::{FOLDER, NOTICE, swift_name};
use crate::model::{Field, Kind, Model, Shape, Type};

/// One file for each part of the package.
pub(super) fn files(model: &Model) -> Vec<(String, String)> {
    let mut files: Vec<(String, String)> = Vec::new();
    for it in &model.types {
        let Kind::Record(fields) = &it.kind else { continue };
        let part = it.module.to_upper_camel_case();
        let path = format!("{FOLDER}/TelnumTypes/{part}Codable.swift");
        match files.iter_mut().find(|(other, _)| *other == path) {
            Some((_, text)) => *text += &record(model, it, fields),
            None => files.push((path, NOTICE.to_owned() + &record(model, it, fields))),
        }
    }
    files
}

fn record(model: &Model, it: &Type, fields: &[Field]) -> String {
    let name = swift_name(&it.name);
    let read = fields.iter().map(|field| {
        format!("{}: it.{}(\"{}\")", property(it, field), verb("read", &field.shape), field.name)
    });
    let write = fields.iter().map(|field| {
        format!("try it.write{}(\"{}\", {})", kind(&field.shape), field.name, property(it, field))
    });
    let conforms = match fields.iter().any(|it| it.name == "id" && matches!(it.shape, Shape::Text))
    {
        true => "Codable, Identifiable",
        false => "Codable",
    };
    // Users do not see it, so neither do they see what it can.
    let access = if name == "ErrorInfo" || is_linked(model, name) { "package" } else { "public" };
    format!(
        "
extension {name}: {conforms} {{
    {access} init(from decoder: any Decoder) throws {{
        let it = try CanonicalReader(decoder)
        try self.init(
{}
        )
    }}

    {access} func encode(to encoder: any Encoder) throws {{
        var it = CanonicalWriter(encoder)
{}
    }}
}}
",
        wrapped(read.collect(), 12, ", "),
        wrapped(write.collect(), 8, "; ")
    )
}

/// What Swift calls the field; see `LOGGED_ERROR` of `stock.py`.
fn property(it: &Type, field: &Field) -> String {
    match (it.name.as_str(), field.name.as_str()) {
        ("LogEvent", "error") => "kind".to_owned(),
        (_, name) => name.to_lower_camel_case(),
    }
}

fn verb(verb: &str, shape: &Shape) -> String {
    let present = if matches!(shape, Shape::Optional(_)) { "IfPresent" } else { "" };
    format!("{verb}{}{present}", kind(shape))
}

/// What is not written as Swift writes it.
fn kind(shape: &Shape) -> &'static str {
    match shape {
        Shape::Optional(inner) => kind(inner),
        Shape::Decimal => "Amount",
        Shape::Timestamp => "Time",
        Shape::Object => "Object",
        _ => "",
    }
}

/// As many to a line as fit.
fn wrapped(parts: Vec<String>, indent: usize, between: &str) -> String {
    let mut lines = vec![String::new()];
    let last = parts.len().saturating_sub(1);
    for (index, part) in parts.into_iter().enumerate() {
        let part = if index == last { part } else { part + between };
        match lines.last_mut() {
            Some(line) if line.is_empty() || indent + line.len() + part.len() <= WIDTH => {
                *line += &part
            }
            _ => lines.push(part),
        }
    }
    let indent = " ".repeat(indent);
    let ends = |line: &str| line.trim_end().trim_end_matches(';').to_owned();
    lines.iter().map(|line| format!("{indent}{}", ends(line))).collect::<Vec<_>>().join("\n")
}

const WIDTH: usize = 118;
