//! The whole story over HTTP, from a `telnum-emulator` at TELNUM_EMULATOR_URL: coverage, price, preview,
//! buying, waiting, lists, deleting; then numbers of DialogTech, and one that is chosen and routed at DIDWW.

use std::error::Error;

use telnum::{
    CallOptions, CreateDidwwDidReservation, CreateDidwwOrder, CreateDidwwSipTrunk, DialogTech,
    Didww, DidwwAvailableDidFilter, DidwwDidFilter, DidwwDidGroupFilter, DidwwNewOrderItem,
    DidwwOrderStatus, GetDidwwDid, IdtDelivery, IdtExpress, IdtNumberStatus, ListDidGroups,
    ListDids, ListDidwwAvailableDids, ListDidwwDidGroups, ListNumbers, ListOrders, OrderNumbers,
    UpdateDidwwDid, WaitForOrder,
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

    let (chicago, berlin) = (chicago(&url).await?, berlin(&url).await?);
    let e164: Vec<&str> =
        bought.iter().map(|it| it.e164.as_deref().unwrap_or(&it.number)).collect();
    println!(
        "rust: {} countries, group {} at {setup} + {monthly}, preview {previewed}, order {} {} ({}), \
         numbers {}, deleted {}; DialogTech {chicago}; DIDWW {berlin}",
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

/// A number of Berlin, from DIDWW: chosen, held, bought, and routed to a trunk.
async fn berlin(url: &str) -> Result<String, Box<dyn Error>> {
    let client = Didww::builder().base_url(url).api_key("emulator-key").build()?;
    let filter = DidwwDidGroupFilter::new().area_name("Berlin");
    let request = ListDidwwDidGroups::new().filter(filter).include(["stock_keeping_units"]);
    let groups = client.list_did_groups(request).await?;
    let group = groups.linked().next().ok_or("there is no DID group in Berlin")?;
    let units = group.stock_keeping_units()?;
    let sku = units.first().ok_or("it has no price")?;
    let filter = DidwwAvailableDidFilter::new().did_group_id(&group.id);
    let offers = client.list_available_dids(ListDidwwAvailableDids::new().filter(filter)).await?;
    let chosen = offers.available_dids.first().ok_or("no number can be chosen")?;
    let held = client.create_did_reservation(CreateDidwwDidReservation::new(&chosen.id)).await?;
    let number = chosen.e164.as_deref().ok_or("it has no number")?;
    eprintln!("DIDWW holds {number}, for {} a month", text(sku.monthly_price));

    let item = DidwwNewOrderItem::new().sku_id(&sku.id).did_reservation_id(held.did_reservation.id);
    let placed = client.create_order(CreateDidwwOrder::new(vec![item])).await?;
    let done = client.wait_for_order(&placed.id).await?;
    if done.status != Some(DidwwOrderStatus::Completed) {
        return Err(format!("order {} is {:?}", done.id, done.status).into());
    }
    let filter = DidwwDidFilter::new().order_id(&done.id);
    let request = ListDids::new().filter(filter).include(["did_group.country"]);
    let brought = client.list_dids(request).await?;
    let did = brought.linked().next().filter(|it| it.number == chosen.number);
    let did = did.ok_or("the order brought another number, or none")?;
    let country = match did.did_group()? {
        Some(group) => group.country()?.and_then(|it| it.name.clone()),
        None => None,
    };

    let name = format!("story {}", done.reference.as_deref().unwrap_or(&done.id));
    let made = client.create_sip_trunk(CreateDidwwSipTrunk::new(name, "sip.example.com")).await?;
    let trunk = made.voice_in_trunk.id;
    client.update_did(UpdateDidwwDid::new(&did.id).voice_in_trunk_id(&trunk)).await?;
    let found = client.get_did(GetDidwwDid::new(&did.id).include(["voice_in_trunk"])).await?;
    if found.linked().voice_in_trunk()?.map(|it| it.id.clone()) != Some(trunk) {
        return Err(format!("{number} is not routed").into());
    }
    eprintln!("DIDWW sold it, and sends its calls to a trunk");
    Ok(format!("order {} completed, {number} in {}", done.id, country.unwrap_or_default()))
}

fn text(fee: Option<telnum::Decimal>) -> String {
    fee.map_or_else(|| "an unknown fee".to_owned(), |it| it.to_string())
}
