//! The document of a list: `data`, `included` and `meta`, in whichever order.

use telnum_wire::{Json, Problem, Reader};

use super::attribute::read_attribute;
use super::did::DidwwDid;
use super::linker;
use super::page::DidwwDidPage;
use super::resource::{Row, Typed};
use super::unknown::DidwwMember;
use crate::error::Result;
use crate::transport::HttpResponse;
use crate::wire::{Field, Fields, Members, Target};
use crate::{reading, wire};

/// Reads a page of DIDs. Relationships are looked at only where something was included: without, the
/// carrier writes nothing but links into them, which are most of the answer.
pub(super) fn read(answer: &HttpResponse, linked: bool) -> Result<DidwwDidPage> {
    let mut page = DidwwDidPage::default();
    let about = answer.body.len() / ROW + 1;
    wire::parse(answer, &mut |reader| page.read(reader, linked, about))?;
    if linked {
        linker::link(&mut page);
    }
    Ok(page)
}

/// Bytes of a row with all its links.
const ROW: usize = 2000;

impl DidwwDidPage {
    fn read(&mut self, reader: &mut Reader<'_>, linked: bool, about: usize) -> Result<(), Problem> {
        if !reader.enter_object() {
            return Err(reader.problem("an object was expected"));
        }
        let (mut has_data, mut is_first) = (false, true);
        while let Some(name) = reader.member(&mut is_first)? {
            match &*name {
                "data" => {
                    has_data = true;
                    self.dids = Vec::with_capacity(about);
                    self.read_rows(reader, linked)?;
                }
                "included" => self.included.read(reader)?,
                "links" => reader.skip()?,
                _ => {
                    let json = reader.json()?;
                    match json.members() {
                        Some(members) if name == "meta" => self.read_meta(members),
                        None if json.get() == "null" => {}
                        _ => self.unknown.push(DidwwMember::new(&name, json)),
                    }
                }
            }
        }
        if has_data { Ok(()) } else { Err("it has no `data`".into()) }
    }

    /// Reads a list of DIDs, or one alone.
    fn read_rows(&mut self, reader: &mut Reader<'_>, linked: bool) -> Result<(), Problem> {
        if !reader.enter_list() {
            return match reader.peek() {
                Some(b'{') => self.read_row(reader, linked),
                _ => Err(reader.problem("a list of DIDs was expected")),
            };
        }
        let mut is_first = true;
        while reader.item(&mut is_first)? {
            reading::row()?;
            self.read_row(reader, linked)?;
        }
        Ok(())
    }

    fn read_row(&mut self, reader: &mut Reader<'_>, linked: bool) -> Result<(), Problem> {
        // Read where it stays: a row is too large to be passed around a thousand times.
        self.dids.push(DidwwDid::default());
        let Some(did) = self.dids.last_mut() else { return Ok(()) };
        let mut row = Row::of(did, linked);
        let is_object = row.read(reader, DidwwDid::TYPES)?;
        if let Some(other) = row.object_type {
            return Err(format!("a row is of type `{other}`, and `dids` were asked for").into());
        }
        if is_object && !row.object.id().is_empty() {
            Ok(())
        } else {
            Err("a DID has no id".into())
        }
    }

    fn read_meta(&mut self, members: Vec<(std::borrow::Cow<'_, str>, Json<'_>)>) {
        for (name, json) in members {
            if !read_attribute(&mut Meta(self), &name, json) {
                self.unknown.push(DidwwMember::of_meta(&name, json));
            }
        }
    }
}

/// What a document says of itself.
struct Meta<'a>(&'a mut DidwwDidPage);

impl Fields for Meta<'_> {
    fn members(&self) -> Members {
        &[("total_records", 0), ("api_version", 1)]
    }

    fn field(&mut self, number: usize) -> Target<'_> {
        match number {
            0 => self.0.total_records.target(),
            1 => self.0.api_version.target(),
            _ => Target::Nowhere,
        }
    }
}
