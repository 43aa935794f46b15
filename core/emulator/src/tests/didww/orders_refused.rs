//! Orders that are not placed, and what an order's reference is good for.

use super::orders::{item, order_of, sent, told, unit};
use super::*;

fn refused(attributes: Value) -> (u16, Vec<(String, String)>) {
    let mut emulator = emulator();
    let (status, errors) = emulator.refuses(attributes);
    assert_eq!(emulator.ledger().len(), 0);
    let balance = emulator.newer("/v3/balance");
    assert_eq!(balance["data"]["attributes"]["balance"], "50.00");
    (status, errors)
}

/// The codes, and the details, of a refused order.
fn all(refused: (u16, Vec<(String, String)>)) -> (u16, Vec<String>) {
    (refused.0, refused.1.into_iter().map(|(code, detail)| format!("{code} {detail}")).collect())
}

fn a_unit() -> String {
    unit(&mut emulator(), 50, 500).1
}

#[test]
fn what_cannot_be_understood_is_refused_before_any_rule() {
    let unit = a_unit();
    for (attributes, errors) in [
        (json!({"items": [], "bogus": 1}), vec!["105 bogus is not allowed."]),
        (json!({}), vec!["106 The required parameter, items, is missing."]),
        (json!({"items": []}), vec!["106 The required parameter, items, is missing."]),
        (
            json!({"items": [item(json!({"sku_id": "x"}))]}),
            vec!["106 The required parameter, qty, is missing."],
        ),
        (
            json!({"items": [item(json!({"qty": 1}))]}),
            vec!["106 The required parameter, sku_id, is missing."],
        ),
        (
            json!({"items": [item(json!({"sku_id": unit, "qty": 1, "available_did_id": "x"}))]}),
            vec!["105 available_did_id is not allowed."],
        ),
        (
            json!({"items": [item(json!({"sku_id": unit, "qty": 1, "price": 1}))]}),
            vec!["105 price is not allowed."],
        ),
        (
            json!({"items": [{"type": "emergency_order_items", "attributes": {}}]}),
            vec!["101 emergency_order_items is not a valid resource."],
        ),
    ] {
        let expected: Vec<String> = errors.into_iter().map(str::to_owned).collect();
        assert_eq!(all(refused(attributes.clone())), (400, expected), "{attributes}");
    }
}

#[test]
fn all_broken_rules_are_told_at_once_and_where() {
    let unit = a_unit();
    let document = order_of(json!({
        "external_reference_id": "x".repeat(101),
        "callback_url": "ftp://example.com", "callback_method": "put",
        "items": [
            item(json!({"sku_id": "nobody", "qty": 1})),
            item(json!({"sku_id": unit, "qty": 0})),
            item(json!({"sku_id": unit, "available_did_id": "nobody"})),
            item(json!({"sku_id": unit, "did_reservation_id": "nobody"})),
            item(json!({"sku_id": unit, "nanpa_prefix_id": "nobody"})),
            item(json!({"sku_id": unit, "qty": 1, "billing_cycles_count": 1000})),
        ],
    }));
    let (status, body) = emulator().send("POST", "/v3/orders", &document);
    let details: Vec<String> = told(&body).into_iter().map(|it| it.1).collect();
    assert_eq!(status, 422);
    assert_eq!(
        details,
        [
            "items/0/sku_id - is invalid",
            "items/1/qty - should be at least 1",
            "items/2/available_did_id - is invalid",
            "items/3/did_reservation_id - is invalid",
            "items/4/nanpa_prefix_id - is invalid",
            "items/5/billing_cycles_count - must be between 0 and 999",
            "external_reference_id - is too long (maximum is 100 characters)",
            "callback_method - is not included in the list",
            "callback_url - is invalid",
        ]
    );
    let first = &body["errors"][0];
    assert_eq!((&first["title"], &first["code"]), (&json!("is invalid"), &json!("100")));
    assert_eq!(first["source"]["pointer"], "/data/attributes/items/0/sku_id");
}

