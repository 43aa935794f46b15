//! First steps, with no account, no server and no network.

use std::time::Duration;

use telnum::{Emulator, GetOrder, ListDidGroups, ListNumbers};

#[tokio::main]
async fn main() -> telnum::Result<()> {
    let emulator = Emulator::new(7);
    let client = emulator.idt_express()?;

    for group in client.list_did_groups(ListDidGroups::new("BR")).await? {
        let monthly = group.fees.and_then(|fees| fees.monthly_fee);
        println!("{} {}: {} a month", group.id, group.name, monthly.unwrap_or_default());
    }

    let preview = client.preview_order(16847, 3).await?;
    println!(
        "a preview of {} numbers buys nothing: {} bought",
        preview.ordered.unwrap_or_default(),
        emulator.ledger().len()
    );

    let created = client.create_order(16847, 3).await?;
    println!("order {} is {}", created.id, created.status);

    // The emulator's clock moves only when told to, so an example need not wait.
    emulator.advance(Duration::from_secs(5));
    // `send` takes any operation that buys nothing, and tells of the answer what a method leaves out.
    let answer = client.send(&GetOrder::new(&created.id), Default::default()).await?;
    let order = answer.value;
    println!(
        "now it is {}: {} delivered, {} missing (HTTP {})",
        order.status,
        order.fulfilled.unwrap_or_default(),
        order.shortfall.unwrap_or_default(),
        answer.info.http_status
    );

    // Page after page, each asked for only when it is wanted.
    let mut numbers = client.numbers(ListNumbers::new());
    while let Some(number) = numbers.next().await? {
        println!("{}", number.e164.unwrap_or(number.number));
    }
    Ok(())
}
