//! `POST /v1/dids/orders`

use super::coverage::not_a_group;
use super::orders::{Envelope, OrderJson};
use crate::idt_express::account::{Account, current_fees};
use crate::idt_express::coverage::DidGroup;
use crate::idt_express::error::{Code, ErrorObject, Failure};
use crate::idt_express::life::{ItemStatus, Stage};
use crate::idt_express::order::{Order, OrderId, Ordered};
use crate::idt_express::switches::{ManyItemsCode, PreviewIds};
use crate::idt_express::{Answer, Ask};
use crate::table::Set;
use serde_json::Value;

/// Checks an order, then places it; a preview is checked in the same way and placed nowhere.
pub(crate) fn create(account: &mut Account, ask: Ask<'_>) -> Result<Answer, Failure> {
    let wanted = Wanted::of(&body(ask)?, ask)?;
    let switches = ask.switches;
    if !switches.feature_enabled {
        let detail = "Your account no longer has access to purchase DIDs/numbers";
        let status = switches.feature_error_status.0;
        return Err(Failure::of(status, Code::FeatureNotEnabled, detail));
    }
    let Some(group) = DidGroup::find(wanted.did_group_id) else {
        let detail = not_a_group(wanted.did_group_id);
        let error = item_error(Code::InvalidDidGroup, "did_group_id", &detail);
        return Err(Failure::from_errors(switches.coverage_error_status.0, vec![error]));
    };
    let ordered = match wanted.choice {
        Choice::Quantity(quantity) => Ordered::Quantity(quantity),
        Choice::Skus(skus) => {
            let singles = account.stock.singles(group, &skus, switches.nanp_format);
            Ordered::Singles(singles.map_err(|sku| {
                let detail = format!("Sku {sku} is not available in DID Group {}", group.id);
                Failure::from_errors(422, vec![invalid("did_skus", &detail)])
            })?)
        }
    };
    let cost = current_fees(group, switches).of_one().times(ordered.quantity());
    let balance = account.balance(ask.now_ms);
    if cost > balance {
        let detail = format!("Insufficient Funds (cost: {cost}, account balance: {balance})");
        let error = ErrorObject::new(Code::InsufficientFunds, detail).source("/");
        return Err(Failure::from_errors(422, vec![error]));
    }

    let order = if wanted.preview && !switches.preview_places_order {
        preview(group, ordered, ask)
    } else {
        let order = account.place(group, ordered, switches, ask.now_ms, false);
        let mut json = OrderJson::of(&order, ask);
        if wanted.preview {
            json.force(ItemStatus::Processing, ask);
        }
        json
    };
    let status = if wanted.preview { 200 } else { switches.post_status as u16 };
    Ok(Answer::of(status, &Envelope::of(order, ask)))
}

/// An order that was never placed.
fn preview(group: &'static DidGroup, ordered: Ordered, ask: Ask<'_>) -> OrderJson {
    let order = Order {
        id: OrderId { text: "000-000-0000".to_owned(), numeric: false },
        sequence: 0,
        created_ms: ask.now_ms,
        group,
        fees: current_fees(group, ask.switches),
        ordered,
        stages: vec![Stage { after_ms: 0, status: ItemStatus::Preview, fulfilled: 0 }],
        numbers: Vec::new(),
        by_others: false,
        style: 0,
    };
    let mut json = OrderJson::of(&order, ask);
    let hide = match ask.switches.preview_ids {
        PreviewIds::Present => return json,
        PreviewIds::Null => true,
        PreviewIds::Absent => false,
    };
    json.id = hide.then_some(None);
    json.created_at = hide.then_some(None);
    for item in &mut json.order_items {
        item.id = hide.then_some(None);
    }
    json
}

/// What an order asks for.
struct Wanted {
    preview: bool,
    did_group_id: u64,
    choice: Choice,
}

/// How an order says what it wants of its group.
enum Choice {
    Quantity(u32),
    Skus(Vec<String>),
}

