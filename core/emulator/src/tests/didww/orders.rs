//! Placing, reading and cancelling orders.

use super::*;

const NEW: &str = "2026-04-16";

/// A request that sends a document, in version 2026-04-16.
pub(super) fn sent(method: &str, target: &str, document: &Value) -> Request {
    let request = with_header(request(target), "x-didww-api-version", Some(NEW));
    Request { method: method.into(), body: document.to_string().into_bytes(), ..request }
}

pub(super) fn order_of(attributes: Value) -> Value {
    json!({"data": {"type": "orders", "attributes": attributes}})
}

pub(super) fn item(attributes: Value) -> Value {
    json!({"type": "did_order_items", "attributes": attributes})
}

/// The ids of a group and of its first unit; the group's stock is between the two.
pub(super) fn unit(emulator: &mut Emulator, least: u64, most: u64) -> (String, String) {
    let target = "/v3/did_groups?page[size]=100&include=stock_keeping_units";
    let groups = emulator.document(target);
    let stock = |it: &&Value| {
        let count = it["meta"]["total_count"].as_u64().unwrap_or(u64::MAX);
        (least..=most).contains(&count) && it["meta"]["needs_registration"] == false
    };
    let group = rows(&groups).iter().find(stock).unwrap();
    let unit = &group["relationships"]["stock_keeping_units"]["data"][0]["id"];
    (group["id"].as_str().unwrap().to_owned(), unit.as_str().unwrap().to_owned())
}

impl Emulator {
    pub(super) fn send(&mut self, method: &str, target: &str, document: &Value) -> (u16, Value) {
        let response = self.reply(&sent(method, target, document));
        (response.status, serde_json::from_slice(&response.body).unwrap_or_default())
    }

    pub(super) fn newer(&mut self, target: &str) -> Value {
        let (status, body) = self.send("GET", target, &Value::Null);
        assert_eq!(status, 200, "{target}: {body}");
        body
    }

    pub(super) fn buys(&mut self, attributes: Value) -> Value {
        let (status, body) = self.send("POST", "/v3/orders", &order_of(attributes));
        assert_eq!(status, 201, "{body}");
        body["data"].clone()
    }

    /// Status, and code and detail of every error.
    pub(super) fn refuses(&mut self, attributes: Value) -> (u16, Vec<(String, String)>) {
        let (status, body) = self.send("POST", "/v3/orders", &order_of(attributes));
        (status, told(&body))
    }

    fn dids_of(&mut self, order: &Value) -> Vec<Value> {
        let id = order["id"].as_str().unwrap();
        rows(&self.newer(&format!("/v3/dids?filter[order.id]={id}&include=order"))).clone()
    }

    fn balance(&mut self) -> String {
        self.newer("/v3/balance")["data"]["attributes"]["balance"].as_str().unwrap().to_owned()
    }
}

pub(super) fn told(body: &Value) -> Vec<(String, String)> {
    let text = |it: &Value| it.as_str().unwrap_or_default().to_owned();
    let errors = body["errors"].as_array().unwrap_or_else(|| panic!("{body}"));
    errors.iter().map(|it| (text(&it["code"]), text(&it["detail"]))).collect()
}

fn path(order: &Value) -> String {
    format!("/v3/orders/{}", order["id"].as_str().unwrap())
}

#[test]
fn an_order_is_pending_with_its_dids_and_then_completed() {
    let mut emulator = emulator();
    let (group, unit) = unit(&mut emulator, 50, 500);
    let before = total(&emulator.newer("/v3/dids"));
    let order = emulator.buys(json!({
        "items": [item(json!({"sku_id": unit, "qty": 2, "billing_cycles_count": 3}))],
        "external_reference_id": "mine", "callback_url": "https://example.com/x",
    }));
    let told = &order["attributes"];
    assert_eq!((&told["status"], &told["callback_method"]), (&json!("pending"), &json!("post")));
    assert_eq!(told["external_reference_id"], "mine");
    assert_eq!(told["created_at"], "2026-01-05T09:00:00.000Z");
    let row = &told["items"][0];
    assert_eq!((&row["type"], &row["attributes"]["qty"]), (&json!("did_order_items"), &json!(2)));
    assert_eq!(row["attributes"]["did_group_id"], *group);
    assert_eq!(row["attributes"]["billed_from"], Value::Null);
    assert!(row["attributes"].get("sku_id").is_none());
    let reference = told["reference"].as_str().unwrap();
    assert!(reference.len() == 10 && reference.as_bytes()[3] == b'-', "{reference}");

    assert_eq!(total(&emulator.newer("/v3/dids")), before + 2);
    for did in emulator.dids_of(&order) {
        assert_eq!(did["relationships"]["order"]["data"]["id"], order["id"]);
        assert_eq!(did["attributes"]["expires_at"], Value::Null);
        assert_eq!(did["attributes"]["billing_cycles_count"], 3);
    }
    emulator.advance_ms(10_000);
    let order = emulator.newer(&path(&order))["data"].clone();
    assert_eq!(order["attributes"]["status"], "completed");
    let row = &order["attributes"]["items"][0]["attributes"];
    assert_eq!([&row["billed_from"], &row["billed_to"]], ["2026-01-05", "2026-02-04"]);
    let found = emulator.newer(&format!("/v3/dids?filter[order.reference]={reference}"));
    assert_eq!(column(&found, "expires_at"), ["2026-02-05T09:00:10.000Z"; 2]);
    let ledger = emulator.ledger();
    assert_eq!((ledger.len(), ledger[0].quantity), (1, 2));
    assert_eq!(ledger[0].order_id.as_deref(), order["id"].as_str());
    assert_eq!(json!(ledger[0].numbers), Value::from(column(&found, "number")));
}

