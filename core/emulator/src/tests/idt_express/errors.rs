use super::*;

const ORDERS: &str = "/v1/dids/orders";

fn refusal(emulator: &mut Emulator, body: Value) -> (u16, Value) {
    let (status, mut json) = emulator.ask("POST", ORDERS, Some(body));
    assert_eq!(json["status"], status);
    (status, json["errors"].take())
}

#[test]
fn insufficient_funds_reads_as_on_the_carrier_page() {
    let mut emulator = Emulator::new(7).with("balance", json!("0.31"));
    let response = emulator.answer(&request("POST", ORDERS, Some(order_body(12404, 3))));
    assert_eq!(response.status, 422);
    let text = String::from_utf8(response.body).unwrap();
    let (head, tail) = text.split_once("emulator-").unwrap();
    assert_eq!(head, r#"{"status":422,"api_request_id":""#);
    assert_eq!(
        &tail[36..],
        r#"","errors":[{"code":3001,"title":"Insufficient Funds","detail":"Insufficient Funds (cost: 6.39, account balance: 0.31)","source":"/"}]}"#
    );
    assert!(emulator.ledger().is_empty());
}

#[test]
fn a_wrong_quantity_reads_as_on_the_carrier_page() {
    let (status, errors) = refusal(&mut Emulator::new(7), order_body(16847, 0));
    let expected = json!([{
        "code": 1002, "title": "Invalid Field", "detail": "Quantity must be greater than 0",
        "field": "quantity", "source": "/order_items/0/quantity",
    }]);
    assert_eq!((status, errors), (422, expected));
}

#[test]
fn wrong_orders_are_refused() {
    let item = |item: Value| json!({"order_items": [item]});
    let cases = [
        (json!({}), 1001, "order_items"),
        (json!({"order_items": null}), 1001, "order_items"),
        (json!({"order_items": []}), 1002, "order_items"),
        (json!({"order_items": {}}), 1002, "order_items"),
        (json!({"order_items": [7]}), 1002, "order_items"),
        (item(json!({"quantity": 1})), 1001, "did_group_id"),
        (item(json!({"did_group_id": 16847})), 1001, "quantity"),
        (item(json!({"did_group_id": "16847", "quantity": 1})), 1002, "did_group_id"),
        (item(json!({"did_group_id": 16847.5, "quantity": 1})), 1002, "did_group_id"),
        (item(json!({"did_group_id": 16847, "quantity": "1"})), 1002, "quantity"),
        (item(json!({"did_group_id": 16847, "quantity": 1.0})), 1002, "quantity"),
        (item(json!({"did_group_id": 16847, "quantity": -1})), 1002, "quantity"),
        (item(json!({"did_group_id": 16847, "quantity": 101})), 1002, "quantity"),
        (item(json!({"did_group_id": 16847, "quantity": u64::MAX})), 1002, "quantity"),
        (item(json!({"did_group_id": 1, "quantity": 1})), 4004, "did_group_id"),
    ];
    for (body, code, field) in cases {
        let (status, errors) = refusal(&mut Emulator::new(7), body.clone());
        assert_eq!(status, 422, "{body}");
        assert_eq!(
            (&errors[0]["code"], &errors[0]["field"]),
            (&json!(code), &json!(field)),
            "{body}"
        );
        assert!(errors[0]["source"].as_str().unwrap().starts_with('/'), "{body}");
    }
    let preview = json!({"preview": "true", "order_items": []});
    assert_eq!(refusal(&mut Emulator::new(7), preview).1[0]["field"], "preview");
}

#[test]
fn several_items_are_refused() {
    let item = json!({"did_group_id": 16847, "quantity": 1});
    let body = json!({"order_items": [item, item]});
    assert_eq!(refusal(&mut Emulator::new(7), body.clone()).1[0]["code"], 1002);
    let mut other = Emulator::new(7).with("many_items_code", json!(1000));
    assert_eq!(refusal(&mut other, body).1[0]["code"], 1000);
}

#[test]
fn all_errors_or_only_the_first() {
    let body = json!({"preview": 1, "order_items": [{"quantity": 0}, {}]});
    let codes = |errors: &Value| -> Vec<u64> {
        errors.as_array().unwrap().iter().map(|e| e["code"].as_u64().unwrap()).collect()
    };
    assert_eq!(codes(&refusal(&mut Emulator::new(7), body.clone()).1), [1001]);
    let mut all = Emulator::new(7).with("report_all_errors", json!(true));
    assert_eq!(codes(&refusal(&mut all, body).1), [1001, 1002, 1002, 1002]);
}

#[test]
fn checks_come_in_their_order() {
    let mut emulator = Emulator::new(7)
        .with("throttle_after", json!(0))
        .with("quota", json!(true))
        .with("feature_enabled", json!(false))
        .with("balance", json!("0.00"));
    let code = |emulator: &mut Emulator, body: Value| {
        let (status, errors) = refusal(emulator, body);
        (status, errors[0]["code"].as_u64().unwrap())
    };
    let mut stranger = request("POST", ORDERS, Some(json!({})));
    stranger.headers[1].1 = "secret".to_owned();
    assert_eq!(emulator.answer(&stranger).status, 403);
    assert_eq!(code(&mut emulator, order_body(1, 0)), (429, 2002));
    emulator.set("throttle_after", json!(null)).unwrap();
    assert_eq!(code(&mut emulator, order_body(1, 0)), (429, 2001));
    emulator.set("quota", json!(false)).unwrap();
    assert_eq!(emulator.refused("/v1/dids/nothing"), (404, 1003));
    assert_eq!(code(&mut emulator, order_body(1, 0)), (422, 1002));
    assert_eq!(code(&mut emulator, order_body(1, 1)), (403, 3000));
    emulator.set("feature_enabled", json!(true)).unwrap();
    assert_eq!(code(&mut emulator, order_body(1, 1)), (422, 4004));
    assert_eq!(code(&mut emulator, order_body(16847, 1)), (422, 3001));
}

#[test]
fn bodies_must_be_json() {
    let mut emulator = Emulator::new(7);
    let mut broken = request("POST", ORDERS, Some(json!({})));
    broken.body = b"{".to_vec();
    let answer = emulator.answer(&broken);
    assert_eq!(answer.status, 422);
    assert!(String::from_utf8_lossy(&answer.body).contains(r#""code":1000"#));
    assert_eq!(refusal(&mut emulator, json!([])).1[0]["code"], 1000);

    let mut untyped = request("POST", ORDERS, Some(order_body(16847, 1)));
    untyped.headers.pop();
    assert_eq!(emulator.answer(&untyped).status, 422);
    let mut lenient = Emulator::new(7).with("require_json_type", json!(false));
    assert_eq!(lenient.answer(&untyped).status, 200);
}

#[test]
fn strangers_get_in_nowhere() {
    let mut emulator = Emulator::new(7);
    for headers in
        [vec![], vec![("x-api-key", "emulator-a")], vec![("x-api-key", "1"), ("x-api-secret", "2")]]
    {
        let mut stranger = request("GET", ORDERS, None);
        stranger.headers =
            headers.iter().map(|&(name, value)| (name.to_owned(), value.to_owned())).collect();
        let answer = emulator.answer(&stranger);
        let json: Value = serde_json::from_slice(&answer.body).unwrap();
        assert_eq!((answer.status, &json["errors"][0]["code"]), (403, &json!(2000)));
        assert_eq!(json["errors"][0]["title"], "Access Denied");
    }
}

#[test]
fn errors_of_reads_have_no_source() {
    let mut emulator = Emulator::new(7).with("report_all_errors", json!(true));
    let (_, json) = emulator.ask("GET", "/v1/dids/orders?page=0&page_size=x", None);
    let errors = json["errors"].as_array().unwrap();
    assert_eq!(errors.len(), 2);
    assert!(errors.iter().all(|error| error.get("source").is_none() && error["code"] == 1002));
}

#[test]
fn every_answer_is_marked() {
    let mut emulator = Emulator::new(7);
    let id = |response: &Response| {
        let found = response.headers.iter().find(|(name, _)| name == "x-request-id");
        found.map(|(_, value)| value.clone()).unwrap()
    };
    let good = emulator.answer(&request("GET", "/v1/dids/numbers", None));
    let bad = emulator.answer(&request("GET", "/v1/dids/nothing", None));
    let nowhere = emulator.answer(&request("GET", "/", None));
    for response in [&good, &bad, &nowhere] {
        assert!(id(response).starts_with("emulator-"));
        assert_eq!(id(response).len(), "emulator-".len() + 36);
    }
    assert_ne!(id(&good), id(&bad));
    let json: Value = serde_json::from_slice(&bad.body).unwrap();
    assert_eq!(json["api_request_id"], id(&bad));
    let content_type = ("content-type".to_owned(), "application/json; charset=utf-8".to_owned());
    assert!(bad.headers.contains(&content_type));
}

#[test]
fn the_throttle_opens_again() {
    let mut emulator = Emulator::new(7)
        .with("throttle_after", json!(2))
        .with("throttle_window_s", json!(10))
        .with("throttle_retry_after_s", json!(4));
    let mut statuses = Vec::new();
    for _ in 0..4 {
        let response = emulator.answer(&request("GET", "/v1/dids/numbers", None));
        let retry_after = ("retry-after".to_owned(), "4".to_owned());
        assert_eq!(response.headers.contains(&retry_after), response.status == 429);
        statuses.push(response.status);
    }
    assert_eq!(statuses, [200, 200, 429, 429]);
    emulator.advance_ms(10_000);
    assert_eq!(emulator.ask("GET", "/v1/dids/numbers", None).0, 200);
}
