//! Giving channels of a pool back.

use super::rules::count;
use super::{Act, Body, Reading};
use crate::didww::error::{ErrorObject, Failure};

/// Checks a change of a pool's channels: only to fewer, and not to fewer than are needed.
pub(super) fn change(reading: Reading<'_>, place: u32, id: &str) -> Result<Act, Failure> {
    let world = reading.world;
    let body = Body::change(reading, id)?;
    body.only(&[NAME], &[])?;
    let now = world.channels(place);
    let least = world.assigned(place).max(world.minimum_limit(place));
    let wanted = match body.attribute(NAME) {
        None => Ok(now),
        Some(value) => count(value, 0, now),
    };
    let wanted = wanted.and_then(|it| match it == now || it >= least {
        true => Ok(it),
        false => Err(format!("should be at least {least}")),
    });
    match wanted {
        Ok(wanted) => Ok(Act::Channels(place, i64::from(wanted) - i64::from(now))),
        Err(title) => Err(Failure::invalid_all(vec![ErrorObject::attribute(title, NAME)])),
    }
}

const NAME: &str = "total_channels_count";
