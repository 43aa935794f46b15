//! Waiting for an order until nothing more will change.

use telnum_macros::watch;

use super::client::IdtExpress;
use super::delivery::IdtDelivery;
use super::order::{GetOrder, IdtOrder};
use crate::checks::Checks;
use crate::driver::CallOptions;
use crate::error::Result;
use crate::types::Id;
use crate::watch::{Look, Watch, Watched};

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

impl IdtExpress {
    /// Waits until nothing more will change of an order: delivered, partly, not at all, or backordered
    /// (`delivery` says which). `GET /v1/dids/orders/{order_id}`, again and again
    ///
    /// It looks at once, then after growing pauses, for ten minutes at most. When the time is up, the
    /// error is a `timeout` that carries the order as it was seen last.
    pub async fn wait_for_order(&self, order_id: impl Into<Id>) -> Result<IdtOrder> {
        self.watch_order(WaitForOrder::new(order_id), CallOptions::default())?.end().await
    }

    /// As `wait_for_order`, with options; their `timeout` is for the whole wait, and may be as long as
    /// 366 days.
    pub async fn wait_for_order_with(
        &self,
        request: WaitForOrder,
        options: CallOptions,
    ) -> Result<IdtOrder> {
        self.watch_order(request, options)?.end().await
    }

    /// Watches an order until nothing more will change: it comes at once, then whenever it has changed.
    /// The `timeout` is for the whole watch, and may be as long as 366 days.
    pub fn watch_order(&self, request: WaitForOrder, options: CallOptions) -> Result<OrderWatch> {
        OrderWatch::new(&self.channel, request, Checks::default(), options)
    }
}
