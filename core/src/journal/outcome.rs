//! What a journal answers and is told, as plain data: for a caller's own journal in every language.

use telnum_macros::{closed_set, record};

use crate::error::{Error, ErrorKind};
use crate::types::Timestamp;

/// Who may place an attempt: the answer of a journal's `claim`.
#[record]
pub struct JournalClaim {
    /// True for the one that claimed it first. False where another claimed it before, and it is not certain that
    /// nothing was bought.
    pub granted: bool,
    /// Where it is not granted: its order, where that is known.
    pub order_id: Option<String>,
}

/// How placing an attempt ended, as a journal writes it down.
#[closed_set]
pub enum JournalResult {
    /// It was bought: nobody places the attempt again.
    Placed,
    /// It is certain that nothing was bought: the attempt is free again.
    NotPlaced,
    /// The answer was lost, and it may have been bought: the claim stays open.
    Unknown,
}

/// How placing an attempt ended: what a journal's `settle` is told.
#[record]
pub struct JournalOutcome {
    /// How it ended.
    pub result: JournalResult,
    /// When it ended, by the client's clock.
    pub at: Timestamp,
    /// The order, where it was placed and the carrier gives an id.
    pub order_id: Option<String>,
    /// Why it was not placed, or how its answer was lost.
    pub cause: Option<ErrorKind>,
    /// The same for a person, without secrets.
    pub text: Option<String>,
    /// When it was sent, where its answer was lost.
    pub sent_at: Option<Timestamp>,
    /// An order that a lost answer named, to be looked at.
    pub candidate_order_id: Option<String>,
}

impl JournalOutcome {
    /// What [`Journal::settle`](crate::Journal::settle) is told, as plain data.
    pub fn of(outcome: Result<Option<&str>, &Error>, at: Timestamp) -> Self {
        match outcome {
            Ok(order_id) => Self {
                result: JournalResult::Placed,
                at,
                order_id: order_id.map(str::to_owned),
                cause: None,
                text: None,
                sent_at: None,
                candidate_order_id: None,
            },
            Err(error) => {
                let is_unknown = error.kind == ErrorKind::OutcomeUnknown;
                Self {
                    result: match is_unknown {
                        true => JournalResult::Unknown,
                        false => JournalResult::NotPlaced,
                    },
                    at,
                    order_id: None,
                    cause: Some(error.cause.unwrap_or(error.kind)),
                    text: Some(error.text.clone()),
                    sent_at: error.sent_at,
                    candidate_order_id: error.candidate_order_id.clone().filter(|_| is_unknown),
                }
            }
        }
    }
}
