//! A number in Berlin at DIDWW: found, held, bought, routed, and let end. No account, no server and no network.

use std::error::Error;

use telnum::{
    CreateDidwwDidReservation, CreateDidwwOrder, CreateDidwwSipTrunk, Decimal,
    DidwwAvailableDidFilter, DidwwDidFilter, DidwwDidGroupFilter, DidwwNewOrderItem, Emulator,
    ListDids, ListDidwwAvailableDids, ListDidwwDidGroups, UpdateDidwwDid,
};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let emulator = Emulator::new(7);
    let client = emulator.didww()?;

    // A group of numbers has its prices in its stock keeping units: one for each count of channels.
    let in_berlin = DidwwDidGroupFilter::new().area_name("Berlin").is_available(true);
    let request = ListDidwwDidGroups::new().filter(in_berlin).include(["stock_keeping_units"]);
    let groups = client.list_did_groups(request).await?;
    let mut offers = Vec::new();
    for group in groups.linked() {
        offers.extend(group.stock_keeping_units()?.into_iter().map(|sku| (group, sku)));
    }
    let (group, sku) = offers
        .iter()
        .find(|(_, sku)| sku.monthly_price.as_ref().is_some_and(|price| *price < Decimal::from(2)))
        .ok_or("nothing in Berlin is that cheap")?;
    println!(
        "{}: {} once, {} a month",
        text(&group.area_name),
        text(&sku.setup_price),
        text(&sku.monthly_price)
    );

    // Held for some minutes, no one else can buy it.
    let of_group = DidwwAvailableDidFilter::new().did_group_id(&group.id);
    let available =
        client.list_available_dids(ListDidwwAvailableDids::new().filter(of_group)).await?;
    let offered = available.available_dids.first().ok_or("no number can be chosen")?;
    let held = client
        .create_did_reservation(CreateDidwwDidReservation::new(&offered.id))
        .await?
        .did_reservation;
    println!("{} is held until {}", text(&offered.e164), text(&held.expires_at));

    // The price is looked up once more before anything is bought.
    let item = DidwwNewOrderItem::new().sku_id(&sku.id).did_reservation_id(&held.id);
    let created = client
        .create_order(CreateDidwwOrder::new(vec![item]).max_monthly_price(Decimal::from(2)))
        .await?;
    let order = client.wait_for_order(&created.id).await?;
    println!(
        "order {} is {}: it cost {}",
        text(&order.reference),
        text(&order.status),
        text(&order.amount)
    );

    let of_order = DidwwDidFilter::new().order_id(&order.id);
    let bought = client.list_dids(ListDids::new().filter(of_order)).await?;
    let did = bought.dids.first().ok_or("the order has no number")?;
    let trunk = client
        .create_sip_trunk(CreateDidwwSipTrunk::new("office", "sip.example.com"))
        .await?
        .voice_in_trunk;
    client.update_did(UpdateDidwwDid::new(&did.id).voice_in_trunk_id(&trunk.id)).await?;
    println!("calls to {} go to the trunk {}", text(&did.e164), text(&trunk.name));

    // It works as long as it is paid for.
    let ending = client.stop_renewing_did(&did.id).await?.did;
    println!("{} ends on {}", text(&ending.e164), text(&ending.expires_at));
    Ok(())
}

/// What the carrier may leave out.
fn text<T: ToString>(value: &Option<T>) -> String {
    value.as_ref().map_or_else(|| "?".to_owned(), T::to_string)
}