#[test]
fn what_was_sold_is_in_stock_no_more_until_its_order_is_canceled() {
    let mut emulator = emulator();
    let (group, unit) = unit(&mut emulator, 50, 500);
    let stock = |emulator: &mut Emulator| {
        let found = emulator.newer(&format!("/v3/did_groups/{group}"));
        found["data"]["meta"]["total_count"].as_u64().unwrap()
    };
    let (before, dids) = (stock(&mut emulator), total(&emulator.newer("/v3/dids")));
    let order = emulator.buys(json!({"items": [item(json!({"sku_id": unit, "qty": 5}))]}));
    assert_eq!(stock(&mut emulator), before - 5);
    assert_ne!(emulator.balance(), "50.00");
    let (status, body) = emulator.send("DELETE", &path(&order), &Value::Null);
    assert_eq!((status, body), (204, Value::Null));
    assert_eq!((stock(&mut emulator), emulator.balance()), (before, "50.00".to_owned()));
    assert_eq!(total(&emulator.newer("/v3/dids")), dids);
    assert_eq!(emulator.newer(&path(&order))["data"]["attributes"]["status"], "canceled");
    assert_eq!((emulator.ledger().len(), emulator.ledger()[0].numbers.len()), (1, 0));
    let (status, body) = emulator.send("DELETE", &path(&order), &Value::Null);
    let refused = ("100".to_owned(), "base - Order not pending".to_owned());
    assert_eq!((status, told(&body)), (422, vec![refused]));
    assert_eq!(body["errors"][0]["source"]["pointer"], "/data/attributes/base");
}

#[test]
fn prices_are_of_the_unit_and_bear_vat() {
    let mut emulator = emulator().with("didww_vat", json!(21));
    let target = "/v3/did_groups?include=stock_keeping_units&page[size]=1&filter[city.id]=";
    let city = ids(&emulator.document("/v3/cities?filter[name]=Manchester")).remove(0);
    let groups = emulator.document(&format!("{target}{city}"));
    let unit = included(&groups, "stock_keeping_units");
    assert_eq!(unit["attributes"]["setup_price"], "5.00");
    let order = emulator.buys(json!({"items": [item(json!({"sku_id": unit["id"], "qty": 2}))]}));
    let row = &order["attributes"]["items"][0]["attributes"];
    assert_eq!([&row["nrc"], &row["mrc"]], ["6.05", "0.968"]);
    assert_eq!([&row["setup_price"], &row["monthly_price"]], ["6.05", "0.968"]);
    assert_eq!(order["attributes"]["amount"], "14.036");
    assert_eq!(emulator.balance(), "35.96");
    assert_eq!(emulator.ledger()[0].cost.as_deref(), Some("14.036"));
}

