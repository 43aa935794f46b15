//! What TypeScript's clients have no form for: better no file than a wrong one.

use heck::ToSnakeCase;

use super::links;
use crate::calls::{Call, Client, OptionShape};
use crate::model::{INCLUDED, Kind, Model, Shape};

pub(super) fn check(model: &Model, client: &Client) -> Result<(), String> {
    let carrier = client.name.to_snake_case();
    let is_carrier = model.types.iter().any(|it| match &it.kind {
        Kind::ClosedSet(variants) => {
            it.name == "Carrier" && variants.iter().any(|it| it.name == carrier)
        }
        _ => false,
    });
    if !is_carrier {
        return Err(format!("{}: `Carrier` has no `{carrier}`", client.name));
    }
    let mut tokens = client.options.iter().filter(|it| it.shape == OptionShape::Tokens);
    if let Some(other) = tokens.find(|it| it.name != "token_source") {
        return Err(format!("{}: a source of tokens is given as `token_source`", other.name));
    }
    for call in &client.calls {
        of_call(model, call).map_err(|it| format!("{}: {it}", call.request))?;
    }
    let outputs: Vec<String> =
        client.purchases().iter().map(|it| super::spell(&it.output)).collect();
    if outputs.windows(2).any(|pair| pair.first() != pair.last()) {
        return Err(format!(
            "{}: `place` returns one type, and the purchases have several",
            client.name
        ));
    }
    for wait in &client.waits {
        if is_record(model, &wait.output).is_err() {
            return Err(format!("{}: `{}` is not a record", wait.request, wait.output));
        }
    }
    Ok(())
}

fn of_call(model: &Model, call: &Call) -> Result<(), String> {
    for argument in &call.arguments {
        let shape = match &argument.shape {
            Shape::List(inner) => inner,
            shape => shape,
        };
        // What is inside of a record has names, which core wants in its own spelling.
        if let Shape::Named(name) = shape
            && is_record(model, name).is_ok()
            && !links::ATTEMPTS.contains(&(argument.name.as_str(), name.as_str()))
        {
            return Err(format!("`{}`: TypeScript's requests cannot hold a record", argument.name));
        }
    }
    let output = match &call.output {
        Shape::List(inner) => inner,
        shape => shape,
    };
    let Shape::Named(output) = output else {
        return Err("TypeScript's calls return records, or lists of them".to_owned());
    };
    is_record(model, output)?;
    if call.arguments.is_empty() && (call.walk.is_some() || call.prepare.is_some()) {
        return Err("a walk or a purchase takes arguments".to_owned());
    }
    if let Some(walk) = &call.walk
        && !model.fields(&walk.page).iter().any(|it| it.name == walk.name)
    {
        return Err(format!("`{}` has no rows `{}`", walk.page, walk.name));
    }
    let leads = leads_anywhere(model, output);
    if leads && (call.prepare.is_some() || !links::are_linkable(model, output)) {
        return Err(format!(
            "TypeScript links the rows of a page, or one object, to what is in the `{INCLUDED}` beside it; `{output}` is not such"
        ));
    }
    Ok(())
}

fn is_record(model: &Model, name: &str) -> Result<(), String> {
    let found = model.types.iter().find(|it| it.name == name);
    match found.map(|it| &it.kind) {
        Some(Kind::Record(_)) => Ok(()),
        _ => Err(format!("`{name}` is not a record of core's")),
    }
}

/// Whether a record leads to others, or holds what does.
fn leads_anywhere(model: &Model, name: &str) -> bool {
    model.fields(name).iter().any(|field| match &field.shape {
        Shape::Link { .. } => true,
        Shape::Named(inner) => leads_anywhere(model, inner),
        Shape::Optional(inner) | Shape::List(inner) => match inner.as_ref() {
            Shape::Named(inner) => leads_anywhere(model, inner),
            _ => false,
        },
        _ => false,
    })
}
