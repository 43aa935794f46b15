//! Waiting for an order until it is completed or canceled.

use telnum_macros::watch;

use super::client::Didww;
use super::order::{DidwwOrder, DidwwOrderStatus};
use super::orders::GetDidwwOrder;
use crate::checks::Checks;
use crate::driver::CallOptions;
use crate::error::Result;
use crate::watch::{Look, Watch, Watched};

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

/// As the table of names calls it.
pub(super) type OrderWatch = DidwwOrderWatch;

impl Watched for WaitForDidwwOrder {
    type State = DidwwOrder;

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

impl Didww {
    /// Waits until an order is completed or canceled. `GET /v3/orders/{order_id}`, again and again
    ///
    /// It looks at once, then after growing pauses, for ten minutes at most. When the time is up, the
    /// error is a `timeout`.
    pub async fn wait_for_order(&self, order_id: impl Into<String>) -> Result<DidwwOrder> {
        self.watch_order(WaitForDidwwOrder::new(order_id), CallOptions::default())?.end().await
    }

    /// As `wait_for_order`, with options; their `timeout` is for the whole wait, and may be as long as
    /// 366 days.
    pub async fn wait_for_order_with(
        &self,
        request: WaitForDidwwOrder,
        options: CallOptions,
    ) -> Result<DidwwOrder> {
        self.watch_order(request, options)?.end().await
    }

    /// Watches an order until it is completed or canceled: it comes at once, then whenever it has changed.
    /// The `timeout` is for the whole watch, and may be as long as 366 days.
    pub fn watch_order(
        &self,
        request: WaitForDidwwOrder,
        options: CallOptions,
    ) -> Result<DidwwOrderWatch> {
        DidwwOrderWatch::new(&self.channel, request, Checks::default(), options)
    }
}
