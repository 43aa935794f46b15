//! What an order is of: its items as they were sent, and what each of them takes.

use super::Reading;
use super::body::not_allowed;
use crate::didww::account::{Item, ItemOf};
use crate::didww::error::{ErrorObject, Failure};
use crate::didww::kind::Kind;
use crate::didww::switches::{AvailableDids, ChannelsPricedBy};
use crate::didww::usd::Usd;
use crate::didww::version::Version;
use crate::didww::world::{Did, group_of_number, prefixes_of, unit_group, unit_price};
use serde_json::{Map, Value};

/// An item as it was sent.
pub(super) struct Wanted<'a> {
    attributes: &'a Map<String, Value>,
    /// Which of them says what is wanted.
    by: &'static str,
    is_of_channels: bool,
}

/// What says what is wanted, of which an item of DIDs has one.
const CHOICES: [&str; 3] = ["qty", "available_did_id", "did_reservation_id"];

/// Reads the items; a prefix without a quantity is of one number.
pub(super) fn read(items: &[Value], version: Version) -> Result<Vec<Wanted<'_>>, Failure> {
    let mut errors = Vec::new();
    let all = items.iter().filter_map(|it| one(it, version, &mut errors)).collect();
    if errors.is_empty() { Ok(all) } else { Err(Failure::parameters(errors)) }
}

/// Whether they are of several kinds.
pub(super) fn are_mixed(items: &[Wanted<'_>]) -> bool {
    let kind = |it: &Wanted<'_>| (it.by, it.is_of_channels);
    items.windows(2).any(|pair| matches!(pair, [one, other] if kind(one) != kind(other)))
}

fn one<'a>(item: &'a Value, version: Version, errors: &mut Vec<ErrorObject>) -> Option<Wanted<'a>> {
    let type_name = item.get("type").and_then(Value::as_str).unwrap_or_default();
    let is_of_channels = type_name == "capacity_order_items";
    if type_name != "did_order_items" && !is_of_channels {
        errors.push(ErrorObject::resource(type_name));
        return None;
    }
    let Some(attributes) = item.get("attributes").and_then(Value::as_object) else {
        errors.push(ErrorObject::missing("attributes"));
        return None;
    };
    let mut known = vec!["qty"];
    if is_of_channels {
        known.push("capacity_pool_id");
    } else {
        known.extend(["sku_id", "available_did_id", "did_reservation_id", "billing_cycles_count"]);
        known.extend((version >= Version::V2022).then_some("nanpa_prefix_id"));
        known.extend((version > Version::V2017).then_some("prorate_days_qty"));
    }
    let before = errors.len();
    not_allowed(Some(attributes), &known, errors);
    let id = if is_of_channels { "capacity_pool_id" } else { "sku_id" };
    if !attributes.contains_key(id) {
        errors.push(ErrorObject::missing(id));
    }
    let sent = |name: &&str| attributes.get(*name).is_some_and(|it| !it.is_null());
    let mut choices = CHOICES.into_iter().filter(sent);
    let prefix = sent(&"nanpa_prefix_id");
    let by = choices.next().or(prefix.then_some("qty"));
    if by.is_none() {
        errors.push(ErrorObject::missing("qty"));
    }
    errors.extend(choices.map(ErrorObject::parameter));
    if prefix && by != Some("qty") {
        errors.push(ErrorObject::parameter("nanpa_prefix_id"));
    }
    by.filter(|_| errors.len() == before).map(|by| Wanted { attributes, by, is_of_channels })
}

/// What an order takes, item by item.
pub(super) struct Cart<'a> {
    reading: Reading<'a>,
    back_ordering: bool,
    /// The rows with their places among those that were sent.
    pub(super) items: Vec<(usize, Item)>,
    pub(super) dids: Vec<Did>,
    /// The numbers of these DIDs, and of those that do not come.
    taken: Vec<u32>,
    /// The serial numbers of reservations that are used up.
    pub(super) reservations: Vec<u32>,
    /// Channels of pools.
    pub(super) channels: Vec<(u32, u32)>,
    /// Whether something is not in stock.
    pub(super) late: bool,
}

impl<'a> Cart<'a> {
    /// Nothing yet.
    pub(super) fn new(reading: Reading<'a>, back_ordering: bool) -> Self {
        Self {
            reading,
            back_ordering,
            items: Vec::new(),
            dids: Vec::new(),
            taken: Vec::new(),
            reservations: Vec::new(),
            channels: Vec::new(),
            late: false,
        }
    }

    /// Adds an item, or says what is wrong with it.
    pub(super) fn add(&mut self, item: &Wanted<'_>, at: usize, errors: &mut Vec<ErrorObject>) {
        let added = if item.is_of_channels { self.channels(item) } else { self.numbers(item) };
        match added {
            Ok(item) => self.items.push((at, item)),
            Err((field, title)) => {
                errors.push(ErrorObject::attribute(title, &format!("items/{at}/{field}")));
            }
        }
    }

