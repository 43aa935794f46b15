//! Which place a field is for a value, by its type.

use rust_decimal::Decimal;
use telnum_wire::{Fields, FromJson, Target};

use crate::types::Timestamp;

/// A field that a value can be read into.
pub(crate) trait Field {
    fn target(&mut self) -> Target<'_>;
}

macro_rules! fields {
    ($($of:ty: $kind:ident;)*) => {$(
        impl Field for $of {
            fn target(&mut self) -> Target<'_> {
                Target::$kind(self)
            }
        }
    )*};
}
fields! {
    String: Whole;
    bool: Said;
    Option<String>: Text;
    Option<i32>: Count;
    Option<bool>: Flag;
    Option<Decimal>: Amount;
    Option<Timestamp>: Moment;
}

/// What is read from an object, as `#[object]` says.
pub(crate) trait Object: Fields + Default {}

impl<T: Object> Field for Option<T> {
    fn target(&mut self) -> Target<'_> {
        Target::Object(self)
    }
}

impl<T: Object> Field for Vec<T> {
    fn target(&mut self) -> Target<'_> {
        Target::Rows(self)
    }
}

/// A list, or a single value where older versions write one.
impl<T: FromJson> Field for Option<Vec<T>> {
    fn target(&mut self) -> Target<'_> {
        Target::Value(self)
    }
}
