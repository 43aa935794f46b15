//! A record of a journal's file, as a line: `<sum> <length> <json>`. The sum is the first 16 hexadecimal
//! digits of the SHA-1 of the JSON, the length is that of the JSON in bytes.
//!
//! Each is written by one append that begins and ends with a newline: so a line that a crash cut short is
//! by itself, and is told from a damaged one by its length.

use std::fmt::Write;

use serde_json::{Map, Value};

use crate::attempt::Attempt;
use crate::error::{Error, ErrorKind};
use crate::plain_options::PlainOption;
use crate::sha1::sha1;
use crate::types::Timestamp;

/// The version of the form that this release writes and reads.
const VERSION: u64 = 1;

/// What a journal says. The nonce of a claim tells it from others of the same attempt; it stands last, so
/// that the ends of no two lines are the same.
#[derive(Debug, PartialEq)]
pub(super) enum Record {
    Claim {
        at: Timestamp,
        attempt: Attempt,
        nonce: String,
    },
    Settled {
        id: String,
        outcome: Outcome,
        /// Of the claim that it settles; empty where there was none.
        nonce: String,
    },
}

/// How placing an attempt ended.
#[derive(Debug, PartialEq)]
pub(super) enum Outcome {
    Placed {
        order_id: Option<String>,
    },
    NotPlaced,
    Unknown {
        cause: Option<ErrorKind>,
        sent_at: Option<Timestamp>,
        candidate_order_id: Option<String>,
    },
}

/// What is appended for a claim.
pub(super) fn claim(attempt: &Attempt, at: Timestamp, nonce: &str) -> String {
    let attempt = attempt.to_json();
    line(&format!(
        r#"{{"record":"claim","v":{VERSION},"at":"{at}","attempt":{attempt},"nonce":"{nonce}"}}"#
    ))
}

/// What is appended for how a claimed attempt ended.
pub(super) fn settled(
    id: &str,
    outcome: Result<Option<&str>, &Error>,
    at: Timestamp,
    nonce: &str,
) -> String {
    let mut json = format!(r#"{{"record":"settled","v":{VERSION},"at":"{at}""#);
    let mut put = |name: &str, value: Option<&str>| {
        if let Some(value) = value {
            // Writing to a string does not fail.
            let _ = write!(json, r#","{name}":{}"#, Value::from(value));
        }
    };
    put("id", Some(id));
    match outcome {
        Ok(order_id) => {
            put("result", Some("placed"));
            put("order_id", order_id);
        }
        Err(error) => {
            let is_unknown = error.kind == ErrorKind::OutcomeUnknown;
            put("result", Some(if is_unknown { "unknown" } else { "not_placed" }));
            put("cause", Some(error.cause.unwrap_or(error.kind).as_str()));
            put("text", Some(&error.text));
            put("sent_at", error.sent_at.map(|it| it.to_string()).as_deref());
            put("candidate_order_id", error.candidate_order_id.as_deref());
        }
    }
    put("nonce", Some(nonce));
    json.push('}');
    line(&json)
}

fn line(json: &str) -> String {
    format!("\n{} {} {json}\n", sum(json.as_bytes()), json.len())
}

/// What a line is.
#[derive(Debug, PartialEq)]
pub(super) enum Line {
    Record(Box<Record>),
    /// Empty, or the beginning of a record whose writer ended amid it, before it sent anything.
    Torn,
}

/// Reads a line, without its newline. What is neither a record nor the beginning of one is damage, and an
/// error.
pub(super) fn read(line: &[u8]) -> Result<Line, &'static str> {
    const NOT_A_RECORD: Result<Line, &str> = Err("it is not a record of a journal");
    let mut parts = line.splitn(3, |byte| *byte == b' ');
    let (stated, length) = (parts.next().unwrap_or_default(), parts.next());
    let is_whole = stated.len() == SUM;
    let is_sum = stated.iter().all(|it| matches!(it, b'0'..=b'9' | b'a'..=b'f'));
    if !is_sum || stated.len() > SUM || length.is_some() && !is_whole {
        return NOT_A_RECORD;
    }
    let digits = length.unwrap_or_default();
    let are_digits = digits.len() <= DIGITS && digits.iter().all(u8::is_ascii_digit);
    if !are_digits || digits.first() == Some(&b'0') {
        return NOT_A_RECORD;
    }
    let Some(json) = parts.next() else { return Ok(Line::Torn) };
    let Ok(length) = String::from_utf8_lossy(digits).parse::<usize>() else { return NOT_A_RECORD };
    // The beginning of an object is never an object itself.
    if json.len() < length && members(json).is_none() {
        return Ok(Line::Torn);
    }
    if json.len() != length || sum(json).as_bytes() != stated {
        return Err("its checksum or its length is wrong");
    }
    let members = members(json).ok_or("it is not a JSON object")?;
    if members.get("v").and_then(Value::as_u64) != Some(VERSION) {
        return Err("it was written by another release of telnum, in a form not known here");
    }
    let record = record(&members).ok_or("this release cannot read it")?;
    Ok(Line::Record(Box::new(record)))
}

fn members(json: &[u8]) -> Option<Map<String, Value>> {
    // As text, like every answer, so that the parser is compiled once.
    match serde_json::from_str(std::str::from_utf8(json).ok()?) {
        Ok(Value::Object(members)) => Some(members),
        _ => None,
    }
}

fn record(members: &Map<String, Value>) -> Option<Record> {
    let nonce = given(members, "nonce")?;
    let text = |name: &str| members.get(name).and_then(Value::as_str);
    if text("record")? == "claim" {
        let attempt = Attempt::from_members(members.get("attempt")?.as_object()?).ok()?;
        return Some(Record::Claim { at: given(members, "at")?, attempt, nonce });
    }
    let outcome = match (text("record")?, text("result")?) {
        ("settled", "placed") => Outcome::Placed { order_id: given(members, "order_id") },
        ("settled", "not_placed") => Outcome::NotPlaced,
        ("settled", "unknown") => Outcome::Unknown {
            cause: given(members, "cause"),
            sent_at: given(members, "sent_at"),
            candidate_order_id: given(members, "candidate_order_id"),
        },
        _ => return None,
    };
    Some(Record::Settled { id: given(members, "id")?, outcome, nonce })
}

fn given<T: PlainOption>(members: &Map<String, Value>, name: &str) -> Option<T> {
    T::read(members.get(name)?)
}

fn sum(json: &[u8]) -> String {
    let mut text = String::with_capacity(SUM);
    for byte in sha1(&[json]).iter().take(SUM / 2) {
        let _ = write!(text, "{byte:02x}");
    }
    text
}

/// Digits of a sum.
const SUM: usize = 16;
/// Digits of a length: no record is longer.
const DIGITS: usize = 9;
