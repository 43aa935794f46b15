//! A value as it is written: only that holds all digits of its numbers.

use std::borrow::Cow;

use super::{Reader, unquoted};

/// A value, as well-formed JSON text.
#[derive(Clone, Copy, Debug)]
pub struct Json<'a>(&'a str);

impl<'a> Json<'a> {
    pub(crate) fn of(written: &'a str) -> Self {
        Self(written.trim_ascii())
    }

    /// The value that is all of this text.
    pub fn read(text: &'a str) -> Option<Self> {
        let mut reader = Reader::new(text);
        let json = reader.json().ok()?;
        reader.end().ok().map(|()| json)
    }

    /// As it is written.
    pub fn get(self) -> &'a str {
        self.0
    }

    /// The text of a scalar: a string's own, the digits of a number and the word of a flag as written. None
    /// of null, of lists and of objects.
    pub fn text(self) -> Option<Cow<'a, str>> {
        match self.0.as_bytes().first()? {
            b'"' => unquoted(self.0),
            b'{' | b'[' | b'n' => None,
            _ => Some(Cow::Borrowed(self.0)),
        }
    }

    /// What a thing can be known by: a text, or a number with all of its digits.
    pub fn key(self) -> Option<Cow<'a, str>> {
        let is_flag = matches!(self.0, "true" | "false");
        self.text().filter(|it| !is_flag && !it.is_empty())
    }

    /// The items of a list.
    pub fn items(self) -> Option<Vec<Self>> {
        let mut reader = Reader::new(self.0);
        let (mut items, mut is_first) = (Vec::new(), true);
        if !reader.enter_list() {
            return None;
        }
        while reader.item(&mut is_first).ok()? {
            items.push(reader.json().ok()?);
        }
        Some(items)
    }

    /// The members of an object, in their order.
    pub fn members(self) -> Option<Vec<(Cow<'a, str>, Self)>> {
        let mut reader = Reader::new(self.0);
        let (mut members, mut is_first) = (Vec::new(), true);
        if !reader.enter_object() {
            return None;
        }
        while let Some(name) = reader.member(&mut is_first).ok()? {
            members.push((name, reader.json().ok()?));
        }
        Some(members)
    }

    /// The member of this name; the last, where there are several.
    pub fn member(self, name: &str) -> Option<Self> {
        self.members()?.into_iter().rev().find(|(its, _)| its == name).map(|(_, value)| value)
    }
}
