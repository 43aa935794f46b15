//! Every fault that the emulator's server knows, with random members.

use serde_json::{Map, Value, json};

use crate::goods::members;
use crate::random::Random;
use crate::round::Carrier;

/// Faults of purchases: the emulator's, and four that the client's side makes.
pub(crate) const OF_PURCHASES: &[&str] = &[
    "none",
    "reset_before",
    "reset_after",
    "error_after",
    "status",
    "delay",
    "truncate",
    "cut",
    "drip",
    "garbage",
    "wrong_type",
    "huge",
    "deep",
    "redirect",
    "twice",
    "twice_lost",
    "without",
    "unfiltered",
    "entities",
    "external_entity",
    "hang",
    "hang_after",
    "never",
    "never_after",
    // The call's future is dropped, the host refuses connections, or the deadline is short.
    "cancel",
    "cancel_late",
    "unreachable",
    "deadline",
];

/// Faults of the reading of orders.
pub(crate) const OF_READS: &[&str] = &[
    "reset_before",
    "reset_after",
    "error_after",
    "status",
    "gone",
    "delay",
    "truncate",
    "cut",
    "drip",
    "garbage",
    "wrong_type",
    "huge",
    "deep",
    "redirect",
    "twice",
    // Of these there are many.
    "without",
    "without",
    "without",
    "unfiltered",
    "unfiltered",
    "unfiltered",
    "hang",
];

/// What takes no time.
pub(crate) const QUICK: &[&str] = &[
    "reset_before",
    "reset_after",
    "error_after",
    "status",
    "truncate",
    "cut",
    "garbage",
    "wrong_type",
    "huge",
    "deep",
    "redirect",
    "twice",
    "twice_lost",
    "without",
    "entities",
];

/// The route of purchases.
pub(crate) fn route(carrier: Carrier) -> &'static str {
    match carrier {
        Carrier::IdtExpress => "POST /v1/dids/orders",
        Carrier::DialogTech => "/ibp_api.php",
        Carrier::Didww => "POST /v3/orders",
    }
}

/// The routes by which orders are read back.
pub(crate) fn read_routes(carrier: Carrier) -> &'static [&'static str] {
    match carrier {
        Carrier::IdtExpress => &["GET /v1/dids/orders", "GET /v1/dids/orders/*"],
        Carrier::DialogTech => &[],
        Carrier::Didww => &["GET /v3/orders"],
    }
}

/// A rule for the n-th request of a route.
pub(crate) fn nth(name: &str, route: &str, nth: u64, random: &mut Random) -> Option<Value> {
    let mut rule = fault(name, route, random)?;
    rule.insert("nth".to_owned(), nth.into());
    Some(rule.into())
}

/// A rule for some of the requests of a route.
pub(crate) fn some(name: &str, route: &str, percent: u64, random: &mut Random) -> Option<Value> {
    let mut rule = fault(name, route, random)?;
    rule.insert("probability".to_owned(), json!(percent as f64 / 100.0));
    Some(rule.into())
}

/// Whether it takes until the caller's time is up.
pub(crate) fn is_slow(name: &str) -> bool {
    matches!(name, "delay" | "drip" | "hang" | "hang_after" | "never" | "never_after")
}

fn fault(name: &str, route: &str, random: &mut Random) -> Option<Map<String, Value>> {
    let fault = match name {
        "none" | "cancel" | "cancel_late" | "unreachable" | "deadline" => return None,
        "error_after" => json!({ "status": number(random, &[408, 413, 429, 500, 502, 503, 504]) }),
        "status" => {
            json!({ "status": number(random, &[400, 401, 403, 404, 408, 409, 415, 422, 429, 500, 502, 503, 504]) })
        }
        "delay" => json!({ "seconds": random.between(1, 100) as f64 / 1000.0 }),
        "truncate" | "cut" => json!({ "after": random.between(0, 900) }),
        "drip" => json!({ "seconds_per_byte": random.between(0, 3) as f64 / 1000.0 }),
        "huge" => json!({ "bytes": random.between(16, 200_000) }),
        "deep" => json!({ "levels": random.between(1, 5000) }),
        // To itself, so that following it would buy again.
        "redirect" => {
            let location = route.split(' ').next_back().unwrap_or_default().replace("/*", "");
            json!({ "location": location, "status": number(random, &[301, 302, 303, 307, 308]) })
        }
        "gone" => json!({ "fault": "status", "status": 404 }),
        "twice_lost" => json!({ "fault": "twice", "lost": true }),
        "without" => {
            let members = [
                "id",
                "order",
                "orders",
                "order_items",
                "status",
                "created_at",
                "did_group",
                "ordered",
                "quantity",
                "total",
                "page",
                "meta",
                "data",
                "attributes",
                "external_reference_id",
                "type",
                "amount",
            ];
            json!({ "member": random.text(&members) })
        }
        _ => json!({}),
    };
    let mut fault = members(fault);
    fault.insert("route".to_owned(), route.into());
    fault.entry("fault").or_insert_with(|| name.into());
    Some(fault)
}

fn number(random: &mut Random, of: &[u16]) -> u16 {
    random.one(of).copied().unwrap_or(500)
}
