//! Which orders are of which attempts, by what they are for and by when they were made.

use serde_json::Value;

use super::fit::same_id;
use super::order::IdtOrder;
use crate::arguments::Scalar;
use crate::attempt::Attempt;
use crate::reconcile::{AttemptOutcome, NOT_SEEN, ReconciledAttempt};
use crate::types::Id;

/// An attempt whose order is looked for.
pub(super) struct Lost {
    /// Its place among the answers.
    pub(super) at: usize,
    pub(super) group: String,
    pub(super) quantity: i32,
    /// Whether the numbers were chosen one by one.
    is_chosen: bool,
    /// When it was prepared, in milliseconds since 1970 began; nothing where its clock was wrong.
    prepared: Option<i64>,
}

impl Lost {
    /// Of an attempt that was checked.
    pub(super) fn of(at: usize, attempt: &Attempt, now: i64) -> Self {
        let arguments = &attempt.arguments.0;
        let prepared = attempt.prepared_at.unix_milliseconds();
        Self {
            at,
            group: arguments.get("did_group_id").and_then(Id::read).unwrap_or_default().to_string(),
            quantity: ordered(attempt),
            is_chosen: chosen(attempt).is_some(),
            prepared: (prepared <= now.saturating_add(BLUR)).then_some(prepared),
        }
    }

    /// Whether an order made then, by our clock, cannot be of this attempt.
    pub(super) fn is_after(&self, created: i64) -> bool {
        self.prepared.is_some_and(|it| created < it.saturating_sub(SLACK))
    }

    fn is_for_the_same(&self, other: &Self) -> bool {
        self.quantity == other.quantity && same_id(&self.group, &other.group)
    }
}

/// How many numbers an attempt is for.
pub(super) fn ordered(attempt: &Attempt) -> i32 {
    let quantity = match chosen(attempt) {
        Some(skus) => i32::try_from(skus.len()).ok(),
        None => attempt.arguments.0.get("quantity").and_then(i32::read),
    };
    quantity.unwrap_or_default()
}

/// Its numbers, where they were chosen one by one.
fn chosen(attempt: &Attempt) -> Option<&Vec<Value>> {
    attempt.arguments.0.get("did_skus").and_then(|it| it.as_array())
}

/// An order that may be of an attempt.
pub(super) struct Candidate {
    pub(super) id: String,
    items: usize,
    group: Option<String>,
    ordered: Option<i32>,
    /// Whether its numbers were chosen, where it says so.
    is_chosen: Option<bool>,
    /// By our clock.
    created: Option<i64>,
    /// The attempt that it is of, among those that are lost, if nobody else buys.
    owner: Option<usize>,
}

#[derive(Clone, Copy, PartialEq)]
enum Fit {
    No,
    /// It does not show enough, or its time is off.
    Perhaps,
    Yes,
}

impl Candidate {
    /// An order of a carrier whose clock is ahead of ours by so many milliseconds.
    pub(super) fn of(order: IdtOrder, ahead: i64) -> Self {
        let items = order.order_items.len();
        let item = order.order_items.into_iter().next().unwrap_or_default();
        Self {
            id: order.id,
            items,
            group: item.did_group.map(|it| it.id),
            ordered: order.ordered.or(item.ordered),
            is_chosen: item.order_item_type.as_deref().and_then(is_for_chosen),
            created: order.created_at.map(|it| it.unix_milliseconds().saturating_sub(ahead)),
            owner: None,
        }
    }

    fn fit(&self, lost: &Lost) -> Fit {
        let is_other = self.items > 1
            || self.group.as_ref().is_some_and(|it| !same_id(&lost.group, it))
            || self.ordered.is_some_and(|it| it != lost.quantity)
            || self.is_chosen.is_some_and(|it| it != lost.is_chosen)
            || self.created.is_some_and(|it| lost.is_after(it));
        let is_in_time = matches!((self.created, lost.prepared), (Some(made), Some(it)) if made >= it.saturating_sub(BLUR));
        match is_in_time && self.group.is_some() && self.ordered.is_some() {
            _ if is_other => Fit::No,
            true => Fit::Yes,
            false => Fit::Perhaps,
        }
    }
}

/// Says what became of each attempt.
pub(super) fn settle(
    lost: &[Lost],
    candidates: &mut [Candidate],
    sole_buyer: bool,
    found: &mut [ReconciledAttempt],
) {
    own(lost, candidates);
    for (number, it) in lost.iter().enumerate() {
        let Some(found) = found.get_mut(it.at) else { continue };
        let same = |other: &&Lost| other.is_for_the_same(it);
        let mut own = None;
        let (mut all, mut free) = (Vec::new(), Vec::new());
        let mut is_left = false;
        for candidate in candidates.iter() {
            if candidate.fit(it) != Fit::No {
                all.push(candidate.id.clone());
                if candidate.owner.is_none() {
                    free.push(candidate.id.clone());
                }
            }
            if candidate.owner == Some(number) {
                own = Some(candidate.id.clone());
            }
            // Of an order that fits nobody knows the attempt, among all that are for the same as this one.
            is_left |= candidate.owner.is_none()
                && lost.iter().filter(same).any(|it| candidate.fit(it) == Fit::Yes);
        }
        let (outcome, reason, ids) = match own {
            _ if all.is_empty() => (AttemptOutcome::NotSeen, NOT_SEEN, all),
            _ if !sole_buyer => (AttemptOutcome::Undecided, BY_OTHERS, all),
            _ if is_left => (AttemptOutcome::Undecided, TOO_MANY, all),
            Some(own) => (AttemptOutcome::Placed, PLACED, vec![own]),
            // Those of other attempts are none of it.
            None if free.is_empty() => (AttemptOutcome::NotSeen, NOT_SEEN, free),
            None => (AttemptOutcome::Undecided, NOT_SURE, free),
        };
        (found.outcome, found.order_ids) = (outcome, ids);
        found.reason = reason.to_owned();
    }
}

/// Finds which attempt each order is of, if nobody else buys: the latest attempts first, each with the latest order
/// that can be of it, so that as many as possible have one.
fn own(lost: &[Lost], candidates: &mut [Candidate]) {
    candidates.iter_mut().for_each(|it| it.owner = None);
    let mut without = vec![true; lost.len()];
    loop {
        let left = lost.iter().enumerate().zip(&mut without).filter(|it| *it.1);
        let Some(((number, latest), without)) = left.max_by_key(|it| it.0.1.prepared) else {
            return;
        };
        *without = false;
        let free = candidates.iter_mut();
        let free = free.filter(|it| it.owner.is_none() && it.fit(latest) == Fit::Yes);
        if let Some(it) = free.max_by_key(|it| it.created) {
            it.owner = Some(number);
        }
    }
}

/// What an item's type says of whether its numbers were chosen; nothing where it is not known.
fn is_for_chosen(item_type: &str) -> Option<bool> {
    match item_type.trim() {
        it if it.eq_ignore_ascii_case("quantity") => Some(false),
        it if it.eq_ignore_ascii_case("did_skus") => Some(true),
        _ => None,
    }
}

/// By so many milliseconds two clocks that are set may differ, and times of whole seconds.
const BLUR: i64 = 2000;
/// An order that is older than an attempt by more than this is none of it, however badly clocks are set.
const SLACK: i64 = 300_000;

const PLACED: &str = "The order fits it, and nobody else buys.";
const BY_OTHERS: &str = "The orders fit it, and somebody else may have made them.";
const TOO_MANY: &str = "More orders fit than attempts were made.";
const NOT_SURE: &str = "The orders may fit it: they do not show enough, or are a little too old.";
