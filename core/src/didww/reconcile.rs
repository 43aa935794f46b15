//! Reading lost orders back: each carries its attempt's id, so that there is nothing to guess.

use std::sync::Arc;
use std::time::Duration;

use telnum_macros::operation;

use super::filter::DidwwFilter;
use super::orders::{DidwwOrderPage, ListDidwwOrders};
use crate::attempt::Attempt;
use crate::call::typed;
use crate::channel::Channel;
use crate::error::Result;
use crate::journal::PlacedAttempt;
use crate::operation::{Ran, Running};
use crate::platform::BoxFuture;
use crate::reconcile::{AttemptOutcome, Finder, ReconciledAttempt, reconcile};

/// Finds out what became of attempts whose answers were lost.
///
/// Each order carries its attempt's id as `external_reference_id`, and is looked for by it, unless the journal knows its order. It looks at once, then
/// again after growing pauses, until every attempt is placed or the time is up, for how soon an order shows is not
/// documented: the call's time-out is for the whole search, 60 s by default. That no order was seen proves nothing: to
/// buy again then is at your own risk. What the carrier refused is looked for too, once: something on the way to it may
/// have sent the purchase twice, so that only the second one was refused. Where the carrier answers by a version of its API whose orders carry no id, an
/// attempt is undecided.
#[operation(
    Didww::reconcile_orders,
    GET "/v3/orders",
    page = "Get Orders",
    version = "2026-04-16",
    answer = run(ReconcileDidwwOrders::run, Vec<ReconciledAttempt>),
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

impl ReconcileDidwwOrders {
    fn run<'a>(&'a self, running: Running<'a>) -> Ran<'a> {
        reconcile(running, &self.attempts, Box::new(Orders(Arc::clone(running.channel))))
    }
}

/// The orders of lost attempts.
struct Orders(Arc<Channel>);

impl Finder for Orders {
    fn seek(&mut self, _: usize, _: &Attempt, _: i64) {}

    fn proves(&self) -> bool {
        true
    }

    fn look<'a>(
        &'a mut self,
        // Each order shows of which attempt it is.
        _: Result<Vec<PlacedAttempt>>,
        found: &'a mut [ReconciledAttempt],
        until: Duration,
    ) -> BoxFuture<'a, Result<bool>> {
        Box::pin(async move {
            for it in found {
                if it.outcome == AttemptOutcome::NotSeen {
                    self.find(it, until).await?;
                }
            }
            Ok(true)
        })
    }
}

/// The order of an attempt that was refused, and is placed again.
pub(super) fn look_back<'a>(
    by: Running<'a>,
    attempt: &'a Attempt,
    until: Duration,
) -> BoxFuture<'a, Result<Option<String>>> {
    Box::pin(async move {
        let mut found = ReconciledAttempt::of(attempt);
        Orders(Arc::clone(by.channel)).find(&mut found, until).await?;
        Ok(found.order_ids.into_iter().next())
    })
}

impl Orders {
    async fn find(&self, attempt: &mut ReconciledAttempt, until: Duration) -> Result<()> {
        let mut request = ListDidwwOrders::new();
        request.filter.external_reference_id = Some(DidwwFilter::Is(attempt.attempt_id.clone()));
        let mut reason = "";
        let mut take = |page| {
            let page = typed::<DidwwOrderPage>(page)?;
            if page.api_version.is_some_and(|it| it.as_str() < "2026-04-16") {
                (attempt.outcome, reason) = (AttemptOutcome::Undecided, TOO_OLD);
            }
            for order in page.orders {
                // A server that ignores the filter lists all orders.
                if order.external_reference_id.as_ref() == Some(&attempt.attempt_id) {
                    attempt.outcome = AttemptOutcome::Placed;
                    reason = if attempt.order_ids.is_empty() { PLACED } else { MORE };
                    attempt.order_ids.push(order.id);
                }
            }
            Ok(true)
        };
        self.0.read_until(Arc::new(request), until, &mut take).await?;
        if !reason.is_empty() {
            attempt.reason = reason.to_owned();
        }
        Ok(())
    }
}

const PLACED: &str = "The order carries its id.";
const MORE: &str = "Several orders carry its id: it was bought more than once.";
const TOO_OLD: &str = "The carrier answered by a version of its API whose orders carry no id.";
