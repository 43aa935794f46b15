//! Trunks and groups of them, and channels that are given back.

use super::orders::{sent, told};
use super::*;

const TRUNKS: &str = "/v3/voice_in_trunks";
const GROUPS: &str = "/v3/voice_in_trunk_groups";

fn trunk(attributes: Value) -> Value {
    json!({"data": {"type": "voice_in_trunks", "attributes": attributes}})
}

fn sip(attributes: Value) -> Value {
    json!({"type": "sip_configurations", "attributes": attributes})
}

fn pstn(dst: &str) -> Value {
    json!({"type": "pstn_configurations", "attributes": {"dst": dst}})
}

fn linked(kind: &str, ids: &[&Value]) -> Value {
    let all: Vec<Value> = ids.iter().map(|id| json!({"type": kind, "id": id})).collect();
    json!({"data": all})
}

impl Emulator {
    fn made(&mut self, target: &str, document: &Value) -> Value {
        let (status, body) = self.send("POST", target, document);
        assert_eq!(status, 201, "{body}");
        body["data"].clone()
    }

    fn patched(&mut self, target: &str, object: &Value, members: Value) -> (u16, Value) {
        let mut data = json!({"type": object["type"], "id": object["id"]});
        data.as_object_mut().unwrap().extend(members.as_object().unwrap().clone());
        let target = format!("{target}/{}", object["id"].as_str().unwrap());
        self.send("PATCH", &target, &json!({"data": data}))
    }

    fn refuses_trunk(&mut self, attributes: Value) -> (u16, Vec<String>) {
        let (status, body) = self.send("POST", TRUNKS, &trunk(attributes));
        (status, told(&body).into_iter().map(|it| it.1).collect())
    }

    fn deleted(&mut self, target: &str, object: &Value) -> u16 {
        let target = format!("{target}/{}", object["id"].as_str().unwrap());
        self.send("DELETE", &target, &Value::Null).0
    }
}

#[test]
fn a_trunk_by_sip_has_the_recorded_defaults() {
    let mut emulator = emulator();
    let before = total(&emulator.newer(TRUNKS));
    let made = emulator.made(
        TRUNKS,
        &trunk(json!({"name": "Office", "configuration": sip(json!({"host": "203.0.113.10"}))})),
    );
    let mut attributes = made["attributes"].clone();
    let configuration = attributes["configuration"].take();
    assert_eq!(
        attributes,
        json!({
            "name": "Office", "priority": 1, "weight": 65535, "capacity_limit": null,
            "cli_format": "e164", "cli_prefix": null, "description": null, "ringing_timeout": null,
            "created_at": "2026-01-05T09:00:00.000Z", "external_reference_id": null,
            "configuration": null,
        })
    );
    let settings = configuration["attributes"].as_object().unwrap();
    assert_eq!((settings.len(), &configuration["type"]), (39, &json!("sip_configurations")));
    assert_eq!(settings["host"], "203.0.113.10");
    assert_eq!(settings["codec_ids"], json!([9, 10, 8, 7, 6]));
    for name in ["username", "port", "auth_password", "incoming_auth_username"] {
        assert_eq!(settings[name], Value::Null, "{name}");
    }
    assert_eq!(total(&emulator.newer(TRUNKS)), before + 1);
    let found = emulator.newer(&format!("{TRUNKS}?filter[name]=Office"));
    assert_eq!(rows(&found)[0]["attributes"], made["attributes"]);
    // As an older version tells it.
    let older = with_header(
        request(&format!("{TRUNKS}/{}", made["id"].as_str().unwrap())),
        "x-didww-api-version",
        Some("2022-05-10"),
    );
    let (_, older) = emulator.told(&older);
    let attributes = &older["data"]["attributes"];
    assert!(attributes.get("external_reference_id").is_none());
    let settings = attributes["configuration"]["attributes"].as_object().unwrap();
    assert_eq!((settings.len(), &settings["diversion_relay_mode"]), (32, &json!("none")));
}

