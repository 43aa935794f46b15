//! TypeScript: interfaces, unions of literals, an error class for each kind, and the carriers' clients.

mod clients;
mod imports;
mod links;
mod names;
mod options;
mod records;
mod refused;
mod requests;
mod text;

use std::collections::{BTreeMap, BTreeSet};

use heck::{ToLowerCamelCase, ToUpperCamelCase};

use self::text::Docs;
use crate::filters::FILTER;
use crate::model::{Field, Filters, Input, Kind, Model, Shape, Type, Variant};

pub(crate) fn files(model: &Model) -> Result<Vec<(String, String)>, String> {
    let docs = Docs::of(model);
    let mut files = vec![
        (format!("{FOLDER}/error-classes.ts"), error_classes(model)),
        (format!("{FOLDER}/didww-lists.ts"), links::lists(model)),
        (format!("{FOLDER}/records.ts"), records::readers(model)),
        (format!("{FOLDER}/known-names.ts"), names::spelled(model)),
        (format!("{FOLDER}/client-options.ts"), options::file(model, &docs)?),
        ("tests/js/operations.mjs".to_owned(), names::operations(model)),
    ];
    names::check(model, &docs)?;
    for client in &model.clients {
        let (name, text) = clients::file(model, client, &docs)?;
        files.push((format!("{FOLDER}/{name}"), text));
    }
    let mut modules: Vec<&str> = model.types.iter().map(|it| it.module.as_str()).collect();
    modules.sort_unstable();
    modules.dedup();
    for module in modules {
        let path = format!("{FOLDER}/types/{}.ts", module.replace('_', "-"));
        files.push((path, types(model, module)));
    }
    Ok(files)
}

fn types(model: &Model, module: &str) -> String {
    let is_own = |it: &&Type| it.module == module && !OF_JOURNALS.contains(&it.name.as_str());
    let own: Vec<&Type> = model.types.iter().filter(is_own).collect();
    let mut text = HEAD.to_owned();
    let imports = imports(model, module, &own);
    if !imports.is_empty() {
        text += &format!("\n{imports}");
    }
    for it in own {
        text += "\n";
        text += &declaration(model, it);
    }
    if module == "didww" {
        text += &filters(model);
        text += &inputs(model);
    }
    text
}

/// What lists are filtered by, which no answer holds.
fn filters(model: &Model) -> String {
    let mut text = format!(
        "\n/** What a filter wants of a field: a value, any of a list, or no value at all. */\n\
         export type {FILTER} = Scalar | readonly Scalar[] | {{ blank: true }};\n\
         type Scalar = string | number | bigint;\n"
    );
    for Filters { name, doc, fields } in &model.filters {
        text += "\n";
        text += &comment(doc, "");
        text += &format!("export interface {name} {{\n");
        for Field { name, doc, shape, .. } in fields {
            let wanted = if let Shape::Optional(inner) = shape { inner } else { shape };
            text += &comment(doc, "  ");
            text += &format!("  {}?: {};\n", name.to_lower_camel_case(), spell(wanted));
        }
        text += "}\n";
    }
    text
}

/// What callers give as parts of a call.
fn inputs(model: &Model) -> String {
    let mut text = String::new();
    for Input { name, doc, fields } in &model.inputs {
        text += &format!("\n{}export interface {name} {{\n", comment(&speak(model, doc), ""));
        for Field { name, doc, shape, .. } in fields {
            text += &comment(&speak(model, doc), "  ");
            text += &format!("  {}?: {};\n", name.to_lower_camel_case(), spell(shape));
        }
        text += "}\n";
    }
    text
}

/// What the types of a module name of other modules: a line for each of these.
fn imports(model: &Model, module: &str, own: &[&Type]) -> String {
    let mut others: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    for name in own.iter().flat_map(|it| named(it)) {
        let found = model.types.iter().find(|it| it.name == name && it.module != module);
        if let Some(other) = found {
            others.entry(other.module.replace('_', "-")).or_default().insert(name);
        }
    }
    let line = |(other, names): (String, BTreeSet<&str>)| {
        let names: Vec<&str> = names.into_iter().collect();
        format!("import type {{ {} }} from './{other}.js';\n", names.join(", "))
    };
    others.into_iter().map(line).collect()
}

fn declaration(model: &Model, it: &Type) -> String {
    let name = &it.name;
    match &it.kind {
        Kind::Record(fields) => {
            let mut text = comment(&speak(model, &it.doc), "");
            text += &format!("export interface {name} {{\n");
            for field in fields {
                text += &comment(&field_doc(model, field), "  ");
                let (mark, shape) = match &field.shape {
                    Shape::Optional(inner) => ("?", inner.as_ref()),
                    shape => ("", shape),
                };
                let name = field.name.to_lower_camel_case();
                text += &format!("  {name}{mark}: {};\n", spell(shape));
            }
            text + "}\n"
        }
        Kind::ClosedSet(variants) => set(model, it, variants, ""),
        Kind::OpenSet(variants) => set(model, it, variants, "\n  | (string & {})"),
    }
}

