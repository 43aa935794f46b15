//! The page as a user would declare it by hand: owned, typed, amounts as text.
#![expect(dead_code, reason = "read by serde, as a user would")]

use serde::Deserialize;

#[derive(Deserialize)]
pub(crate) struct Page {
    numbers: Vec<Number>,
    meta: Meta,
}

#[derive(Deserialize)]
struct Number {
    number: String,
    status: String,
    added_at: String,
    removed_at: Option<String>,
    did_group: DidGroup,
}

#[derive(Deserialize)]
struct DidGroup {
    id: u64,
    name: String,
    country_calling_code: String,
    area_code: String,
    nxx: Option<String>,
    toll_free: bool,
    country: Country,
    region: Option<Region>,
    fees: Fees,
}

#[derive(Deserialize)]
struct Country {
    name: String,
    iso: String,
    has_regions: bool,
    supports_toll_free: Option<bool>,
}

#[derive(Deserialize)]
struct Region {
    name: String,
    code: String,
}

#[derive(Deserialize)]
struct Fees {
    setup_fee: String,
    monthly_fee: String,
    per_minute_rate: Option<String>,
}

#[derive(Deserialize)]
struct Meta {
    page: u32,
    page_size: u32,
    total: u32,
}
