//! Tolerant parts for wire shapes: carriers' pages and answers disagree on types.

mod scalar;

use std::borrow::Cow;
use std::collections::HashSet;
use std::fmt;
use std::marker::PhantomData;

use rust_decimal::Decimal;
use serde::Deserialize;
use serde::de::value::MapAccessDeserializer;
use serde::de::{self, DeserializeOwned, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use crate::error::{Error, ErrorKind, Result};
use crate::reading;
use crate::transport::HttpResponse;
use crate::types::Timestamp;

/// Reads a JSON answer; anything else is a `decode` error.
pub(crate) fn read_json<T: DeserializeOwned>(answer: &HttpResponse) -> Result<T> {
    let read = parse(answer).map_err(|error| misread(answer, &error));
    read.map(|OnlyObject(it)| it)
}

/// What a JSON answer that could not be read is.
pub(crate) fn misread(answer: &HttpResponse, error: &serde_json::Error) -> Error {
    match answer.header("content-type") {
        Some(kind) if !kind.contains("json") => unreadable(&format!("it came as {kind}: {error}")),
        _ => unreadable(&error.to_string()),
    }
}

/// Parses the body, whatever it holds.
pub(crate) fn parse<T: DeserializeOwned>(answer: &HttpResponse) -> serde_json::Result<T> {
    parse_with(&text(answer), |json| T::deserialize(json))
}

/// A parser of text, which all answers are read with: so it is compiled once.
pub(crate) type Json<'a> = serde_json::Deserializer<serde_json::de::StrRead<'a>>;

/// Parses a text by what `read` makes of it.
pub(crate) fn parse_with<T>(
    text: &str,
    read: impl for<'a> Fn(&mut Json<'a>) -> serde_json::Result<T>,
) -> serde_json::Result<T> {
    let mut value = None;
    parse_into(text, &mut |json| {
        value = Some(read(json)?);
        Ok(())
    })?;
    value.ok_or_else(|| de::Error::custom("nothing was read"))
}

/// A number that is read as text keeps the digits in which it was written. The parser knows them no more,
/// so where one would have been rounded, the text is read once more, with such numbers as text.
fn parse_into(
    text: &str,
    read: &mut dyn for<'a> FnMut(&mut Json<'a>) -> serde_json::Result<()>,
) -> serde_json::Result<()> {
    let mut whole = |text: &str| {
        let mut json = serde_json::Deserializer::from_str(text);
        read(&mut json)?;
        json.end()
    };
    match whole(text) {
        Err(error) => match scalar::with_numbers_as_text(text) {
            Some(with_text) => whole(&with_text),
            None => Err(error),
        },
        read => read,
    }
}

/// The body without a byte order mark.
pub(crate) fn bytes(answer: &HttpResponse) -> &[u8] {
    answer.body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&answer.body)
}

/// The body as text.
pub(crate) fn text(answer: &HttpResponse) -> Cow<'_, str> {
    let body = bytes(answer);
    // Looked through as a whole, which is quicker than text by text; a name in an old encoding must not
    // hide an order. The lossy reading is slow, so it is for those that need it.
    match std::str::from_utf8(body) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => String::from_utf8_lossy(body),
    }
}

/// Whether the answer has no body to speak of.
pub(crate) fn is_empty(answer: &HttpResponse) -> bool {
    text(answer).trim().is_empty()
}

/// A text from an answer as an error may quote it.
pub(crate) fn quoted(text: &str) -> String {
    format!("`{}`", text.trim().chars().take(60).collect::<String>())
}

/// Keeps the first of those with one key, and returns one of the others.
pub(crate) fn keep_first<T>(list: &mut Vec<T>, key: impl Fn(&T) -> String) -> Option<T> {
    let mut seen = HashSet::new();
    list.extract_if(.., |it| !seen.insert(key(it))).last()
}

