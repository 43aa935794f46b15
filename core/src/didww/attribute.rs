//! Attributes, one by one.

use telnum_wire::{Fields, Json, Reader, find};

/// Reads one member of an object, and says whether it is known and could be read.
pub(super) fn read_attribute(into: &mut dyn Fields, name: &str, json: Json<'_>) -> bool {
    let Some(number) = find(into.members(), name) else { return false };
    into.field(number).read(&mut Reader::new(json.get())).unwrap_or(false)
}
