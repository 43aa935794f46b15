//! Orders: what was asked for, what was delivered, and where an order stands.

use serde::Deserialize;
use telnum_macros::{operation, record};

use super::delivery::{self, IdtDelivery};
use super::did_group::{IdtDidGroup, WireDidGroup};
use super::order_status::{IdtOrderItemStatus, IdtOrderStatus};
use super::{did_group, fit, number_format, rules};
use crate::error::Result;
use crate::transport::HttpResponse;
use crate::types::{Id, Timestamp};
use crate::wire::{
    self, Count, Filled, Flag, FromWire, Key, Moment, Object, OnlyObject, Rows, Text,
};

/// Gets an order with its items and the numbers delivered so far.
#[operation(
    IdtExpress::get_order,
    GET "/v1/dids/orders/{order_id}",
    page = "Get Order",
    answer = with(GetOrder::read, IdtOrder),
    raises(not_found = "there is no such order on this account"),
)]
pub struct GetOrder {
    /// The id that creating the order returned.
    #[check(rules::order_id)]
    pub order_id: Id,
}

/// An order for numbers.
#[record]
pub struct IdtOrder {
    /// The carrier's id.
    pub id: String,
    /// When the carrier created it.
    pub created_at: Option<Timestamp>,
    /// Where it stands. `complete` is not *delivered*: see `fulfilled` and `shortfall`.
    pub status: IdtOrderStatus,
    /// The status as the carrier wrote it.
    pub status_text: String,
    /// How many numbers were asked for.
    pub ordered: Option<i32>,
    /// How many numbers were delivered so far.
    pub fulfilled: Option<i32>,
    /// How many numbers are missing so far.
    pub shortfall: Option<i32>,
    /// What has become of it so far, by its own status and its items'.
    pub delivery: IdtDelivery,
    /// The currency, where the carrier names it.
    pub currency: Option<String>,
    /// The items. telnum orders exactly one.
    pub order_items: Vec<IdtOrderItem>,
    /// How the answer differs from what was asked for, or contradicts itself: a sentence each. Empty
    /// where all agrees. What it shows is kept all the same.
    #[serde(default)]
    pub disagreements: Vec<String>,
}

/// What an order would be: nothing was bought.
#[record]
pub struct IdtOrderPreview {
    /// How many numbers were asked for.
    pub ordered: Option<i32>,
    /// The currency, where the carrier names it.
    pub currency: Option<String>,
    /// The items, with their DID groups and fees.
    pub order_items: Vec<IdtOrderItem>,
}

/// A part of an order.
#[record]
pub struct IdtOrderItem {
    /// The carrier's id; previews may have none.
    pub id: Option<String>,
    /// Where it stands.
    pub status: IdtOrderItemStatus,
    /// The status as the carrier wrote it.
    pub status_text: String,
    /// How it was ordered, as the carrier reports it: `quantity`, or `did_skus` for chosen numbers.
    pub order_item_type: Option<String>,
    /// How many numbers were asked for.
    pub ordered: Option<i32>,
    /// How many numbers were delivered so far.
    pub fulfilled: Option<i32>,
    /// How many numbers are missing so far.
    pub shortfall: Option<i32>,
    /// Whether it can be cancelled in the carrier's portal. The API cannot cancel.
    pub cancelable: Option<bool>,
    /// The DID group, with the fees at the time of ordering.
    pub did_group: Option<IdtDidGroup>,
    /// The numbers delivered so far; at first there are none.
    pub numbers: Vec<IdtOrderedNumber>,
}

/// A number that an order delivered.
#[record]
pub struct IdtOrderedNumber {
    /// The number as the carrier wrote it.
    pub number: String,
    /// Its E.164 form, where it can be known.
    pub e164: Option<String>,
}

impl GetOrder {
    fn read(&self, answer: &HttpResponse) -> Result<IdtOrder> {
        let Answered { order: OnlyObject(order), errors } = Answered::read(answer)?;
        errors.none()?;
        let order = order.read()?;
        if !fit::same_id(self.order_id.as_str(), &order.id) {
            let other = wire::quoted(&order.id);
            return Err(wire::unreadable(&format!("it is about another order, {other}")));
        }
        Ok(order)
    }
}

