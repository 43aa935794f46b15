//! XML, piece by piece. A document type is passed over and no entity is ever expanded.
//!
//! It reads what quick-xml reads, and its tests say so; that weighed ten thousand bytes more in a browser.

use std::borrow::Cow;

/// A piece of a document.
#[derive(Debug, PartialEq)]
pub(super) enum Piece<'a> {
    /// An element of this name begins.
    Start(&'a str),
    /// The element that began last ends.
    End,
    /// Text, or a section of it.
    Text(Cow<'a, str>),
    /// What stands between `&` and `;`.
    Reference(&'a str),
    /// A comment, an instruction or a document type.
    Other,
}

/// Where in a document it is read.
pub(super) struct Reader<'a> {
    rest: &'a str,
    /// How many bytes came before.
    at: usize,
    /// The names of the elements that are open.
    open: Vec<&'a str>,
    /// Whether the last piece was `<name/>`, which ends too.
    ends: bool,
}

impl<'a> Reader<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { rest: text, at: 0, open: Vec::new(), ends: false }
    }

    /// The next piece, or nothing at the end. Where it is broken: at which byte.
    pub(super) fn next(&mut self) -> Result<Option<Piece<'a>>, usize> {
        if std::mem::take(&mut self.ends) {
            self.open.pop();
            return Ok(Some(Piece::End));
        }
        let bytes = self.rest.as_bytes();
        let upto = |ends: &[u8], from| find(bytes, from, ends).unwrap_or(bytes.len());
        Ok(Some(match bytes.first() {
            None => return Ok(None),
            Some(b'<') => self.markup()?,
            Some(b'&') => {
                // Free text may well say AT&T.
                let end = upto(b";&<", 1);
                if bytes.get(end) == Some(&b';') {
                    let reference = self.take(end + 1);
                    Piece::Reference(inside(reference, "&", ";").unwrap_or(reference))
                } else {
                    Piece::Text(lines(self.take(end)))
                }
            }
            Some(_) => Piece::Text(lines(self.take(upto(b"<&", 0)))),
        }))
    }

    fn take(&mut self, length: usize) -> &'a str {
        let (taken, rest) = self.rest.split_at_checked(length).unwrap_or((self.rest, ""));
        self.rest = rest;
        self.at += taken.len();
        taken
    }

    fn markup(&mut self) -> Result<Piece<'a>, usize> {
        let begin = self.at;
        let end = end_of_markup(self.rest.as_bytes()).ok_or(begin)?;
        let markup = self.take(end + 1);
        let piece = match markup.as_bytes() {
            [_, b'/', ..] => self.end_tag(markup),
            [_, b'!', b'[', ..] => {
                inside(markup, "<![CDATA[", "]]>").map(|it| Piece::Text(lines(it)))
            }
            [_, b'!', b'-', rest @ ..] => (rest.first() == Some(&b'-')).then_some(Piece::Other),
            [_, b'!', ..] => {
                let (word, rest) = markup.split_at_checked("<!DOCTYPE".len()).ok_or(begin)?;
                if word.eq_ignore_ascii_case("<!DOCTYPE") && rest.trim_matches(SPACES) == ">" {
                    return Err(self.at - 1);
                }
                word.eq_ignore_ascii_case("<!DOCTYPE").then_some(Piece::Other)
            }
            [_, b'?', ..] => (markup != "<?>").then_some(Piece::Other),
            _ => self.start_tag(markup),
        };
        piece.ok_or(begin)
    }

    fn start_tag(&mut self, tag: &'a str) -> Option<Piece<'a>> {
        let empty = inside(tag, "<", "/>");
        let name = empty.or_else(|| inside(tag, "<", ">"))?.split(SPACES).next()?;
        self.ends = empty.is_some();
        self.open.push(name);
        Some(Piece::Start(name))
    }

    fn end_tag(&mut self, tag: &str) -> Option<Piece<'a>> {
        let name = inside(tag, "</", ">")?;
        let trimmed = name.trim_end_matches(SPACES);
        let name = if trimmed.is_empty() { name } else { trimmed };
        (self.open.pop()? == name).then_some(Piece::End)
    }
}

const SPACES: [char; 4] = [' ', '\t', '\r', '\n'];

fn inside<'a>(text: &'a str, begin: &str, end: &str) -> Option<&'a str> {
    text.strip_prefix(begin)?.strip_suffix(end)
}

/// Any end of a line is a line feed.
fn lines(text: &str) -> Cow<'_, str> {
    let mut lines = text.split('\r');
    let first = lines.next().unwrap_or_default();
    if first.len() == text.len() {
        return Cow::Borrowed(text);
    }
    let mut normal = first.to_owned();
    for line in lines {
        normal.push('\n');
        normal.push_str(line.strip_prefix('\n').unwrap_or(line));
    }
    Cow::Owned(normal)
}

/// Where the first of these bytes is.
fn find(bytes: &[u8], from: usize, any: &[u8]) -> Option<usize> {
    let found = bytes.get(from..)?.iter().position(|it| any.contains(it));
    found.map(|it| it + from)
}

/// The `>` of the markup at the beginning.
fn end_of_markup(bytes: &[u8]) -> Option<usize> {
    match bytes {
        [_, b'!', b'-', ..] => after(bytes, "<!---->".len() - 1, b"--"),
        [_, b'!', b'[', ..] => after(bytes, 0, b"]]"),
        [_, b'!', b'D' | b'd', ..] => end_of_document_type(bytes),
        [_, b'!', ..] | [_] => None,
        [_, b'?', ..] => after(bytes, 0, b"?"),
        _ => unquoted(bytes),
    }
}

