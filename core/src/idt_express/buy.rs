//! Buying numbers in one call.

use std::sync::Arc;
use std::time::Duration;

use rust_decimal::Decimal;
use telnum_macros::watch;

use super::delivery::IdtDelivery;
use super::order::{GetOrder, IdtOrder, IdtOrderItem, IdtOrderPreview};
use super::order_request::PreviewOrder;
use super::reconcile::ReconcileOrders;
use super::{errors, lost};
use crate::attempt::Attempt;
use crate::buying::{Buying, CostBasis, NumberPurchase, PurchaseStage, PurchasedNumber, Shop};
use crate::by_name::Steps;
use crate::call::{Call, typed};
use crate::channel::Channel;
use crate::checks::Checks;
use crate::cost;
use crate::driver::CallOptions;
use crate::error::Result;
use crate::platform::BoxFuture;
use crate::types::Id;
use crate::watch::{Begun, Watched};

/// Buys what an attempt is for: places it, finds it again where its answer is lost, and waits for its numbers.
///
/// It spends money, once. Called again with the same attempt it goes on where it was: what was placed is not placed
/// again, and what was lost is looked for. Where the time is up (the call's time-out, ten minutes by default) it tells
/// how far the purchase has come, and the `stage` is not `done`.
#[watch(
    IdtExpress::buy_numbers,
    by = CreateOrder,
    output = NumberPurchase,
    watch(buy_and_watch, "Buys as `buy_numbers` does, and shows how far the purchase has come: as soon as it is ordered, \
        then each time it has come further, until nothing more will come or the time is up."),
    raises(
        outcome_unknown = "the answer was lost and no order of it was seen, or orders were seen that may be of somebody \
            else. Call it again, or look at the account's orders, before you buy again",
        insufficient_funds = "the balance does not cover the order; nothing was bought",
        invalid_input = "it costs more than `max_monthly_price` or `max_setup_price`, or a chosen number is no longer \
            to be had; nothing was bought",
    ),
)]
pub struct BuyNumbers {
    /// The attempt, as `prepare_order` or `prepare_order_by_sku` returned it.
    pub attempt: Attempt,
    /// The most that all numbers together may cost each month, by an order preview right before the order is sent.
    pub max_monthly_price: Option<Decimal>,
    /// The most that all numbers together may cost at once, beside the first month; by the same preview.
    pub max_setup_price: Option<Decimal>,
    /// True states that nobody else orders on this account, as `reconcile_orders` takes it: only then can a lost
    /// order be found.
    pub sole_buyer: Option<bool>,
    /// The ids of orders that are known to be of other attempts, or of other people; for a lost order.
    pub known_order_ids: Vec<String>,
    /// True goes on through a backorder, which ends the wait otherwise: it may last for weeks.
    pub through_backorder: Option<bool>,
}

impl BuyNumbers {
    fn ceilings(&self) -> [(&'static str, Option<&Decimal>); 2] {
        [
            ("max_monthly_price", self.max_monthly_price.as_ref()),
            ("max_setup_price", self.max_setup_price.as_ref()),
        ]
    }

    async fn check_prices(&self, channel: &Arc<Channel>, options: CallOptions) -> Result<()> {
        if self.ceilings().iter().all(|it| it.1.is_none()) {
            return Ok(());
        }
        let lost = super::lost::Lost::of(0, &self.attempt, i64::MAX);
        let preview = PreviewOrder { did_group_id: Id::from(lost.group), quantity: lost.quantity };
        let preview = typed::<IdtOrderPreview>(channel.send(&preview, options).await?.value)?;
        let mut checks = Checks::default();
        for ((name, ceiling), costs) in self.ceilings().into_iter().zip(costs(&preview.order_items))
        {
            let Some(ceiling) = ceiling else { continue };
            let rule = match costs {
                None => "cannot be kept: the preview shows no such price".to_owned(),
                Some(costs) if cost::scaled(ceiling).is_none_or(|it| costs > it) => format!(
                    "is {}, and the order costs {}",
                    telnum_wire::amount::amount_text(ceiling, str::to_owned),
                    cost::text(costs)
                ),
                Some(_) => continue,
            };
            checks.fail(errors::invalid(name, &rule));
        }
        checks.finish(channel.carrier, |_| None).map_err(cost::not_bought)
    }
}

/// What all items cost each month and at once, in units of `cost`.
fn costs(items: &[IdtOrderItem]) -> [Option<i64>; 2] {
    let mut sums = [Some(0_i64), Some(0)];
    for item in items {
        let fees = item.did_group.as_ref().and_then(|it| it.fees.as_ref());
        let prices = [fees.and_then(|it| it.monthly_fee), fees.and_then(|it| it.setup_fee)];
        for (sum, price) in sums.iter_mut().zip(prices) {
            let cost = price
                .zip(item.ordered)
                .and_then(|(price, ordered)| cost::scaled(&price)?.checked_mul(i64::from(ordered)));
            *sum = sum.zip(cost).and_then(|(sum, cost)| sum.checked_add(cost));
        }
    }
    sums
}

impl Watched for BuyNumbers {
    type State = NumberPurchase;