#[test]
fn a_change_keeps_what_it_does_not_name() {
    let mut emulator = emulator();
    let secret = sip(json!({
        "host": "a.example.com", "username": "{DID}", "auth_enabled": true,
        "auth_user": "me", "auth_password": "secret",
    }));
    let made = emulator.made(TRUNKS, &trunk(json!({"name": "One", "configuration": secret})));
    let change = json!({"attributes": {
        "cli_format": "LOCAL", "configuration": sip(json!({"port": 5061}))}});
    let (status, body) = emulator.patched(TRUNKS, &made, change);
    let attributes = &body["data"]["attributes"];
    let settings = &attributes["configuration"]["attributes"];
    assert_eq!((status, &attributes["cli_format"]), (200, &json!("local")));
    assert_eq!((&settings["port"], &settings["host"]), (&json!(5061), &json!("a.example.com")));
    // A password is answered as it was sent, as recorded.
    assert_eq!(settings["auth_password"], "secret");
    // Another type begins anew.
    let (status, body) =
        emulator.patched(TRUNKS, &made, json!({"attributes": {"configuration": pstn("12125550")}}));
    let expected = pstn("12125550");
    assert_eq!((status, &body["data"]["attributes"]["configuration"]), (200, &expected));
    let found = emulator.newer(&format!("{TRUNKS}?filter[configuration.type]=pstn_configurations"));
    assert!(ids(&found).contains(&made["id"].as_str().unwrap().to_owned()));
    // One of the seed changes as well, and keeps its other attributes.
    let seeded = rows(&emulator.newer(TRUNKS))[1].clone();
    let (status, body) =
        emulator.patched(TRUNKS, &seeded, json!({"attributes": {"name": "Renamed"}}));
    let mut expected = seeded["attributes"].clone();
    expected["name"] = json!("Renamed");
    assert_eq!((status, &body["data"]["attributes"]), (200, &expected));
}

#[test]
fn registration_goes_without_a_host_and_makes_credentials() {
    let mut emulator = emulator();
    let on = json!({"enabled_sip_registration": true, "use_did_in_ruri": true});
    let made =
        emulator.made(TRUNKS, &trunk(json!({"name": "Dynamic", "configuration": sip(on.clone())})));
    let settings = &made["attributes"]["configuration"]["attributes"];
    for name in ["incoming_auth_username", "incoming_auth_password"] {
        assert!(settings[name].as_str().unwrap().starts_with("emulator-"), "{settings}");
    }
    let mut with_host = on;
    with_host["host"] = json!("a.example.com");
    with_host["port"] = json!(5060);
    for (name, settings, errors) in [
        (
            "A",
            with_host,
            vec!["configuration/host - must be blank", "configuration/port - must be blank"],
        ),
        ("B", json!({}), vec!["configuration/host - can't be blank"]),
        (
            "C",
            json!({"host": "a", "use_did_in_ruri": true}),
            vec!["configuration/use_did_in_ruri - is not allowed without SIP registration"],
        ),
        (
            "D",
            json!({"host": "a", "sst_enabled": 1, "rtp_timeout": "30"}),
            vec![
                "configuration/rtp_timeout - is invalid",
                "configuration/sst_enabled - is invalid",
            ],
        ),
    ] {
        let told = emulator.refuses_trunk(json!({"name": name, "configuration": sip(settings)}));
        assert_eq!(told, (422, errors.into_iter().map(str::to_owned).collect()));
    }
    let own = json!({"name": "E", "configuration": sip(json!({"incoming_auth_username": "x"}))});
    let not_allowed = vec!["incoming_auth_username is not allowed.".to_owned()];
    assert_eq!(emulator.refuses_trunk(own), (400, not_allowed));
    let off = sip(json!({
        "enabled_sip_registration": false, "use_did_in_ruri": false, "host": "203.0.113.10"}));
    let (status, body) =
        emulator.patched(TRUNKS, &made, json!({"attributes": {"configuration": off}}));
    let settings = &body["data"]["attributes"]["configuration"]["attributes"];
    assert_eq!((status, &settings["incoming_auth_password"]), (200, &Value::Null));
}

#[test]
fn what_breaks_a_rule_makes_no_trunk() {
    let mut emulator = emulator();
    let before = total(&emulator.newer(TRUNKS));
    let told = emulator.refuses_trunk(json!({
        "priority": -1, "weight": 65536, "capacity_limit": "many", "cli_format": "x",
        "ringing_timeout": 33, "external_reference_id": "x".repeat(101), "description": 1,
        "configuration": {"type": "h323_configurations", "attributes": {}},
    }));
    assert_eq!(
        told,
        (
            422,
            vec![
                "name - can't be blank".to_owned(),
                "priority - must be greater than or equal to 0".to_owned(),
                "weight - must be less than or equal to 65535".to_owned(),
                "capacity_limit - is not a number".to_owned(),
                "cli_format - is not included in the list".to_owned(),
                "description - is invalid".to_owned(),
                "ringing_timeout - must be less than or equal to 32".to_owned(),
                "external_reference_id - is too long (maximum is 100 characters)".to_owned(),
                "configuration/type - is invalid".to_owned(),
            ]
        )
    );
    let (status, errors) = emulator.refuses_trunk(json!({"name": "A"}));
    assert_eq!((status, errors[0].as_str()), (422, "configuration - can't be blank"));
    let (status, errors) = emulator.refuses_trunk(json!({"name": "A", "configuration": pstn("")}));
    assert_eq!((status, errors[0].as_str()), (422, "configuration/dst - can't be blank"));
    let taken = json!({"name": "trunk group sample 1", "configuration": pstn("1")});
    let (status, errors) = emulator.refuses_trunk(taken.clone());
    assert_eq!((status, errors[0].as_str()), (422, "name - has already been taken"));
    assert_eq!(total(&emulator.newer(TRUNKS)), before);
    emulator.set("didww_unique_names", json!("groups")).unwrap();
    emulator.made(TRUNKS, &trunk(taken));
    let older = with_header(
        sent("POST", TRUNKS, &trunk(json!({"external_reference_id": "x"}))),
        "x-didww-api-version",
        None,
    );
    assert_eq!(emulator.told(&older).0, 400);
}

