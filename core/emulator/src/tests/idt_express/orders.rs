use super::*;

const ORDERS: &str = "/v1/dids/orders";

#[test]
fn an_order_begins_as_on_the_carrier_page() {
    let mut emulator = Emulator::new(7);
    let (status, json) = emulator.ask("POST", ORDERS, Some(order_body(16847, 3)));
    assert_eq!(status, 200);
    let id = json["order"]["id"].as_str().unwrap();
    let lengths: Vec<usize> = id.split('-').map(str::len).collect();
    assert_eq!(lengths, [3, 3, 4]);
    let expected = json!({
        "order": {
            "id": id, "created_at": "2026-01-05T09:00:00.000Z", "status": "Created",
            "ordered": {"quantity": 3}, "fulfilled": {"quantity": 0},
            "order_items": [{
                "id": 162455, "status": "Received", "order_item_type": "quantity",
                "ordered": {"quantity": 3}, "fulfilled": {"quantity": 0}, "cancelable": false,
                "did_group": {
                    "id": 16847, "name": "SALVADOR ", "country_calling_code": "55",
                    "area_code": "71", "nxx": null, "toll_free": false,
                    "country": {"name": "BRAZIL", "iso": "BR", "has_regions": false},
                    "fees": {"setup_fee": "0.00", "monthly_fee": "3.00"},
                },
                "numbers": [],
            }],
        },
        "meta": {},
    });
    assert_eq!(json, expected);
}

#[test]
fn an_order_is_processed_and_done() {
    let mut emulator = Emulator::new(7);
    let id = emulator.order(16847, 3)["id"].clone();
    let order = emulator.order_after(&id, 1_000);
    assert_eq!(order["status"].as_str().unwrap().to_lowercase(), "processing");
    assert_eq!(order["order_items"][0]["status"], "Processing");
    let order = emulator.order_after(&id, 2_000);
    assert_eq!(order["fulfilled"]["quantity"], 3);
    let numbers = order["order_items"][0]["numbers"].as_array().unwrap();
    assert_eq!(numbers.len(), 3);
    assert!(numbers.iter().all(|n| n["number"].as_str().unwrap().starts_with("0115571")));
}

#[test]
fn unknown_orders_are_not_found() {
    assert_eq!(Emulator::new(7).refused("/v1/dids/orders/9c2-2e2-4b6f"), (404, 1003));
}

#[test]
fn statuses_come_in_all_variants() {
    let mut emulator = Emulator::new(7);
    let ids: Vec<Value> = (0..4).map(|_| emulator.order(90001, 1)["id"].clone()).collect();
    emulator.advance_ms(3_000);
    let mut seen: Vec<(String, String)> = ids
        .iter()
        .map(|id| {
            let order = emulator.order_after(id, 0);
            let text = |value: &Value| value.as_str().unwrap().to_owned();
            (text(&order["status"]), text(&order["order_items"][0]["status"]))
        })
        .collect();
    seen.sort();
    let pair = |order: &str, item: &str| (order.to_owned(), item.to_owned());
    assert_eq!(
        seen,
        [
            pair("Complete", "Fulfilled - Complete"),
            pair("Complete", "Fulfilled – Complete"),
            pair("complete", "Fulfilled - Complete"),
            pair("complete", "Fulfilled – Complete"),
        ]
    );
}

#[test]
fn previews_leave_no_trace() {
    let mut emulator = Emulator::new(7);
    let mut body = order_body(16847, 3);
    body["preview"] = json!(true);
    let (status, json) = emulator.ask("POST", ORDERS, Some(body.clone()));
    assert_eq!(status, 200);
    assert_eq!(json["order"]["order_items"][0]["status"], "Preview");
    assert!(json["order"].get("id").is_none());
    assert!(emulator.ledger().is_empty());
    assert_eq!(emulator.get(ORDERS)["meta"]["total"], 0);

    emulator.set("preview_ids", json!("null")).unwrap();
    let (_, json) = emulator.ask("POST", ORDERS, Some(body.clone()));
    assert_eq!(json["order"].get("id"), Some(&Value::Null));
    emulator.set("preview_ids", json!("present")).unwrap();
    let (_, json) = emulator.ask("POST", ORDERS, Some(body.clone()));
    assert_eq!(json["order"]["id"], "000-000-0000");

    emulator.set("balance", json!("8.99")).unwrap();
    assert_eq!(emulator.ask("POST", ORDERS, Some(body.clone())).1["errors"][0]["code"], 3001);
    emulator.set("balance", json!("9.00")).unwrap();
    assert_eq!(emulator.ask("POST", ORDERS, Some(body.clone())).0, 200);

    emulator.set("preview_places_order", json!(true)).unwrap();
    let (_, json) = emulator.ask("POST", ORDERS, Some(body));
    assert_eq!(json["order"]["order_items"][0]["status"], "Processing");
    assert_eq!(emulator.ledger().len(), 1);
}

