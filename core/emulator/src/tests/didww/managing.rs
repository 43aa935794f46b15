//! Changing DIDs, and how long they last.

use super::orders::{item, told, unit};
use super::*;

const DAY_MS: u64 = 86_400_000;

impl Emulator {
    fn change(&mut self, id: &str, members: Value) -> (u16, Value) {
        let mut data = json!({"type": "dids", "id": id});
        data.as_object_mut().unwrap().extend(members.as_object().unwrap().clone());
        self.send("PATCH", &format!("{DIDS}/{id}"), &json!({"data": data}))
    }

    /// The attributes after a change of some.
    fn changed(&mut self, id: &str, attributes: Value) -> Value {
        let (status, body) = self.change(id, json!({"attributes": attributes}));
        assert_eq!(status, 200, "{body}");
        body["data"]["attributes"].clone()
    }

    /// Buys a DID and lets its order be completed.
    fn bought(&mut self, more: Value) -> String {
        let (_, unit) = unit(self, 50, 500);
        let mut attributes = json!({"sku_id": unit, "qty": 1});
        attributes.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        let order = self.buys(json!({"items": [item(attributes)]}));
        self.advance_ms(10_000);
        let id = order["id"].as_str().unwrap();
        ids(&self.newer(&format!("{DIDS}?filter[order.id]={id}"))).remove(0)
    }

    fn did(&mut self, id: &str) -> Value {
        self.newer(&format!("{DIDS}/{id}"))["data"]["attributes"].clone()
    }

    /// What was written of DIDs since the emulator began.
    fn told_of(&mut self) -> Vec<(String, String)> {
        let target = "/v3/did_history?page[size]=100&filter[created_at_gteq]=2026-01-05";
        let found = self.newer(target);
        let text = |it: &Value| it.as_str().unwrap().to_owned();
        let of =
            |it: &Value| (text(&it["attributes"]["action"]), text(&it["attributes"]["method"]));
        rows(&found).iter().map(of).collect()
    }

    fn left(&mut self) -> f64 {
        let balance = self.newer("/v3/balance")["data"]["attributes"]["balance"].clone();
        balance.as_str().unwrap().parse().unwrap()
    }
}

fn linked(kind: &str, id: &Value) -> Value {
    json!({"data": {"type": kind, "id": id}})
}

fn history(of: &[(&str, &str)]) -> Vec<(String, String)> {
    of.iter().map(|(action, method)| ((*action).to_owned(), (*method).to_owned())).collect()
}

#[test]
fn only_what_is_named_changes() {
    let mut emulator = emulator();
    let id = ids(&emulator.newer("/v3/dids?page[size]=9")).remove(8);
    let before = emulator.did(&id);
    let after = emulator.changed(&id, json!({"description": "noted", "capacity_limit": 7}));
    let mut expected = before.clone();
    expected["description"] = json!("noted");
    expected["capacity_limit"] = json!(7);
    assert_eq!(after, expected);
    assert_eq!(total(&emulator.newer("/v3/dids?filter[description]=noted")), 1);
    let cleared = emulator.changed(&id, json!({"description": null, "capacity_limit": null}));
    assert_eq!([&cleared["description"], &cleared["capacity_limit"]], [&Value::Null; 2]);
    assert_eq!(emulator.told_of(), history(&[]));
}

