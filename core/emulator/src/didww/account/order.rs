//! An order as the account keeps it.

use crate::didww::usd::Usd;
use std::ops::Range;

/// An order that was placed.
#[derive(Clone, Debug)]
pub(crate) struct Order {
    pub(crate) created_ms: u64,
    pub(crate) status: Status,
    /// As they are answered, which is not as they were asked for.
    pub(crate) items: Vec<Item>,
    /// The places of its DIDs, those too that are still to come.
    pub(crate) dids: Range<u32>,
    pub(crate) callback: Option<Callback>,
    /// When it is completed; none where it never is.
    pub(crate) ends_ms: Option<u64>,
    /// Whether its amount was taken from the balance.
    pub(crate) is_paid: bool,
}

/// Where an order stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Status {
    Pending,
    Completed,
    Canceled,
}

/// Whom to tell that an order has ended.
#[derive(Clone, Debug)]
pub(crate) struct Callback {
    pub(crate) url: String,
    /// `get` or `post`
    pub(crate) method: &'static str,
}

/// A row of an order: its prices are for one, with VAT.
#[derive(Clone, Debug)]
pub(crate) struct Item {
    pub(crate) of: ItemOf,
    pub(crate) qty: u32,
    pub(crate) nrc: Usd,
    pub(crate) mrc: Usd,
    /// The first day that is paid for, and the last.
    pub(crate) billed_ms: Option<(u64, u64)>,
}

/// What a row is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ItemOf {
    /// DIDs of a group.
    Group(u32),
    /// Channels of a pool.
    Pool(u32),
}

impl Status {
    /// The word of the newest version.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Completed => "completed",
            Self::Canceled => "canceled",
        }
    }
}

impl Order {
    /// What it costs.
    pub(crate) fn amount(&self) -> Usd {
        self.items.iter().fold(Usd(0), |sum, it| sum + it.amount())
    }

    /// How many numbers or channels it is of.
    pub(crate) fn quantity(&self) -> u32 {
        self.items.iter().fold(0, |sum, it| it.qty.saturating_add(sum))
    }

    /// Whether it is of channels alone.
    pub(crate) fn is_of_channels(&self) -> bool {
        self.items.iter().all(|it| matches!(it.of, ItemOf::Pool(_)))
    }
}

impl Item {
    /// What the row costs.
    pub(crate) fn amount(&self) -> Usd {
        (self.nrc + self.mrc).times(self.qty)
    }
}
