//! What the account did since the emulator began; all else follows from the seed.

mod life;
mod order;
mod reservation;

use super::kind::Kind;
use super::usd::Usd;
use super::world::{Did, Entry};
use crate::table::{Set, Table};
pub(crate) use life::settle;
pub(crate) use order::{Callback, Item, ItemOf, Order, Status};
pub(crate) use reservation::Reservation;
use serde_json::{Map, Value};

/// The places of objects that were made begin here, behind all that follow from the seed.
pub(crate) const MADE: u32 = 1 << 30;

/// The account's state.
#[derive(Debug, Default)]
pub(crate) struct Account {
    /// The time of the request that is answered.
    pub(crate) now_ms: u64,
    /// The numbers that are reserved, and how many ever were.
    pub(crate) reservations: Vec<Reservation>,
    pub(crate) reserved: u32,
    /// Orders that were placed: the first is at [`MADE`].
    pub(crate) orders: Vec<Order>,
    /// Orders of the seed that were canceled.
    pub(crate) canceled: Set<u32>,
    /// The references that orders were given, or that were taken from them.
    pub(crate) references: Table<u32, Option<String>>,
    /// DIDs that were bought, and those of the seed that changed.
    pub(crate) dids: Table<u32, Did>,
    /// How many were ever bought.
    pub(crate) bought: u32,
    /// Those of them that have not arrived yet.
    pub(crate) arriving: Vec<u32>,
    /// DIDs that are gone.
    pub(crate) gone: Set<u32>,
    /// Numbers of the stock that are the account's.
    pub(crate) sold: Set<u32>,
    /// Channels by which pools have grown or shrunk.
    pub(crate) channels: Table<u32, i64>,
    /// Channels of pools that were assigned since, or set free.
    pub(crate) assigned: Table<u32, i64>,
    /// The attributes of trunks and of groups of them that were made or changed.
    pub(crate) written: Table<(Kind, u32), Map<String, Value>>,
    /// Where trunks lead, to a group or a point of presence, where that was changed.
    pub(crate) links: Table<(Kind, u32), Option<u32>>,
    /// How many were made of a type.
    pub(crate) made: Table<Kind, u32>,
    /// What was deleted.
    pub(crate) deleted: Set<(Kind, u32)>,
    /// What was paid since the balance was set.
    pub(crate) spent: Usd,
    /// What became of DIDs.
    pub(crate) history: Vec<Entry>,
}

impl Account {
    /// The order that was placed as this one.
    pub(crate) fn order(&self, place: u32) -> Option<&Order> {
        self.orders.get(place.checked_sub(MADE)? as usize)
    }

    /// Cancels an order: its DIDs and its channels go, and what was paid comes back.
    pub(crate) fn cancel(&mut self, place: u32, of_seed: (Usd, Vec<u32>)) {
        let made = place.checked_sub(MADE).and_then(|at| self.orders.get_mut(at as usize));
        let (paid, dids) = match made {
            Some(order) => {
                order.status = Status::Canceled;
                order.ends_ms = None;
                for item in &order.items {
                    if let ItemOf::Pool(pool) = item.of {
                        self.channels.change(pool, |it| it - i64::from(item.qty));
                    }
                }
                (if order.is_paid { order.amount() } else { Usd(0) }, order.dids.clone().collect())
            }
            None => {
                self.canceled.insert(place);
                of_seed
            }
        };
        self.spent = self.spent - paid;
        for did in dids {
            self.lose(did);
        }
    }

    /// The place of one more object of a type.
    pub(crate) fn make(&mut self, kind: Kind) -> u32 {
        self.made.change(kind, |it| it + 1);
        MADE + self.made.value(kind) - 1
    }

    /// A DID is the account's no more, and its number is free.
    pub(crate) fn lose(&mut self, did: u32) {
        if !self.gone.insert(did) {
            return;
        }
        self.arriving.retain(|it| *it != did);
        let Some(did) = self.dids.get(&did) else { return };
        if let Some(number) = did.stock() {
            self.sold.remove(&number);
        }
        if let Some(pool) = did.pool {
            let dedicated = i64::from(did.dedicated_channels_count);
            self.assigned.change(pool, |it| it - dedicated);
        }
    }
}
