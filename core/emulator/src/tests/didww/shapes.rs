//! Documents as real answers were seen, each by a switch.

use super::*;

#[test]
fn a_list_of_one_may_be_an_object() {
    let mut emulator = emulator().with("didww_single_object", json!(true));
    let document = emulator.dids("filter[number]=16091609123456797&include=did_group");
    assert_eq!(document["data"]["attributes"]["description"], "something");
    assert_eq!(total(&document), 1);
    assert_eq!(rows(&emulator.dids("page[size]=2")).len(), 2);
}

#[test]
fn what_is_included_may_be_left_out() {
    let mut emulator = emulator().with("didww_included", json!(false));
    let document = emulator.dids("include=did_group");
    assert!(document.get("included").is_none());
    assert_eq!(document["data"][0]["relationships"]["did_group"]["data"]["type"], "did_groups");
}

#[test]
fn meta_and_links_may_be_less() {
    let mut emulator = emulator().with("didww_meta", json!("no_version"));
    assert_eq!(emulator.dids("")["meta"], json!({"total_records": 5000}));
    let mut emulator = emulator.with("didww_meta", json!("absent"));
    assert!(emulator.dids("").get("meta").is_none());
    let mut emulator = emulator.with("didww_links", json!("broken"));
    assert_eq!(
        emulator.dids("")["links"]["first"],
        "https://sandbox-api.didww.com/v3/dids&page%5Bnumber%5D=1&page%5Bsize%5D=50"
    );
    let mut emulator = emulator.with("didww_links", json!("absent"));
    assert!(emulator.dids("").get("links").is_none());
}

#[test]
fn objects_may_link_to_themselves_and_bodies_begin_with_space() {
    let mut emulator =
        emulator().with("didww_self_links", json!(true)).with("didww_leading_space", json!(true));
    let response = emulator.reply(&request(DIDS));
    assert!(response.body.starts_with(b"\n  {"));
    let document = emulator.dids("");
    assert_eq!(
        document["data"][1]["links"]["self"],
        "https://sandbox-api.didww.com/v3/dids/b37f0fcf-24d0-4799-8e81-a69bcc889f2e"
    );
}

#[test]
fn odd_rows_may_be_left_out() {
    let mut emulator = emulator().with("didww_odd_rows", json!(false));
    let document = emulator.dids("");
    for number in column(&document, "number") {
        let number = number.as_str().unwrap();
        let plain = number.bytes().all(|byte| byte.is_ascii_digit());
        assert!(plain && (7..=15).contains(&number.len()), "{number}");
    }
    let whole = column(&document, "billing_cycles_count").len();
    assert_eq!(whole, 50);
    assert_ne!(ids(&document)[0], "ac40fb08-ac14-4a6c-8f20-fe650870c266");
}

#[test]
fn a_groups_prefix_may_begin_with_its_countrys() {
    let mut emulator = emulator();
    let prefix = |emulator: &mut Emulator| {
        let document = emulator.dids("page[size]=100&include=did_group");
        let groups = document["included"].as_array().unwrap().clone();
        let london = groups.into_iter().find(|group| group["attributes"]["area_name"] == "London");
        london.unwrap()["attributes"]["prefix"].clone()
    };
    assert_eq!(prefix(&mut emulator), "20");
    assert_eq!(prefix(&mut emulator.with("didww_whole_prefix", json!(true))), "4420");
}

#[test]
fn equal_seeds_make_equal_accounts_and_others_do_not() {
    let body = |seed| Emulator::new(seed).reply(&request("/v3/dids?include=did_group,order")).body;
    assert_eq!(body(7), body(7));
    assert_ne!(body(7), body(8));
}

#[test]
fn wrong_switches_are_told() {
    let mut emulator = emulator();
    let error = emulator.set("didww_version", json!("2023-01-01")).unwrap_err();
    assert!(error.contains("didww_version") && error.contains("2022-05-10"), "{error}");
    assert!(emulator.set("dids", json!(2_000_000)).is_err());
    assert!(emulator.set("didww_dids", json!(2)).is_err());
    let unknown = emulator.set("didww_bogus", json!(1)).unwrap_err();
    assert!(unknown.contains("didww_rate_limit") && unknown.contains(", dids"), "{unknown}");
}
