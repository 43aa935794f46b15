//! Reads JSON:API resource objects into records that carry `#[resource]`.

use telnum_wire::{Fields, Json, Member, MemberReader, Members, Problem, Reader, find};

pub(crate) use super::linkage::{Kind, Slot};
use super::unknown::DidwwMember;

/// A record that is read from a resource object. `#[resource]` implements it; its members are the attributes.
pub(crate) trait Resource: Fields {
    fn id(&self) -> &str;

    fn set_id(&mut self, id: String);

    /// The members of the resource's own `meta`.
    fn meta(&self) -> Members;

    /// The relationships that are known.
    fn relationships(&self) -> Members;

    /// Where a relationship is kept.
    fn slot(&mut self, _: usize) -> Option<Slot<'_>> {
        None
    }

    /// Where what this version does not know is kept.
    fn unknown(&mut self) -> &mut Vec<DidwwMember>;
}

/// The JSON:API types of a resource: today's, and those it had in older versions.
pub(crate) trait Typed {
    const TYPES: &'static [&'static str];
}

/// What a resource object is read into.
pub(crate) struct Row<'a> {
    pub(crate) object: &'a mut dyn Resource,
    /// Whether relationships can matter; else they are skipped as a whole.
    pub(crate) linked: bool,
    /// The type it says it is of.
    pub(crate) object_type: Option<String>,
}

impl<'a> Row<'a> {
    pub(crate) fn of(object: &'a mut dyn Resource, linked: bool) -> Self {
        Self { object, linked, object_type: None }
    }

    /// Reads a resource object, and says whether there was one.
    pub(crate) fn read(
        &mut self,
        reader: &mut Reader<'_>,
        types: &[&str],
    ) -> Result<bool, Problem> {
        if !reader.enter_object() {
            reader.skip()?;
            return Ok(false);
        }
        let mut is_first = true;
        while let Some(name) = reader.member(&mut is_first)? {
            match &*name {
                "attributes" => {
                    let members = self.object.members();
                    attributes(reader, self.object, members, &DidwwMember::new)?;
                }
                "relationships" if self.linked => relationships(reader, self.object)?,
                "relationships" | "links" => reader.skip()?,
                "meta" => {
                    let members = self.object.meta();
                    let json = reader.json()?;
                    let mut inside = Reader::new(json.get());
                    if !attributes(&mut inside, self.object, members, &DidwwMember::of_meta)?
                        && json.get() != "null"
                    {
                        self.object.unknown().push(DidwwMember::new("meta", json));
                    }
                }
                // Some samples wrap each row of a list in an object of its own.
                "data" if reader.peek() == Some(b'{') => {
                    self.read(reader, types)?;
                }
                "id" => {
                    let id = reader.json()?.key().unwrap_or_default();
                    self.object.set_id(id.into_owned());
                }
                "type" => {
                    let its = reader.json()?.text();
                    self.object_type = its.filter(|it| !types.contains(&&**it)).map(Into::into);
                }
                _ => {
                    let json = reader.json()?;
                    self.object.unknown().push(DidwwMember::new(&name, json));
                }
            }
        }
        self.object.finish()?;
        Ok(true)
    }
}

/// Reads attributes, or the members of a `meta`, and says whether there was an object. What is not known, or
/// cannot be read, is kept as it is written.
fn attributes(
    reader: &mut Reader<'_>,
    object: &mut dyn Resource,
    members: Members,
    kept: &dyn Fn(&str, Json<'_>) -> DidwwMember,
) -> Result<bool, Problem> {
    if !reader.enter_object() {
        reader.skip()?;
        return Ok(false);
    }
    let mut reading = MemberReader::over(members);
    loop {
        match reading.next(reader)? {
            Member::Field(name, number) => {
                reader.peek();
                let start = reader.place();
                if !object.field(number).read(reader)? {
                    object.unknown().push(kept(name, reader.since(start)));
                }
            }
            Member::Other(name) => object.unknown().push(kept(&name, reader.json()?)),
            Member::End => return Ok(true),
        }
    }
}

fn relationships(reader: &mut Reader<'_>, object: &mut dyn Resource) -> Result<(), Problem> {
    if !reader.enter_object() {
        return reader.skip();
    }
    let known = object.relationships();
    let mut is_first = true;
    while let Some(name) = reader.member(&mut is_first)? {
        let slot = find(known, &name).and_then(|number| object.slot(number));
        if let Some(unread) = relationship(reader, slot)? {
            object.unknown().push(DidwwMember::of_text(&name, &unread));
        }
    }
    Ok(())
}

/// Reads one relationship: `links` are there always, `data` only where the call included it. Brings what
/// cannot be read of it, as an object.
fn relationship(
    reader: &mut Reader<'_>,
    mut slot: Option<Slot<'_>>,
) -> Result<Option<String>, Problem> {
    if !reader.enter_object() {
        return reader.skip().map(|()| None);
    }
    let mut unread = String::new();
    let mut is_first = true;
    while let Some(name) = reader.member(&mut is_first)? {
        if name == "links" {
            reader.skip()?;
            continue;
        }
        reader.peek();
        let start = reader.place();
        let is_read = match slot.as_mut().filter(|_| name == "data") {
            Some(slot) => slot.read(reader)?,
            None => {
                reader.json()?;
                false
            }
        };
        if !is_read {
            let json = reader.since(start);
            unread.push(if unread.is_empty() { '{' } else { ',' });
            let name = serde_json::to_string(&*name).unwrap_or_default();
            unread.extend([&name, ":", json.get()]);
        }
    }
    if unread.is_empty() {
        return Ok(None);
    }
    unread.push('}');
    Ok(Some(unread))
}
