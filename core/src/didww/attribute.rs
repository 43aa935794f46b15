//! Attributes that are lists or objects, as DIDWW's versions write them.

use crate::wire::{Field, Fields, TakeValue, Target, find};
use telnum_json::{Json, Reader};

/// One value of a list, or an object that stands in an attribute.
pub(crate) trait FromAttribute: Sized {
    fn from_attribute(json: Json<'_>) -> Option<Self>;
}

impl FromAttribute for String {
    fn from_attribute(json: Json<'_>) -> Option<Self> {
        json.text().map(Into::into)
    }
}

/// A list, or a single value where older versions write one.
impl<T: FromAttribute> TakeValue for Option<Vec<T>> {
    fn take(&mut self, json: Json<'_>) -> bool {
        let items = json.items();
        let is_list = items.is_some();
        let items = items.unwrap_or_else(|| vec![json]);
        let read: Vec<T> = items.iter().filter_map(|it| T::from_attribute(*it)).collect();
        let is_all = read.len() == items.len();
        *self = (is_list || is_all).then_some(read);
        is_all
    }
}

impl<T: FromAttribute> Field for Option<Vec<T>> {
    fn target(&mut self) -> Target<'_> {
        Target::Value(self)
    }
}

/// Reads one member of an object, and says whether it is known and could be read.
pub(super) fn read_attribute(into: &mut dyn Fields, name: &str, json: Json<'_>) -> bool {
    let Some(number) = find(into.members(), name) else { return false };
    into.field(number).read(&mut Reader::new(json.get())).unwrap_or(false)
}
