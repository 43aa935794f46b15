//! Attributes as DIDWW's versions write them: each may be absent, null, or of another type.

use rust_decimal::Decimal;
use serde_json::value::RawValue;

use crate::raw;
use crate::types::Timestamp;

/// Where an attribute is kept. Naming the few kinds here, and not reading each field in place, keeps
/// what is compiled for each type of object small.
pub(crate) enum Target<'a> {
    Text(&'a mut Option<String>),
    Count(&'a mut Option<i32>),
    Flag(&'a mut Option<bool>),
    Amount(&'a mut Option<Decimal>),
    Moment(&'a mut Option<Timestamp>),
    /// Lists and objects.
    Value(&'a mut dyn TakeValue),
}

impl Target<'_> {
    /// Reads what stands there, and says whether it could: an attribute that cannot be read must neither hide
    /// a page nor vanish.
    pub(crate) fn read(self, json: &RawValue) -> bool {
        if json.get() == "null" {
            return true;
        }
        let text = match self {
            Self::Value(it) => return it.take(json),
            _ => raw::text(json),
        };
        let Some(text) = text else { return false };
        if let Self::Text(it) = self {
            *it = Some(text.into_owned());
            return true;
        }
        let trimmed = text.trim();
        let is_there = match self {
            Self::Count(it) => {
                *it = count(trimmed);
                it.is_some()
            }
            Self::Flag(it) => {
                *it = flag(trimmed);
                it.is_some()
            }
            Self::Amount(it) => {
                *it = amount(trimmed);
                it.is_some()
            }
            Self::Moment(it) => {
                *it = trimmed.parse().ok();
                it.is_some()
            }
            Self::Text(_) | Self::Value(_) => false,
        };
        is_there || trimmed.is_empty()
    }
}

/// A whole number, however it is written.
fn count(text: &str) -> Option<i32> {
    let whole = |it: Decimal| it.is_integer().then(|| i32::try_from(it).ok()).flatten();
    text.parse().ok().or_else(|| whole(amount(text)?))
}

fn flag(text: &str) -> Option<bool> {
    match text {
        "true" | "1" => Some(true),
        "false" | "0" => Some(false),
        _ => None,
    }
}

fn amount(text: &str) -> Option<Decimal> {
    text.parse().ok().or_else(|| Decimal::from_scientific(text).ok())
}

/// A field that an attribute is read into.
pub(crate) trait Attribute {
    fn target(&mut self) -> Target<'_>;
}

macro_rules! attributes {
    ($($kind:ident: $type:ty),*) => {$(
        impl Attribute for Option<$type> {
            fn target(&mut self) -> Target<'_> {
                Target::$kind(self)
            }
        }
    )*};
}
attributes!(Text: String, Count: i32, Flag: bool, Amount: Decimal, Moment: Timestamp);

/// Takes what a list or an object holds for it, and says whether that was all.
pub(crate) trait TakeValue {
    fn take(&mut self, json: &RawValue) -> bool;
}

/// A list, or a single value where older versions write one.
impl<T: FromAttribute> TakeValue for Option<Vec<T>> {
    fn take(&mut self, json: &RawValue) -> bool {
        let items = raw::items(json);
        let is_list = items.is_some();
        let items = items.unwrap_or_else(|| vec![json]);
        let read: Vec<T> = items.iter().filter_map(|it| T::from_attribute(it)).collect();
        let is_all = read.len() == items.len();
        *self = (is_list || is_all).then_some(read);
        is_all
    }
}

impl<T: FromAttribute> Attribute for Option<Vec<T>> {
    fn target(&mut self) -> Target<'_> {
        Target::Value(self)
    }
}

/// One value of a list, or an object that stands in an attribute.
pub(crate) trait FromAttribute: Sized {
    fn from_attribute(json: &RawValue) -> Option<Self>;
}

impl FromAttribute for String {
    fn from_attribute(json: &RawValue) -> Option<Self> {
        raw::text(json).map(Into::into)
    }
}
