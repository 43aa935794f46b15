//! The head of an answer: its status and headers (RFC 9112).

use std::mem::MaybeUninit;

use super::{broken, garbled};
use crate::transport::TransportError;
use crate::types::Header;

/// What an answer begins with.
#[derive(Debug)]
pub(super) struct Head {
    pub(super) status: u16,
    pub(super) headers: Vec<Header>,
    pub(super) framing: Framing,
    /// Whether another request may follow on the connection.
    pub(super) keeps: bool,
}

/// How the end of a body is told (RFC 9112, 6.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Framing {
    Length(u64),
    Chunked,
    UntilClosed,
}

/// Bytes that may come before a body, those of interim answers included: four times what the most
/// generous of common servers allow.
pub(super) const MOST_BYTES: usize = 256 * 1024;
/// Interim answers (1xx) before the answer.
pub(super) const MOST_INTERIM: u32 = 64;
const MOST_HEADERS: usize = 512;

/// Where a head ends, looked for from there on.
pub(super) fn end_of(bytes: &[u8], from: usize) -> Option<usize> {
    let mut at = from;
    loop {
        at += bytes.get(at..)?.iter().position(|it| *it == b'\n')? + 1;
        match bytes.get(at..)? {
            [b'\n', ..] => return Some(at + 1),
            [b'\r', b'\n', ..] => return Some(at + 2),
            _ => {}
        }
    }
}

impl Head {
    /// Reads the bytes of a whole head.
    pub(super) fn of(bytes: &[u8]) -> Result<Self, TransportError> {
        let mut slots = [const { MaybeUninit::uninit() }; MOST_HEADERS];
        let mut read = httparse::Response::new(&mut []);
        let parsed = httparse::ParserConfig::default()
            .parse_response_with_uninit_headers(&mut read, bytes, &mut slots);
        match parsed {
            Ok(httparse::Status::Complete(_)) => {}
            Ok(httparse::Status::Partial) => return Err(broken("its head is cut short")),
            Err(httparse::Error::TooManyHeaders) => {
                return Err(garbled(format!("it has more than {MOST_HEADERS} headers")));
            }
            Err(error) => return Err(broken(error.to_string())),
        }
        let headers: Vec<Header> = read
            .headers
            .iter()
            .map(|it| Header {
                name: it.name.to_ascii_lowercase(),
                value: String::from_utf8_lossy(it.value).into_owned(),
            })
            .collect();
        let status = read.code.unwrap_or_default();
        let is_1_1 = read.version == Some(1);
        let (framing, is_plain) = framing(status, &headers)?;
        let says = |word| words(&headers, "connection").any(|it| it.eq_ignore_ascii_case(word));
        let keeps = is_plain && !says("close") && (is_1_1 || says("keep-alive"));
        Ok(Self { status, headers, framing, keeps })
    }
}

/// How the body ends, and whether that is beyond doubt.
fn framing(status: u16, headers: &[Header]) -> Result<(Framing, bool), TransportError> {
    if matches!(status, 100..=199 | 204 | 304) {
        return Ok((Framing::Length(0), true));
    }
    let has_length = words(headers, "content-length").next().is_some();
    let mut codings = words(headers, "transfer-encoding");
    if let Some(coding) = codings.next() {
        if !coding.eq_ignore_ascii_case("chunked") || codings.next().is_some() {
            return Err(garbled("its transfer encoding is not one that was asked for"));
        }
        // Both may be an attempt to hide a second answer.
        return Ok((Framing::Chunked, !has_length));
    }
    let mut lengths = words(headers, "content-length");
    let Some(first) = lengths.next() else { return Ok((Framing::UntilClosed, false)) };
    let digits = first.bytes().all(|it| it.is_ascii_digit());
    match first.parse() {
        Ok(length) if digits && lengths.all(|it| it == first) => {
            Ok((Framing::Length(length), true))
        }
        _ => Err(garbled("its content length is not a number")),
    }
}

/// The items of all headers of this name.
pub(super) fn words<'a>(headers: &'a [Header], name: &'a str) -> impl Iterator<Item = &'a str> {
    let values = headers.iter().filter(move |it| it.name == name);
    values.flat_map(|it| it.value.split(',')).map(str::trim).filter(|it| !it.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::transport::Failure;

    fn read(text: &str) -> Result<(Framing, bool), TransportError> {
        assert_eq!(end_of(text.as_bytes(), 0), Some(text.len()));
        Head::of(text.as_bytes()).map(|it| (it.framing, it.keeps))
    }

    #[test]
    fn framings() {
        let of = |headers: &str| read(&format!("HTTP/1.1 200 OK\r\n{headers}\r\n")).unwrap();
        assert_eq!(of("Content-Length: 5\r\n"), (Framing::Length(5), true));
        assert_eq!(of("content-length: 5, 5\r\nContent-Length: 5\r\n"), (Framing::Length(5), true));
        assert_eq!(of("content-length: 5\r\nconnection: Close\r\n"), (Framing::Length(5), false));
        assert_eq!(of("Transfer-Encoding: Chunked\r\n"), (Framing::Chunked, true));
        assert!(!of("transfer-encoding: chunked\r\ncontent-length: 5\r\n").1);
        assert_eq!(of(""), (Framing::UntilClosed, false));
        assert_eq!(read("HTTP/1.1 204\r\ncontent-length: 7\n\n").unwrap().0, Framing::Length(0));
        assert!(!read("HTTP/1.0 200 OK\ncontent-length: 1\n\n").unwrap().1);
    }

    #[test]
    fn what_is_not_a_head() {
        for headers in
            ["content-length: -5\r\n", "content-length: +5\r\n", "content-length: 5, 6\r\n"]
        {
            assert!(read(&format!("HTTP/1.1 200 OK\r\n{headers}\r\n")).is_err(), "{headers}");
        }
        for headers in ["transfer-encoding: gzip, chunked\r\n", "transfer-encoding: identity\r\n"] {
            assert!(read(&format!("HTTP/1.1 200 OK\r\n{headers}\r\n")).is_err(), "{headers}");
        }
        assert!(read("SIP/2.0 200 OK\r\n\r\n").is_err());
        let many = |count: usize| format!("HTTP/1.1 200 OK\r\n{}\r\n", "a: b\r\n".repeat(count));
        assert!(read(&many(MOST_HEADERS)).is_ok());
        assert_eq!(read(&many(MOST_HEADERS + 1)).unwrap_err().failure, Failure::Garbled);
    }

    #[test]
    fn the_end_of_a_head() {
        assert_eq!(end_of(b"HTTP/1.1 200 OK\r\na: b\r\n\r\nbody", 0), Some(25));
        assert_eq!(end_of(b"HTTP/1.1 200 OK\r\na: b\r\n\r", 0), None);
        assert_eq!(end_of(b"a\r\n\r\n", 1), Some(5));
        assert_eq!(end_of(b"", 0), None);
    }
}
