//! `GET /v1/dids/orders` and `GET /v1/dids/orders/{order_id}`

use super::page::Page;
use crate::idt_express::account::Account;
use crate::idt_express::error::{Code, Failure};
use crate::idt_express::life::ItemStatus;
use crate::idt_express::order::{Order, OrderId, Ordered};
use crate::idt_express::switches::{FilterTotal, NumbersMember, OrdersSorted};
use crate::idt_express::wire::{DidGroupJson, Id, MetaJson, QuantityJson, SingleJson};
use crate::idt_express::{Answer, Ask};
use crate::sorting;
use crate::time;
use serde::Serialize;

/// A page of orders, newest first unless told, without their items.
pub(crate) fn list(account: &Account, ask: Ask<'_>) -> Result<Answer, Failure> {
    let page = Page::of(ask)?;
    let visible_ms = u64::from(ask.switches.order_visible_after_s) * 1_000;
    let visible = |order: &&Order| order.created_ms.saturating_add(visible_ms) <= ask.now_ms;
    let mut orders: Vec<&Order> = account.orders().iter().filter(visible).collect();
    sorting::by(&mut orders, |one, other| {
        (one.created_ms, one.sequence).cmp(&(other.created_ms, other.sequence))
    });
    match ask.switches.orders_sorted {
        OrdersSorted::NewestFirst => orders.reverse(),
        OrdersSorted::OldestFirst => {}
        OrdersSorted::ById => {
            sorting::by(&mut orders, |one, other| one.id.text.cmp(&other.id.text));
        }
    }

    let all = orders.len();
    if let Some(filter) = ask.target.query("filter_by_status") {
        orders.retain(|order| {
            let status = order.status(ask.now_ms, ask.switches);
            status == filter
                || ask.switches.filter_ignores_case && status.eq_ignore_ascii_case(filter)
        });
    }
    let total = match ask.switches.filter_total {
        FilterTotal::All => all,
        FilterTotal::Matching => orders.len(),
    };
    let page = page.within(orders.len(), ask.switches)?;
    let orders = page.of_rows(orders.into_iter()).map(|order| SummaryJson::of(order, ask));
    let meta = page.meta(total, ask.switches);
    Ok(Answer::of(200, &Orders { orders: orders.collect(), meta }))
}

/// One order with its item.
pub(crate) fn show(account: &Account, ask: Ask<'_>, id: &str) -> Result<Answer, Failure> {
    match account.order(id, ask.now_ms) {
        Some(order) => Ok(Answer::of(200, &Envelope::of(OrderJson::of(order, ask), ask))),
        None => Err(Failure::of(404, Code::ResourceNotFound, "The order does not exist")),
    }
}

/// What wraps one order.
#[derive(Debug, Serialize)]
pub(super) struct Envelope {
    order: OrderJson,
    /// An empty object on the page.
    #[serde(skip_serializing_if = "Option::is_none")]
    meta: Option<MetaJson>,
}

impl Envelope {
    /// Wraps an order.
    pub(super) fn of(order: OrderJson, ask: Ask<'_>) -> Self {
        let meta = (!ask.switches.missing_optionals).then(MetaJson::default);
        Self { order, meta }
    }
}

/// An order with its item. A preview may lack its ids and its time.
#[derive(Debug, Serialize)]
pub(super) struct OrderJson {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) id: Option<Option<Id>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) created_at: Option<Option<String>>,
    pub(super) status: String,
    pub(super) ordered: QuantityJson,
    pub(super) fulfilled: QuantityJson,
    pub(super) order_items: [ItemJson; 1],
}

/// An order's item.
#[derive(Debug, Serialize)]
pub(super) struct ItemJson {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) id: Option<Option<u32>>,
    pub(super) status: String,
    pub(super) order_item_type: &'static str,
    pub(super) ordered: OrderedJson,
    pub(super) fulfilled: QuantityJson,
    pub(super) cancelable: bool,
    pub(super) did_group: DidGroupJson,
    #[serde(skip_serializing_if = "Option::is_none")]
    numbers: Option<Vec<NumberJson>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    dids: Option<Vec<NumberJson>>,
}

/// What an item asks for: how many numbers, and which if it says so.
#[derive(Debug, Serialize)]
pub(super) struct OrderedJson {
    quantity: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    numbers: Option<Vec<SingleJson>>,
}

/// One number of an item.
#[derive(Debug, Serialize)]
pub(super) struct NumberJson {
    number: String,
}

impl OrderJson {
    /// The order as it is now.
    pub(super) fn of(order: &Order, ask: Ask<'_>) -> Self {
        let stage = order.stage(ask.now_ms);
        let ordered = QuantityJson { quantity: order.quantity() };
        let (order_item_type, singles) = match &order.ordered {
            Ordered::Quantity(_) => ("quantity", None),
            Ordered::Singles(singles) => ("did_skus", Some(singles)),
        };
        let singles = singles.map(|singles| singles.iter().map(SingleJson::from).collect());
        let fulfilled = QuantityJson { quantity: stage.fulfilled };
        let arrived = order.arrived(ask.now_ms).cloned().map(|number| NumberJson { number });
        let (numbers, dids) = match ask.switches.numbers_member {
            NumbersMember::Numbers => (Some(arrived.collect()), None),
            NumbersMember::Dids => (None, Some(arrived.collect())),
        };
        let item = ItemJson {
            id: Some(Some(order.item_id())),
            status: order.item_status(ask.now_ms),
            order_item_type,
            ordered: OrderedJson { quantity: ordered.quantity, numbers: singles },
            fulfilled,
            cancelable: stage.status.is_backordered(),
            did_group: DidGroupJson::ordered(order.group, order.fees, ask.switches),
            numbers,
            dids,
        };
        Self {
            id: Some(Some(Id::from(&order.id))),
            created_at: Some(Some(time::rfc3339(order.created_ms))),
            status: order.status(ask.now_ms, ask.switches),
            ordered,
            fulfilled,
            order_items: [item],
        }
    }

    /// Makes it say what a status says.
    pub(super) fn force(&mut self, status: ItemStatus, ask: Ask<'_>) {
        self.status = status.order_status(ask.switches.backordered_order_status).to_owned();
        for item in &mut self.order_items {
            item.status = status.text(false);
        }
    }
}

impl From<&OrderId> for Id {
    fn from(id: &OrderId) -> Self {
        match id.text.parse() {
            Ok(number) if id.numeric => Self::Number(number),
            _ => Self::Text(id.text.clone()),
        }
    }
}

#[derive(Serialize)]
struct Orders {
    orders: Vec<SummaryJson>,
    meta: MetaJson,
}

#[derive(Serialize)]
struct SummaryJson {
    id: Id,
    created_at: String,
    status: String,
    ordered: QuantityJson,
    fulfilled: QuantityJson,
    #[serde(skip_serializing_if = "Option::is_none")]
    currency: Option<&'static str>,
}

impl SummaryJson {
    fn of(order: &Order, ask: Ask<'_>) -> Self {
        Self {
            id: Id::from(&order.id),
            created_at: time::rfc3339(order.created_ms),
            status: order.status(ask.now_ms, ask.switches),
            ordered: QuantityJson { quantity: order.quantity() },
            fulfilled: QuantityJson { quantity: order.stage(ask.now_ms).fulfilled },
            // On the page one order of three says its currency.
            currency: (order.sequence % 3 == 2).then_some("USD"),
        }
    }
}
