use super::*;
use std::collections::BTreeSet;

const ORDERS: &str = "/v1/dids/orders";

/// Numbers with their skus, as the emulator offers them.
fn browse(emulator: &mut Emulator, did_group_id: u32) -> Vec<(String, String)> {
    let json = emulator.get(&route(did_group_id));
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let numbers = json["numbers"].as_array().unwrap();
    numbers.iter().map(|single| (text(&single["number"]), text(&single["sku"]))).collect()
}

fn route(did_group_id: impl std::fmt::Display) -> String {
    format!("/v1/dids/coverage/did_groups/{did_group_id}/browse_numbers")
}

fn body(did_group_id: u32, skus: &[String]) -> Value {
    json!({"order_items": [{"did_group_id": did_group_id, "did_skus": skus}]})
}

fn buy(emulator: &mut Emulator, did_group_id: u32, skus: &[String]) -> Value {
    let (status, json) = emulator.ask("POST", ORDERS, Some(body(did_group_id, skus)));
    assert_eq!(status, 200, "{json}");
    json["order"].clone()
}

fn refusal(emulator: &mut Emulator, body: Value) -> Value {
    let placed = emulator.ledger().len();
    let (status, json) = emulator.ask("POST", ORDERS, Some(body));
    assert_eq!((status, emulator.ledger().len()), (422, placed), "{json}");
    json["errors"].clone()
}

fn wrong_skus(detail: &str) -> Value {
    json!([{
        "code": 1002, "title": "Invalid Field", "detail": detail,
        "field": "did_skus", "source": "/order_items/0/did_skus",
    }])
}

fn numbers(listed: &Value) -> Vec<String> {
    let rows = listed.as_array().unwrap().iter();
    rows.map(|row| row["number"].as_str().unwrap().to_owned()).collect()
}

/// Numbers and skus apart.
fn apart(singles: Vec<(String, String)>) -> (Vec<String>, Vec<String>) {
    singles.into_iter().unzip()
}

fn left(emulator: &mut Emulator, iso: &str, did_group_id: u32) -> u64 {
    let json = emulator.get(&format!("/v1/dids/coverage/did_groups?country_iso={iso}"));
    let groups = json["did_groups"].as_array().unwrap();
    let group = groups.iter().find(|group| group["id"] == did_group_id).unwrap();
    group["quantity"].as_u64().unwrap()
}

#[test]
fn what_is_browsed_is_what_an_order_would_get() {
    for id in [16847, 2992, 5301, 90001] {
        let mut emulator = Emulator::new(7);
        let (offered, skus) = apart(browse(&mut emulator, id));
        assert_eq!((offered.len(), browse(&mut emulator, id).len()), (20, 20));
        let order = emulator.order(id, 20)["id"].clone();
        let order = emulator.order_after(&order, 3_000);
        assert_eq!(numbers(&order["order_items"][0]["numbers"]), offered, "{id}");
        let (later, more) = apart(browse(&mut emulator, id));
        assert!(later.iter().all(|number| !offered.contains(number)));
        assert!(more.iter().all(|sku| !skus.contains(sku)));
    }
}

#[test]
fn the_list_has_numbers_and_skus_and_nothing_else() {
    let mut emulator = Emulator::new(7);
    let json = emulator.get(&route(16847));
    let members: Vec<&String> = json.as_object().unwrap().keys().collect();
    assert_eq!(members, ["numbers"]);
    assert_eq!(json["numbers"][0].as_object().unwrap().len(), 2);
    let mut emptied = Emulator::new(7).with("meta_empty", json!(true));
    assert_eq!(emptied.get(&route(16847))["meta"], json!({}));
}

#[test]
fn a_sku_belongs_to_one_number_for_good() {
    let mut emulator = Emulator::new(7);
    let mut seen = BTreeSet::new();
    for id in [16847, 2992, 5301, 90001] {
        let before = browse(&mut emulator, id);
        for (number, sku) in &before {
            assert!(!sku.contains(number.as_str()) && !number.contains(sku.as_str()), "{sku}");
            assert!(seen.insert(sku.clone()), "{sku}");
        }
        emulator.order(id, 5);
        emulator.advance_ms(60_000);
        let after = browse(&mut emulator, id);
        assert_eq!(before[5..], after[..15], "{id}");
    }
    let spelled = browse(&mut emulator.with("nanp_format", json!("011")), 2992);
    assert!(spelled[0].0.starts_with("0111908312"));
    assert!(seen.contains(&spelled[0].1));
}

