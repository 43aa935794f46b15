//! Changing a DID: what it does, how long it lasts, and whether it is the account's at all.

use super::rules::count;
use super::{Act, Body, Line, Reading, linked, refused, wrong};
use crate::didww::account::{Account, Status};
use crate::didww::error::{ErrorObject, Failure};
use crate::didww::kind::Kind;
use crate::didww::switches::{RestoreExpired, Switches};
use crate::didww::usd::Usd;
use crate::didww::version::Version;
use crate::didww::world::{Did, Entry, unit_price};
use crate::time;
use serde_json::Value;

/// A DID as it is to be, and what that takes.
pub(in crate::didww) struct Change {
    old: Did,
    did: Did,
    /// What became of it.
    entries: Vec<Entry>,
    /// What is paid to restore it.
    cost: Option<Usd>,
    /// A pending order that ends with it.
    cancels: Option<u32>,
}

impl Change {
    /// The place of the DID.
    pub(super) fn place(&self) -> u32 {
        self.did.place
    }

    /// Changes the DID.
    pub(super) fn make(self, account: &mut Account) -> Option<Line> {
        let Self { old, did, entries, cost, cancels } = self;
        let place = did.place;
        account.history.extend(entries);
        for (pool, count, sign) in [
            (old.pool, old.dedicated_channels_count, -1),
            (did.pool, did.dedicated_channels_count, 1),
        ] {
            if let Some(pool) = pool {
                account.assigned.change(pool, |it| it + sign * i64::from(count));
            }
        }
        account.dids.insert(place, did);
        if let Some(order) = cancels {
            account.cancel(order, Default::default());
        }
        let cost = cost?;
        account.spent = account.spent + cost;
        let (at_ms, dids) = (account.now_ms, place..place + 1);
        Some(Line { order: None, quantity: 1, cost, at_ms, dids })
    }

    fn tell(&mut self, action: &'static str, at_ms: u64, cycles: Option<[Option<u32>; 2]>) {
        self.entries.push(Entry { did: self.did.place, action, method: "api3", at_ms, cycles });
    }
}

/// Checks a change of a DID.
pub(super) fn change(reading: Reading<'_>, place: u32, id: &str) -> Result<Act, Failure> {
    let Reading { version, world, ask, .. } = reading;
    let body = Body::change(reading, id)?;
    let [trunk, trunk_group] = match version.says_voice_in() {
        true => ["voice_in_trunk", "voice_in_trunk_group"],
        false => ["trunk", "trunk_group"],
    };
    let mut attributes =
        vec!["description", "capacity_limit", "dedicated_channels_count", "terminated"];
    let mut related = vec![trunk, trunk_group, "capacity_pool", "shared_capacity_group"];
    match version {
        Version::V2017 => attributes.push("pending_removal"),
        _ => {
            attributes.push("billing_cycles_count");
            related.push("address_verification");
        }
    }
    related.extend((version >= Version::V2026April).then_some("emergency_calling_service"));
    body.only(&attributes, &related)?;

    let old = world.did(place);
    let mut errors = Vec::new();
    let (did, entries) = (old.clone(), Vec::new());
    let mut change = Change { old: old.clone(), did, entries, cost: None, cancels: None };
    let did = &mut change.did;
    if let Some(value) = body.attribute("description") {
        match value.is_string() || value.is_null() {
            true => did.note = Some(value.as_str().map(str::to_owned)),
            false => errors.push(ErrorObject::attribute("is invalid", "description")),
        }
    }
    let limit = |value: &Value| number(value, 32_767);
    read(&body, "capacity_limit", limit, &mut did.capacity_limit, &mut errors);
    let channels = |value: &Value| match value {
        Value::Null => Err("is not a number".to_owned()),
        _ => count(value, 0, 32_767),
    };
    let dedicated = &mut did.dedicated_channels_count;
    read(&body, "dedicated_channels_count", channels, dedicated, &mut errors);
    routes(reading, &body, [trunk, trunk_group], did, &mut errors);
    capacity(reading, &body, &old, did, &mut errors);
    if let Some(to) = body.relationship("address_verification") {
        let named = "address_verification";
        let found = linked(reading, to, Kind::AddressVerification);
        set(found, &mut did.verification, || wrong(named), &mut errors);
    }
    if let Some(to) = body.relationship("emergency_calling_service") {
        // It is assigned in another way, and only taken away in this one.
        match to {
            None => did.emergency_enabled = false,
            Some(_) => {
                errors.push(wrong("emergency_calling_service"));
            }
        }
    }
    cycles(&body, &old, &mut change, ask.now_ms, &mut errors);
    match body.attribute("terminated") {
        None => {}
        Some(Value::Bool(true)) if !old.terminated => {
            terminate(reading, &mut change, &mut errors);
        }
        Some(Value::Bool(false)) if old.terminated => {
            refused(std::mem::take(&mut errors))?;
            restore(reading, &mut change)?;
        }
        Some(Value::Bool(_)) => {}
        Some(_) => errors.push(ErrorObject::attribute("is invalid", "terminated")),
    }
    refused(errors)?;
    Ok(Act::Change(Box::new(change)))
}

