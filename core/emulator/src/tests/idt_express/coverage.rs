use super::*;

#[test]
fn countries_are_listed_by_name() {
    let json = Emulator::new(7).get("/v1/dids/coverage/countries");
    let countries = json["countries"].as_array().unwrap();
    assert_eq!(json["meta"], json!({"total": countries.len()}));
    let poland =
        json!({"name": "Poland", "iso": "PL", "has_regions": false, "supports_toll_free": false});
    let usa = json!({"name": "USA", "iso": "US", "has_regions": true, "supports_toll_free": true});
    assert!(countries.contains(&poland));
    assert_eq!(countries.last(), Some(&usa));
}

#[test]
fn canada_has_the_regions_of_the_carrier_page() {
    let json = Emulator::new(7).get("/v1/dids/coverage/countries/CA/regions");
    let codes: Vec<&str> =
        json["regions"].as_array().unwrap().iter().map(|r| r["code"].as_str().unwrap()).collect();
    assert_eq!(codes, ["CA-AB", "CA-BC", "CA-MB", "CA-NF", "CA-NS", "CA-ON", "CA-QC"]);
    assert_eq!(json["meta"]["total"], 7);
}

#[test]
fn countries_without_regions_are_a_switch() {
    let target = "/v1/dids/coverage/countries/PL/regions";
    assert_eq!(Emulator::new(7).get(target), json!({"regions": [], "meta": {"total": 0}}));
    let mut strict = Emulator::new(7).with("regionless_country", json!("error"));
    assert_eq!(strict.refused(target), (422, 4002));
    assert_eq!(strict.refused("/v1/dids/coverage/countries/XX/regions"), (422, 4003));
}

/// Letter by letter what the carrier's page shows.
#[test]
fn alaska_is_the_example_of_the_carrier_page() {
    let target = "/v1/dids/coverage/did_groups?country_iso=US&region_code=US-AK";
    let json = Emulator::new(7).get(target);
    let group = |id: u32, name: &str, area_code: &str, nxx: &str| {
        json!({
            "id": id, "name": name, "country_calling_code": "1", "area_code": area_code,
            "nxx": nxx, "toll_free": false,
            "country": {"name": "USA", "iso": "US", "has_regions": true, "supports_toll_free": true},
            "region": {"name": "Alaska", "code": "US-AK"},
            "fees": {"setup_fee": "0.00", "monthly_fee": "5.00", "per_minute_rate": "4.7354"},
        })
    };
    let groups = [
        group(2992, "FANWOOD (908) 312", "908", "312"),
        group(4884, "Monroe (318) 450", "318", "450"),
    ];
    assert_eq!(json, json!({"did_groups": groups, "meta": {"total": 2}}));
}

#[test]
fn groups_without_region_say_null_and_keep_their_spaces() {
    let json = Emulator::new(7).get("/v1/dids/coverage/did_groups?country_iso=BR");
    let groups = json["did_groups"].as_array().unwrap();
    let salvador = groups.iter().find(|group| group["id"] == 16847).unwrap();
    assert_eq!(salvador["name"], "SALVADOR ");
    assert_eq!(salvador["nxx"], Value::Null);
    assert!(salvador.as_object().unwrap().contains_key("nxx"));
    assert!(!salvador.as_object().unwrap().contains_key("region"));
    assert!(groups.iter().all(|group| group["toll_free"] == false));
}

#[test]
fn toll_free_groups_come_when_asked_for() {
    let mut emulator = Emulator::new(7);
    for (iso, count) in [("US", 4), ("CA", 3), ("GB", 2), ("BR", 1)] {
        let target = format!("/v1/dids/coverage/did_groups?country_iso={iso}&toll_free=true");
        let json = emulator.get(&target);
        assert_eq!(json["meta"]["total"], count, "{iso}");
        let groups = json["did_groups"].as_array().unwrap();
        assert!(groups.iter().all(|group| group["toll_free"] == true));
    }
}

#[test]
fn parameters_are_checked() {
    let mut emulator = Emulator::new(7);
    let groups = "/v1/dids/coverage/did_groups";
    let mut refused = |query: &str| emulator.refused(&format!("{groups}{query}"));
    assert_eq!(refused(""), (422, 1001));
    assert_eq!(refused("?country_iso="), (422, 1001));
    assert_eq!(refused("?country_iso=XX"), (422, 4003));
    assert_eq!(refused("?country_iso=pl"), (422, 4003));
    assert_eq!(refused("?country_iso=US"), (422, 1001));
    assert_eq!(refused("?country_iso=US&region_code=CA-AB"), (422, 4002));
    assert_eq!(refused("?country_iso=PL&region_code=PL-MZ"), (422, 4002));
    assert_eq!(refused("?country_iso=US&toll_free=yes"), (422, 1002));
    assert_eq!(refused("?country_iso=US&toll_free=true&region_code=US-AK"), (422, 1002));
    assert_eq!(refused("?country_iso=PL&toll_free=true"), (422, 4000));
}

#[test]
fn switches_change_what_coverage_says() {
    let target = "/v1/dids/coverage/did_groups?country_iso=PE";
    let mut emulator = Emulator::new(7)
        .with("string_group_ids", json!(true))
        .with("browse_members", json!(true))
        .with("monthly_fee_increase", json!("0.10"))
        .with("meta_empty", json!(true));
    let json = emulator.get(target);
    let lima = &json["did_groups"][0];
    assert_eq!(lima["id"], "11895");
    assert_eq!(lima["supports_browse"], true);
    assert_eq!(lima["quantity"], 10_000);
    assert_eq!(lima["fees"]["monthly_fee"], "5.35");
    assert_eq!(json["meta"], json!({}));

    let mut terse = Emulator::new(7).with("missing_optionals", json!(true));
    let json = terse.get(target);
    let lima = json["did_groups"][0].as_object().unwrap();
    assert!(!lima.contains_key("nxx"));
    assert_eq!(lima["fees"], json!({"setup_fee": "0.00", "monthly_fee": "5.25"}));
    assert_eq!(lima["country"], json!({"name": "PERU", "iso": "PE", "has_regions": false}));

    let mut lenient = Emulator::new(7)
        .with("toll_free_with_region", json!("accept"))
        .with("iso_ignores_case", json!(true))
        .with("coverage_error_status", json!(404));
    let query = "?country_iso=us&toll_free=true&region_code=US-AK";
    let json = lenient.get(&format!("/v1/dids/coverage/did_groups{query}"));
    assert_eq!(json["meta"]["total"], 4);
    assert_eq!(lenient.refused("/v1/dids/coverage/did_groups?country_iso=XX"), (404, 4003));
}
