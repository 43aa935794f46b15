//! Reads JSON objects member by member, without a value in between.

use std::fmt;

use serde::de::{self, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use crate::raw::Name;

/// What takes the members of an object as they come.
pub(crate) trait Members {
    /// Takes the member's value, or skips it.
    fn member<'de, A: MapAccess<'de>>(&mut self, name: &str, value: &mut A)
    -> Result<(), A::Error>;
}

/// Reads an object into what takes its members. It brings whether there was an object.
pub(crate) struct Fill<'a, M>(pub(crate) &'a mut M);

impl<'de, M: Members> DeserializeSeed<'de> for Fill<'_, M> {
    type Value = bool;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        deserializer.deserialize_any(self)
    }
}

/// What is no object.
macro_rules! no_object {
    () => {
        no_object!(
            visit_str: &str,
            visit_bool: bool,
            visit_u64: u64,
            visit_i64: i64,
            visit_f64: f64
        );

        fn visit_unit<E: de::Error>(self) -> Result<bool, E> {
            Ok(false)
        }

        fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<bool, A::Error> {
            IgnoredAny.visit_seq(list).map(|_| false)
        }
    };
    ($($visit:ident: $type:ty),*) => {$(
        fn $visit<E: de::Error>(self, _: $type) -> Result<bool, E> {
            Ok(false)
        }
    )*};
}
pub(super) use no_object;

impl<'de, M: Members> Visitor<'de> for Fill<'_, M> {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<bool, A::Error> {
        while let Some(name) = map.next_key::<Name<'de>>()? {
            self.0.member(&name, &mut map)?;
        }
        Ok(true)
    }

    no_object!();
}

/// A text and nothing else, for what takes it or says that it cannot.
pub(crate) struct Word<'a>(pub(crate) &'a mut dyn FnMut(&str) -> bool);

impl<'de> DeserializeSeed<'de> for Word<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for Word<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<(), E> {
        if (self.0)(text) { Ok(()) } else { Err(odd()) }
    }
}

/// What the quick reading fails with. Nobody sees it: the answer is read once more.
pub(crate) fn odd<E: de::Error>() -> E {
    E::custom("a value is not as usual")
}

/// Skips a member's value.
pub(crate) fn skip<'de, A: MapAccess<'de>>(value: &mut A) -> Result<(), A::Error> {
    value.next_value::<IgnoredAny>().map(drop)
}
