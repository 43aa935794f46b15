//! The life of an order: what its item says, and how much of it has arrived, as time goes on.

use super::coverage::Scenario;
use super::switches::{BackorderedOrderStatus, OutOfStock, Switches};

/// From some time after its making on, an order's item is like this.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Stage {
    /// Milliseconds since the order was made.
    pub(crate) after_ms: u64,
    /// What the item says.
    pub(crate) status: ItemStatus,
    /// How many numbers have arrived.
    pub(crate) fulfilled: u32,
}

/// Plans an order's life. `available` is how many numbers are in stock.
pub(crate) fn plan(
    scenario: Option<Scenario>,
    quantity: u32,
    available: u32,
    switches: &Switches,
) -> Vec<Stage> {
    use ItemStatus as S;
    let processing_ms = u64::from(switches.processing_after_s) * 1_000;
    let final_ms = processing_ms.max(u64::from(switches.final_after_s) * 1_000);
    let late_ms = final_ms + LATE_MS;
    let at = |after_ms, status, fulfilled| Stage { after_ms, status, fulfilled };

    let all = quantity.min(available);
    let half = (quantity / 2).min(available);
    let later = match scenario {
        None => match (all, switches.out_of_stock) {
            (all, _) if all == quantity => vec![at(final_ms, S::Fulfilled, all)],
            (0, OutOfStock::Cancel) => vec![at(final_ms, S::CanceledInventory, 0)],
            (0, OutOfStock::Backorder) => vec![at(final_ms, S::Backordered, 0)],
            (all, OutOfStock::Cancel) => vec![at(final_ms, S::Partially, all)],
            (all, OutOfStock::Backorder) => vec![at(final_ms, S::PartiallyBackordered, all)],
        },
        Some(Scenario::Full) => vec![at(final_ms, S::Fulfilled, all)],
        Some(Scenario::FullSlow) => vec![at(late_ms, S::Fulfilled, all)],
        Some(Scenario::Partial) => vec![at(final_ms, S::Partially, half)],
        Some(Scenario::PartialBackorder) => vec![at(final_ms, S::PartiallyBackordered, half)],
        Some(Scenario::Backorder) => vec![at(final_ms, S::Backordered, 0)],
        Some(Scenario::BackorderCanceled) => {
            vec![at(final_ms, S::Backordered, 0), at(late_ms, S::BackorderCanceled, 0)]
        }
        Some(Scenario::NoInventory) => vec![at(final_ms, S::CanceledInventory, 0)],
        Some(Scenario::OutOfFunds) => vec![at(final_ms, S::PartiallyFunds, half)],
        Some(Scenario::PartialBackorderCanceled) => vec![
            at(final_ms, S::PartiallyBackordered, half),
            at(late_ms, S::PartiallyBackorderCanceled, half),
        ],
        Some(Scenario::NoFunds) => vec![at(final_ms, S::CanceledFunds, 0)],
        Some(Scenario::BackorderDelivered) => {
            vec![at(final_ms, S::Backordered, 0), at(late_ms, S::Fulfilled, all)]
        }
        Some(Scenario::Stuck) => Vec::new(),
        Some(Scenario::UnknownStatus) => {
            vec![at(final_ms, S::Undocumented, 0), at(late_ms, S::Fulfilled, all)]
        }
        Some(Scenario::InSteps) => {
            let between = processing_ms.midpoint(final_ms);
            vec![at(between, S::Processing, half), at(final_ms, S::Fulfilled, all)]
        }
    };
    let mut stages = vec![at(0, S::Received, 0), at(processing_ms, S::Processing, 0)];
    stages.extend(later);
    stages
}

/// What an item says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ItemStatus {
    Preview,
    Received,
    Processing,
    Fulfilled,
    Partially,
    Backordered,
    BackorderCanceled,
    PartiallyBackordered,
    PartiallyBackorderCanceled,
    CanceledFunds,
    CanceledInventory,
    PartiallyFunds,
    Undocumented,
}

impl ItemStatus {
    /// Its text; the carrier writes some of them with an en dash and some with a hyphen.
    pub(crate) fn text(self, hyphen: bool) -> String {
        let text = match self {
            Self::Preview => "Preview",
            Self::Received => "Received",
            Self::Processing => "Processing",
            Self::Fulfilled => "Fulfilled – Complete",
            Self::Partially => "Partially Fulfilled – Complete",
            Self::Backordered => "Backordered",
            Self::BackorderCanceled => "Backorder Canceled",
            Self::PartiallyBackordered => "Partially Fulfilled – Backordered",
            Self::PartiallyBackorderCanceled => "Partially Fulfilled – Backorder Canceled",
            Self::CanceledFunds => "Canceled – Insufficient Funds",
            Self::CanceledInventory => "Canceled – Insufficient Inventory",
            Self::PartiallyFunds => "Partially Fulfilled – Insufficient Funds",
            Self::Undocumented => "Awaiting Documents",
        };
        if hyphen { text.replace('–', "-") } else { text.to_owned() }
    }

    /// Whether the portal could still cancel it: what waits for stock.
    pub(crate) fn is_backordered(self) -> bool {
        matches!(self, Self::Backordered | Self::PartiallyBackordered)
    }

    /// Whether something may still change.
    pub(crate) fn is_open(self) -> bool {
        self.is_backordered()
            || matches!(self, Self::Received | Self::Processing | Self::Undocumented)
    }

    /// What the order around it says.
    pub(crate) fn order_status(self, backordered: BackorderedOrderStatus) -> &'static str {
        match self {
            Self::Preview => "Preview",
            Self::Received => "Created",
            Self::Processing | Self::Undocumented => "Processing",
            Self::Backordered | Self::PartiallyBackordered => match backordered {
                BackorderedOrderStatus::Processing => "Processing",
                BackorderedOrderStatus::Complete => "Complete",
            },
            _ => "Complete",
        }
    }
}

const LATE_MS: u64 = 57_000;
