//! A number's life at DIDWW, from the search to its end, and orders that go another way.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde_json::json;
use telnum::{
    Attempt, CreateDidwwDidReservation, CreateDidwwOrder, CreateDidwwSipTrunk, Decimal, Didww,
    DidwwAvailableDidFilter, DidwwDidFilter, DidwwDidGroup, DidwwDidGroupFilter, DidwwNewOrderItem,
    DidwwOrderFilter, DidwwOrderStatus, DidwwStockKeepingUnit, Emulator, ErrorKind, GetDidwwDid,
    ListDids, ListDidwwAvailableDids, ListDidwwDidGroups, ListDidwwOrders, LogEvent, LogLevel,
    LogSink, UpdateDidwwDid, UpdateDidwwVoiceInTrunk,
};

#[derive(Debug, Default)]
struct Heard(Mutex<Vec<LogEvent>>);

impl LogSink for Heard {
    fn wants(&self, _: LogLevel) -> bool {
        true
    }

    fn log(&self, event: LogEvent) {
        self.0.lock().unwrap().push(event);
    }
}

/// The group of Berlin, and what costs less than 2 a month there.
async fn affordable(client: &Didww) -> (DidwwDidGroup, DidwwStockKeepingUnit) {
    let filter = DidwwDidGroupFilter::new().area_name("Berlin").is_available(true);
    let request = ListDidwwDidGroups::new().filter(filter).include(["stock_keeping_units"]);
    let page = client.list_did_groups(request).await.unwrap();
    let group = page.linked().next().unwrap();
    let cheap = |it: &Decimal| *it < Decimal::from(2);
    let units = group.stock_keeping_units().unwrap();
    let unit = units.into_iter().find(|it| it.monthly_price.as_ref().is_some_and(cheap)).unwrap();
    (group.object().clone(), unit.object().clone())
}

fn bought_by(order_id: &str) -> ListDids {
    ListDids::new().filter(DidwwDidFilter::new().order_id(order_id))
}

#[tokio::test]
async fn a_number_of_berlin_is_chosen_held_bought_routed_let_end_and_taken_back() {
    let emulator = Emulator::new(7);
    let client = emulator.didww().unwrap();
    let (group, unit) = affordable(&client).await;
    let of_group = || DidwwAvailableDidFilter::new().did_group_id(&group.id);
    let list = |filter| client.list_available_dids(ListDidwwAvailableDids::new().filter(filter));
    let offered = list(of_group()).await.unwrap().available_dids.remove(0);
    let reserve = CreateDidwwDidReservation::new(&offered.id);
    let held = client.create_did_reservation(reserve).await.unwrap().did_reservation;
    assert!(list(of_group().id(&offered.id)).await.unwrap().available_dids.is_empty());

    let item = DidwwNewOrderItem::new().sku_id(&unit.id).did_reservation_id(&held.id);
    let created = client.create_order(CreateDidwwOrder::new(vec![item])).await.unwrap();
    assert_eq!(created.status, Some(DidwwOrderStatus::Pending));
    assert_eq!(created.disagreements, Vec::<String>::new());
    let order = client.wait_for_order(&created.id).await.unwrap();
    assert_eq!(order.status, Some(DidwwOrderStatus::Completed));
    let did = client.list_dids(bought_by(&order.id)).await.unwrap().dids.remove(0);
    assert_eq!(did.e164, offered.e164);

    let trunk = CreateDidwwSipTrunk::new("office", "sip.example.com");
    let trunk = client.create_sip_trunk(trunk).await.unwrap().voice_in_trunk;
    let change = UpdateDidwwDid::new(&did.id).voice_in_trunk_id(&trunk.id).description("reception");
    client.update_did(change).await.unwrap();
    let get = GetDidwwDid::new(&did.id).include(["voice_in_trunk"]);
    let found = client.get_did(get).await.unwrap();
    let routed = found.linked();
    assert_eq!(routed.description.as_deref(), Some("reception"));
    assert_eq!(routed.voice_in_trunk().unwrap().unwrap().name.as_deref(), Some("office"));
    let clear = UpdateDidwwDid::new(&did.id).clear(["description"]);
    assert_eq!(client.update_did(clear).await.unwrap().did.description, None);

    let ending = client.stop_renewing_did(&did.id).await.unwrap().did;
    assert_eq!((ending.billing_cycles_count, ending.terminated), (Some(0), Some(false)));
    emulator.advance(Duration::from_secs(32 * 86_400));
    let ended = client.get_did(GetDidwwDid::new(&did.id)).await.unwrap().did;
    assert_eq!(ended.terminated, Some(true));
    let restored = client.restore_did(&did.id).await.unwrap().did;
    assert_eq!(restored.terminated, Some(false));
    // The month that it was taken back for is paid.
    let ledger = emulator.ledger();
    let costs: Vec<Option<&str>> = ledger.iter().map(|it| it.cost.as_deref()).collect();
    let prices = [order.amount, unit.monthly_price].map(|it| it.unwrap().to_string());
    assert_eq!(costs, [Some(prices[0].as_str()), Some(prices[1].as_str())]);
}