    fn begin(self, begun: Begun) -> Result<Box<dyn Steps>> {
        Buying::begin(self.attempt.clone(), self, begun)
    }
}

impl Shop for BuyNumbers {
    fn rules(&self, checks: &mut Checks) {
        for (name, ceiling) in self.ceilings() {
            if ceiling.is_some_and(|it| it.is_sign_negative() && !it.is_zero()) {
                checks.fail(errors::invalid(name, "must be 0 or more"));
            }
        }
    }

    fn search(&self, attempt: Attempt) -> Box<dyn Call> {
        Box::new(ReconcileOrders {
            attempts: vec![attempt],
            known_order_ids: self.known_order_ids.clone(),
            sole_buyer: self.sole_buyer,
            newest_first: None,
        })
    }

    fn ordered(&self, attempt: &Attempt) -> i32 {
        lost::ordered(attempt)
    }

    fn goes_through_backorders(&self) -> bool {
        self.through_backorder == Some(true)
    }

    fn check<'a>(
        &'a self,
        channel: &'a Arc<Channel>,
        options: CallOptions,
    ) -> BoxFuture<'a, Result<()>> {
        Box::pin(self.check_prices(channel, options))
    }

    fn state<'a>(
        &'a self,
        channel: &'a Arc<Channel>,
        order_id: String,
        until: Duration,
    ) -> BoxFuture<'a, Result<NumberPurchase>> {
        Box::pin(async move {
            let get = GetOrder { order_id: Id::from(order_id) };
            let order = channel.send_until(&get, until).await?;
            Ok(state_of(typed(order.value)?))
        })
    }
}

fn state_of(order: IdtOrder) -> NumberPurchase {
    let [monthly, setup] = costs(&order.order_items);
    let cost = monthly.zip(setup).and_then(|(monthly, setup)| monthly.checked_add(setup));
    let cost = cost.filter(|_| !order.order_items.is_empty()).and_then(cost::amount);
    let items = order.order_items.into_iter();
    let numbers = items.flat_map(|it| it.numbers);
    let numbers: Vec<PurchasedNumber> =
        numbers.map(|it| PurchasedNumber { number: it.number, e164: it.e164 }).collect();
    NumberPurchase {
        order_id: Some(order.id),
        stage: match order.delivery {
            IdtDelivery::Moving => PurchaseStage::Ordered,
            IdtDelivery::Backordered => PurchaseStage::Backordered,
            IdtDelivery::Delivered | IdtDelivery::PartlyDelivered | IdtDelivery::NotDelivered => {
                PurchaseStage::Done
            }
        },
        ordered: order.ordered.unwrap_or_default(),
        delivered: i32::try_from(numbers.len()).unwrap_or(i32::MAX),
        numbers,
        cost_basis: if cost.is_some() { CostBasis::Computed } else { CostBasis::Unknown },
        cost,
        ..NumberPurchase::default()
    }
}
