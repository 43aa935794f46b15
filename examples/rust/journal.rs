//! A journal: what was placed stays placed, whatever becomes of the program.

use telnum::{Emulator, ErrorKind};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let emulator = Emulator::new(7);
    let journal = std::env::temp_dir().join(format!("telnum-{}.journal", std::process::id()));

    let client = emulator.idt_express_builder().journal(&journal).build()?;
    let attempt = client.prepare_order(16847, 2)?;
    let order = client.place(&attempt).await?;

    // The program crashes here, starts again, and does not know that it has bought.
    let restarted = emulator.idt_express_builder().journal(&journal).build()?;
    match restarted.place(&attempt).await {
        Err(placed) if placed.kind == ErrorKind::Conflict => {
            println!("{}: it was placed before, as {:?}", order.id, placed.candidate_order_id);
        }
        other => println!("it was bought twice: {other:?}"),
    }
    std::fs::remove_file(&journal)?;
    Ok(())
}