#[test]
fn chosen_and_reserved_numbers_are_those_that_come() {
    let mut emulator = emulator();
    let target = "/v3/available_dids?include=did_group.stock_keeping_units";
    let found = emulator.newer(target);
    let [chosen, held] = [0, 1].map(|at| rows(&found)[at].clone());
    let unit_of = |number: &Value| {
        let group = &number["relationships"]["did_group"]["data"]["id"];
        let all = found["included"].as_array().unwrap();
        let group = all.iter().find(|it| it["id"] == *group).unwrap();
        group["relationships"]["stock_keeping_units"]["data"][1]["id"].clone()
    };
    let reserved = json!({"data": {"type": "did_reservations", "relationships": {
        "available_did": {"data": {"type": "available_dids", "id": held["id"]}}}}});
    let (_, reserved) = emulator.send("POST", "/v3/did_reservations", &reserved);
    let reservation = &reserved["data"]["id"];
    let both = json!({"allow_back_ordering": false, "items": [
        item(json!({"sku_id": unit_of(&chosen), "available_did_id": chosen["id"]})),
        item(json!({"sku_id": unit_of(&held), "did_reservation_id": reservation})),
    ]});
    let mut mixed = super::emulator().with("didww_mixed_items", json!("refuse"));
    let (status, errors) = mixed.refuses(both.clone());
    assert_eq!((status, errors[0].1.as_str()), (422, "items - should be of one kind"));
    // A reserved number cannot be chosen meanwhile.
    let wrong = json!({"sku_id": unit_of(&held), "available_did_id": held["id"]});
    let (status, errors) = emulator.refuses(json!({"items": [item(wrong)]}));
    assert_eq!((status, errors[0].1.as_str()), (422, "items/0/available_did_id - is invalid"));

    let order = emulator.buys(both.clone());
    let mut numbers = emulator.dids_of(&order);
    numbers.iter_mut().for_each(|it| *it = it["attributes"]["number"].take());
    assert_eq!(numbers, [&chosen, &held].map(|it| it["attributes"]["number"].clone()));
    assert_eq!(rows(&emulator.newer("/v3/did_reservations")).len(), 0);
    let (status, errors) = emulator.refuses(both);
    let details: Vec<&str> = errors.iter().map(|it| it.1.as_str()).collect();
    assert_eq!(status, 422);
    assert_eq!(
        details,
        ["items/0/available_did_id - is invalid", "items/1/did_reservation_id - is invalid"]
    );
    let target = format!("/v3/available_dids/{}", chosen["id"].as_str().unwrap());
    assert_eq!(emulator.send("GET", &target, &Value::Null).0, 404);
}

#[test]
fn numbers_of_a_prefix_begin_with_it() {
    let mut emulator = emulator();
    let prefixes = emulator.newer("/v3/nanpa_prefixes?filter[npa]=212");
    let prefix = &rows(&prefixes)[1];
    let digits = ["npa", "nxx"].map(|it| prefix["attributes"][it].as_str().unwrap()).concat();
    let groups = emulator.newer(&format!(
        "/v3/did_groups?filter[nanpa_prefix.id]={}&include=stock_keeping_units",
        prefix["id"].as_str().unwrap()
    ));
    let unit = included(&groups, "stock_keeping_units");
    let of = |more: Value| {
        let mut attributes = json!({"sku_id": unit["id"], "nanpa_prefix_id": prefix["id"]});
        attributes.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        json!({"items": [item(attributes)]})
    };
    let order = emulator.buys(of(json!({"qty": 3})));
    let numbers = emulator.dids_of(&order);
    assert_eq!(numbers.len(), 3);
    for did in &numbers {
        let number = did["attributes"]["number"].as_str().unwrap();
        assert!(number.starts_with(&format!("1{digits}")), "{number}");
    }
    let order = emulator.buys(of(json!({})));
    assert_eq!(emulator.dids_of(&order).len(), 1);
    let older = Request {
        method: "POST".into(),
        body: order_of(of(json!({"qty": 1}))).to_string().into_bytes(),
        ..with_header(request("/v3/orders"), "x-didww-api-version", None)
    };
    let mut emulator = emulator.with("didww_version", json!("2021-12-15"));
    let (status, body) = emulator.told(&older);
    assert_eq!((status, told(&body)[0].0.as_str()), (400, "105"));
}

#[test]
fn what_is_not_in_stock_is_refused_or_comes_later() {
    let mut emulator = emulator().with("didww_balance", json!("9000.00"));
    let (group, unit) = unit(&mut emulator, 1, 99);
    let stock = emulator.newer(&format!("/v3/did_groups/{group}"))["data"]["meta"]["total_count"]
        .as_u64()
        .unwrap();
    let of = |more: u64| item(json!({"sku_id": unit, "qty": stock + more}));
    let (status, errors) =
        emulator.refuses(json!({"allow_back_ordering": false, "items": [of(1)]}));
    assert_eq!((status, errors[0].1.as_str()), (422, "items/0/qty - exceeds available DIDs count"));
    assert_eq!(emulator.ledger().len(), 0);

    // Not a word of it means that the rest may come later.
    let order = emulator.buys(json!({"items": [of(2)]}));
    assert_eq!(emulator.ledger()[0].numbers.len() as u64, stock);
    emulator.advance_ms(59_999);
    let pending = emulator.newer(&path(&order));
    assert_eq!(pending["data"]["attributes"]["status"], "pending");
    emulator.advance_ms(1);
    let whole = emulator.newer(&path(&order));
    assert_eq!(whole["data"]["attributes"]["status"], "completed");
    assert_eq!(emulator.ledger()[0].numbers.len() as u64, stock + 2);
    let gone = emulator.newer(&format!("/v3/did_groups/{group}"));
    assert_eq!(gone["data"]["meta"]["is_available"], false);

    let mut emulator = super::emulator()
        .with("didww_balance", json!("9000.00"))
        .with("didww_backorder_after_s", Value::Null);
    let order = emulator.buys(json!({"items": [of(1)]}));
    emulator.advance_ms(1 << 40);
    let pending = emulator.newer(&path(&order));
    assert_eq!(pending["data"]["attributes"]["status"], "pending");
    let mut emulator = super::emulator().with("didww_back_ordering_default", json!(false));
    assert_eq!(emulator.refuses(json!({"items": [of(1)]})).0, 422);
}

