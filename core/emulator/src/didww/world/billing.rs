//! Capacity, and the verification of addresses.

use super::World;
use super::trunks::external_id;
use crate::didww::kind::Kind;
use crate::didww::usd::Usd;
use crate::didww::version::Version;
use crate::didww::wire::Attributes;
use crate::time;

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

impl World<'_> {
    pub(super) fn pool_attributes(self, place: u32, out: &mut Attributes<'_>) {
        out.text("name", POOLS.get(place as usize).copied().unwrap_or_default());
        out.text("renew_date", &time::day(self.renewal_ms()));
        out.number("total_channels_count", self.channels(place));
        out.number("assigned_channels_count", self.assigned(place));
        out.number("minimum_limit", self.minimum_limit(place));
        out.number("minimum_qty_per_order", self.minimum_channels);
        out.text("setup_price", "0.0");
        out.text("monthly_price", monthly(place));
        out.text("metered_rate", "0.0025");
    }

    /// When pools are next renewed: on the 21st, and not before 2026-02-21.
    fn renewal_ms(self) -> u64 {
        let mut at = RENEWAL_MS;
        while at <= self.account.now_ms {
            at = time::month_later(at);
        }
        at
    }

    /// How many channels a pool has.
    pub(crate) fn channels(self, pool: u32) -> u32 {
        let more = self.account.channels.value(pool);
        u32::try_from(i64::from(10 + pool) + more).unwrap_or_default()
    }

    /// How many of them are assigned to something.
    pub(crate) fn assigned(self, pool: u32) -> u32 {
        let more = self.account.assigned.value(pool);
        u32::try_from(6 + more).unwrap_or_default()
    }

    /// The fewest channels that a pool keeps.
    pub(crate) fn minimum_limit(self, pool: u32) -> u32 {
        5 * pool
    }

    /// The fewest channels that an order is of.
    pub(crate) fn fewest_channels(self) -> u32 {
        self.minimum_channels
    }

    /// What one channel of a pool costs a month, and until the pool is renewed, where a quantity of
    /// so many counts; and the last day of that.
    pub(crate) fn channel_price(self, pool: u32, count: u32) -> (Usd, u64) {
        let of_pool = PRICINGS * pool..PRICINGS * (pool + 1);
        let row = of_pool.rev().find(|it| pricing_qty(*it) <= count);
        let monthly = Usd::read(row.map_or(monthly(pool), pricing));
        let (now, renewal) = (self.account.now_ms / time::DAY_MS, self.renewal_ms() / time::DAY_MS);
        // A month of 31 days, as in the recorded case; never more than one is paid for.
        let days = (renewal - now).min(MONTH_DAYS);
        (monthly.part(days, MONTH_DAYS).whole_cents(), (renewal - 1) * time::DAY_MS)
    }
}

fn monthly(pool: u32) -> &'static str {
    if pool == 0 { "25.0" } else { "15.00" }
}

fn pricing(place: u32) -> &'static str {
    if place.is_multiple_of(PRICINGS) { "12.0" } else { "9.75" }
}

fn pricing_qty(place: u32) -> u32 {
    5 * (1 + place % PRICINGS)
}

pub(super) fn pricing_attributes(place: u32, out: &mut Attributes<'_>) {
    out.number("qty", pricing_qty(place));
    out.text("setup_price", "0.0");
    out.text("monthly_price", pricing(place));
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
/// 2026-02-21
const RENEWAL_MS: u64 = 1_771_632_000_000;
const MONTH_DAYS: u64 = 31;

const REASONS: [&str; 2] =
    ["Address cannot be validated", "Proof of address is older than 6 months"];
