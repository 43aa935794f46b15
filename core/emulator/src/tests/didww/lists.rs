//! Pages, links, sorting, and how much there is.

use super::*;
use std::collections::BTreeSet;

#[test]
fn the_account_begins_with_the_examples_of_the_carrier_page() {
    let document = emulator().dids("");
    assert_eq!(rows(&document).len(), 50);
    assert_eq!(document["meta"], json!({"total_records": 5000, "api_version": "2022-05-10"}));
    let first = &document["data"][0];
    assert_eq!(first["id"], "ac40fb08-ac14-4a6c-8f20-fe650870c266");
    assert_eq!(
        first["attributes"],
        json!({
            "blocked": false, "capacity_limit": 1, "description": "string", "terminated": false,
            "awaiting_registration": false, "number": "437xxxxxxxxx",
            "expires_at": "2017-06-25T08:21:41.795Z", "channels_included_count": 2,
            "created_at": "2017-06-25T08:21:41.795Z", "dedicated_channels_count": 0,
        })
    );
    let names = |row: &Value| row["relationships"].as_object().unwrap().len();
    assert_eq!((names(first), names(&document["data"][1])), (7, 6));
    assert_eq!(document["data"][2]["attributes"]["number"], "16091609123456797");
}

#[test]
fn every_did_is_on_one_page_and_no_number_comes_twice() {
    let mut emulator = emulator().with("didww_max_page_size", json!(1000));
    let (mut seen, mut numbers) = (BTreeSet::new(), BTreeSet::new());
    for page in 1..=5 {
        let document = emulator.dids(&format!("page[size]=1000&page[number]={page}"));
        seen.extend(ids(&document));
        numbers.extend(column(&document, "number").iter().map(Value::to_string));
    }
    assert_eq!(seen.len(), 5_000);
    // The page's two examples share theirs.
    assert_eq!(numbers.len(), 4_999);
    assert!(rows(&emulator.dids("page[size]=1000&page[number]=6")).is_empty());
}

#[test]
fn links_are_sorted_and_encoded_and_end_where_the_list_ends() {
    let mut emulator = emulator().with("dids", json!(101));
    let first = emulator.dids("page%5Bsize%5D=50&include=order,did_group");
    let root = "https://sandbox-api.didww.com/v3/dids?include=order%2Cdid_group&page%5Bnumber%5D=";
    let link = |number: u32| format!("{root}{number}&page%5Bsize%5D=50");
    let expected = json!({"first": link(1), "next": link(2), "last": link(3)});
    assert_eq!(first["links"], expected);
    let last = emulator.dids("page[number]=3&include=order,did_group");
    assert_eq!(last["links"], json!({"first": link(1), "prev": link(2), "last": link(3)}));
    assert_eq!(rows(&last).len(), 1);
    let beyond = emulator.dids("page[number]=9&include=order,did_group");
    assert_eq!(beyond["links"], json!({"first": link(1), "prev": link(8), "last": link(3)}));
    let mut nothing = emulator.with("dids", json!(0));
    let empty = nothing.dids("");
    let one = "https://sandbox-api.didww.com/v3/dids?page%5Bnumber%5D=1&page%5Bsize%5D=50";
    assert_eq!(empty["links"], json!({"first": one, "last": one}));
    assert_eq!((total(&empty), rows(&empty).len()), (0, 0));
}

#[test]
fn links_lead_to_the_host_that_was_asked() {
    let asked = with_header(request(DIDS), "Host", Some("127.0.0.1:4010"));
    let (_, document) = emulator().told(&asked);
    let first = document["links"]["first"].as_str().unwrap();
    assert!(first.starts_with("http://127.0.0.1:4010/v3/dids?page"), "{first}");
}

#[test]
fn every_sort_of_the_page_goes_up_and_down() {
    let mut emulator = emulator().with("dids", json!(300)).with("didww_max_page_size", json!(1000));
    for name in [
        "blocked",
        "awaiting_registration",
        "terminated",
        "capacity_limit",
        "billing_cycles_count",
        "description",
        "number",
        "expires_at",
        "channels_included_count",
        "dedicated_channels_count",
        "created_at",
    ] {
        let key = |value: &Value| match value {
            Value::Null => (1, String::new()),
            Value::Number(number) => (0, format!("{:09}", number.as_u64().unwrap())),
            Value::String(text) => (0, text.clone()),
            other => (0, other.to_string()),
        };
        let up: Vec<_> = column(&emulator.dids(&format!("sort={name}&page[size]=300")), name)
            .iter()
            .map(key)
            .collect();
        assert!(up.is_sorted(), "{name}: {up:?}");
        let down: Vec<_> = column(&emulator.dids(&format!("sort=-{name}&page[size]=300")), name)
            .iter()
            .map(key)
            .collect();
        assert!(down.iter().rev().is_sorted(), "{name}: {down:?}");
        assert_ne!(up.first(), up.last(), "{name} is all the same");
    }
}

#[test]
fn ties_fall_to_the_next_criterion_and_then_to_the_age() {
    let mut emulator = emulator().with("dids", json!(300)).with("didww_max_page_size", json!(1000));
    let document = emulator.dids("sort=-blocked,number&page[size]=300");
    let blocked = column(&document, "blocked");
    let numbers = column(&document, "number");
    let pairs: Vec<(bool, &str)> = blocked
        .iter()
        .zip(&numbers)
        .map(|(blocked, number)| (!blocked.as_bool().unwrap(), number.as_str().unwrap()))
        .collect();
    assert!(pairs.is_sorted());
    let tied = column(&emulator.dids("sort=terminated&page[size]=200"), "created_at");
    let times: Vec<String> = tied.iter().skip(3).map(Value::to_string).collect();
    assert!(times.is_sorted());
}

#[test]
fn two_hundred_thousand_are_as_near_as_fifty() {
    let mut emulator = emulator().with("dids", json!(200_000));
    let last = emulator.dids("page[number]=4000&page[size]=50");
    assert_eq!((total(&last), rows(&last).len()), (200_000, 50));
    let id = last["data"][49]["id"].as_str().unwrap().to_owned();
    assert_eq!(emulator.document(&format!("{DIDS}/{id}"))["data"], last["data"][49]);
}
