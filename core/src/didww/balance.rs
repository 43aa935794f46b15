//! What the account has.

use rust_decimal::Decimal;
use telnum_macros::{operation, record, resource};

use super::unknown::DidwwMember;
use crate::types::decimal_text;

/// Gets the account's balance, in USD.
#[operation(Didww::get_balance, GET "/v3/balance", page = "Get Balance", answer = resource(DidwwBalance))]
pub struct GetDidwwBalance;

/// What the account has, in USD. (DIDWW, *Balance Object*)
#[derive(Default)]
#[resource("balances")]
#[record]
pub struct DidwwBalance {
    /// The id.
    pub id: String,
    /// What was paid in and is not used.
    #[serde(with = "decimal_text")]
    pub balance: Option<Decimal>,
    /// What the account may owe.
    #[serde(with = "decimal_text")]
    pub credit: Option<Decimal>,
    /// Both together: what can be spent.
    #[serde(with = "decimal_text")]
    pub total_balance: Option<Decimal>,
    /// What this version of telnum does not know.
    pub unknown: Vec<DidwwMember>,
}