#[test]
fn numbers_are_delivered_as_they_were_chosen() {
    let mut emulator = Emulator::new(7);
    let offered = browse(&mut emulator, 16847);
    let (chosen, skus) = apart([9, 2, 17].map(|place| offered[place].clone()).to_vec());
    let order = buy(&mut emulator, 16847, &skus);
    let ordered: Vec<Value> = chosen
        .iter()
        .zip(&skus)
        .map(|(number, sku)| json!({"number": number, "sku": sku}))
        .collect();
    let item = &order["order_items"][0];
    assert_eq!(item["order_item_type"], "did_skus");
    assert_eq!(item["ordered"], json!({"quantity": 3, "numbers": ordered}));
    assert_eq!((&item["numbers"], &item["fulfilled"]), (&json!([]), &json!({"quantity": 0})));
    assert_eq!((&order["status"], &order["ordered"]), (&json!("Created"), &json!({"quantity": 3})));

    let order = emulator.order_after(&order["id"], 3_000);
    let item = &order["order_items"][0];
    assert_eq!(item["ordered"]["numbers"], json!(ordered));
    assert_eq!(numbers(&item["numbers"]), chosen);
    assert_eq!(item["numbers"][0].as_object().unwrap().len(), 1);
    assert_eq!(emulator.get(ORDERS)["orders"][0]["ordered"], json!({"quantity": 3}));
    let owned = numbers(&emulator.get("/v1/dids/numbers")["numbers"]);
    assert_eq!(owned[4..], chosen);
    let entry = emulator.ledger().remove(0);
    assert_eq!((entry.quantity, entry.cost.as_deref(), entry.numbers), (3, Some("9.00"), chosen));
}

#[test]
fn a_number_is_sold_once_whichever_way() {
    // 5303 has 500 numbers.
    let mut emulator =
        Emulator::new(7).with("balance", json!("100000.00")).with("browse_members", json!(true));
    let mut sold = BTreeSet::new();
    let mut placed = 0;
    while left(&mut emulator, "PR", 5303) > 0 {
        let before = left(&mut emulator, "PR", 5303);
        let (offered, skus) = apart(browse(&mut emulator, 5303));
        assert!(offered.iter().all(|number| !sold.contains(number)));
        assert_eq!(offered.len() as u64, before.min(20));
        let chosen: Vec<String> = skus.iter().rev().step_by(3).cloned().collect();
        let count = chosen.len() as u64;
        buy(&mut emulator, 5303, &chosen);
        assert_eq!(left(&mut emulator, "PR", 5303), before - count);
        let quantity = (before - count).min(11);
        if quantity > 0 {
            emulator.order(5303, quantity as u32);
        }
        assert_eq!(left(&mut emulator, "PR", 5303), before - count - quantity);
        emulator.advance_ms(3_000);
        for number in
            emulator.ledger().split_off(placed).into_iter().flat_map(|entry| entry.numbers)
        {
            assert!(sold.insert(number.clone()), "{number}");
        }
        placed = emulator.ledger().len();
    }
    assert_eq!(sold.len(), 500);
    assert!(browse(&mut emulator, 5303).is_empty());
}

#[test]
fn orders_by_quantity_pass_over_what_was_chosen() {
    let mut plain = Emulator::new(7);
    let plainly = plain.order(16847, 6)["id"].clone();
    let row = numbers(&plain.order_after(&plainly, 3_000)["order_items"][0]["numbers"]);

    let mut emulator = Emulator::new(7);
    let offered = browse(&mut emulator, 16847);
    buy(&mut emulator, 16847, &[offered[1].1.clone(), offered[3].1.clone()]);
    let id = emulator.order(16847, 4)["id"].clone();
    let order = emulator.order_after(&id, 3_000);
    let rest = [0, 2, 4, 5].map(|place| row[place].clone());
    assert_eq!(numbers(&order["order_items"][0]["numbers"]), rest);
    assert_eq!(order["order_items"][0]["ordered"], json!({"quantity": 4}));
    assert_eq!(order["order_items"][0]["order_item_type"], "quantity");
    assert_eq!(browse(&mut emulator, 16847)[..14], offered[6..]);
}