/// The body as a text that may be quoted; nothing where its encoding is not known, for what looks like
/// nothing may be a secret to whoever knows it.
pub(crate) fn quotable(answer: &HttpResponse) -> Option<Cow<'_, str>> {
    let wide = |bytes: &[u8], unit: fn([u8; 2]) -> u16| {
        let units = bytes.chunks_exact(2).filter_map(|it| it.try_into().ok()).map(unit);
        let read = char::decode_utf16(units).map(|it| it.unwrap_or(char::REPLACEMENT_CHARACTER));
        Some(Cow::Owned(read.collect()))
    };
    // UTF-16 says so at its beginning, or by the zeros of what is in ASCII.
    match answer.body.as_slice() {
        [0xff, 0xfe, rest @ ..] => wide(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => wide(rest, u16::from_be_bytes),
        body @ [1..=255, 0, 1..=255, 0, ..] => wide(body, u16::from_le_bytes),
        body @ [0, 1..=255, 0, 1..=255, ..] => wide(body, u16::from_be_bytes),
        _ => std::str::from_utf8(bytes(answer)).ok().map(Cow::Borrowed),
    }
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
                while let Some(OnlyObject(wire)) = list.next_element()? {
                    reading::row().map_err(de::Error::custom)?;
                    rows.push(T::from_wire(wire).map_err(de::Error::custom)?);
                }
                Ok(Rows(rows))
            }
        }

        deserializer.deserialize_seq(Reader(PhantomData))
    }
}

/// An object by its names. What serde derives would take a list too, name by name in their order, and
/// compile that for each shape.
pub(crate) struct OnlyObject<T>(pub(crate) T);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for OnlyObject<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reader<T>(PhantomData<T>);

        impl<'de, T: Deserialize<'de>> Visitor<'de> for Reader<T> {
            type Value = OnlyObject<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<OnlyObject<T>, A::Error> {
                T::deserialize(MapAccessDeserializer::new(map)).map(OnlyObject)
            }
        }

        deserializer.deserialize_map(Reader(PhantomData))
    }
}

/// Any scalar, as text; empty where there is none.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Text(pub(crate) String);

/// What a thing is known by: text, or the digits of a number. Empty where anything else stands there.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Key(pub(crate) String);

/// Whether anything is said there.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Filled(pub(crate) bool);

impl Filled {
    /// For errors in a success, which reports none.
    pub(crate) fn none(self) -> Result<()> {
        if self.0 { Err(unreadable("it holds errors beside its data")) } else { Ok(()) }
    }
}

/// A flag: true, false, 0, 1, yes, no, or these as text. What cannot be read is none.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Flag(pub(crate) Option<bool>);

/// A count: a whole number, or its digits as text. What cannot be read is none.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Count(pub(crate) Option<i32>);

/// An amount: decimal text, or a number. What cannot be read is none.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Amount(pub(crate) Option<Decimal>);

/// A moment in RFC 3339. What cannot be read is none.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Moment(pub(crate) Option<Timestamp>);

/// An object, or none: anything else that stands in its place is none as well.
#[derive(Clone, Debug)]
pub(crate) struct Object<T>(pub(crate) Option<T>);

impl Text {
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    /// The text without surrounding white space; empty text is none.
    pub(crate) fn filled(self) -> Option<String> {
        filled(self.0)
    }
}

impl Key {
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    /// The text without surrounding white space; empty text is none.
    pub(crate) fn filled(self) -> Option<String> {
        filled(self.0)
    }
}

fn filled(text: String) -> Option<String> {
    let trimmed = text.trim();
    match trimmed.len() {
        0 => None,
        length if length == text.len() => Some(text),
        _ => Some(trimmed.to_owned()),
    }
}

impl<T> Default for Object<T> {
    fn default() -> Self {
        Self(None)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Object<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reader<T>(PhantomData<T>);

        /// What is no object.
        macro_rules! none {
            ($($visit:ident: $type:ty),*) => {$(
                fn $visit<E: de::Error>(self, _: $type) -> Result<Object<T>, E> {
                    Ok(Object(None))
                }
            )*};
        }

        impl<'de, T: Deserialize<'de>> Visitor<'de> for Reader<T> {
            type Value = Object<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Object<T>, A::Error> {
                T::deserialize(MapAccessDeserializer::new(map)).map(|it| Object(Some(it)))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<Object<T>, A::Error> {
                IgnoredAny.visit_seq(list)?;
                Ok(Object(None))
            }

            fn visit_unit<E: de::Error>(self) -> Result<Object<T>, E> {
                Ok(Object(None))
            }

            none!(visit_str: &str, visit_bool: bool, visit_u64: u64, visit_i64: i64, visit_f64: f64);
        }

        deserializer.deserialize_any(Reader(PhantomData))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_in_an_old_encoding_hides_nothing() {
        let body = b"\xef\xbb\xbf{\"order\":{\"id\":\"S\xc3O\"}}".to_vec();
        let answer = HttpResponse { status: 200, headers: Vec::new(), body };
        let read: serde_json::Value = read_json(&answer).unwrap();
        assert_eq!(read["order"]["id"], "S\u{fffd}O");
    }
}
