//! The whole story over HTTP, from a `telnum-emulator` at TELNUM_EMULATOR_URL: coverage, price, preview,
//! buying, waiting, lists, deleting.

use std::error::Error;

use telnum::{
    CallOptions, IdtDelivery, IdtExpress, IdtNumberStatus, ListDidGroups, ListNumbers, ListOrders,
    WaitForOrder,
};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let url = std::env::var("TELNUM_EMULATOR_URL").map_err(|_| "TELNUM_EMULATOR_URL is not set")?;
    let client = IdtExpress::builder()
        .base_url(url)
        .api_key("emulator-key")
        .api_secret("emulator-secret")
        .build()?;

    let countries = client.list_countries().await?;
    eprintln!("{} countries", countries.len());
    let groups = client.list_did_groups(ListDidGroups::new("BR")).await?;
    let group = groups.first().ok_or("there is no DID group in Brazil")?;
    let fees = group.fees.clone().ok_or("the DID group has no price")?;
    let (setup, monthly) = (text(fees.setup_fee), text(fees.monthly_fee));
    eprintln!("group {} ({}): {setup} once, {monthly} a month", group.id, group.name_text);

    let preview = client.preview_order(&group.id, 2).await?;
    let previewed = preview.ordered.ok_or("the preview has no quantity")?;
    eprintln!("preview: {previewed} numbers could be bought");

    let order = client.create_order(&group.id, 2).await?;
    let mut statuses = Vec::new();
    let mut watch = client.watch_order(WaitForOrder::new(&order.id), CallOptions::default())?;
    let mut delivered = order;
    while let Some(order) = watch.next().await? {
        eprintln!(
            "order {}: {}, {} of 2 delivered",
            order.id,
            order.status,
            order.fulfilled.unwrap_or(0)
        );
        statuses.push(order.status.to_string());
        delivered = order;
    }
    if delivered.delivery != IdtDelivery::Delivered {
        return Err(format!("the order ended {}", delivered.delivery).into());
    }

    let bought: Vec<_> = delivered.order_items.iter().flat_map(|item| &item.numbers).collect();
    let mut orders = client.orders(ListOrders::default());
    while orders.next().await?.ok_or("the order is not listed")?.id != delivered.id {}
    let mut listed = client.numbers(ListNumbers::default());
    let mut missing: Vec<&str> = bought.iter().map(|it| it.number.as_str()).collect();
    while !missing.is_empty() {
        let number = listed.next().await?.ok_or("a number is not listed")?;
        missing.retain(|it| *it != number.number);
    }
    eprintln!("the order and its numbers are listed");

    let first = *bought.first().ok_or("the order has no numbers")?;
    client.delete_number(&first.number).await?;
    let mut listed = client.numbers(ListNumbers::default());
    loop {
        let number = listed.next().await?.ok_or("the deleted number is not listed")?;
        if number.number == first.number {
            if number.status != IdtNumberStatus::Removed {
                return Err(format!("{} is still {}", number.number, number.status).into());
            }
            break;
        }
    }

    let e164: Vec<&str> =
        bought.iter().map(|it| it.e164.as_deref().unwrap_or(&it.number)).collect();
    println!(
        "rust: {} countries, group {} at {setup} + {monthly}, preview {previewed}, order {} {} ({}), \
         numbers {}, deleted {}",
        countries.len(),
        group.id,
        delivered.id,
        delivered.delivery,
        statuses.join(" > "),
        e164.join(" "),
        e164.first().ok_or("the order has no numbers")?,
    );
    Ok(())
}

fn text(fee: Option<telnum::Decimal>) -> String {
    fee.map_or_else(|| "an unknown fee".to_owned(), |it| it.to_string())
}
