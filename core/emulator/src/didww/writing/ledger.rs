//! What was bought, a line for each purchase.

use crate::didww::kind::Kind;
use crate::didww::usd::Usd;
use crate::didww::world::World;
use crate::record::LedgerEntry;
use crate::time;
use std::ops::Range;

/// A purchase.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    /// The order; none for a renewal that was asked for.
    pub(super) order: Option<u32>,
    pub(super) quantity: u32,
    pub(super) cost: Usd,
    pub(super) at_ms: u64,
    /// The places of its DIDs, those too that are still to come.
    pub(super) dids: Range<u32>,
}

impl Line {
    /// As the ledger tells it: of an order that was canceled there are no numbers.
    pub(crate) fn entry(&self, world: World<'_>, now_ms: u64) -> LedgerEntry {
        let canceled = self.order.is_some_and(|it| world.order_status(it) == "canceled");
        let all = if canceled { 0..0 } else { self.dids.clone() };
        let numbers = all.map(|it| world.did(it)).filter(|it| it.created_ms <= now_ms);
        LedgerEntry {
            carrier: "didww".to_owned(),
            order_id: self.order.map(|it| world.id(Kind::Order, it)),
            did_group_id: None,
            quantity: i32::try_from(self.quantity).unwrap_or(i32::MAX),
            cost: Some(self.cost.text(2)),
            at: time::rfc3339(self.at_ms),
            numbers: numbers.map(|it| it.number(world)).collect(),
            number_type: None,
            search: None,
            slots_bought: None,
        }
    }
}
