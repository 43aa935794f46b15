//! Reading lost orders back: each carries its attempt's id, so that there is nothing to guess.

use std::sync::Arc;
use std::time::Duration;

use telnum_macros::{operation, record};

use super::filter::DidwwFilter;
use super::order::DidwwOrder;
use super::orders::{DidwwOrderPage, ListDidwwOrders};
use crate::attempt::Attempt;
use crate::call::typed;
use crate::channel::Channel;
use crate::error::Result;
use crate::operation::Running;
use crate::pager::Walk;
use crate::platform::BoxFuture;
use crate::reconcile::{AttemptOutcome, NOT_PLACED, Search, search};
use crate::types::Timestamp;

/// Finds out what became of attempts whose answers were lost.
///
/// Each order carries its attempt's id as `external_reference_id`, and is looked for by it. It looks at once, then
/// again after growing pauses, until every attempt is placed or the time is up, for how soon an order shows is not
/// documented: the call's time-out is for the whole search, 60 s
/// by default. That no order was seen proves nothing: to buy again then is at your own risk.
#[operation(
    Didww::reconcile_orders,
    GET "/v3/orders",
    page = "Get Orders",
    version = "2026-04-16",
    answer = run(ReconcileDidwwOrders::run, Vec<DidwwReconciledAttempt>),
    raises(
        invalid_input = "an attempt is for another carrier or environment, or is given twice; nothing is sent",
        timeout = "the orders could not be read to the end in time, so that nothing is known",
    ),
)]
pub struct ReconcileDidwwOrders {
    /// The attempts, as `prepare_order` returned them or as an error carried them.
    #[required]
    pub attempts: Vec<Attempt>,
}

/// What became of an attempt.
#[record]
pub struct DidwwReconciledAttempt {
    /// The attempt's id.
    pub attempt_id: String,
    /// What is known of it. It is undecided only where the carrier answered by a version of its API whose orders have
    /// no reference.
    pub outcome: AttemptOutcome,
    /// Its order, where it was placed. More than one means that something between here and the carrier sent it again:
    /// all of them are bought.
    pub orders: Vec<DidwwOrder>,
    /// When the last look began: nothing is known of orders that showed later.
    pub looked_until: Option<Timestamp>,
    /// What speaks for it, as a sentence.
    pub reason: String,
}

impl ReconcileDidwwOrders {
    async fn run(&self, running: Running<'_>) -> Result<Vec<DidwwReconciledAttempt>> {
        let channel = running.channel;
        channel.check_attempts(&self.attempts)?;
        let mut found = Vec::new();
        for attempt in &self.attempts {
            let is_known = channel.placed.bought_nothing(attempt);
            found.push(DidwwReconciledAttempt {
                attempt_id: attempt.id.clone(),
                outcome: match is_known {
                    true => AttemptOutcome::NotPlaced,
                    false => AttemptOutcome::NotSeen,
                },
                orders: Vec::new(),
                looked_until: None,
                reason: if is_known { NOT_PLACED } else { NOT_SEEN }.to_owned(),
            });
        }
        let mut orders = Orders { channel: Arc::clone(channel), found };
        if orders.found.iter().any(is_open) {
            let looked = search(running, &mut orders).await?;
            let looked_for =
                |it: &&mut DidwwReconciledAttempt| it.outcome != AttemptOutcome::NotPlaced;
            for it in orders.found.iter_mut().filter(looked_for) {
                it.looked_until = Some(looked);
            }
        }
        Ok(orders.found)
    }
}

fn is_open(attempt: &DidwwReconciledAttempt) -> bool {
    attempt.outcome == AttemptOutcome::NotSeen
}

/// The orders of lost attempts.
struct Orders {
    channel: Arc<Channel>,
    found: Vec<DidwwReconciledAttempt>,
}

impl Search for Orders {
    fn look(&mut self, until: Duration) -> BoxFuture<'_, Result<bool>> {
        Box::pin(async move {
            for it in &mut self.found {
                if is_open(it) {
                    find(&self.channel, it, until).await?;
                }
            }
            Ok(!self.found.iter().any(is_open))
        })
    }
}

async fn find(
    channel: &Arc<Channel>,
    attempt: &mut DidwwReconciledAttempt,
    until: Duration,
) -> Result<()> {
    let mut request = ListDidwwOrders::new();
    request.filter.external_reference_id = Some(DidwwFilter::Is(attempt.attempt_id.clone()));
    let mut walk = Walk::new(Arc::clone(channel), Arc::new(request), channel.options_until(until)?);
    while let Some(page) = walk.next_page().await? {
        let page = typed::<DidwwOrderPage>(page)?;
        if page.api_version.is_some_and(|it| it.as_str() < "2026-04-16") {
            (attempt.outcome, attempt.reason) = (AttemptOutcome::Undecided, TOO_OLD.to_owned());
        }
        // A server that ignores the filter lists all orders.
        let is_own =
            |it: &DidwwOrder| it.external_reference_id.as_ref() == Some(&attempt.attempt_id);
        attempt.orders.extend(page.orders.into_iter().filter(is_own));
        channel.options_until(until)?;
    }
    let reason = match attempt.orders.len() {
        0 => return Ok(()),
        1 => PLACED,
        _ => MORE,
    };
    (attempt.outcome, attempt.reason) = (AttemptOutcome::Placed, reason.to_owned());
    Ok(())
}

const NOT_SEEN: &str = "No order carries its id so far.";
const PLACED: &str = "The order carries its id.";
const MORE: &str = "Several orders carry its id: it was bought more than once.";
const TOO_OLD: &str = "The carrier answered by a version of its API whose orders carry no id.";