#[test]
fn a_group_has_the_trunks_that_it_names() {
    let mut emulator = emulator();
    let [one, two] = ["One", "Two"].map(|name| {
        emulator.made(TRUNKS, &trunk(json!({"name": name, "configuration": pstn("1")})))
    });
    let group = json!({"data": {
        "type": "voice_in_trunk_groups",
        "attributes": {"name": "Both", "capacity_limit": 1000, "external_reference_id": "ext"},
        "relationships": {"voice_in_trunks": linked("voice_in_trunks", &[&one["id"], &two["id"]])},
    }});
    let made = emulator.made(&format!("{GROUPS}?include=voice_in_trunks"), &group);
    assert_eq!(made["meta"], json!({"trunks_count": 2}));
    let members = linked("voice_in_trunks", &[&one["id"], &two["id"]]);
    assert_eq!(made["relationships"]["voice_in_trunks"]["data"], members["data"]);
    let found = emulator.newer(&format!("{GROUPS}?filter[external_reference_id]=ext"));
    assert_eq!(column(&found, "name"), ["Both"]);
    let (status, body) = emulator.send("POST", GROUPS, &group);
    assert_eq!((status, told(&body)[0].1.as_str()), (422, "name - has already been taken"));
    assert_eq!(body["errors"][0]["source"]["pointer"], "/data/attributes/name");

    let only = json!({"relationships": {
        "voice_in_trunks": linked("voice_in_trunks", &[&two["id"]])}});
    let (status, body) = emulator.patched(GROUPS, &made, only);
    assert_eq!((status, &body["data"]["meta"]), (200, &json!({"trunks_count": 1})));
    let target = format!("{TRUNKS}/{}/voice_in_trunk_group", one["id"].as_str().unwrap());
    assert_eq!(emulator.newer(&target)["data"], Value::Null);
    // A trunk may choose its group, and leave it.
    let group = |id: Value| json!({"relationships": {"voice_in_trunk_group": {"data": id}}});
    let to = json!({"type": "voice_in_trunk_groups", "id": made["id"]});
    assert_eq!(emulator.patched(TRUNKS, &one, group(to)).0, 200);
    assert_eq!(emulator.newer(&target)["data"]["meta"], json!({"trunks_count": 2}));
    assert_eq!(emulator.patched(TRUNKS, &one, group(Value::Null)).0, 200);
    assert_eq!(emulator.newer(&target)["data"], Value::Null);
    let nobody = json!("9df99644-f1a5-4a3c-99a4-559d758eb96b");
    let wrong = json!({"relationships": {
        "voice_in_trunks": linked("voice_in_trunks", &[&two["id"], &nobody])}});
    let (status, body) = emulator.patched(GROUPS, &made, wrong);
    assert_eq!(
        (status, &body["errors"][0]["source"]["pointer"]),
        (422, &json!("/data/relationships/voice_in_trunks/1"))
    );
    let pop = rows(&emulator.newer("/v3/pops"))[2].clone();
    let to = json!({"relationships": {"pop": {"data": {"type": "pops", "id": pop["id"]}}}});
    assert_eq!(emulator.patched(TRUNKS, &one, to).0, 200);
    let target = format!("{TRUNKS}/{}?include=pop", one["id"].as_str().unwrap());
    assert_eq!(included(&emulator.newer(&target), "pops"), pop);
    let too_many: Vec<Value> = ids(&emulator.newer(TRUNKS)).into_iter().map(Value::from).collect();
    let all = linked("voice_in_trunks", &too_many.iter().take(11).collect::<Vec<_>>());
    let (status, _) =
        emulator.patched(GROUPS, &made, json!({"relationships": {"voice_in_trunks": all}}));
    assert_eq!(status, 422);
}

