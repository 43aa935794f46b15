//! Attributes as DIDWW's versions write them: each may be absent, null, or of another scalar type.

use std::fmt;
use std::marker::PhantomData;

use rust_decimal::Decimal;
use serde::de::{self, Deserialize, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use crate::types::Timestamp;
use crate::wire::{Amount, Moment};

/// A value that is read from whatever stands in its place. Nothing fails: an attribute that cannot be
/// read must not hide a page.
pub(crate) trait Attribute: Sized {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error>;
}

/// Reads an attribute.
pub(crate) struct Lenient<T>(pub(crate) T);

impl<'de, T: Attribute> Deserialize<'de> for Lenient<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::read(deserializer).map(Lenient)
    }
}

impl Attribute for Option<Decimal> {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Amount::deserialize(deserializer).map(|it| it.0)
    }
}

impl Attribute for Option<Timestamp> {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Moment::deserialize(deserializer).map(|it| it.0)
    }
}

macro_rules! scalars {
    ($($type:ty)*) => {$(
        impl Attribute for Option<$type> {
            fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                deserializer.deserialize_any(Scalar::<Self>(PhantomData))
            }
        }
    )*};
}
scalars!(String i32 bool);

/// Makes a value of a scalar, or of its text.
trait FromScalar: Sized {
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
impl<T: FromAttribute> Attribute for Option<Vec<T>> {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = serde_json::Value::deserialize(deserializer)?;
        Ok(match value {
            serde_json::Value::Null => None,
            serde_json::Value::Array(list) => {
                Some(list.into_iter().filter_map(T::from_attribute).collect())
            }
            one => T::from_attribute(one).map(|it| vec![it]),
        })
    }
}

/// One value of a list, or an object that stands in an attribute. These are few, so they are read by
/// way of a JSON value.
pub(crate) trait FromAttribute: Sized {
    fn from_attribute(value: serde_json::Value) -> Option<Self>;
}

impl FromAttribute for String {
    fn from_attribute(value: serde_json::Value) -> Option<Self> {
        match value {
            serde_json::Value::String(text) => Some(text),
            serde_json::Value::Null => None,
            other => Some(other.to_string()),
        }
    }
}
