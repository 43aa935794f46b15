//! Reads the public types out of core's source, and refuses what some language could not declare.

use std::path::{Path, PathBuf};

use heck::ToSnakeCase;
use quote::ToTokens;
use syn::{
    Attribute, Expr, Fields, GenericArgument, Item, Lit, LitStr, Meta, PathArguments,
    Type as Syntax,
};

use crate::calls::Client;
use crate::model::{CARRIERS, Field, Kind, Model, Shape, Type, Variant};
use crate::read_calls::Calls;

pub(crate) fn read(root: &Path) -> Result<Model, String> {
    let (mut types, mut filters, mut calls) = (Vec::new(), Vec::new(), Calls::default());
    let mut inputs = Vec::new();
    for folder in ["core/src", "core/emulator/src"] {
        let mut files = Vec::new();
        collect(&root.join(folder), &mut files)?;
        files.sort();
        for file in files {
            let text =
                std::fs::read_to_string(&file).map_err(|e| format!("{}: {e}", file.display()))?;
            let syntax = syn::parse_file(&text).map_err(|e| format!("{}: {e}", file.display()))?;
            let module = module_of(folder, root, &file);
            filters.extend(
                crate::filters::read(&syntax).map_err(|e| format!("{}: {e}", file.display()))?,
            );
            inputs.extend(
                crate::filters::inputs(&syntax).map_err(|e| format!("{}: {e}", file.display()))?,
            );
            calls.read(&syntax, &module, &file)?;
            for item in &syntax.items {
                types.extend(read_item(item, &module)?);
            }
        }
    }
    let (clients, options) = calls.into_clients()?;
    known_kinds(&types, &clients)?;
    Ok(Model { types, filters, inputs, clients, options })
}