/// A DID leads to a trunk or to a group of them: one takes the place of the other.
fn routes(
    reading: Reading<'_>,
    body: &Body,
    [trunk, group]: [&str; 2],
    did: &mut Did,
    errors: &mut Vec<ErrorObject>,
) {
    let (to_trunk, to_group) = (body.relationship(trunk), body.relationship(group));
    let bad_group = || wrong(group);
    if let (Some(Some(_)), Some(Some(_))) = (to_trunk, to_group) {
        errors.push(bad_group());
        return;
    }
    if let Some(to) = to_trunk {
        let title = "should exist".into();
        let detail = "trunk_id - is invalid".to_owned();
        let bad = || ErrorObject::unprocessable(title, detail, "/data/attributes/trunk_id");
        set(linked(reading, to, Kind::Trunk), &mut did.trunk, bad, errors);
        if to.is_some() {
            did.trunk_group = None;
        }
    }
    if let Some(to) = to_group {
        set(linked(reading, to, Kind::TrunkGroup), &mut did.trunk_group, bad_group, errors);
        if to.is_some() {
            did.trunk = None;
        }
    }
}

/// A DID takes its channels from a pool or from a group of a pool, which must be for its country.
fn capacity(
    reading: Reading<'_>,
    body: &Body,
    old: &Did,
    did: &mut Did,
    errors: &mut Vec<ErrorObject>,
) {
    let world = reading.world;
    let country = world.group(did.group).related(Kind::Country);
    let is_for = |pool: u32| {
        let countries = world.related(Kind::CapacityPool, pool, Kind::Country).places();
        country.is_some_and(|it| countries.contains(&it))
    };
    let (pool, shared) = ("capacity_pool", "shared_capacity_group");
    let (to_pool, to_shared) = (body.relationship(pool), body.relationship(shared));
    let foreign = |name: &str| {
        ErrorObject::attribute("is not allowed for DID country", &format!("{name}_id"))
    };
    if let Some(to) = to_pool {
        let found = linked(reading, to, Kind::CapacityPool);
        if found.flatten().is_some_and(|it| !is_for(it)) {
            errors.push(foreign(pool));
        }
        set(found, &mut did.pool, || wrong(pool), errors);
    }
    if let Some(to) = to_shared {
        let found = linked(reading, to, Kind::SharedCapacityGroup);
        let pools = |it: u32| world.related(Kind::SharedCapacityGroup, it, Kind::CapacityPool);
        if found.flatten().is_some_and(|it| !pools(it).places().into_iter().all(is_for)) {
            errors.push(foreign(shared));
        }
        set(found, &mut did.shared_group, || wrong(shared), errors);
    }
    match (to_pool.flatten(), to_shared.flatten()) {
        (Some(_), None) => did.shared_group = None,
        (None, Some(_)) => did.pool = None,
        _ => {}
    }
    let dedicated = did.dedicated_channels_count;
    if dedicated == old.dedicated_channels_count && did.pool == old.pool {
        return;
    }
    // Channels of its own come from its pool, as far as nothing else has them.
    let own = if did.pool == old.pool { old.dedicated_channels_count } else { 0 };
    let left = |pool: u32| (world.channels(pool) + own).saturating_sub(world.assigned(pool));
    if dedicated > did.pool.map_or(0, left) {
        let title = "exceeds the unassigned channels of the capacity pool";
        errors.push(ErrorObject::attribute(title, "dedicated_channels_count"));
    }
}

