//! Clients with a journal: what one has placed, no other places again.

use std::fs;

use telnum::{
    AttemptOutcome, BuyNumbers, CallOptions, CreateDidwwOrder, Decimal, DialogTechNumberType,
    DidwwNewOrderItem, Emulator, ErrorKind, FileJournal, IdtExpress, Journal, OrderNumbers,
    PurchaseStage, ReconcileOrders, SettleAttempt,
};

use crate::journal_file::{Scratch, attempts};

fn client(emulator: &Emulator, file: &Scratch) -> IdtExpress {
    emulator.idt_express_builder().journal(file.path()).build().unwrap()
}

#[tokio::test]
async fn another_client_with_the_journal_does_not_place_an_attempt_again() {
    let (emulator, file) = (Emulator::new(7), Scratch::new());
    let attempt = client(&emulator, &file).prepare_order(16847, 2).unwrap();
    let order = client(&emulator, &file).place(&attempt).await.unwrap();
    let error = client(&emulator, &file).place(&attempt).await.unwrap_err();
    assert_eq!(error.kind, ErrorKind::Conflict);
    assert_eq!(error.candidate_order_id, Some(order.id));
    assert_eq!(error.attempt, Some(attempt));
    assert_eq!(emulator.ledger().len(), 1);
}

#[tokio::test]
async fn what_was_lost_stays_open_and_what_was_refused_is_placed_again() {
    let (emulator, file) = (Emulator::new(7), Scratch::new());
    emulator.script(&serde_json::json!(["reset_after"])).unwrap();
    let lost = client(&emulator, &file).create_order(16847, 2).await.unwrap_err();
    let attempt = lost.attempt.clone().unwrap();
    assert_eq!(
        client(&emulator, &file).place(&attempt).await.unwrap_err().kind,
        ErrorKind::Conflict
    );
    let open = FileJournal::new(file.path()).unwrap().open().await.unwrap();
    assert_eq!(open.len(), 1);
    assert_eq!((&open[0].attempt, open[0].sent_at), (&attempt, lost.sent_at));
    assert_eq!(open[0].cause, lost.cause);

    emulator.set("balance", "0.31".into()).unwrap();
    let attempt = client(&emulator, &file).prepare_order(16847, 1).unwrap();
    let refused = client(&emulator, &file).place(&attempt).await.unwrap_err();
    assert_eq!(refused.kind, ErrorKind::InsufficientFunds);
    emulator.set("balance", "100".into()).unwrap();
    client(&emulator, &file).place(&attempt).await.unwrap();
    assert_eq!(emulator.ledger().len(), 2);
}

#[tokio::test]
async fn what_another_client_has_found_is_told_without_a_look() {
    let (emulator, file) = (Emulator::new(7), Scratch::new());
    let first = client(&emulator, &file);
    emulator.script(&serde_json::json!(["reset_after", "reset_before"])).unwrap();
    let lost = first.create_order(16847, 2).await.unwrap_err().attempt.clone().unwrap();
    let unsent = first.create_order(16847, 2).await.unwrap_err().attempt.clone().unwrap();
    let order_id = emulator.ledger()[0].order_id.clone().unwrap();
    let settle = SettleAttempt::new(lost.clone()).order_id(&*order_id);
    client(&emulator, &file).settle_attempt(settle).await.unwrap();

    let sent = emulator.requests().len();
    let found = first.reconcile_orders(ReconcileOrders::new(vec![lost.clone()])).await.unwrap();
    assert_eq!((found[0].outcome, found[0].looked_until), (AttemptOutcome::Placed, None));
    assert_eq!(found[0].order_ids, [order_id.as_str()]);
    assert_eq!(emulator.requests().len(), sent);
    // Its order is none of an equal attempt, though nobody else buys.
    let both = ReconcileOrders::new(vec![unsent, lost]).sole_buyer(true);
    let found = first.reconcile_orders(both).await.unwrap();
    let outcomes: Vec<_> = found.iter().map(|it| it.outcome).collect();
    assert_eq!(outcomes, [AttemptOutcome::NotSeen, AttemptOutcome::Placed]);
}

/// One that costs more now, or whose number is taken, is taken by the attempt itself.
#[tokio::test]
async fn what_others_have_bought_is_not_said_to_cost_too_much() {
    let (emulator, file) = (Emulator::new(7), Scratch::new());
    let first = client(&emulator, &file);
    let attempts = [first.prepare_order(16847, 2).unwrap(), first.prepare_order(16847, 2).unwrap()];
    let order = first.place(&attempts[0]).await.unwrap();
    emulator.script(&serde_json::json!(["reset_after"])).unwrap();
    assert!(first.place(&attempts[1]).await.is_err());
    emulator.set("balance", "0.00".into()).unwrap();
    for (attempt, order_id) in attempts.iter().zip([Some(order.id), None]) {
        let request = BuyNumbers::new(attempt.clone()).max_monthly_price(Decimal::from(100));
        let (request, other) = (request.sole_buyer(true), client(&emulator, &file));
        let bought = other.buy_numbers_with(request, CallOptions::new()).await.unwrap();
        assert_eq!((bought.stage, bought.delivered), (PurchaseStage::Done, 2));
        assert!(order_id.is_none_or(|it| bought.order_id == Some(it)));
    }
    assert_eq!(emulator.ledger().len(), 2);
    // What nobody has placed is too dear all the same.
    let request =
        BuyNumbers::new(first.prepare_order(16847, 2).unwrap()).max_setup_price(Decimal::from(100));
    let error = first.buy_numbers_with(request, CallOptions::new()).await.unwrap_err();
    assert_eq!(error.kind, ErrorKind::InsufficientFunds);
}

