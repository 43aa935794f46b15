//! Where a relationship leads: to nothing, to one object, or to several.

use std::fmt;

use serde::de::{self, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use super::link::{DidwwLink, DidwwLinks};
use super::members::{Fill, Members, Word, odd, skip};
use super::resource::id;
use crate::raw;

/// Where a relationship is kept, and the types that it leads to.
pub(crate) enum Slot<'a> {
    One(&'a mut DidwwLink, &'static [&'static str]),
    Many(&'a mut DidwwLinks, &'static [&'static str]),
}

impl Slot<'_> {
    /// Reads what stands there, and says whether it could.
    pub(super) fn read(&mut self, json: &RawValue) -> bool {
        if json.get() == "null" {
            return self.lead(None);
        }
        identifiers(json, self.types()).is_some_and(|it| self.lead(Some(it)))
    }

    fn types(&self) -> &'static [&'static str] {
        match self {
            Self::One(_, types) | Self::Many(_, types) => types,
        }
    }

    /// Leads to these, or to null. Of a relationship that an older version calls otherwise, the name that
    /// leads somewhere counts.
    fn lead(&mut self, ids: Option<Vec<String>>) -> bool {
        match self {
            Self::One(link, _) => {
                let mut ids = ids.unwrap_or_default();
                if ids.len() > 1 {
                    return false;
                }
                let present = |id| DidwwLink::Present { id, index: -1 };
                let found = ids.pop().map_or(DidwwLink::Empty, present);
                if matches!(link, DidwwLink::Present { .. }) {
                    return **link == found;
                }
                **link = found;
            }
            Self::Many(links, _) => {
                let Some(ids) = ids else { return false };
                let found = DidwwLinks::Present { indexes: vec![-1; ids.len()], ids };
                if links.ids().is_some_and(|it| !it.is_empty()) {
                    return **links == found;
                }
                **links = found;
            }
        }
        true
    }
}

/// The ids of one `{type, id}` or of a list of them; none if one of them leads elsewhere or nowhere.
fn identifiers(json: &RawValue, types: &[&str]) -> Option<Vec<String>> {
    let items = raw::items(json).unwrap_or_else(|| vec![json]);
    let read = items.into_iter().map(|item| {
        let members = raw::members(item)?;
        let named = |wanted: &str| members.iter().find(|(it, _)| &**it == wanted).map(|it| it.1);
        let is_of_type = match named("type").and_then(raw::text) {
            Some(text) => types.contains(&&*text),
            None => true,
        };
        id(named("id")?).filter(|_| is_of_type)
    });
    read.collect()
}

/// Reads it where it stands, and fails where anything is not as usual: then the answer is read once more.
impl<'de> DeserializeSeed<'de> for &mut Slot<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for &mut Slot<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("null, a resource identifier, or a list of them")
    }

    fn visit_unit<E: de::Error>(self) -> Result<(), E> {
        if self.lead(None) { Ok(()) } else { Err(odd()) }
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<(), A::Error> {
        let mut one = Identifier { id: None, types: self.types() };
        Fill(&mut one).visit_map(map)?;
        let id = one.id.ok_or_else(odd)?;
        if self.lead(Some(vec![id])) { Ok(()) } else { Err(odd()) }
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        let mut ids = Vec::new();
        loop {
            let mut one = Identifier { id: None, types: self.types() };
            if list.next_element_seed(Fill(&mut one))?.is_none() {
                break;
            }
            ids.push(one.id.ok_or_else(odd)?);
        }
        if self.lead(Some(ids)) { Ok(()) } else { Err(odd()) }
    }
}

struct Identifier {
    id: Option<String>,
    types: &'static [&'static str],
}

impl Members for Identifier {
    fn member<'de, A: MapAccess<'de>>(
        &mut self,
        name: &str,
        value: &mut A,
    ) -> Result<(), A::Error> {
        match name {
            "type" => value.next_value_seed(Word(&mut |it| self.types.contains(&it))),
            "id" => value.next_value_seed(Word(&mut |it| {
                !it.is_empty() && self.id.replace(it.to_owned()).is_none()
            })),
            _ => skip(value),
        }
    }
}