fn cycles(body: &Body, old: &Did, change: &mut Change, now_ms: u64, errors: &mut Vec<ErrorObject>) {
    let name = "billing_cycles_count";
    let wanted = match (body.attribute(name), body.attribute("pending_removal")) {
        (Some(value), _) => number(value, 999),
        (None, Some(Value::Bool(removal))) => Ok(removal.then_some(0)),
        (None, Some(_)) => Err("is invalid".to_owned()),
        (None, None) => return,
    };
    match wanted {
        Err(title) => errors.push(ErrorObject::attribute(title, name)),
        Ok(wanted) if wanted == old.billing_cycles_count => {}
        Ok(_) if old.terminated => {
            errors.push(ErrorObject::attribute("is not allowed for a terminated DID", name));
        }
        Ok(wanted) => {
            change.did.billing_cycles_count = wanted;
            let cycles = Some([old.billing_cycles_count, wanted]);
            change.tell("billing_cycles_count_changed", now_ms, cycles);
        }
    }
}

/// Calls end at once; the number is held for a while, so that it can be restored.
fn terminate(reading: Reading<'_>, change: &mut Change, errors: &mut Vec<ErrorObject>) {
    let Reading { ask, world, .. } = reading;
    let order = change.did.order.and_then(|it| world.account.order(it));
    if order.is_some_and(|it| it.quantity() > 1) && !ask.own.terminates_bulk {
        let title = "is not allowed for a DID of a bulk order";
        errors.push(ErrorObject::attribute(title, "terminated"));
    }
    if order.is_some_and(|it| it.status == Status::Pending) {
        change.cancels = change.did.order;
    }
    change.did.end(ask.now_ms, ask.own.held_days.0);
    change.tell("canceled", ask.now_ms, None);
}

/// One that has expired is renewed first, which costs what a month does.
fn restore(reading: Reading<'_>, change: &mut Change) -> Result<(), Failure> {
    let Reading { ask, world, version, .. } = reading;
    let now_ms = ask.now_ms;
    let did = &mut change.did;
    if did.expires_ms.is_some_and(|it| it <= now_ms) {
        if ask.own.restore_expired == RestoreExpired::Charge {
            let cost = monthly(did, ask.own);
            let [balance, credit] = world.funds();
            if balance + credit < cost {
                return Err(Failure::funds(version, balance + credit, cost));
            }
            change.cost = Some(cost);
        }
        did.expires_ms = Some(time::month_later(now_ms));
    }
    did.terminated = false;
    did.blocked = did.awaiting_registration;
    did.billing_cycles_count = None;
    did.gone_ms = None;
    change.tell("restored", now_ms, None);
    Ok(())
}

/// What a DID costs a month.
pub(in crate::didww) fn monthly(did: &Did, own: &Switches) -> Usd {
    Usd::read(unit_price(did.unit()).1).with_vat(own.vat.0)
}

fn set(
    found: Option<Option<u32>>,
    link: &mut Option<u32>,
    bad: impl FnOnce() -> ErrorObject,
    errors: &mut Vec<ErrorObject>,
) {
    match found {
        Some(place) => *link = place,
        None => errors.push(bad()),
    }
}

/// Reads an attribute that was sent.
fn read<T>(
    body: &Body,
    name: &'static str,
    how: impl FnOnce(&Value) -> Result<T, String>,
    to: &mut T,
    errors: &mut Vec<ErrorObject>,
) {
    match body.attribute(name).map(how) {
        None => {}
        Some(Ok(value)) => *to = value,
        Some(Err(title)) => errors.push(ErrorObject::attribute(title, name)),
    }
}

/// A whole number, or none for null.
fn number(value: &Value, most: u32) -> Result<Option<u32>, String> {
    if value.is_null() { Ok(None) } else { count(value, 0, most).map(Some) }
}
