//! Buys two numbers over HTTP, from a `telnum-emulator` at TELNUM_EMULATOR_URL.

use std::error::Error;

use telnum::{IdtExpress, ListDidGroups};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let url = std::env::var("TELNUM_EMULATOR_URL").map_err(|_| "TELNUM_EMULATOR_URL is not set")?;
    let client = IdtExpress::builder()
        .base_url(url)
        .api_key("emulator-key")
        .api_secret("emulator-secret")
        .build()?;

    let groups = client.list_did_groups(ListDidGroups::new("BR")).await?;
    let group = groups.first().ok_or("there is no DID group in Brazil")?;
    let created = client.create_order(&group.id, 2).await?;
    let order = client.wait_for_order(&created.id).await?;

    let items = order.order_items.iter();
    let numbers: Vec<&str> = items
        .flat_map(|item| &item.numbers)
        .map(|it| it.e164.as_deref().unwrap_or(&it.number))
        .collect();
    println!(
        "rust: order {} {}, {} numbers: {}",
        order.id,
        order.delivery,
        numbers.len(),
        numbers.join(", ")
    );
    Ok(())
}