#[test]
fn money_is_looked_at_last_and_in_the_words_of_the_version() {
    let unit = a_unit();
    let order = order_of(json!({"items": [item(json!({"sku_id": unit, "qty": 1}))]}));
    let mut emulator =
        emulator().with("didww_balance", json!("0.50")).with("didww_credit", json!("0.25"));
    let (status, body) = emulator.send("POST", "/v3/orders", &order);
    let error = &body["errors"][0];
    assert_eq!((status, &error["code"]), (400, &json!("400")));
    assert_eq!([&error["title"], &error["detail"]], ["Insufficient balance"; 2]);
    assert_eq!(error["meta"]["available_balance"], "0.75");
    assert!(error["meta"]["total_cost"].is_string());
    let older = with_header(sent("POST", "/v3/orders", &order), "x-didww-api-version", None);
    let (status, body) = emulator.told(&older);
    let error = &body["errors"][0];
    assert_eq!((status, &error["detail"]), (400, &json!("Insufficient funds")));
    assert!(error.get("meta").is_none());
    assert_eq!(emulator.ledger().len(), 0);
    // The credit counts, and what is left may be less than nothing.
    let mut emulator =
        super::emulator().with("didww_balance", json!("0.00")).with("didww_credit", json!("99"));
    emulator.buys(order["data"]["attributes"].clone());
    let left = &emulator.newer("/v3/balance")["data"]["attributes"]["balance"];
    assert!(left.as_str().unwrap().starts_with('-'), "{left}");
    emulator.set("didww_balance", json!("5.00")).unwrap();
    assert_eq!(emulator.newer("/v3/balance")["data"]["attributes"]["balance"], "5.00");
}

#[test]
fn a_wrong_query_buys_nothing() {
    let mut emulator = emulator();
    let order = order_of(json!({"items": [item(json!({"sku_id": a_unit(), "qty": 1}))]}));
    for query in ["include=dids", "fields[orders]=bogus"] {
        let (status, _) = emulator.send("POST", &format!("/v3/orders?{query}"), &order);
        assert_eq!((status, emulator.ledger().len()), (400, 0), "{query}");
    }
    let (status, body) = emulator.send("POST", "/v3/orders?fields[orders]=status", &order);
    let expected = json!({"status": "pending"});
    assert_eq!((status, &body["data"]["attributes"]), (201, &expected));
}

#[test]
fn readers_may_not_write() {
    let mut emulator = emulator().with("didww_read_only", json!(true));
    assert_eq!(emulator.send("POST", "/v3/orders", &order_of(json!({}))).0, 403);
    assert_eq!(emulator.send("GET", "/v3/orders", &Value::Null).0, 200);
}

#[test]
fn references_are_for_newer_versions_and_not_unique() {
    let mut emulator = emulator();
    let (_, unit) = unit(&mut emulator, 50, 500);
    let order = |reference: &str| {
        json!({
            "items": [item(json!({"sku_id": unit, "qty": 1}))], "external_reference_id": reference,
        })
    };
    let [first, second, _] = ["one", "one", "One"].map(|it| emulator.buys(order(it)));
    let found = |emulator: &mut Emulator, reference: &str| {
        ids(&emulator.newer(&format!("/v3/orders?filter[external_reference_id]={reference}")))
    };
    assert_eq!(found(&mut emulator, "one"), [&first, &second].map(|it| it["id"].as_str().unwrap()));
    let path = format!("/v3/orders/{}", first["id"].as_str().unwrap());
    let change = |reference: Value| {
        json!({"data": {
            "type": "orders", "id": first["id"], "attributes": {"external_reference_id": reference},
        }})
    };
    let (status, body) = emulator.send("PATCH", &path, &change(json!("two")));
    assert_eq!(
        (status, &body["data"]["attributes"]["external_reference_id"]),
        (200, &json!("two"))
    );
    assert_eq!(found(&mut emulator, "one").len(), 1);
    let (_, body) = emulator.send("PATCH", &path, &change(Value::Null));
    assert_eq!(body["data"]["attributes"]["external_reference_id"], Value::Null);
    assert_eq!(emulator.send("PATCH", &path, &change(json!("x".repeat(101)))).0, 422);
    let wrong = json!({"data": {"type": "orders", "id": first["id"], "attributes": {"status": 1}}});
    for (document, code) in [
        (wrong, "105"),
        (json!({"data": {"type": "orders"}}), "109"),
        (json!({"data": {"type": "orders", "id": second["id"]}}), "110"),
    ] {
        let (status, body) = emulator.send("PATCH", &path, &document);
        assert_eq!((status, told(&body)[0].0.as_str()), (400, code), "{document}");
    }

    // An older version refuses it, or drops it.
    let older = |order: Value| {
        with_header(sent("POST", "/v3/orders", &order_of(order)), "x-didww-api-version", None)
    };
    let (status, body) = emulator.told(&older(order("old")));
    let told = told(&body).remove(0);
    assert_eq!((status, told.1.as_str()), (400, "external_reference_id is not allowed."));
    emulator.set("didww_old_version_reference", json!("drop")).unwrap();
    let (status, body) = emulator.told(&older(order("old")));
    assert_eq!((status, &body["data"]["attributes"]["status"]), (201, &json!("Pending")));
    assert!(body["data"]["attributes"].get("external_reference_id").is_none());
    assert_eq!(found(&mut emulator, "old").len(), 0);
    let (status, body) = emulator.told(&request("/v3/orders?filter[external_reference_id]=one"));
    assert_eq!((status, &body["errors"][0]["code"]), (400, &json!("102")));
}

