//! Reads JSON from its beginning to its end.

use std::borrow::Cow;

use super::{Json, Problem};

/// A place in JSON text.
#[derive(Clone, Copy, Debug)]
pub struct Reader<'a> {
    text: &'a str,
    pub(crate) json: &'a [u8],
    pub(crate) at: usize,
    /// Called before each row of a list.
    before_row: fn() -> Result<(), &'static str>,
}

/// What stands in a scalar's place.
#[derive(Clone, Debug, PartialEq)]
pub enum Scalar<'a> {
    /// A string.
    Text(Cow<'a, str>),
    /// A number as it is written.
    Number(&'a str),
    /// True or false.
    Flag(bool),
    /// Null.
    Null,
    /// A list or an object, and whether anything is in it.
    Other(bool),
}

impl<'a> Reader<'a> {
    /// At the beginning of this text.
    pub fn new(text: &'a str) -> Self {
        Self { text, json: text.as_bytes(), at: 0, before_row: || Ok(()) }
    }

    /// Before each row of a list this is asked, whose error ends the reading.
    #[must_use]
    pub fn asking(self, before_row: fn() -> Result<(), &'static str>) -> Self {
        Self { before_row, ..self }
    }

    /// Called before a row is read.
    pub fn row(&self) -> Result<(), Problem> {
        (self.before_row)().map_err(Into::into)
    }

    /// A part of the text. Its ends are next to what is in ASCII, so it is one.
    pub(crate) fn part(&self, start: usize, end: usize) -> &'a str {
        self.text.get(start..end).unwrap_or_default()
    }

    /// The first byte of the next value, or what stands in its place.
    #[inline]
    pub fn peek(&mut self) -> Option<u8> {
        loop {
            match self.json.get(self.at) {
                Some(b' ' | b'\n' | b'\r' | b'\t') => self.at += 1,
                other => return other.copied(),
            }
        }
    }

    /// What is wrong here.
    #[cold]
    pub fn problem(&self, what: &'static str) -> Problem {
        Problem::at(what, self.at)
    }

    #[inline]
    fn take(&mut self, wanted: u8) -> bool {
        let is_there = self.peek() == Some(wanted);
        self.at += usize::from(is_there);
        is_there
    }

    /// Goes into an object, if one is next.
    pub fn enter_object(&mut self) -> bool {
        self.take(b'{')
    }

    /// Goes into a list, if one is next.
    pub fn enter_list(&mut self) -> bool {
        self.take(b'[')
    }

    /// The name of an object's next member, whose value is then next; nothing at its end.
    pub fn member(&mut self, is_first: &mut bool) -> Result<Option<Cow<'a, str>>, Problem> {
        if self.another(is_first)? { self.name().map(Some) } else { Ok(None) }
    }

    /// Whether an object has another member, whose name is then next.
    #[inline]
    pub fn another(&mut self, is_first: &mut bool) -> Result<bool, Problem> {
        self.goes_on(b'}', is_first)
    }

    /// The name that is next; then the value is.
    pub fn name(&mut self) -> Result<Cow<'a, str>, Problem> {
        if self.peek() != Some(b'"') {
            return Err(self.problem("the name of a member was expected"));
        }
        let name = self.string()?;
        self.colon()?;
        Ok(name)
    }

    /// Whether a list has another item, which is then next.
    pub fn item(&mut self, is_first: &mut bool) -> Result<bool, Problem> {
        self.goes_on(b']', is_first)
    }

    #[inline]
    fn goes_on(&mut self, end: u8, is_first: &mut bool) -> Result<bool, Problem> {
        let was_first = std::mem::replace(is_first, false);
        match self.peek() {
            Some(it) if it == end => {
                self.at += 1;
                Ok(false)
            }
            _ if was_first => Ok(true),
            Some(b',') => {
                self.at += 1;
                Ok(true)
            }
            _ => Err(self.problem("a comma or the end was expected")),
        }
    }

    #[inline]
    fn colon(&mut self) -> Result<(), Problem> {
        if self.take(b':') { Ok(()) } else { Err(self.problem("a colon was expected")) }
    }

    /// The scalar that is next; a list or an object is skipped.
    pub fn scalar(&mut self) -> Result<Scalar<'a>, Problem> {
        Ok(match self.peek() {
            Some(b'"') => Scalar::Text(self.string()?),
            Some(b'-' | b'0'..=b'9') => Scalar::Number(self.number()?),
            Some(b't') => self.word("true", Scalar::Flag(true))?,
            Some(b'f') => self.word("false", Scalar::Flag(false))?,
            Some(b'n') => self.word("null", Scalar::Null)?,
            _ => {
                let mut inside = *self;
                inside.at += 1;
                let filled = !matches!(inside.peek(), Some(b'}' | b']'));
                self.skip()?;
                Scalar::Other(filled)
            }
        })
    }

    fn word<T>(&mut self, word: &'static str, value: T) -> Result<T, Problem> {
        let rest = self.json.get(self.at..).unwrap_or_default();
        if !rest.starts_with(word.as_bytes()) {
            return Err(self.problem("a value was expected"));
        }
        self.at += word.len();
        Ok(value)
    }

    /// A number, in the grammar of JSON.
    fn number(&mut self) -> Result<&'a str, Problem> {
        let start = self.at;
        self.at += usize::from(self.json.get(start) == Some(&b'-'));
        let whole = self.digits();
        let mut is_one = whole == 1 || whole > 1 && self.json.get(self.at - whole) != Some(&b'0');
        if self.json.get(self.at) == Some(&b'.') {
            self.at += 1;
            is_one &= self.digits() > 0;
        }
        if let Some(b'e' | b'E') = self.json.get(self.at) {
            self.at += 1;
            self.at += usize::from(matches!(self.json.get(self.at), Some(b'+' | b'-')));
            is_one &= self.digits() > 0;
        }
        if is_one { Ok(self.part(start, self.at)) } else { Err(self.problem("a malformed number")) }
    }

    fn digits(&mut self) -> usize {
        let start = self.at;
        while let Some(b'0'..=b'9') = self.json.get(self.at) {
            self.at += 1;
        }
        self.at - start
    }

    /// Skips the value that is next, whatever it is. Nothing in it is looked at beyond its form.
    pub fn skip(&mut self) -> Result<(), Problem> {
        self.go_past(false)
    }

    /// The same; where it is strict, what is in strings is looked at too.
    fn go_past(&mut self, is_strict: bool) -> Result<(), Problem> {
        let mut depth = 0_u32;
        // Of what is open, the innermost last: 1 for an object, 0 for a list.
        let mut open = 0_u128;
        loop {
            let mut goes_in = false;
            match self.peek() {
                Some(b'"') => self.pass_string(is_strict)?,
                Some(b'-' | b'0'..=b'9') => drop(self.number()?),
                Some(b't') => self.word("true", ())?,
                Some(b'f') => self.word("false", ())?,
                Some(b'n') => self.word("null", ())?,
                Some(b'{') => {
                    self.at += 1;
                    if !self.take(b'}') {
                        goes_in = true;
                        open = open << 1 | 1;
                        self.skip_name(is_strict)?;
                    }
                }
                Some(b'[') => {
                    self.at += 1;
                    if !self.take(b']') {
                        goes_in = true;
                        open <<= 1;
                    }
                }
                Some(_) => return Err(self.problem("a value was expected")),
                None => return Err(self.problem("the body ends where a value was expected")),
            }
            if goes_in {
                depth += 1;
                if depth > DEEPEST {
                    return Err(self.problem("nesting that is too deep"));
                }
                continue;
            }
            loop {
                if depth == 0 {
                    return Ok(());
                }
                let is_object = open & 1 == 1;
                match self.peek() {
                    Some(b',') => {
                        self.at += 1;
                        if is_object {
                            self.skip_name(is_strict)?;
                        }
                        break;
                    }
                    Some(b'}') if is_object => {}
                    Some(b']') if !is_object => {}
                    _ => return Err(self.problem("a comma or the end was expected")),
                }
                self.at += 1;
                depth -= 1;
                open >>= 1;
            }
        }
    }

    /// Skips a member's name.
    #[inline]
    fn skip_name(&mut self, is_strict: bool) -> Result<(), Problem> {
        if self.peek() != Some(b'"') {
            return Err(self.problem("the name of a member was expected"));
        }
        self.pass_string(is_strict)?;
        self.colon()
    }

    /// The value that is next, as it is written.
    pub fn json(&mut self) -> Result<Json<'a>, Problem> {
        self.peek();
        let start = self.at;
        self.go_past(true)?;
        Ok(self.since(start))
    }

    /// Where the reader is.
    pub fn place(&self) -> usize {
        self.at
    }

    /// The value that began there and was just read, as it is written.
    pub fn since(&self, start: usize) -> Json<'a> {
        Json::of(self.part(start, self.at))
    }

    /// That nothing comes any more.
    pub fn end(&mut self) -> Result<(), Problem> {
        if self.peek().is_none() { Ok(()) } else { Err(self.problem("text after the end")) }
    }
}

/// No carrier nests more deeply; what is open is kept in so many bits.
const DEEPEST: u32 = 128;
