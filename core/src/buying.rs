//! From an attempt to its numbers: placed, found again where its answer was lost, and waited for, step by step.

mod step;

use std::sync::Arc;
use std::time::Duration;

use rust_decimal::Decimal;
use telnum_macros::{closed_set, record};

use self::step::{step, unread};
use crate::arguments::Scalar;
use crate::attempt::Attempt;
use crate::by_name::Steps;
use crate::call::{Call, Output};
use crate::channel::Channel;
use crate::checks::Checks;
use crate::cost::by_this_call;
use crate::driver::CallOptions;
use crate::error::{Error, ErrorKind, Result};
use crate::looks::Looks;
use crate::platform::{BoxFuture, Shared};
use crate::purchase::unknown_outcome;
use crate::seen::Shown;
use crate::seen::written::written;
use crate::shown_seconds::Seconds;
use crate::types::decimal_text;
use crate::watch::Begun;

/// A purchase, as far as it has come.
#[derive(Default)]
#[record]
pub struct NumberPurchase {
    /// The attempt's id.
    pub attempt_id: String,
    /// The id of its order, where the carrier gives one.
    pub order_id: Option<String>,
    /// Where it stands.
    pub stage: PurchaseStage,
    /// How many numbers were asked for.
    pub ordered: i32,
    /// How many of them are there.
    pub delivered: i32,
    /// How many are missing so far; once it is done, how many will not come.
    pub shortfall: i32,
    /// Those that are there.
    pub numbers: Vec<PurchasedNumber>,
    /// What the order costs at once, with the first month: the price of all numbers that were ordered, also where fewer
    /// came, or none. See `cost_basis`.
    #[serde(with = "decimal_text")]
    pub cost: Option<Decimal>,
    /// How sure the cost is.
    pub cost_basis: CostBasis,
}

/// A number that a purchase brought.
#[derive(Default)]
#[record]
pub struct PurchasedNumber {
    /// The number as the carrier wrote it.
    pub number: String,
    /// Its E.164 form, where it can be known.
    pub e164: Option<String>,
}

/// Where a purchase stands.
#[derive(Default)]
#[closed_set]
pub enum PurchaseStage {
    /// It is ordered, and numbers are on their way.
    #[default]
    Ordered,
    /// The carrier has no such numbers at present: they may come, in weeks perhaps.
    Backordered,
    /// Nothing more will come.
    Done,
}

/// How sure a cost is.
#[derive(Default)]
#[closed_set]
pub enum CostBasis {
    /// The carrier names no cost.
    #[default]
    Unknown,
    /// The carrier charged it, VAT included.
    Charged,
    /// From the fees that the order shows, for all numbers that were ordered: the carrier names no sum.
    Computed,
}

/// What differs from carrier to carrier.
pub(crate) trait Shop: Shared {
    /// Adds every rule that its own arguments break.
    fn rules(&self, _: &mut Checks) {}

    /// The call that looks for its order where its answer was lost.
    fn search(&self, attempt: Attempt) -> Box<dyn Call>;

    /// How many numbers an attempt is for.
    fn ordered(&self, attempt: &Attempt) -> i32 {
        attempt.arguments.0.get("quantity").and_then(i32::read).unwrap_or_default()
    }

    /// Whether a backorder is waited for too.
    fn goes_through_backorders(&self) -> bool {
        false
    }

    /// Refuses an attempt that costs more than its caller allows, before it is placed.
    fn check<'a>(&'a self, _: &'a Arc<Channel>, _: CallOptions) -> BoxFuture<'a, Result<()>> {
        Box::pin(std::future::ready(Ok(())))
    }

    /// How the order of this id stands, where the carrier gives ids.
    fn state<'a>(
        &'a self,
        _: &'a Arc<Channel>,
        _order_id: String,
        _until: Duration,
    ) -> BoxFuture<'a, Result<NumberPurchase>> {
        let error = Error::new(ErrorKind::Decode, "The carrier gives orders no id.");
        Box::pin(std::future::ready(Err(error)))
    }

    /// What an answer without an order's id brought at once.
    fn at_once(&self, _: Box<dyn Output>) -> Result<NumberPurchase> {
        Err(Error::new(ErrorKind::Decode, "The order has no id."))
    }
}

