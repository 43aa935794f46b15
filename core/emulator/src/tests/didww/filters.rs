//! Every filter of the page, against the rows themselves.

use super::*;

/// The rows a filter finds, each of which must pass `holds`; there are some, and not all.
fn finds(emulator: &mut Emulator, query: &str, holds: impl Fn(&Value) -> bool) -> Value {
    let all = "include=order,did_group.country,did_group.region,did_group.city,voice_in_trunk,\
               voice_in_trunk_group,capacity_pool,shared_capacity_group,address_verification";
    let document = emulator.dids(&format!("page[size]=1000&{all}&{query}"));
    let found = rows(&document);
    assert!(found.iter().all(&holds), "{query}");
    let whole = emulator.dids(&format!("page[size]=1000&{all}"));
    let expected = rows(&whole).iter().filter(|row| holds(row)).count();
    assert!((1..rows(&whole).len()).contains(&expected), "{query}: {expected}");
    assert_eq!(found.len(), expected, "{query}");
    assert_eq!(total(&document) as usize, expected, "{query}");
    document
}

fn account() -> Emulator {
    emulator().with("dids", json!(300)).with("didww_max_page_size", json!(1000))
}

#[test]
fn attributes_are_filtered() {
    let mut emulator = account();
    for name in ["terminated", "awaiting_registration", "blocked"] {
        for value in [true, false] {
            let query = format!("filter[{name}]={value}");
            finds(&mut emulator, &query, |row| row["attributes"][name] == value);
        }
    }
    finds(&mut emulator, "filter[pending_removal]=true", |row| {
        row["attributes"]["billing_cycles_count"] == 0
    });
    finds(&mut emulator, "filter[billing_cycles_count]=999", |row| {
        row["attributes"]["billing_cycles_count"] == 999
    });
    finds(&mut emulator, "filter[billing_cycles_count]=", |row| {
        row["attributes"]["billing_cycles_count"].is_null()
    });
    let found = finds(&mut emulator, "filter[number]=437xxxxxxxxx,16091609123456797", |row| {
        let number = row["attributes"]["number"].as_str().unwrap();
        number.contains('x') || number.len() == 17
    });
    assert_eq!(total(&found), 3);
    finds(&mut emulator, "filter[description]=front%20desk", |row| {
        row["attributes"]["description"] == "front desk"
    });
    finds(&mut emulator, "filter[description]=%22Sales,%20%22%22hot%22%22%20line%22", |row| {
        row["attributes"]["description"] == "Sales, \"hot\" line"
    });
    finds(&mut emulator, "filter[description]=", |row| {
        let description = &row["attributes"]["description"];
        description.is_null() || description == ""
    });
}

#[test]
fn relationships_are_filtered_and_a_blank_finds_what_has_none() {
    let mut emulator = account();
    for name in [
        "did_group",
        "order",
        "voice_in_trunk",
        "voice_in_trunk_group",
        "shared_capacity_group",
        "capacity_pool",
        "address_verification",
    ] {
        let whole = emulator.dids(&format!("page[size]=1000&include={name}"));
        let linked = |row: &Value| row["relationships"][name]["data"]["id"].clone();
        let mut ids: Vec<Value> = rows(&whole).iter().map(linked).collect();
        ids.retain(|id| !id.is_null());
        ids.dedup();
        let (one, other) = (ids[0].clone(), ids.iter().find(|id| **id != ids[0]).unwrap().clone());
        let text = |id: &Value| id.as_str().unwrap().to_owned();
        finds(&mut emulator, &format!("filter[{name}.id]={}", text(&one)), |row| {
            linked(row) == one
        });
        let both = format!("filter[{name}.id]={},{}", text(&one), text(&other));
        finds(&mut emulator, &both, |row| linked(row) == one || linked(row) == other);
        if name != "did_group" {
            finds(&mut emulator, &format!("filter[{name}.id]="), |row| linked(row).is_null());
        }
    }
}

