//! A body that comes in chunks (RFC 9112, 7.1).

use super::garbled;
use crate::transport::TransportError;

/// Takes the chunks apart, as their bytes come.
#[derive(Debug, Default)]
pub(super) struct Chunks {
    state: State,
    /// Bytes that the present chunk still has.
    left: u64,
    digits: u8,
    /// Bytes that were no data.
    framing: usize,
    pub(super) data: Vec<u8>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum State {
    #[default]
    Size,
    Extension,
    Data,
    AfterData,
    TrailerStart,
    Trailer,
    Done,
}

/// Bytes that are no data are bounded: by so many, and so many more for each byte of data, which leaves
/// room for chunks of one byte.
const MOST_FRAMING: usize = 64 * 1024;
const FRAMING_PER_BYTE: usize = 16;

impl Chunks {
    /// Whether the last chunk and the trailers have come.
    pub(super) fn is_done(&self) -> bool {
        self.state == State::Done
    }

    /// Takes bytes; how many of them belong to the body.
    pub(super) fn take(&mut self, bytes: &[u8]) -> Result<usize, TransportError> {
        let mut rest = bytes;
        while let [byte, following @ ..] = rest {
            if self.state == State::Done {
                break;
            }
            if self.state == State::Data {
                let most = usize::try_from(self.left).unwrap_or(usize::MAX).min(rest.len());
                let (data, following) = rest.split_at(most);
                self.data.extend_from_slice(data);
                self.left -= most as u64;
                if self.left == 0 {
                    self.state = State::AfterData;
                }
                rest = following;
                continue;
            }
            self.framing += 1;
            if self.framing > MOST_FRAMING + FRAMING_PER_BYTE * self.data.len() {
                return Err(garbled("its chunks are hardly more than their framing"));
            }
            self.step(*byte)?;
            rest = following;
        }
        Ok(bytes.len() - rest.len())
    }

    fn step(&mut self, byte: u8) -> Result<(), TransportError> {
        self.state = match (self.state, byte) {
            (State::Size, b'0'..=b'9' | b'a'..=b'f' | b'A'..=b'F') if self.digits < 15 => {
                let digit = char::from(byte).to_digit(16).unwrap_or_default();
                self.left = self.left * 16 + u64::from(digit);
                self.digits += 1;
                State::Size
            }
            (State::Size, b';' | b' ' | b'\t' | b'\r') if self.digits > 0 => State::Extension,
            (State::Size | State::Extension, b'\n') if self.digits > 0 => {
                self.digits = 0;
                if self.left == 0 { State::TrailerStart } else { State::Data }
            }
            (State::Extension, _) => State::Extension,
            (State::AfterData, b'\r') => State::AfterData,
            (State::AfterData, b'\n') => State::Size,
            (State::TrailerStart, b'\r') => State::TrailerStart,
            (State::TrailerStart, b'\n') => State::Done,
            (State::TrailerStart, _) => State::Trailer,
            (State::Trailer, b'\n') => State::TrailerStart,
            (State::Trailer, _) => State::Trailer,
            _ => return Err(garbled("its chunks are not framed as chunks are")),
        };
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &[u8], at_once: usize) -> Result<(Vec<u8>, bool, usize), TransportError> {
        let mut chunks = Chunks::default();
        let mut taken = 0;
        for part in text.chunks(at_once) {
            taken += chunks.take(part)?;
        }
        let done = chunks.is_done();
        Ok((chunks.data, done, taken))
    }

    #[test]
    fn chunks_in_any_pieces() {
        let text = b"3;name=\"x\"\r\nabc\r\n0A \r\n0123456789\r\n0\r\ntrailer: x\r\n\r\nHTTP";
        for at_once in 1..text.len() {
            let (data, done, taken) = read(text, at_once).unwrap();
            assert_eq!((data.as_slice(), done), (&b"abc0123456789"[..], true));
            assert_eq!(taken, text.len() - 4);
        }
        assert!(!read(b"3\r\nabc\r\n", 9).unwrap().1);
    }

    #[test]
    fn what_is_not_framed_as_chunks() {
        for text in [
            &b"x\r\n"[..],
            b"\r\n",
            b";x\r\n",
            b"3\r\nabcd\r\n",
            b"1111111111111111\r\n",
            b"-1\r\n",
        ] {
            assert!(read(text, 99).is_err(), "{text:?}");
        }
        assert!(read(format!("1;{}\r\n", "x".repeat(MOST_FRAMING)).as_bytes(), 999).is_err());
        assert!(read(format!("0\r\n{}", "a:b\r\n".repeat(MOST_FRAMING)).as_bytes(), 999).is_err());
        assert_eq!(read("1\r\nx\r\n".repeat(50_000).as_bytes(), 4096).unwrap().0.len(), 50_000);
    }
}