/// Places an attempt unless it was placed before, and goes on with it until nothing more will come or the time is up.
pub(crate) struct Buying {
    channel: Arc<Channel>,
    attempt: Attempt,
    shop: Box<dyn Shop>,
    limit: Duration,
    looks: Looks,
    prices: Prices,
    /// How the purchase failed, where its outcome is unknown: it is looked for from then on.
    lost: Option<Error>,
    /// What was seen last, to be compared with the next one.
    seen: Option<Vec<u8>>,
    ended: bool,
}

/// Whether it was looked whether the attempt costs too much.
#[derive(PartialEq)]
enum Prices {
    Unchecked,
    Asked,
    Checked,
}

impl Buying {
    /// Nothing is sent yet.
    pub(crate) fn begin(
        attempt: Attempt,
        shop: impl Shop + 'static,
        begun: Begun,
    ) -> Result<Box<dyn Steps>> {
        Self::checked(attempt, Box::new(shop), begun)
    }

    fn checked(attempt: Attempt, shop: Box<dyn Shop>, begun: Begun) -> Result<Box<dyn Steps>> {
        let Begun { channel, mut checks, options } = begun;
        if channel.validate {
            shop.rules(&mut checks);
        }
        checks.finish(channel.carrier, |_| None)?;
        let limit = options.timeout.map_or(Ok(LIMIT), crate::config::wait)?;
        channel.check_attempt(&attempt)?;
        Ok(Box::new(Self {
            channel,
            attempt,
            shop,
            limit,
            looks: Looks::within(limit),
            prices: Prices::Unchecked,
            lost: None,
            seen: None,
            ended: false,
        }))
    }

    /// How far it has come, where that is more than before.
    async fn next_state(&mut self) -> Result<Option<NumberPurchase>> {
        if self.ended {
            return Ok(None);
        }
        self.check_prices().await?;
        while let Some(left) = self.looks.next(&self.channel).await {
            let until = self.channel.platform.elapsed().saturating_add(left);
            let is_lost = self.lost.is_some();
            let stepped = step(&self.channel, &self.attempt, &*self.shop, until, is_lost).await;
            let now = match stepped {
                Ok(now) => {
                    self.looks.succeeded();
                    now
                }
                Err(error) => {
                    self.failed(error)?;
                    continue;
                }
            };
            let Some(mut now) = now else { continue };
            now.attempt_id.clone_from(&self.attempt.id);
            now.shortfall = now.ordered.saturating_sub(now.delivered).max(0);
            self.ended = match now.stage {
                PurchaseStage::Ordered => false,
                PurchaseStage::Backordered => !self.shop.goes_through_backorders(),
                PurchaseStage::Done => true,
            };
            let written = written(now.seen());
            if self.ended || self.seen.as_ref() != Some(&written) {
                self.seen = Some(written);
                return Ok(Some(now));
            }
        }
        self.ended = true;
        match self.seen {
            Some(_) => Ok(None),
            None => self.too_late().map(Some),
        }
    }

    /// Once: what a look at prices was asked may have been acted on, however it ended.
    async fn check_prices(&mut self) -> Result<()> {
        match self.prices {
            Prices::Checked => return Ok(()),
            Prices::Asked => {
                return Err(self.told(Error::new(ErrorKind::Conflict, CUT_OFF)));
            }
            Prices::Unchecked => self.prices = Prices::Asked,
        }
        let channel = &self.channel;
        let is_foreign = channel.is_foreign(&self.attempt);
        let is_known = !is_foreign || channel.places_once(self.limit).await;
        if is_known && !channel.placed.is_taken(&self.attempt) {
            let options = CallOptions::new().timeout(channel.timeout.min(self.limit));
            if let Err(error) = self.shop.check(channel, options).await {
                let error = if is_foreign { by_this_call(error) } else { error };
                self.take_up(error).await.map_err(|error| self.told(error))?;
            }
        }
        self.prices = Prices::Checked;
        Ok(())
    }

