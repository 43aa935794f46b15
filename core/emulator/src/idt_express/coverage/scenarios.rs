//! Scenario groups: orders that always go one way, all in Liechtenstein.

use super::{Country, DidGroup, Fees};
use crate::money::Cents;

/// The way all orders of a group go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scenario {
    /// Every number arrives.
    Full,
    /// Every number arrives, after a minute.
    FullSlow,
    /// Half of the numbers arrive, and that is all.
    Partial,
    /// Half of the numbers arrive, the rest stays on backorder.
    PartialBackorder,
    /// Everything stays on backorder.
    Backorder,
    /// Everything is on backorder, which is cancelled after a minute.
    BackorderCanceled,
    /// Nothing is in stock.
    NoInventory,
    /// The money is gone after half of the numbers.
    OutOfFunds,
    /// Half of the numbers arrive, the backorder of the rest is cancelled after a minute.
    PartialBackorderCanceled,
    /// The money is gone before the first number.
    NoFunds,
    /// Everything is on backorder and arrives after a minute.
    BackorderDelivered,
    /// It is processed for ever.
    Stuck,
    /// It says a status nobody documented, and every number arrives after a minute.
    UnknownStatus,
    /// Half of the numbers arrive while the rest is still processed; then all have.
    InSteps,
}

/// A group for each scenario.
pub(super) fn groups() -> impl Iterator<Item = DidGroup> {
    SCENARIOS.iter().zip(0_u32..).filter_map(|(&(name, scenario), index)| {
        Some(DidGroup {
            id: FIRST_ID + index,
            name: format!("SCENARIO {name}"),
            country: Country::find("LI")?,
            region: None,
            area_code: (230 + index).to_string(),
            nxx: None,
            toll_free: false,
            fees: Fees { setup: Cents(0), monthly: Cents(200), per_minute: Some("0.0500") },
            inventory: 5_000,
            scenario: Some(scenario),
        })
    })
}

const FIRST_ID: u32 = 90_001;

const SCENARIOS: [(&str, Scenario); 14] = [
    ("FULL", Scenario::Full),
    ("FULL SLOW", Scenario::FullSlow),
    ("PARTIAL", Scenario::Partial),
    ("PARTIAL BACKORDER", Scenario::PartialBackorder),
    ("BACKORDER", Scenario::Backorder),
    ("BACKORDER CANCELED", Scenario::BackorderCanceled),
    ("NO INVENTORY", Scenario::NoInventory),
    ("OUT OF FUNDS", Scenario::OutOfFunds),
    ("PARTIAL BACKORDER CANCELED", Scenario::PartialBackorderCanceled),
    ("NO FUNDS", Scenario::NoFunds),
    ("BACKORDER DELIVERED", Scenario::BackorderDelivered),
    ("STUCK", Scenario::Stuck),
    ("UNKNOWN STATUS", Scenario::UnknownStatus),
    ("IN STEPS", Scenario::InSteps),
];