impl Wanted {
    /// Missing fields come before wrong ones, and both before a second item.
    fn of(body: &Value, ask: Ask<'_>) -> Result<Self, Failure> {
        let (mut missing, mut wrong) = (Vec::new(), Vec::new());
        let mut is_missing = |error| missing.push(error);
        let mut is_wrong = |error| wrong.push(error);

        let preview = match member(body, "preview") {
            None => false,
            Some(Value::Bool(preview)) => *preview,
            Some(_) => {
                let error = ErrorObject::new(Code::InvalidField, "Preview must be true or false");
                is_wrong(error.field("preview").source("/preview"));
                false
            }
        };
        let (items, first) = match member(body, "order_items") {
            None => {
                let error = ErrorObject::new(Code::FieldMissing, "Order items is required");
                is_missing(error.field("order_items").source("/order_items"));
                (0, None)
            }
            Some(items) => match items.as_array().map(|items| (items.len(), items.first())) {
                Some((count, Some(first))) if first.is_object() => (count, Some(first)),
                _ => {
                    let detail = "Order items must be an array of 1 order item";
                    let error = ErrorObject::new(Code::InvalidField, detail);
                    is_wrong(error.field("order_items").source("/order_items"));
                    (0, None)
                }
            },
        };
        let mut group_id = None;
        let mut choice = None;
        if let Some(item) = first {
            match member(item, "did_group_id") {
                None => is_missing(required("did_group_id", "Did group id is required")),
                Some(value) => match value.as_u64().filter(|id| *id > 0) {
                    Some(id) => group_id = Some(id),
                    None => is_wrong(invalid("did_group_id", "Did group id must be an integer")),
                },
            }
            match (member(item, "quantity"), member(item, "did_skus")) {
                (None, None) => is_missing(required("quantity", "Quantity is required")),
                (Some(value), None) => match checked_quantity(value) {
                    Ok(count) => choice = Some(Choice::Quantity(count)),
                    Err(detail) => is_wrong(invalid("quantity", detail)),
                },
                (None, Some(value)) => match checked_skus(value) {
                    Ok(skus) => choice = Some(Choice::Skus(skus)),
                    Err(detail) => is_wrong(invalid("did_skus", &detail)),
                },
                (Some(_), Some(_)) => {
                    is_wrong(invalid("did_skus", "Did skus must not be sent with quantity"));
                }
            }
        }
        if items > 1 {
            wrong.push(too_many(ask.switches.many_items_code));
        }
        missing.append(&mut wrong);
        match (group_id, choice) {
            (Some(did_group_id), Some(choice)) if missing.is_empty() => {
                Ok(Self { preview, did_group_id, choice })
            }
            _ => Err(Failure::from_errors(422, missing)),
        }
    }
}

/// The body as JSON.
fn body(ask: Ask<'_>) -> Result<Value, Failure> {
    let not_json = |detail| Failure::of(422, Code::InvalidRequest, detail);
    if ask.switches.require_json_type && !ask.request.is_of("application/json") {
        return Err(not_json("The content type must be application/json"));
    }
    match serde_json::from_slice(&ask.request.body) {
        Ok(Value::Object(body)) => Ok(Value::Object(body)),
        Ok(_) => Err(not_json("The request body must be a JSON object")),
        Err(_) => Err(not_json("The request body is not valid JSON")),
    }
}

fn checked_quantity(value: &Value) -> Result<u32, &'static str> {
    match (value.as_i64(), value.as_u64()) {
        (Some(count), _) if count < 1 => Err("Quantity must be greater than 0"),
        (Some(count @ 1..=100), _) => Ok(u32::try_from(count).unwrap_or(100)),
        (None, None) => Err("Quantity must be an integer"),
        _ => Err("Quantity must be less than or equal to 100"),
    }
}

/// Skus that can be read; whether they can be ordered is for their group to say.
fn checked_skus(value: &Value) -> Result<Vec<String>, String> {
    let texts = value.as_array().and_then(|skus| skus.iter().map(Value::as_str).collect());
    let skus: Vec<&str> = texts.ok_or("Did skus must be an array of strings")?;
    if skus.is_empty() {
        return Err("Did skus must have at least 1 sku".to_owned());
    }
    if skus.len() > 100 {
        return Err("Did skus must have 100 skus or fewer".to_owned());
    }
    let mut seen = Set::default();
    match skus.iter().find(|sku| !seen.insert(**sku)) {
        Some(twice) => Err(format!("Sku {twice} is given twice")),
        None => Ok(skus.into_iter().map(str::to_owned).collect()),
    }
}

/// A member that is there and not `null`.
fn member<'a>(object: &'a Value, name: &str) -> Option<&'a Value> {
    object.get(name).filter(|value| !value.is_null())
}

fn required(name: &str, detail: &str) -> ErrorObject {
    item_error(Code::FieldMissing, name, detail)
}

fn invalid(name: &str, detail: &str) -> ErrorObject {
    item_error(Code::InvalidField, name, detail)
}

fn item_error(code: Code, name: &str, detail: &str) -> ErrorObject {
    ErrorObject::new(code, detail).field(name).source(&format!("/order_items/0/{name}"))
}

fn too_many(code: ManyItemsCode) -> ErrorObject {
    let detail = "Only 1 order item is supported per order";
    match code {
        ManyItemsCode::InvalidRequest => ErrorObject::new(Code::InvalidRequest, detail),
        ManyItemsCode::InvalidField => {
            ErrorObject::new(Code::InvalidField, detail).field("order_items").source("/order_items")
        }
    }
}