#[tokio::test]
async fn an_order_of_dids_that_is_pending_can_be_cancelled_and_its_number_is_gone() {
    let client = Emulator::new(7).didww().unwrap();
    let item = DidwwNewOrderItem::of_sku(affordable(&client).await.1.id, 1);
    let order = client.create_order(CreateDidwwOrder::new(vec![item])).await.unwrap();
    assert_eq!(client.cancel_order(&order.id).await.unwrap().id, order.id);
    let order = client.wait_for_order(&order.id).await.unwrap();
    assert_eq!(order.status, Some(DidwwOrderStatus::Canceled));
    assert!(client.list_dids(bought_by(&order.id)).await.unwrap().dids.is_empty());
    let refusal = client.cancel_order(&order.id).await.unwrap_err();
    assert_eq!(refusal.kind, ErrorKind::InvalidInput);
}

#[tokio::test]
async fn an_order_of_dids_whose_answer_is_lost_is_found_by_the_id_of_its_attempt() {
    let emulator = Emulator::new(7);
    let client = emulator.didww().unwrap();
    let item = DidwwNewOrderItem::of_sku(affordable(&client).await.1.id, 1);
    let attempt = client.prepare_order(CreateDidwwOrder::new(vec![item])).unwrap();
    emulator.script(&json!(["reset_after"])).unwrap();
    let lost = client.place(&attempt).await.unwrap_err();
    assert_eq!(lost.kind, ErrorKind::OutcomeUnknown);
    assert_eq!(lost.attempt.as_ref(), Some(&attempt));
    let kept: Attempt = serde_json::from_str(&serde_json::to_string(&attempt).unwrap()).unwrap();
    let other = emulator.didww().unwrap();
    let filter = DidwwOrderFilter::new().external_reference_id(&kept.id);
    let found = other.list_orders(ListDidwwOrders::new().filter(filter)).await.unwrap().orders;
    let [order] = &found[..] else { panic!("{found:?}") };
    assert_eq!(order.external_reference_id.as_ref(), Some(&attempt.id));
    assert_eq!(emulator.ledger()[0].order_id.as_ref(), Some(&order.id));
}

#[tokio::test]
async fn a_trunks_password_is_in_nothing_that_can_be_printed() {
    const PASSWORD: &str = "trunk-1234567890";
    let emulator = Emulator::new(7);
    let log = Arc::new(Heard::default());
    let client = emulator.didww_builder().logger(log.clone()).build().unwrap();
    let create = |name: &str, port: i32| {
        CreateDidwwSipTrunk::new(name, "sip.example.com")
            .port(port)
            .auth_enabled(true)
            .auth_user("office")
            .auth_password(PASSWORD)
    };
    let update = |id: &str| UpdateDidwwVoiceInTrunk::new(id).auth_password(PASSWORD);
    let made = client.create_sip_trunk(create("office", 5060)).await.unwrap();
    let changed = client.update_voice_in_trunk(update(&made.voice_in_trunk.id)).await.unwrap();
    let failures = [
        client.create_sip_trunk(create("office", 5060)).await.unwrap_err(),
        client.create_sip_trunk(create("", 0)).await.unwrap_err(),
        client.update_voice_in_trunk(update("")).await.unwrap_err(),
    ];
    assert!(made.to_json().contains("[redacted]") && changed.to_json().contains("[redacted]"));
    let mut printed = format!("{:?} {:#?} {:?} {client:?}", create("office", 1), made, update("x"));
    printed += &format!("{changed:?} {} {:?} {log:?}", changed.to_json(), emulator.requests());
    for failure in failures {
        printed += &format!("{failure} {failure:?} {}", failure.to_json());
    }
    assert!(printed.contains("office") && !printed.contains(PASSWORD), "{printed}");
}
