//! Waiting for an order until nothing more will change.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use futures_util::stream::{self, Stream};
use telnum_macros::watch;

use super::client::IdtExpress;
use super::delivery::IdtDelivery;
use super::order::{GetOrder, IdtOrder};
use crate::arguments::FromArguments;
use crate::by_name::{Beginning, Steps};
use crate::call::{self, Output};
use crate::channel::Channel;
use crate::checks::Checks;
use crate::driver::CallOptions;
use crate::error::{Carrier, Error, ErrorKind, Result};
use crate::platform::BoxFuture;
use crate::policy::polling;
use crate::shown_seconds::Seconds;
use crate::types::Id;

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
pub struct OrderWatch {
    channel: Arc<Channel>,
    request: WaitForOrder,
    limit: Duration,
    started: Option<Duration>,
    looks: u32,
    last: Option<IdtOrder>,
    failed: Option<Error>,
    ended: bool,
}

impl WaitForOrder {
    fn look(&self) -> GetOrder {
        GetOrder { order_id: self.order_id.clone() }
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
        OrderWatch::new(Arc::clone(&self.channel), request, Checks::default(), options)
    }
}

impl OrderWatch {
    fn new(
        channel: Arc<Channel>,
        request: WaitForOrder,
        checks: Checks,
        options: CallOptions,
    ) -> Result<Self> {
        channel.check(&request.look(), checks)?;
        Ok(Self {
            channel,
            request,
            limit: options.timeout.map_or(Ok(LIMIT), crate::config::wait)?,
            started: None,
            looks: 0,
            last: None,
            failed: None,
            ended: false,
        })
    }

    /// By its name.
    pub(super) fn begin(begun: Beginning) -> Result<Box<dyn Steps>> {
        let Beginning { channel, mut arguments, options } = begun;
        let request = WaitForOrder::from_arguments(&mut arguments);
        Ok(Box::new(Self::new(channel, request, arguments.finish(), options)?))
    }

    /// The order as it is now, then each time something has changed; nothing once no more will.
    ///
    /// A failure that may pass (a lost connection, a time-out, a failing or busy carrier) is looked
    /// past. When the time is up, the error is a `timeout` that carries the order as it was seen last.
    pub async fn next(&mut self) -> Result<Option<IdtOrder>> {
        if self.ended {
            return Ok(None);
        }
        let platform = self.channel.platform.clone();
        let started = *self.started.get_or_insert_with(|| platform.elapsed());
        let spent = || platform.elapsed().saturating_sub(started);
        loop {
            let earliest = self.failed.as_ref().and_then(|it| it.retry_after).unwrap_or_default();
            let earliest = Duration::try_from_secs_f64(earliest).unwrap_or_default();
            let random = platform.random();
            let Some(pause) = polling::pause(self.looks, random, earliest, spent(), self.limit)
            else {
                return Err(self.too_late());
            };
            // The timers of some platforms count no further than weeks.
            let mut rest = pause;
            while !rest.is_zero() {
                let part = rest.min(crate::config::DAY);
                platform.sleep(part).await;
                rest -= part;
            }
            self.looks = self.looks.saturating_add(1);
            let left = self.limit.saturating_sub(spent());
            if left.is_zero() {
                return Err(self.too_late());
            }
            let options = CallOptions::new().timeout(self.channel.timeout.min(left));
            match self.channel.send(&self.request.look(), options).await {
                Ok(answer) => {
                    self.failed = None;
                    let order: IdtOrder = call::typed(answer.value)?;
                    if self.last.as_ref() != Some(&order) {
                        self.ended = self.is_over(order.delivery);
                        self.last = Some(order.clone());
                        return Ok(Some(order));
                    }
                }
                Err(error) if error.kind.is_transient() => self.failed = Some(error),
                Err(error) => return Err(error),
            }
        }
    }

    /// The order in the end, once nothing more will change.
    async fn end(mut self) -> Result<IdtOrder> {
        loop {
            match self.next().await? {
                Some(order) if self.ended => return Ok(order),
                Some(_) => {}
                None => return Err(self.too_late()),
            }
        }
    }

    /// The watch as a stream, which needs no pinning. It ends after an error.
    pub fn into_stream(self) -> impl Stream<Item = Result<IdtOrder>> + Unpin {
        Box::pin(stream::try_unfold(self, |mut watch| async move {
            Ok(watch.next().await?.map(|order| (order, watch)))
        }))
    }

    fn is_over(&self, delivery: IdtDelivery) -> bool {
        match delivery {
            IdtDelivery::Moving => false,
            IdtDelivery::Backordered => self.request.through_backorder != Some(true),
            IdtDelivery::Delivered | IdtDelivery::PartlyDelivered | IdtDelivery::NotDelivered => {
                true
            }
        }
    }

    fn too_late(&self) -> Error {
        let mut text = format!(
            "The order {} was not done after {} s of waiting",
            self.request.order_id,
            Seconds(self.limit)
        );
        match &self.last {
            Some(order) => text += &format!(": its status is `{}`.", order.status_text),
            None => text += ", and was never seen.",
        }
        if let Some(failed) = &self.failed {
            text += &format!(" The last look failed: {failed}");
        }
        Error::new(ErrorKind::Timeout, text).with(|it| {
            it.carrier = Some(Carrier::IdtExpress);
            it.order.clone_from(&self.last);
        })
    }
}

impl Steps for OrderWatch {
    fn next(&mut self) -> BoxFuture<'_, Result<Option<Box<dyn Output>>>> {
        Box::pin(async { Ok(self.next().await?.map(|it| Box::new(it) as Box<dyn Output>)) })
    }
}

impl fmt::Debug for OrderWatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OrderWatch")
            .field("request", &self.request)
            .field("last", &self.last)
            .finish_non_exhaustive()
    }
}

/// How long a wait lasts where the caller does not say.
const LIMIT: Duration = Duration::from_secs(600);
