//! What a client does with its journal beside placing: it shows what is open, and takes a person's word.

use std::time::Duration;

use telnum_macros::record;

use crate::attempt::Attempt;
use crate::channel::Channel;
use crate::error::{Error, ErrorKind, Result};
use crate::journal::OpenAttempt;
use crate::journal::asking::asked;
use crate::operation::{Ran, Running};
use crate::platform::BoxFuture;

/// An attempt of which it is known what became of it.
#[record]
pub struct SettledAttempt {
    /// The attempt's id.
    pub attempt_id: String,
    /// The order that it made; absent where nothing was bought.
    pub order_id: Option<String>,
}

/// `open_attempts` of each carrier.
pub(crate) fn open_attempts(running: Running<'_>) -> Ran<'_> {
    Box::pin(async move {
        let longest = time(running)?;
        Ok(Box::new(running.channel.open_attempts(longest).await?) as _)
    })
}

/// How long the journal may take, for each thing that it is asked.
fn time(running: Running<'_>) -> Result<Duration> {
    running.limit.map_or(Ok(running.channel.timeout), crate::config::timeout)
}

/// `settle_attempt` of each carrier.
pub(crate) fn settle_attempt<'a>(
    running: Running<'a>,
    attempt: &'a Attempt,
    order_id: Option<&'a str>,
) -> Ran<'a> {
    Box::pin(async move {
        let longest = time(running)?;
        Ok(Box::new(running.channel.settle_attempt(attempt, order_id, longest).await?) as _)
    })
}

impl Channel {
    /// The attempts at this client's carrier and environment that the journal has open.
    /// Boxed, here and below: compiled once, and not where each is called.
    pub(crate) fn open_attempts(
        &self,
        longest: Duration,
    ) -> BoxFuture<'_, Result<Vec<OpenAttempt>>> {
        Box::pin(async move {
            let Some(journal) = &self.journal else {
                return Err(Error::configuration("The client has no `journal`."));
            };
            let mut open = asked!(self, longest, journal.open())?;
            open.retain(|OpenAttempt { attempt, .. }| {
                attempt.carrier == self.carrier && attempt.environment == self.environment
            });
            Ok(open)
        })
    }

    /// Whether somebody has placed an attempt, as the journal knows: its order, where that is known.
    pub(crate) fn taken_in_journal<'a>(
        &'a self,
        attempt: &'a Attempt,
        longest: Duration,
    ) -> BoxFuture<'a, Result<Option<Option<String>>>> {
        Box::pin(async move {
            if self.journal.is_none() {
                return Ok(None);
            }
            let mut placed = self.placed_in_journal(longest).await?.into_iter();
            if let Some(it) = placed.find(|it| it.attempt_id == attempt.id) {
                return Ok(Some(it.order_id));
            }
            let open = self.open_attempts(longest).await?;
            Ok(open.iter().any(|it| it.attempt.id == attempt.id).then_some(None))
        })
    }

    /// Takes it from a person what became of an attempt.
    async fn settle_attempt(
        &self,
        attempt: &Attempt,
        order_id: Option<&str>,
        longest: Duration,
    ) -> Result<SettledAttempt> {
        self.check_attempt(attempt)?;
        if order_id.is_some_and(|it| it.trim().is_empty()) {
            let wrong = (self.names.wording.invalid)("order_id", "must not be empty");
            return Err(Error::invalid_input(self.carrier, vec![wrong]));
        }
        self.may_be_settled(attempt, order_id, longest).await?;
        match order_id {
            Some(order_id) => {
                self.placed.made(attempt, Some(order_id));
                self.settle(attempt, Ok(Some(order_id)), longest).await?;
            }
            None => {
                let word =
                    Error::new(ErrorKind::Rejected, "A person said that nothing was bought.");
                self.settle(attempt, Err(&word), longest).await?;
                self.placed.release(attempt, false);
            }
        }
        Ok(SettledAttempt { attempt_id: attempt.id.clone(), order_id: order_id.map(str::to_owned) })
    }

    /// What is known of an attempt is not taken back.
    async fn may_be_settled(
        &self,
        attempt: &Attempt,
        order_id: Option<&str>,
        longest: Duration,
    ) -> Result<()> {
        let conflict = |known: Option<String>| {
            let text =
                "The attempt was settled before, or was never placed. Nothing was written down.";
            Err(Error::new(ErrorKind::Conflict, text).with(|it| {
                it.carrier = Some(self.carrier);
                it.attempt = Some(attempt.clone());
                it.candidate_order_id = known;
            }))
        };
        match (self.placed.answer_of(attempt), order_id) {
            (Some(known), None) => return conflict(known),
            (Some(Some(known)), Some(order_id)) if known != order_id => {
                return conflict(Some(known));
            }
            _ => {}
        }
        let is_open = |it: &OpenAttempt| it.attempt.id == attempt.id;
        if order_id.is_none()
            && self.journal.is_some()
            && !self.open_attempts(longest).await?.iter().any(is_open)
        {
            return conflict(None);
        }
        Ok(())
    }
}
