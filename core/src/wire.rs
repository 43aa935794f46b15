//! Carriers' answers, read tolerantly: pages and answers disagree on types.

mod field;

use std::borrow::Cow;
use std::collections::HashMap;

pub(crate) use field::{Field, Object};
pub(crate) use telnum_wire::{Fields, Members, Rows, Target};
use telnum_wire::{Json, Problem, Reader, fill, rows as rows_of, trimmed};

use crate::error::{Error, ErrorKind, Result, unstopped};
use crate::find::holds;
use crate::reading;
use crate::transport::HttpResponse;

/// Reads an answer in which rows stand under this name, with what it says of its page.
pub(crate) fn read_rows(
    answer: &HttpResponse,
    name: &str,
    rows: &mut dyn Rows,
    meta: &mut dyn Fields,
) -> Result<()> {
    let mut has_errors = false;
    parse(answer, &mut |reader| {
        has_errors = Envelope { name, wanted: Wanted::Rows(rows), meta }.read(reader)?;
        Ok(())
    })?;
    no_errors(has_errors)
}

/// Reads an answer in which an object stands under this name, and says whether there are errors beside it.
pub(crate) fn read_object<T: Fields + Default>(
    answer: &HttpResponse,
    name: &str,
) -> Result<(T, bool)> {
    let (mut object, mut has_errors) = (T::default(), false);
    parse(answer, &mut |reader| {
        let wanted = Wanted::Object(&mut object);
        has_errors = Envelope { name, wanted, meta: &mut Nothing }.read(reader)?;
        Ok(())
    })?;
    Ok((object, has_errors))
}

/// Reads an answer that is the object itself.
pub(crate) fn read_whole<T: Fields + Default>(answer: &HttpResponse) -> Result<T> {
    let mut object = T::default();
    parse(answer, &mut |reader| match fill(reader, &mut object)? {
        true => Ok(()),
        false => Err(reader.problem("an object was expected")),
    })?;
    Ok(object)
}

/// A success reports no errors.
pub(crate) fn no_errors(has_errors: bool) -> Result<()> {
    if has_errors { Err(unreadable("it holds errors beside its data")) } else { Ok(()) }
}

/// Parses the body; what is no JSON is a `decode` error.
pub(crate) fn parse(
    answer: &HttpResponse,
    read: &mut dyn FnMut(&mut Reader<'_>) -> Result<(), Problem>,
) -> Result<()> {
    let text = text(answer);
    let mut reader = Reader::new(&text).asking(reading::row);
    let outcome = read(&mut reader).and_then(|()| reader.end());
    outcome.map_err(|problem| match answer.header("content-type") {
        Some(kind) if !holds(kind, "json") => unreadable(&format!("it came as {kind}: {problem}")),
        _ => unreadable(&problem.to_string()),
    })
}

/// What surrounds the one member that matters.
struct Envelope<'a> {
    name: &'a str,
    wanted: Wanted<'a>,
    meta: &'a mut dyn Fields,
}

enum Wanted<'a> {
    Rows(&'a mut dyn Rows),
    Object(&'a mut dyn Fields),
}

impl Envelope<'_> {
    /// Reads all of it, and says whether there are errors in it.
    fn read(&mut self, reader: &mut Reader<'_>) -> Result<bool, Problem> {
        if !reader.enter_object() {
            return Err(reader.problem("an object was expected"));
        }
        let (mut is_there, mut has_errors, mut is_first) = (false, false, true);
        while let Some(name) = reader.member(&mut is_first)? {
            match &*name {
                name if name == self.name => {
                    if is_there {
                        return Err(format!("it has `{name}` twice").into());
                    }
                    is_there = true;
                    self.wanted.read(reader)?;
                }
                "meta" if reader.peek() == Some(b'{') => {
                    fill(reader, self.meta)?;
                }
                "errors" => {
                    Target::Said(&mut has_errors).read(reader)?;
                }
                _ => reader.skip()?,
            }
        }
        if is_there { Ok(has_errors) } else { Err(format!("it has no `{}`", self.name).into()) }
    }
}