#[test]
fn wrong_changes_are_refused_all_at_once_and_change_nothing() {
    let mut emulator = emulator();
    let id = ids(&emulator.newer("/v3/dids?page[size]=9")).remove(8);
    let before = emulator.did(&id);
    let nobody = json!("9df99644-f1a5-4a3c-99a4-559d758eb96b");
    let (status, body) = emulator.change(
        &id,
        json!({
            "attributes": {
                "description": 1, "capacity_limit": 32768, "dedicated_channels_count": 10_000,
                "billing_cycles_count": 1000, "terminated": "soon",
            },
            "relationships": {
                "voice_in_trunk": linked("voice_in_trunks", &nobody),
                "capacity_pool": linked("capacity_pools", &nobody),
                "shared_capacity_group": linked("capacity_pools", &nobody),
                "address_verification": linked("address_verifications", &nobody),
                "emergency_calling_service": linked("emergency_calling_services", &nobody),
            },
        }),
    );
    let details: Vec<String> = told(&body).into_iter().map(|it| it.1).collect();
    assert_eq!(
        (status, &body["errors"][1]["title"]),
        (422, &json!("must be less than or equal to 32767"))
    );
    assert_eq!(
        details,
        [
            "description - is invalid",
            "capacity_limit - must be less than or equal to 32767",
            "trunk_id - is invalid",
            "capacity_pool - is invalid",
            "shared_capacity_group - is invalid",
            "dedicated_channels_count - exceeds the unassigned channels of the capacity pool",
            "address_verification - is invalid",
            "emergency_calling_service - is invalid",
            "billing_cycles_count - must be less than or equal to 999",
            "terminated - is invalid",
        ]
    );
    assert_eq!(body["errors"][2]["title"], "should exist");
    let group = json!({"relationships": {
        "voice_in_trunk_group": linked("voice_in_trunk_groups", &nobody)}});
    let (status, body) = emulator.change(&id, group);
    let error = &body["errors"][0];
    assert_eq!((status, &error["detail"]), (422, &json!("voice_in_trunk_group - is invalid")));
    assert_eq!(error["source"]["pointer"], "/data/attributes/voice_in_trunk_group_id");
    assert_eq!(emulator.did(&id), before);

    let unknown = emulator.change(&id, json!({"attributes": {"capacity_pools_id": 1}}));
    assert_eq!(
        (unknown.0, told(&unknown.1)[0].1.as_str()),
        (400, "capacity_pools_id is not allowed.")
    );
    let (status, _) = emulator.change(nobody.as_str().unwrap(), json!({"attributes": {}}));
    assert_eq!(status, 404);
    assert_eq!(emulator.send("DELETE", &format!("{DIDS}/{id}"), &Value::Null).0, 404);
    // Older versions know less.
    let older = emulator.with("didww_version", json!("2017-09-18"));
    let mut emulator = older;
    let document = json!({"data": {
        "type": "dids", "id": id, "attributes": {"billing_cycles_count": 1}}});
    let request = Request {
        method: "PATCH".into(),
        body: document.to_string().into_bytes(),
        ..request(&format!("{DIDS}/{id}"))
    };
    assert_eq!(emulator.told(&request).0, 400);
}

#[test]
fn a_did_leads_to_a_trunk_or_to_a_group() {
    let mut emulator = emulator();
    let target = "/v3/dids?include=voice_in_trunk,voice_in_trunk_group&page[size]=100";
    let found = emulator.newer(target);
    let trunk = included(&found, "voice_in_trunks")["id"].clone();
    let group = included(&found, "voice_in_trunk_groups")["id"].clone();
    let id = emulator.bought(json!({}));
    let shown = |emulator: &mut Emulator| {
        let target = format!("{DIDS}/{id}?include=voice_in_trunk,voice_in_trunk_group");
        let links = emulator.newer(&target)["data"]["relationships"].clone();
        ["voice_in_trunk", "voice_in_trunk_group"].map(|it| links[it]["data"]["id"].clone())
    };
    assert_eq!(shown(&mut emulator), [Value::Null, Value::Null]);
    let to_trunk = json!({"voice_in_trunk": linked("voice_in_trunks", &trunk)});
    let to_group = json!({"voice_in_trunk_group": linked("voice_in_trunk_groups", &group)});
    assert_eq!(emulator.change(&id, json!({"relationships": to_trunk})).0, 200);
    assert_eq!(shown(&mut emulator), [trunk.clone(), Value::Null]);
    assert_eq!(emulator.change(&id, json!({"relationships": to_group})).0, 200);
    assert_eq!(shown(&mut emulator), [Value::Null, group.clone()]);
    let none = json!({"relationships": {"voice_in_trunk_group": {"data": null}}});
    assert_eq!(emulator.change(&id, none).0, 200);
    assert_eq!(shown(&mut emulator), [Value::Null, Value::Null]);
    let both = json!({"relationships": {
        "voice_in_trunk": linked("voice_in_trunks", &trunk),
        "voice_in_trunk_group": linked("voice_in_trunk_groups", &group)}});
    assert_eq!(emulator.change(&id, both).0, 422);
}

