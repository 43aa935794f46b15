//! Purchases: sent once, by way of an attempt, and never an ordinary error when the outcome is unknown.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;

use futures_util::FutureExt;

use crate::attempt::{Attempt, PlacedAttempts};
use crate::by_name::ByName;
use crate::call::{Call, Facts, Output};
use crate::channel::Channel;
use crate::checks::Checks;
use crate::cost::by_this_call;
use crate::driver::{CallOptions, Exchanged};
use crate::error::{Error, ErrorKind, Result};
use crate::journal::Claim;
use crate::journal::asking::TO_SETTLE;
use crate::operation::{Lookup, Running};
use crate::platform::BoxFuture;
use crate::types::{Response, Timestamp};

impl Channel {
    /// A validated attempt. Nothing is sent.
    pub(crate) fn prepare(&self, call: &dyn Call, checks: Checks) -> Result<Attempt> {
        self.check(call, checks)?;
        self.platform.has_chance()?;
        let attempt = Attempt::new(
            self.carrier,
            self.environment,
            call.facts().name,
            call.arguments(),
            self.now(),
            || self.platform.random(),
        );
        self.placed.prepared(&attempt);
        Ok(attempt)
    }

    /// Prepares and places, without reading again what was read.
    pub(crate) async fn buy(
        self: &Arc<Self>,
        call: &dyn Call,
        checks: Checks,
        options: CallOptions,
    ) -> Result<Response<Box<dyn Output>>> {
        let attempt = self.prepare(call, checks)?;
        Ok(self.purchase(call, &attempt, options).await?.0)
    }

