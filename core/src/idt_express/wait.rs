//! Waiting for an order until nothing more will change.

use telnum_macros::watch;

use super::delivery::IdtDelivery;
use super::order::{GetOrder, IdtOrder};
use crate::by_name::Steps;
use crate::error::Result;
use crate::types::Id;
use crate::watch::{Begun, Look, Looked, Watch, Watched, Watcher};

/// Waits until nothing more will change of an order: delivered, partly, not at all, or backordered, as its
/// `delivery` says.
///
/// It looks at once, then after growing pauses, and ignores transient errors. `timeout` is for the whole
/// wait: ten minutes by default, 366 days at most.
#[watch(
    IdtExpress::wait_for_order,
    by = GetOrder,
    output = IdtOrder,
    watch(watch_order, "The order as it is now, then each time it has changed, until nothing more will \
        change."),
    raises(
        timeout = "the time was up; the error carries the order as it was seen last",
        not_found = "there is no such order on this account",
    ),
)]
pub struct WaitForOrder {
    /// The id that creating the order returned.
    pub order_id: Id,
    /// True goes on through a backorder, which ends the wait otherwise: it may last for weeks.
    pub through_backorder: Option<bool>,
}

/// An order watched until nothing more will change. Nothing is asked for before it is wanted.
pub type OrderWatch = Watch<WaitForOrder>;

impl Watched for WaitForOrder {
    type State = IdtOrder;

    fn begin(self, begun: Begun) -> Result<Box<dyn Steps>> {
        Watcher::begin(self, begun)
    }
}

impl Looked for WaitForOrder {
    fn look(&self) -> Look {
        Look(Box::new(GetOrder { order_id: self.order_id.clone() }))
    }

    fn is_over(&self, order: &IdtOrder) -> bool {
        match order.delivery {
            IdtDelivery::Moving => false,
            IdtDelivery::Backordered => self.through_backorder != Some(true),
            IdtDelivery::Delivered | IdtDelivery::PartlyDelivered | IdtDelivery::NotDelivered => {
                true
            }
        }
    }

    fn status(order: &IdtOrder) -> &str {
        &order.status_text
    }

    fn subject(&self) -> String {
        format!("The order {}", self.order_id)
    }

    fn kept(order: &IdtOrder) -> Option<IdtOrder> {
        Some(order.clone())
    }
}
