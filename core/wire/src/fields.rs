//! Objects, read into what says where their members go.

use std::borrow::Cow;

use crate::{Problem, Reader, Target};

/// What is read from an object: it says where each member goes, and reads nothing itself, so that the reader
/// is compiled once, not once a type. `#[object]` and `#[resource]` implement it.
pub trait Fields {
    /// The names of its members, each with the number of its field.
    fn members(&self) -> Members;

    /// Where the value of this field goes.
    fn field(&mut self, number: usize) -> Target<'_>;

    /// Fills in what follows from what was read; the error is what is missing.
    fn finish(&mut self) -> Result<(), &'static str> {
        Ok(())
    }
}

/// Names of members, each with the number of its field; a field may have several.
pub type Members = &'static [(&'static str, usize)];

/// A list that objects are added to.
pub trait Rows {
    /// Whether nothing is in it.
    fn is_empty(&self) -> bool;

    /// Another one, still empty.
    fn add(&mut self) -> Option<&mut dyn Fields>;
}

/// A place for one object.
pub trait Nested {
    /// An empty one, to be filled.
    fn put(&mut self) -> &mut dyn Fields;

    /// There is none after all.
    fn clear(&mut self);
}

impl<T: Fields + Default> Rows for Vec<T> {
    fn is_empty(&self) -> bool {
        self.is_empty()
    }

    fn add(&mut self) -> Option<&mut dyn Fields> {
        // Filled where it stays: a row is too large to be passed around a thousand times.
        self.push(T::default());
        self.last_mut().map(|it| it as &mut dyn Fields)
    }
}

impl<T: Fields + Default> Nested for Option<T> {
    fn put(&mut self) -> &mut dyn Fields {
        self.insert(T::default())
    }

    fn clear(&mut self) {
        *self = None;
    }
}

/// The number of a member's field.
pub fn find(members: Members, name: &str) -> Option<usize> {
    members.iter().find(|(its, _)| *its == name).map(|(_, number)| *number)
}

/// Reads the members of an object, one after another.
#[derive(Debug)]
pub struct MemberReader {
    members: Members,
    expected: usize,
    is_first: bool,
}

/// The next member of an object, whose value is then next.
#[derive(Debug)]
pub enum Member<'a> {
    /// One that is known, with its name and the number of its field.
    Field(&'static str, usize),
    /// One that is not known.
    Other(Cow<'a, str>),
    /// There is none.
    End,
}

impl MemberReader {
    /// From the first.
    pub fn over(members: Members) -> Self {
        Self { members, expected: 0, is_first: true }
    }

    /// The next one. Objects have the same members in the same order, so it is mostly the one after the last.
    pub fn next<'a>(&mut self, reader: &mut Reader<'a>) -> Result<Member<'a>, Problem> {
        if !reader.another(&mut self.is_first)? {
            return Ok(Member::End);
        }
        let name = reader.name()?;
        let is_it = |(its, _): &(&str, usize)| *its == name;
        let place = match self.members.get(self.expected) {
            Some(member) if is_it(member) => Some(self.expected),
            _ => self.members.iter().position(is_it),
        };
        self.expected = place.map_or(self.expected, |it| it + 1);
        let known = place.and_then(|it| self.members.get(it));
        Ok(known.map_or(Member::Other(name), |(name, number)| Member::Field(name, *number)))
    }
}

/// Reads an object, and says whether there was one.
pub fn fill(reader: &mut Reader<'_>, into: &mut dyn Fields) -> Result<bool, Problem> {
    if !reader.enter_object() {
        return Ok(false);
    }
    let mut reading = MemberReader::over(into.members());
    loop {
        match reading.next(reader)? {
            Member::Field(_, number) => {
                into.field(number).read(reader)?;
            }
            Member::Other(_) => reader.skip()?,
            Member::End => return Ok(true),
        }
    }
}

/// Reads a list of objects, row by row. Of two lists for one field, that which holds something counts.
pub fn rows(reader: &mut Reader<'_>, into: &mut dyn Rows) -> Result<(), Problem> {
    let mut is_first = true;
    if !into.is_empty() {
        return reader.skip();
    }
    if !reader.enter_list() {
        return Err(reader.problem("a list was expected"));
    }
    while reader.item(&mut is_first)? {
        reader.row()?;
        let Some(row) = into.add() else { break };
        if !fill(reader, row)? {
            return Err(reader.problem("an object was expected"));
        }
        row.finish()?;
    }
    Ok(())
}

/// Reads an object that is an extra: one that lacks what it must have is none.
pub(crate) fn nested(reader: &mut Reader<'_>, into: &mut dyn Nested) -> Result<(), Problem> {
    if reader.peek() != Some(b'{') {
        return reader.skip();
    }
    let object = into.put();
    fill(reader, object)?;
    if object.finish().is_err() {
        into.clear();
    }
    Ok(())
}

/// Reads a count that is the member of this name in an object.
pub(crate) fn within(
    reader: &mut Reader<'_>,
    name: &str,
    into: &mut Option<i32>,
) -> Result<(), Problem> {
    if !reader.enter_object() {
        return reader.skip();
    }
    let mut is_first = true;
    while let Some(its) = reader.member(&mut is_first)? {
        if its == name {
            Target::Count(into).read(reader)?;
        } else {
            reader.skip()?;
        }
    }
    Ok(())
}
