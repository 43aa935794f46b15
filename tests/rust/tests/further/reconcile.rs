//! Lost orders are looked for by the client that lost them, and by another one.

use std::time::Duration;

use serde_json::json;
use telnum::{
    Attempt, AttemptOutcome, BuyNumbers, CallOptions, CreateDidwwOrder, DialogTechNumberType,
    DidwwNewOrderItem, Emulator, ErrorKind, OrderNumbers, PurchaseStage, ReconcileOrders,
};

type Tested = Result<(), Box<dyn std::error::Error>>;

fn for_sole_buyer(attempts: &[&Attempt]) -> ReconcileOrders {
    let attempts: Vec<Attempt> = attempts.iter().map(|it| (*it).clone()).collect();
    ReconcileOrders::new(attempts).sole_buyer(true)
}

#[tokio::test]
async fn a_refusal_is_remembered_until_the_attempt_is_placed_again() -> Tested {
    let emulator = Emulator::new(7);
    let client = emulator.idt_express()?;
    let attempt = client.prepare_order(16847, 3)?;
    emulator.set("balance", json!("0.00"))?;
    let refused = client.place(&attempt).await.err().ok_or("it was bought")?;
    assert_eq!(refused.kind, ErrorKind::InsufficientFunds);
    let before = emulator.requests().len();

    let found = client.reconcile_orders(for_sole_buyer(&[&attempt])).await?;
    assert_eq!(found[0].outcome, AttemptOutcome::NotPlaced);
    assert_eq!(found[0].looked_until, None);
    assert_eq!(emulator.requests().len(), before);
    // Another client knows nothing of it.
    let found = emulator.idt_express()?.reconcile_orders(for_sole_buyer(&[&attempt])).await?;
    assert_eq!(found[0].outcome, AttemptOutcome::NotSeen);

    emulator.set("balance", json!("1000.00"))?;
    let order = client.place(&attempt).await?;
    let found = client.reconcile_orders(for_sole_buyer(&[&attempt])).await?;
    assert_eq!(found[0].outcome, AttemptOutcome::Placed);
    assert_eq!(found[0].order_ids, [order.id]);
    Ok(())
}

#[tokio::test]
async fn an_order_whose_answer_was_lost_is_found_beside_those_that_were_answered() -> Tested {
    let emulator = Emulator::new(7);
    let client = emulator.idt_express()?;
    client.create_order(16847, 3).await?;
    let lost = client.prepare_order(16847, 3)?;
    emulator.script(&json!(["reset_after"]))?;
    let error = client.place(&lost).await.err().ok_or("it was answered")?;
    assert_eq!(error.kind, ErrorKind::OutcomeUnknown);
    let never_sent = client.prepare_order(16847, 3)?;

    let found = client.reconcile_orders(for_sole_buyer(&[&lost])).await?;
    assert_eq!(found[0].outcome, AttemptOutcome::Placed);
    assert_eq!(found[0].order_ids, [emulator.ledger()[1].order_id.clone().unwrap_or_default()]);
    // By count, one of both has it; which one is the same to the account.
    let found = client.reconcile_orders(for_sole_buyer(&[&lost, &never_sent])).await?;
    let placed = found.iter().filter(|it| it.outcome == AttemptOutcome::Placed);
    assert_eq!(placed.count(), 1);
    Ok(())
}

#[tokio::test]
async fn at_didww_only_what_carries_the_id_is_its_order() -> Tested {
    let emulator = Emulator::new(7);
    let client = emulator.didww()?;
    let item = DidwwNewOrderItem::new().sku_id("749f1f54-23a7-4418-9906-c5d5335c753d").qty(2);
    let lost = client.prepare_order(CreateDidwwOrder::new([item.clone()]))?;
    let unsent = client.prepare_order(CreateDidwwOrder::new([item]))?;
    emulator.script(&json!(["reset_after"]))?;
    assert!(client.place(&lost).await.is_err());

    let attempts = vec![unsent.clone(), lost.clone()];
    let found = emulator.didww()?.reconcile_orders(attempts).await?;
    assert_eq!(found[0].outcome, AttemptOutcome::NotSeen);
    assert_eq!(found[1].outcome, AttemptOutcome::Placed);
    assert_eq!(found[1].order_ids, [emulator.ledger()[0].order_id.clone().unwrap_or_default()]);
    Ok(())
}