#[tokio::test]
async fn at_didww_a_chosen_number_that_the_attempt_bought_itself_is_a_conflict() {
    let (emulator, file) = (Emulator::new(7), Scratch::new());
    let client = || emulator.didww_builder().journal(file.path()).build().unwrap();
    let item = DidwwNewOrderItem::new()
        .sku_id("749f1f54-23a7-4418-9906-c5d5335c753d")
        .available_did_id("4751cd04-a0fa-4b22-aac8-eb4a19e1ff0e");
    let request = CreateDidwwOrder::new([item]).max_monthly_price(Decimal::from(100));
    let attempt = client().prepare_order(request).unwrap();
    let order = client().place(&attempt).await.unwrap();
    let error = client().place(&attempt).await.unwrap_err();
    assert_eq!(
        (error.kind, error.candidate_order_id.clone()),
        (ErrorKind::Conflict, Some(order.id.clone()))
    );
    let bought = client().buy_numbers(attempt.clone()).await.unwrap();
    assert_eq!(bought.order_id, Some(order.id));
    // Without a journal nobody knows who took it.
    let error = emulator.didww().unwrap().place(&attempt).await.unwrap_err();
    assert_eq!(error.kind, ErrorKind::InvalidInput);
    assert!(error.text.ends_with("Nothing was bought by this call."), "{error}");
    assert_eq!(emulator.ledger().len(), 1);
}

#[tokio::test]
async fn at_dialogtech_the_journal_knows_what_no_list_shows() {
    let (emulator, file) = (Emulator::new(7), Scratch::new());
    let client = || emulator.dialog_tech_builder().journal(file.path()).build().unwrap();
    let request = OrderNumbers::new(DialogTechNumberType::Local, 2).search("312");
    let attempt = client().prepare_order(request).unwrap();
    assert_eq!(client().place(&attempt).await.unwrap().numbers.len(), 2);
    let found = client().reconcile_orders(vec![attempt]).await.unwrap();
    assert_eq!(found[0].outcome, AttemptOutcome::Placed);
    assert!(found[0].order_ids.is_empty());
}

#[tokio::test]
async fn where_the_journal_is_damaged_nothing_is_sent_until_it_is_whole() {
    let (emulator, file) = (Emulator::new(7), Scratch::new());
    let client = client(&emulator, &file);
    fs::write(file.path(), "no journal\n").unwrap();
    let attempt = client.prepare_order(16847, 2).unwrap();
    for _ in 0..2 {
        let error = client.place(&attempt).await.unwrap_err();
        assert_eq!(error.kind, ErrorKind::Configuration);
        assert!(error.text.contains("line 1"), "{error}");
    }
    assert!(emulator.requests().is_empty());
    fs::write(file.path(), "").unwrap();
    client.place(&attempt).await.unwrap();
}

#[test]
fn what_cannot_be_a_journal_is_told_when_the_client_is_made() {
    for path in ["Cargo.toml/none", "no-such-folder/journal", "src", "/dev/zero"] {
        let builder = Emulator::new(7).idt_express_builder().journal(path);
        let error = builder.build().map(drop).unwrap_err();
        assert_eq!(error.kind, ErrorKind::Configuration);
        assert!(error.text.contains(&format!("{path} could not be opened")), "{error}");
    }
}

#[test]
fn a_client_has_one_journal() {
    let (emulator, file) = (Emulator::new(7), Scratch::new());
    let store = std::sync::Arc::new(FileJournal::new(file.path()).unwrap());
    let builder = emulator.idt_express_builder().journal(file.path()).journal_store(store);
    assert_eq!(builder.build().map(drop).unwrap_err().kind, ErrorKind::Configuration);
}

/// The emulator has no runtime, and needs none.
#[test]
fn at_an_emulator_a_purchase_with_a_journal_waits_for_nothing() {
    use std::task::{Context, Poll, Waker};
    let (emulator, file) = (Emulator::new(7), Scratch::new());
    let client = client(&emulator, &file);
    let mut buying = std::pin::pin!(client.create_order(16847, 2));
    let polled = buying.as_mut().poll(&mut Context::from_waker(Waker::noop()));
    assert!(matches!(polled, Poll::Ready(Ok(_))));
    let attempt = &attempts(1)[0];
    let bytes = fs::metadata(file.path()).unwrap().len();
    println!("a purchase takes {bytes} bytes; its attempt {}", attempt.to_json().len());
    assert!(bytes < 1000, "{bytes}");
}