#[test]
fn the_list_has_filters_and_sorts_and_may_be_late() {
    let mut emulator =
        emulator().with("didww_order_visible_after_s", json!(5)).with("dids", json!(70));
    let (_, unit) = unit(&mut emulator, 50, 500);
    let before = total(&emulator.newer("/v3/orders"));
    emulator.advance_ms(1_500);
    let of = json!({"items": [item(json!({"sku_id": unit, "qty": 1}))]});
    let order = emulator.buys(of.clone());
    assert_eq!(total(&emulator.newer("/v3/orders")), before);
    let path = format!("/v3/orders/{}", order["id"].as_str().unwrap());
    assert_eq!(emulator.newer(&path)["data"]["id"], order["id"]);
    emulator.advance_ms(5_000);
    assert_eq!(total(&emulator.newer("/v3/orders")), before + 1);
    let newest = emulator.newer("/v3/orders?sort=-created_at&page[size]=1");
    assert_eq!(rows(&newest)[0]["id"], order["id"]);
    let at = "2026-01-05T09:00:01.500Z";
    for (query, count) in [
        (format!("filter[created_at_gteq]={at}"), 1),
        (format!("filter[created_at_gteq]={at}&filter[created_at_lteq]={at}"), 1),
        ("filter[created_at_gteq]=2026-01-05T09:00:02Z".to_owned(), 0),
        (format!("filter[created_at_gteq]={at}&filter[status]=pending,canceled"), 1),
        (format!("filter[created_at_gteq]={at}&filter[status]=completed"), 0),
        (format!("filter[id]={}", order["id"].as_str().unwrap()), 1),
        (format!("filter[reference]={}", order["attributes"]["reference"].as_str().unwrap()), 1),
    ] {
        assert_eq!(total(&emulator.newer(&format!("/v3/orders?{query}"))), count, "{query}");
    }
    let sorted = emulator.newer("/v3/orders?sort=amount&page[size]=100&page[number]=1");
    let amounts: Vec<f64> =
        column(&sorted, "amount").iter().map(|it| it.as_str().unwrap().parse().unwrap()).collect();
    assert!(amounts.is_sorted() && amounts.last() > amounts.first(), "{amounts:?}");
    for (query, code) in [
        ("filter[created_at_gteq]=soon", "107"),
        ("filter[amount]=1", "102"),
        ("sort=id", "114"),
        ("include=dids", "112"),
    ] {
        let (status, body) = emulator.send("GET", &format!("/v3/orders?{query}"), &Value::Null);
        assert_eq!((status, told(&body)[0].0.as_str()), (400, code), "{query}");
    }
}

#[test]
fn an_order_may_end_in_other_ways() {
    let one = |emulator: &mut Emulator| {
        let (_, unit) = unit(emulator, 50, 500);
        emulator.buys(json!({"items": [item(json!({"sku_id": unit, "qty": 3}))]}))
    };
    let status = |emulator: &mut Emulator, order: &Value| {
        let path = format!("/v3/orders/{}", order["id"].as_str().unwrap());
        emulator.newer(&path)["data"]["attributes"]["status"].clone()
    };
    let balance = |emulator: &mut Emulator| {
        emulator.newer("/v3/balance")["data"]["attributes"]["balance"].clone()
    };
    let mut emulator = emulator().with("didww_order_ends", json!("canceled"));
    let order = one(&mut emulator);
    emulator.advance_ms(10_000);
    assert_eq!(status(&mut emulator, &order), "canceled");
    assert_eq!(balance(&mut emulator), "50.00");

    let mut emulator = super::emulator().with("didww_complete_after_s", Value::Null);
    let order = one(&mut emulator);
    emulator.advance_ms(1 << 40);
    assert_eq!(status(&mut emulator, &order), "pending");

    let mut emulator = super::emulator().with("didww_complete_short", json!(true));
    let order = one(&mut emulator);
    emulator.advance_ms(10_000);
    assert_eq!(status(&mut emulator, &order), "completed");
    assert_eq!((emulator.ledger()[0].quantity, emulator.ledger()[0].numbers.len()), (3, 1));

    let mut emulator = super::emulator()
        .with("didww_charge_at", json!("complete"))
        .with("didww_dids_after_s", json!(2));
    one(&mut emulator);
    assert_eq!((balance(&mut emulator), emulator.ledger()[0].numbers.len()), (json!("50.00"), 0));
    emulator.advance_ms(2_000);
    assert_eq!(emulator.ledger()[0].numbers.len(), 3);
    emulator.advance_ms(8_000);
    assert_ne!(balance(&mut emulator), "50.00");
}

