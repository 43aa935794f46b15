//! Whether what an order is to buy costs no more than its caller allows: looked up before it is bought, as the
//! carrier gives no quotes.

use std::any::Any;

use rust_decimal::Decimal;
use serde_json::Value;
use telnum_wire::amount::amount_text;

use super::available_dids::DidwwAvailableDidDocument;
use super::capacity_pools::DidwwCapacityPoolDocument;
use super::did_groups::DidwwDidGroupDocument;
use super::did_reservations::DidwwDidReservationDocument;
use super::errors;
use super::included::DidwwIncluded;
use super::new_order_item::DidwwNewOrderItem;
use crate::arguments::given;
use crate::call::Output;
use crate::checks::Checks;
use crate::cost::{not_bought, scaled, text};
use crate::error::{Carrier, Error, ErrorKind, Result};
use crate::operation::Lookup;

/// What an order may cost, by argument: all its items together, without VAT.
pub(super) type Ceilings<'a> = [(&'static str, &'a Option<Decimal>); 2];

/// Where the prices of an item are.
#[derive(PartialEq)]
enum Place<'a> {
    Number(&'a str),
    Reservation(&'a str),
    Group(&'a str),
    Pool(&'a str),
}

impl<'a> Place<'a> {
    fn of(item: &'a DidwwNewOrderItem) -> Option<Self> {
        let pool = item.capacity_pool_id.as_deref().map(Self::Pool);
        let number = item.available_did_id.as_deref().map(Self::Number);
        let reservation = item.did_reservation_id.as_deref().map(Self::Reservation);
        let group = item.did_group_id.as_deref().map(Self::Group);
        pool.or(number).or(reservation).or(group)
    }

    /// The call that looks there, its argument, and what it includes.
    fn names(&self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::Number(_) => {
                ("get_available_did", "available_did_id", "did_group.stock_keeping_units")
            }
            Self::Reservation(_) => (
                "get_did_reservation",
                "did_reservation_id",
                "available_did.did_group.stock_keeping_units",
            ),
            Self::Group(_) => ("get_did_group", "did_group_id", "stock_keeping_units"),
            Self::Pool(_) => ("get_capacity_pool", "capacity_pool_id", "qty_based_pricings"),
        }
    }

    fn look(&self) -> Lookup {
        let (operation, name, include) = self.names();
        let (Self::Number(id) | Self::Reservation(id) | Self::Group(id) | Self::Pool(id)) = self;
        let id = Value::from(*id);
        let include = Value::Array(vec![include.into()]);
        Lookup { operation, arguments: given([(name, Some(id)), ("include", Some(include))]) }
    }
}

/// Each place once, in the order of the items.
fn places(items: &[DidwwNewOrderItem]) -> Vec<Place<'_>> {
    let mut places = Vec::new();
    for place in items.iter().filter_map(Place::of) {
        if !places.contains(&place) {
            places.push(place);
        }
    }
    places
}

/// What is wrong with the ceilings.
pub(super) fn rules(items: &[DidwwNewOrderItem], ceilings: &Ceilings<'_>, checks: &mut Checks) {
    let mut given = None;
    for (name, ceiling) in ceilings {
        if let Some(ceiling) = ceiling {
            given = Some(*name);
            if ceiling.is_sign_negative() && !ceiling.is_zero() {
                checks.fail(errors::invalid(name, "must be 0 or more"));
            }
        }
    }
    let Some(name) = given else { return };
    for (at, _) in items.iter().enumerate().filter(|(_, it)| Place::of(it).is_none()) {
        let rule = format!("is required beside `{name}`: a price is found by its DID group");
        checks.fail(errors::invalid(&format!("items/{at}/did_group_id"), &rule));
    }
}

/// The calls that find the prices; none where nothing is limited.
pub(super) fn looks(items: &[DidwwNewOrderItem], ceilings: &Ceilings<'_>) -> Vec<Lookup> {
    match ceilings.iter().any(|(_, it)| it.is_some()) {
        true => places(items).iter().map(Place::look).collect(),
        false => Vec::new(),
    }
}

/// What is gone is told by the item that names it, as the carrier does where an order is sent.
pub(super) fn failed(items: &[DidwwNewOrderItem], at: usize, error: Error) -> Error {
    let places = places(items);
    let Some(place) = places.get(at).filter(|_| error.kind == ErrorKind::NotFound) else {
        return error;
    };
    let item = items.iter().position(|it| Place::of(it).as_ref() == Some(place));
    let field = format!("items/{}/{}", item.unwrap_or_default(), place.names().1);
    let said = error.text.clone();
    not_bought(errors::refused(&field, &format!("is not there, or is taken: {said}")))
}

/// Refuses an order that costs more.
pub(super) fn check(
    items: &[DidwwNewOrderItem],
    ceilings: &Ceilings<'_>,
    seen: &[Box<dyn Output>],
) -> Result<()> {
    let places = places(items);
    let mut checks = Checks::default();
    let mut totals = [0_i64, 0];
    for (at, item) in items.iter().enumerate() {
        let place = Place::of(item).and_then(|it| places.iter().position(|other| *other == it));
        let prices = place.and_then(|it| seen.get(it)).and_then(|it| prices(item, &**it));
        let Some(prices) = prices else {
            let rule = "has no price there: it is no SKU of that group";
            checks.fail(errors::invalid(&format!("items/{at}/sku_id"), rule));
            continue;
        };
        for ((total, price), (name, ceiling)) in totals.iter_mut().zip(prices).zip(ceilings) {
            if ceiling.is_none() {
                continue;
            }
            let cost = price.and_then(|it| scaled(&it)?.checked_mul(item.count()));
            match cost.and_then(|it| total.checked_add(it)) {
                Some(sum) => *total = sum,
                None => {
                    let rule = format!("cannot be kept: item {at} has no such price");
                    checks.fail(errors::invalid(name, &rule));
                }
            }
        }
    }
    for (total, (name, ceiling)) in totals.iter().zip(ceilings) {
        if let Some(ceiling) = ceiling
            && scaled(ceiling).is_none_or(|it| *total > it)
        {
            let (most, costs) = (amount_text(ceiling, str::to_owned), text(*total));
            let rule = format!("is {most}, and the order costs {costs} without VAT");
            checks.fail(errors::invalid(name, &rule));
        }
    }
    checks.finish(Carrier::Didww, |_| None).map_err(not_bought)
}

/// What one of an item costs each month and at once.
fn prices(item: &DidwwNewOrderItem, seen: &dyn Output) -> Option<[Option<Decimal>; 2]> {
    let seen: &dyn Any = seen;
    if let Some(document) = seen.downcast_ref::<DidwwCapacityPoolDocument>() {
        let qty = item.qty.unwrap_or(0);
        let by_qty = document.included.qty_based_pricings.iter();
        let applies = by_qty.filter(|it| it.qty.is_some_and(|it| it <= qty));
        let pool = &document.capacity_pool;
        return Some(match applies.max_by_key(|it| it.qty) {
            Some(row) => [row.monthly_price, row.setup_price],
            None => [pool.monthly_price, pool.setup_price],
        });
    }
    let included: Option<&DidwwIncluded> = None;
    let included = included
        .or_else(|| Some(&seen.downcast_ref::<DidwwDidGroupDocument>()?.included))
        .or_else(|| Some(&seen.downcast_ref::<DidwwAvailableDidDocument>()?.included))
        .or_else(|| Some(&seen.downcast_ref::<DidwwDidReservationDocument>()?.included))?;
    let wanted = item.sku_id.as_deref()?;
    let sku = included.stock_keeping_units.iter().find(|it| it.id.eq_ignore_ascii_case(wanted))?;
    Some([sku.monthly_price, sku.setup_price])
}