/// A kind of error that nobody knows would be written into every language.
fn known_kinds(types: &[Type], clients: &[Client]) -> Result<(), String> {
    let kinds = types.iter().find(|it| it.name == "ErrorKind").map(|it| &it.kind);
    let Some(Kind::ClosedSet(kinds)) = kinds else { return Ok(()) };
    for client in clients {
        let calls = client.calls.iter().map(|it| (&it.request, &it.raises));
        let waits = client.waits.iter().map(|it| (&it.request, &it.raises));
        for (request, raises) in calls.chain(waits) {
            if let Some(raise) =
                raises.iter().find(|it| kinds.iter().all(|kind| kind.name != it.kind))
            {
                return Err(format!("{request}: there is no kind of error `{}`", raise.kind));
            }
        }
    }
    Ok(())
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> Result<(), String> {
    let entries = std::fs::read_dir(folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    for entry in entries {
        let path = entry.map_err(|e| e.to_string())?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else if path.extension().is_some_and(|it| it == "rs") {
            files.push(path);
        }
    }
    Ok(())
}

fn module_of(folder: &str, root: &Path, file: &Path) -> String {
    if folder.ends_with("emulator/src") {
        return "emulator".to_owned();
    }
    let carrier = file
        .strip_prefix(root.join(folder))
        .ok()
        .and_then(|it| it.components().next())
        .map(|it| it.as_os_str().to_string_lossy().into_owned());
    match carrier.as_deref() {
        Some(name) if CARRIERS.contains(&name) => name.to_owned(),
        _ => "common".to_owned(),
    }
}

fn read_item(item: &Item, module: &str) -> Result<Option<Type>, String> {
    let (name, attributes, kind) = match item {
        Item::Struct(it) if is_record(it, module) => {
            if !it.generics.params.is_empty() {
                return Err(format!("{}: a public record has no generics", it.ident));
            }
            let Fields::Named(named) = &it.fields else { return Ok(None) };
            let fields: Result<_, String> = named
                .named
                .iter()
                .map(|field| {
                    let name = field.ident.as_ref().map(ToString::to_string).unwrap_or_default();
                    if field
                        .attrs
                        .iter()
                        .any(|it| it.to_token_stream().to_string().contains("flatten"))
                    {
                        return Err(format!(
                            "{}.{name}: a public record flattens nothing",
                            it.ident
                        ));
                    }
                    let shape =
                        shape(&field.ty).map_err(|e| format!("{}.{name}: {e}", it.ident))?;
                    let include = include(&field.attrs);
                    Ok(Field { doc: doc(&field.attrs), name, shape, include })
                })
                .collect();
            (&it.ident, &it.attrs, Kind::Record(fields?))
        }
        Item::Enum(it) if has(&it.attrs, "open_set") => {
            (&it.ident, &it.attrs, Kind::OpenSet(variants(it)))
        }
        Item::Enum(it) if has(&it.attrs, "closed_set") => {
            (&it.ident, &it.attrs, Kind::ClosedSet(variants(it)))
        }
        _ => return Ok(None),
    };
    Ok(Some(Type { name: name.to_string(), doc: doc(attributes), module: module.to_owned(), kind }))
}

fn variants(item: &syn::ItemEnum) -> Vec<Variant> {
    item.variants
        .iter()
        .map(|it| {
            let written = it.attrs.iter().find(|it| it.path().is_ident("written"));
            let written = written.and_then(|it| it.parse_args::<LitStr>().ok());
            let own = || it.ident.to_string().to_snake_case();
            Variant { name: written.map_or_else(own, |it| it.value()), doc: doc(&it.attrs) }
        })
        .collect()
}

/// What `#[to_one(include = "…")]` or `#[to_many(include = "…")]` names.
fn include(attributes: &[Attribute]) -> Option<String> {
    let mut include = None;
    let marks = attributes.iter().filter(|it| {
        (it.path().is_ident("to_one") || it.path().is_ident("to_many"))
            && matches!(it.meta, Meta::List(_))
    });
    for mark in marks {
        let read = mark.parse_nested_meta(|it| {
            let text: LitStr = it.value()?.parse()?;
            if it.path.is_ident("include") {
                include = Some(text.value());
            }
            Ok(())
        });
        if read.is_err() {
            return None;
        }
    }
    include
}

pub(crate) fn shape(syntax: &Syntax) -> Result<Shape, String> {
    let refused = || format!("`{}` cannot cross to every language", syntax.to_token_stream());
    let Syntax::Path(path) = syntax else { return Err(refused()) };
    let last = path.path.segments.last().ok_or_else(refused)?;
    let inner = || match &last.arguments {
        PathArguments::AngleBracketed(arguments) => match arguments.args.first() {
            Some(GenericArgument::Type(inner)) => shape(inner),
            _ => Err(refused()),
        },
        _ => Err(refused()),
    };
    Ok(match last.ident.to_string().as_str() {
        "String" => Shape::Text,
        "i32" | "u32" | "u16" => Shape::Integer,
        "f64" => Shape::Float,
        "bool" => Shape::Flag,
        "Decimal" => Shape::Decimal,
        "Timestamp" => Shape::Timestamp,
        "AttemptArguments" => Shape::Object,
        "Option" => match inner()? {
            Shape::Optional(_) => return Err(refused()),
            inner => Shape::Optional(Box::new(inner)),
        },
        "Vec" => Shape::List(Box::new(inner()?)),
        "usize" | "isize" | "u64" | "i64" | "u128" | "i128" | "f32" | "HashMap" | "BTreeMap" => {
            return Err(refused());
        }
        name => match (name.strip_suffix("Link"), name.strip_suffix("Links")) {
            (Some(target), _) => Shape::Link { target: target.to_owned(), many: false },
            (_, Some(target)) => Shape::Link { target: target.to_owned(), many: true },
            _ => Shape::Named(name.to_owned()),
        },
    })
}

/// What has a canonical form. The emulator's crate knows no `#[record]`: there, it is what is public and serde writes.
fn is_record(item: &syn::ItemStruct, module: &str) -> bool {
    let writes = |it: &Attribute| it.to_token_stream().to_string().contains("Serialize");
    let is_public = matches!(item.vis, syn::Visibility::Public(_));
    has(&item.attrs, "record") || module == "emulator" && is_public && item.attrs.iter().any(writes)
}

fn has(attributes: &[Attribute], name: &str) -> bool {
    attributes.iter().any(|it| it.path().is_ident(name))
}

pub(crate) fn doc(attributes: &[Attribute]) -> String {
    let mut lines = Vec::new();
    for attribute in attributes.iter().filter(|it| it.path().is_ident("doc")) {
        if let Meta::NameValue(pair) = &attribute.meta
            && let Expr::Lit(literal) = &pair.value
            && let Lit::Str(text) = &literal.lit
        {
            lines.push(text.value().trim().to_owned());
        }
    }
    lines.join("\n").trim().to_owned()
}
