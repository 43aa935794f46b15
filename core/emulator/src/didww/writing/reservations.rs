//! Reserving a number.

use super::{Act, Body, Reading};
use crate::didww::error::Failure;
use crate::didww::kind::Kind;

/// Checks a reservation that is to be made.
pub(super) fn reserve(reading: Reading<'_>) -> Result<Act, Failure> {
    let world = reading.world;
    let body = Body::read(reading)?;
    body.only(&["description"], &["available_did"])?;
    let (kind, id) = body.relationship("available_did").flatten().unwrap_or_default();
    let found = world.find(Kind::AvailableDid, id).filter(|_| kind == "available_dids");
    let number = found.ok_or_else(|| {
        Failure::invalid("is invalid", "available_did", "/data/relationships/available_did")
    })?;
    if world.account.reservations.len() >= reading.ask.own.reservations.0 as usize {
        return Err(Failure::too_many_reservations());
    }
    Ok(Act::Reserve(number, body.text("description").map(str::to_owned)))
}
