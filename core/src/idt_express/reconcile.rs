//! Reading lost orders back: the carrier keeps no reference of ours, so orders are known by what they are for
//! and by when they were made.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use telnum_macros::operation;

use super::lost::{self, Candidate, Lost};
use super::order::GetOrder;
use super::order_list::{IdtOrderPage, IdtOrderSummary, ListOrders};
use crate::attempt::Attempt;
use crate::call::typed;
use crate::channel::Channel;
use crate::error::{ErrorKind, Result};
use crate::journal::PlacedAttempt;
use crate::operation::{Ran, Running};
use crate::pager::Pages;
use crate::platform::BoxFuture;
use crate::policy::retry_after;
use crate::reconcile::{Finder, IN_JOURNAL, ReconciledAttempt, reconcile};
use crate::types::{Id, Timestamp};

/// Finds out what became of attempts whose answers were lost.
///
/// The carrier's list of orders is read to its end, and each order that may be of an attempt is opened: its DID
/// group, its quantity and its time have to fit. Orders that this client, or one that shares its journal, is known to
/// have made are left out, and an attempt that the journal knows to be placed is not looked for. It looks at once, then
/// again after growing pauses, until every attempt is placed or the time is up, for an order may show late: the call's
/// time-out is for the whole search, 60 s by default. That no order was seen proves nothing: to buy again then is at your
/// own risk. So what the carrier refused is not looked for.
#[operation(
    IdtExpress::reconcile_orders,
    GET "/v1/dids/orders",
    page = "Get Orders",
    answer = run(ReconcileOrders::run, Vec<ReconciledAttempt>),
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

impl ReconcileOrders {
    fn run<'a>(&'a self, running: Running<'a>) -> Ran<'a> {
        let orders = Orders {
            channel: Arc::clone(running.channel),
            stated: self.known_order_ids.clone(),
            known: HashMap::new(),
            sole_buyer: self.sole_buyer == Some(true),
            newest_first: self.newest_first == Some(true),
            lost: Vec::new(),
            ahead: 0,
            seen: Vec::new(),
            candidates: Vec::new(),
        };
        reconcile(running, &self.attempts, Box::new(orders))
    }
}

/// The orders that may be of lost attempts.
struct Orders {
    channel: Arc<Channel>,
    /// The ids that the caller knows.
    stated: Vec<String>,
    /// The same and those of the journal. A table of the type that other code has too: each type is compiled by itself.
    known: HashMap<String, i32>,
    sole_buyer: bool,
    newest_first: bool,
    lost: Vec<Lost>,
    /// By how many milliseconds the carrier's clock is ahead of ours.
    ahead: i64,
    /// The ids of those that the list shows, each once, and whether they were opened.
    seen: Vec<(String, bool)>,
    /// Those that were opened: an order does not change what it is for.
    candidates: Vec<Candidate>,
}

impl Finder for Orders {
    fn seek(&mut self, at: usize, attempt: &Attempt, now: i64) {
        self.lost.push(Lost::of(at, attempt, now));
    }

    fn look<'a>(
        &'a mut self,
        placed: Result<Vec<PlacedAttempt>>,
        found: &'a mut [ReconciledAttempt],
        until: Duration,
    ) -> BoxFuture<'a, Result<bool>> {
        Box::pin(async move {
            self.leave_out(placed?, found);
            // A list that changes while it is read is read again; what comes later is for the next look.
            for _ in 0..MOST_READINGS {
                if self.list(until).await? {
                    break;
                }
            }
            self.open(until).await?;
            lost::settle(&self.lost, &mut self.candidates, self.sole_buyer, found);
            Ok(true)
        })
    }
}

impl Orders {
    /// Looks neither for attempts that the journal has settled, nor at the orders of those that it knows.
    fn leave_out(&mut self, placed: Vec<PlacedAttempt>, found: &[ReconciledAttempt]) {
        self.known.clear();
        for id in placed.into_iter().filter_map(|it| it.order_id).chain(self.stated.clone()) {
            self.known.insert(id, 0);
        }
        self.lost.retain(|it| found.get(it.at).is_none_or(|found| found.reason != IN_JOURNAL));
        // Of another's, as the journal has learned since it was opened.
        self.candidates.retain(|it| !self.known.contains_key(&it.id));
    }

    /// Reads the list. It brings whether there were as many orders at the end as in the beginning.
    async fn list(&mut self, until: Duration) -> Result<bool> {
        let channel = Arc::clone(&self.channel);
        let request = ListOrders { page: None, page_size: Some(PAGE_SIZE), filter_by_status: None };
        let request: Arc<dyn Pages> = Arc::new(request);
        // Its first page by itself too: what an answer says of the time is no part of a walk.
        let first = channel.send_until(&*request, until).await?;
        let date = first.info.headers.iter().find(|it| it.name == "date");
        self.ahead = date.map_or(0, |it| retry_after::ahead(&it.value, channel.platform.now()));
        let before = typed::<IdtOrderPage>(first.value)?.total;
        let mut after = None;
        let mut take = |page| {
            let page = typed::<IdtOrderPage>(page)?;
            after = page.total;
            Ok(self.take(page.orders))
        };
        channel.read_until(request, until, &mut take).await?;
        Ok(before == after)
    }

    /// Keeps the rows that may be of an attempt, and says whether more are wanted.
    fn take(&mut self, rows: Vec<IdtOrderSummary>) -> bool {
        let mut are_old = self.newest_first;
        for row in rows {
            let is_old = row.created_at.is_some_and(|it| self.is_too_old(it));
            are_old &= is_old;
            if !is_old && self.may_fit(&row) {
                self.seen.push((row.id, false));
            }
        }
        !are_old
    }

    fn may_fit(&self, row: &IdtOrderSummary) -> bool {
        row.ordered.is_none_or(|it| self.lost.iter().any(|lost| it == lost.quantity))
            && !self.known.contains_key(&row.id)
            && !self.channel.placed.has_made(&row.id)
            && !self.seen.iter().any(|it| it.0 == row.id)
    }

    fn is_too_old(&self, created: Timestamp) -> bool {
        let created = created.unix_milliseconds().saturating_sub(self.ahead);
        self.lost.iter().all(|it| it.is_after(created))
    }

    /// Rows are summaries: the order itself says what it is for.
    async fn open(&mut self, until: Duration) -> Result<()> {
        for (id, is_open) in self.seen.iter_mut().filter(|it| !it.1) {
            let get = GetOrder { order_id: Id::from(id.as_str()) };
            match self.channel.send_until(&get, until).await {
                Ok(answer) => {
                    self.candidates.push(Candidate::of(typed(answer.value)?, self.ahead));
                    *is_open = true;
                }
                // It is gone, or cannot be seen yet: the next look opens it again.
                Err(error) if error.kind == ErrorKind::NotFound => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }
}

/// The carrier's default, and its most.
const PAGE_SIZE: i32 = 100;
const MOST_READINGS: u32 = 3;
