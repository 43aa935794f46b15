//! What an answer means: bought, refused, or nobody knows.

use std::borrow::Cow;

use super::document::Document;
use super::order::DialogTechNumber;
use crate::transport::HttpResponse;

/// What an answer means.
#[derive(Debug, PartialEq)]
pub(super) enum Answer {
    /// `success`, with at least one number that can be read.
    Bought {
        numbers: Vec<DialogTechNumber>,
        /// What the answer says of the quantity.
        quantity: Option<String>,
    },
    /// Exactly `failed`, with the carrier's text: nothing was bought.
    Failed { text: String },
    /// Anything else: it may have been bought.
    Unreadable {
        why: String,
        /// Numbers that it names all the same, in E.164.
        numbers: Vec<String>,
    },
}

impl Answer {
    /// Reads an answer, whatever its status is.
    pub(super) fn read(answer: &HttpResponse) -> Self {
        if answer.body.len() > LARGEST {
            let why = format!("it is longer than {LARGEST} bytes");
            return Self::Unreadable { why, numbers: Vec::new() };
        }
        let document = match Document::read(&text_of(&answer.body)) {
            Ok(document) => document,
            Err((why, numbers)) => return unreadable(why, numbers),
        };
        let Document { results, description, quantity, numbers } = document;
        match results.as_slice() {
            [word] if word == "success" => bought(numbers, quantity),
            [word] if word == "failed" && numbers.is_empty() => {
                Self::Failed { text: one_line(&description) }
            }
            [word] if word == "failed" => {
                unreadable("it says failed and lists numbers".to_owned(), numbers)
            }
            [word] => {
                let word = serde_json::to_string(&shortened(word)).unwrap_or_default();
                unreadable(format!("its result is {word}"), numbers)
            }
            [] => unreadable("it has no result".to_owned(), numbers),
            _ => unreadable("it has several results".to_owned(), numbers),
        }
    }
}

fn bought(numbers: Vec<String>, quantity: Option<String>) -> Answer {
    if numbers.len() > MOST_NUMBERS {
        return unreadable(format!("it lists more than {MOST_NUMBERS} numbers"), numbers);
    }
    let numbers: Vec<_> = numbers.into_iter().map(DialogTechNumber::read).collect();
    if numbers.iter().all(|it| it.e164.is_none()) {
        return unreadable("it lists no number that can be read".to_owned(), Vec::new());
    }
    Answer::Bought { numbers, quantity }
}

/// Only what looks like a number is told of an answer that is not understood.
fn unreadable(why: String, numbers: Vec<String>) -> Answer {
    let numbers = numbers.into_iter().filter_map(|it| DialogTechNumber::read(it).e164);
    Answer::Unreadable { why, numbers: numbers.take(MOST_NAMED).collect() }
}

/// The body as text. What is no UTF-8 is read byte by byte, as ISO-8859-1, whatever is declared: digits
/// and the words that decide are the same in every encoding that the web has used, and an order must
/// not be lost for a name's sake.
pub(super) fn text_of(body: &[u8]) -> Cow<'_, str> {
    if let Some(units) = utf_16(body) {
        return char::decode_utf16(units)
            .map(|it| it.unwrap_or(char::REPLACEMENT_CHARACTER))
            .skip_while(|it| *it == BYTE_ORDER_MARK)
            .collect::<String>()
            .into();
    }
    match std::str::from_utf8(body) {
        Ok(text) => text.trim_start_matches(BYTE_ORDER_MARK).into(),
        Err(_) => body.iter().map(|byte| char::from(*byte)).collect::<String>().into(),
    }
}

/// The units of UTF-16: by its mark, or by how `<` looks in it.
fn utf_16(body: &[u8]) -> Option<Vec<u16>> {
    let read: fn([u8; 2]) -> u16 = match body {
        [0xff, 0xfe, ..] | [b'<', 0, ..] => u16::from_le_bytes,
        [0xfe, 0xff, ..] | [0, b'<', ..] => u16::from_be_bytes,
        _ => return None,
    };
    let pairs = body.chunks_exact(2).filter_map(|it| <[u8; 2]>::try_from(it).ok());
    Some(pairs.map(read).collect())
}

fn one_line(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ").chars().take(LONGEST_TEXT).collect()
}

fn shortened(text: &str) -> String {
    text.chars().take(40).collect()
}

const BYTE_ORDER_MARK: char = '\u{feff}';

/// An answer with 25 numbers has about two thousand bytes.
const LARGEST: usize = 1024 * 1024;

/// An order asks for 25 numbers at most.
const MOST_NUMBERS: usize = 1000;

/// How many numbers of an answer that is not understood are told.
const MOST_NAMED: usize = 25;

/// Nobody reads a reason of a megabyte.
const LONGEST_TEXT: usize = 500;