#[test]
fn others_order_too_and_the_ledger_does_not_tell() {
    let mut emulator = emulator();
    let order = json!({
        "items": [item(json!({"sku_id": a_unit(), "qty": 2}))], "external_reference_id": "copied"});
    let before = total(&emulator.newer("/v3/dids"));
    emulator.set("didww_others_order", json!([order, order])).unwrap();
    let found = emulator.newer("/v3/orders?filter[external_reference_id]=copied");
    assert_eq!((rows(&found).len(), emulator.ledger().len()), (2, 0));
    assert_eq!(total(&emulator.newer("/v3/dids")), before + 4);
    emulator.buys(order);
    assert_eq!(emulator.ledger().len(), 1);
    let wrong = emulator.set("didww_others_order", json!({"items": []})).unwrap_err();
    assert!(wrong.contains("items, is missing"), "{wrong}");
}

#[test]
fn orders_of_the_seed_can_be_canceled_and_named() {
    let mut emulator = emulator();
    let pending = emulator.newer("/v3/orders?filter[status]=pending&page[size]=1");
    let order = rows(&pending)[0].clone();
    let id = order["id"].as_str().unwrap();
    let dids = format!("/v3/dids?filter[order.id]={id}");
    assert!(total(&emulator.newer(&dids)) > 0);
    let path = format!("/v3/orders/{id}");
    let document = json!({"data": {
        "type": "orders", "id": id, "attributes": {"external_reference_id": "named"}}});
    assert_eq!(emulator.send("PATCH", &path, &document).0, 200);
    assert_eq!(emulator.send("DELETE", &path, &Value::Null).0, 204);
    let found = emulator.newer("/v3/orders?filter[external_reference_id]=named");
    assert_eq!(
        (ids(&found), column(&found, "status")),
        (vec![id.to_owned()], vec![json!("canceled")])
    );
    assert_eq!(total(&emulator.newer(&dids)), 0);
    assert_ne!(emulator.newer("/v3/balance")["data"]["attributes"]["balance"], "50.00");
    assert_eq!(emulator.ledger().len(), 0);
}

#[test]
fn faults_do_to_orders_what_they_do_elsewhere() {
    let unit = a_unit();
    let order = order_of(json!({
        "items": [item(json!({"sku_id": unit, "qty": 1}))], "external_reference_id": "lost"}));
    for (fault, placed) in [
        (json!("reset_before"), 0),
        (json!("reset_after"), 1),
        (json!({"fault": "error_after", "status": 502}), 1),
        (json!({"fault": "truncate", "after": 40}), 1),
        (json!({"fault": "twice", "lost": true}), 2),
        (json!("twice"), 2),
        (json!({"fault": "status", "status": 429}), 0),
    ] {
        let mut emulator = emulator();
        emulator.script(&json!([fault])).unwrap();
        emulator.handle(&sent("POST", "/v3/orders", &order));
        assert_eq!(emulator.ledger().len(), placed, "{fault}");
        let found = emulator.newer("/v3/orders?filter[external_reference_id]=lost");
        assert_eq!(rows(&found).len(), placed, "{fault}");
    }
    let mut emulator = emulator();
    let without = json!({"fault": "without", "member": "external_reference_id"});
    emulator.script(&json!([without, "unfiltered"])).unwrap();
    let (status, body) = emulator.send("POST", "/v3/orders", &order);
    assert_eq!((status, body["data"]["attributes"].get("external_reference_id")), (201, None));
    assert_eq!(body["data"]["attributes"]["status"], "pending");
    let found = emulator.newer("/v3/orders?filter[external_reference_id]=lost");
    assert!(total(&found) > 100);
}
