//! The interfaces that calls are given their arguments by.

use heck::ToLowerCamelCase;

use super::spell;
use super::text::{Docs, comment, listed};
use crate::calls::{Call, Client, Parameter, Wait};
use crate::model::Shape;

/// What a request is called here, where that is not what core calls it: the package exports the requests
/// of all carriers side by side.
const NAMES: [(&str, &str, &str); 3] = [
    // What is previewed is what is ordered then.
    ("IdtExpress", "PreviewOrder", "OrderNumbers"),
    ("IdtExpress", "CreateOrder", "OrderNumbers"),
    ("DialogTech", "OrderNumbers", "OrderDialogTechNumbers"),
];

/// An interface.
pub(super) struct Request {
    pub(super) name: String,
    /// The interface that it extends.
    pub(super) extends: Option<String>,
    pub(super) members: Vec<Member>,
    /// The methods that take it.
    takers: Vec<String>,
    /// Whether these are a purchase's, which says most of what it takes.
    buys: bool,
}

/// A member of an interface.
pub(super) struct Member {
    pub(super) doc: String,
    pub(super) name: String,
    pub(super) of: String,
    pub(super) required: bool,
}

impl Request {
    pub(super) fn doc(&self) -> String {
        let takers: Vec<String> = self.takers.iter().map(|it| format!("`{it}`")).collect();
        let verb = if takers.len() == 1 { "takes" } else { "take" };
        comment(&[format!("What {} {verb}.", listed(&takers))], "")
    }
}

/// What a call's request is called.
pub(super) fn name(client: &Client, call: &Call) -> String {
    let own = NAMES.iter().find(|it| it.0 == client.name && it.1 == call.request);
    own.map_or_else(|| call.request.clone(), |it| it.2.to_owned())
}

/// What shows each state takes.
pub(super) fn watched_name(wait: &Wait) -> String {
    match wait.buys {
        true => format!("{}AndWatch", wait.request),
        false => wait.request.replacen("WaitFor", "Watch", 1),
    }
}

/// What a call's walk takes: its request, or one that also says how many pages to ask for ahead.
pub(super) fn walked_name(client: &Client, call: &Call) -> String {
    let name = name(client, call);
    match &call.walk {
        Some(walk) if walk.ahead.is_some() => {
            format!("Walk{}", name.strip_prefix("List").unwrap_or(&name))
        }
        _ => name,
    }
}

/// All requests of a client.
pub(super) fn all(client: &Client, docs: &Docs) -> Result<Vec<Request>, String> {
    let mut requests: Vec<Request> = Vec::new();
    for call in client.calls.iter().filter(|it| !it.arguments.is_empty()) {
        let request = of_call(client, call, docs)?;
        match requests.iter_mut().find(|it| it.name == request.name) {
            Some(same) => join(same, request)?,
            None => requests.push(request),
        }
        requests.extend(ahead(client, call));
    }
    for wait in &client.waits {
        requests.extend(of_wait(client, wait, docs)?);
    }
    Ok(requests)
}

fn of_call(client: &Client, call: &Call, docs: &Docs) -> Result<Request, String> {
    let mut takers: Vec<String> = call.prepare.iter().map(|it| docs.name(it)).collect();
    takers.push(docs.name(&call.name));
    takers.extend(call.walk.iter().filter(|it| it.ahead.is_none()).map(|it| docs.name(&it.name)));
    Ok(Request {
        name: name(client, call),
        extends: None,
        members: members(&call.arguments, docs).map_err(|it| format!("{}: {it}", call.request))?,
        takers,
        buys: call.prepare.is_some(),
    })
}

/// Two calls that take the same have one interface.
fn join(same: &mut Request, other: Request) -> Result<(), String> {
    let plain = |it: &Request| -> Vec<(String, String, bool)> {
        it.members.iter().map(|it| (it.name.clone(), it.of.clone(), it.required)).collect()
    };
    if plain(same) != plain(&other) {
        return Err(format!("{}: the calls that take it take different things", other.name));
    }
    if other.buys && !same.buys {
        same.members = other.members;
        same.buys = true;
    }
    same.takers.extend(other.takers);
    Ok(())
}

