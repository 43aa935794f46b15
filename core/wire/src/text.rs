//! Strings: where they end, and what they say.

use std::borrow::Cow;

use super::{Problem, Reader};

impl<'a> Reader<'a> {
    /// Reads a string, whose quotation mark is next; borrowed unless it holds escapes.
    #[inline]
    pub(crate) fn string(&mut self) -> Result<Cow<'a, str>, Problem> {
        let start = self.at + 1;
        let end = special(self.json, start);
        if self.json.get(end) == Some(&b'"') {
            self.at = end + 1;
            return Ok(Cow::Borrowed(self.part(start, end)));
        }
        self.escaped_string()
    }

    #[cold]
    fn escaped_string(&mut self) -> Result<Cow<'a, str>, Problem> {
        let start = self.at + 1;
        self.skip_string()?;
        // Every escape was looked at.
        Ok(Cow::Owned(unescaped(self.part(start, self.at - 1)).unwrap_or_default()))
    }

    /// Goes past a string, whose quotation mark is next.
    #[inline]
    pub(crate) fn pass_string(&mut self, is_strict: bool) -> Result<(), Problem> {
        if is_strict {
            return self.skip_string();
        }
        let mut end = self.at + 1;
        loop {
            let rest = self.json.get(end..).unwrap_or_default();
            let Some(place) = memchr::memchr2(b'"', b'\\', rest) else {
                self.at = self.json.len();
                return Err(self.problem("an unterminated string"));
            };
            end += place + 1;
            if rest.get(place) == Some(&b'"') {
                self.at = end;
                return Ok(());
            }
            end += 1;
        }
    }

    /// The same, and looks at what is in it.
    fn skip_string(&mut self) -> Result<(), Problem> {
        let mut end = self.at + 1;
        loop {
            end = special(self.json, end);
            match self.json.get(end) {
                Some(b'"') => break,
                Some(b'\\') => {
                    end += match self.json.get(end + 1) {
                        Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => 2,
                        Some(b'u') if is_unit(self.json.get(end + 2..end + 6)) => 6,
                        _ => {
                            self.at = end;
                            return Err(self.problem("an unknown escape in a string"));
                        }
                    };
                }
                Some(_) => {
                    self.at = end;
                    return Err(self.problem("a control character in a string"));
                }
                None => {
                    self.at = self.json.len();
                    return Err(self.problem("an unterminated string"));
                }
            }
        }
        self.at = end + 1;
        Ok(())
    }
}

/// Where the next quotation mark, backslash or control character is, from here on: eight bytes at a time,
/// for most of an answer are strings.
#[inline]
fn special(json: &[u8], mut at: usize) -> usize {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = 0x8080_8080_8080_8080;
    // The lowest mark that is set is right; those above it may not be.
    let zero = |word: u64| word.wrapping_sub(ONES) & !word;
    while let Some(chunk) = json.get(at..).and_then(|it| it.first_chunk::<8>()) {
        let word = u64::from_le_bytes(*chunk);
        let quote = zero(word ^ (ONES * b'"' as u64));
        let backslash = zero(word ^ (ONES * b'\\' as u64));
        let control = word.wrapping_sub(ONES * 0x20) & !word;
        let found = (quote | backslash | control) & HIGH;
        if found != 0 {
            return at + (found.trailing_zeros() / 8) as usize;
        }
        at += 8;
    }
    let rest = json.get(at..).unwrap_or_default();
    let is_special = |it: &u8| matches!(it, b'"' | b'\\' | ..0x20);
    at + rest.iter().position(is_special).unwrap_or(rest.len())
}

/// The text of a string as it is written, with its quotation marks. None where its escapes stand for none.
pub fn unquoted(written: &str) -> Option<Cow<'_, str>> {
    let inner = written.strip_prefix('"')?.strip_suffix('"')?;
    if inner.contains('\\') { unescaped(inner).map(Cow::Owned) } else { Some(Cow::Borrowed(inner)) }
}

fn unescaped(text: &str) -> Option<String> {
    let mut read = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('\\') {
        read.push_str(before);
        let kind = after.chars().next()?;
        rest = after.get(1..)?;
        read.push(match kind {
            '"' | '\\' | '/' => kind,
            'b' => '\u{8}',
            'f' => '\u{c}',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'u' => {
                let first = unit(&mut rest)?;
                let mut after_pair = rest.strip_prefix("\\u").unwrap_or_default();
                let second =
                    if (0xd800..0xdc00).contains(&first) { unit(&mut after_pair) } else { None };
                let mut units = char::decode_utf16([first].into_iter().chain(second));
                match (units.next()?, second) {
                    (Ok(character), Some(_)) => {
                        rest = after_pair;
                        character
                    }
                    (Ok(character), None) => character,
                    // Half a character must not hide an order.
                    (Err(_), _) => char::REPLACEMENT_CHARACTER,
                }
            }
            _ => return None,
        });
    }
    read.push_str(rest);
    Some(read)
}

fn is_unit(digits: Option<&[u8]>) -> bool {
    digits.is_some_and(|it| it.iter().all(u8::is_ascii_hexdigit))
}

/// Four hexadecimal digits.
fn unit(rest: &mut &str) -> Option<u16> {
    let (digits, after) = rest.split_at_checked(4)?;
    // `from_str_radix` takes a sign as well.
    let unit = u16::from_str_radix(digits, 16).ok().filter(|_| is_unit(Some(digits.as_bytes())))?;
    *rest = after;
    Some(unit)
}
