//! Reads JSON:API resource objects into records that carry `#[resource]`.

use serde::de::{self, IgnoredAny};
use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

pub(crate) use super::attribute::{Attribute, Lenient, Target};
use super::link::{DidwwLink, DidwwLinks};
use super::linker::Linker;
use super::members::{Fill, Members, skip};
use super::unknown::DidwwMember;

/// A record that is read from a resource object. `#[resource]` implements it.
///
/// It tells where things go, and reads nothing itself: the reader is compiled once, not once a type.
pub(crate) trait Resource {
    fn id(&self) -> &str;

    fn set_id(&mut self, id: String);

    /// Where an attribute is kept, if it is known.
    fn attribute(&mut self, name: &str) -> Option<Target<'_>>;

    /// The same of the resource's own `meta`.
    fn meta(&mut self, _: &str) -> Option<Target<'_>> {
        None
    }

    /// Where a relationship is kept, if it is known.
    fn relationship(&mut self, _: &str) -> Option<Slot<'_>> {
        None
    }

    /// Keeps what this version does not know.
    fn keep_unknown(&mut self, member: DidwwMember);

    /// Fills in what follows from what was read.
    fn finish(&mut self) {}

    /// Finds the places of linked objects.
    fn resolve(&mut self, _: &mut Linker<'_>) {}
}

/// The JSON:API types of a resource: today's, and those it had in older versions.
pub(crate) trait Typed {
    const TYPES: &'static [&'static str];
}

/// Where a relationship is kept.
pub(crate) enum Slot<'a> {
    One(&'a mut DidwwLink),
    Many(&'a mut DidwwLinks),
}

/// A resource object of a type that is known beforehand.
pub(crate) struct Row<'a> {
    pub(crate) object: &'a mut dyn Resource,
    /// Whether relationships can matter; else they are skipped as a whole.
    pub(crate) linked: bool,
}

impl Members for Row<'_> {
    fn member<'de, A: MapAccess<'de>>(
        &mut self,
        name: &str,
        value: &mut A,
    ) -> Result<(), A::Error> {
        let object = &mut *self.object;
        match name {
            "attributes" => value.next_value_seed(Fill(&mut Attributes(object))).map(drop),
            "relationships" if self.linked => {
                value.next_value_seed(Fill(&mut Relationships(object))).map(drop)
            }
            "meta" => value.next_value_seed(Fill(&mut Meta(object))).map(drop),
            "id" => {
                let Lenient(id) = value.next_value::<Lenient<Option<String>>>()?;
                object.set_id(id.unwrap_or_default());
                Ok(())
            }
            _ => skip(value),
        }
    }
}

pub(crate) struct Attributes<'a>(pub(crate) &'a mut dyn Resource);

impl Members for Attributes<'_> {
    fn member<'de, A: MapAccess<'de>>(
        &mut self,
        name: &str,
        value: &mut A,
    ) -> Result<(), A::Error> {
        if let Some(target) = self.0.attribute(name) {
            return target.read(value);
        }
        let json = value.next_value::<&RawValue>()?.get();
        self.0.keep_unknown(DidwwMember::new(name, json));
        Ok(())
    }
}

pub(crate) struct Meta<'a>(pub(crate) &'a mut dyn Resource);

impl Members for Meta<'_> {
    fn member<'de, A: MapAccess<'de>>(
        &mut self,
        name: &str,
        value: &mut A,
    ) -> Result<(), A::Error> {
        match self.0.meta(name) {
            Some(target) => target.read(value),
            None => skip(value),
        }
    }
}

pub(crate) struct Relationships<'a>(pub(crate) &'a mut dyn Resource);

impl Members for Relationships<'_> {
    fn member<'de, A: MapAccess<'de>>(
        &mut self,
        name: &str,
        value: &mut A,
    ) -> Result<(), A::Error> {
        if let Some(slot) = self.0.relationship(name) {
            return value.next_value_seed(Fill(&mut Relationship(slot))).map(drop);
        }
        let json = value.next_value::<&RawValue>()?.get();
        if json.contains("\"data\"") {
            self.0.keep_unknown(DidwwMember::new(name, json));
        }
        Ok(())
    }
}

/// `links` are there always, `data` only where the call included the relationship.
struct Relationship<'a>(Slot<'a>);

impl Members for Relationship<'_> {
    fn member<'de, A: MapAccess<'de>>(
        &mut self,
        name: &str,
        value: &mut A,
    ) -> Result<(), A::Error> {
        if name != "data" {
            return skip(value);
        }
        let mut ids = Vec::new();
        let is_list = value.next_value_seed(Linkage(&mut ids))?;
        match &mut self.0 {
            Slot::One(link) => {
                **link = match ids.pop() {
                    Some(id) => DidwwLink::Present { id, index: -1 },
                    None => DidwwLink::Empty,
                }
            }
            Slot::Many(links) => {
                if is_list || !ids.is_empty() {
                    **links = DidwwLinks::Present { indexes: vec![-1; ids.len()], ids };
                }
            }
        }
        Ok(())
    }
}

/// `null`, one `{type, id}`, or a list of them. It brings whether it was a list.
struct Linkage<'a>(&'a mut Vec<String>);

impl<'de> DeserializeSeed<'de> for Linkage<'_> {
    type Value = bool;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Linkage<'_> {
    type Value = bool;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("null, a resource identifier, or a list of them")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<bool, A::Error> {
        Fill(&mut Identifier(self.0)).visit_map(map).map(|_| false)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<bool, A::Error> {
        while list.next_element_seed(Fill(&mut Identifier(self.0)))?.is_some() {}
        Ok(true)
    }

    fn visit_unit<E: de::Error>(self) -> Result<bool, E> {
        Ok(false)
    }
}

struct Identifier<'a>(&'a mut Vec<String>);

impl Members for Identifier<'_> {
    fn member<'de, A: MapAccess<'de>>(
        &mut self,
        name: &str,
        value: &mut A,
    ) -> Result<(), A::Error> {
        if name == "id" {
            let Lenient(id) = value.next_value::<Lenient<Option<String>>>()?;
            self.0.extend(id.filter(|it| !it.is_empty()));
            return Ok(());
        }
        value.next_value::<IgnoredAny>().map(drop)
    }
}