    /// An attempt that costs too much now may have been placed by others, as the journal knows: then it is gone on with.
    async fn take_up(&self, error: Error) -> Result<()> {
        let (channel, attempt) = (&self.channel, &self.attempt);
        match channel.taken_in_journal(attempt, channel.timeout).await? {
            None => return Err(error),
            Some(None) => channel.placed.found(attempt),
            Some(order_id) => channel.placed.made(attempt, order_id.as_deref()),
        }
        Ok(())
    }

    /// A step failed: what may pass is looked past, and what is lost is looked for.
    fn failed(&mut self, mut error: Error) -> Result<()> {
        let is_unknown = error.kind == ErrorKind::OutcomeUnknown;
        if let Some(lost) = &self.lost
            && is_unknown
        {
            let (cause, sent_at) = (lost.cause, lost.sent_at);
            error = error.with(|it| (it.cause, it.sent_at) = (cause, sent_at));
        } else if is_unknown && self.channel.placed.may_have_bought(&self.attempt) {
            self.lost = Some(error);
            return Ok(());
        }
        let failed = self.looks.failed(error);
        failed.map_err(|error| match self.channel.placed.answer_of(&self.attempt).flatten() {
            Some(order_id) => self.told(unread(error, &order_id)),
            None => self.told(error),
        })
    }

    /// What is known when the time is up: its order, or an error.
    fn too_late(&mut self) -> Result<NumberPurchase> {
        let (channel, attempt) = (&self.channel, &self.attempt);
        if let Some(order_id) = channel.placed.answer_of(attempt).flatten() {
            let ordered = self.shop.ordered(attempt);
            return Ok(NumberPurchase {
                attempt_id: attempt.id.clone(),
                order_id: Some(order_id),
                stage: PurchaseStage::Ordered,
                ordered,
                shortfall: ordered,
                ..NumberPurchase::default()
            });
        }
        let error = self.lost.take().unwrap_or_else(|| {
            let is_taken = channel.placed.is_taken(attempt);
            let what = if is_taken { NOT_FOUND } else { NOT_PLACED };
            let failure = self.looks.failure();
            let text = format!("{what} within {} s.{failure}", Seconds(self.limit));
            let error = Error::new(ErrorKind::Timeout, text);
            match channel.purchase_by(attempt) {
                // When it was sent, whoever sent it knows.
                Ok((named, _)) if is_taken => {
                    let now = channel.now();
                    unknown_outcome(error, named.facts.look, Some(attempt), now)
                        .with(|it| it.sent_at = None)
                }
                _ => error,
            }
        });
        Err(self.told(error))
    }

    /// An error that says what may have been bought.
    fn told(&self, error: Error) -> Error {
        let order_id = self.channel.placed.answer_of(&self.attempt).flatten();
        error.with(|it| {
            it.carrier = Some(self.channel.carrier);
            it.attempt = Some(self.attempt.clone());
            it.candidate_order_id = order_id.or(it.candidate_order_id.take());
        })
    }
}

impl Steps for Buying {
    fn next(&mut self) -> BoxFuture<'_, Result<Option<Box<dyn Output>>>> {
        Box::pin(async { Ok(self.next_state().await?.map(|it| Box::new(it) as _)) })
    }
}

const CUT_OFF: &str = "The call was cut off while it looked at prices, which it does once: begin another one. Nothing was \
                       bought.";
const NOT_PLACED: &str = "Nothing was bought by this call: the attempt could not be placed";
const NOT_FOUND: &str = "No order of the attempt was seen";
/// How long it takes at most where the caller does not say.
const LIMIT: Duration = Duration::from_secs(600);