#[tokio::test]
async fn a_purchase_that_is_not_found_stays_unknown_however_often_it_is_called() -> Tested {
    let emulator = Emulator::new(7);
    emulator.set("order_visible_after_s", json!(3600))?;
    let file = std::env::temp_dir().join(format!("telnum-{}.journal", std::process::id()));
    let client = || emulator.idt_express_builder().journal(&file).build();
    let first = client()?;
    let attempt = first.prepare_order(16847, 3)?;
    emulator.script(&json!(["reset_after"]))?;
    for again in [first.clone(), first, client()?] {
        let request = BuyNumbers::new(attempt.clone()).sole_buyer(true);
        let bought = again.buy_numbers_with(request, CallOptions::new()).await;
        let error = bought.err().ok_or("it was found")?;
        assert_eq!(error.kind, ErrorKind::OutcomeUnknown, "{error}");
        assert_eq!(error.attempt.as_ref(), Some(&attempt));
    }
    assert_eq!(emulator.ledger().len(), 1);
    std::fs::remove_file(file)?;
    Ok(())
}

#[tokio::test]
async fn a_purchase_is_shown_step_by_step_and_goes_on_where_it_was_cut_off() -> Tested {
    let emulator = Emulator::new(7);
    let client = emulator.idt_express()?;
    let attempt = client.prepare_order(16847, 3)?;
    let watch = || client.buy_and_watch(BuyNumbers::new(attempt.clone()), CallOptions::new());
    let first = watch()?.next().await?.ok_or("nothing was shown")?;
    assert_eq!((first.stage, first.delivered), (PurchaseStage::Ordered, 0));
    let mut states = Vec::new();
    let mut again = watch()?;
    while let Some(state) = again.next().await? {
        states.push(state.stage);
    }
    assert_eq!(states, [PurchaseStage::Ordered, PurchaseStage::Done]);
    assert!(again.next().await?.is_none());
    assert_eq!(emulator.ledger().len(), 1);
    Ok(())
}

#[tokio::test]
async fn prices_are_asked_for_once_however_that_ends() -> Tested {
    let emulator = Emulator::new(7);
    let client = emulator.idt_express()?;
    let attempt = client.prepare_order(16847, 3)?;
    let request = BuyNumbers::new(attempt.clone()).max_monthly_price(telnum::Decimal::from(100));
    let mut watch = client.buy_and_watch(request, CallOptions::new())?;
    emulator.script(&json!(["never"]))?;
    // The preview is on its way when nobody waits for it any more.
    let waiting = tokio::time::timeout(Duration::from_millis(50), watch.next()).await;
    assert!(waiting.is_err());
    let error = watch.next().await.err().ok_or("it went on")?;
    assert_eq!((error.kind, error.attempt.as_ref()), (ErrorKind::Conflict, Some(&attempt)));
    assert_eq!((emulator.requests().len(), emulator.ledger().len()), (1, 0));
    Ok(())
}

#[tokio::test]
async fn at_dialogtech_only_a_refusal_is_known() -> Tested {
    let emulator = Emulator::new(7);
    let client = emulator.dialog_tech()?;
    let prepare =
        || client.prepare_order(OrderNumbers::new(DialogTechNumberType::Local, 2).search("312"));
    let (refused, lost) = (prepare()?, prepare()?);
    emulator.set("dialog_tech_free_slots", json!(0))?;
    assert_eq!(
        client.place(&refused).await.err().ok_or("it was bought")?.kind,
        ErrorKind::Rejected
    );
    emulator.set("dialog_tech_free_slots", json!(9))?;
    emulator.script(&json!(["reset_after"]))?;
    assert!(client.place(&lost).await.is_err());

    let attempts = vec![refused, lost];
    let found = client.reconcile_orders(attempts).await?;
    assert_eq!(found[0].outcome, AttemptOutcome::NotPlaced);
    assert_eq!(found[1].outcome, AttemptOutcome::Undecided);
    assert!(found[1].order_ids.is_empty());
    Ok(())
}
