//! Which purchase a request, a line of the ledger or an attempt is about: what it is for, which is its own in
//! each round, or DIDWW's reference.

use serde_json::Value;

use crate::round::{Carrier, Told};

/// A line of the ledger.
pub(crate) struct Entry {
    /// Nothing where it cannot be told.
    pub(crate) content: Option<String>,
    pub(crate) order_id: Option<String>,
    pub(crate) numbers: Vec<String>,
    /// Whether it was there when all calls had ended.
    pub(crate) was_early: bool,
}

/// What an attempt is about.
pub(crate) fn of_attempt(carrier: Carrier, attempt: &Value) -> String {
    let given = attempt.get("arguments").unwrap_or(&Value::Null);
    match carrier {
        Carrier::IdtExpress => of_item(given),
        Carrier::DialogTech => {
            join([given.get("type"), given.get("search"), given.get("quantity")])
        }
        Carrier::Didww => plain(attempt.get("id")),
    }
}

/// What a received purchase is about.
pub(crate) fn of_request(carrier: Carrier, request: &Value) -> String {
    let text = |name| request.get(name).and_then(Value::as_str).unwrap_or_default();
    let body: Value = serde_json::from_str(text("body")).unwrap_or_default();
    match carrier {
        Carrier::IdtExpress => of_item(body.pointer("/order_items/0").unwrap_or(&Value::Null)),
        Carrier::DialogTech => {
            let query = text("target").split_once('?').map_or("", |it| it.1);
            let pairs = || query.split('&').chain(text("body").split('&'));
            let member = |name| {
                let mut pairs = pairs().filter_map(|it| it.split_once('='));
                pairs.find(|it| it.0 == name).map_or("", |it| it.1)
            };
            format!("{}/{}/{}", member("type"), member("search"), member("quantity"))
        }
        Carrier::Didww => plain(body.pointer("/data/attributes/external_reference_id")),
    }
}

/// What an order of others is about, and by how many seconds it is older than now.
pub(crate) fn of_others(order: &Value) -> (String, i64) {
    (of_item(order), order.get("at_s").and_then(Value::as_i64).unwrap_or_default())
}

/// The lines of the ledger.
pub(crate) fn entries(told: &Told) -> Vec<Entry> {
    let carrier = told.round.carrier;
    let early: Vec<Option<String>> = told.ledger_before.iter().map(order_id).collect();
    let entry = |(at, line): (usize, &Value)| {
        let numbers = line.get("numbers").and_then(Value::as_array);
        let id = order_id(line);
        let content = match carrier {
            Carrier::IdtExpress => Some(join([line.get("did_group_id"), line.get("quantity")])),
            Carrier::DialogTech => {
                Some(join([line.get("number_type"), line.get("search"), line.get("quantity")]))
            }
            Carrier::Didww => {
                let order = told.orders.iter().find(|it| it.get("id") == line.get("order_id"));
                let reference =
                    order.and_then(|it| it.pointer("/attributes/external_reference_id"));
                reference.and_then(Value::as_str).map(str::to_owned)
            }
        };
        Entry {
            content,
            // DialogTech's lines have no id, and stay in their order.
            was_early: if id.is_some() { early.contains(&id) } else { at < early.len() },
            order_id: id,
            numbers: numbers.into_iter().flatten().map(|it| plain(Some(it))).collect(),
        }
    };
    told.ledger.iter().enumerate().map(entry).collect()
}

fn of_item(item: &Value) -> String {
    let chosen = item.get("did_skus").and_then(Value::as_array).map(|it| Value::from(it.len()));
    join([item.get("did_group_id"), chosen.as_ref().or(item.get("quantity"))])
}

fn order_id(line: &Value) -> Option<String> {
    line.get("order_id").and_then(Value::as_str).map(str::to_owned)
}

fn join<const N: usize>(parts: [Option<&Value>; N]) -> String {
    parts.map(plain).join("/")
}

fn plain(value: Option<&Value>) -> String {
    match value {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => text.clone(),
        Some(other) => other.to_string(),
    }
}
