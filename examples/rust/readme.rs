use std::time::Duration;

use telnum::{Emulator, ErrorKind, ListDidGroups};

#[tokio::main]
async fn main() -> telnum::Result<()> {
    let emulator = Emulator::new(7);
    let client = emulator.idt_express()?;
    let groups = client.list_did_groups(ListDidGroups::new("BR")).await?;
    let order = match client.create_order(&groups[0].id, 2).await {
        Err(lost) if lost.kind == ErrorKind::OutcomeUnknown => {
            panic!("It may have been bought; look before you buy again: {:?}", lost.attempt)
        }
        other => other?,
    };
    println!("{} {}", order.id, order.status);

    emulator.advance(Duration::from_secs(10));
    for item in client.get_order(&order.id).await?.order_items {
        println!("{:?}", item.numbers.iter().map(|it| &it.e164).collect::<Vec<_>>());
    }
    Ok(())
}