fn set(model: &Model, it: &Type, variants: &[Variant], rest: &str) -> String {
    let mut doc = speak(model, &it.doc) + "\n";
    let mut names = String::new();
    for variant in variants {
        doc +=
            &format!("\n- `{}`: {}", variant.name, speak(model, &variant.doc).replace('\n', " "));
        names += &format!("\n  | '{}'", variant.name);
    }
    if !rest.is_empty() {
        doc += "\n\nOther text is the carrier's own, not known to this version.";
    }
    format!("{}export type {} ={names}{rest};\n", comment(&doc, ""), it.name)
}

fn error_classes(model: &Model) -> String {
    let mut text = HEAD.to_owned();
    text += "\nimport { TelnumError } from './error.js';\nimport type { ErrorKind } from './types/common.js';\n";
    let mut table = String::new();
    let kinds = model.types.iter().find(|it| it.name == "ErrorKind");
    if let Some(Type { kind: Kind::ClosedSet(variants), .. }) = kinds {
        for Variant { name, doc } in variants {
            let class = format!("{}Error", name.to_upper_camel_case());
            text += "\n";
            text += &comment(&speak(model, doc), "");
            text += &format!("export class {class} extends TelnumError {{\n");
            text += &format!("  static override readonly kind = '{name}';\n");
            text += &format!("  declare readonly kind: '{name}';\n");
            if name == "outcome_unknown" {
                text += "  /** The kind of failure behind it. */\n  declare readonly cause?: ErrorKind;\n";
            }
            text += "}\n";
            table += &format!("  {name}: {class},\n");
        }
    }
    text += "\n/** The class of each kind. */\n";
    text += &format!(
        "export const errorClasses: Record<ErrorKind, typeof TelnumError> = {{\n{table}}};\n"
    );
    text
}

fn field_doc(model: &Model, field: &Field) -> String {
    let doc = speak(model, &field.doc);
    match innermost(&field.shape) {
        Shape::Decimal => doc + " Decimal text.",
        Shape::Timestamp => doc + " RFC 3339, in UTC.",
        _ => doc,
    }
}

fn innermost(shape: &Shape) -> &Shape {
    match shape {
        Shape::Optional(inner) | Shape::List(inner) => innermost(inner),
        shape => shape,
    }
}

fn spell(shape: &Shape) -> String {
    match shape {
        Shape::Text | Shape::Decimal | Shape::Timestamp => "string".to_owned(),
        Shape::Integer | Shape::Float => "number".to_owned(),
        Shape::Flag => "boolean".to_owned(),
        Shape::Object => "Record<string, unknown>".to_owned(),
        Shape::Id => "string | number | bigint".to_owned(),
        Shape::Filters(name) => name.clone(),
        Shape::Sorting(set) => format!("readonly ({set} | `-${{{set}}}`)[]"),
        Shape::Fieldsets(_) => "Record<string, readonly string[]>".to_owned(),
        Shape::Named(name) => name.clone(),
        Shape::Optional(inner) => format!("{} | undefined", spell(inner)),
        Shape::List(inner) => {
            let of = spell(inner);
            if of.contains(' ') { format!("({of})[]") } else { format!("{of}[]") }
        }
        Shape::Link { target, many: false } => format!("{target} | undefined"),
        Shape::Link { target, many: true } => format!("{target}[]"),
    }
}

fn named(it: &Type) -> Vec<&str> {
    let Kind::Record(fields) = &it.kind else { return Vec::new() };
    let shapes = fields.iter().map(|field| innermost(&field.shape));
    shapes
        .filter_map(|shape| if let Shape::Named(name) = shape { Some(name.as_str()) } else { None })
        .collect()
}

/// A doc comment as TypeScript's readers expect it: fields in camelCase, no links of Rust's. The names of
/// calls and arguments are values here: an attempt holds them in snake_case.
fn speak(model: &Model, doc: &str) -> String {
    let mut text = doc.replace("[`", "`").replace("`]", "`");
    let of_types = model.types.iter().filter_map(|it| match &it.kind {
        Kind::Record(fields) => Some(fields),
        _ => None,
    });
    let fields = of_types.chain(model.inputs.iter().map(|it| &it.fields)).flatten();
    for Field { name, .. } in fields.filter(|field| field.name.contains('_')) {
        text = text.replace(&format!("`{name}`"), &format!("`{}`", name.to_lower_camel_case()));
    }
    text
}

fn comment(doc: &str, indent: &str) -> String {
    if doc.is_empty() {
        return String::new();
    }
    if !doc.contains('\n') {
        return format!("{indent}/** {doc} */\n");
    }
    let lines = doc.lines().map(|line| format!("{indent} * {line}").trim_end().to_owned() + "\n");
    format!("{indent}/**\n{}{indent} */\n", lines.collect::<String>())
}

/// What callers' own journals answer and are told, which `journal.ts` declares: no message holds it, and what is absent
/// there may also be undefined.
const OF_JOURNALS: [&str; 3] = ["JournalClaim", "JournalOutcome", "JournalResult"];

const FOLDER: &str = "bindings-wasm/js/src";
const HEAD: &str = "// Generated by telnum-codegen from core's public types. Do not edit.\n";
const HEAD_OF_CALLS: &str =
    "// Generated by telnum-codegen from the declarations in core. Do not edit.\n";