#[test]
fn what_dids_lead_to_is_not_deleted() {
    let mut emulator = emulator();
    let [one, two] = ["One", "Two"].map(|name| {
        emulator.made(TRUNKS, &trunk(json!({"name": name, "configuration": pstn("1")})))
    });
    let did = rows(&emulator.newer("/v3/dids?page[size]=9"))[8].clone();
    let to = json!({"type": "voice_in_trunks", "id": one["id"]});
    let route = json!({"relationships": {"voice_in_trunk": {"data": to}}});
    assert_eq!(emulator.patched(DIDS, &did, route).0, 200);
    let group = json!({"data": {
        "type": "voice_in_trunk_groups", "attributes": {"name": "Both"},
        "relationships": {"voice_in_trunks": linked("voice_in_trunks", &[&one["id"], &two["id"]])},
    }});
    let group = emulator.made(GROUPS, &group);
    assert_eq!((emulator.deleted(TRUNKS, &one), emulator.deleted(GROUPS, &group)), (422, 422));
    emulator.set("didww_delete_routed", json!("clear")).unwrap();
    assert_eq!(emulator.deleted(TRUNKS, &one), 204);
    assert_eq!(emulator.deleted(TRUNKS, &one), 404);
    let target = format!("{DIDS}/{}/voice_in_trunk", did["id"].as_str().unwrap());
    assert_eq!(emulator.newer(&target)["data"], Value::Null);
    emulator.set("didww_delete_routed", json!("refuse")).unwrap();
    // The other trunk goes with its group.
    assert_eq!(emulator.deleted(GROUPS, &group), 204);
    assert_eq!(emulator.deleted(TRUNKS, &two), 404);
    let found = emulator.newer(&format!("{TRUNKS}?filter[name]=One,Two"));
    assert_eq!(total(&found), 0);

    let seeded = rows(&emulator.newer(GROUPS))[0].clone();
    emulator.set("didww_delete_routed", json!("clear")).unwrap();
    emulator.set("didww_group_deletes_trunks", json!(false)).unwrap();
    let before = total(&emulator.newer(TRUNKS));
    let filter =
        format!("{DIDS}?filter[voice_in_trunk_group.id]={}", seeded["id"].as_str().unwrap());
    assert!(total(&emulator.newer(&filter)) > 0);
    assert_eq!(emulator.deleted(GROUPS, &seeded), 204);
    assert_eq!(total(&emulator.newer(TRUNKS)), before);
    assert_eq!(total(&emulator.newer(GROUPS)), 8);
}

#[test]
fn lists_of_trunks_are_found_by_older_names_too() {
    let mut emulator = emulator().with("didww_version", json!("2021-04-19"));
    let document = emulator.document("/v3/trunks?sort=-priority&page[size]=3");
    assert_eq!(column(&document, "priority"), [9, 9, 9]);
    assert_eq!(total(&emulator.document("/v3/trunk_groups")), 9);
    assert_eq!(total(&emulator.document("/v3/shared_capacity_groups?filter[name]=didww")), 1);
    let rejected = emulator.document("/v3/address_verifications?filter[status]=Rejected");
    assert_eq!(total(&rejected), 4);
}

#[test]
fn channels_can_only_be_given_back() {
    let mut emulator = emulator();
    let pool = rows(&emulator.newer("/v3/capacity_pools"))[2].clone();
    let count = |emulator: &mut Emulator, count: Value| {
        let change = json!({"attributes": {"total_channels_count": count}});
        let (status, body) = emulator.patched("/v3/capacity_pools", &pool, change);
        let detail = body["errors"][0]["detail"].as_str().unwrap_or_default().to_owned();
        (status, detail, body["data"]["attributes"]["total_channels_count"].clone())
    };
    assert_eq!(pool["attributes"]["total_channels_count"], 12);
    let refused = |status: u16, text: &str| (status, text.to_owned(), Value::Null);
    assert_eq!(
        count(&mut emulator, json!(13)),
        refused(422, "total_channels_count - must be less than or equal to 12")
    );
    assert_eq!(
        count(&mut emulator, json!(9)),
        refused(422, "total_channels_count - should be at least 10")
    );
    assert_eq!(count(&mut emulator, json!(10)), (200, String::new(), json!(10)));
    let unknown = json!({"attributes": {"name": "mine"}});
    assert_eq!(emulator.patched("/v3/capacity_pools", &pool, unknown).0, 400);
}
