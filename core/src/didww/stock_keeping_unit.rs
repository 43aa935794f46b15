//! What can be bought of a DID group.

use rust_decimal::Decimal;
use telnum_macros::{record, resource};

use super::unknown::DidwwMember;
use crate::types::decimal_text;

/// What can be bought of a DID group, with its prices. (DIDWW, *Stock Keeping Unit Object*)
#[derive(Default)]
#[resource("stock_keeping_units")]
#[record]
pub struct DidwwStockKeepingUnit {
    /// The id to order by.
    pub id: String,
    /// Paid once for each DID, VAT excluded.
    #[serde(with = "decimal_text")]
    pub setup_price: Option<Decimal>,
    /// Paid each month for each DID, VAT excluded.
    #[serde(with = "decimal_text")]
    pub monthly_price: Option<Decimal>,
    /// Channels that the price includes.
    pub channels_included_count: Option<i32>,
    /// What this version of telnum does not know.
    pub unknown: Vec<DidwwMember>,
}
