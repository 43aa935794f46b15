//! An order as the carrier keeps it.

use super::coverage::{DidGroup, Fees};
use super::life::{ItemStatus, Stage};
use super::stock::Single;
use super::switches::Switches;
use crate::money::Cents;
use crate::record::LedgerEntry;
use crate::time;

/// One order with its one item. What it says depends on the clock alone.
#[derive(Clone, Debug)]
pub(crate) struct Order {
    /// Its id.
    pub(crate) id: OrderId,
    /// How many orders came before it.
    pub(crate) sequence: u32,
    /// When it was made; it does not exist before.
    pub(crate) created_ms: u64,
    /// What was ordered.
    pub(crate) group: &'static DidGroup,
    /// What it cost then; today's fees may differ.
    pub(crate) fees: Fees,
    /// Which numbers were ordered, or how many.
    pub(crate) ordered: Ordered,
    /// Its life.
    pub(crate) stages: Vec<Stage>,
    /// The numbers that arrive, in order.
    pub(crate) numbers: Vec<String>,
    /// Whether it was made in the portal.
    pub(crate) by_others: bool,
    /// Moves the variants of the statuses from seed to seed.
    pub(crate) style: u64,
}

/// What an order asks of its group.
#[derive(Clone, Debug)]
pub(crate) enum Ordered {
    /// That many numbers, whichever are next.
    Quantity(u32),
    /// These numbers.
    Singles(Vec<Single>),
}

impl Ordered {
    /// How many numbers it asks for.
    pub(crate) fn quantity(&self) -> u32 {
        match self {
            Self::Quantity(quantity) => *quantity,
            Self::Singles(singles) => u32::try_from(singles.len()).unwrap_or(u32::MAX),
        }
    }
}

/// An order's id, and whether JSON writes it as an integer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct OrderId {
    pub(crate) text: String,
    pub(crate) numeric: bool,
}

impl Order {
    /// Whether it was made yet.
    pub(crate) fn exists(&self, now_ms: u64) -> bool {
        self.created_ms <= now_ms
    }

    /// How many numbers were ordered.
    pub(crate) fn quantity(&self) -> u32 {
        self.ordered.quantity()
    }

    /// Where it is in its life.
    pub(crate) fn stage(&self, now_ms: u64) -> Stage {
        let age = now_ms.saturating_sub(self.created_ms);
        let reached = self.stages.iter().take_while(|stage| stage.after_ms <= age).last();
        let unborn = Stage { after_ms: 0, status: ItemStatus::Received, fulfilled: 0 };
        reached.copied().unwrap_or(unborn)
    }

    /// The numbers that have arrived.
    pub(crate) fn arrived(&self, now_ms: u64) -> impl Iterator<Item = &String> {
        self.numbers.iter().take(self.stage(now_ms).fulfilled as usize)
    }

    /// When the number of this place arrives.
    pub(crate) fn arrival_ms(&self, place: usize) -> u64 {
        let arrives = |stage: &&Stage| stage.fulfilled as usize > place;
        let after = self.stages.iter().find(arrives).map_or(0, |stage| stage.after_ms);
        self.created_ms + after
    }

    /// What it takes from the account: all of it while numbers may still come, then what came.
    pub(crate) fn charge(&self, now_ms: u64) -> Cents {
        if !self.exists(now_ms) {
            return Cents(0);
        }
        let stage = self.stage(now_ms);
        let count = if stage.status.is_open() { self.quantity() } else { stage.fulfilled };
        self.fees.of_one().times(count)
    }

    /// The order's status; every other order writes it in small letters.
    pub(crate) fn status(&self, now_ms: u64, switches: &Switches) -> String {
        let item = self.stage(now_ms).status;
        let status = item.order_status(switches.backordered_order_status);
        let small = self.variant() / 2 % 2 == 1 && status != "Created";
        if small { status.to_ascii_lowercase() } else { status.to_owned() }
    }

    /// The item's status; with an en dash in one order, with a hyphen in the next.
    pub(crate) fn item_status(&self, now_ms: u64) -> String {
        self.stage(now_ms).status.text(self.variant() % 2 == 1)
    }

    /// The item's id.
    pub(crate) fn item_id(&self) -> u32 {
        FIRST_ITEM_ID + self.sequence
    }

    /// The order's line in the ledger.
    pub(crate) fn ledger_entry(&self, now_ms: u64) -> LedgerEntry {
        LedgerEntry {
            carrier: "idt_express".to_owned(),
            order_id: Some(self.id.text.clone()),
            did_group_id: Some(i32::try_from(self.group.id).unwrap_or(i32::MAX)),
            quantity: i32::try_from(self.quantity()).unwrap_or(i32::MAX),
            cost: Some(self.fees.of_one().times(self.quantity()).to_string()),
            at: time::rfc3339(self.created_ms),
            numbers: self.arrived(now_ms).cloned().collect(),
            number_type: None,
            search: None,
            slots_bought: None,
        }
    }

    fn variant(&self) -> u64 {
        self.style.wrapping_add(u64::from(self.sequence))
    }
}

/// The id of the item on the carrier's page.
const FIRST_ITEM_ID: u32 = 162_455;
