//! JSON:API documents: `data`, `included` and `meta`, in whichever order.

use telnum_wire::{Json, Problem, Reader};

use super::attribute::read_attribute;
use super::included::{self, DidwwIncluded, Objects};
use super::linker;
use super::query::Asked;
use super::resource::{Resource, Row, Typed};
use super::unknown::DidwwMember;
use crate::call::Output;
use crate::error::Result;
use crate::policy::paging::{Came, Listing, mark};
use crate::transport::HttpResponse;
use crate::wire::{Fields, Members, Target};
use crate::{reading, wire};

/// A record that is read from a document. `#[document]` implements it; its members are those of the document's
/// `meta`.
pub(crate) trait Document: Fields {
    fn parts(&mut self) -> Parts<'_>;

    /// Where what this version does not know is kept.
    fn unknown(&mut self) -> &mut Vec<DidwwMember>;
}

/// Where the parts of a document go.
pub(crate) struct Parts<'a> {
    pub(crate) data: Data<'a>,
    /// Nothing where objects of the type lead to no others.
    pub(crate) included: Option<&'a mut DidwwIncluded>,
}

/// What a document is about.
pub(crate) enum Data<'a> {
    Rows(&'a mut dyn Objects),
    /// An object of one of these types.
    One(&'a mut dyn Resource, &'static [&'static str]),
}

/// Reads a document; where an id was asked for, one about that object. Relationships are looked at only where
/// something was included: without, the carrier writes nothing but links into them, which are most of the
/// answer.
pub(super) fn read(
    answer: &HttpResponse,
    document: &mut dyn Document,
    asked: &Asked<'_>,
) -> Result<()> {
    let linked = !asked.include.is_empty();
    let about = answer.body.len() / ROW + 1;
    wire::parse(answer, &mut |reader| read_members(document, reader, linked, about))?;
    let Parts { data, included } = document.parts();
    if let (Data::One(object, _), Some(id)) = (&data, asked.id)
        && !object.id().eq_ignore_ascii_case(id)
    {
        let other = wire::quoted(object.id());
        return Err(wire::unreadable(&format!("it is about another object, {other}")));
    }
    if let (Some(included), true) = (included, linked) {
        linker::link(data, included);
    }
    Ok(())
}

/// Reads a document where it stays. Not inlined into the calls that are answered so: it is compiled once a type.
#[inline(never)]
pub(super) fn decode<D: Document + Output + Default>(
    answer: &HttpResponse,
    asked: &Asked<'_>,
) -> Result<Box<dyn Output>> {
    let mut document = Box::<D>::default();
    read(answer, &mut *document, asked)?;
    Ok(document)
}

/// Reads the document of an object that leads to no others; likewise.
#[inline(never)]
pub(super) fn decode_alone<T: Resource + Typed + Output + Default>(
    answer: &HttpResponse,
    asked: &Asked<'_>,
) -> Result<Box<dyn Output>> {
    let mut object = Box::<T>::default();
    read(answer, &mut Alone(&mut *object, T::TYPES), asked)?;
    Ok(object)
}

/// Bytes of a row with all its links.
const ROW: usize = 2000;

fn read_members(
    document: &mut dyn Document,
    reader: &mut Reader<'_>,
    linked: bool,
    about: usize,
) -> Result<(), Problem> {
    if !reader.enter_object() {
        return Err(reader.problem("an object was expected"));
    }
    let (mut has_data, mut is_first) = (false, true);
    while let Some(name) = reader.member(&mut is_first)? {
        match (&*name, document.parts()) {
            ("data", parts) => {
                has_data = true;
                read_data(parts.data, reader, linked, about)?;
            }
            ("included", Parts { included: Some(included), .. }) => included.read(reader)?,
            ("links" | "included", _) => reader.skip()?,
            _ => {
                let json = reader.json()?;
                match json.members() {
                    Some(members) if name == "meta" => read_meta(document, members),
                    None if json.get() == "null" => {}
                    _ => document.unknown().push(DidwwMember::new(&name, json)),
                }
            }
        }
    }
    if has_data { Ok(()) } else { Err("it has no `data`".into()) }
}

fn read_data(
    data: Data<'_>,
    reader: &mut Reader<'_>,
    linked: bool,
    about: usize,
) -> Result<(), Problem> {
    let rows = match data {
        Data::One(object, types) if reader.peek() == Some(b'{') => {
            return read_row(object, types, reader, linked);
        }
        Data::One(..) => return Err(reader.problem("an object was expected")),
        Data::Rows(rows) => rows,
    };
    let types = rows.types();
    let mut add = |reader: &mut Reader<'_>| match rows.add(about) {
        // Read where it stays: a row is too large to be passed around a thousand times.
        Some(row) => read_row(row, types, reader, linked),
        None => reader.skip(),
    };
    if !reader.enter_list() {
        // A list of one may come as that one alone.
        return match reader.peek() {
            Some(b'{') => add(reader),
            _ => Err(reader.problem("a list was expected")),
        };
    }
    let mut is_first = true;
    while reader.item(&mut is_first)? {
        reading::row()?;
        add(reader)?;
    }
    Ok(())
}

fn read_row(
    object: &mut dyn Resource,
    types: &[&str],
    reader: &mut Reader<'_>,
    linked: bool,
) -> Result<(), Problem> {
    let mut row = Row::of(object, linked);
    let is_object = row.read(reader, types)?;
    if let Some(other) = row.object_type {
        let asked = types.first().copied().unwrap_or_default();
        return Err(
            format!("it holds a row of type `{other}`, and `{asked}` were asked for").into()
        );
    }
    if is_object && !row.object.id().is_empty() { Ok(()) } else { Err("a row has no id".into()) }
}

fn read_meta(document: &mut dyn Document, members: Vec<(std::borrow::Cow<'_, str>, Json<'_>)>) {
    for (name, json) in members {
        if !read_attribute(document, &name, json) {
            document.unknown().push(DidwwMember::of_meta(&name, json));
        }
    }
}

/// Reads the document of an object that leads to no others; where an id was asked for, of that object.
pub(super) fn read_alone<T: Resource + Typed>(
    answer: &HttpResponse,
    object: &mut T,
    id: Option<&str>,
) -> Result<()> {
    let asked = Asked { id, ..Asked::default() };
    read(answer, &mut Alone(object, T::TYPES), &asked)
}

/// The document of an object that leads to no others, which is handed out without it.
pub(super) struct Alone<'a>(pub(super) &'a mut dyn Resource, pub(super) &'static [&'static str]);