    fn numbers(&mut self, item: &Wanted<'_>) -> Result<Item, Wrong> {
        let Reading { ask, world, .. } = self.reading;
        let unit = self.find(item, "sku_id", Kind::StockKeepingUnit)?;
        let group = unit_group(unit);
        let cycles = cycles(item.attributes.get("billing_cycles_count"))
            .ok_or(("billing_cycles_count", "must be between 0 and 999".to_owned()))?;
        let numbers = match item.by {
            "available_did_id" => {
                let off = ask.own.available_dids != AvailableDids::On;
                let number = self.find(item, "available_did_id", Kind::AvailableDid)?;
                let bad = off || group_of_number(number) != group || self.taken.contains(&number);
                if bad {
                    return Err(invalid("available_did_id"));
                }
                vec![number]
            }
            "did_reservation_id" => {
                let serial = self.find(item, "did_reservation_id", Kind::DidReservation)?;
                let number = world.reservation(serial).map(|it| it.number);
                let number = number.filter(|it| group_of_number(*it) == group);
                let number = number.filter(|_| !self.reservations.contains(&serial));
                let number = number.ok_or(invalid("did_reservation_id"))?;
                self.reservations.push(serial);
                vec![number]
            }
            _ => self.drawn(item, group)?,
        };
        let qty = numbers.len() as u32;
        self.taken.extend(&numbers);
        let coming = if ask.own.complete_short { numbers.len() / 2 } else { numbers.len() };
        for number in numbers.into_iter().take(coming) {
            let is_late = world.is_to_come(number);
            self.late |= is_late;
            let after_s = match is_late {
                true => ask.own.backorder_after_s.map_or(NEVER_S, u64::from),
                false => u64::from(ask.own.dids_after_s.0),
            };
            let mut did = Did::bought(world, number, unit);
            did.billing_cycles_count = cycles;
            did.created_ms = ask.now_ms + after_s * 1_000;
            self.dids.push(did);
        }
        let (setup, monthly) = unit_price(unit);
        let price = |text| Usd::read(text).with_vat(ask.own.vat.0);
        let (nrc, mrc) = (price(setup), price(monthly));
        Ok(Item { of: ItemOf::Group(group), qty, nrc, mrc, billed_ms: None })
    }

    /// So many numbers of a group, or of a prefix of it.
    fn drawn(&self, item: &Wanted<'_>, group: u32) -> Result<Vec<u32>, Wrong> {
        let world = self.reading.world;
        let qty = quantity(item.attributes.get("qty").filter(|it| !it.is_null()), 1)?;
        let named = item.attributes.get("nanpa_prefix_id").is_some_and(|it| !it.is_null());
        let prefix = match named {
            true => Some(self.find(item, "nanpa_prefix_id", Kind::NanpaPrefix)?),
            false => None,
        };
        if prefix.is_some_and(|it| !prefixes_of(group).contains(&it)) {
            return Err(invalid("nanpa_prefix_id"));
        }
        let (stock, to_come) = world.free(group, prefix);
        let free = |it: &u32| !self.taken.contains(it);
        let mut numbers: Vec<u32> = stock.filter(free).take(qty).collect();
        if self.back_ordering {
            let missing = qty - numbers.len();
            numbers.extend(to_come.filter(free).take(missing));
        }
        match numbers.len() == qty {
            true => Ok(numbers),
            false => Err(("qty", "exceeds available DIDs count".to_owned())),
        }
    }

    fn channels(&mut self, item: &Wanted<'_>) -> Result<Item, Wrong> {
        let Reading { ask, world, .. } = self.reading;
        let pool = self.find(item, "capacity_pool_id", Kind::CapacityPool)?;
        let least = world.fewest_channels();
        let qty = quantity(item.attributes.get("qty"), least)? as u32;
        let counted = match ask.own.channels_priced_by {
            ChannelsPricedBy::Order => qty,
            ChannelsPricedBy::Pool => qty.saturating_add(world.channels(pool)),
        };
        let (price, last_ms) = world.channel_price(pool, counted);
        let mrc = price.with_vat(ask.own.vat.0);
        self.channels.push((pool, qty));
        let billed_ms = Some((ask.now_ms, last_ms));
        Ok(Item { of: ItemOf::Pool(pool), qty, nrc: Usd(0), mrc, billed_ms })
    }

    fn find(&self, item: &Wanted<'_>, name: &'static str, kind: Kind) -> Result<u32, Wrong> {
        let id = item.attributes.get(name).and_then(Value::as_str).unwrap_or_default();
        self.reading.world.find(kind, id).ok_or(invalid(name))
    }
}

/// A field of an item, and what is wrong with it.
type Wrong = (&'static str, String);

fn invalid(field: &'static str) -> Wrong {
    (field, "is invalid".to_owned())
}

/// A quantity, which is one where it may be left out.
fn quantity(value: Option<&Value>, least: u32) -> Result<usize, Wrong> {
    let Some(value) = value else { return Ok(1) };
    let number = value.as_i64().ok_or(("qty", "is not a number".to_owned()))?;
    let enough = u32::try_from(number).ok().filter(|it| *it >= least && *it > 0);
    let enough = enough.ok_or_else(|| ("qty", format!("should be at least {}", least.max(1))))?;
    Ok(enough as usize)
}

/// A count of billing cycles; the inner none is for ever.
fn cycles(value: Option<&Value>) -> Option<Option<u32>> {
    match value {
        None | Some(Value::Null) => Some(None),
        Some(value) => {
            let count = u32::try_from(value.as_u64()?).ok()?;
            (count <= 999).then_some(Some(count))
        }
    }
}

/// Longer than the emulator's clock goes.
const NEVER_S: u64 = 1 << 40;
