//! Where purchases are written down before they are sent, so that no attempt is placed twice, whatever
//! happens to the program.

#[cfg(feature = "native")]
mod book;
#[cfg(feature = "native")]
mod file;
#[cfg(feature = "native")]
mod line;

use serde::{Deserialize, Serialize};
use telnum_macros::record;

use crate::attempt::Attempt;
use crate::error::{Error, ErrorKind, Result};
#[cfg(feature = "native")]
pub use crate::journal::file::FileJournal;
use crate::platform::{BoxFuture, Shared};
use crate::types::Timestamp;

/// Remembers, durably, which attempts were placed. All clients that share a journal, in whatever process
/// and language, place each attempt once.
///
/// The call's deadline does not hold here: a journal keeps its own. What panics is an error: before a
/// purchase is sent it keeps it from being sent, and afterwards it changes nothing.
pub trait Journal: Shared {
    /// Claims an attempt that is about to be sent. Of all who ever claim it, one is granted it: the claim
    /// is durable before this returns. It is free again once it is settled as `not_placed`.
    ///
    /// An error keeps the purchase from being sent.
    fn claim<'a>(&'a self, attempt: &'a Attempt, at: Timestamp) -> BoxFuture<'a, Result<Claim>>;

    /// Learns how a claimed attempt ended. Where this fails, the claim stays open, which is safe: the
    /// purchase is what it is.
    fn settle<'a>(
        &'a self,
        attempt: &'a Attempt,
        outcome: &'a AttemptOutcome,
    ) -> BoxFuture<'a, Result<()>>;

    /// What was claimed, and is not known to have been placed or not placed; oldest first.
    fn open(&self) -> BoxFuture<'_, Result<Vec<OpenAttempt>>>;
}

/// Who may place an attempt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Claim {
    /// The one that asked. No one else is granted it, unless it is settled as `not_placed`.
    Granted,
    /// Another claimed it before, and it is not certain that nothing was bought.
    Taken {
        /// The order that it made, where that is known.
        order_id: Option<String>,
    },
}

/// How placing an attempt ended, as its journal learns it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct AttemptOutcome {
    /// Whether it was placed.
    pub result: AttemptResult,
    /// When that was known, by the client's clock.
    pub at: Timestamp,
    /// For `placed`: the order, where the carrier gives an id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order_id: Option<String>,
    /// For `not_placed` and `unknown`: how it failed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cause: Option<ErrorKind>,
    /// For `not_placed` and `unknown`: one line for a person, without secrets.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// For `unknown`: when it was sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sent_at: Option<Timestamp>,
    /// For `unknown`: an order that the answer named, to be looked at.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub candidate_order_id: Option<String>,
}

/// Whether an attempt was placed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AttemptResult {
    /// The carrier made the order.
    Placed,
    /// It is certain that nothing was bought: the attempt may be placed again.
    NotPlaced,
    /// It was sent and its answer was lost. It may have been bought.
    Unknown,
}

/// An attempt that was claimed and not settled: it may have been bought.
#[record]
pub struct OpenAttempt {
    /// The attempt.
    pub attempt: Attempt,
    /// When it was claimed, by the client's clock. It was not sent before.
    pub claimed_at: Timestamp,
    /// When it was sent; absent where the program ended before its outcome was known.
    pub sent_at: Option<Timestamp>,
    /// How it failed; absent where the program ended before its outcome was known.
    pub cause: Option<ErrorKind>,
    /// An order that the answer named, to be looked at.
    pub candidate_order_id: Option<String>,
}

impl OpenAttempt {
    /// An attempt that was claimed then, and of which nothing more is known.
    pub fn new(attempt: Attempt, claimed_at: Timestamp) -> Self {
        Self { attempt, claimed_at, sent_at: None, cause: None, candidate_order_id: None }
    }
}

impl AttemptResult {
    /// Its canonical name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Placed => "placed",
            Self::NotPlaced => "not_placed",
            Self::Unknown => "unknown",
        }
    }
}

impl AttemptOutcome {
    /// The carrier made the order.
    pub fn placed(at: Timestamp, order_id: Option<String>) -> Self {
        Self { order_id, ..Self::of(AttemptResult::Placed, at) }
    }

    /// It ended with this error.
    pub fn failed(at: Timestamp, error: &Error) -> Self {
        let is_unknown = error.kind == ErrorKind::OutcomeUnknown;
        let result = if is_unknown { AttemptResult::Unknown } else { AttemptResult::NotPlaced };
        Self {
            cause: Some(error.cause.unwrap_or(error.kind)),
            text: Some(error.text.clone()),
            sent_at: error.sent_at,
            candidate_order_id: error.candidate_order_id.clone(),
            ..Self::of(result, at)
        }
    }

    /// Nothing more is known.
    pub fn of(result: AttemptResult, at: Timestamp) -> Self {
        Self {
            result,
            at,
            order_id: None,
            cause: None,
            text: None,
            sent_at: None,
            candidate_order_id: None,
        }
    }
}