#[test]
fn channels_come_from_a_pool_of_the_country() {
    let mut emulator = emulator();
    let id = emulator.bought(json!({}));
    let did = emulator.newer(&format!("{DIDS}/{id}?include=did_group.country"));
    let country = included(&did, "countries")["id"].clone();
    let pools = emulator.newer("/v3/capacity_pools?include=countries,shared_capacity_groups");
    let is_for = |pool: &&Value| {
        let countries = pool["relationships"]["countries"]["data"].as_array().unwrap();
        countries.iter().any(|it| it["id"] == country)
    };
    let good = rows(&pools).iter().find(is_for).unwrap();
    let bad = rows(&pools).iter().find(|it| !is_for(it)).unwrap();
    let group =
        |pool: &Value| pool["relationships"]["shared_capacity_groups"]["data"][0]["id"].clone();
    let refused = json!({"relationships": {
        "capacity_pool": linked("capacity_pools", &bad["id"]),
        "shared_capacity_group": linked("shared_capacity_groups", &group(bad))}});
    let (status, body) = emulator.change(&id, refused);
    let details: Vec<String> = told(&body).into_iter().map(|it| it.1).collect();
    assert_eq!(status, 422);
    assert_eq!(
        details,
        [
            "capacity_pool_id - is not allowed for DID country",
            "shared_capacity_group_id - is not allowed for DID country",
        ]
    );
    let dedicated = |count: u64| {
        json!({
            "attributes": {"dedicated_channels_count": count},
            "relationships": {"capacity_pool": linked("capacity_pools", &good["id"])},
        })
    };
    let number = |emulator: &mut Emulator, name: &str| {
        let pool = emulator.newer(&format!("/v3/capacity_pools/{}", good["id"].as_str().unwrap()));
        pool["data"]["attributes"][name].as_u64().unwrap()
    };
    let (all, used) = (
        number(&mut emulator, "total_channels_count"),
        number(&mut emulator, "assigned_channels_count"),
    );
    assert_eq!(emulator.change(&id, dedicated(all - used + 1)).0, 422);
    assert_eq!(emulator.change(&id, dedicated(all - used)).0, 200);
    assert_eq!(number(&mut emulator, "assigned_channels_count"), all);
    assert_eq!(emulator.change(&id, dedicated(1)).0, 200);
    assert_eq!(number(&mut emulator, "assigned_channels_count"), used + 1);
    let shared = json!({
        "attributes": {"dedicated_channels_count": 0},
        "relationships": {"shared_capacity_group": linked("shared_capacity_groups", &group(good))},
    });
    assert_eq!(emulator.change(&id, shared).0, 200);
    assert_eq!(number(&mut emulator, "assigned_channels_count"), used);
    let target = format!("{DIDS}/{id}?include=capacity_pool,shared_capacity_group");
    let links = emulator.newer(&target)["data"]["relationships"].clone();
    assert_eq!(links["capacity_pool"]["data"], Value::Null);
    assert_eq!(links["shared_capacity_group"]["data"]["id"], group(good));
}