impl Document for Alone<'_> {
    fn parts(&mut self) -> Parts<'_> {
        Parts { data: Data::One(self.0, self.1), included: None }
    }

    fn unknown(&mut self) -> &mut Vec<DidwwMember> {
        self.0.unknown()
    }
}

impl Fields for Alone<'_> {
    /// Which version answered is nothing of the object's.
    fn members(&self) -> Members {
        &[("api_version", 0)]
    }

    fn field(&mut self, _: usize) -> Target<'_> {
        Target::Nowhere
    }
}

/// Drops the rows of a page that are not new, by the marks of their ids: two rows can look alike.
pub(super) fn sift<P: Document + Page>(page: &mut P, is_new: &mut dyn FnMut(u64) -> bool) -> Came {
    let total = page.total();
    sift_rows(page.parts().data, total, is_new)
}

fn sift_rows(data: Data<'_>, total: Option<i32>, is_new: &mut dyn FnMut(u64) -> bool) -> Came {
    let listing = Listing { total, ..Listing::default() };
    let Data::Rows(list) = data else { return Came { rows: 0, new: 0, listing } };
    let rows = list.length();
    included::retain(list, &mut |it| is_new(mark(&it.id())));
    Came { rows, new: list.length(), listing }
}

/// A page as a walk takes it apart. `#[document]` implements it.
pub trait Page {
    type Listed;
    type Row;

    fn rows(&mut self) -> &mut Vec<Self::Listed>;

    fn total(&self) -> Option<i32>;

    fn into_rows(self) -> Vec<Self::Row>;
}