impl Wanted<'_> {
    fn read(&mut self, reader: &mut Reader<'_>) -> Result<(), Problem> {
        match self {
            Self::Rows(rows) => rows_of(reader, *rows),
            Self::Object(object) => match fill(reader, *object)? {
                true => Ok(()),
                false => Err(reader.problem("an object was expected")),
            },
        }
    }
}

/// Where nothing is wanted of a page's `meta`.
pub(crate) struct Nothing;

impl Fields for Nothing {
    fn members(&self) -> Members {
        &[]
    }

    fn field(&mut self, _: usize) -> Target<'_> {
        Target::Nowhere
    }
}

/// The body without a byte order mark.
pub(crate) fn bytes(answer: &HttpResponse) -> &[u8] {
    answer.body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&answer.body)
}

/// The body as text.
pub(crate) fn text(answer: &HttpResponse) -> Cow<'_, str> {
    let body = bytes(answer);
    // Looked through as a whole, which is quicker than string by string; a name in an old encoding must not
    // hide an order. The lossy reading is slow, so it is for those that need it.
    match std::str::from_utf8(body) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => String::from_utf8_lossy(body),
    }
}

/// The id of the object under this name, in an answer that is otherwise not readable.
pub(crate) fn id_in(answer: &HttpResponse, name: &str) -> Option<String> {
    let text = text(answer);
    let id = Json::read(&text)?.member(name)?.member("id")?.key()?;
    Some(id.trim().to_owned()).filter(|it| !it.is_empty())
}

/// Whether the answer has no body to speak of.
pub(crate) fn is_empty(answer: &HttpResponse) -> bool {
    text(answer).trim().is_empty()
}

/// A text from an answer as an error may quote it.
pub(crate) fn quoted(text: &str) -> String {
    format!("`{}`", text.trim().chars().take(60).collect::<String>())
}

/// Keeps the first of those with one key, and returns one of the others.
pub(crate) fn keep_first<T>(list: &mut Vec<T>, key: impl Fn(&T) -> String) -> Option<T> {
    // A set would be a table of another type, and each is compiled by itself.
    let mut seen: HashMap<String, i32> = HashMap::new();
    list.extract_if(.., |it| seen.insert(key(it), 0).is_some()).last()
}

/// The body as a text that may be quoted; nothing where its encoding is not known, for what looks like
/// nothing may be a secret to whoever knows it.
pub(crate) fn quotable(answer: &HttpResponse) -> Option<Cow<'_, str>> {
    let wide = |bytes: &[u8], unit: fn([u8; 2]) -> u16| {
        let units = bytes.chunks_exact(2).filter_map(|it| it.try_into().ok()).map(unit);
        let read = char::decode_utf16(units).map(|it| it.unwrap_or(char::REPLACEMENT_CHARACTER));
        Some(Cow::Owned(read.collect()))
    };
    // UTF-16 says so at its beginning, or by the zeros of what is in ASCII.
    match answer.body.as_slice() {
        [0xff, 0xfe, rest @ ..] => wide(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => wide(rest, u16::from_be_bytes),
        body @ [1..=255, 0, 1..=255, 0, ..] => wide(body, u16::from_le_bytes),
        body @ [0, 1..=255, 0, 1..=255, ..] => wide(body, u16::from_be_bytes),
        _ => std::str::from_utf8(bytes(answer)).ok().map(Cow::Borrowed),
    }
}

/// The answer was a success that is not what the carrier documents.
pub(crate) fn unreadable(why: &str) -> Error {
    Error::new(
        ErrorKind::Decode,
        format!("The carrier's answer is not what it documents: {}.", unstopped(why)),
    )
}

/// Takes away surrounding white space.
pub(crate) fn trim(text: &mut String) {
    let trimmed = trimmed(text);
    if trimmed.len() != text.len() {
        *text = trimmed.to_owned();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_in_an_old_encoding_hides_nothing() {
        let body = b"\xef\xbb\xbf{\"order\":{\"id\":\"S\xc3O\"}}".to_vec();
        let answer = HttpResponse { status: 200, headers: Vec::new(), body };
        let mut id = String::new();
        parse(&answer, &mut |reader| {
            let order = reader.json()?.member("order").unwrap();
            id = order.member("id").unwrap().key().unwrap().into();
            Ok(())
        })
        .unwrap();
        assert_eq!(id, "S\u{fffd}O");
    }
}