#[test]
fn skus_that_cannot_be_had_are_refused() {
    let mut emulator = Emulator::new(7);
    let (_, skus) = apart(browse(&mut emulator, 16847));
    let (_, others) = apart(browse(&mut emulator, 11895));
    buy(&mut emulator, 16847, &skus[2..3]);
    emulator.order(16847, 1);
    let unavailable =
        |sku: &str| wrong_skus(&format!("Sku {sku} is not available in DID Group 16847"));
    let turned = skus[4].chars().rev().collect::<String>();
    // Sold by quantity, sold by sku, of another group, and of none.
    for sku in [&skus[0], &skus[2], &others[0], &turned, ""] {
        let errors = refusal(&mut emulator, body(16847, &[skus[4].clone(), sku.to_owned()]));
        assert_eq!(errors, unavailable(sku));
    }
    let twice = [skus[4].clone(), skus[5].clone(), skus[4].clone()];
    let errors = refusal(&mut emulator, body(16847, &twice));
    assert_eq!(errors, wrong_skus(&format!("Sku {} is given twice", skus[4])));
    buy(&mut emulator, 16847, &skus[4..6]);
}

#[test]
fn skus_are_read_strictly() {
    let mut emulator = Emulator::new(7);
    let (_, skus) = apart(browse(&mut emulator, 16847));
    let mut refused = |item: Value| {
        let mut item = item;
        item["did_group_id"] = json!(16847);
        refusal(&mut emulator, json!({"order_items": [item]}))
    };
    let both = wrong_skus("Did skus must not be sent with quantity");
    assert_eq!(refused(json!({"did_skus": [skus[0]], "quantity": 1})), both);
    assert_eq!(refused(json!({"did_skus": [], "quantity": 0})), both);
    let texts = wrong_skus("Did skus must be an array of strings");
    for skus in [json!("x"), json!([1]), json!([null]), json!({}), json!(true)] {
        assert_eq!(refused(json!({"did_skus": skus})), texts, "{skus}");
    }
    let none = wrong_skus("Did skus must have at least 1 sku");
    assert_eq!(refused(json!({"did_skus": []})), none);
    let many: Vec<String> = (0..101).map(|place| place.to_string()).collect();
    let over = wrong_skus("Did skus must have 100 skus or fewer");
    assert_eq!(refused(json!({"did_skus": many})), over);
    let neither = refused(json!({"did_skus": null, "quantity": null}));
    assert_eq!((&neither[0]["code"], &neither[0]["field"]), (&json!(1001), &json!("quantity")));
}

#[test]
fn a_null_stands_for_what_is_left_out() {
    let mut emulator = Emulator::new(7);
    let (_, skus) = apart(browse(&mut emulator, 16847));
    let item = json!({"did_group_id": 16847, "did_skus": [skus[0]], "quantity": null});
    let (_, json) = emulator.ask("POST", ORDERS, Some(json!({"order_items": [item]})));
    assert_eq!(json["order"]["order_items"][0]["order_item_type"], "did_skus");
    let item = json!({"did_group_id": 16847, "did_skus": null, "quantity": 1});
    let (_, json) = emulator.ask("POST", ORDERS, Some(json!({"order_items": [item]})));
    assert_eq!(json["order"]["order_items"][0]["order_item_type"], "quantity");
}

#[test]
fn a_hundred_can_be_chosen_at_once() {
    let mut emulator = Emulator::new(7);
    let mut skus = Vec::new();
    for _ in 0..5 {
        // Bought by an emulator of the same seed, so that they are still for sale at the other.
        let (_, offered) = apart(browse(&mut emulator, 90001));
        buy(&mut emulator, 90001, &offered);
        skus.extend(offered);
    }
    let order = buy(&mut Emulator::new(7), 90001, &skus);
    assert_eq!(order["ordered"]["quantity"], 100);
}

#[test]
fn unknown_groups_are_refused_as_orders_refuse_them() {
    let mut emulator = Emulator::new(7);
    for id in ["1", "x", "016847", "+16847", "99999999999999999999", "-1"] {
        let (status, json) = emulator.ask("GET", &route(id), None);
        let expected = json!([{
            "code": 4004, "title": "Invalid DID Group",
            "detail": format!("DID Group {id} is not offered"), "field": "did_group_id",
        }]);
        assert_eq!((status, &json["errors"]), (422, &expected), "{id}");
    }
    let ordered = refusal(&mut emulator, body(1, &["x".to_owned()]));
    assert_eq!(ordered[0]["code"], 4004);
    let mut other = emulator.with("coverage_error_status", json!(404));
    assert_eq!(other.refused(&route(1)), (404, 4004));
    assert_eq!(other.ask("POST", &route(16847), Some(json!({}))).0, 404);
}

