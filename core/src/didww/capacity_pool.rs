//! A pool of channels.

use rust_decimal::Decimal;
use telnum_macros::{record, resource};

use super::link::{DidwwLink, DidwwLinks};
use super::unknown::DidwwMember;
use super::{DidwwCountryLinks, DidwwSharedCapacityGroupLinks};
use crate::types::decimal_text;

/// A link to a pool.
pub type DidwwCapacityPoolLink = DidwwLink;
/// Links to prices by quantity.
pub type DidwwQtyBasedPricingLinks = DidwwLinks;

/// A pool of channels for the DIDs of some countries. (DIDWW, *Capacity Pool Object*)
#[derive(Default)]
#[resource("capacity_pools")]
#[record]
pub struct DidwwCapacityPool {
    /// The id.
    pub id: String,
    /// The name.
    pub name: Option<String>,
    /// The day on which it is renewed, such as `2018-07-21`.
    pub renew_date: Option<String>,
    /// Channels in all.
    pub total_channels_count: Option<i32>,
    /// Channels that are in use.
    pub assigned_channels_count: Option<i32>,
    /// The fewest channels that it can have.
    pub minimum_limit: Option<i32>,
    /// The fewest channels that an order can add.
    pub minimum_qty_per_order: Option<i32>,
    /// Paid once for each channel.
    #[serde(with = "decimal_text")]
    pub setup_price: Option<Decimal>,
    /// Paid each month for each channel.
    #[serde(with = "decimal_text")]
    pub monthly_price: Option<Decimal>,
    /// Paid for use of metered channels.
    #[serde(with = "decimal_text")]
    pub metered_rate: Option<Decimal>,
    /// Countries whose DIDs can use it.
    #[to_many(include = "capacity_pool.countries")]
    pub countries: DidwwCountryLinks,
    /// Groups that share its channels.
    #[to_many(include = "capacity_pool.shared_capacity_groups")]
    pub shared_capacity_groups: DidwwSharedCapacityGroupLinks,
    /// Prices by quantity.
    #[to_many(include = "capacity_pool.qty_based_pricings")]
    pub qty_based_pricings: DidwwQtyBasedPricingLinks,
    /// What this version of telnum does not know.
    pub unknown: Vec<DidwwMember>,
}

/// What channels cost from some quantity on. (DIDWW, *Capacity Pool Object*)
#[derive(Default)]
#[resource("qty_based_pricings")]
#[record]
pub struct DidwwQtyBasedPricing {
    /// The id.
    pub id: String,
    /// From how many channels on.
    pub qty: Option<i32>,
    /// Paid once for each channel.
    #[serde(with = "decimal_text")]
    pub setup_price: Option<Decimal>,
    /// Paid each month for each channel.
    #[serde(with = "decimal_text")]
    pub monthly_price: Option<Decimal>,
    /// What this version of telnum does not know.
    pub unknown: Vec<DidwwMember>,
}
