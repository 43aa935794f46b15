//! The example of the README.

use telnum::{Emulator, ErrorKind, ListDidGroups};

#[tokio::main]
async fn main() -> telnum::Result<()> {
    let client = Emulator::new(7).idt_express()?;
    let groups = client.list_did_groups(ListDidGroups::new("BR")).await?;
    for group in groups.iter().take(1) {
        match client.create_order(&group.id, 3).await {
            Ok(order) => println!("3 numbers of {} ordered: {}", group.name, order.id),
            Err(lost) if lost.kind == ErrorKind::OutcomeUnknown => {
                println!("It may have been bought; look before you buy again: {:?}", lost.attempt);
            }
            Err(error) => return Err(error),
        }
    }
    Ok(())
}
