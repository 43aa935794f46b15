//! Purchases of every kind. Each has a content of its own in its round, by which the ledger tells it from others.

use std::collections::HashSet;

use serde_json::{Map, Value, json};

use crate::catalogue::Catalogue;
use crate::random::Random;
use crate::round::{Carrier, Plain};

/// An operation and its arguments.
pub(crate) type Wanted = (&'static str, Map<String, Value>);

/// What is left to buy in a round.
pub(crate) struct Goods<'a> {
    catalogue: &'a Catalogue,
    contents: HashSet<String>,
    skus: HashSet<&'a str>,
    numbers: usize,
    reservations: usize,
}

/// The kinds of purchase at a carrier.
pub(crate) fn kinds(carrier: Carrier) -> &'static [&'static str] {
    match carrier {
        Carrier::IdtExpress => &["quantity", "scenario", "skus"],
        Carrier::DialogTech => {
            &["local", "exchange", "canadian", "toll_free", "true800", "partial", "slot"]
        }
        Carrier::Didww => {
            &["sku", "items", "number", "reserved", "channels", "limited", "back_order"]
        }
    }
}

impl<'a> Goods<'a> {
    pub(crate) fn new(catalogue: &'a Catalogue) -> Self {
        let (contents, skus) = (HashSet::new(), HashSet::new());
        Self { catalogue, contents, skus, numbers: 0, reservations: 0 }
    }

    /// The requests that make the reservations which are bought.
    pub(crate) fn before(&self) -> Vec<Plain> {
        let made = self.catalogue.reservations.iter().take(self.reservations);
        made.map(|it| it.0.clone()).collect()
    }

    /// Something of this kind that is not bought yet; nothing where there is no more.
    pub(crate) fn take(&mut self, kind: &str, random: &mut Random) -> Option<Wanted> {
        // Some are taken already.
        (0..50).find_map(|_| match kind {
            "quantity" | "scenario" => self.quantity(kind == "scenario", random),
            "skus" => self.chosen(random),
            "sku" | "items" | "number" | "reserved" | "channels" | "limited" | "back_order" => {
                self.didww(kind, random)
            }
            _ => self.dialogtech(kind, random),
        })
    }

    fn quantity(&mut self, scenario: bool, random: &mut Random) -> Option<Wanted> {
        let groups = self.catalogue.groups.iter().copied();
        let groups: Vec<i64> =
            groups.filter(|it| (90_000..91_000).contains(it) == scenario).collect();
        let (group, quantity) = (random.one(&groups)?, random.between(1, 10));
        self.contents.insert(format!("{group}/{quantity}")).then_some(())?;
        Some(("create_order", members(json!({ "did_group_id": group, "quantity": quantity }))))
    }

    fn chosen(&mut self, random: &mut Random) -> Option<Wanted> {
        let (group, skus) = random.one(&self.catalogue.chosen)?;
        let count = usize::try_from(random.between(1, 4)).ok()?;
        let free = skus.iter().filter(|it| !self.skus.contains(it.as_str()));
        let free: Vec<&str> = free.map(String::as_str).take(count).collect();
        self.contents.insert(format!("{group}/{}", free.len())).then_some(())?;
        self.skus.extend(free.iter().copied());
        Some(("create_order_by_sku", members(json!({ "did_group_id": group, "did_skus": free }))))
    }

    fn dialogtech(&mut self, kind: &str, random: &mut Random) -> Option<Wanted> {
        let quantity =
            random.between(1, if matches!(kind, "toll_free" | "true800") { 26 } else { 9 });
        let area = random.text(&["555", "290", "293", "294", "212", "312", "415", "617", "305"]);
        let given = match kind {
            "exchange" => {
                json!({ "type": "local", "search": format!("{area}2{:02}", random.between(0, 60)) })
            }
            "canadian" => {
                json!({ "type": "canadian_local", "search": random.text(&["555", "416", "604"]) })
            }
            "toll_free" => json!({ "type": "tollfree" }),
            "true800" => json!({ "type": "true800" }),
            "partial" => {
                json!({ "type": "local", "search": random.text(&["291", "299"]), "allow_partial": true })
            }
            "slot" => json!({ "type": "local", "search": area, "order_slot": true }),
            _ => json!({ "type": "local", "search": area }),
        };
        let mut given = members(given);
        given.insert("quantity".to_owned(), quantity.into());
        let content = [given.get("type"), given.get("search"), given.get("quantity")];
        self.contents.insert(format!("{content:?}")).then_some(("order_numbers", given))
    }

    fn didww(&mut self, kind: &str, random: &mut Random) -> Option<Wanted> {
        let (group, sku) = random.one(&self.catalogue.skus)?;
        let item = json!({ "sku_id": sku, "qty": random.between(1, 4) });
        let given = match kind {
            "items" => {
                let (_, other) = random.one(&self.catalogue.skus)?;
                json!({ "items": [item, { "sku_id": other, "qty": 1, "billing_cycles_count": 2 }] })
            }
            "number" => {
                let (number, sku) = self.catalogue.numbers.get(self.numbers)?;
                self.numbers += 1;
                json!({ "items": [{ "sku_id": sku, "available_did_id": number }] })
            }
            "reserved" => {
                let (_, id, sku) = self.catalogue.reservations.get(self.reservations)?;
                self.reservations += 1;
                json!({ "items": [{ "sku_id": sku, "did_reservation_id": id }] })
            }
            "channels" => {
                let pool = random.one(&self.catalogue.pools)?;
                json!({ "items": [{ "capacity_pool_id": pool, "qty": random.between(1, 20) }] })
            }
            "limited" => json!({
                "items": [{ "sku_id": sku, "qty": 1, "did_group_id": group }],
                // Some are too dear.
                "max_monthly_price": random.text(&["1000.00", "1000.00", "0.10"]),
            }),
            "back_order" => json!({ "items": [item], "allow_back_ordering": true }),
            _ => json!({ "items": [item] }),
        };
        Some(("create_order", members(given)))
    }
}

pub(crate) fn members(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(members) => members,
        _ => Map::new(),
    }
}
