//! What each version says, and how.

use super::*;

fn asked(version: Option<&str>, target: &str) -> Request {
    with_header(request(target), "X-DIDWW-API-Version", version)
}

fn document(emulator: &mut Emulator, version: &str, query: &str) -> Value {
    let (status, body) = emulator.told(&asked(Some(version), &format!("{DIDS}?{query}")));
    assert_eq!(status, 200, "{version}: {body}");
    body
}

/// An account whose key may ask for the oldest version.
fn old() -> Emulator {
    emulator().with("didww_version", json!("2017-09-18"))
}

#[test]
fn the_served_version_is_told_from_2022_on() {
    let mut emulator = emulator();
    let served = |emulator: &mut Emulator, version| {
        emulator.told(&asked(version, DIDS)).1["meta"]["api_version"].clone()
    };
    assert_eq!(served(&mut emulator, None), "2022-05-10");
    assert_eq!(served(&mut emulator, Some("2017-09-18")), "2022-05-10");
    assert_eq!(served(&mut emulator, Some("bogus")), "2022-05-10");
    assert_eq!(served(&mut emulator, Some("2026-04-16")), "2026-04-16");
    let mut old = old();
    for version in [None, Some("2017-09-18"), Some("2021-04-19"), Some("2021-12-15")] {
        assert_eq!(served(&mut old, version), Value::Null);
    }
}

#[test]
fn trunks_changed_their_names() {
    let mut old = old();
    let older = document(&mut old, "2017-09-18", "include=trunk.trunk_group,trunk.pop,trunk_group");
    assert_eq!(included(&older, "trunk_groups")["type"], "trunk_groups");
    assert!(older["data"][0]["relationships"].get("voice_in_trunk").is_none());
    document(&mut old, "2021-04-19", "filter[trunk.id]=");
    let newer =
        document(&mut old, "2021-12-15", "include=voice_in_trunk&filter[voice_in_trunk.id]=");
    assert!(newer["data"][0]["relationships"].get("trunk").is_none());
    let refused = old.told(&asked(Some("2021-12-15"), "/v3/dids?include=trunk&filter[trunk.id]="));
    assert_eq!(refused.1["errors"].as_array().unwrap().len(), 2);
}

#[test]
fn attributes_came_and_went() {
    let mut old = old();
    let attributes = |document: &Value| document["data"][3]["attributes"].clone();
    let oldest = attributes(&document(&mut old, "2017-09-18", ""));
    assert!(
        oldest.get("pending_removal").is_some() && oldest.get("billing_cycles_count").is_none()
    );
    let middle = attributes(&document(&mut old, "2022-05-10", ""));
    assert!(middle.get("pending_removal").is_none() && middle.get("emergency_enabled").is_none());
    assert!(middle.get("billing_cycles_count").is_some());
    let newest = document(&mut old, "2026-04-16", "page[size]=100&filter[emergency_enabled]=true");
    assert!(total(&newest) > 0);
    assert!(column(&newest, "emergency_enabled").iter().all(|enabled| *enabled == true));
    assert_eq!(newest["data"][0]["relationships"].as_object().unwrap().len(), 10);
    let refused = old.told(&asked(Some("2022-05-10"), "/v3/dids?filter[emergency_enabled]=true"));
    assert_eq!(refused.0, 400);
}

#[test]
fn words_lost_their_capitals() {
    let mut emulator = emulator();
    let query = "page[size]=100&include=order,address_verification";
    let words = |document: &Value, type_name: &str, name: &str| -> Vec<String> {
        let all = document["included"].as_array().unwrap().iter();
        let all = all.filter(|object| object["type"] == type_name);
        let text = |object: &Value| object["attributes"][name].as_str().map(str::to_owned);
        all.filter_map(text).collect()
    };
    let older = document(&mut emulator, "2022-05-10", query);
    let newer = document(&mut emulator, "2026-04-16", query);
    let has =
        |words: Vec<String>, word: &str| assert!(words.iter().any(|w| w == word), "{words:?}");
    for (type_name, name, old, new) in [
        ("orders", "status", "Completed", "completed"),
        ("orders", "status", "Canceled", "canceled"),
        ("orders", "callback_method", "POST", "post"),
        ("address_verifications", "status", "Approved", "approved"),
    ] {
        has(words(&older, type_name, name), old);
        has(words(&newer, type_name, name), new);
    }
    // One text, then a list.
    let rejected = |document: &Value| {
        let all = document["included"].as_array().unwrap().iter();
        let rejected = all.filter(|object| object["type"] == "address_verifications");
        let reasons = rejected.map(|object| object["attributes"]["reject_reasons"].clone());
        reasons.filter(|reasons| !reasons.is_null()).collect::<Vec<_>>()
    };
    assert!(rejected(&older).iter().all(Value::is_string) && !rejected(&older).is_empty());
    assert!(rejected(&newer).iter().all(Value::is_array) && !rejected(&newer).is_empty());
}

#[test]
fn groups_say_more_in_newer_versions() {
    let mut old = old();
    let query = "page[size]=100&include=did_group.region";
    let oldest = document(&mut old, "2017-09-18", query);
    let group = included(&oldest, "did_groups");
    assert!(group.get("meta").is_none() && group["attributes"].get("local_prefix").is_some());
    assert!(included(&oldest, "regions")["attributes"].get("iso").is_none());
    let newest = document(&mut old, "2026-04-16", query);
    let group = included(&newest, "did_groups");
    assert!(group["meta"].get("available_dids_enabled").is_some());
    assert!(group["attributes"].get("service_restrictions").is_some());
    let features = |document: &Value| -> String {
        let all = document["included"].as_array().unwrap();
        all.iter().map(|object| object["attributes"]["features"].to_string()).collect()
    };
    assert!(features(&oldest).contains("\"sms\"") && !features(&oldest).contains("voice_in"));
    assert!(features(&document(&mut old, "2022-05-10", query)).contains("sms_out"));
    assert!(!features(&newest).contains("sms_out") && features(&newest).contains("cnam_out"));
}
