//! The names of what can be called: those that messages spell, and those that entries of the contract call.

use std::collections::BTreeSet;

use heck::{ToLowerCamelCase, ToUpperCamelCase};

use super::text::Docs;
use super::{HEAD_OF_CALLS, requests};
use crate::calls::{Client, OptionShape, Parameter, Wait, Walk};
use crate::model::{Model, Shape};

/// `IdtNumbers`.
pub(super) fn walk_class(client: &Client, walk: &Walk) -> String {
    format!("{}{}", client.prefix, walk.name.to_upper_camel_case())
}

/// `IdtOrderWatch` of `watch_order`, `IdtNumberPurchaseWatch` of what shows a `NumberPurchase`.
pub(super) fn watch_class(client: &Client, wait: &Wait) -> String {
    let watched = wait.watch.strip_prefix("watch_").unwrap_or(&wait.output);
    format!("{}{}Watch", client.prefix, watched.to_upper_camel_case())
}

/// The package exports everything side by side, so that no name may be there twice.
pub(super) fn check(model: &Model, docs: &Docs) -> Result<(), String> {
    let mut names: Vec<String> = model.types.iter().map(|it| it.name.clone()).collect();
    names.sort_unstable();
    names.dedup();
    for client in &model.clients {
        names.extend([client.name.clone(), format!("{}Options", client.name)]);
        names.extend(requests::all(client, docs)?.into_iter().map(|it| it.name));
        let walks = client.calls.iter().filter_map(|it| it.walk.as_ref());
        names.extend(walks.map(|it| walk_class(client, it)));
        names.extend(client.waits.iter().map(|it| watch_class(client, it)));
    }
    names.sort_unstable();
    match names.windows(2).find(|pair| pair.first() == pair.last()).and_then(<[_]>::first) {
        Some(twice) => {
            Err(format!("TypeScript has two things called `{twice}`: see `requests::NAMES`"))
        }
        None => Ok(()),
    }
}

/// What names of calls begin with, as `names.ts` knows: no word of a carrier's that a message quotes does.
const VERBS: [&str; 5] = ["create_", "delete_", "get_", "list_", "update_"];

/// The names of options, arguments and calls, as core's messages have them.
pub(super) fn spelled(model: &Model) -> String {
    let mut names: BTreeSet<String> = BTreeSet::new();
    let mut add = |name: &str| {
        // What is one word is spelled alike everywhere, and most calls are known by their verb.
        let is_call = VERBS.iter().any(|it| name.starts_with(it));
        if name.contains('_') && !is_call {
            names.insert(name.to_owned());
        }
    };
    for option in model.clients.iter().flat_map(|it| &it.options).chain(&model.options) {
        match option.shape {
            OptionShape::Duration => add(&format!("{}_ms", option.name)),
            _ => add(&option.name),
        }
    }
    for client in &model.clients {
        for call in &client.calls {
            add(&call.name);
            call.prepare.iter().for_each(|it| add(it));
            call.arguments.iter().for_each(|it: &Parameter| add(&it.name));
            if call.arguments.iter().any(|it| matches!(it.shape, Shape::Filters(_))) {
                add("other_filters");
            }
            if let Some(walk) = &call.walk {
                add(&walk.name);
                if walk.ahead.is_some() {
                    add("pages_ahead");
                }
            }
        }
        // What is wrong with an input names its members.
        model.inputs.iter().flat_map(|it| &it.fields).for_each(|it| add(&it.name));
        for wait in &client.waits {
            add(&wait.name);
            add(&wait.watch);
            add("on_progress");
            wait.arguments.iter().for_each(|it| add(&it.name));
        }
    }
    let mut lines: Vec<String> = Vec::new();
    for name in &names {
        match lines.last_mut() {
            Some(line) if line.len() + name.len() < 100 => *line += &format!("{name} "),
            _ => lines.push(format!("{name} ")),
        }
    }
    // One text, because a list of texts would weigh more.
    let text = lines.join("' +\n    '");
    format!(
        "{HEAD_OF_CALLS}\n/** The names of options, arguments and calls, which core's messages have in snake_case. */\n\
         export const NAMES: ReadonlySet<string> = new Set(\n  (\n    '{}'\n  ).split(' '),\n);\n",
        text.trim_end()
    )
}

/// What an entry of the contract can name, for its runner.
pub(super) fn operations(model: &Model) -> String {
    let (mut calls, mut bare, mut walks, mut plain) =
        (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for client in &model.clients {
        for call in &client.calls {
            calls.push(call.name.clone());
            if call.arguments.is_empty() {
                bare.push(format!("{}.{}", client.name.to_lower_camel_case(), call.name));
            }
            plain.extend(call.prepare.clone());
            walks.extend(call.walk.as_ref().map(|it| it.name.clone()));
            if call.prepare.is_some() {
                calls.push("place".to_owned());
            }
        }
        for wait in &client.waits {
            plain.push(wait.name.clone());
            walks.push(wait.watch.clone());
        }
    }
    let mut text = HEAD_OF_CALLS.to_owned();
    let lists = [
        ("CALLS", "What sends one request, and shows what is known of its exchange.", calls),
        ("BARE", "Calls that ask for nothing, each by its client: they have options alone.", bare),
        ("WALKS", "What is walked with `for await`.", walks),
        ("PLAIN", "What has no exchange, or many.", plain),
    ];
    for (name, doc, mut names) in lists {
        names.sort_unstable();
        names.dedup();
        let names: String = names.iter().map(|it| format!("  '{it}',\n")).collect();
        text += &format!("\n/** {doc} */\nexport const {name} = [\n{names}];\n");
    }
    text
}
