//! What a client does with its journal beside placing: it shows what is open, and takes a person's word.

use std::future::Future;

use telnum_macros::record;

use crate::attempt::Attempt;
use crate::channel::Channel;
use crate::error::{Error, ErrorKind, Result};
use crate::journal::OpenAttempt;
use crate::operation::{Ran, Running};
use crate::platform::caught;

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
    Box::pin(async move { Ok(Box::new(running.channel.open_attempts().await?) as _) })
}

/// `settle_attempt` of each carrier.
pub(crate) fn settle_attempt<'a>(
    running: Running<'a>,
    attempt: &'a Attempt,
    order_id: Option<&'a str>,
) -> Ran<'a> {
    Box::pin(
        async move { Ok(Box::new(running.channel.settle_attempt(attempt, order_id).await?) as _) },
    )
}

impl Channel {
    /// The attempts at this client's carrier and environment that the journal has open.
    pub(crate) async fn open_attempts(&self) -> Result<Vec<OpenAttempt>> {
        let Some(journal) = &self.journal else {
            return Err(Error::configuration("The client has no `journal`."));
        };
        let mut open = told(caught(|| journal.open())).await?;
        open.retain(|OpenAttempt { attempt, .. }| {
            attempt.carrier == self.carrier && attempt.environment == self.environment
        });
        Ok(open)
    }

    /// The orders of which the journal knows the attempts.
    pub(crate) async fn orders_in_journal(&self) -> Result<Vec<String>> {
        match &self.journal {
            Some(journal) => told(caught(|| journal.order_ids())).await,
            None => Ok(Vec::new()),
        }
    }

    /// Takes it from a person what became of an attempt.
    async fn settle_attempt(
        &self,
        attempt: &Attempt,
        order_id: Option<&str>,
    ) -> Result<SettledAttempt> {
        self.check_attempt(attempt)?;
        if order_id.is_some_and(|it| it.trim().is_empty()) {
            let wrong = (self.names.wording.invalid)("order_id", "must not be empty");
            return Err(Error::invalid_input(self.carrier, vec![wrong]));
        }
        self.may_be_settled(attempt, order_id).await?;
        match order_id {
            Some(order_id) => {
                self.placed.made(attempt, Some(order_id));
                self.settle(attempt, Ok(Some(order_id))).await?;
            }
            None => {
                let word =
                    Error::new(ErrorKind::Rejected, "A person said that nothing was bought.");
                self.settle(attempt, Err(&word)).await?;
                self.placed.release(attempt, false);
            }
        }
        Ok(SettledAttempt { attempt_id: attempt.id.clone(), order_id: order_id.map(str::to_owned) })
    }

    /// What is known of an attempt is not taken back.
    async fn may_be_settled(&self, attempt: &Attempt, order_id: Option<&str>) -> Result<()> {
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
            && !self.open_attempts().await?.iter().any(is_open)
        {
            return conflict(None);
        }
        Ok(())
    }
}

async fn told<T>(asked: impl Future<Output = Option<Result<T>>>) -> Result<T> {
    asked.await.unwrap_or_else(|| Err(Error::configuration("The journal panicked.")))
}
