//! JSON as it was written: only a number's text holds all of its digits.

use std::borrow::Cow;
use std::fmt;
use std::ops::Deref;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};
use serde_json::value::RawValue;

/// The text of a scalar: a string's own, the digits of a number and the word of a flag as written. None of
/// null, of lists and of objects.
pub(crate) fn text(json: &RawValue) -> Option<Cow<'_, str>> {
    let written = json.get();
    match written.as_bytes().first()? {
        b'"' => string(written),
        b'{' | b'[' | b'n' => None,
        _ => Some(Cow::Borrowed(written)),
    }
}

/// The text of a JSON string. None where its escapes stand for no text.
pub(crate) fn string(written: &str) -> Option<Cow<'_, str>> {
    let inner = written.strip_prefix('"')?.strip_suffix('"')?;
    if inner.contains('\\') { read(written).map(Cow::Owned) } else { Some(Cow::Borrowed(inner)) }
}

/// The items of a list.
pub(crate) fn items(json: &RawValue) -> Option<Vec<&RawValue>> {
    // What is no list is no error to be made.
    json.get().starts_with('[').then(|| read(json.get())).flatten()
}

/// The members of an object, in their order.
pub(crate) fn members(json: &RawValue) -> Option<Vec<(Name<'_>, &RawValue)>> {
    let read = json.get().starts_with('{').then(|| read(json.get()));
    read.flatten().map(|Members(it)| it)
}

/// The member of this name; the last, where there are several.
pub(crate) fn member<'a>(object: Option<&'a RawValue>, name: &str) -> Option<&'a RawValue> {
    let mut members = members(object?)?.into_iter().rev();
    members.find(|(its, _)| **its == *name).map(|(_, value)| value)
}

/// By the reader that pages are read with, so that it is there once.
fn read<'de, T: Deserialize<'de>>(json: &'de str) -> Option<T> {
    T::deserialize(&mut serde_json::Deserializer::from_slice(json.as_bytes())).ok()
}

/// The members of an object, in their order.
pub(crate) struct Members<'a>(pub(crate) Vec<(Name<'a>, &'a RawValue)>);

impl<'de> Deserialize<'de> for Members<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reader;

        impl<'de> Visitor<'de> for Reader {
            type Value = Members<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Members<'de>, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(Members(members))
            }
        }

        deserializer.deserialize_map(Reader)
    }
}

/// A member's name, borrowed unless it holds escapes.
pub(crate) enum Name<'de> {
    Borrowed(&'de str),
    Owned(String),
}

impl Deref for Name<'_> {
    type Target = str;

    fn deref(&self) -> &str {
        match self {
            Self::Borrowed(name) => name,
            Self::Owned(name) => name,
        }
    }
}

impl<'de> Deserialize<'de> for Name<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reader;

        impl<'de> Visitor<'de> for Reader {
            type Value = Name<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a name")
            }

            fn visit_borrowed_str<E: Error>(self, name: &'de str) -> Result<Name<'de>, E> {
                Ok(Name::Borrowed(name))
            }

            fn visit_str<E: Error>(self, name: &str) -> Result<Name<'de>, E> {
                Ok(Name::Owned(name.to_owned()))
            }
        }

        deserializer.deserialize_str(Reader)
    }
}
