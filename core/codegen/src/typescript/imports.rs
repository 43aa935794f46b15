//! The head of a file, with the imports that its code needs.

use std::collections::BTreeMap;

use super::HEAD_OF_CALLS;
use crate::filters::FILTER;
use crate::model::Model;

/// What is written by hand, and where: a type, or a value too.
const OURS: [(&str, &str, bool); 11] = [
    ("./call.js", "Call", false),
    ("./channel.js", "Channel", true),
    ("./client-options.js", "ClientOptions", false),
    ("./given.js", "asked", true),
    ("./journal.js", "Journal", false),
    ("./links.js", "linked", true),
    ("./logger.js", "Logger", false),
    ("./options.js", "CallOptions", false),
    ("./tokens.js", "TokenSource", false),
    ("./walks.js", "Pages", true),
    ("./walks.js", "Steps", false),
];

/// A file of this body.
pub(super) fn headed(model: &Model, body: &str) -> String {
    let code: String =
        body.lines().filter(|it| !is_comment(it)).map(|it| format!("{it}\n")).collect();
    let words: Vec<&str> = code.split(|it: char| !it.is_alphanumeric() && it != '_').collect();
    let mut found: BTreeMap<String, Vec<(&str, bool)>> = BTreeMap::new();
    let mut add = |path: String, name, is_value| {
        let names = found.entry(path).or_default();
        if words.contains(&name) && !declares(&code, name) && !names.contains(&(name, is_value)) {
            names.push((name, is_value));
        }
    };
    for (path, name, is_value) in OURS {
        add(path.to_owned(), name, is_value);
    }
    add("./types/didww.js".to_owned(), FILTER, false);
    for it in &model.filters {
        add("./types/didww.js".to_owned(), &it.name, false);
    }
    for it in &model.inputs {
        add("./types/didww.js".to_owned(), &it.name, false);
    }
    for it in &model.types {
        add(format!("./types/{}.js", it.module.replace('_', "-")), &it.name, false);
    }
    let lines =
        found.into_iter().filter(|(_, names)| !names.is_empty()).map(|(path, mut names)| {
            names.sort_by_key(|it| it.0.to_lowercase());
            line(&path, &names)
        });
    format!("{HEAD_OF_CALLS}\n{}\n{}\n", lines.collect::<String>(), body.trim())
}

fn line(path: &str, names: &[(&str, bool)]) -> String {
    let only_types = names.iter().all(|it| !it.1);
    let word = if only_types { "import type" } else { "import" };
    let names = names.iter().map(|(name, is_value)| {
        if only_types || *is_value { (*name).to_owned() } else { format!("type {name}") }
    });
    let names: Vec<String> = names.collect();
    let line = format!("{word} {{ {} }} from '{path}';\n", names.join(", "));
    if line.len() <= 110 {
        return line;
    }
    format!("{word} {{\n  {},\n}} from '{path}';\n", names.join(",\n  "))
}

fn declares(code: &str, name: &str) -> bool {
    ["interface", "class"].iter().any(|word| code.contains(&format!("export {word} {name} ")))
}

fn is_comment(line: &str) -> bool {
    ["*", "/*", "//"].iter().any(|it| line.trim_start().starts_with(it))
}
