//! Orders: what was asked for, what was delivered, and where an order stands.

use telnum_macros::{object, operation, record};

use super::delivery::{self, IdtDelivery};
use super::did_group::IdtDidGroup;
use super::order_status::{IdtOrderItemStatus, IdtOrderStatus};
use super::{fit, number_format, rules};
use crate::error::Result;
use crate::transport::HttpResponse;
use crate::types::{Id, Timestamp};
use crate::wire;

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
#[derive(Default)]
#[object]
#[record]
pub struct IdtOrder {
    /// The carrier's id.
    #[key]
    pub id: String,
    /// When the carrier created it.
    pub created_at: Option<Timestamp>,
    /// Where it stands. `complete` is not *delivered*: see `fulfilled` and `shortfall`.
    #[derived]
    pub status: IdtOrderStatus,
    /// The status as the carrier wrote it.
    #[attribute(name = "status")]
    pub status_text: String,
    /// How many numbers were asked for.
    #[within("quantity")]
    pub ordered: Option<i32>,
    /// How many numbers were delivered so far.
    #[within("quantity")]
    pub fulfilled: Option<i32>,
    /// How many numbers are missing so far.
    #[derived]
    pub shortfall: Option<i32>,
    /// What has become of it so far, by its own status and its items'.
    #[derived]
    pub delivery: IdtDelivery,
    /// The currency, where the carrier names it.
    pub currency: Option<String>,
    /// The items. telnum orders exactly one.
    pub order_items: Vec<IdtOrderItem>,
    /// How the answer differs from what was asked for, or contradicts itself: a sentence each. Empty
    /// where all agrees. What it shows is kept all the same.
    #[derived]
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
#[derive(Default)]
#[object(settle)]
#[record]
pub struct IdtOrderItem {
    /// The carrier's id; previews may have none.
    #[key]
    pub id: Option<String>,
    /// Where it stands.
    #[derived]
    pub status: IdtOrderItemStatus,
    /// The status as the carrier wrote it.
    #[attribute(name = "status")]
    pub status_text: String,
    /// How it was ordered, as the carrier reports it: `quantity`, or `did_skus` for chosen numbers.
    pub order_item_type: Option<String>,
    /// How many numbers were asked for.
    #[within("quantity")]
    pub ordered: Option<i32>,
    /// How many numbers were delivered so far.
    #[within("quantity")]
    pub fulfilled: Option<i32>,
    /// How many numbers are missing so far.
    #[derived]
    pub shortfall: Option<i32>,
    /// Whether it can be cancelled in the carrier's portal. The API cannot cancel.
    pub cancelable: Option<bool>,
    /// The DID group, with the fees at the time of ordering.
    pub did_group: Option<IdtDidGroup>,
    /// The numbers delivered so far; at first there are none.
    // What the page's schema calls `numbers`, its examples call `dids`.
    #[attribute(was = "dids")]
    pub numbers: Vec<IdtOrderedNumber>,
}

/// A number that an order delivered.
#[derive(Default)]
#[object]
#[record]
pub struct IdtOrderedNumber {
    /// The number as the carrier wrote it.
    #[key]
    pub number: String,
    /// Its E.164 form, where it can be known.
    #[derived]
    pub e164: Option<String>,
}

impl GetOrder {
    fn read(&self, answer: &HttpResponse) -> Result<IdtOrder> {
        let order = IdtOrder::read(answer)?;
        if !fit::same_id(self.order_id.as_str(), &order.id) {
            let other = wire::quoted(&order.id);
            return Err(wire::unreadable(&format!("it is about another order, {other}")));
        }
        Ok(order)
    }
}

impl IdtOrder {
    /// An order as it stands in an answer, and whether there are errors beside it.
    pub(super) fn answered(answer: &HttpResponse) -> Result<(Self, bool)> {
        wire::read_object(answer, "order")
    }

    pub(super) fn read(answer: &HttpResponse) -> Result<Self> {
        let (mut order, has_errors) = Self::answered(answer)?;
        wire::no_errors(has_errors)?;
        wire::trim(&mut order.id);
        // One that could not be passed back would name no order.
        if order.id.is_empty() || rules::problem_of(&order.id).is_some() {
            return Err(wire::unreadable("the order has no id that can be used"));
        }
        order.settle();
        Ok(order)
    }

    fn settle(&mut self) {
        self.status = IdtOrderStatus::read(&self.status_text);
        for item in &mut self.order_items {
            self.disagreements.extend(count_once(&mut item.numbers));
        }
        if let (Some(ordered), Some(fulfilled)) = (self.ordered, self.fulfilled)
            && fulfilled > ordered
        {
            self.disagreements.push(format!(
                "The order delivered {fulfilled} numbers, more than the {ordered} ordered."
            ));
        }
        self.shortfall = shortfall(self.ordered, self.fulfilled);
        self.delivery = delivery::of(&self.status, self.ordered, self.fulfilled, &self.order_items);
    }
}

impl IdtOrderItem {
    fn settle(&mut self) -> Result<(), &'static str> {
        let calling_code =
            self.did_group.as_ref().and_then(|it| it.country_calling_code.as_deref());
        for IdtOrderedNumber { number, e164 } in &mut self.numbers {
            *e164 = number_format::e164(number, calling_code);
        }
        self.status = IdtOrderItemStatus::read(&self.status_text);
        self.shortfall = shortfall(self.ordered, self.fulfilled);
        Ok(())
    }
}

/// Keeps the first of each number, and says so where there was another.
fn count_once(numbers: &mut Vec<IdtOrderedNumber>) -> Option<String> {
    wire::keep_first(numbers, |it| it.e164.as_deref().unwrap_or(&it.number).to_owned())
        .map(|twice| format!("{} is listed more than once.", wire::quoted(&twice.number)))
}

/// How many are missing.
pub(super) fn shortfall(ordered: Option<i32>, fulfilled: Option<i32>) -> Option<i32> {
    Some(ordered?.saturating_sub(fulfilled?).max(0))
}
