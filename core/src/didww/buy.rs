//! Buying numbers in one call.

use std::sync::Arc;
use std::time::Duration;

use serde_json::Value;
use telnum_macros::watch;

use super::DidwwDidPage;
use super::filter::DidwwFilter;
use super::list_dids::ListDids;
use super::order::{DidwwOrder, DidwwOrderStatus};
use super::orders::GetDidwwOrder;
use super::reconcile::ReconcileDidwwOrders;
use crate::arguments::Scalar;
use crate::attempt::Attempt;
use crate::buying::{Buying, CostBasis, NumberPurchase, PurchaseStage, PurchasedNumber, Shop};
use crate::by_name::Steps;
use crate::call::{Call, typed};
use crate::channel::Channel;
use crate::error::Result;
use crate::platform::BoxFuture;
use crate::watch::{Begun, Watched};

/// Buys what an attempt is for: places it, finds it again where its answer is lost, and waits for its numbers.
///
/// It spends money, once. Called again with the same attempt it goes on where it was: what was placed is not placed
/// again, and what was lost is looked for by the attempt's id. Where the time is up (the call's time-out, ten minutes by
/// default) it tells how far the purchase has come, and the `stage` is not `done`. The attempt says what the order may
/// cost at most.
#[watch(
    Didww::buy_numbers,
    by = CreateDidwwOrder,
    output = NumberPurchase,
    watch(buy_and_watch, "Buys as `buy_numbers` does, and shows how far the purchase has come: as soon as it is ordered, \
        then each time it has come further, until nothing more will come or the time is up."),
    raises(
        outcome_unknown = "the answer was lost and no order of it was seen. Call it again before you buy again",
        insufficient_funds = "the balance does not cover the order; nothing was bought",
        invalid_input = "it costs more than `max_monthly_price` or `max_setup_price` of the attempt, or the carrier \
            refuses it; nothing was bought",
    ),
)]
pub struct BuyDidwwNumbers {
    /// The attempt, as `prepare_order` returned it.
    pub attempt: Attempt,
}

impl Watched for BuyDidwwNumbers {
    type State = NumberPurchase;

    fn begin(self, begun: Begun) -> Result<Box<dyn Steps>> {
        Buying::begin(self.attempt.clone(), self, begun)
    }
}

impl Shop for BuyDidwwNumbers {
    fn search(&self, attempt: Attempt) -> Box<dyn Call> {
        Box::new(ReconcileDidwwOrders { attempts: vec![attempt] })
    }

    fn ordered(&self, attempt: &Attempt) -> i32 {
        let items = attempt.arguments.0.get("items").and_then(|it| it.as_array());
        // A chosen number has no `qty`.
        let qty = |item: &Value| item.get("qty").and_then(i32::read).unwrap_or(1);
        items.into_iter().flatten().map(qty).fold(0, i32::saturating_add)
    }

    fn state<'a>(
        &'a self,
        channel: &'a Arc<Channel>,
        order_id: String,
        until: Duration,
    ) -> BoxFuture<'a, Result<NumberPurchase>> {
        Box::pin(async move {
            let get = GetDidwwOrder::new(order_id.clone());
            let order = channel.send_until(&get, until).await?;
            let mut state = state_of(typed(order.value)?);
            // An order does not name its DIDs.
            let mut request = ListDids::new();
            request.filter.order_id = Some(DidwwFilter::Is(order_id));
            let mut take = |page| {
                for did in typed::<DidwwDidPage>(page)?.dids {
                    let number = did.number.unwrap_or_default();
                    state.numbers.push(PurchasedNumber { number, e164: did.e164 });
                }
                Ok(true)
            };
            channel.read_until(Arc::new(request), until, &mut take).await?;
            let numbers = i32::try_from(state.numbers.len()).unwrap_or(i32::MAX);
            state.delivered = state.delivered.saturating_add(numbers);
            Ok(state)
        })
    }
}

fn state_of(order: DidwwOrder) -> NumberPurchase {
    let is_over =
        matches!(order.status, Some(DidwwOrderStatus::Completed | DidwwOrderStatus::Canceled));
    let is_completed = order.status == Some(DidwwOrderStatus::Completed);
    let (mut ordered, mut delivered) = (0_i32, 0);
    for item in order.items.iter().flatten() {
        let qty = item.qty.unwrap_or(1);
        ordered = ordered.saturating_add(qty);
        // Channels are there once the order is completed.
        if is_completed && item.capacity_pool_id.is_some() && item.did_group_id.is_none() {
            delivered = qty;
        }
    }
    NumberPurchase {
        order_id: Some(order.id),
        stage: if is_over { PurchaseStage::Done } else { PurchaseStage::Ordered },
        ordered,
        delivered,
        cost_basis: if order.amount.is_some() { CostBasis::Charged } else { CostBasis::Unknown },
        cost: order.amount,
        ..NumberPurchase::default()
    }
}
