//! The document of a list: `data`, `included` and `meta`, in whichever order.

use std::fmt;

use serde::de::{self, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use super::did::DidwwDid;
use super::included::{DidwwIncluded, IncludedObject};
use super::linker::Linker;
use super::members::{Fill, Members, skip};
use super::page::DidwwDidPage;
use super::resource::{Attribute, Resource, Row, Typed};
use super::unknown::DidwwMember;
use crate::error::Result;
use crate::reading;
use crate::transport::HttpResponse;
use crate::{raw, wire};

/// Reads a page of DIDs. Relationships are looked at only where something was included: without, the
/// carrier writes nothing but links into them, which are most of the answer.
pub(super) fn read(answer: &HttpResponse, linked: bool) -> Result<DidwwDidPage> {
    let body = wire::bytes(answer);
    // What is skipped is not checked to be text, which most of the answer is.
    let mut read = parse(body, linked, false).or_else(|_| parse(body, linked, true));
    if read.is_err() && std::str::from_utf8(body).is_err() {
        // A name in an old encoding must not hide a page.
        let text = String::from_utf8_lossy(body);
        read = parse(text.as_bytes(), linked, true);
    }
    let Document { data, mut page, .. } = read.map_err(|error| wire::misread(answer, &error))?;
    let Some(mut dids) = data else { return Err(wire::unreadable("it has no `data`")) };
    if linked {
        let mut linker = Linker::new(&mut page.included);
        linker.resolve_included();
        dids.iter_mut().for_each(|did| did.resolve(&mut linker));
    }
    page.dids = dids;
    Ok(page)
}

/// Reads quickly, which fails where a value is not as usual, or exactly.
fn parse(body: &[u8], linked: bool, is_exact: bool) -> serde_json::Result<Document> {
    let mut json = serde_json::Deserializer::from_slice(body);
    let rows = Rows { linked, is_exact, about: body.len() / ROW + 1 };
    let mut document = Document { rows, data: None, page: DidwwDidPage::default() };
    Fill(&mut document).deserialize(&mut json)?;
    json.end()?;
    Ok(document)
}

/// Bytes of a row with all its links.
const ROW: usize = 2000;

struct Document {
    rows: Rows,
    data: Option<Vec<DidwwDid>>,
    page: DidwwDidPage,
}

impl Members for Document {
    fn member<'de, A: MapAccess<'de>>(
        &mut self,
        name: &str,
        value: &mut A,
    ) -> Result<(), A::Error> {
        match name {
            "data" => {
                self.data = Some(value.next_value_seed(self.rows)?);
                Ok(())
            }
            "included" => {
                let is_exact = self.rows.is_exact;
                value.next_value_seed(Included { included: &mut self.page.included, is_exact })
            }
            "links" => skip(value),
            _ => {
                let json = value.next_value::<&RawValue>()?;
                match raw::members(json) {
                    Some(members) if name == "meta" => self.page.read_meta(&members),
                    None if json.get() == "null" => {}
                    _ => self.page.unknown.push(DidwwMember::new(name, json.get())),
                }
                Ok(())
            }
        }
    }
}

impl DidwwDidPage {
    fn read_meta(&mut self, members: &[(raw::Name<'_>, &RawValue)]) {
        for (name, json) in members {
            let is_read = match &**name {
                "total_records" => self.total_records.target().read(json),
                "api_version" => self.api_version.target().read(json),
                _ => false,
            };
            if !is_read {
                self.unknown.push(DidwwMember::of_meta(name, json));
            }
        }
    }
}

/// A list of DIDs, or one alone.
#[derive(Clone, Copy)]
struct Rows {
    linked: bool,
    is_exact: bool,
    /// About how many there are.
    about: usize,
}

impl Rows {
    fn row<'a>(&self, object: &'a mut DidwwDid) -> Row<'a> {
        let Self { linked, is_exact, .. } = *self;
        Row { object, types: DidwwDid::TYPES, linked, is_exact, other_type: None }
    }
}

fn finish<E: de::Error>(is_object: bool, row: Row<'_>) -> Result<(), E> {
    if let Some(other) = row.other_type {
        return Err(E::custom(format_args!(
            "a row is of type `{other}`, and `dids` were asked for"
        )));
    }
    if !is_object || row.object.id().is_empty() {
        return Err(E::custom("a DID has no id"));
    }
    row.object.finish();
    Ok(())
}

impl<'de> DeserializeSeed<'de> for Rows {
    type Value = Vec<DidwwDid>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Rows {
    type Value = Vec<DidwwDid>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of DIDs")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
        let mut dids = Vec::with_capacity(self.about);
        loop {
            // Read where it stays: a row is too large to be passed around a thousand times.
            dids.push(DidwwDid::default());
            let Some(object) = dids.last_mut() else { break };
            let mut row = self.row(object);
            let Some(is_object) = list.next_element_seed(Fill(&mut row))? else { break };
            reading::row().map_err(de::Error::custom)?;
            finish(is_object, row)?;
        }
        dids.pop();
        Ok(dids)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
        let mut did = DidwwDid::default();
        let mut row = self.row(&mut did);
        let is_object = Fill(&mut row).visit_map(map)?;
        finish(is_object, row)?;
        Ok(vec![did])
    }
}

/// The included objects; anything but a list of objects holds none.
struct Included<'a> {
    included: &'a mut DidwwIncluded,
    is_exact: bool,
}

impl<'de> DeserializeSeed<'de> for Included<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Included<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of included objects")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        let Self { included, is_exact } = self;
        while list.next_element_seed(IncludedObject { included, is_exact })?.is_some() {
            reading::row().map_err(de::Error::custom)?;
        }
        Ok(())
    }

    fn visit_unit<E: de::Error>(self) -> Result<(), E> {
        Ok(())
    }
}
