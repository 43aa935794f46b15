//! The whole story over HTTP, from a `telnum-emulator` at TELNUM_EMULATOR_URL: coverage, price, preview,
//! buying, waiting, lists, deleting; then the two other carriers.

use std::error::Error;

use telnum::{
    CallOptions, DialogTech, Didww, IdtDelivery, IdtExpress, IdtNumberStatus, ListDidGroups,
    ListDids, ListNumbers, ListOrders, OrderNumbers, WaitForOrder,
};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let url = std::env::var("TELNUM_EMULATOR_URL").map_err(|_| "TELNUM_EMULATOR_URL is not set")?;
    let client = IdtExpress::builder()
        .base_url(&url)
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

    let (chicago, dids) = (chicago(&url).await?, dids(&url).await?);
    let e164: Vec<&str> =
        bought.iter().map(|it| it.e164.as_deref().unwrap_or(&it.number)).collect();
    println!(
        "rust: {} countries, group {} at {setup} + {monthly}, preview {previewed}, order {} {} ({}), \
         numbers {}, deleted {}; DialogTech {chicago}; DIDWW {dids}",
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

/// Two numbers of Chicago, from DialogTech: they come at once.
async fn chicago(url: &str) -> telnum::Result<String> {
    let client = DialogTech::builder()
        .base_url(url)
        .access_key("emulator-access-key")
        .secret_access_key("emulator-secret-access-key")
        .build()?;
    let order = client.order_numbers(OrderNumbers::local("312", 2)).await?;
    let e164: Vec<_> = order.numbers.into_iter().filter_map(|it| it.e164).collect();
    eprintln!("DialogTech sold {}", e164.join(" and "));
    Ok(e164.join(" "))
}

/// The first DIDs of the account at DIDWW, each with its country.
async fn dids(url: &str) -> telnum::Result<String> {
    let client = Didww::builder().base_url(url).api_key("emulator-key").build()?;
    let request = ListDids::new().include(["did_group.country"]).page_size(3);
    let mut dids = Vec::new();
    for did in client.list_dids(request).await?.linked() {
        let number = did.e164.clone().or(did.number.clone()).unwrap_or_default();
        let country = match did.did_group()? {
            Some(group) => group.country()?.and_then(|it| it.name.clone()),
            None => None,
        };
        dids.push(format!("{number} in {}", country.unwrap_or_default()));
    }
    eprintln!("DIDWW lists {}", dids.join(", "));
    Ok(dids.join(", "))
}

fn text(fee: Option<telnum::Decimal>) -> String {
    fee.map_or_else(|| "an unknown fee".to_owned(), |it| it.to_string())
}
