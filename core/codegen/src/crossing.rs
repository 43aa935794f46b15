//! How calls cross to Kotlin and Swift: what each takes there, and what the types of the layer are called.

use heck::{ToSnakeCase, ToUpperCamelCase};

use crate::calls::{Call, Client, Parameter, Wait, Walk};
use crate::model::{Model, Shape};

/// How the arguments of a call cross.
pub(crate) enum Crossing {
    /// One by one.
    Apart,
    /// As core's own request, which is a record.
    Whole,
    /// As a record of this name.
    Record(String),
}

/// So many arguments cross one by one; with more, no one sees which is which.
const MOST_APART: usize = 4;

pub(crate) fn crossing(client: &Client, call: &Call) -> Crossing {
    let is_whole = |it: &Parameter| {
        matches!(it.shape, Shape::Filters(_) | Shape::Sorting(_) | Shape::Fieldsets(_))
    };
    if call.arguments.iter().any(is_whole) {
        return Crossing::Whole;
    }
    let is_long = |it: &Call| it.arguments.len() > MOST_APART && !it.arguments.iter().any(is_whole);
    match (is_long(call), client.calls.iter().filter(|it| is_long(it)).count()) {
        (false, _) => Crossing::Apart,
        (true, 1) => Crossing::Record(format!("{}Wanted", client.name)),
        (true, _) => Crossing::Record(format!("{}{}Wanted", client.prefix, call.request)),
    }
}

/// `IdtExpressCore`.
pub(crate) fn core(client: &Client) -> String {
    format!("{}Core", client.name)
}

/// `dialog_tech`: what the emulator calls the client.
pub(crate) fn factory(client: &Client) -> String {
    client.name.to_snake_case()
}

/// `NumbersPagerCore`; with its carrier's name where two carriers have a walk of one name.
pub(crate) fn pager(model: &Model, client: &Client, walk: &Walk) -> String {
    let calls = model.clients.iter().flat_map(|it| &it.calls);
    let same = calls.filter_map(|it| it.walk.as_ref()).filter(|it| it.name == walk.name);
    let prefix = if same.count() > 1 { client.prefix.as_str() } else { "" };
    format!("{prefix}{}PagerCore", walk.name.to_upper_camel_case())
}

/// `OrderWatch`, as core calls it.
pub(crate) fn watch(wait: &Wait) -> Result<String, String> {
    let what = wait.watch.strip_prefix("watch_").ok_or_else(|| {
        format!("`{}`: what is watched is found by a name like `watch_order`", wait.watch)
    })?;
    Ok(format!("{}Watch", what.to_upper_camel_case()))
}

/// `IdtCountriesAnswer`, and what is in it.
pub(crate) fn answer(call: &Call) -> Result<String, String> {
    let name = match &call.output {
        Shape::Named(name) => name.clone(),
        Shape::List(inner) => match inner.as_ref() {
            Shape::Named(name) => plural(name),
            _ => String::new(),
        },
        _ => String::new(),
    };
    match name.as_str() {
        "" => Err(format!("`{}` must return a record or a list of records", call.name)),
        name => Ok(format!("{name}Answer")),
    }
}

fn plural(name: &str) -> String {
    match name.strip_suffix('y') {
        Some(stem) => format!("{stem}ies"),
        None => format!("{name}s"),
    }
}
