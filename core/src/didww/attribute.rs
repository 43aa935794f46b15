//! Attributes as DIDWW's versions write them: each may be absent, null, or of another scalar type.

use std::fmt;
use std::marker::PhantomData;

use rust_decimal::Decimal;
use serde::de::{self, Deserialize, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::Value;

use crate::types::Timestamp;
use crate::wire::{Amount, Moment};

/// Where an attribute is kept. Naming the few kinds here, and not reading each field in place, keeps
/// what is compiled for each type of object small.
pub(crate) enum Target<'a> {
    Text(&'a mut Option<String>),
    Count(&'a mut Option<i32>),
    Flag(&'a mut Option<bool>),
    Amount(&'a mut Option<Decimal>),
    Moment(&'a mut Option<Timestamp>),
    /// Lists and objects are few, so they are read by way of a JSON value.
    Value(&'a mut dyn TakeValue),
}

impl Target<'_> {
    /// Reads whatever stands there. Nothing fails but JSON itself: an attribute that cannot be read must
    /// not hide a page.
    pub(crate) fn read<'de, A: MapAccess<'de>>(self, value: &mut A) -> Result<(), A::Error> {
        match self {
            Self::Text(it) => *it = value.next_value::<Lenient<_>>()?.0,
            Self::Count(it) => *it = value.next_value::<Lenient<_>>()?.0,
            Self::Flag(it) => *it = value.next_value::<Lenient<_>>()?.0,
            Self::Amount(it) => *it = value.next_value::<Amount>()?.0,
            Self::Moment(it) => *it = value.next_value::<Moment>()?.0,
            Self::Value(it) => it.take(value.next_value()?),
        }
        Ok(())
    }
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

/// Takes what a JSON value holds for it.
pub(crate) trait TakeValue {
    fn take(&mut self, value: Value);
}

/// Reads a scalar from whatever stands in its place.
pub(crate) struct Lenient<T>(pub(crate) T);

impl<'de, T: FromScalar> Deserialize<'de> for Lenient<Option<T>> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Scalar::<Option<T>>(PhantomData)).map(Lenient)
    }
}

/// Makes a value of a scalar, or of its text.
pub(crate) trait FromScalar: Sized {
    fn from_text(text: &str) -> Option<Self>;

    fn from_whole(number: i64) -> Option<Self>;

    fn from_flag(flag: bool) -> Option<Self> {
        Self::from_text(if flag { "true" } else { "false" })
    }
}

impl FromScalar for bool {
    fn from_text(text: &str) -> Option<Self> {
        match text {
            "true" | "1" => Some(true),
            "false" | "0" => Some(false),
            _ => None,
        }
    }

    fn from_whole(number: i64) -> Option<Self> {
        Self::from_text(&number.to_string())
    }

    fn from_flag(flag: bool) -> Option<Self> {
        Some(flag)
    }
}

impl FromScalar for String {
    fn from_text(text: &str) -> Option<Self> {
        Some(text.to_owned())
    }

    fn from_whole(number: i64) -> Option<Self> {
        Some(number.to_string())
    }
}

impl FromScalar for i32 {
    fn from_text(text: &str) -> Option<Self> {
        text.trim().parse().ok()
    }

    fn from_whole(number: i64) -> Option<Self> {
        number.try_into().ok()
    }
}

struct Scalar<T>(PhantomData<T>);

impl<'de, T: FromScalar> Visitor<'de> for Scalar<Option<T>> {
    type Value = Option<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a scalar")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Option<T>, E> {
        Ok(T::from_text(text))
    }

    fn visit_bool<E: de::Error>(self, value: bool) -> Result<Option<T>, E> {
        Ok(T::from_flag(value))
    }

    fn visit_i64<E: de::Error>(self, value: i64) -> Result<Option<T>, E> {
        Ok(T::from_whole(value))
    }

    fn visit_u64<E: de::Error>(self, value: u64) -> Result<Option<T>, E> {
        Ok(match i64::try_from(value) {
            Ok(value) => T::from_whole(value),
            Err(_) => T::from_text(&value.to_string()),
        })
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<Option<T>, E> {
        Ok(T::from_text(&value.to_string()))
    }

    fn visit_unit<E: de::Error>(self) -> Result<Option<T>, E> {
        Ok(None)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<Option<T>, A::Error> {
        IgnoredAny.visit_seq(list).map(|_| None)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Option<T>, A::Error> {
        IgnoredAny.visit_map(map).map(|_| None)
    }
}

/// A list, or a single value where older versions write one.
impl<T: FromAttribute> TakeValue for Option<Vec<T>> {
    fn take(&mut self, value: Value) {
        *self = match value {
            Value::Null => None,
            Value::Array(list) => Some(list.into_iter().filter_map(T::from_attribute).collect()),
            one => T::from_attribute(one).map(|it| vec![it]),
        };
    }
}

impl<T: FromAttribute> Attribute for Option<Vec<T>> {
    fn target(&mut self) -> Target<'_> {
        Target::Value(self)
    }
}

/// One value of a list, or an object that stands in an attribute.
pub(crate) trait FromAttribute: Sized {
    fn from_attribute(value: Value) -> Option<Self>;
}

impl FromAttribute for String {
    fn from_attribute(value: Value) -> Option<Self> {
        match value {
            Value::String(text) => Some(text),
            Value::Null => None,
            other => Some(other.to_string()),
        }
    }
}