#[test]
fn money_is_spent_and_what_never_came_is_given_back() {
    let mut emulator = Emulator::new(7).with("balance", json!("6.00"));
    emulator.order(90003, 2);
    let detail = |emulator: &mut Emulator| {
        let (_, json) = emulator.ask("POST", ORDERS, Some(order_body(90001, 4)));
        json["errors"][0]["detail"].as_str().unwrap().to_owned()
    };
    let funds =
        |balance: &str| format!("Insufficient Funds (cost: 8.00, account balance: {balance})");
    assert_eq!(detail(&mut emulator), funds("2.00"));
    emulator.advance_ms(3_000);
    assert_eq!(detail(&mut emulator), funds("4.00"));
    emulator.set("balance", json!("1.50")).unwrap();
    assert_eq!(detail(&mut emulator), funds("1.50"));
}

#[test]
fn the_ledger_tells_what_was_bought() {
    let mut emulator = Emulator::new(7);
    let id = emulator.order(90001, 3)["id"].clone();
    let entry = emulator.ledger().remove(0);
    assert_eq!(entry.carrier, "idt_express");
    assert_eq!(id.as_str(), entry.order_id.as_deref());
    assert_eq!(
        (entry.did_group_id, entry.quantity, entry.cost.as_deref()),
        (Some(90001), 3, Some("6.00"))
    );
    assert_eq!(entry.at, "2026-01-05T09:00:00.000Z");
    assert!(entry.numbers.is_empty());
    emulator.advance_ms(3_000);
    assert_eq!(emulator.ledger()[0].numbers.len(), 3);
}

#[test]
fn the_list_is_newest_first_and_brief() {
    let mut emulator = Emulator::new(7);
    for quantity in 1..=3 {
        emulator.order(90001, quantity);
        emulator.advance_ms(1_000);
    }
    let json = emulator.get("/v1/dids/orders?page_size=2");
    let quantities: Vec<&Value> =
        json["orders"].as_array().unwrap().iter().map(|o| &o["ordered"]["quantity"]).collect();
    assert_eq!(quantities, [3, 2]);
    assert_eq!(json["meta"], json!({"page": 1, "page_size": 2, "total": 3}));
    let members: Vec<&String> = json["orders"][1].as_object().unwrap().keys().collect();
    assert_eq!(members.len(), 5, "{members:?}");
    assert_eq!(json["orders"][0]["currency"], "USD");
}

#[test]
fn the_filter_minds_its_switches() {
    let mut emulator = Emulator::new(4);
    for _ in 0..4 {
        emulator.order(90001, 1);
    }
    emulator.advance_ms(3_000);
    emulator.order(90001, 1);
    let mut count = |target: &str| {
        let json = emulator.get(target);
        (json["orders"].as_array().unwrap().len(), json["meta"]["total"].as_u64().unwrap())
    };
    assert_eq!(count("/v1/dids/orders?filter_by_status=COMPLETE"), (4, 4));
    assert_eq!(count("/v1/dids/orders?filter_by_status=created"), (1, 1));
    emulator.set("filter_ignores_case", json!(false)).unwrap();
    emulator.set("filter_total", json!("all")).unwrap();
    let json = emulator.get("/v1/dids/orders?filter_by_status=Complete");
    assert_eq!(json["orders"].as_array().unwrap().len(), 2);
    assert_eq!(json["meta"]["total"], 5);
}