    /// Sends a purchase that was validated: on a connection of its own, once.
    pub(crate) fn purchase<'a>(
        self: &'a Arc<Self>,
        call: &'a dyn Call,
        attempt: &'a Attempt,
        options: CallOptions,
    ) -> BoxFuture<'a, Result<Exchanged>> {
        Box::pin(self.send_purchase(call, attempt, options))
    }

    async fn send_purchase(
        self: &Arc<Self>,
        call: &dyn Call,
        attempt: &Attempt,
        options: CallOptions,
    ) -> Result<Exchanged> {
        let look = call.facts().look;
        self.allow_purchase()?;
        let naming = self.naming(attempt)?;
        let timeout = options.timeout.map_or(Ok(self.purchase_timeout), crate::config::timeout)?;
        let is_foreign = self.is_foreign(attempt);
        // Before it looks: an attempt that was placed is in conflict, whatever the looks say.
        let mut claim = Claiming::of(&self.placed, attempt);
        let was_refused = claim.was_refused;
        // A relay knows what it has placed.
        let may_know = claim.is_again || self.journal.is_some();
        let asks_relay = self.is_keyless && may_know && self.places_once(timeout).await;
        if claim.is_again && !asks_relay {
            let order_id = self.placed.answer_of(attempt).flatten();
            return Err(self.placed_before(attempt, look, order_id));
        }
        // A relay looks itself, and only where it buys.
        let until = self.platform.elapsed().saturating_add(timeout);
        if !self.is_keyless {
            if was_refused && let Some(order_id) = self.look_back(call, attempt, until).await? {
                claim.may_be_sent = true;
                self.placed.made(attempt, Some(&order_id));
                drop(self.settle(attempt, Ok(Some(&order_id)), self.left(until)).await);
                return Err(self.placed_before(attempt, look, Some(order_id)));
            }
            if let Err(error) = self.guard(call, until).await {
                let error = if is_foreign { by_this_call(error) } else { error };
                return Err(self.not_placed(&mut claim, look, until, error).await);
            }
        }
        let timeout = self.left(until);
        claim.asks_relay = asks_relay;
        self.write_down(&mut claim, look, timeout).await?;
        claim.may_be_sent = true;
        let is_again = claim.is_again;
        let begun = self.now();
        let left = self.left(until);
        let named = call.special().and_then(|it| it.for_attempt(attempt));
        let call = named.as_ref().map_or(call, |it| &*it.0);
        // A fault of ours, or of a logger or transport of the caller's, must not hide a purchase.
        let exchange = AssertUnwindSafe(self.exchange(call, left, naming)).catch_unwind().await;
        let outcome = exchange.unwrap_or_else(|_| Err(self.broke(begun))).map_err(|failing| {
            let failing = failing.after(is_again);
            if failing.is_verdict() {
                let sent_at = failing.sent_at;
                failing.error.with(|it| {
                    it.attempt = Some(attempt.clone());
                    if it.kind == ErrorKind::OutcomeUnknown {
                        it.sent_at = it.sent_at.or(Some(sent_at));
                    }
                })
            } else if failing.did_not_act() {
                match failing.is_refused() {
                    true => self.placed.release(attempt, true),
                    false => self.placed.release_free(attempt),
                }
                failing.error
            } else {
                unknown_outcome(failing.error, look, Some(attempt), failing.sent_at)
            }
        });
        if let Ok((order, _)) = &outcome {
            self.placed.made(attempt, ByName::order_id(&*order.value));
        }
        let ended = match &outcome {
            Ok((order, _)) => Ok(ByName::order_id(&*order.value)),
            Err(error) => Err(error),
        };
        // The purchase is what it is, whatever becomes of its record: the claim stays open then.
        drop(self.settle(attempt, ended, timeout).await);
        outcome
    }

    /// Claims an attempt in the client's journal: where this fails, it is not to be sent.
    async fn write_down(
        &self,
        claim: &mut Claiming<'_>,
        look: &str,
        longest: Duration,
    ) -> Result<()> {
        let Some(journal) = &self.journal else { return Ok(()) };
        let attempt = claim.attempt;
        match self.claim_in(&**journal, attempt, longest).await {
            Ok(Claim::Granted) => Ok(()),
            // It may have been bought, though not here.
            Ok(Claim::Taken { order_id }) => {
                claim.may_be_sent = true;
                if order_id.is_some() {
                    self.placed.made(attempt, order_id.as_deref());
                }
                if claim.asks_relay {
                    claim.is_again = true;
                    return Ok(());
                }
                Err(self.placed_before(attempt, look, order_id))
            }
            Err(error) => {
                // Nobody knows what others did with it.
                claim.may_be_sent = true;
                self.placed.forget(attempt);
                Err(error)
            }
        }
    }

    pub(crate) fn now(&self) -> Timestamp {
        Timestamp::from_unix_milliseconds(self.platform.now())
    }

    /// The order that a refused attempt made all the same, where the carrier shows it: something on the way may have
    /// sent it twice, so that only the second one was refused.
    async fn look_back(
        self: &Arc<Self>,
        call: &dyn Call,
        attempt: &Attempt,
        until: Duration,
    ) -> Result<Option<String>> {
        let by = Running { channel: self, limit: None };
        match call.special().and_then(|it| it.look_back(by, attempt, until)) {
            Some(look) => look.await,
            None => Ok(None),
        }
    }

    /// Makes the calls that a purchase wants before it.
    async fn guard(self: &Arc<Self>, call: &dyn Call, until: Duration) -> Result<()> {
        let Some(special) = call.special() else { return Ok(()) };
        let looks = special.guard();
        if looks.is_empty() {
            return Ok(());
        }
        let mut seen = Vec::new();
        for (at, look) in looks.into_iter().enumerate() {
            let answer = self.look_up(look, until).await;
            seen.push(answer.map_err(|error| special.guard_failed(at, error))?);
        }
        special.guarded(&seen)
    }

    /// Why an attempt was not placed whose looks failed: others may have placed it, as the journal knows, and what
    /// they have bought may be why.
    async fn not_placed(
        &self,
        claim: &mut Claiming<'_>,
        look: &str,
        until: Duration,
        error: Error,
    ) -> Error {
        let attempt = claim.attempt;
        let longest = self.left(until).max(TO_SETTLE);
        match self.taken_in_journal(attempt, longest).await {
            Ok(None) => error,
            Ok(Some(order_id)) => {
                claim.may_be_sent = true;
                if order_id.is_some() {
                    self.placed.made(attempt, order_id.as_deref());
                }
                self.placed_before(attempt, look, order_id)
            }
            Err(failed) => {
                claim.may_be_sent = true;
                self.placed.forget(attempt);
                failed
            }
        }
    }

    /// Whether nobody here can know if an attempt was placed: who prepared it elsewhere may have done so there.
    pub(crate) fn is_foreign(&self, attempt: &Attempt) -> bool {
        self.journal.is_none() && !self.placed.knows(attempt)
    }

    /// Boxed, so that it is compiled once.
    fn look_up<'a>(
        self: &'a Arc<Self>,
        Lookup { operation, arguments }: Lookup,
        until: Duration,
    ) -> BoxFuture<'a, Result<Box<dyn Output>>> {
        Box::pin(async move {
            let named = self.named(operation).ok_or_else(|| self.unknown(operation))?;
            let (look, _) = self.made(named, arguments);
            let longest = self.left(until).min(self.timeout).max(Duration::from_millis(1));
            Ok(self.send(&*look, CallOptions::new().timeout(longest)).await?.value)
        })
    }

    /// How long it is until then, by the platform's clock.
    fn left(&self, until: Duration) -> Duration {
        until.saturating_sub(self.platform.elapsed())
    }

    /// The error of a purchase that is sent now and whose end its caller could not be shown.
    pub(crate) fn lost(&self, facts: &Facts, attempt: &Attempt) -> Error {
        let text = "The call ended in this program before its outcome could be shown.";
        let error =
            Error::new(ErrorKind::Transport, text).with(|it| it.carrier = Some(self.carrier));
        unknown_outcome(error, facts.look, Some(attempt), self.now())
    }

    pub(crate) fn placed_before(
        &self,
        attempt: &Attempt,
        look: &str,
        order_id: Option<String>,
    ) -> Error {
        Error::new(
            ErrorKind::Conflict,
            format!(
                "This attempt was placed before, so placing it again could buy twice. {look} before \
                 you buy again; to buy more, prepare a new attempt. Nothing was sent."
            ),
        )
        .with(|it| {
            it.carrier = Some(self.carrier);
            it.attempt = Some(attempt.clone());
            it.candidate_order_id = order_id;
        })
    }

    fn allow_purchase(&self) -> Result<()> {
        let abilities = self.transport.abilities();
        if self.at_the_carrier && !(abilities.one_wire_request && abilities.fresh_connection) {
            return Err(Error::configuration(
                "No purchase is sent from here: this transport (fetch) may put one request on the \
                 wire twice, which would buy twice. Buy from a back office (Node, Python, Rust, \
                 Kotlin, Swift), or name your own relay as `base_url`.",
            )
            .with(|it| it.carrier = Some(self.carrier)));
        }
        Ok(())
    }
}

