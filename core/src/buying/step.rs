//! One step of buying: an attempt is placed, or its order is found, and how that stands is read.

use std::sync::Arc;
use std::time::Duration;

use super::{NumberPurchase, Shop};
use crate::attempt::Attempt;
use crate::call::typed;
use crate::channel::Channel;
use crate::driver::CallOptions;
use crate::error::{Error, ErrorKind, Result};
use crate::reconcile::{AttemptOutcome, ReconciledAttempt};

/// One step on the way; nothing where its order is not seen yet.
pub(super) async fn step(
    channel: &Arc<Channel>,
    attempt: &Attempt,
    shop: &dyn Shop,
    until: Duration,
    is_lost: bool,
) -> Result<Option<NumberPurchase>> {
    let placed = &channel.placed;
    // A relay knows what it has placed, unless it has told that it does not.
    let asks_relay = !is_lost && channel.places_once(channel.timeout).await;
    let is_foreign = !asks_relay && channel.is_foreign(attempt);
    let order_id = match placed.answer_of(attempt) {
        Some(order_id) => order_id,
        None if is_foreign || !asks_relay && placed.may_have_bought(attempt) => {
            match find(channel, attempt, shop, until, is_foreign).await {
                Ok(Some(order_id)) => Some(order_id),
                Ok(None) if !is_foreign => return Ok(None),
                Err(error)
                    if error.kind != ErrorKind::OutcomeUnknown
                        || !is_foreign
                        || error.candidate_order_id.is_some() =>
                {
                    return Err(error);
                }
                _ => return Err(Error::new(ErrorKind::Conflict, FOREIGN)),
            }
        }
        None => {
            channel.options_until(until)?;
            let left = until.saturating_sub(channel.platform.elapsed());
            let options = CallOptions::new().timeout(channel.purchase_timeout.min(left));
            let order = match channel.place(attempt, options).await {
                Ok(order) => order.value,
                // Somebody else has placed it, as the journal knows, or does so now.
                Err(error)
                    if error.kind == ErrorKind::Conflict
                        && placed.is_taken(attempt)
                        && !asks_relay =>
                {
                    return Ok(None);
                }
                Err(error) => return Err(error),
            };
            match placed.answer_of(attempt).flatten() {
                Some(order_id) => Some(order_id),
                None => return shop.at_once(order).map(Some),
            }
        }
    };
    match order_id {
        Some(order_id) => shop.state(channel, order_id, until).await.map(Some),
        // What was answered then is the earlier caller's.
        None => {
            let (named, _) = channel.purchase_by(attempt)?;
            Err(channel.placed_before(attempt, named.facts.look, None))
        }
    }
}

/// Looks for the order of an attempt whose answer was lost.
async fn find(
    channel: &Arc<Channel>,
    attempt: &Attempt,
    shop: &dyn Shop,
    until: Duration,
    is_foreign: bool,
) -> Result<Option<String>> {
    let search = shop.search(attempt.clone());
    let answer = channel.send_until(&*search, until).await?;
    let mut found = typed::<Vec<ReconciledAttempt>>(answer.value)?;
    let Some(found) = found.pop() else { return Ok(None) };
    match found.outcome {
        AttemptOutcome::Placed => {
            let order_id = found.order_ids.into_iter().next();
            channel.placed.made(attempt, order_id.as_deref());
            Ok(order_id)
        }
        AttemptOutcome::Undecided => Err(undecided(found, is_foreign)),
        AttemptOutcome::NotSeen | AttemptOutcome::NotPlaced => Ok(None),
    }
}

/// The order is there, and how it stands could not be read.
pub(super) fn unread(error: Error, order_id: &str) -> Error {
    error.with(|it| {
        it.text = format!(
            "The attempt was bought, as {order_id}, and looking at that failed: {}",
            it.text
        )
    })
}

fn undecided(found: ReconciledAttempt, is_foreign: bool) -> Error {
    let what = match is_foreign {
        true => "The attempt was prepared by another client, which may have placed it.",
        false => "The purchase was sent and its outcome is unknown: it may have been made.",
    };
    let orders = match found.order_ids.is_empty() {
        true => String::new(),
        false => format!(" Look at {}.", found.order_ids.join(", ")),
    };
    let text = format!("{what} {}{orders}", found.reason);
    Error::new(ErrorKind::OutcomeUnknown, text)
        .with(|it| it.candidate_order_id = found.order_ids.into_iter().next())
}

const FOREIGN: &str = "The attempt was prepared by another client, and nobody here knows whether that has placed it: no order \
                       of it was seen. Place it with `place` if it never was. Nothing was bought by this call.";