/// The first `>` that is behind these bytes, and not before a place.
fn after(bytes: &[u8], from: usize, last: &[u8]) -> Option<usize> {
    let is_end = |at: &usize| {
        let (Some(before), Some(b'>')) = (bytes.get(..*at), bytes.get(*at)) else { return false };
        before.ends_with(last)
    };
    (from..bytes.len()).find(is_end)
}

/// The first `>` that is in no quotes.
fn unquoted(bytes: &[u8]) -> Option<usize> {
    let mut quote = None;
    bytes.iter().position(|byte| {
        match (quote, byte) {
            (None, b'>') => return true,
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), _) if open == byte => quote = None,
            _ => {}
        }
        false
    })
}

fn end_of_document_type(bytes: &[u8]) -> Option<usize> {
    let mut at = find(bytes, 0, b"'\"[>")?;
    loop {
        match bytes.get(at)? {
            b'>' => return Some(at),
            b'[' => break,
            quote => at = find(bytes, at + 1, &[*quote])?,
        }
        at = find(bytes, at + 1, b"'\"[>")?;
    }
    // What it declares.
    loop {
        at = find(bytes, at + 1, b"]<")?;
        let declaration = bytes.get(at..)?;
        let end = match declaration {
            [b']', ..] => return find(bytes, at, b">"),
            [_, b'?', ..] => after(declaration, "<??>".len() - 1, b"?"),
            [_, b'!', b'-', b'-', ..] => after(declaration, "<!---->".len() - 1, b"--"),
            [_, rest @ ..] if QUOTING.iter().any(|it| rest.starts_with(it)) => {
                unquoted(declaration)
            }
            _ => find(declaration, 0, b">"),
        };
        at += end?;
    }
}

/// Declarations in which a `>` may be in quotes.
const QUOTING: [&[u8]; 3] = [b"!ENTITY", b"!ATTLIST", b"!NOTATION"];

#[cfg(test)]
mod tests {
    use quick_xml::events::Event;

    use super::{Piece, Reader};

    type Read = (Vec<Piece<'static>>, Option<usize>);

    fn read(text: &'static str) -> Read {
        let mut reader = Reader::new(text);
        let mut pieces = Vec::new();
        loop {
            match reader.next() {
                Ok(Some(piece)) => pieces.push(piece),
                Ok(None) => return (pieces, None),
                Err(at) => return (pieces, Some(at)),
            }
        }
    }

    fn by_quick_xml(text: &'static str) -> Read {
        let mut reader = quick_xml::Reader::from_str(text);
        reader.config_mut().expand_empty_elements = true;
        reader.config_mut().allow_dangling_amp = true;
        let mut pieces = Vec::new();
        loop {
            let Ok(event) = reader.read_event() else {
                return (pieces, usize::try_from(reader.error_position()).ok());
            };
            pieces.push(match event {
                Event::Start(it) => Piece::Start(leaked(it.name().as_ref())),
                Event::End(_) => Piece::End,
                Event::Text(it) => Piece::Text(it.xml10_content().into_owned().into()),
                Event::CData(it) => Piece::Text(it.xml10_content().into_owned().into()),
                Event::GeneralRef(it) => Piece::Reference(leaked(&it)),
                Event::Eof => return (pieces, None),
                _ => Piece::Other,
            });
        }
    }

    fn leaked(text: &str) -> &'static str {
        text.to_owned().leak()
    }

    const DOCUMENTS: [&str; 6] = [
        "<?xml version='1.0'?><!DOCTYPE a><r>\r\n<a b='>' c=\"/>\"/>t\rs&amp;&#x41;</r >\n",
        "<!DOCTYPE r PUBLIC \"[>\" '>' [<!ENTITY a \"]>\"> <!-- ' --> <?p ]> ?> %e; <!ELEMENT b>]  ><r/>",
        "<!doctype r [<!ATTLIST a '>'><!NOTATION \"]>\" ><!odd \"><]>]><r><!-- - -> --->AT&T & Co</r>",
        "<r><![CDATA[<a>]]]]>\r\n&lt;<b><c></c></b><d\t/><!----></r><!-- --><??><?p?>",
        "<r>\u{e9}&\u{20ac};<\u{e9} \u{e9}=\"\u{e9}\"></\u{e9}></r>&;&a b;<><//></><//>",
        "</><?><!><!D><!-><![a]]><!DOCTYPE \t><<a></<a></ ><a></a b>",
    ];

    #[test]
    fn a_spoilt_document_reads_as_quick_xml_reads_it() {
        let odd = [
            '<', '>', '&', ';', '"', '\'', '[', ']', '!', '-', '?', '/', ' ', '\r', '\n', 'D', 'a',
        ];
        for document in DOCUMENTS {
            assert_eq!(read(document), by_quick_xml(document), "{document:?}");
            for (at, now) in document.char_indices() {
                let (before, after) = document.split_at(at);
                let rest = &after[now.len_utf8()..];
                let mut spoilt =
                    vec![before.to_owned(), after.to_owned(), format!("{before}{rest}")];
                spoilt.extend(odd.iter().map(|odd| format!("{before}{odd}{rest}")));
                spoilt.extend(odd.iter().map(|odd| format!("{before}{odd}{after}")));
                for (other, _) in document.char_indices() {
                    spoilt.push(format!("{before}{}", &document[other..]));
                }
                for text in spoilt {
                    let text = leaked(&text);
                    assert_eq!(read(text), by_quick_xml(text), "{text:?}");
                }
            }
        }
    }
}