/// An attempt that is being placed. Until it may be sent, its end sets it free, also where the call is cancelled.
struct Claiming<'a> {
    placed: &'a PlacedAttempts,
    attempt: &'a Attempt,
    may_be_sent: bool,
    /// Whether the carrier refused it before.
    was_refused: bool,
    /// Whether it was placed before, and a relay is asked what became of it.
    is_again: bool,
    /// Whether its relay is asked where somebody else has placed it.
    asks_relay: bool,
}

impl<'a> Claiming<'a> {
    /// Placing an attempt again would buy again, unless it is certain that nothing was bought. A call that was
    /// cancelled under way leaves its claim, for nobody knows.
    fn of(placed: &'a PlacedAttempts, attempt: &'a Attempt) -> Self {
        let was_refused = placed.bought_nothing(attempt) == Some(true);
        let is_again = !placed.claim(attempt);
        Self { placed, attempt, may_be_sent: is_again, was_refused, is_again, asks_relay: false }
    }
}

impl Drop for Claiming<'_> {
    fn drop(&mut self) {
        if !self.may_be_sent {
            self.placed.release(self.attempt, self.was_refused);
        }
    }
}

/// The error of what may have been paid for; without an attempt, of a call that is no purchase and may spend.
pub(crate) fn unknown_outcome(
    error: Error,
    look: &str,
    attempt: Option<&Attempt>,
    sent_at: Timestamp,
) -> Error {
    let cause = error.kind;
    let [what, done, again] = match attempt {
        Some(_) => ["purchase", "made", "buy"],
        None => ["call", "done", "call"],
    };
    error.with(|it| {
        it.kind = ErrorKind::OutcomeUnknown;
        it.text = format!(
            "The {what} was sent and its outcome is unknown: it may have been {done}. {look} before \
             you {again} again. ({})",
            it.text
        );
        it.attempt = attempt.cloned();
        it.sent_at = Some(sent_at);
        it.cause = Some(it.cause.unwrap_or(cause));
    })
}
