//! Where purchases are written down before they are sent, so that no attempt is placed twice, whatever
//! happens to the program.

#[cfg(feature = "native")]
mod book;
#[cfg(feature = "native")]
mod file;
#[cfg(feature = "native")]
mod line;

pub(crate) mod asking;
mod outcome;
#[cfg(feature = "native")]
mod postgres;
mod settling;
#[cfg(feature = "native")]
mod sql;

use serde_json::Value;
use telnum_macros::record;

use crate::attempt::Attempt;
use crate::error::{Error, ErrorKind, Result};
#[cfg(feature = "native")]
pub use crate::journal::file::FileJournal;
pub use crate::journal::outcome::{JournalClaim, JournalOutcome, JournalResult};
#[cfg(feature = "native")]
pub use crate::journal::postgres::{DatabaseFailed, PostgresDatabase, PostgresJournal};
pub use crate::journal::settling::SettledAttempt;
pub(crate) use crate::journal::settling::{open_attempts, settle_attempt};
use crate::plain_options::PlainOption;
use crate::platform::{BoxFuture, Shared};
use crate::types::Timestamp;

/// Remembers, durably, which attempts were placed. All clients that share a journal, in whatever process
/// and language, place each attempt once.
///
/// The call's deadline holds, but for files: a claim that is not answered by then is an error, and its future is dropped. An outcome is
/// waited for as long, and for 5 s at least. What panics is an error: before a purchase is sent it keeps it from being
/// sent, and afterwards it changes nothing.
pub trait Journal: Shared {
    /// Claims an attempt that is about to be sent. Of all who ever claim it, one is granted it: the claim
    /// is durable before this returns. It is free again once it is settled and nothing was bought.
    ///
    /// An error keeps the purchase from being sent, and leaves the claim as the journal has it: where it was made
    /// all the same, the attempt is open there until a person settles it.
    fn claim<'a>(&'a self, attempt: &'a Attempt, at: Timestamp) -> BoxFuture<'a, Result<Claim>>;

    /// Learns how a claimed attempt ended: with an order, and its id where the carrier gives one, or with
    /// an error. `outcome_unknown` leaves the claim open, for it may have been bought; with any other error
    /// it is certain that nothing was bought, and the attempt may be claimed again.
    ///
    /// Where this fails, the claim stays open, which is safe: the purchase is what it is.
    fn settle<'a>(
        &'a self,
        attempt: &'a Attempt,
        outcome: Result<Option<&'a str>, &'a Error>,
        at: Timestamp,
    ) -> BoxFuture<'a, Result<()>>;

    /// What was claimed, and is not known to have been placed or not placed; oldest first.
    fn open(&self) -> BoxFuture<'_, Result<Vec<OpenAttempt>>>;

    /// Whether a claim surely ends by itself, soon: then it is waited for beyond the call's deadline, so that none is
    /// made of which the call was told that it was not.
    #[doc(hidden)]
    fn ends_by_itself(&self) -> bool {
        false
    }

    /// The attempts that are known to have made an order: `reconcile_orders` does not look for them, and leaves their
    /// orders out where it looks for others. By default, none is known.
    fn placed(&self) -> BoxFuture<'_, Result<Vec<PlacedAttempt>>> {
        Box::pin(std::future::ready(Ok(Vec::new())))
    }
}

/// Who may place an attempt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Claim {
    /// The one that asked. No one else is granted it, unless it is settled and nothing was bought.
    Granted,
    /// Another claimed it before, and it is not certain that nothing was bought.
    Taken {
        /// The order that it made, where that is known.
        order_id: Option<String>,
    },
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

/// An attempt that a journal knows to have made an order.
#[record]
pub struct PlacedAttempt {
    /// The attempt's id.
    pub attempt_id: String,
    /// Its order, where the carrier gives an id.
    pub order_id: Option<String>,
}

impl PlacedAttempt {
    /// Reads one as a host has it, without a parser.
    #[doc(hidden)]
    pub fn from_value(value: &Value) -> Option<Self> {
        let text = |name| value.get(name).and_then(Value::as_str).map(str::to_owned);
        Some(Self { attempt_id: text("attempt_id")?, order_id: text("order_id") })
    }
}

impl OpenAttempt {
    /// An attempt that was claimed then, and of which nothing more is known.
    pub fn new(attempt: Attempt, claimed_at: Timestamp) -> Self {
        Self { attempt, claimed_at, sent_at: None, cause: None, candidate_order_id: None }
    }

    /// Reads one from its canonical form, as a host has it. It takes no parser, as in `Attempt`.
    #[doc(hidden)]
    pub fn from_value(value: &Value) -> Result<Self> {
        let text = |name| value.get(name).and_then(Value::as_str).map(str::to_owned);
        let time = |name| value.get(name).and_then(Value::as_str).and_then(Timestamp::read_text);
        let members = value.get("attempt").and_then(Value::as_object);
        let attempt = members.map(Attempt::from_members);
        let read = attempt.and_then(Result::ok).zip(time("claimed_at"));
        let (attempt, claimed_at) = read.ok_or_else(|| {
            let id = members.and_then(|it| it.get("id")?.as_str());
            let id = id.map(|it| format!(" (`{it}`)")).unwrap_or_default();
            Error::configuration(format!(
                "The journal has an open attempt{id} whose `attempt` or `claimedAt` cannot be read."
            ))
        })?;
        Ok(Self {
            attempt,
            claimed_at,
            sent_at: time("sent_at"),
            cause: value.get("cause").and_then(ErrorKind::read),
            candidate_order_id: text("candidate_order_id"),
        })
    }
}

/// Of no other claim, in whatever process.
#[cfg(feature = "native")]
fn nonce() -> Result<String> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).map_err(|error| {
        Error::configuration(format!("The operating system gives no random numbers ({error})."))
    })?;
    Ok(format!("{:032x}", u128::from_be_bytes(bytes)))
}
