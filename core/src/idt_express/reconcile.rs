//! Reading lost orders back: the carrier keeps no reference of ours, so orders are known by what they are for
//! and by when they were made.

use std::sync::Arc;
use std::time::Duration;

use telnum_macros::{operation, record};

use super::lost::{self, Candidate, Lost};
use super::order::{GetOrder, IdtOrder};
use super::order_list::{IdtOrderPage, IdtOrderSummary, ListOrders};
use crate::attempt::Attempt;
use crate::call::{Call, typed};
use crate::channel::Channel;
use crate::driver::CallOptions;
use crate::error::{ErrorKind, Result};
use crate::operation::Running;
use crate::pager::{Pages, Walk};
use crate::platform::BoxFuture;
use crate::policy::retry_after;
use crate::reconcile::{AttemptOutcome, NOT_PLACED, Search, search};
use crate::types::{Id, Timestamp};

/// Finds out what became of attempts whose answers were lost.
///
/// The carrier's list of orders is read to its end, and each order that may be of an attempt is opened: its DID
/// group, its quantity and its time have to fit. Orders that this client made otherwise are left out. It looks at
/// once, then again after growing pauses, until every attempt is placed or the time is up, for an order may show
/// late: the call's time-out is for the whole search, 60 s
/// by default. That no order was seen proves nothing: to buy again then is at your own risk.
#[operation(
    IdtExpress::reconcile_orders,
    GET "/v1/dids/orders",
    page = "Get Orders",
    answer = run(ReconcileOrders::run, Vec<IdtReconciledAttempt>),
    raises(
        invalid_input = "an attempt is for another carrier or environment, or is given twice; nothing is sent",
        timeout = "the orders could not be read to the end in time, so that nothing is known",
    ),
)]
pub struct ReconcileOrders {
    /// The attempts, as `prepare_order` returned them or as an error carried them.
    #[required]
    pub attempts: Vec<Attempt>,
    /// The ids of orders that are known to be of other attempts, or of other people.
    pub known_order_ids: Vec<String>,
    /// True states that nobody else orders on this account: no person, no other program, and no earlier run whose
    /// orders are not among `known_order_ids`; and that `attempts` are all whose answers were lost. Only then is an order that fits an attempt that attempt's; otherwise
    /// it is `undecided`.
    pub sole_buyer: Option<bool>,
    /// True relies on the list beginning with the newest order, as far as was seen, which the carrier does not
    /// document: the search ends at the first page whose orders are all older than the attempts.
    pub newest_first: Option<bool>,
}

/// What became of an attempt.
#[record]
pub struct IdtReconciledAttempt {
    /// The attempt's id.
    pub attempt_id: String,
    /// What is known of it.
    pub outcome: AttemptOutcome,
    /// Its order, where it was placed; where it is undecided, the orders that may be of it.
    pub orders: Vec<IdtOrder>,
    /// When the last look began: nothing is known of orders that showed later.
    pub looked_until: Option<Timestamp>,
    /// What speaks for it, as a sentence.
    pub reason: String,
}

impl ReconcileOrders {
    async fn run(&self, running: Running<'_>) -> Result<Vec<IdtReconciledAttempt>> {
        let channel = running.channel;
        channel.check_attempts(&self.attempts)?;
        let mut found = Vec::new();
        let mut lost = Vec::new();
        let now = channel.platform.now();
        for attempt in &self.attempts {
            let mut it = IdtReconciledAttempt {
                attempt_id: attempt.id.clone(),
                outcome: AttemptOutcome::NotPlaced,
                orders: Vec::new(),
                looked_until: None,
                reason: NOT_PLACED.to_owned(),
            };
            if let Some(id) = channel.placed.order_of(attempt) {
                let get = GetOrder { order_id: Id::from(id) };
                let order = channel.send(&get, CallOptions::default()).await?;
                it.orders = vec![typed(order.value)?];
                (it.outcome, it.reason) = (AttemptOutcome::Placed, ANSWERED.to_owned());
            } else if !channel.placed.bought_nothing(attempt) {
                it.outcome = AttemptOutcome::NotSeen;
                lost.push(Lost::of(attempt, now));
            }
            found.push(it);
        }
        if lost.is_empty() {
            return Ok(found);
        }
        let mut orders = Orders {
            channel: Arc::clone(channel),
            known: self.known_order_ids.clone(),
            sole_buyer: self.sole_buyer == Some(true),
            newest_first: self.newest_first == Some(true),
            lost,
            ahead: 0,
            opened: Vec::new(),
        };
        let looked = search(running, &mut orders).await?;
        let looked_for = found.iter_mut().filter(|it| it.outcome == AttemptOutcome::NotSeen);
        for (it, settled) in looked_for.zip(orders.settled()) {
            it.outcome = settled.outcome;
            it.orders = settled.orders;
            it.reason = settled.reason.to_owned();
            it.looked_until = Some(looked);
        }
        Ok(found)
    }
}

