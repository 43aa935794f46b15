//! What a client for Java names of other packages.

use crate::calls::Client;
use crate::model::Model;

/// What the text names of elsewhere.
pub(super) fn imports(model: &Model, client: &Client, text: &str) -> String {
    let code =
        text.lines().filter(|it| !it.trim_start().starts_with('*')).collect::<Vec<_>>().join("\n");
    let words: Vec<&str> = code.split(|it: char| !it.is_alphanumeric()).collect();
    let ours = model.types.iter().filter(|it| it.module != "emulator").map(|it| it.name.as_str());
    let ours = ours.chain(model.filters.iter().map(|it| it.name.as_str()));
    let ours = ours.chain(model.inputs.iter().map(|it| it.name.as_str()));
    let ours = ours.chain(["Decimal", "DidwwSort", "Response", "TokenSource", &client.name]);
    let mut names: Vec<String> = ours.map(|it| format!("dev.telnum.{it}")).collect();
    names.extend(ELSEWHERE.map(str::to_owned));
    // Docs link to it.
    names.push("dev.telnum.TelnumException".to_owned());
    names.retain(|it| {
        let name = it.rsplit('.').next().unwrap_or(it);
        name == "TelnumException" || words.contains(&name)
    });
    names.sort();
    names.dedup();
    names.iter().map(|it| format!("import {it}\n")).collect()
}

const ELSEWHERE: [&str; 6] = [
    "java.util.concurrent.CompletableFuture",
    "java.util.function.Consumer",
    "java.util.function.Function",
    "java.util.function.Supplier",
    "kotlin.time.Duration",
    "kotlin.time.toKotlinDuration",
];
