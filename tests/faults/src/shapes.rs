//! The emulator's switches that a round sets.

use serde_json::{Map, Value, json};

use crate::goods::members;
use crate::random::Random;
use crate::round::{Buy, Carrier};

/// An account with money and a short history.
pub(crate) fn account(carrier: Carrier) -> Map<String, Value> {
    members(match carrier {
        Carrier::IdtExpress => json!({ "balance": "1000000.00" }),
        Carrier::DialogTech => json!({}),
        Carrier::Didww => {
            json!({ "dids": 7, "didww_balance": "1000000.00", "didww_rate_limit": null })
        }
    })
}

/// Too little money, or too many requests.
pub(crate) fn scarce(carrier: Carrier, random: &mut Random) -> Map<String, Value> {
    let money = format!("{}.50", random.between(0, 60));
    members(match (carrier, random.percent(50)) {
        (Carrier::IdtExpress, true) => json!({ "balance": money }),
        (Carrier::IdtExpress, false) => {
            json!({ "throttle_after": random.between(2, 9), "throttle_window_s": 1 })
        }
        (Carrier::DialogTech, _) => {
            let rule = random.text(&["asked", "bought", "limits"]);
            let free = random.between(0, 20);
            json!({ "dialog_tech_free_slots": free, "dialog_tech_slot_rule": rule })
        }
        (Carrier::Didww, true) => json!({ "didww_balance": money, "didww_credit": "0.00" }),
        (Carrier::Didww, false) => json!({ "didww_rate_limit": random.between(2, 6) }),
    })
}

/// An answer of another shape.
pub(crate) fn one(carrier: Carrier, random: &mut Random) -> Map<String, Value> {
    let shapes = match carrier {
        Carrier::IdtExpress => json!([
            { "post_status": 201 }, { "numeric_ids": true }, { "string_group_ids": true },
            { "report_all_errors": true }, { "missing_optionals": true }, { "meta_empty": true },
            { "numbers_member": "dids" }, { "out_of_stock": "backorder" }, { "feature_enabled": false },
            { "backordered_order_status": "Complete" }, { "quota": true },
        ]),
        Carrier::DialogTech => json!([
            { "dialog_tech_prolog": "declaration" }, { "dialog_tech_prolog": "none" }, { "dialog_tech_bom": true },
            { "dialog_tech_leading_space": true }, { "dialog_tech_encoding": "iso-8859-1" },
            { "dialog_tech_encoding": "utf-16" }, { "dialog_tech_encoding": "mislabelled" },
            { "dialog_tech_success_word": "ok" }, { "dialog_tech_failure_word": "error" },
            { "dialog_tech_failure_status": 400 }, { "dialog_tech_quantity_element": "asked" },
            { "dialog_tech_quantity_element": "wrong" }, { "dialog_tech_quantity_element": "absent" },
            { "dialog_tech_none_available": "empty" }, { "dialog_tech_content_type": "text/html" },
        ]),
        Carrier::Didww => json!([
            { "didww_links": "broken" }, { "didww_links": "absent" }, { "didww_meta": "no_version" },
            { "didww_meta": "absent" }, { "didww_single_object": true }, { "didww_included": false },
            { "didww_self_links": true }, { "didww_leading_space": true }, { "didww_errors_object": true },
            { "didww_collect_errors": false }, { "didww_vat": 20 }, { "didww_charge_at": "complete" },
            { "didww_order_ends": "canceled" }, { "didww_version": "2026-04-16" },
            { "didww_dids_after_s": 5 },
        ]),
    };
    let shapes = shapes.as_array().map_or(&[][..], Vec::as_slice);
    random.one(shapes).cloned().map(members).unwrap_or_default()
}

/// A list that shows new orders only after so many seconds.
pub(crate) fn late(carrier: Carrier, seconds: u64) -> Map<String, Value> {
    members(match carrier {
        Carrier::IdtExpress => json!({ "order_visible_after_s": seconds }),
        Carrier::DialogTech => json!({}),
        Carrier::Didww => json!({ "didww_order_visible_after_s": seconds }),
    })
}

/// The switch that places an order of somebody else for the same as this purchase.
pub(crate) fn order_of_others(
    carrier: Carrier,
    buy: &Buy,
    at_s: i64,
) -> Option<Map<String, Value>> {
    let given = &buy.arguments;
    match carrier {
        Carrier::IdtExpress => {
            let chosen = given.get("did_skus").and_then(Value::as_array).map(Vec::len);
            let quantity =
                chosen.map_or_else(|| given.get("quantity").cloned(), |it| Some(it.into()))?;
            let group = given.get("did_group_id")?;
            let order = json!({ "did_group_id": group, "quantity": quantity, "at_s": at_s });
            Some(members(json!({ "others_order": order })))
        }
        Carrier::DialogTech => None,
        Carrier::Didww => {
            let item = given.get("items")?.get(0)?;
            // Numbers and channels can be bought again, a single number cannot.
            let (sku, qty) = (item.get("sku_id")?, item.get("qty")?);
            let item =
                json!({ "type": "did_order_items", "attributes": { "sku_id": sku, "qty": qty } });
            Some(members(json!({ "didww_others_order": { "items": [item] } })))
        }
    }
}

/// Options of clients.
pub(crate) fn options(carrier: Carrier, random: &mut Random) -> Map<String, Value> {
    members(match (carrier, random.between(0, 4)) {
        (Carrier::DialogTech, 0 | 1) => json!({ "order_method": "post" }),
        (_, 0) => json!({ "max_retries": 0 }),
        (_, 1) => json!({ "max_body_bytes": 20_000 }),
        (_, 2) => json!({ "max_connections": 1 }),
        _ => json!({ "requests_per_second": 200.0 }),
    })
}