const ANSWERED: &str = "This client was told of the order when it placed the attempt.";
/// The carrier's default, and its most.
const PAGE_SIZE: i32 = 100;
/// How often a list is read that changes while it is read.
const MOST_READINGS: u32 = 3;

/// The orders that may be of lost attempts.
struct Orders {
    channel: Arc<Channel>,
    known: Vec<String>,
    sole_buyer: bool,
    newest_first: bool,
    lost: Vec<Lost>,
    /// By how many milliseconds the carrier's clock is ahead of ours.
    ahead: i64,
    /// What was opened; what is an order for something else is nothing.
    opened: Vec<(String, Option<IdtOrder>)>,
}

impl Search for Orders {
    fn look(&mut self, until: Duration) -> BoxFuture<'_, Result<bool>> {
        Box::pin(async move {
            for row in self.list(until).await? {
                self.open(row, until).await?;
            }
            let settled = self.settled();
            // What is undecided stays so, however often it is looked at.
            Ok(settled.iter().all(|it| it.outcome != AttemptOutcome::NotSeen))
        })
    }
}

impl Orders {
    fn settled(&self) -> Vec<lost::Settled> {
        let orders = self.opened.iter().filter_map(|it| it.1.as_ref());
        let candidates: Vec<Candidate<'_>> =
            orders.map(|it| Candidate::of(it, self.ahead)).collect();
        lost::settle(&self.lost, &candidates, self.sole_buyer)
    }

    /// The rows that may be of an attempt. The list is read again where it changed meanwhile.
    async fn list(&mut self, until: Duration) -> Result<Vec<IdtOrderSummary>> {
        let mut rows: Vec<IdtOrderSummary> = Vec::new();
        for _ in 0..MOST_READINGS {
            let first =
                ListOrders { page: Some(1), page_size: Some(PAGE_SIZE), filter_by_status: None };
            let first: &dyn Call = &first;
            let answer = self.channel.send(first, self.channel.options_until(until)?).await?;
            let date = answer.info.headers.iter().find(|it| it.name == "date");
            let now = self.channel.platform.now();
            self.ahead = date.map_or(0, |it| retry_after::ahead(&it.value, now));
            let before = typed::<IdtOrderPage>(answer.value)?.total;
            let after = self.walk(until, &mut rows).await?;
            if before == after {
                break;
            }
        }
        Ok(rows)
    }

    /// Reads the list, and adds the rows that may be of an attempt. It brings how many orders there are, as the
    /// last page says.
    async fn walk(&self, until: Duration, rows: &mut Vec<IdtOrderSummary>) -> Result<Option<i32>> {
        let request: Arc<dyn Pages> =
            Arc::new(ListOrders { page: None, page_size: Some(PAGE_SIZE), filter_by_status: None });
        let mut walk =
            Walk::new(Arc::clone(&self.channel), request, self.channel.options_until(until)?);
        let mut total = None;
        while let Some(page) = walk.next_page().await? {
            let page = typed::<IdtOrderPage>(page)?;
            total = page.total;
            let is_old = self.newest_first
                && page.orders.iter().all(|it| it.created_at.is_some_and(|it| self.is_too_old(it)));
            for row in page.orders {
                if self.may_fit(&row) && !rows.iter().any(|it| it.id == row.id) {
                    rows.push(row);
                }
            }
            if is_old {
                break;
            }
            // Whether there is time for another one.
            self.channel.options_until(until)?;
        }
        Ok(total)
    }

    fn may_fit(&self, row: &IdtOrderSummary) -> bool {
        let is_known = self.known.contains(&row.id) || self.channel.placed.has_made(&row.id);
        let fits = |lost: &Lost| row.ordered.is_none_or(|it| it == lost.quantity);
        !is_known
            && self.lost.iter().any(fits)
            && !row.created_at.is_some_and(|it| self.is_too_old(it))
    }

    fn is_too_old(&self, created: Timestamp) -> bool {
        let created = created.unix_milliseconds() - self.ahead;
        self.lost.iter().all(|it| lost::is_too_old(it, created))
    }

    /// Rows are summaries: the order itself says what it is for.
    async fn open(&mut self, row: IdtOrderSummary, until: Duration) -> Result<()> {
        if self.opened.iter().any(|it| it.0 == row.id) {
            return Ok(());
        }
        let get = GetOrder { order_id: Id::from(row.id.as_str()) };
        let get: &dyn Call = &get;
        let answer = self.channel.send(get, self.channel.options_until(until)?).await;
        let order = match answer {
            Ok(answer) => Some(typed::<IdtOrder>(answer.value)?),
            Err(error) if error.kind == ErrorKind::NotFound => None,
            Err(error) => return Err(error),
        };
        self.opened.push((row.id, order));
        Ok(())
    }
}
