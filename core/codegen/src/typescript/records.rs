//! What reads records out of the core's messages: a function for each, so that engines see its members.

use std::collections::BTreeSet;

use heck::ToLowerCamelCase;

use super::{HEAD, innermost};
use crate::model::{Kind, Model, Shape, Type};

/// What a message can hold by itself, beside what calls bring.
const SAID: [&str; 4] = ["Attempt", "ErrorInfo", "LogEvent", "ResponseInfo"];

/// The readers of all records that messages hold.
pub(super) fn readers(model: &Model) -> String {
    let mut roots: BTreeSet<&str> = SAID.into();
    for client in &model.clients {
        roots.extend(client.calls.iter().filter_map(|it| record(model, &it.output)));
        roots.extend(client.waits.iter().map(|it| it.output.as_str()));
    }
    let mut reached = BTreeSet::new();
    roots.iter().for_each(|it| reach(model, it, &mut reached));
    let records: Vec<&Type> =
        model.types.iter().filter(|it| reached.contains(it.name.as_str())).collect();
    let mut modules: Vec<&str> = records.iter().map(|it| it.module.as_str()).collect();
    modules.sort_unstable();
    modules.dedup();
    let mut text = format!(
        "{HEAD}\nimport {{ link, list, next, some, value, type Readers }} from './message.js';\n"
    );
    for module in modules {
        let file = module.replace('_', "-");
        text += &format!(
            "import type * as {} from './types/{file}.js';\n",
            module.to_lower_camel_case()
        );
    }
    text += "\n/** The readers of what may be anything. */\nexport const readers: Readers = {\n";
    for root in roots {
        text += &format!("  {root}: {},\n", root.to_lower_camel_case());
    }
    text += "};\n";
    records.iter().for_each(|it| text += &reader(model, it));
    text
}

/// The record that a value is, or that each item of a list is.
fn record<'a>(model: &Model, shape: &'a Shape) -> Option<&'a str> {
    match innermost(shape) {
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

fn reader(model: &Model, it: &Type) -> String {
    let Kind::Record(fields) = &it.kind else { return String::new() };
    let name = &it.name;
    let mut text = format!(
        "\nfunction {}(): {}.{name} {{\n  next();\n",
        name.to_lower_camel_case(),
        it.module.to_lower_camel_case()
    );
    // What is always there is there from the start, as far as its turn comes before that of what is not.
    let is_there = |shape: &Shape| !matches!(shape, Shape::Optional(_) | Shape::Link { .. });
    let first = fields.iter().take_while(|it| is_there(&it.shape)).count();
    let members: Vec<String> = fields
        .iter()
        .take(first)
        .map(|it| format!("{}: {}", it.name.to_lower_camel_case(), read(model, &it.shape)))
        .collect();
    let members = match members.join(", ") {
        it if it.is_empty() => "{}".to_owned(),
        it => format!("{{ {it} }}"),
    };
    if first == fields.len() {
        return format!("{text}  return {members};\n}}\n");
    }
    text += &format!("  const it = {members} as {}.{name};\n", it.module.to_lower_camel_case());
    for field in fields.iter().skip(first) {
        let check = if is_there(&field.shape) { "" } else { "if (some()) " };
        let name = field.name.to_lower_camel_case();
        text += &format!("  {check}it.{name} = {};\n", read(model, &field.shape));
    }
    text + "  return it;\n}\n"
}

fn read(model: &Model, shape: &Shape) -> String {
    let function = reads(model, shape);
    match shape {
        Shape::Optional(inner) => read(model, inner),
        Shape::List(inner) => format!("list({})", reads(model, inner)),
        // Where a link leads is known by its place, until the whole page is read.
        Shape::Link { many: false, .. } => "link() as never".to_owned(),
        Shape::Link { many: true, .. } => "list(link) as never".to_owned(),
        _ => format!("{function}()"),
    }
}

/// The function that reads a value.
fn reads(model: &Model, shape: &Shape) -> String {
    record(model, shape).map_or_else(|| "value".to_owned(), str::to_lower_camel_case)
}
