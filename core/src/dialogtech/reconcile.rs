//! Reading lost orders back, which the carrier's API cannot.

use std::future::ready;
use std::time::Duration;

use telnum_macros::operation;

use crate::attempt::Attempt;
use crate::error::Result;
use crate::operation::{Ran, Running};
use crate::platform::BoxFuture;
use crate::reconcile::{AttemptOutcome, Finder, ReconciledAttempt, reconcile};

/// Says what is known of attempts whose answers were lost: little, for the carrier's API lists no orders.
///
/// Nothing is sent. What this client knows not to have bought anything is told; every other attempt is undecided, and a
/// person has to look at the account's numbers in the carrier's portal.
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
        found: &'a mut [ReconciledAttempt],
        _: Duration,
    ) -> BoxFuture<'a, Result<bool>> {
        for it in found.iter_mut().filter(|it| it.outcome == AttemptOutcome::NotSeen) {
            (it.outcome, it.reason) = (AttemptOutcome::Undecided, UNDECIDED.to_owned());
        }
        Box::pin(ready(Ok(false)))
    }
}

const UNDECIDED: &str = "The carrier's API lists neither orders nor numbers: look at the account's numbers in its \
                         portal, for those that came when the attempt was placed.";
