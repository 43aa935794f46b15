//! What there is to buy: lists of places and groups, single numbers, and reservations.

use super::*;

fn names(document: &Value) -> Vec<&str> {
    rows(document).iter().map(|row| row["attributes"]["name"].as_str().unwrap()).collect()
}

fn number(emulator: &mut Emulator) -> String {
    let document = emulator.document("/v3/available_dids");
    rows(&document)[0]["id"].as_str().unwrap().to_owned()
}

fn reserve(emulator: &mut Emulator, id: &str) -> (u16, Value) {
    let body = json!({"data": {
        "type": "did_reservations",
        "attributes": {"description": "mine"},
        "relationships": {"available_did": {"data": {"type": "available_dids", "id": id}}},
    }});
    emulator.told(&posted(&body.to_string()))
}

fn posted(body: &str) -> Request {
    let request = request("/v3/did_reservations");
    Request { method: "POST".into(), body: body.as_bytes().to_vec(), ..request }
}

#[test]
fn countries_come_in_one_answer_and_cities_in_pages() {
    let mut emulator = emulator();
    let countries = emulator.document("/v3/countries?sort=-name");
    assert_eq!(rows(&countries).len(), 13);
    assert_eq!(names(&countries)[0], "United States");
    assert!(countries.get("links").is_none() && countries["meta"].get("total_records").is_none());
    let cities = emulator.document("/v3/cities?page[size]=4&page[number]=2");
    assert_eq!((rows(&cities).len(), &cities["meta"]["total_records"]), (4, &json!(18)));
}

#[test]
fn places_with_and_without_stock_are_all_places() {
    let mut emulator = emulator();
    for kind in ["countries", "cities", "did_groups"] {
        let mut count = |filter: &str| {
            rows(&emulator.document(&format!("/v3/{kind}?page[size]=100&{filter}"))).len()
        };
        let stocked = count("filter[is_available]=true");
        let without = count("filter[is_available]=false");
        assert!(stocked > 0, "{kind}");
        assert_eq!(stocked + without, count(""), "{kind}");
    }
}

#[test]
fn filters_of_newer_versions_are_not_allowed_in_older_ones() {
    let mut emulator = emulator();
    for (target, code) in [
        ("/v3/regions?filter[iso]=US-NY", "102"),
        ("/v3/cities?filter[bogus]=1", "102"),
        ("/v3/did_groups?filter[is_metered]=perhaps", "107"),
        ("/v3/did_groups?sort=service_restrictions", "114"),
        ("/v3/cities?include=area", "112"),
    ] {
        let (status, body) = emulator.told(&request(target));
        assert_eq!((status, &body["errors"][0]["code"]), (400, &json!(code)), "{target}");
    }
    let newer = with_header(
        request("/v3/regions?filter[iso]=US-NY"),
        "x-didww-api-version",
        Some("2026-04-16"),
    );
    assert_eq!(names(&emulator.told(&newer).1), ["New York"]);
}

#[test]
fn a_group_holds_the_prefixes_of_its_city() {
    let mut emulator = emulator();
    let prefixes = emulator.document("/v3/nanpa_prefixes?filter[npa]=212");
    let digits = |row: &Value| {
        let part = |name: &str| row["attributes"][name].as_str().unwrap().to_owned();
        part("npa") + &part("nxx")
    };
    for digits in rows(&prefixes).iter().map(digits) {
        let groups =
            emulator.document(&format!("/v3/did_groups?filter[nanpa_prefix.npanxx]={digits}"));
        let of: Vec<&Value> =
            rows(&groups).iter().map(|it| &it["attributes"]["area_name"]).collect();
        assert_eq!(of, ["New York"], "{digits}");
    }
}

#[test]
fn numbers_are_drawn_and_counted() {
    let mut emulator = emulator();
    let document = emulator.document("/v3/available_dids");
    assert_eq!(rows(&document).len(), 10);
    assert!(document["meta"]["total_count"].as_u64().unwrap() > 10_000);
    assert!(document.get("links").is_none());
    let (status, _) = emulator.told(&request("/v3/available_dids?filter[number_contains]=12"));
    assert_eq!(status, 400);
    for (switch, status) in [("forbidden", 403), ("not_found", 404), ("empty", 200)] {
        let mut emulator = super::emulator().with("didww_available_dids", json!(switch));
        assert_eq!(emulator.told(&request("/v3/available_dids")).0, status, "{switch}");
    }
}

#[test]
fn a_reserved_number_is_nobody_elses_until_its_time_is_up() {
    let mut emulator = emulator();
    let id = number(&mut emulator);
    let group = |emulator: &mut Emulator| {
        let found = emulator.document(&format!("/v3/available_dids/{id}?include=did_group"));
        found["included"][0]["meta"]["total_count"].clone()
    };
    let before = group(&mut emulator);
    let (status, made) = reserve(&mut emulator, &id);
    assert_eq!((status, &made["meta"]["available_count"]), (201, &json!(9)));
    assert_eq!(emulator.told(&request(&format!("/v3/available_dids/{id}"))).0, 404);
    let (status, refused) = reserve(&mut emulator, &id);
    assert_eq!(
        (status, &refused["errors"][0]["detail"]),
        (422, &json!("available_did - is invalid"))
    );
    let held = emulator.document("/v3/did_reservations?include=available_did.did_group");
    assert_eq!(rows(&held).len(), 1);
    emulator.advance_ms(599_999);
    assert_eq!(rows(&emulator.document("/v3/did_reservations")).len(), 1);
    emulator.advance_ms(1);
    assert_eq!(rows(&emulator.document("/v3/did_reservations")).len(), 0);
    assert_eq!(group(&mut emulator), before);
}

#[test]
fn what_makes_no_reservation_is_refused_by_its_reason() {
    let mut emulator = emulator();
    for (body, status, code) in [
        ("{", 400, "400"),
        ("{}", 400, "106"),
        ("{\"data\":{\"type\":\"orders\"}}", 400, "101"),
        ("{\"data\":{\"type\":\"did_reservations\",\"attributes\":{\"qty\":1}}}", 400, "105"),
        ("{\"data\":{\"type\":\"did_reservations\"}}", 422, "100"),
    ] {
        let (got, answer) = emulator.told(&posted(body));
        assert_eq!((got, &answer["errors"][0]["code"]), (status, &json!(code)), "{body}");
    }
    let mut emulator = emulator.with("didww_reservations", json!(0));
    let id = number(&mut emulator);
    assert_eq!(reserve(&mut emulator, &id).0, 422);
}
