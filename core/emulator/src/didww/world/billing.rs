//! Orders, capacity, and the verification of addresses.

use super::World;
use super::trunks::external_id;
use crate::didww::kind::Kind;
use crate::didww::version::Version;
use crate::didww::wire::Attributes;
use crate::time;

impl World<'_> {
    /// The reference of an order, such as `KTH-650932`.
    pub(crate) fn order_reference(self, order: u32) -> String {
        let bits = self.draw(2, order);
        let letter = |shift: u32| char::from(b'A' + (bits >> shift & 0xff) as u8 % 26);
        // No two orders have the same digits, until there are a million.
        let digits = (u64::from(order) * 48_271 + 650_932) % 1_000_000;
        format!("{}{}{}-{digits:06}", letter(0), letter(8), letter(16))
    }

    pub(super) fn order_attributes(self, order: u32, out: &mut Attributes<'_>) {
        out.text("reference", &self.order_reference(order));
        let status = match order % 11 {
            4 => "pending",
            7 => "canceled",
            _ => "completed",
        };
        out.text(
            "amount",
            ["5.98", "12.0", "0.5", "100"].get(order as usize % 4).unwrap_or(&"0.0"),
        );
        out.text("status", &out.version.word(status));
        let created_ms = self.ordered_ms(order);
        out.text("created_at", &time::rfc3339_ms(created_ms));
        out.text("description", "DID");
        if out.version > Version::V2017 {
            let called = order % 3 == 1;
            out.optional("callback_url", called.then_some("https://example.com/webhook/orders"));
            let method = out.version.method(if order.is_multiple_of(2) { "post" } else { "get" });
            out.optional("callback_method", called.then_some(&method));
        }
        external_id(order, out);
        out.json("items", &self.order_items(order, status == "pending", created_ms));
    }

    fn order_items(self, order: u32, pending: bool, created_ms: u64) -> String {
        let day = |ms| if pending { "null".to_owned() } else { format!("\"{}\"", time::day(ms)) };
        let (from, to) = (day(created_ms), day(created_ms + MONTH_MS));
        let first = order * DIDS_AN_ORDER;
        let group = self.id(Kind::DidGroup, self.did(first).group);
        let qty = DIDS_AN_ORDER.min(self.count(Kind::Did).saturating_sub(first));
        let prorated = order % 2 == 1;
        let fee = if order % 5 == 2 { FEE } else { "" };
        format!(
            "[{fee}{{\"type\":\"did_order_items\",\"attributes\":{{\"qty\":{qty},\
             \"nrc\":\"0.0\",\"mrc\":\"5.6\",\"prorated_mrc\":{prorated},\
             \"billed_from\":{from},\"billed_to\":{to},\"setup_price\":\"0.0\",\
             \"monthly_price\":\"5.6\",\"did_group_id\":\"{group}\"}}}}]"
        )
    }

    fn ordered_ms(self, order: u32) -> u64 {
        self.did(order * DIDS_AN_ORDER).created_ms.saturating_sub(9_000)
    }
}

/// The countries, shared groups or pricings of a pool.
pub(super) fn of_pool(pool: u32, to: Kind) -> Vec<u32> {
    match to {
        Kind::Country => (0..12).filter(|country| country % 3 == pool).collect(),
        Kind::SharedCapacityGroup => {
            (0..SHARED_GROUPS).filter(|group| pool_of_shared_group(*group) == pool).collect()
        }
        _ => (0..PRICINGS).map(|pricing| pool * PRICINGS + pricing).collect(),
    }
}

/// The pool of a shared capacity group.
pub(super) fn pool_of_shared_group(group: u32) -> u32 {
    group % POOLS.len() as u32
}

pub(super) fn pool_attributes(place: u32, out: &mut Attributes<'_>) {
    out.text("name", POOLS.get(place as usize).copied().unwrap_or_default());
    out.text("renew_date", "2026-02-21");
    out.number("total_channels_count", 10 + place);
    out.number("assigned_channels_count", 6);
    out.number("minimum_limit", 5 * place);
    out.number("minimum_qty_per_order", 1);
    out.text("setup_price", "0.0");
    out.text("monthly_price", if place == 0 { "25.0" } else { "15.00" });
    out.text("metered_rate", "0.0025");
}

pub(super) fn pricing_attributes(place: u32, out: &mut Attributes<'_>) {
    out.number("qty", 5 * (1 + place % PRICINGS));
    out.text("setup_price", "0.0");
    out.text("monthly_price", if place.is_multiple_of(PRICINGS) { "12.0" } else { "9.75" });
}

pub(super) fn shared_group_attributes(place: u32, out: &mut Attributes<'_>) {
    out.text("name", if place == 0 { "didww" } else { "Call centre" });
    out.number("shared_channels_count", 19 + place);
    out.text("created_at", &time::rfc3339_ms(CREATED_MS + u64::from(place) * 86_400_000));
    out.optional_number("metered_channels_count", (place % 3 != 2).then_some(place));
    external_id(place, out);
}

pub(super) fn verification_attributes(place: u32, out: &mut Attributes<'_>) {
    let status = ["approved", "pending", "rejected"].get(place as usize % 3).unwrap_or(&"pending");
    let newer = out.version >= Version::V2026April;
    out.text("reference", &format!("AHB-{:06}", 291_174 + place));
    out.text("status", &out.version.word(status));
    match (*status, newer) {
        ("rejected", true) => out.words("reject_reasons", &REASONS),
        ("rejected", false) => out.text("reject_reasons", &REASONS.join("; ")),
        _ => out.optional("reject_reasons", None),
    }
    if newer {
        let comment = (*status == "rejected").then_some("Please send a newer bill.");
        out.optional("reject_comment", comment);
    }
    out.text("service_description", "Address verification for registration");
    let called = place.is_multiple_of(2);
    out.optional("callback_url", called.then_some("https://example.com/webhook/verification"));
    let method = out.version.method("post");
    out.optional("callback_method", called.then_some(&method));
    external_id(place, out);
    out.text("created_at", &time::rfc3339_ms(CREATED_MS + u64::from(place) * 604_800_000));
}

/// How many DIDs an order brought.
pub(super) const DIDS_AN_ORDER: u32 = 7;
pub(super) const POOLS: [&str; 3] = ["Standard", "Extended Pool", "Worldwide"];
/// Pricings a pool.
pub(super) const PRICINGS: u32 = 3;
pub(super) const SHARED_GROUPS: u32 = 6;
pub(super) const VERIFICATIONS: u32 = 12;

/// 2018-06-19T11:41:21.644Z
const CREATED_MS: u64 = 1_529_408_481_644;
const MONTH_MS: u64 = 30 * 86_400_000;

/// The item that goes before the DIDs' in some orders.
const FEE: &str = concat!(
    r#"{"type":"generic_order_items","attributes":{"qty":1,"nrc":"0.25","mrc":"0.0","#,
    r#""prorated_mrc":false,"billed_from":null,"billed_to":null}},"#,
);
const REASONS: [&str; 2] =
    ["Address cannot be validated", "Proof of address is older than 6 months"];
