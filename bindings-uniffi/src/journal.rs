//! A host's own journal.

use std::fmt;
use std::sync::Arc;

use telnum::seen::{Seen, Shown};
use telnum::{
    Attempt, BoxFuture, Claim, Error, Journal, JournalClaim, JournalOutcome, OpenAttempt,
    PlacedAttempt, Result, Timestamp, read_json, unstopped,
};

use crate::message::message;

/// Remembers which attempts were placed, in the host's language. The host is told when nobody waits for it any more.
#[uniffi::export(with_foreign)]
#[async_trait::async_trait]
pub trait JournalCore: Send + Sync {
    /// Does what a message names: `claim` an attempt at a time, `settle` an attempt by its outcome, or list what is
    /// `open` or `placed`. It answers canonical JSON: a claim, nothing, or the attempts.
    async fn ask(&self, asked: Vec<u8>) -> Result<String, JournalFailed>;
}

/// The host's journal threw.
#[derive(Debug, uniffi::Error)]
pub enum JournalFailed {
    /// It threw something.
    Threw {
        /// What it said.
        said: String,
    },
}

/// A host's journal, as core uses it.
pub(crate) struct HostJournal(pub(crate) Arc<dyn JournalCore>);

impl HostJournal {
    /// Asks the host; what it needs to know is in the message by then.
    fn ask<'a>(&self, values: &[&dyn Shown]) -> BoxFuture<'a, Result<String>> {
        let (journal, asked) = (Arc::clone(&self.0), message(values));
        Box::pin(async move {
            journal.ask(asked).await.map_err(|JournalFailed::Threw { said }| {
                Error::configuration(format!("The journal failed: {}.", unstopped(&said)))
            })
        })
    }
}

impl Journal for HostJournal {
    fn claim<'a>(&'a self, attempt: &'a Attempt, at: Timestamp) -> BoxFuture<'a, Result<Claim>> {
        let asked = self.ask(&[&Seen::Text("claim"), attempt, &at]);
        Box::pin(async move {
            let claim: JournalClaim = read_json(&asked.await?, "a claim")?;
            Ok(match claim.granted {
                true => Claim::Granted,
                false => Claim::Taken { order_id: claim.order_id },
            })
        })
    }

    fn settle<'a>(
        &'a self,
        attempt: &'a Attempt,
        outcome: Result<Option<&'a str>, &'a Error>,
        at: Timestamp,
    ) -> BoxFuture<'a, Result<()>> {
        let asked = self.ask(&[&Seen::Text("settle"), attempt, &JournalOutcome::of(outcome, at)]);
        Box::pin(async move { asked.await.map(drop) })
    }

    fn open(&self) -> BoxFuture<'_, Result<Vec<OpenAttempt>>> {
        let asked = self.ask(&[&Seen::Text("open")]);
        Box::pin(async move { read_json(&asked.await?, "a list of open attempts") })
    }

    fn placed(&self) -> BoxFuture<'_, Result<Vec<PlacedAttempt>>> {
        let asked = self.ask(&[&Seen::Text("placed")]);
        Box::pin(async move { read_json(&asked.await?, "a list of placed attempts") })
    }
}

impl fmt::Display for JournalFailed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self::Threw { said } = self;
        f.write_str(said)
    }
}

impl std::error::Error for JournalFailed {}

impl From<uniffi::UnexpectedUniFFICallbackError> for JournalFailed {
    fn from(error: uniffi::UnexpectedUniFFICallbackError) -> Self {
        Self::Threw { said: error.reason }
    }
}
