//! Tolerant scalars for wire shapes: carriers' pages and answers disagree on types.

use std::fmt;
use std::marker::PhantomData;

use rust_decimal::Decimal;
use serde::Deserialize;
use serde::de::{self, DeserializeOwned, Deserializer, SeqAccess, Visitor};

use crate::error::{Error, ErrorKind, Result};
use crate::transport::HttpResponse;
use crate::types::Timestamp;

/// Reads a JSON answer; anything else is a `decode` error.
pub(crate) fn read_json<T: DeserializeOwned>(answer: &HttpResponse) -> Result<T> {
    let body = answer.body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&answer.body);
    serde_json::from_slice(body).map_err(|error| unreadable(&error.to_string()))
}

/// The answer was a success that is not what the carrier documents.
pub(crate) fn unreadable(why: &str) -> Error {
    Error::new(ErrorKind::Decode, format!("The carrier's answer is not what it documents: {why}."))
}

/// A public type that is read from a tolerant wire shape.
pub(crate) trait FromWire: Sized {
    type Wire: DeserializeOwned;

    /// The public value, or what is missing in the wire shape.
    fn from_wire(wire: Self::Wire) -> Result<Self, &'static str>;
}

/// A list whose rows are read one by one, so that a page is in memory once and not twice.
#[derive(Debug)]
pub(crate) struct Rows<T>(pub(crate) Vec<T>);

impl<T> Default for Rows<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<'de, T: FromWire> Deserialize<'de> for Rows<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reader<T>(PhantomData<T>);

        impl<'de, T: FromWire> Visitor<'de> for Reader<T> {
            type Value = Rows<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Rows<T>, A::Error> {
                let mut rows = Vec::new();
                while let Some(wire) = list.next_element()? {
                    rows.push(T::from_wire(wire).map_err(de::Error::custom)?);
                }
                Ok(Rows(rows))
            }
        }

        deserializer.deserialize_seq(Reader(PhantomData))
    }
}

/// Any scalar, as text.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Text(pub(crate) String);

/// A flag: true, false, 0, 1, or these as text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Flag(pub(crate) bool);

/// A count: a whole number, or its digits as text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Count(pub(crate) i32);

/// An amount: decimal text, or a number. Empty text is none.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Amount(pub(crate) Option<Decimal>);

/// A moment in RFC 3339. Empty text is none.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Moment(pub(crate) Option<Timestamp>);

impl Text {
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    /// The text without surrounding white space; empty text is none.
    pub(crate) fn filled(self) -> Option<String> {
        let trimmed = self.0.trim();
        match trimmed.len() {
            0 => None,
            length if length == self.0.len() => Some(self.0),
            _ => Some(trimmed.to_owned()),
        }
    }
}

/// Implements `Deserialize` from any scalar by way of its text.
macro_rules! from_scalar {
    ($name:ident, $expecting:literal, |$text:ident| $read:expr) => {
        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct Scalar;

                impl Visitor<'_> for Scalar {
                    type Value = $name;

                    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                        f.write_str($expecting)
                    }

                    fn visit_str<E: de::Error>(self, $text: &str) -> Result<$name, E> {
                        let read: Option<$name> = $read;
                        read.ok_or_else(|| E::invalid_value(de::Unexpected::Str($text), &self))
                    }

                    fn visit_bool<E: de::Error>(self, value: bool) -> Result<$name, E> {
                        self.visit_str(if value { "true" } else { "false" })
                    }

                    fn visit_u64<E: de::Error>(self, value: u64) -> Result<$name, E> {
                        self.visit_str(&value.to_string())
                    }

                    fn visit_i64<E: de::Error>(self, value: i64) -> Result<$name, E> {
                        self.visit_str(&value.to_string())
                    }

                    fn visit_f64<E: de::Error>(self, value: f64) -> Result<$name, E> {
                        self.visit_str(&value.to_string())
                    }
                }

                deserializer.deserialize_any(Scalar)
            }
        }
    };
}

from_scalar!(Text, "text", |text| Some(Text(text.to_owned())));
from_scalar!(Flag, "true or false", |text| match text {
    "true" | "1" => Some(Flag(true)),
    "false" | "0" => Some(Flag(false)),
    _ => None,
});
from_scalar!(Count, "a whole number", |text| text.trim().parse().ok().map(Count));
from_scalar!(Amount, "a decimal number", |text| match text.trim() {
    "" => Some(Amount(None)),
    text => text.parse().ok().map(|it| Amount(Some(it))),
});
from_scalar!(Moment, "a moment in RFC 3339", |text| match text.trim() {
    "" => Some(Moment(None)),
    text => text.parse().ok().map(|it| Moment(Some(it))),
});
