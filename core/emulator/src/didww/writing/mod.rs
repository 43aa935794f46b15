//! What a request changes: it is checked first, and done once all of it is good.

mod body;
mod configuration;
mod dids;
mod items;
mod ledger;
mod orders;
mod pools;
mod reservations;
mod rules;
mod trunks;

use super::account::{Account, MADE, Reservation};
use super::error::{ErrorObject, Failure};
use super::kind::Kind;
use super::query::Reading;
use super::switches::Switches;
use super::usd::Usd;
use super::version::Version;
use super::world::World;
use super::{Ask, answering, no_route, wire};
use body::Body;
pub(super) use configuration::OLDER;
use dids::Change;
pub(super) use dids::monthly;
pub(super) use ledger::Line;
use orders::Purchase;
use trunks::Written;

/// What is to be done.
pub(super) enum Act {
    /// Reserves the number of this place, with these words.
    Reserve(u32, Option<String>),
    /// Ends the reservation of this serial number.
    Release(u32),
    /// Places an order.
    Buy(Box<Purchase>),
    /// Cancels an order; what it cost and its DIDs, if it is one of the seed.
    Cancel(u32, (Usd, Vec<u32>), u16),
    /// Changes a DID.
    Change(Box<Change>),
    /// Makes or changes a trunk or a group.
    Write(Box<Written>),
    /// Deletes trunks and groups.
    Delete(Vec<(Kind, u32)>),
    /// Changes how many channels a pool has, by so many.
    Channels(u32, i64),
    /// Gives an order a reference, or takes it away.
    Refer(u32, Option<String>),
}

/// What became of it.
pub(super) struct Done {
    pub(super) status: u16,
    /// The object that is answered.
    pub(super) shows: Option<(Kind, u32)>,
    pub(super) bought: Option<Line>,
}

/// Checks a request that changes something.
pub(super) fn checked(reading: Reading<'_>, method: &str, rest: &[&str]) -> Result<Act, Failure> {
    let Reading { kind, .. } = reading;
    if method != "DELETE" {
        // A wrong query is refused before anything is done.
        reading.show()?;
    }
    match (method, kind, rest) {
        ("POST", Kind::DidReservation, []) => reservations::reserve(reading),
        ("POST", Kind::Order, []) => orders::create(reading),
        ("DELETE", Kind::DidReservation, [id]) => Ok(Act::Release(found(reading, id)?)),
        ("DELETE", Kind::Order, [id]) => orders::cancel(reading, found(reading, id)?),
        ("PATCH" | "PUT", Kind::Did, [id]) => dids::change(reading, found(reading, id)?, id),
        ("POST", Kind::Trunk | Kind::TrunkGroup, []) => trunks::write(reading, None),
        ("PATCH" | "PUT", Kind::Trunk | Kind::TrunkGroup, [id]) => {
            trunks::write(reading, Some((found(reading, id)?, id)))
        }
        ("DELETE", Kind::Trunk | Kind::TrunkGroup, [id]) => {
            trunks::delete(reading, found(reading, id)?)
        }
        ("PATCH" | "PUT", Kind::CapacityPool, [id]) => {
            pools::change(reading, found(reading, id)?, id)
        }
        ("PATCH" | "PUT", Kind::Order, [id]) => orders::refer(reading, found(reading, id)?, id),
        _ => Err(no_route()),
    }
}

fn found(reading: Reading<'_>, id: &str) -> Result<u32, Failure> {
    reading.world.find(reading.kind, id).ok_or_else(|| Failure::no_record(id))
}

/// Does what was found to be good.
pub(super) fn done(account: &mut Account, act: Act, own: &Switches) -> Done {
    let shown = |status, kind, place| Done { status, shows: Some((kind, place)), bought: None };
    let gone = |status| Done { status, shows: None, bought: None };
    match act {
        Act::Reserve(number, description) => {
            let serial = account.reserved;
            account.reserved += 1;
            account.reservations.push(Reservation {
                serial,
                number,
                description,
                created_ms: account.now_ms,
                expires_ms: account.now_ms + u64::from(own.reservation_s.0) * 1000,
            });
            shown(201, Kind::DidReservation, serial)
        }
        Act::Release(serial) => {
            account.reservations.retain(|it| it.serial != serial);
            gone(204)
        }
        Act::Buy(purchase) => {
            let place = MADE + account.orders.len() as u32;
            let line = purchase.make(account, place);
            Done { bought: Some(line), ..shown(201, Kind::Order, place) }
        }
        Act::Cancel(place, of_seed, status) => {
            account.cancel(place, of_seed);
            gone(status)
        }
        Act::Change(change) => {
            let place = change.place();
            Done { bought: change.make(account), ..shown(200, Kind::Did, place) }
        }
        Act::Write(written) => {
            let status = if written.is_new() { 201 } else { 200 };
            let (kind, place) = written.make(account);
            shown(status, kind, place)
        }
        Act::Delete(all) => {
            account.deleted.extend(all);
            gone(204)
        }
        Act::Channels(pool, more) => {
            account.channels.change(pool, |it| it + more);
            shown(200, Kind::CapacityPool, pool)
        }
        Act::Refer(place, reference) => {
            account.references.insert(place, reference);
            shown(200, Kind::Order, place)
        }
    }
}

/// The object that was made or changed.
pub(super) fn shown(
    ask: Ask<'_>,
    world: World<'_>,
    kind: Kind,
    place: u32,
) -> Result<Vec<u8>, Failure> {
    let version = Version::served(ask.request.header("x-didww-api-version"), ask.own.version);
    let reading = Reading { ask, kind, version, world };
    let asked = reading.show()?;
    Ok(wire::show(&answering(reading, &asked), kind, place))
}

fn refused(errors: Vec<ErrorObject>) -> Result<(), Failure> {
    if errors.is_empty() { Ok(()) } else { Err(Failure::invalid_all(errors)) }
}

/// The place where a relationship shall lead; the inner none is nowhere.
fn linked(reading: Reading<'_>, to: Option<(&str, &str)>, kind: Kind) -> Option<Option<u32>> {
    let Some((name, id)) = to else { return Some(None) };
    let known = name == kind.name(reading.version);
    known.then(|| reading.world.find(kind, id)).flatten().map(Some)
}

/// A relationship that leads where there is nothing; as recorded, the pointer is of its id.
fn wrong(name: &str) -> ErrorObject {
    ErrorObject::invalid("is invalid", name, &format!("/data/attributes/{name}_id"))
}
