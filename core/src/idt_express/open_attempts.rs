//! What the journal has open, and what a person says of it.

use telnum_macros::operation;

use crate::attempt::Attempt;
use crate::journal::{OpenAttempt, SettledAttempt, open_attempts, settle_attempt};
use crate::operation::{Ran, Running};

/// Lists the attempts at this carrier and environment that the client's journal has open: placed, by this program or
/// another one, and not known to have bought something or nothing. The oldest comes first.
///
/// Ask at the start of a program, and give the attempts to `reconcile_orders`, or each to `buy_numbers`. An attempt
/// that another program places right now is among them.
#[operation(
    IdtExpress::open_attempts,
    LOCAL "",
    page = "Create Order",
    answer = run(OpenAttempts::run, Vec<OpenAttempt>),
    raises(configuration = "the client has no journal, or it cannot be read"),
)]
pub struct OpenAttempts;

/// Writes down what a person knows of an attempt: the order that it made or, without one, that nothing was bought.
///
/// It goes into the client's journal and its own memory. With an `order_id` the attempt is placed, for good. Without one
/// it can be placed again: say so only where the account was looked at.
#[operation(
    IdtExpress::settle_attempt,
    LOCAL "",
    page = "Create Order",
    answer = run(SettleAttempt::run, SettledAttempt),
    raises(
        invalid_input = "the attempt is for another carrier or environment",
        conflict = "it is known to have made another order, or it is to have made none and is not open in the journal",
        configuration = "the journal cannot be written",
    ),
)]
pub struct SettleAttempt {
    /// The attempt.
    pub attempt: Attempt,
    /// The order that it made; absent where nothing was bought.
    pub order_id: Option<String>,
}

impl OpenAttempts {
    fn run<'a>(&'a self, running: Running<'a>) -> Ran<'a> {
        open_attempts(running)
    }
}

impl SettleAttempt {
    fn run<'a>(&'a self, running: Running<'a>) -> Ran<'a> {
        settle_attempt(running, &self.attempt, self.order_id.as_deref())
    }
}
