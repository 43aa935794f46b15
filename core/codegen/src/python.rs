//! Python: classes with slots, one module a carrier; one exception a kind; the clients, ordinary and for
//! asyncio.

mod clients;
mod errors;
mod imports;
mod method;
mod options;
mod records;
mod secrets;
mod text;

use crate::model::{CARRIERS, Kind, Model, Type};

/// Where the package's Python source lives.
const PACKAGE: &str = "bindings-python/python/telnum";

/// A module for what all carriers share, one a carrier, and one for the emulator.
fn modules() -> impl Iterator<Item = &'static str> {
    ["common"].into_iter().chain(CARRIERS).chain(["emulator"])
}

/// The record that a language shows as its exceptions, not as plain data.
const ERROR_RECORD: &str = "ErrorInfo";

pub(crate) fn files(model: &Model) -> Result<Vec<(String, String)>, String> {
    let mut files: Vec<(String, String)> = modules()
        .map(|module| (format!("{PACKAGE}/{module}.py"), records::module(model, module)))
        .collect();
    files.push((format!("{PACKAGE}/errors.py"), errors::module(model)));
    files.push((format!("{PACKAGE}/_names.py"), names(model)));
    files.push(("bindings-python/src/records.rs".to_owned(), records::reader(model)));
    files.push((format!("{PACKAGE}/_options.py"), options::module(model)));
    let clients = clients::files(model)?;
    files.extend(clients.into_iter().map(|(name, text)| (format!("{PACKAGE}/{name}"), text)));
    Ok(files)
}

/// The types that are written in a module: each name once, where it was declared first.
fn of_module<'a>(model: &'a Model, module: &'a str) -> impl Iterator<Item = &'a Type> {
    model.types.iter().enumerate().filter_map(move |(index, it)| {
        let earlier = model.types.iter().take(index).any(|other| other.name == it.name);
        (it.module == module && !earlier && it.name != ERROR_RECORD).then_some(it)
    })
}

/// Where each public name is to be found, so that a name is loaded when it is first used.
fn names(model: &Model) -> String {
    let mut file = text::head("Which module has which public name.");
    file.push_str("MODULES: dict[str, str] = {\n");
    let mut line = |name: &str, module: &str| {
        file.push_str(&format!("    \"{name}\": \"telnum.{module}\",\n"));
    };
    for module in modules() {
        of_module(model, module).for_each(|it| line(&it.name, module));
        if module == "didww" {
            model.inputs.iter().for_each(|it| line(&it.name, module));
        }
    }
    line("TelnumError", "errors");
    errors::classes(model).for_each(|(name, _)| line(&name, "errors"));
    file.push_str("}\n");
    file
}

fn variants<'a>(model: &'a Model, name: &str) -> &'a [crate::model::Variant] {
    match model.types.iter().find(|it| it.name == name).map(|it| &it.kind) {
        Some(Kind::ClosedSet(variants) | Kind::OpenSet(variants)) => variants,
        _ => &[],
    }
}
