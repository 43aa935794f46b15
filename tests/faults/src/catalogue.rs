//! What there is to buy, as the emulator of a campaign's seed offers it.

use serde_json::{Value, json};

use crate::round::Plain;
use crate::server::{DIDWW, IDT_EXPRESS, Server};

/// What can be bought.
pub(crate) struct Catalogue {
    /// DID groups of IDT Express, by id.
    pub(crate) groups: Vec<i64>,
    /// Groups with the skus of their next numbers.
    pub(crate) chosen: Vec<(i64, Vec<String>)>,
    /// DID groups of DIDWW that have numbers, each with one of its SKUs.
    pub(crate) skus: Vec<(String, String)>,
    /// Single numbers, each with a SKU of its group.
    pub(crate) numbers: Vec<(String, String)>,
    /// The reservations that making them in order leads to: the request, its id, and the SKU.
    pub(crate) reservations: Vec<(Plain, String, String)>,
    /// Pools of channels.
    pub(crate) pools: Vec<String>,
}

impl Catalogue {
    /// Asks the emulator. Ids follow from its seed, so that they are the same in each round.
    pub(crate) fn read(server: &Server, seed: u64) -> Result<Self, String> {
        // An account with a short history: its orders are read over and over.
        let switches = json!({ "dids": 7, "didww_rate_limit": null });
        server.set("reset", &json!({ "seed": seed, "switches": switches }))?;
        let mut groups = Vec::new();
        for country in ["BR", "PE", "GB", "LI"] {
            let target = format!("/v1/dids/coverage/did_groups?country_iso={country}");
            let answer = server.ask("GET", &target, IDT_EXPRESS, "")?;
            groups
                .extend(list(&answer, "did_groups").iter().filter_map(|it| it.get("id")?.as_i64()));
        }
        let mut chosen = Vec::new();
        for group in groups.iter().take(6) {
            let target = format!("/v1/dids/coverage/did_groups/{group}/browse_numbers");
            let answer = server.ask("GET", &target, IDT_EXPRESS, "")?;
            let skus = list(&answer, "numbers").iter().filter_map(|it| text(it, "/sku")).collect();
            chosen.push((*group, skus));
        }
        let include = "include=stock_keeping_units&page[size]=100";
        let answer = server.ask("GET", &format!("/v3/did_groups?{include}"), DIDWW, "")?;
        let has_numbers =
            |it: &&Value| it.pointer("/meta/total_count").and_then(Value::as_i64) > Some(100);
        let skus: Vec<_> =
            list(&answer, "data").iter().filter(has_numbers).filter_map(sku).collect();
        let include = "include=did_group.stock_keeping_units";
        let answer = server.ask("GET", &format!("/v3/available_dids?{include}"), DIDWW, "")?;
        let numbers: Vec<_> = list(&answer, "data")
            .iter()
            .filter_map(|it| {
                let group = it.pointer("/relationships/did_group/data/id");
                let mut included = list(&answer, "included").iter();
                let (_, sku) = included.find(|it| it.get("id") == group).and_then(sku)?;
                Some((text(it, "/id")?, sku))
            })
            .collect();
        let answer = server.ask("GET", "/v3/capacity_pools", DIDWW, "")?;
        let pools = list(&answer, "data").iter().filter_map(|it| text(it, "/id")).collect();
        let mut reservations = Vec::new();
        // The others stay for orders of numbers.
        for (number, sku) in numbers.iter().take(4) {
            let plain = reservation(number);
            let made = server.ask("POST", &plain.target, DIDWW, &plain.body)?;
            let id = text(&made, "/data/id").ok_or("a reservation has no id")?;
            reservations.push((plain, id, sku.clone()));
        }
        let numbers = numbers.into_iter().skip(4).collect();
        Ok(Self { groups, chosen, skus, numbers, reservations, pools })
    }
}

fn reservation(number: &str) -> Plain {
    let number = json!({ "data": { "type": "available_dids", "id": number } });
    let relationships = json!({ "available_did": number });
    let made = json!({
        "data": { "type": "did_reservations", "attributes": {}, "relationships": relationships }
    });
    Plain {
        method: "POST".to_owned(),
        target: "/v3/did_reservations".to_owned(),
        headers: DIDWW.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect(),
        body: made.to_string(),
    }
}

/// A group of DIDWW, with its first SKU.
fn sku(group: &Value) -> Option<(String, String)> {
    let sku = text(group, "/relationships/stock_keeping_units/data/0/id")?;
    Some((text(group, "/id")?, sku))
}

fn list<'a>(answer: &'a Value, name: &str) -> &'a [Value] {
    answer.get(name).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

fn text(value: &Value, place: &str) -> Option<String> {
    value.pointer(place)?.as_str().map(str::to_owned)
}