#[test]
fn channels_are_there_at_once_and_paid_for_until_their_pool_is_renewed() {
    let mut emulator = emulator().with("didww_minimum_channels", json!(5));
    let pools = emulator.newer("/v3/capacity_pools");
    let pool = &rows(&pools)[0];
    assert_eq!(pool["attributes"]["minimum_qty_per_order"], 5);
    let of = |qty: u32| {
        let attributes = json!({"capacity_pool_id": pool["id"], "qty": qty});
        json!({"items": [{"type": "capacity_order_items", "attributes": attributes}]})
    };
    let (status, errors) = emulator.refuses(of(4));
    assert_eq!((status, errors[0].1.as_str()), (422, "items/0/qty - should be at least 5"));
    emulator.advance_ms(28 * 86_400_000);
    emulator.set("didww_balance", json!("100.00")).unwrap();
    let order = emulator.buys(of(5));
    assert_eq!(order["attributes"]["status"], "completed");
    assert_eq!(order["attributes"]["description"], "Capacity");
    // 12.00 from five on, for 19 days of 31.
    let row = json!({
        "qty": 5, "nrc": "0.0", "mrc": "7.35", "prorated_mrc": true, "billed_from": "2026-02-02",
        "billed_to": "2026-02-20", "capacity_pool_id": pool["id"],
    });
    assert_eq!(order["attributes"]["items"][0]["attributes"], row);
    assert_eq!(order["attributes"]["amount"], "36.75");
    let pools = emulator.newer("/v3/capacity_pools");
    assert_eq!(rows(&pools)[0]["attributes"]["total_channels_count"], 15);
    let (status, _) = emulator.send("DELETE", &path(&order), &Value::Null);
    assert_eq!(status, 422);
    emulator.advance_ms(19 * 86_400_000);
    let pools = emulator.newer("/v3/capacity_pools");
    assert_eq!(rows(&pools)[0]["attributes"]["renew_date"], "2026-03-21");
}

#[test]
fn channels_that_were_ordered_with_dids_go_when_these_are_canceled() {
    let mut emulator = emulator().with("didww_balance", json!("200.00"));
    let (_, unit) = unit(&mut emulator, 50, 500);
    let channels = |emulator: &mut Emulator| {
        let pools = emulator.newer("/v3/capacity_pools");
        let of = |it: &Value| it["attributes"]["total_channels_count"].clone();
        (rows(&pools)[0]["id"].clone(), of(&rows(&pools)[0]))
    };
    let (pool, before) = channels(&mut emulator);
    let more = json!({"capacity_pool_id": pool, "qty": 3});
    let order = emulator.buys(json!({"items": [
        item(json!({"sku_id": unit, "qty": 1})),
        {"type": "capacity_order_items", "attributes": more},
    ]}));
    assert_ne!(channels(&mut emulator).1, before);
    assert_eq!(emulator.send("DELETE", &path(&order), &Value::Null).0, 204);
    assert_eq!((channels(&mut emulator).1, emulator.balance()), (before, "200.00".to_owned()));
}

#[test]
fn items_come_back_in_an_order_of_their_own() {
    let mut emulator = emulator();
    let (_, unit) = unit(&mut emulator, 50, 500);
    emulator.set("didww_balance", json!("900.00")).unwrap();
    let items: Vec<Value> = (1..=6).map(|qty| item(json!({"sku_id": unit, "qty": qty}))).collect();
    let order = emulator.buys(json!({"items": items}));
    let rows = order["attributes"]["items"].as_array().unwrap();
    let mut asked: Vec<u64> =
        rows.iter().map(|it| it["attributes"]["qty"].as_u64().unwrap()).collect();
    assert_ne!(asked, [1, 2, 3, 4, 5, 6]);
    asked.sort_unstable();
    assert_eq!(asked, [1, 2, 3, 4, 5, 6]);
    assert_eq!(emulator.ledger()[0].quantity, 21);
}
