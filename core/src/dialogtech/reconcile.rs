//! Reading lost orders back, which the carrier's API cannot.

use telnum_macros::{operation, record};

use crate::attempt::Attempt;
use crate::error::Result;
use crate::operation::Running;
use crate::reconcile::{AttemptOutcome, NOT_PLACED};

/// Says what is known of attempts whose answers were lost: little, for the carrier's API lists no orders.
///
/// Nothing is sent. Where this client did not send an attempt, or the carrier refused it, it is `not_placed`; all
/// others are `undecided`, and a person has to look at the numbers of the account in the carrier's portal.
#[operation(
    DialogTech::reconcile_orders,
    LOCAL "",
    page = "Number Order",
    answer = run(ReconcileDialogTechOrders::run, Vec<DialogTechReconciledAttempt>),
    raises(
        invalid_input = "an attempt is for another carrier or environment, or is given twice",
    ),
)]
pub struct ReconcileDialogTechOrders {
    /// The attempts, as `prepare_order` returned them or as an error carried them.
    #[required]
    pub attempts: Vec<Attempt>,
}

/// What is known of an attempt.
#[record]
pub struct DialogTechReconciledAttempt {
    /// The attempt's id.
    pub attempt_id: String,
    /// `not_placed` or `undecided`.
    pub outcome: AttemptOutcome,
    /// What speaks for it, and what to look at, as a sentence.
    pub reason: String,
}

impl ReconcileDialogTechOrders {
    async fn run(&self, running: Running<'_>) -> Result<Vec<DialogTechReconciledAttempt>> {
        let channel = running.channel;
        channel.check_attempts(&self.attempts)?;
        let of = |attempt: &Attempt| {
            let (outcome, reason) = match channel.placed.bought_nothing(attempt) {
                true => (AttemptOutcome::NotPlaced, NOT_PLACED),
                false => (AttemptOutcome::Undecided, UNDECIDED),
            };
            DialogTechReconciledAttempt {
                attempt_id: attempt.id.clone(),
                outcome,
                reason: reason.to_owned(),
            }
        };
        Ok(self.attempts.iter().map(of).collect())
    }
}

const UNDECIDED: &str = "The carrier's API lists neither orders nor numbers: look at the account's numbers in its portal, for \
                         those that came when the attempt was placed.";
