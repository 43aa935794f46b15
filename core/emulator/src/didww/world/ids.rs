//! Ids: UUIDs that hold the place of their object, so that nothing has to be looked up.

use crate::didww::kind::Kind;
use crate::random::mix;

/// The id of an object.
pub(super) fn write(salt: u64, kind: Kind, place: u32) -> String {
    let bits = mix(salt ^ mix((kind as u64) << 32 | u64::from(place)));
    let (first, second) = (bits >> 32, bits >> 16 & 0xffff);
    let (third, fourth) = (bits & 0xfff, 0x8000 | bits >> 2 & 0x3fff);
    let node = (u64::from(place) ^ mask(salt, first, second)) & NODE;
    format!("{first:08x}-{second:04x}-4{third:03x}-{fourth:04x}-{node:012x}")
}

/// The place that an id seems to hold; whether the id is one, writing it anew tells.
pub(super) fn read(salt: u64, kind: Kind, id: &str) -> Option<u32> {
    let mut groups = id.split('-');
    let first = u64::from_str_radix(groups.next()?, 16).ok()?;
    let second = u64::from_str_radix(groups.next()?, 16).ok()?;
    let node = u64::from_str_radix(groups.nth(2)?, 16).ok()?;
    let place = u32::try_from((node ^ mask(salt, first, second)) & NODE).ok()?;
    (write(salt, kind, place) == id).then_some(place)
}

fn mask(salt: u64, first: u64, second: u64) -> u64 {
    mix(salt ^ mix(first << 16 | second))
}

const NODE: u64 = 0xffff_ffff_ffff;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_uuids_that_lead_back() {
        for place in [0, 1, 77, 199_999, u32::MAX] {
            let id = write(7, Kind::Did, place);
            let lengths: Vec<usize> = id.split('-').map(str::len).collect();
            assert_eq!(lengths, [8, 4, 4, 4, 12], "{id}");
            assert_eq!(read(7, Kind::Did, &id), Some(place));
            assert_eq!(read(7, Kind::Order, &id), None);
            assert_eq!(read(8, Kind::Did, &id), None);
        }
        assert_eq!(read(7, Kind::Did, "not-an-id"), None);
        assert_eq!(read(7, Kind::Did, ""), None);
    }
}
