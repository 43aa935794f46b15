//! Waiting for an order until it is completed or canceled.

use telnum_macros::watch;

use super::order::{DidwwOrder, DidwwOrderStatus};
use super::orders::GetDidwwOrder;
use crate::by_name::Steps;
use crate::error::Result;
use crate::watch::{Begun, Look, Looked, Watch, Watched, Watcher};

/// Waits until an order is completed or canceled, as its `status` says.
///
/// It looks at once, then after growing pauses, and ignores transient errors. `timeout` is for the whole
/// wait: ten minutes by default, 366 days at most; an order that allows back-ordering may take weeks. The
/// carrier does not say whether a completed order has delivered every number: compare with the DIDs that
/// `dids` finds by the filter `order_id`.
#[watch(
    Didww::wait_for_order,
    by = GetDidwwOrder,
    output = DidwwOrder,
    watch(watch_order, "The order as it is now, then each time it has changed, until it is completed or \
        canceled."),
    raises(
        timeout = "the time was up; the message has the status that was seen last",
        not_found = "there is no such order on this account",
    ),
)]
pub struct WaitForDidwwOrder {
    /// The id that creating the order returned.
    pub order_id: String,
}

/// An order watched until it is completed or canceled. Nothing is asked for before it is wanted.
pub type DidwwOrderWatch = Watch<WaitForDidwwOrder>;

impl Watched for WaitForDidwwOrder {
    type State = DidwwOrder;

    fn begin(self, begun: Begun) -> Result<Box<dyn Steps>> {
        Watcher::begin(self, begun)
    }
}

impl Looked for WaitForDidwwOrder {
    fn look(&self) -> Look {
        Look(Box::new(GetDidwwOrder::new(self.order_id.clone())))
    }

    /// A status that telnum does not know counts as one on the way.
    fn is_over(&self, order: &DidwwOrder) -> bool {
        matches!(order.status, Some(DidwwOrderStatus::Completed | DidwwOrderStatus::Canceled))
    }

    fn status(order: &DidwwOrder) -> &str {
        order.status_text.as_deref().unwrap_or_default()
    }

    fn subject(&self) -> String {
        format!("The order {}", self.order_id)
    }
}
