//! What a request changes: it is checked here, and done where the account is kept.

use super::error::{ErrorObject, Failure};
use super::kind::Kind;
use super::query::Reading;
use super::version::Version;
use super::world::World;
use super::{Ask, answering, wire};
use serde_json::Value;

/// What is to be done.
pub(super) enum Act {
    /// Reserves the number of this place, with these words.
    Reserve(u32, Option<String>),
    /// Ends the reservation of this serial number.
    Release(u32),
}

/// Checks a reservation that is to be made.
pub(super) fn reserve(ask: Ask<'_>, version: Version, world: World<'_>) -> Result<Act, Failure> {
    let body: Value = serde_json::from_slice(&ask.request.body).map_err(|_| {
        Failure::of(400, "400", "Bad Request", "The request body is not a JSON document.")
    })?;
    let data = body
        .get("data")
        .filter(|it| it.is_object())
        .ok_or_else(|| Failure::parameters(vec![ErrorObject::missing("data")]))?;
    let kind = data.get("type").and_then(Value::as_str).unwrap_or_default();
    if kind != Kind::DidReservation.name(version) {
        return Err(Failure::parameters(vec![ErrorObject::resource(kind)]));
    }
    let members = |name: &str| data.get(name).and_then(Value::as_object);
    let attributes = members("attributes").into_iter().flat_map(|it| it.keys());
    let relationships = members("relationships").into_iter().flat_map(|it| it.keys());
    let unknown = attributes
        .filter(|it| *it != "description")
        .chain(relationships.filter(|it| *it != "available_did"));
    let unknown: Vec<ErrorObject> = unknown.map(|it| ErrorObject::parameter(it)).collect();
    if !unknown.is_empty() {
        return Err(Failure::parameters(unknown));
    }
    let text = |pointer: &str| data.pointer(pointer).and_then(Value::as_str);
    let id = text("/relationships/available_did/data/id").unwrap_or_default();
    let kind = text("/relationships/available_did/data/type").unwrap_or_default();
    let found = world.find(Kind::AvailableDid, id).filter(|_| kind == "available_dids");
    let number = found.ok_or_else(|| {
        Failure::invalid("is invalid", "available_did", "/data/relationships/available_did")
    })?;
    if world.reservations().len() >= ask.own.reservations.0 as usize {
        return Err(Failure::too_many_reservations());
    }
    Ok(Act::Reserve(number, text("/attributes/description").map(str::to_owned)))
}

/// Checks a reservation that is to be ended.
pub(super) fn release(world: World<'_>, id: &str) -> Result<Act, Failure> {
    let serial = world.find(Kind::DidReservation, id).ok_or_else(|| Failure::no_record(id))?;
    Ok(Act::Release(serial))
}

/// The reservation that was made.
pub(super) fn made(ask: Ask<'_>, world: World<'_>, serial: u32) -> Result<Vec<u8>, Failure> {
    let version = Version::served(ask.request.header("x-didww-api-version"), ask.own.version);
    let reading = Reading { ask, kind: Kind::DidReservation, version, world };
    let asked = reading.show()?;
    Ok(wire::show(&answering(reading, &asked), Kind::DidReservation, serial))
}