#[test]
fn a_terminated_did_is_held_and_restored_for_nothing_while_it_is_paid_for() {
    let mut emulator = emulator();
    let id = emulator.bought(json!({}));
    let before = (emulator.did(&id), emulator.left());
    let gone = emulator.changed(&id, json!({"terminated": true}));
    assert_eq!([&gone["terminated"], &gone["blocked"]], [true, true]);
    assert_eq!(
        (&gone["billing_cycles_count"], &gone["expires_at"]),
        (&json!(0), &before.0["expires_at"])
    );
    let (status, _) = emulator.change(&id, json!({"attributes": {"billing_cycles_count": 2}}));
    assert_eq!(status, 422);
    emulator.advance_ms(DAY_MS);
    assert_eq!(emulator.changed(&id, json!({"terminated": false})), before.0);
    assert_eq!((emulator.left(), emulator.ledger().len()), (before.1, 1));
    assert_eq!(
        emulator.told_of(),
        history(&[("assigned", "api3"), ("canceled", "api3"), ("restored", "api3")])
    );

    emulator.changed(&id, json!({"terminated": true}));
    let held = total(&emulator.newer(DIDS));
    emulator.advance_ms(35 * DAY_MS - 1);
    assert_eq!(total(&emulator.newer(DIDS)), held);
    emulator.advance_ms(1);
    assert_eq!(total(&emulator.newer(DIDS)), held - 1);
    assert_eq!(emulator.change(&id, json!({"attributes": {"terminated": false}})).0, 404);
    assert_eq!(emulator.told_of().last().unwrap().0, "removed");
}

#[test]
fn restoring_what_has_expired_is_a_purchase() {
    let mut emulator = emulator();
    let id = emulator.bought(json!({}));
    emulator.changed(&id, json!({"billing_cycles_count": 0}));
    assert_eq!(emulator.did(&id)["blocked"], false);
    emulator.advance_ms(32 * DAY_MS);
    let expired = emulator.did(&id);
    assert_eq!([&expired["blocked"], &expired["terminated"]], [true, true]);
    let restore = json!({"attributes": {"terminated": false}});
    emulator.set("didww_credit", json!("0.00")).unwrap();
    emulator.set("didww_balance", json!("0.01")).unwrap();
    let (status, body) = emulator.change(&id, restore.clone());
    assert_eq!((status, told(&body)[0].1.as_str()), (400, "Insufficient balance"));
    assert_eq!((emulator.did(&id), emulator.ledger().len()), (expired, 1));
    emulator.set("didww_balance", json!("50.00")).unwrap();
    assert_eq!(emulator.change(&id, restore.clone()).0, 200);
    let restored = emulator.did(&id);
    assert_eq!([&restored["blocked"], &restored["terminated"]], [false, false]);
    assert_eq!(restored["expires_at"], "2026-03-06T09:00:10.000Z");
    let ledger = emulator.ledger();
    let cost: f64 = ledger[1].cost.as_deref().unwrap().parse().unwrap();
    assert_eq!((ledger.len(), &ledger[1].order_id, ledger[1].quantity), (2, &None, 1));
    assert_eq!(json!(ledger[1].numbers), json!([restored["number"]]));
    assert!(cost > 0.0 && (50.0 - emulator.left() - cost).abs() < 0.01);
    // What is not terminated is restored already.
    assert_eq!(emulator.change(&id, restore).0, 200);
    assert_eq!(emulator.ledger().len(), 2);
    let told: Vec<String> = emulator.told_of().into_iter().map(|it| it.0).collect();
    assert_eq!(told, ["assigned", "billing_cycles_count_changed", "canceled", "restored"]);

    let mut emulator = super::emulator().with("didww_restore_expired", json!("free"));
    let id = emulator.bought(json!({"billing_cycles_count": 0}));
    emulator.advance_ms(32 * DAY_MS);
    let left = emulator.left();
    emulator.changed(&id, json!({"terminated": false}));
    assert_eq!((emulator.left(), emulator.ledger().len()), (left, 1));
}

