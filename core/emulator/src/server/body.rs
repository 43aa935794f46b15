//! Where the body of a request ends: by its length, or chunk by chunk.

use crate::Request;

/// How a request says where its body ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Framing {
    /// After so many bytes.
    Length(usize),
    /// After an empty chunk.
    Chunked,
}

/// What the bytes read so far hold.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Scan {
    /// The whole body, and how many bytes it took.
    Whole { body: Vec<u8>, length: usize },
    /// Only its beginning.
    Partial,
    /// More than the server takes.
    TooLong,
    /// No such body.
    Broken,
}

impl Framing {
    /// Reads the headers. Two answers to one question are none: that is how requests are smuggled.
    pub(super) fn of(request: &Request) -> Result<Self, &'static str> {
        let values = |name: &'static str| {
            let named =
                request.headers.iter().filter(move |(key, _)| key.eq_ignore_ascii_case(name));
            named.map(|(_, value)| value.trim())
        };
        let chunked = match values("transfer-encoding").collect::<Vec<_>>().as_slice() {
            [] => false,
            [coding] if coding.eq_ignore_ascii_case("chunked") => true,
            _ => return Err("the only transfer-encoding taken is chunked"),
        };
        let mut lengths = values("content-length");
        match (chunked, lengths.next()) {
            (true, Some(_)) => Err("a body has a content-length or a transfer-encoding"),
            (true, None) => Ok(Self::Chunked),
            (false, None) => Ok(Self::Length(0)),
            (false, Some(first)) => {
                let plain = first.bytes().all(|byte| byte.is_ascii_digit());
                if !plain || lengths.any(|other| other != first) {
                    return Err("the content-length is no number");
                }
                first.parse().map(Self::Length).map_err(|_| "the content-length is no number")
            }
        }
    }

    /// Looks for the end of the body.
    pub(super) fn scan(self, bytes: &[u8]) -> Scan {
        match self {
            Self::Length(length) if length > MOST => Scan::TooLong,
            Self::Length(length) => match bytes.get(..length) {
                Some(body) => Scan::Whole { body: body.to_vec(), length },
                None => Scan::Partial,
            },
            // Chunk sizes and trailers count too, or a body of nothing else would never end.
            Self::Chunked if bytes.len() > 2 * MOST => Scan::TooLong,
            Self::Chunked => chunks(bytes),
        }
    }
}

fn chunks(bytes: &[u8]) -> Scan {
    let mut body = Vec::new();
    let mut rest = bytes;
    loop {
        let size = match httparse::parse_chunk_size(rest) {
            Ok(httparse::Status::Complete((start, size))) => {
                rest = rest.get(start..).unwrap_or_default();
                usize::try_from(size).unwrap_or(usize::MAX)
            }
            Ok(httparse::Status::Partial) => return Scan::Partial,
            Err(_) => return Scan::Broken,
        };
        if size == 0 {
            break;
        }
        if size > MOST - body.len() {
            return Scan::TooLong;
        }
        let Some((chunk, tail)) = rest.split_at_checked(size) else { return Scan::Partial };
        body.extend_from_slice(chunk);
        rest = match tail {
            [b'\r', b'\n', after @ ..] => after,
            [] | [b'\r'] => return Scan::Partial,
            _ => return Scan::Broken,
        };
    }
    // Trailers say nothing the emulator listens to.
    loop {
        let Some(end) = rest.windows(2).position(|pair| pair == b"\r\n") else {
            return Scan::Partial;
        };
        rest = rest.get(end + 2..).unwrap_or_default();
        if end == 0 {
            return Scan::Whole { body, length: bytes.len() - rest.len() };
        }
    }
}

const MOST: usize = 1 << 20;

#[cfg(test)]
mod tests {
    use super::*;

    fn framing(headers: &[(&str, &str)]) -> Result<Framing, &'static str> {
        let headers = headers.iter().map(|&(name, value)| (name.to_owned(), value.to_owned()));
        Framing::of(&Request { headers: headers.collect(), ..Request::default() })
    }

    #[test]
    fn headers_say_where_the_body_ends() {
        assert_eq!(framing(&[]), Ok(Framing::Length(0)));
        assert_eq!(framing(&[("Content-Length", "12")]), Ok(Framing::Length(12)));
        assert_eq!(framing(&[("Transfer-Encoding", "Chunked")]), Ok(Framing::Chunked));
        assert!(framing(&[("content-length", "+1")]).is_err());
        assert!(framing(&[("content-length", "")]).is_err());
        assert!(framing(&[("content-length", "1"), ("content-length", "2")]).is_err());
        assert!(framing(&[("content-length", "1"), ("transfer-encoding", "chunked")]).is_err());
        assert!(framing(&[("transfer-encoding", "gzip, chunked")]).is_err());
    }

    #[test]
    fn chunks_are_joined() {
        let bytes = b"3\r\nabc\r\n2;x=y\r\nde\r\n0\r\nx-trailer: 1\r\n\r\nGET";
        let whole = Scan::Whole { body: b"abcde".to_vec(), length: bytes.len() - 3 };
        assert_eq!(Framing::Chunked.scan(bytes), whole);
        for cut in 0..bytes.len() - 3 {
            assert_eq!(Framing::Chunked.scan(&bytes[..cut]), Scan::Partial, "{cut}");
        }
        assert_eq!(Framing::Chunked.scan(b"x\r\n"), Scan::Broken);
        assert_eq!(Framing::Chunked.scan(b"1\r\nab\r\n"), Scan::Broken);
        assert_eq!(Framing::Chunked.scan(b"ffffff\r\n"), Scan::TooLong);
        assert_eq!(Framing::Length(MOST + 1).scan(b""), Scan::TooLong);
    }
}
