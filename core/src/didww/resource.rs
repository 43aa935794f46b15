//! Reads JSON:API resource objects into records that carry `#[resource]`.

use serde::de::MapAccess;
use serde_json::value::RawValue;

pub(crate) use super::attribute::{Attribute, Target};
pub(crate) use super::linkage::Slot;
use super::linker::Linker;
use super::members::{Fill, Members, Word, skip};
use super::unknown::DidwwMember;
use crate::raw;

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

/// A resource object of a type that is known beforehand.
pub(crate) struct Row<'a> {
    pub(crate) object: &'a mut dyn Resource,
    pub(crate) types: &'static [&'static str],
    /// Whether relationships can matter; else they are skipped as a whole.
    pub(crate) linked: bool,
    /// Whether each value is read as JSON, which is slower and keeps what cannot be read.
    pub(crate) is_exact: bool,
    /// The type it says it is of, if that is another.
    pub(crate) other_type: Option<String>,
}

impl Members for Row<'_> {
    fn member<'de, A: MapAccess<'de>>(
        &mut self,
        name: &str,
        value: &mut A,
    ) -> Result<(), A::Error> {
        let object = &mut *self.object;
        match name {
            "attributes" => {
                let mut attributes = Attributes { object, is_exact: self.is_exact };
                value.next_value_seed(Fill(&mut attributes)).map(drop)
            }
            "relationships" if self.linked => {
                let mut relationships = Relationships { object, is_exact: self.is_exact };
                value.next_value_seed(Fill(&mut relationships)).map(drop)
            }
            "relationships" | "links" => skip(value),
            "id" if !self.is_exact => value.next_value_seed(Word(&mut |it| {
                object.set_id(it.to_owned());
                true
            })),
            "type" if !self.is_exact => {
                value.next_value_seed(Word(&mut |it| self.types.contains(&it)))
            }
            _ => {
                let json = value.next_value::<&RawValue>()?;
                match name {
                    "meta" => meta(object, json),
                    "id" => object.set_id(id(json).unwrap_or_default()),
                    "type" => {
                        let other = |it: &String| !self.types.contains(&it.as_str());
                        self.other_type = raw::text(json).map(Into::into).filter(other);
                    }
                    _ => object.keep_unknown(DidwwMember::new(name, json.get())),
                }
                Ok(())
            }
        }
    }
}

/// An id: a text, or a number with all of its digits.
pub(super) fn id(json: &RawValue) -> Option<String> {
    let is_flag = matches!(json.get(), "true" | "false");
    raw::text(json).filter(|it| !is_flag && !it.is_empty()).map(Into::into)
}

pub(crate) struct Attributes<'a> {
    pub(crate) object: &'a mut dyn Resource,
    pub(crate) is_exact: bool,
}

impl Members for Attributes<'_> {
    fn member<'de, A: MapAccess<'de>>(
        &mut self,
        name: &str,
        value: &mut A,
    ) -> Result<(), A::Error> {
        match self.object.attribute(name) {
            Some(target) if !self.is_exact && !matches!(target, Target::Value(_)) => {
                value.next_value_seed(target)
            }
            target => {
                let json = value.next_value::<&RawValue>()?;
                if !target.is_some_and(|it| it.read(json)) {
                    self.object.keep_unknown(DidwwMember::new(name, json.get()));
                }
                Ok(())
            }
        }
    }
}

/// Reads an object's own `meta`.
pub(super) fn meta(object: &mut dyn Resource, json: &RawValue) {
    match raw::members(json) {
        Some(members) => members.iter().for_each(|(name, json)| {
            if !object.meta(name).is_some_and(|it| it.read(json)) {
                object.keep_unknown(DidwwMember::of_meta(name, json));
            }
        }),
        None if json.get() == "null" => {}
        None => object.keep_unknown(DidwwMember::new("meta", json.get())),
    }
}

pub(crate) struct Relationships<'a> {
    pub(crate) object: &'a mut dyn Resource,
    pub(crate) is_exact: bool,
}

impl Members for Relationships<'_> {
    fn member<'de, A: MapAccess<'de>>(
        &mut self,
        name: &str,
        value: &mut A,
    ) -> Result<(), A::Error> {
        let mut unread = String::new();
        let slot = self.object.relationship(name);
        let is_exact = self.is_exact;
        value.next_value_seed(Fill(&mut Relationship { slot, is_exact, unread: &mut unread }))?;
        if !unread.is_empty() {
            unread.push('}');
            self.object.keep_unknown(DidwwMember::new(name, &unread));
        }
        Ok(())
    }
}

/// `links` are there always, `data` only where the call included the relationship.
struct Relationship<'a> {
    slot: Option<Slot<'a>>,
    is_exact: bool,
    /// What cannot be read of it, as the beginning of an object.
    unread: &'a mut String,
}

impl Members for Relationship<'_> {
    fn member<'de, A: MapAccess<'de>>(
        &mut self,
        name: &str,
        value: &mut A,
    ) -> Result<(), A::Error> {
        if name == "links" {
            return skip(value);
        }
        match self.slot.as_mut().filter(|_| name == "data") {
            Some(slot) if !self.is_exact => return value.next_value_seed(slot),
            slot => {
                let json = value.next_value::<&RawValue>()?;
                if !slot.is_some_and(|it| it.read(json)) {
                    self.unread.push(if self.unread.is_empty() { '{' } else { ',' });
                    let name = serde_json::Value::from(name).to_string();
                    self.unread.extend([&name, ":", json.get()]);
                }
            }
        }
        Ok(())
    }
}