#[test]
fn renewals_count_down_and_are_paid() {
    let mut emulator = emulator().with("didww_balance", json!("900.00"));
    let id = emulator.bought(json!({"billing_cycles_count": 2}));
    let forever = emulator.bought(json!({}));
    let before = emulator.left();
    emulator.advance_ms(32 * DAY_MS);
    let renewed = emulator.did(&id);
    assert_eq!(renewed["billing_cycles_count"], 1);
    assert_eq!(renewed["expires_at"], "2026-03-05T09:00:10.000Z");
    assert!(emulator.left() < before);
    emulator.advance_ms(365 * DAY_MS);
    assert_eq!(emulator.send("GET", &format!("{DIDS}/{id}"), &Value::Null).0, 404);
    assert_eq!(emulator.did(&forever)["billing_cycles_count"], Value::Null);
    let found = emulator.newer("/v3/did_history?filter[method]=system&sort=-created_at");
    assert!(rows(&found).iter().any(|it| it["attributes"]["action"] == "renewed"));
    assert_eq!(emulator.ledger().len(), 2);
}

#[test]
fn changed_cycles_are_told_with_their_counts() {
    let mut emulator = emulator();
    let id = emulator.bought(json!({"billing_cycles_count": 5}));
    for count in [json!(0), json!(0), Value::Null] {
        emulator.changed(&id, json!({"billing_cycles_count": count}));
    }
    let target = "/v3/did_history?filter[action]=billing_cycles_count_changed\
                  &filter[created_at_gteq]=2026-01-05";
    let found = emulator.newer(target);
    let told: Vec<&Value> = rows(&found).iter().map(|it| &it["meta"]).collect();
    assert_eq!(told, [&json!({"from": "5", "to": "0"}), &json!({"from": "0", "to": ""})]);
    let number = emulator.did(&id)["number"].clone();
    assert_eq!(rows(&found)[0]["attributes"]["did_number"], number);
}

#[test]
fn terminating_a_did_of_a_pending_order_cancels_it() {
    let mut emulator = emulator();
    let (_, unit) = unit(&mut emulator, 50, 500);
    let left = emulator.left();
    let order = emulator.buys(json!({"items": [item(json!({"sku_id": unit, "qty": 2}))]}));
    let order = order["id"].as_str().unwrap();
    let dids = ids(&emulator.newer(&format!("{DIDS}?filter[order.id]={order}")));
    let mut strict = |value: bool| emulator.set("didww_terminates_bulk", json!(value)).unwrap();
    strict(false);
    let (status, body) = emulator.change(&dids[0], json!({"attributes": {"terminated": true}}));
    assert_eq!(
        (status, &body["errors"][0]["source"]["pointer"]),
        (422, &json!("/data/attributes/terminated"))
    );
    emulator.set("didww_terminates_bulk", json!(true)).unwrap();
    emulator.changed(&dids[0], json!({"terminated": true}));
    let shown = emulator.newer(&format!("/v3/orders/{order}"));
    assert_eq!(shown["data"]["attributes"]["status"], "canceled");
    assert_eq!(total(&emulator.newer(&format!("{DIDS}?filter[order.id]={order}"))), 0);
    assert_eq!(emulator.left(), left);
}

#[test]
fn a_registration_may_come_after_a_while() {
    let mut emulator = emulator().with("didww_registered_after_s", json!(3_600));
    let groups = emulator.newer(
        "/v3/did_groups?filter[needs_registration]=true&filter[is_available]=true\
         &include=stock_keeping_units&page[size]=1",
    );
    let unit = included(&groups, "stock_keeping_units")["id"].clone();
    let order = emulator.buys(json!({"items": [item(json!({"sku_id": unit, "qty": 1}))]}));
    let order = order["id"].as_str().unwrap();
    let id = ids(&emulator.newer(&format!("{DIDS}?filter[order.id]={order}"))).remove(0);
    let shown = |emulator: &mut Emulator| {
        let did = emulator.did(&id);
        [did["awaiting_registration"] == true, did["blocked"] == true]
    };
    assert_eq!(shown(&mut emulator), [true, true]);
    emulator.advance_ms(3_599_999);
    assert_eq!(shown(&mut emulator), [true, true]);
    emulator.advance_ms(1);
    assert_eq!(shown(&mut emulator), [false, false]);
}
