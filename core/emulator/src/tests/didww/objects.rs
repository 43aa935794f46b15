//! Included objects, sparse fields, single objects and relationships.

use super::*;
use std::collections::BTreeSet;

const ALL: &str = "order,voice_in_trunk,voice_in_trunk.voice_in_trunk_group,voice_in_trunk.pop,\
                   voice_in_trunk_group,capacity_pool,shared_capacity_group,did_group,\
                   did_group.country,did_group.city,did_group.region,did_group.did_group_type,\
                   did_group.stock_keeping_units";

#[test]
fn every_include_of_the_page_brings_its_objects_once() {
    let mut emulator = emulator().with("didww_includes", json!("page_only"));
    let document = emulator.dids(&format!("page[size]=100&include={ALL}"));
    let objects = document["included"].as_array().unwrap();
    let key = |object: &Value| (object["type"].to_string(), object["id"].to_string());
    let keys: BTreeSet<_> = objects.iter().map(key).collect();
    assert_eq!(keys.len(), objects.len());
    let types: BTreeSet<&str> = objects.iter().map(|o| o["type"].as_str().unwrap()).collect();
    let expected = BTreeSet::from([
        "orders",
        "voice_in_trunks",
        "voice_in_trunk_groups",
        "pops",
        "capacity_pools",
        "shared_capacity_groups",
        "did_groups",
        "countries",
        "cities",
        "regions",
        "did_group_types",
        "stock_keeping_units",
    ]);
    assert_eq!(types, expected);
    // Whatever is linked is there.
    for row in rows(&document) {
        for name in ["order", "did_group", "voice_in_trunk", "capacity_pool"] {
            let data = &row["relationships"][name]["data"];
            assert!(data.is_null() || keys.contains(&key(data)), "{name}: {data}");
        }
    }
    assert_eq!(emulator.codes("include=address_verification").1, ["112"]);
}

#[test]
fn only_included_relationships_tell_where_they_lead() {
    let mut emulator = emulator();
    let document = emulator.dids("include=voice_in_trunk");
    let has_data = |name: &str| {
        let has = |row: &Value| row["relationships"][name].get("data").is_some();
        rows(&document).iter().filter(|row| has(row)).count()
    };
    assert_eq!((has_data("voice_in_trunk"), has_data("voice_in_trunk_group")), (50, 0));
    let none = rows(&document)
        .iter()
        .filter(|row| row["relationships"]["voice_in_trunk"]["data"].is_null());
    assert!(none.count() > 0);
    assert!(emulator.dids("").get("included").is_none());
    let blank = emulator.dids("filter[voice_in_trunk.id]=&include=voice_in_trunk");
    assert!(blank.get("included").is_none());
}

#[test]
fn other_includes_are_switches() {
    let mut emulator = emulator().with("dids", json!(200));
    let verified = emulator.dids("page[size]=100&include=address_verification");
    assert_eq!(
        included(&verified, "address_verifications")["attributes"]["callback_method"],
        "POST"
    );
    let path = "include=capacity_pool.qty_based_pricings&page[size]=10";
    assert_eq!(emulator.codes(path).1, ["112"]);
    let mut any = emulator.with("didww_includes", json!("any"));
    let document = any.dids(path);
    assert_eq!(included(&document, "qty_based_pricings")["attributes"]["setup_price"], "0.0");
    let pool = &included(&document, "capacity_pools")["relationships"]["qty_based_pricings"];
    assert_eq!(pool["data"].as_array().unwrap().len(), 3);
    any.set("didww_max_page_size", json!(200)).unwrap();
    let groups = any.dids("page[size]=200&include=voice_in_trunk_group.voice_in_trunks");
    let empty = groups["included"].as_array().unwrap().iter().filter(|object| {
        object["type"] == "voice_in_trunk_groups" && object["meta"]["trunks_count"] == 0
    });
    assert!(empty.clone().count() > 0);
    for group in empty {
        assert_eq!(group["relationships"]["voice_in_trunks"]["data"], json!([]));
    }
}

#[test]
fn fields_prune_attributes_and_relationships() {
    let mut emulator = emulator();
    let document = emulator.dids(
        "fields[dids]=number,order&fields[orders]=reference&include=order,did_group&page[size]=5",
    );
    for row in rows(&document) {
        assert_eq!(row["attributes"].as_object().unwrap().keys().collect::<Vec<_>>(), ["number"]);
        assert_eq!(row["relationships"].as_object().unwrap().keys().collect::<Vec<_>>(), ["order"]);
    }
    let order = included(&document, "orders");
    assert_eq!(order["attributes"].as_object().unwrap().len(), 1);
    assert!(order.get("relationships").is_none());
    assert_eq!(included(&document, "did_groups")["attributes"].as_object().unwrap().len(), 5);
    let bare = emulator.dids("fields[dids]=&page[size]=1");
    assert_eq!(bare["data"][0].as_object().unwrap().keys().collect::<Vec<_>>(), ["id", "type"]);
}

#[test]
fn an_object_is_shown_alone_with_its_relationships() {
    let mut emulator = emulator();
    let listed = emulator.dids("page[size]=100&include=did_group,voice_in_trunk,order");
    let row =
        rows(&listed).iter().find(|row| row["relationships"]["voice_in_trunk"]["data"].is_null());
    let id = row.unwrap()["id"].as_str().unwrap();
    let path = format!("{DIDS}/{id}");
    let shown = emulator.document(&format!("{path}?include=did_group,voice_in_trunk,order"));
    assert_eq!(&shown["data"], row.unwrap());
    let group = included(&shown, "did_groups");
    let whole = emulator.document(&format!("{path}/did_group"));
    assert_eq!(whole["data"]["attributes"], group["attributes"]);
    let country = emulator.document(&format!("{path}/did_group?include=country"));
    assert_eq!(included(&country, "countries")["type"], "countries");
    let linkage = emulator.document(&format!("{path}/relationships/did_group"));
    assert_eq!(linkage["data"], json!({"type": "did_groups", "id": group["id"]}));
    assert_eq!(emulator.document(&format!("{path}/voice_in_trunk"))["data"], Value::Null);
    let id = group["id"].as_str().unwrap();
    let units = emulator.document(&format!("/v3/did_groups/{id}/stock_keeping_units"));
    assert_eq!(rows(&units).len(), 2);
    assert_eq!(emulator.told(&request(&format!("{path}/bogus"))).0, 404);
}

#[test]
fn every_member_of_every_object_may_be_a_field() {
    let mut emulator = emulator().with("didww_odd_rows", json!(false));
    let include = format!("page[size]=100&include={ALL},address_verification");
    let whole = emulator.dids(&include);
    let mut fields = std::collections::BTreeMap::new();
    for object in rows(&whole).iter().chain(whole["included"].as_array().unwrap()) {
        let members = ["attributes", "relationships"].into_iter();
        let names = members.filter_map(|member| object[member].as_object());
        let names: Vec<String> = names.flat_map(|names| names.keys().cloned()).collect();
        fields.insert(object["type"].as_str().unwrap(), names.join(","));
    }
    assert_eq!(fields.len(), 14);
    let named: String =
        fields.iter().map(|(name, fields)| format!("&fields[{name}]={fields}")).collect();
    let again = emulator.dids(&format!("{include}{named}"));
    assert_eq!((&again["data"], &again["included"]), (&whole["data"], &whole["included"]));
}