#[test]
fn previews_of_skus_sell_nothing() {
    let mut emulator = Emulator::new(7).with("balance", json!("6.00"));
    let (chosen, skus) = apart(browse(&mut emulator, 16847));
    let mut preview = body(16847, &skus[..2]);
    preview["preview"] = json!(true);
    let (status, json) = emulator.ask("POST", ORDERS, Some(preview.clone()));
    let item = &json["order"]["order_items"][0];
    assert_eq!((status, &item["status"]), (200, &json!("Preview")));
    assert_eq!(item["order_item_type"], "did_skus");
    assert_eq!(numbers(&item["ordered"]["numbers"]), chosen[..2]);
    assert!(emulator.ledger().is_empty());
    assert_eq!(apart(browse(&mut emulator, 16847)).1, skus);

    let mut wrong = body(16847, &["x".to_owned()]);
    wrong["preview"] = json!(true);
    assert_eq!(refusal(&mut emulator, wrong)[0]["field"], "did_skus");
    let funds = refusal(&mut emulator, body(16847, &skus[..3]));
    assert_eq!(funds[0]["detail"], "Insufficient Funds (cost: 9.00, account balance: 6.00)");
    emulator.set("preview_places_order", json!(true)).unwrap();
    let (_, json) = emulator.ask("POST", ORDERS, Some(preview));
    assert_eq!(json["order"]["order_items"][0]["status"], "Processing");
    assert_eq!(apart(browse(&mut emulator, 16847)).1[..18], skus[2..]);
}

#[test]
fn checks_of_skus_come_in_their_order() {
    let mut emulator =
        Emulator::new(7).with("feature_enabled", json!(false)).with("balance", json!("0.00"));
    let (_, skus) = apart(browse(&mut emulator, 16847));
    let code = |emulator: &mut Emulator, id: u32, skus: &[String]| {
        let (_, json) = emulator.ask("POST", ORDERS, Some(body(id, skus)));
        json["errors"][0]["code"].as_u64().unwrap()
    };
    let unknown = ["x".to_owned()];
    assert_eq!(code(&mut emulator, 1, &[]), 1002);
    assert_eq!(code(&mut emulator, 1, &unknown), 3000);
    emulator.set("feature_enabled", json!(true)).unwrap();
    assert_eq!(code(&mut emulator, 1, &unknown), 4004);
    assert_eq!(code(&mut emulator, 16847, &unknown), 1002);
    assert_eq!(code(&mut emulator, 16847, &skus), 3001);
}

#[test]
fn scenarios_deliver_the_first_of_the_chosen() {
    let mut emulator = Emulator::new(7);
    let (chosen, skus) = apart(browse(&mut emulator, 90003));
    let id = buy(&mut emulator, 90003, &skus[..4])["id"].clone();
    let order = emulator.order_after(&id, 3_000);
    let item = &order["order_items"][0];
    assert_eq!(numbers(&item["numbers"]), chosen[..2]);
    assert_eq!(numbers(&item["ordered"]["numbers"]), chosen[..4]);
    // An order that never ends keeps its numbers all the same.
    let (_, skus) = apart(browse(&mut emulator, 90012));
    buy(&mut emulator, 90012, &skus[..1]);
    assert_eq!(refusal(&mut emulator, body(90012, &skus[..1]))[0]["field"], "did_skus");
    assert!(apart(browse(&mut emulator, 90012)).1.iter().all(|sku| *sku != skus[0]));
}

#[test]
fn faults_find_both_calls() {
    let mut emulator = Emulator::new(7);
    let (chosen, skus) = apart(browse(&mut emulator, 90001));
    let rules = json!([
        {"route": format!("GET {}", route("{did_group_id}")), "nth": 1, "fault": "wrong_type"},
        {"route": "POST /v1/dids/orders", "nth": 1, "fault": "reset_after"},
        {"route": "POST /v1/dids/orders", "nth": 3, "fault": "status", "status": 429},
    ]);
    emulator.add_faults(&rules).unwrap();
    assert!(emulator.get(&route(90001))["numbers"].is_object());
    assert_eq!(browse(&mut emulator, 90001).len(), 20);

    let order = request("POST", ORDERS, Some(body(90001, &skus[..2])));
    assert_eq!(emulator.handle(&order), Reply::Dropped);
    // The lost order was placed: the same numbers are not sold again.
    assert_eq!(refusal(&mut emulator, body(90001, &skus[..2]))[0]["field"], "did_skus");
    let (status, _) = emulator.ask("POST", ORDERS, Some(body(90001, &skus[2..4])));
    assert_eq!(status, 429);
    buy(&mut emulator, 90001, &skus[2..4]);
    emulator.advance_ms(3_000);
    let bought: Vec<String> = emulator.ledger().into_iter().flat_map(|line| line.numbers).collect();
    assert_eq!(bought, chosen[..4]);
    let recorded = emulator.requests().last().unwrap();
    assert!(recorded.body.contains(&skus[2]), "{}", recorded.body);
}
