//! Attributes as DIDWW's versions write them: each may be absent, null, or of another type.

use std::fmt;

use rust_decimal::Decimal;
use serde::de::{self, DeserializeSeed, Deserializer, Visitor};
use serde_json::value::RawValue;

use super::members::odd;
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
        match self {
            Self::Value(it) => it.take(json),
            _ => raw::text(json).is_some_and(|text| self.read_text(&text)),
        }
    }

    fn read_text(self, text: &str) -> bool {
        if let Self::Text(it) = self {
            *it = Some(text.to_owned());
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

/// Reads a scalar where it stands, and fails where only its JSON says enough: then the answer is read once
/// more.
impl<'de> DeserializeSeed<'de> for Target<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Target<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a scalar that keeps its digits")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<(), E> {
        if self.read_text(text) { Ok(()) } else { Err(odd()) }
    }

    fn visit_bool<E: de::Error>(self, value: bool) -> Result<(), E> {
        match self {
            Self::Flag(it) => *it = Some(value),
            _ => return self.visit_str(if value { "true" } else { "false" }),
        }
        Ok(())
    }

    fn visit_i64<E: de::Error>(self, value: i64) -> Result<(), E> {
        match (self, i32::try_from(value)) {
            (Self::Count(it), Ok(value)) => *it = Some(value),
            (other, _) => return other.visit_str(&value.to_string()),
        }
        Ok(())
    }

    fn visit_u64<E: de::Error>(self, value: u64) -> Result<(), E> {
        match i64::try_from(value) {
            Ok(value) => self.visit_i64(value),
            Err(_) => self.visit_str(&value.to_string()),
        }
    }

    fn visit_unit<E: de::Error>(self) -> Result<(), E> {
        Ok(())
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
