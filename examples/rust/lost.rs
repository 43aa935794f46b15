//! The answer to a purchase is lost: what a program keeps, and how it finds out what became of it.

use std::error::Error;

use serde_json::json;
use telnum::{Attempt, BuyNumbers, CallOptions, Emulator, ErrorKind, ReconcileOrders};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let emulator = Emulator::new(7);
    let client = emulator.idt_express()?;
    let kept = std::env::temp_dir().join(format!("attempt-{}.json", std::process::id()));

    // The attempt exists, and is kept, before anything is sent.
    let attempt = client.prepare_order(16847, 3)?;
    std::fs::write(&kept, serde_json::to_string(&attempt)?)?;

    emulator.script(&json!(["reset_after"]))?; // the carrier acts, and its answer is lost
    match client.place(&attempt).await {
        Err(lost) if lost.kind == ErrorKind::OutcomeUnknown => {
            println!("sent at {:?}, then {:?}: {lost}", lost.sent_at, lost.cause);
        }
        other => println!("order {}", other?.id),
    }

    // It was not sent again. Placing it anew could buy twice, and this client refuses to.
    let again = Attempt::from_json(&std::fs::read_to_string(&kept)?)?;
    if let Err(refusal) = client.place(&again).await {
        println!("{}: {refusal}", refusal.kind);
    }

    // The next run finds out what became of it.
    let next = emulator.idt_express()?;
    for found in
        next.reconcile_orders(ReconcileOrders::new([again.clone()]).sole_buyer(true)).await?
    {
        println!("attempt {} is {:?}: {}", found.attempt_id, found.outcome, found.reason);
        println!("it made {:?}", found.order_ids);
    }
    // The call that does it all goes on where the attempt is: it looks, waits, and buys nothing again.
    let request = BuyNumbers::new(again).sole_buyer(true);
    let bought = next.buy_numbers_with(request, CallOptions::default()).await?;
    println!("{} of {} numbers are there", bought.delivered, bought.ordered);
    println!("the carrier sold {} order", emulator.ledger().len());
    std::fs::remove_file(&kept)?;
    Ok(())
}
