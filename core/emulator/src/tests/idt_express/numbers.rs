use super::*;

const NUMBERS: &str = "/v1/dids/numbers";

fn listed(json: &Value) -> Vec<&str> {
    json["numbers"].as_array().unwrap().iter().map(|n| n["number"].as_str().unwrap()).collect()
}

/// Member by member what the carrier's page shows.
#[test]
fn the_account_begins_with_the_list_of_the_carrier_page() {
    let json = Emulator::new(7).get(NUMBERS);
    let expected = ["0115117304800", "011557135001442", "011557135001540", "011557135001580"];
    assert_eq!(listed(&json), expected);
    assert_eq!(json["meta"], json!({"page": 1, "page_size": 100, "total": 4}));
    assert_eq!(
        json["numbers"][0],
        json!({
            "number": "0115117304800", "status": "active", "added_at": "2020-06-24T19:02:30.000Z",
            "did_group": {
                "name": "LIMA", "id": 11895, "country_calling_code": "51", "area_code": "1",
                "nxx": null, "toll_free": false,
                "country": {"name": "PERU", "iso": "PE", "has_regions": false, "supports_toll_free": false},
                "fees": {"setup_fee": "0.00", "monthly_fee": "5.25", "per_minute_rate": "4.7354"},
            },
        })
    );
    let times: Vec<&Value> = (1..4).map(|place| &json["numbers"][place]["added_at"]).collect();
    assert_eq!(
        times,
        ["2020-06-24T19:02:51.000Z", "2020-06-26T07:01:28.000Z", "2020-06-26T07:01:28.000Z"]
    );
    assert_eq!(json["numbers"][2]["did_group"]["name"], "SALVADOR ");
    assert_eq!(json["numbers"][3]["did_group"]["name"], "SALVADOR");
}

#[test]
fn pages_tell_where_they_are() {
    let mut emulator = Emulator::new(7);
    let json = emulator.get("/v1/dids/numbers?page=2&page_size=3");
    assert_eq!(listed(&json), ["011557135001580"]);
    assert_eq!(json["meta"], json!({"page": 2, "page_size": 3, "total": 4}));
    let json = emulator.get("/v1/dids/numbers?page=3&page_size=3");
    assert_eq!(json, json!({"numbers": [], "meta": {"page": 3, "page_size": 3, "total": 4}}));
    assert!(listed(&emulator.get("/v1/dids/numbers?page=4294967295")).is_empty());
    for query in [
        "page=0",
        "page=-1",
        "page=x",
        "page=4294967296",
        "page_size=0",
        "page_size=101",
        "page=%2B1",
    ] {
        assert_eq!(emulator.refused(&format!("{NUMBERS}?{query}")), (422, 1002), "{query}");
    }
    let mut clamped = emulator.with("page_size_over", json!("clamp"));
    assert_eq!(clamped.get("/v1/dids/numbers?page_size=5000")["meta"]["page_size"], 100);
}

#[test]
fn many_numbers_cost_nothing_until_read() {
    let mut emulator = Emulator::new(7).with("seeded_numbers", json!(250_000));
    let json = emulator.get("/v1/dids/numbers?page=2500");
    assert_eq!(listed(&json).len(), 100);
    assert_eq!(json["meta"]["total"], 250_000);
    let added: Vec<&str> = json["numbers"]
        .as_array()
        .unwrap()
        .iter()
        .map(|n| n["added_at"].as_str().unwrap())
        .collect();
    assert!(added.is_sorted());
    assert!(added[99] < "2026");
    assert!(emulator.set("seeded_numbers", json!(1_000_001)).is_err());
}

#[test]
fn bought_numbers_follow() {
    let mut emulator = Emulator::new(7);
    let id = emulator.order(90001, 2)["id"].clone();
    assert_eq!(emulator.get(NUMBERS)["meta"]["total"], 4);
    let order = emulator.order_after(&id, 3_000);
    let json = emulator.get(NUMBERS);
    assert_eq!(json["meta"]["total"], 6);
    assert_eq!(listed(&json)[4], order["order_items"][0]["numbers"][0]["number"]);
    assert_eq!(json["numbers"][5]["added_at"], "2026-01-05T09:00:03.000Z");
}

#[test]
fn deleted_numbers_stay_a_while() {
    let mut emulator = Emulator::new(7).with("removed_listed_s", json!(60));
    let target = "/v1/dids/numbers/011557135001540";
    let (status, json) = emulator.ask("DELETE", target, None);
    assert_eq!(status, 200);
    assert_eq!(json, json!({"number": "011557135001540", "status": "removed"}));

    let json = emulator.get(NUMBERS);
    assert_eq!(json["meta"]["total"], 4);
    assert_eq!(json["numbers"][2]["status"], "removed");
    assert_eq!(json["numbers"][2]["removed_at"], "2026-01-05T09:00:00.000Z");
    emulator.set("numbers_total", json!("active")).unwrap();
    assert_eq!(emulator.get(NUMBERS)["meta"]["total"], 3);

    let (status, json) = emulator.ask("DELETE", target, None);
    assert_eq!((status, &json["errors"][0]["code"]), (404, &json!(4001)));
    assert!(json["errors"][0].get("source").is_none());

    emulator.set("numbers_total", json!("all")).unwrap();
    emulator.advance_ms(60_000);
    let json = emulator.get(NUMBERS);
    assert_eq!(listed(&json), ["0115117304800", "011557135001442", "011557135001580"]);
    assert_eq!(json["meta"]["total"], 3);
}

#[test]
fn foreign_and_respelled_numbers_are_not_found() {
    let mut emulator = Emulator::new(7).with("number_not_found_status", json!(422));
    for number in ["01133975182372", "+557135001540", "557135001540", "x"] {
        let (status, json) = emulator.ask("DELETE", &format!("{NUMBERS}/{number}"), None);
        assert_eq!((status, &json["errors"][0]["code"]), (422, &json!(4001)), "{number}");
    }
    emulator.set("seeded_numbers", json!(5)).unwrap();
    assert_eq!(emulator.ask("DELETE", "/v1/dids/numbers/01133975182372", None).0, 200);
}