/// An answer with one order.
#[derive(Deserialize)]
pub(super) struct Answered {
    pub(super) order: OnlyObject<WireOrder>,
    #[serde(default)]
    pub(super) errors: Filled,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct WireOrder {
    id: Key,
    pub(super) created_at: Moment,
    pub(super) status: Text,
    pub(super) ordered: Object<WireQuantity>,
    pub(super) fulfilled: Object<WireQuantity>,
    pub(super) currency: Text,
    order_items: Option<Rows<IdtOrderItem>>,
}

#[derive(Clone, Copy, Default, Deserialize)]
#[serde(default)]
pub(crate) struct WireQuantity {
    quantity: Count,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct WireItem {
    id: Key,
    status: Text,
    order_item_type: Text,
    ordered: Object<WireQuantity>,
    fulfilled: Object<WireQuantity>,
    cancelable: Flag,
    did_group: Object<WireDidGroup>,
    numbers: Option<Vec<WireNumber>>,
    /// What the page's schema calls `numbers`; its examples do not.
    dids: Option<Vec<WireNumber>>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct WireNumber {
    number: Key,
}

impl Answered {
    pub(super) fn read(answer: &HttpResponse) -> Result<Self> {
        wire::read_json(answer)
    }
}

impl WireOrder {
    /// The id alone, to name an order that should not be there.
    pub(super) fn id(&self) -> Option<String> {
        self.id.clone().filled()
    }

    pub(super) fn read(self) -> Result<IdtOrder> {
        // One that could not be passed back would name no order.
        let id = self.id.filled().filter(|it| rules::problem_of(it).is_none());
        let id = id.ok_or_else(|| wire::unreadable("the order has no id that can be used"))?;
        let (ordered, fulfilled) = (quantity(&self.ordered), quantity(&self.fulfilled));
        let status = IdtOrderStatus::read(self.status.as_str());
        let mut order_items = self.order_items.unwrap_or_default().0;
        let mut disagreements = Vec::new();
        for item in &mut order_items {
            disagreements.extend(count_once(&mut item.numbers));
        }
        if let (Some(ordered), Some(fulfilled)) = (ordered, fulfilled)
            && fulfilled > ordered
        {
            disagreements.push(format!(
                "The order delivered {fulfilled} numbers, more than the {ordered} ordered."
            ));
        }
        Ok(IdtOrder {
            id,
            created_at: self.created_at.0,
            delivery: delivery::of(&status, ordered, fulfilled, &order_items),
            status,
            status_text: self.status.0,
            ordered,
            fulfilled,
            shortfall: shortfall(ordered, fulfilled),
            currency: self.currency.filled(),
            order_items,
            disagreements,
        })
    }

    pub(super) fn read_preview(self) -> IdtOrderPreview {
        IdtOrderPreview {
            ordered: quantity(&self.ordered),
            currency: self.currency.filled(),
            order_items: self.order_items.unwrap_or_default().0,
        }
    }
}

impl FromWire for IdtOrderItem {
    type Wire = WireItem;

    fn from_wire(wire: WireItem) -> Result<Self, &'static str> {
        let did_group = did_group::extra(wire.did_group);
        let calling_code = did_group.as_ref().and_then(|it| it.country_calling_code.as_deref());
        let numbers = wire
            .numbers
            .or(wire.dids)
            .unwrap_or_default()
            .into_iter()
            .map(|WireNumber { number: Key(number) }| IdtOrderedNumber {
                e164: number_format::e164(&number, calling_code),
                number,
            })
            .collect();
        let (ordered, fulfilled) = (quantity(&wire.ordered), quantity(&wire.fulfilled));
        Ok(Self {
            id: wire.id.filled(),
            status: IdtOrderItemStatus::read(wire.status.as_str()),
            status_text: wire.status.0,
            order_item_type: wire.order_item_type.filled(),
            ordered,
            fulfilled,
            shortfall: shortfall(ordered, fulfilled),
            cancelable: wire.cancelable.0,
            did_group,
            numbers,
        })
    }
}

/// Keeps the first of each number, and says so where there was another.
fn count_once(numbers: &mut Vec<IdtOrderedNumber>) -> Option<String> {
    wire::keep_first(numbers, |it| it.e164.as_deref().unwrap_or(&it.number).to_owned())
        .map(|twice| format!("{} is listed more than once.", wire::quoted(&twice.number)))
}

pub(super) fn quantity(wire: &Object<WireQuantity>) -> Option<i32> {
    wire.0.and_then(|it| it.quantity.0)
}

pub(super) fn shortfall(ordered: Option<i32>, fulfilled: Option<i32>) -> Option<i32> {
    Some(ordered?.saturating_sub(fulfilled?).max(0))
}