#[test]
fn places_belong_to_the_group() {
    let mut emulator = account();
    let whole =
        emulator.dids("page[size]=1000&include=did_group.country,did_group.region,did_group.city");
    for (name, type_name) in [("country", "countries"), ("region", "regions"), ("city", "cities")] {
        let id = included(&whole, type_name)["id"].as_str().unwrap().to_owned();
        let groups: Vec<&Value> = whole["included"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|object| object["type"] == "did_groups")
            .filter(|group| group["relationships"][name]["data"]["id"] == id)
            .map(|group| &group["id"])
            .collect();
        finds(&mut emulator, &format!("filter[{name}.id]={id}"), |row| {
            groups.contains(&&row["relationships"]["did_group"]["data"]["id"])
        });
    }
    let no_city = emulator.dids("filter[city.id]=&filter[region.id]=&include=did_group.city");
    let all = no_city["included"].as_array().unwrap();
    assert!(total(&no_city) > 0 && all.iter().all(|object| object["type"] == "did_groups"));
    assert_eq!(total(&emulator.dids("filter[country.id]=")), 0);
}

#[test]
fn orders_are_found_by_their_reference_and_groups_by_their_features() {
    let mut emulator = account();
    let whole = emulator.dids("page[size]=1000&include=order,did_group");
    let order = included(&whole, "orders");
    let reference = order["attributes"]["reference"].as_str().unwrap();
    finds(&mut emulator, &format!("filter[order.reference]={reference}"), |row| {
        row["relationships"]["order"]["data"]["id"] == order["id"]
    });
    let with = |features: &[&str], all: bool| -> Vec<Value> {
        let groups = whole["included"].as_array().unwrap().iter();
        let groups = groups.filter(|object| object["type"] == "did_groups");
        let has = |group: &&Value| {
            let own = group["attributes"]["features"].as_array().unwrap();
            let mut each = features.iter().map(|feature| own.contains(&json!(feature)));
            if all { each.all(|has| has) } else { each.any(|has| has) }
        };
        groups.filter(has).map(|group| group["id"].clone()).collect()
    };
    let query = "filter[did_group.features]=sms_in,t38";
    let any = with(&["sms_in", "t38"], false);
    finds(&mut emulator, query, |row| {
        any.contains(&row["relationships"]["did_group"]["data"]["id"])
    });
    let mut strict = emulator.with("didww_features_filter", json!("all"));
    let all = with(&["sms_in", "t38"], true);
    finds(&mut strict, query, |row| all.contains(&row["relationships"]["did_group"]["data"]["id"]));
}

#[test]
fn filters_are_and() {
    let mut emulator = account();
    finds(&mut emulator, "filter[blocked]=true&filter[terminated]=false", |row| {
        row["attributes"]["blocked"] == true && row["attributes"]["terminated"] == false
    });
    assert_eq!(total(&emulator.dids("filter[blocked]=false&filter[terminated]=true")), 0);
    let twice = emulator.dids("filter[blocked]=true&filter[blocked]=false");
    assert_eq!(total(&twice), total(&emulator.dids("filter[blocked]=false")));
    let nobodys = "filter[did_group.id]=00000000-0000-4000-8000-000000000000";
    assert_eq!(total(&emulator.dids(nobodys)), 0);
}

#[test]
fn blanks_and_lists_the_page_forbids_are_refused_unless_a_switch_says_otherwise() {
    let mut emulator = account();
    for query in [
        "filter[terminated]=",
        "filter[blocked]=true,false",
        "filter[awaiting_registration]=yes",
        "filter[billing_cycles_count]=1,2",
        "filter[billing_cycles_count]=x",
        "filter[order.reference]=",
        "filter[did_group.features]=",
    ] {
        assert_eq!(emulator.codes(query), (400, vec!["107".to_owned()]), "{query}");
    }
    let mut lenient = emulator.with("didww_strict_filters", json!(false));
    assert!(total(&lenient.dids("filter[billing_cycles_count]=0,999")) > 0);
    let mut ignoring = lenient.with("didww_blank_filter", json!("all"));
    assert_eq!(total(&ignoring.dids("filter[voice_in_trunk.id]=")), 300);
}

#[test]
fn filters_that_documents_disagree_about_are_switches() {
    let mut emulator = account();
    let document = emulator.dids("page[size]=2");
    let id = format!("filter[id]={}", ids(&document)[1]);
    for query in [id.as_str(), "filter[trunk.id]=", "filter[nanpa_prefix.id]=x"] {
        assert_eq!(emulator.codes(query), (400, vec!["102".to_owned()]), "{query}");
    }
    let mut more = emulator.with("didww_more_filters", json!(true));
    assert_eq!(ids(&more.dids(&id)), [ids(&document)[1].as_str()]);
    assert!(total(&more.dids("filter[trunk.id]=")) > 0);
    let mut less = more.with("didww_pending_removal", json!(false));
    assert_eq!(less.codes("filter[pending_removal]=true").1, ["102"]);
}
