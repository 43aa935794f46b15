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
    let oldest = document(&mut old, "2017-09-18", "");
    assert_eq!(oldest["data"][3]["relationships"].as_object().unwrap().len(), 6);
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
    let members = |it: &Value| it.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    let recorded = ["available_dids_enabled", "is_available", "needs_registration", "restrictions"];
    assert_eq!(members(&group["meta"]), recorded);
    assert!(["prefix", "local_prefix"].iter().all(|it| group["attributes"].get(it).is_some()));
    let links = |it: &Value| members(&it["relationships"]);
    assert_eq!(links(&group).len(), 5);
    assert!(included(&oldest, "regions")["attributes"].get("iso").is_none());
    let newest = document(&mut old, "2026-04-16", query);
    let group = included(&newest, "did_groups");
    assert!(group["meta"].get("available_dids_enabled").is_some());
    assert!(group["attributes"].get("service_restrictions").is_some());
    assert!(links(&group).contains(&"address_requirement".to_owned()));
    let middle = document(&mut old, "2022-05-10", query);
    assert!(links(&included(&middle, "did_groups")).contains(&"requirement".to_owned()));
    let features = |document: &Value| -> String {
        let all = document["included"].as_array().unwrap();
        all.iter().map(|object| object["attributes"]["features"].to_string()).collect()
    };
    assert!(features(&oldest).contains(r#"["voice","voice_out","t38"]"#));
    assert!(features(&oldest).contains("\"sms\"") && !features(&oldest).contains("voice_in"));
    assert!(features(&document(&mut old, "2022-05-10", query)).contains("sms_out"));
    assert!(!features(&newest).contains("sms_out") && features(&newest).contains("cnam_out"));
}

#[test]
fn what_the_oldest_version_does_not_have() {
    let mut old = old();
    let oldest = document(&mut old, "2017-09-18", "page[size]=100&include=order");
    assert!(included(&oldest, "orders")["attributes"].get("callback_url").is_none());
    let next =
        document(&mut old, "2021-04-19", "page[size]=100&include=order,address_verification");
    assert!(included(&next, "orders")["attributes"].get("callback_url").is_some());
    for query in ["include=address_verification", "filter[address_verification.id]="] {
        assert_eq!(old.told(&asked(Some("2017-09-18"), &format!("{DIDS}?{query}"))).0, 400);
    }
}

#[test]
fn each_version_has_its_settings_of_sip() {
    let mut old = old();
    let mut settings = |version, include: &str| -> Vec<String> {
        let query = format!("page[size]=100&include={include}");
        let document = document(&mut old, version, &query);
        let all = document["included"].as_array().unwrap().clone();
        let configurations = all.iter().map(|it| &it["attributes"]["configuration"]);
        let mut sip = configurations.filter(|it| it["type"] == "sip_configurations");
        sip.next().unwrap()["attributes"].as_object().unwrap().keys().cloned().collect()
    };
    let oldest = settings("2017-09-18", "trunk");
    let middle = settings("2022-05-10", "voice_in_trunk");
    let newest = settings("2026-04-16", "voice_in_trunk");
    assert_eq!((oldest.len(), middle.len(), newest.len()), (28, 32, 39));
    for all in [&oldest, &middle, &newest] {
        assert!(
            ["rtp_timeout", "symmetric_rtp_ignore_rtcp"]
                .iter()
                .all(|it| all.iter().any(|name| name == it))
        );
    }
}

#[test]
fn users_and_emergency_calling_are_included_since_2026() {
    let mut old = old();
    let include =
        "page[size]=100&include=identity,emergency_calling_service,emergency_verification";
    let newest = document(&mut old, "2026-04-16", include);
    for (type_name, link, attribute) in [
        ("identities", "identity", "first_name"),
        ("emergency_calling_services", "emergency_calling_service", "renew_date"),
        ("emergency_verifications", "emergency_verification", "reject_comment"),
    ] {
        let object = included(&newest, type_name);
        assert!(object["attributes"].get(attribute).is_some(), "{object}");
        let leads = |row: &&Value| row["relationships"][link]["data"]["id"] == object["id"];
        assert!(rows(&newest).iter().any(|row| leads(&row)), "{type_name}");
        let refused = old.told(&asked(Some("2022-05-10"), &format!("{DIDS}?include={link}")));
        assert_eq!(refused.1["errors"][0]["code"], "112");
    }
    let service = included(&newest, "emergency_calling_services");
    assert_eq!(service["meta"]["monthly_price"], "1.5");
    let id = service["id"].as_str().unwrap();
    let query = format!("filter[emergency_calling_service.id]={id}&page[size]=1");
    assert!(total(&document(&mut old, "2026-04-16", &query)) > 0);
}
