//! Scalars of any type, read tolerantly.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde::de::{self, Deserialize, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::{Amount, Count, Filled, Flag, Key, Moment, Text};

/// What stands in a scalar's place.
enum Scalar<'a> {
    /// Text, or the digits of a number.
    Text(Cow<'a, str>),
    Flag(bool),
    /// Null.
    Nothing,
    /// A list or an object, and whether there is something in it.
    Other(bool),
}

impl<'a> Scalar<'a> {
    fn text(self) -> Option<Cow<'a, str>> {
        match self {
            Self::Text(text) => Some(text),
            Self::Flag(flag) => Some(Cow::Borrowed(if flag { "true" } else { "false" })),
            Self::Nothing | Self::Other(_) => None,
        }
    }

    /// What a thing can be known by.
    fn key(self) -> Option<Cow<'a, str>> {
        if matches!(self, Self::Flag(_)) { None } else { self.text() }
    }
}

/// Reads any scalar, and makes something of it.
struct Reader<T> {
    /// Whether a number must keep its digits, which a float does not.
    is_exact: bool,
    made: PhantomData<T>,
}

impl<'de, T: From<Scalar<'de>>> Visitor<'de> for Reader<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a scalar")
    }

    fn visit_borrowed_str<E: de::Error>(self, text: &'de str) -> Result<T, E> {
        Ok(Scalar::Text(Cow::Borrowed(text)).into())
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<T, E> {
        Ok(Scalar::Text(Cow::Owned(text.to_owned())).into())
    }

    fn visit_bool<E: de::Error>(self, value: bool) -> Result<T, E> {
        Ok(Scalar::Flag(value).into())
    }

    fn visit_u64<E: de::Error>(self, value: u64) -> Result<T, E> {
        Ok(Scalar::Text(Cow::Owned(value.to_string())).into())
    }

    fn visit_i64<E: de::Error>(self, value: i64) -> Result<T, E> {
        Ok(Scalar::Text(Cow::Owned(value.to_string())).into())
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<T, E> {
        if self.is_exact {
            // The answer is read once more, with its numbers as text.
            return Err(E::custom("a number is not an integer that is known exactly"));
        }
        Ok(Scalar::Text(Cow::Owned(value.to_string())).into())
    }

    fn visit_unit<E: de::Error>(self) -> Result<T, E> {
        Ok(Scalar::Nothing.into())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<T, A::Error> {
        let mut filled = false;
        while list.next_element::<IgnoredAny>()?.is_some() {
            filled = true;
        }
        Ok(Scalar::Other(filled).into())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<T, A::Error> {
        let mut filled = false;
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {
            filled = true;
        }
        Ok(Scalar::Other(filled).into())
    }
}

/// An amount: decimal text, or a number in any notation.
fn amount(text: &str) -> Option<Decimal> {
    let text = text.trim();
    text.parse().or_else(|_| Decimal::from_scientific(text)).ok()
}

/// A count: a whole number in any notation, for some languages write 2 as 2.0.
fn count(text: &str) -> Option<i32> {
    let whole = || amount(text).filter(Decimal::is_integer)?.to_i32();
    text.trim().parse().ok().or_else(whole)
}

/// Implements `Deserialize` from any scalar. Nothing fails: an optional member that cannot be read must
/// not hide an order or a page. Text, which most of an answer is, is made as it is read; the others share
/// one reader, which is slower and keeps what is compiled small.
macro_rules! from_scalar {
    ($name:ident, $made:ty, $is_exact:literal, |$scalar:ident| $read:expr) => {
        impl From<Scalar<'_>> for $name {
            fn from($scalar: Scalar<'_>) -> Self {
                Self($read)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                deserializer
                    .deserialize_any(Reader::<$made> { is_exact: $is_exact, made: PhantomData })
                    .map(Into::into)
            }
        }
    };
}

from_scalar!(Text, Text, true, |it| it.text().map(Cow::into_owned).unwrap_or_default());
from_scalar!(Key, Scalar<'de>, true, |it| it.key().map(Cow::into_owned).unwrap_or_default());
from_scalar!(Flag, Scalar<'de>, false, |it| match &*it.text().unwrap_or_default() {
    "true" | "1" => Some(true),
    "false" | "0" => Some(false),
    text if text.eq_ignore_ascii_case("yes") => Some(true),
    text if text.eq_ignore_ascii_case("no") => Some(false),
    _ => None,
});
from_scalar!(Count, Scalar<'de>, false, |it| it.text().and_then(|it| count(&it)));
from_scalar!(Amount, Scalar<'de>, false, |it| it.text().and_then(|it| amount(&it)));
from_scalar!(Moment, Scalar<'de>, false, |it| it.text().and_then(|it| it.trim().parse().ok()));
from_scalar!(Filled, Scalar<'de>, false, |it| match it {
    Scalar::Text(text) => !matches!(text.trim(), "" | "0"),
    Scalar::Flag(filled) | Scalar::Other(filled) => filled,
    Scalar::Nothing => false,
});

/// The JSON with each number as text that an integer of 64 bits does not hold as it is written; nothing
/// where there is none. Nothing that was broken becomes whole by it.
pub(super) fn with_numbers_as_text(json: &str) -> Option<String> {
    let mut out = String::new();
    let mut rest = json;
    let begins = |it: char| it == '"' || it == '-' || it.is_ascii_digit();
    while let Some(at) = rest.find(begins) {
        let (before, token) = rest.split_at(at);
        out.push_str(before);
        let is_text = token.starts_with('"');
        let length = if is_text { length_of_text(token) } else { length_of_number(token) };
        let (token, after) = token.split_at(length);
        // A name cannot be a number.
        if is_text || is_kept(token) || after.trim_start().starts_with(':') {
            out.push_str(token);
        } else {
            out.extend(["\"", token, "\""]);
        }
        rest = after;
    }
    out.push_str(rest);
    (out.len() > json.len()).then_some(out)
}

/// Up to and with the quotation mark that ends it.
fn length_of_text(json: &str) -> usize {
    let mut is_escaped = false;
    for (at, byte) in json.bytes().enumerate().skip(1) {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' => is_escaped = true,
            b'"' => return at + 1,
            _ => {}
        }
    }
    json.len()
}

fn length_of_number(json: &str) -> usize {
    let ends = |it: char| !it.is_ascii_digit() && !matches!(it, '+' | '-' | '.' | 'e' | 'E');
    json.find(ends).unwrap_or(json.len())
}

/// Whether it stays as it is: a small integer, or not a number at all.
fn is_kept(token: &str) -> bool {
    let unsigned = token.parse::<u64>().is_ok_and(|it| it.to_string() == token);
    let signed = || token.parse::<i64>().is_ok_and(|it| it.to_string() == token);
    unsigned || signed() || serde_json::from_str::<IgnoredAny>(token).is_err()
}

#[cfg(test)]
mod tests;
