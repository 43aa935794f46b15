//! Placing orders, cancelling them, and the references their customer gives them.

use super::body::bad;
use super::items::{self, Cart};
use super::{Act, Body, Line, Reading, refused};
use crate::didww::account::{Account, Callback, MADE, Order, Status};
use crate::didww::error::{ErrorObject, Failure};
use crate::didww::switches::{ChargeAt, MixedItems, OldVersionReference};
use crate::didww::version::Version;
use crate::didww::world::Did;
use crate::sorting;
use serde_json::Value;

/// An order that may be placed.
pub(in crate::didww) struct Purchase {
    order: Order,
    dids: Vec<Did>,
    reservations: Vec<u32>,
    channels: Vec<(u32, u32)>,
    reference: Option<String>,
}

impl Purchase {
    /// Places the order.
    pub(super) fn make(self, account: &mut Account, place: u32) -> Line {
        let Self { mut order, dids, reservations, channels, reference } = self;
        let first = MADE + account.bought;
        account.bought += dids.len() as u32;
        order.dids = first..MADE + account.bought;
        for (at, mut did) in order.dids.clone().zip(dids) {
            account.sold.extend(did.stock());
            (did.place, did.order) = (at, Some(place));
            account.dids.insert(at, did);
            account.arriving.push(at);
        }
        account.reservations.retain(|it| !reservations.contains(&it.serial));
        for (pool, count) in channels {
            account.channels.change(pool, |it| it + i64::from(count));
        }
        if order.is_paid {
            account.spent = account.spent + order.amount();
        }
        account.references.insert(place, reference);
        let line = Line {
            order: Some(place),
            quantity: order.quantity(),
            cost: order.amount(),
            at_ms: order.created_ms,
            dids: order.dids.clone(),
        };
        account.orders.push(order);
        line
    }
}

/// Checks an order that is to be placed: what cannot be understood first, then all that breaks a
/// rule at once, and the money last.
pub(super) fn create(reading: Reading<'_>) -> Result<Act, Failure> {
    let Reading { ask, version, world, .. } = reading;
    let own = ask.own;
    let body = Body::read(reading)?;
    let refers = version >= Version::V2026April;
    let mut known = vec!["allow_back_ordering", "items"];
    if version > Version::V2017 {
        known.extend(["callback_url", "callback_method"]);
    }
    if refers || own.old_version_reference == OldVersionReference::Drop {
        known.push(REFERENCE);
    }
    body.only(&known, &[])?;
    let back_ordering = match body.attribute("allow_back_ordering") {
        None | Some(Value::Null) => own.back_ordering_default,
        Some(value) => value == true || value == "true",
    };
    let items = body.attribute("items").and_then(Value::as_array).filter(|it| !it.is_empty());
    let items = items.ok_or_else(|| bad(ErrorObject::missing("items")))?;
    let wanted = items::read(items, version)?;

    let mut errors = Vec::new();
    if own.mixed_items == MixedItems::Refuse && items::are_mixed(&wanted) {
        errors.push(ErrorObject::attribute("should be of one kind", "items"));
    }
    let mut cart = Cart::new(reading, back_ordering);
    for (at, item) in wanted.iter().enumerate() {
        cart.add(item, at, &mut errors);
    }
    let reference = if refers { reference(&body, &mut errors) } else { None };
    let callback = callback(&body, &mut errors);
    refused(errors)?;

    let Cart { mut items, dids, reservations, channels, late, .. } = cart;
    // In an order of its own, as was recorded.
    sorting::by(&mut items, |(one, _), (other, _)| {
        let chance = |it: usize| world.chance(ask.now_ms, it as u32);
        chance(*one).cmp(&chance(*other))
    });
    let seconds = |it: u32| ask.now_ms + u64::from(it) * 1_000;
    let of_channels = dids.is_empty() && !channels.is_empty();
    let ends_ms = match (of_channels, late) {
        (true, _) => Some(ask.now_ms),
        (false, false) => own.complete_after_s.map(seconds),
        (false, true) => {
            let slower = |it: u32| own.complete_after_s.map(|own| seconds(own.max(it)));
            own.backorder_after_s.and_then(slower)
        }
    };
    let order = Order {
        created_ms: ask.now_ms,
        status: Status::Pending,
        items: items.into_iter().map(|(_, item)| item).collect(),
        dids: 0..0,
        callback,
        ends_ms,
        is_paid: own.charge_at == ChargeAt::Create,
    };
    let [balance, credit] = world.funds();
    if balance + credit < order.amount() {
        return Err(Failure::funds(version, balance + credit, order.amount()));
    }
    Ok(Act::Buy(Box::new(Purchase { order, dids, reservations, channels, reference })))
}

/// Checks that an order may be canceled: one of DIDs, as long as it is pending.
pub(super) fn cancel(reading: Reading<'_>, place: u32) -> Result<Act, Failure> {
    let Reading { world, version, .. } = reading;
    let of_channels = world.account.order(place).is_some_and(Order::is_of_channels);
    if world.order_status(place) != "pending" || of_channels {
        let pointer = "/data/attributes/base";
        return Err(Failure::invalid("Order not pending", "base", pointer));
    }
    let of_seed = if place < MADE { world.seeded_order(place) } else { Default::default() };
    Ok(Act::Cancel(place, of_seed, if version == Version::V2017 { 202 } else { 204 }))
}

/// Checks a change of an order's reference, all that can be changed of it.
pub(super) fn refer(reading: Reading<'_>, place: u32, id: &str) -> Result<Act, Failure> {
    let body = Body::change(reading, id)?;
    let refers = reading.version >= Version::V2026April;
    body.only(if refers { &[REFERENCE] } else { &[] }, &[])?;
    let mut errors = Vec::new();
    let reference = match body.attribute(REFERENCE) {
        Some(_) => reference(&body, &mut errors),
        None => reading.world.external_reference(place),
    };
    refused(errors)?;
    Ok(Act::Refer(place, reference))
}

fn reference(body: &Body, errors: &mut Vec<ErrorObject>) -> Option<String> {
    let value = body.attribute(REFERENCE).filter(|it| !it.is_null())?;
    let text = value.as_str().unwrap_or_default();
    if text.chars().count() > 100 {
        let title = "is too long (maximum is 100 characters)";
        errors.push(ErrorObject::attribute(title, REFERENCE));
    } else if !value.is_string() {
        errors.push(ErrorObject::attribute("is invalid", REFERENCE));
    }
    Some(text.to_owned())
}

fn callback(body: &Body, errors: &mut Vec<ErrorObject>) -> Option<Callback> {
    let sent = |name| body.attribute(name).filter(|it| !it.is_null());
    let method = sent("callback_method").map(|it| it.as_str().unwrap_or_default());
    let known = |it: &str| ["get", "post"].into_iter().find(|known| it.eq_ignore_ascii_case(known));
    let read = method.map_or(Some("post"), known);
    if read.is_none() {
        errors.push(ErrorObject::attribute("is not included in the list", "callback_method"));
    }
    let url = sent("callback_url")?.as_str().unwrap_or_default();
    if !["http://", "https://"].iter().any(|it| url.len() > it.len() && url.starts_with(it)) {
        errors.push(ErrorObject::attribute("is invalid", "callback_url"));
    }
    Some(Callback { url: url.to_owned(), method: read? })
}

const REFERENCE: &str = "external_reference_id";
