//! A journal of the caller's own, which may answer late or not at all, and fail.

use std::future::{pending, ready};
use std::sync::Arc;
use std::time::{Duration, Instant};

use telnum::{
    Attempt, BoxFuture, CallOptions, Claim, Emulator, Error, ErrorKind, IdtExpress, Journal,
    JournalOutcome, JournalResult, OpenAttempt, PlacedAttempt, ReconcileOrders, Result, Timestamp,
};

use crate::journal_file::at;

/// What it does instead of answering.
#[derive(Clone, Copy, PartialEq)]
enum Fault {
    NoClaim,
    NoSettling,
    NoList,
    FailedClaim,
    FailedOrders,
}

struct Faulty(Fault);

fn failed<T>() -> Result<T> {
    Err(Error::configuration("The database is away."))
}

impl Journal for Faulty {
    fn claim<'a>(&'a self, _: &'a Attempt, _: Timestamp) -> BoxFuture<'a, Result<Claim>> {
        match self.0 {
            Fault::NoClaim => Box::pin(pending()),
            Fault::FailedClaim => Box::pin(ready(failed())),
            _ => Box::pin(ready(Ok(Claim::Granted))),
        }
    }

    fn settle<'a>(
        &'a self,
        _: &'a Attempt,
        _: Result<Option<&'a str>, &'a Error>,
        _: Timestamp,
    ) -> BoxFuture<'a, Result<()>> {
        if self.0 == Fault::NoSettling { Box::pin(pending()) } else { Box::pin(ready(Ok(()))) }
    }

    fn open(&self) -> BoxFuture<'_, Result<Vec<OpenAttempt>>> {
        if self.0 == Fault::NoList { Box::pin(pending()) } else { Box::pin(ready(Ok(Vec::new()))) }
    }

    fn placed(&self) -> BoxFuture<'_, Result<Vec<PlacedAttempt>>> {
        match self.0 {
            Fault::FailedOrders => Box::pin(ready(failed())),
            _ => Box::pin(ready(Ok(Vec::new()))),
        }
    }
}

fn client(emulator: &Emulator, fault: Fault) -> IdtExpress {
    let builder = emulator.idt_express_builder().journal_store(Arc::new(Faulty(fault)));
    builder.timeout(Duration::from_millis(100)).build().unwrap()
}

#[tokio::test]
async fn where_a_claim_does_not_come_in_time_nothing_is_sent() {
    let emulator = Emulator::new(7);
    let error = client(&emulator, Fault::NoClaim).create_order(16847, 2).await.unwrap_err();
    assert_eq!(error.kind, ErrorKind::Timeout);
    let said = "The journal did not answer before the call's deadline. Nothing was sent.";
    assert_eq!(error.text, said);
    assert!(emulator.requests().is_empty());
}

#[tokio::test]
async fn a_journal_that_does_not_learn_an_outcome_holds_a_call_for_five_seconds() {
    let (emulator, started) = (Emulator::new(7), Instant::now());
    let order = client(&emulator, Fault::NoSettling).create_order(16847, 2).await.unwrap();
    assert_eq!((order.ordered, emulator.ledger().len()), (Some(2), 1));
    let took = started.elapsed();
    assert!(took > Duration::from_secs(4) && took < Duration::from_secs(9), "{took:?}");
}

#[tokio::test]
async fn where_what_is_open_does_not_come_in_time_the_call_says_so() {
    let error = client(&Emulator::new(7), Fault::NoList).open_attempts().await.unwrap_err();
    assert_eq!(error.kind, ErrorKind::Timeout);
    assert_eq!(error.text, "The journal did not answer before the call's deadline.");
}

#[tokio::test]
async fn only_a_claim_that_fails_says_that_nothing_was_sent() {
    let emulator = Emulator::new(7);
    let error = client(&emulator, Fault::FailedClaim).create_order(16847, 2).await.unwrap_err();
    assert_eq!(error.text, "The database is away. Nothing was sent.");
    assert!(emulator.requests().is_empty());

    let client = client(&emulator, Fault::FailedOrders);
    emulator.script(&serde_json::json!(["reset_after"])).unwrap();
    let lost = client.create_order(16847, 2).await.unwrap_err();
    let request = ReconcileOrders::new(vec![lost.attempt.clone().unwrap()]);
    let error = client.reconcile_orders(request).await.unwrap_err();
    assert_eq!(error.text, "The database is away.");
}

#[test]
fn an_outcome_is_plain_data() {
    let placed = JournalOutcome::of(Ok(Some("811")), at(9));
    assert_eq!((placed.result, placed.order_id.as_deref()), (JournalResult::Placed, Some("811")));
    let refused = Error::new(ErrorKind::InsufficientFunds, "The balance is too low.");
    let refused = JournalOutcome::of(Err(&refused), at(9));
    assert_eq!(refused.result, JournalResult::NotPlaced);
    assert_eq!(refused.cause, Some(ErrorKind::InsufficientFunds));
    let mut lost = Error::new(ErrorKind::OutcomeUnknown, "It may have been made.").into_info();
    (lost.cause, lost.sent_at) = (Some(ErrorKind::Timeout), Some(at(8)));
    let lost = JournalOutcome::of(Err(&lost.into()), at(9));
    assert_eq!((lost.result, lost.cause), (JournalResult::Unknown, Some(ErrorKind::Timeout)));
    assert_eq!(lost.sent_at, Some(at(8)));
}

#[tokio::test]
async fn options_of_one_call_bound_its_journal_too() {
    let emulator = Emulator::new(7);
    let builder = emulator.idt_express_builder().journal_store(Arc::new(Faulty(Fault::NoClaim)));
    let client = builder.build().unwrap();
    let attempt = client.prepare_order(16847, 2).unwrap();
    let options = CallOptions::new().timeout(Duration::from_millis(50));
    let error = client.by_name().place(&attempt, options).await.map(drop).unwrap_err();
    assert_eq!(error.kind, ErrorKind::Timeout);
}