fn ahead(client: &Client, call: &Call) -> Option<Request> {
    let walk = call.walk.as_ref()?;
    let most = walk.ahead.as_ref()?;
    let doc = format!("Pages to ask for before they are wanted: 0, the default, to {most}.");
    Some(Request {
        name: walked_name(client, call),
        extends: Some(name(client, call)),
        members: vec![member("pagesAhead", "number", false, &doc)],
        takers: vec![walk.name.to_lower_camel_case()],
        buys: false,
    })
}

/// What shows each state takes what looks once takes, and what waits is told of each state too.
fn of_wait(client: &Client, wait: &Wait, docs: &Docs) -> Result<[Request; 2], String> {
    let looks = client.of_wait(wait).filter(|it| {
        let arguments = &mut it.arguments.iter();
        !it.arguments.is_empty()
            && arguments.all(|one| wait.arguments.iter().any(|other| other.name == one.name))
    });
    let inherited =
        |name: &str| looks.is_some_and(|it| it.arguments.iter().any(|it| it.name == name));
    let own = wait.arguments.iter().filter(|it| !inherited(&it.name));
    let members = members(own, docs).map_err(|it| format!("{}: {it}", wait.request))?;
    let watch = Request {
        name: watched_name(wait),
        extends: looks.map(|it| name(client, it)),
        members,
        takers: vec![docs.name(&wait.watch)],
        buys: false,
    };
    let told = format!("(({}: {}) => void | Promise<void>)", variable(client, wait), wait.output);
    let doc = "Is given each state: the first at once, then one each time something has changed; a promise \
        that it returns is awaited. An aborted `signal` ends that wait too; `timeoutMs` does not cut it off. \
        What it throws ends the wait, and the call rejects with it.";
    let waited = Request {
        name: wait.request.clone(),
        extends: Some(watch.name.clone()),
        members: vec![member("onProgress", &told, false, doc)],
        takers: vec![docs.name(&wait.name)],
        buys: false,
    };
    Ok([watch, waited])
}

/// What a state is called in code: `order` of `IdtOrder`.
pub(super) fn variable(client: &Client, wait: &Wait) -> String {
    let name = wait.output.strip_prefix(client.prefix.as_str()).unwrap_or(&wait.output);
    name.to_lower_camel_case()
}

fn members<'a>(
    arguments: impl IntoIterator<Item = &'a Parameter>,
    docs: &Docs,
) -> Result<Vec<Member>, String> {
    let mut members = Vec::new();
    for Parameter { name, doc, shape, required, .. } in arguments {
        let of = match shape {
            Shape::List(inner) => {
                given(name, inner)?;
                format!("readonly {}", spell(shape))
            }
            shape => given(name, shape)?,
        };
        let doc = docs.say(doc)
            + match shape {
                Shape::Fieldsets(_) => " For example, `{ dids: ['number'] }`.",
                Shape::Decimal => " Decimal text.",
                Shape::Timestamp => " RFC 3339, in UTC.",
                _ => "",
            };
        members.push(member(&docs.name(name), &of, *required, &doc));
        if matches!(shape, Shape::Filters(_)) {
            if name != "filter" {
                return Err(format!("`{name}`: filters are given as `filter`"));
            }
            // Core takes them as an argument of their own.
            let doc = "Other filters, by the carrier's names, such as `nanpa_prefix.id`.";
            members.push(member("otherFilters", "Record<string, DidwwFilter>", false, doc));
        }
    }
    Ok(members)
}

/// What a caller may give; the names inside of a record would be the canonical ones.
fn given(name: &str, shape: &Shape) -> Result<String, String> {
    match shape {
        Shape::List(_) | Shape::Link { .. } | Shape::Optional(_) => {
            Err(format!("`{name}`: TypeScript's requests hold nothing of this shape"))
        }
        shape => Ok(spell(shape)),
    }
}

fn member(name: &str, of: &str, required: bool, doc: &str) -> Member {
    let doc = comment(&[doc.to_owned()], "  ");
    Member { doc, name: name.to_owned(), of: of.to_owned(), required }
}