#[test]
fn new_orders_may_show_late() {
    let mut emulator = Emulator::new(7).with("order_visible_after_s", json!(5));
    let id = emulator.order(90001, 1)["id"].clone();
    assert_eq!(emulator.get(ORDERS)["meta"]["total"], 0);
    assert_eq!(emulator.order_after(&id, 4_999)["id"], id);
    assert_eq!(emulator.get(ORDERS)["meta"]["total"], 0);
    emulator.advance_ms(1);
    assert_eq!(emulator.get(ORDERS)["meta"]["total"], 1);
}

#[test]
fn others_order_too() {
    let mut emulator = Emulator::new(7);
    let orders = json!([
        {"did_group_id": 90001, "quantity": 2, "at_s": -60},
        {"did_group_id": 90001, "quantity": 1, "at_s": 60},
    ]);
    emulator.set("others_order", orders).unwrap();
    let json = emulator.get(ORDERS);
    assert_eq!(json["meta"]["total"], 1);
    assert_eq!(json["orders"][0]["created_at"], "2026-01-05T08:59:00.000Z");
    assert!(emulator.ledger().is_empty());
    emulator.advance_ms(60_000);
    assert_eq!(emulator.get(ORDERS)["meta"]["total"], 2);
    let wrong = json!({"did_group_id": 1, "quantity": 1});
    assert!(emulator.set("others_order", wrong).unwrap_err().contains("no DID group 1"));
}

#[test]
fn ids_and_statuses_are_switches() {
    let mut emulator = Emulator::new(7)
        .with("numeric_ids", json!(true))
        .with("string_group_ids", json!(true))
        .with("post_status", json!(201));
    let (status, json) = emulator.ask("POST", ORDERS, Some(order_body(90001, 1)));
    assert_eq!(status, 201);
    let id = json["order"]["id"].as_u64().unwrap();
    assert_eq!(json["order"]["order_items"][0]["did_group"]["id"], "90001");
    assert_eq!(emulator.get(&format!("{ORDERS}/{id}"))["order"]["id"], id);
    assert_eq!(emulator.ledger()[0].order_id, Some(id.to_string()));
    assert_eq!(emulator.get(ORDERS)["orders"][0]["id"], id);
}

#[test]
fn numbers_may_be_called_dids() {
    let mut emulator = Emulator::new(7).with("numbers_member", json!("dids"));
    let id = emulator.order(90001, 1)["id"].clone();
    let order = emulator.order_after(&id, 3_000);
    let item = order["order_items"][0].as_object().unwrap();
    assert_eq!(item["dids"].as_array().unwrap().len(), 1);
    assert!(!item.contains_key("numbers"));
}

#[test]
fn fees_are_frozen_when_ordered() {
    let mut emulator = Emulator::new(7);
    let id = emulator.order(90001, 1)["id"].clone();
    emulator.set("monthly_fee_increase", json!("1.00")).unwrap();
    let order = emulator.order_after(&id, 0);
    assert_eq!(order["order_items"][0]["did_group"]["fees"]["monthly_fee"], "2.00");
    assert_eq!(emulator.ledger()[0].cost.as_deref(), Some("2.00"));
    emulator.order(90001, 1);
    assert_eq!(emulator.ledger()[1].cost.as_deref(), Some("3.00"));
}

#[test]
fn stock_runs_out() {
    // 5303 has 500 numbers.
    let mut emulator = Emulator::new(7).with("balance", json!("100000.00"));
    let mut bought = std::collections::BTreeSet::new();
    for _ in 0..5 {
        emulator.order(5303, 99);
    }
    let last = emulator.order(5303, 99)["id"].clone();
    let none = emulator.order(5303, 1)["id"].clone();
    let order = emulator.order_after(&last, 3_000);
    assert_eq!(order["fulfilled"]["quantity"], 5);
    assert!(order["order_items"][0]["status"].as_str().unwrap().starts_with("Partially"));
    let order = emulator.order_after(&none, 0);
    assert!(order["order_items"][0]["status"].as_str().unwrap().ends_with("Inventory"));
    for entry in emulator.ledger() {
        assert!(entry.numbers.iter().all(|number| number.len() == 10));
        bought.extend(entry.numbers);
    }
    assert_eq!(bought.len(), 500);

    emulator.set("out_of_stock", json!("backorder")).unwrap();
    let id = emulator.order(5303, 1)["id"].clone();
    assert_eq!(emulator.order_after(&id, 3_000)["order_items"][0]["status"], "Backordered");
}
