//! A record of a journal's file, as a line: `<sum> <length> <json>`. The sum is the first 16 hexadecimal
//! digits of the SHA-1 of the JSON, the length is that of the JSON in bytes.
//!
//! Each is written by one append that begins and ends with a newline: so a line that a crash cut short is
//! by itself, and is told from a damaged one by its length.

use std::fmt::Write;

use serde::de::IgnoredAny;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha1::{Digest, Sha1};

use crate::attempt::Attempt;
use crate::error::{Error, ErrorKind};
use crate::types::Timestamp;

/// The version of the form that this release writes and reads.
const VERSION: u64 = 1;

/// What a journal says. The nonce of a claim tells it from others of the same attempt; it stands last, so
/// that the ends of no two lines are the same.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "record", rename_all = "snake_case")]
pub(super) enum Record {
    Claim {
        v: u64,
        at: Timestamp,
        attempt: Attempt,
        nonce: String,
    },
    Settled {
        v: u64,
        id: String,
        at: Timestamp,
        #[serde(flatten)]
        outcome: Outcome,
        /// Of the claim that it settles; none where there was none.
        nonce: String,
    },
}

/// How placing an attempt ended.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "result", rename_all = "snake_case")]
pub(super) enum Outcome {
    Placed {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        order_id: Option<String>,
    },
    NotPlaced {
        cause: ErrorKind,
        text: String,
    },
    Unknown {
        cause: ErrorKind,
        text: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        sent_at: Option<Timestamp>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        candidate_order_id: Option<String>,
    },
}

impl From<Result<Option<&str>, &Error>> for Outcome {
    fn from(ended: Result<Option<&str>, &Error>) -> Self {
        let error = match ended {
            Ok(order_id) => return Self::Placed { order_id: order_id.map(str::to_owned) },
            Err(error) => error.info().clone(),
        };
        let (cause, text) = (error.cause.unwrap_or(error.kind), error.text);
        if error.kind != ErrorKind::OutcomeUnknown {
            return Self::NotPlaced { cause, text };
        }
        let (sent_at, candidate_order_id) = (error.sent_at, error.candidate_order_id);
        Self::Unknown { cause, text, sent_at, candidate_order_id }
    }
}

impl Record {
    pub(super) fn claim(attempt: &Attempt, at: Timestamp, nonce: &str) -> Self {
        Self::Claim { v: VERSION, at, attempt: attempt.clone(), nonce: nonce.to_owned() }
    }

    pub(super) fn settled(id: String, outcome: Outcome, at: Timestamp, nonce: String) -> Self {
        Self::Settled { v: VERSION, id, at, outcome, nonce }
    }

    /// What is appended for it.
    pub(super) fn written(&self) -> String {
        let json = serde_json::to_string(self).unwrap_or_default();
        format!("\n{} {} {json}\n", sum(json.as_bytes()), json.len())
    }
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
pub(super) fn read(line: &[u8]) -> Result<Line, String> {
    let not_a_record = || Err("it is not a record of a journal".to_owned());
    let mut parts = line.splitn(3, |byte| *byte == b' ');
    let (stated, length) = (parts.next().unwrap_or_default(), parts.next());
    let is_whole = stated.len() == SUM;
    let is_sum = stated.iter().all(|it| matches!(it, b'0'..=b'9' | b'a'..=b'f'));
    if !is_sum || stated.len() > SUM || length.is_some() && !is_whole {
        return not_a_record();
    }
    let digits = length.unwrap_or_default();
    if digits.len() > DIGITS
        || digits.first() == Some(&b'0')
        || !digits.iter().all(u8::is_ascii_digit)
    {
        return not_a_record();
    }
    let Some(json) = parts.next() else { return Ok(Line::Torn) };
    let Ok(length) = String::from_utf8_lossy(digits).parse::<usize>() else {
        return not_a_record();
    };
    // The beginning of an object is never an object itself.
    if json.len() < length && serde_json::from_slice::<IgnoredAny>(json).is_err() {
        return Ok(Line::Torn);
    }
    if json.len() != length || sum(json).as_bytes() != stated {
        return Err("its checksum or its length is wrong".to_owned());
    }
    record(json).map(|it| Line::Record(Box::new(it)))
}

fn record(json: &[u8]) -> Result<Record, String> {
    let unknown = |error: serde_json::Error| format!("this release cannot read it ({error})");
    let value: Value = serde_json::from_slice(json).map_err(unknown)?;
    let version = value.get("v").and_then(Value::as_u64);
    if version != Some(VERSION) {
        return Err(
            "it was written by another release of telnum, in a form not known here".to_owned()
        );
    }
    Record::deserialize(value).map_err(unknown)
}

fn sum(json: &[u8]) -> String {
    let mut text = String::with_capacity(SUM);
    for byte in Sha1::digest(json).iter().take(SUM / 2) {
        // Writing to a string does not fail.
        let _ = write!(text, "{byte:02x}");
    }
    text
}

/// Digits of a sum.
const SUM: usize = 16;
/// Digits of a length: no record is longer.
const DIGITS: usize = 9;
