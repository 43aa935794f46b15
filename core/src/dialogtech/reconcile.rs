//! Reading lost orders back, which the carrier's API cannot.

use std::future::ready;
use std::time::Duration;

use telnum_macros::operation;

use crate::attempt::Attempt;
use crate::error::Result;
use crate::journal::PlacedAttempt;
use crate::operation::{Ran, Running};
use crate::platform::BoxFuture;
use crate::reconcile::{AttemptOutcome, Finder, IN_JOURNAL, ReconciledAttempt, reconcile};

/// Says what is known of attempts whose answers were lost: little, for the carrier's API lists no orders.
///
/// Nothing is sent. What this client or its journal knows is told; every other attempt is undecided, and a person has to look at the account's numbers in the carrier's portal.
#[operation(
    DialogTech::reconcile_orders,
    LOCAL "",
    page = "Number Order",
    answer = run(ReconcileDialogTechOrders::run, Vec<ReconciledAttempt>),
    raises(
        invalid_input = "an attempt is for another carrier or environment, or is given twice",
    ),
)]
pub struct ReconcileDialogTechOrders {
    /// The attempts, as `prepare_order` returned them or as an error carried them.
    #[required]
    pub attempts: Vec<Attempt>,
}

impl ReconcileDialogTechOrders {
    fn run<'a>(&'a self, running: Running<'a>) -> Ran<'a> {
        reconcile(running, &self.attempts, Box::new(Nothing))
    }
}

/// There is nothing to look at.
struct Nothing;

impl Finder for Nothing {
    fn seek(&mut self, _: usize, _: &Attempt, _: i64) {}

    fn look<'a>(
        &'a mut self,
        placed: Result<Vec<PlacedAttempt>>,
        found: &'a mut [ReconciledAttempt],
        _: Duration,
    ) -> BoxFuture<'a, Result<bool>> {
        let placed = placed.unwrap_or_default();
        for it in found.iter_mut().filter(|it| it.outcome == AttemptOutcome::NotSeen) {
            // The carrier gives no ids of orders.
            let is_placed = placed.iter().any(|placed| placed.attempt_id == it.attempt_id);
            let (outcome, reason) = match is_placed {
                true => (AttemptOutcome::Placed, IN_JOURNAL),
                false => (AttemptOutcome::Undecided, UNDECIDED),
            };
            (it.outcome, it.reason) = (outcome, reason.to_owned());
        }
        Box::pin(ready(Ok(false)))
    }
}

const UNDECIDED: &str = "The carrier's API lists neither orders nor numbers: look at the account's numbers in its \
                         portal, for those that came when the attempt was placed.";
