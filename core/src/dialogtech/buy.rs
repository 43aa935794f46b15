//! Buying numbers in one call.

use telnum_macros::watch;

use super::order::DialogTechOrder;
use super::reconcile::ReconcileDialogTechOrders;
use crate::attempt::Attempt;
use crate::buying::{Buying, NumberPurchase, PurchaseStage, PurchasedNumber, Shop};
use crate::by_name::Steps;
use crate::call::{Call, Output, typed};
use crate::error::Result;
use crate::watch::{Begun, Watched};

/// Buys what an attempt is for, as at the other carriers. The carrier answers with the numbers at once.
///
/// It spends money, once. The carrier's API cannot tell afterwards what became of an attempt whose answer was lost: such
/// a call ends with `outcome_unknown`, and so does every later one with the same attempt.
#[watch(
    DialogTech::buy_numbers,
    by = OrderNumbers,
    output = NumberPurchase,
    watch(buy_and_watch, "Buys as `buy_numbers` does, and shows how far the purchase has come: as soon as it is ordered, \
        then each time it has come further, until nothing more will come or the time is up."),
    raises(
        outcome_unknown = "the answer was lost: look at the account's numbers in the carrier's portal before you buy \
            again",
        conflict = "this client has placed the attempt before, and told what it brought",
        rejected = "the carrier refused, with its own text; nothing was bought",
    ),
)]
pub struct BuyDialogTechNumbers {
    /// The attempt, as `prepare_order` returned it.
    pub attempt: Attempt,
}

impl Watched for BuyDialogTechNumbers {
    type State = NumberPurchase;

    fn begin(self, begun: Begun) -> Result<Box<dyn Steps>> {
        Buying::begin(self.attempt.clone(), self, begun)
    }
}

impl Shop for BuyDialogTechNumbers {
    fn search(&self, attempt: Attempt) -> Box<dyn Call> {
        Box::new(ReconcileDialogTechOrders { attempts: vec![attempt] })
    }

    fn at_once(&self, order: Box<dyn Output>) -> Result<NumberPurchase> {
        let order = typed::<DialogTechOrder>(order)?;
        let numbers = order.numbers.into_iter();
        let numbers = numbers.map(|it| PurchasedNumber { number: it.number, e164: it.e164 });
        Ok(NumberPurchase {
            stage: PurchaseStage::Done,
            ordered: order.ordered,
            delivered: order.fulfilled,
            numbers: numbers.collect(),
            ..NumberPurchase::default()
        })
    }
}
