//! Which orders are of which attempts, by what they are for and by when they were made.

use crate::arguments::Scalar;
use crate::attempt::Attempt;
use crate::reconcile::AttemptOutcome;
use crate::types::Id;

use super::fit::same_id;
use super::order::IdtOrder;

/// An attempt whose order is looked for.
pub(super) struct Lost {
    group: String,
    pub(super) quantity: i32,
    /// Whether the numbers were chosen one by one.
    is_chosen: bool,
    /// When it was prepared, in milliseconds since 1970 began; nothing where its clock was wrong.
    prepared: Option<i64>,
}

impl Lost {
    /// Of an attempt that was checked.
    pub(super) fn of(attempt: &Attempt, now: i64) -> Self {
        let arguments = &attempt.arguments.0;
        let skus = arguments.get("did_skus").and_then(|it| it.as_array());
        let quantity = match skus {
            Some(skus) => i32::try_from(skus.len()).ok(),
            None => arguments.get("quantity").and_then(i32::read),
        };
        let prepared = attempt.prepared_at.unix_milliseconds();
        Self {
            group: arguments.get("did_group_id").and_then(Id::read).unwrap_or_default().to_string(),
            quantity: quantity.unwrap_or_default(),
            is_chosen: skus.is_some(),
            prepared: (prepared <= now + BLUR).then_some(prepared),
        }
    }

    fn is_for_the_same(&self, other: &Self) -> bool {
        self.quantity == other.quantity && same_id(&self.group, &other.group)
    }
}

/// Whether an order made then, by our clock, cannot be of this attempt.
pub(super) fn is_too_old(lost: &Lost, created: i64) -> bool {
    lost.prepared.is_some_and(|it| created < it - SLACK)
}

/// An order that may be of an attempt.
pub(super) struct Candidate<'a> {
    order: &'a IdtOrder,
    /// By our clock.
    created: Option<i64>,
}

#[derive(Clone, Copy, PartialEq)]
enum Fit {
    No,
    /// It does not show enough, or its time is off.
    Perhaps,
    Yes,
}

impl<'a> Candidate<'a> {
    /// An order of a carrier whose clock is ahead of ours by so many milliseconds.
    pub(super) fn of(order: &'a IdtOrder, ahead: i64) -> Self {
        Self { order, created: order.created_at.map(|it| it.unix_milliseconds() - ahead) }
    }

    fn fit(&self, lost: &Lost) -> Fit {
        let items = &self.order.order_items;
        let item = items.first();
        let group = item.and_then(|it| it.did_group.as_ref());
        let ordered = self.order.ordered.or_else(|| item.and_then(|it| it.ordered));
        let kind = item.and_then(|it| it.order_item_type.as_deref());
        let is_other = items.len() > 1
            || group.is_some_and(|it| !same_id(&lost.group, &it.id))
            || ordered.is_some_and(|it| it != lost.quantity)
            || kind.is_some_and(|it| is_for_chosen(it).is_some_and(|it| it != lost.is_chosen))
            || self.created.is_some_and(|it| is_too_old(lost, it));
        let shows_all = group.is_some() && ordered.is_some();
        let is_in_time =
            self.created.zip(lost.prepared).is_some_and(|(created, it)| created >= it - BLUR);
        match (is_other, shows_all && is_in_time) {
            (true, _) => Fit::No,
            (false, false) => Fit::Perhaps,
            (false, true) => Fit::Yes,
        }
    }
}

/// What is known of an attempt.
pub(super) struct Settled {
    pub(super) outcome: AttemptOutcome,
    pub(super) orders: Vec<IdtOrder>,
    pub(super) reason: &'static str,
}

/// What became of each attempt.
pub(super) fn settle(
    lost: &[Lost],
    candidates: &[Candidate<'_>],
    sole_buyer: bool,
) -> Vec<Settled> {
    let owners = owners(lost, candidates);
    let of = |(at, it): (usize, &Lost)| {
        let fits = |candidate: &&Candidate<'_>| candidate.fit(it) != Fit::No;
        let mut orders: Vec<IdtOrder> =
            candidates.iter().filter(fits).map(|it| it.order.clone()).collect();
        // Orders of which nobody knows the attempt, for the same as this one.
        let is_left = |(candidate, owner): (&Candidate<'_>, &Option<usize>)| {
            let same = |other: &&Lost| other.is_for_the_same(it);
            owner.is_none() && lost.iter().filter(same).any(|it| candidate.fit(it) == Fit::Yes)
        };
        let own =
            owners.iter().position(|owner| *owner == Some(at)).and_then(|it| candidates.get(it));
        let (outcome, reason) = match own {
            _ if orders.is_empty() => (AttemptOutcome::NotSeen, NOT_SEEN),
            _ if !sole_buyer => (AttemptOutcome::Undecided, BY_OTHERS),
            _ if candidates.iter().zip(&owners).any(is_left) => {
                (AttemptOutcome::Undecided, TOO_MANY)
            }
            Some(own) => {
                orders = vec![own.order.clone()];
                (AttemptOutcome::Placed, PLACED)
            }
            None => {
                // Those of other attempts are none of it.
                let free = |(candidate, owner): &(&Candidate<'_>, &Option<usize>)| {
                    owner.is_none() && candidate.fit(it) != Fit::No
                };
                let free = candidates.iter().zip(&owners).filter(free);
                orders = free.map(|(it, _)| it.order.clone()).collect();
                match orders.is_empty() {
                    true => (AttemptOutcome::NotSeen, NOT_SEEN),
                    false => (AttemptOutcome::Undecided, NOT_SURE),
                }
            }
        };
        Settled { outcome, orders, reason }
    };
    lost.iter().enumerate().map(of).collect()
}

/// Which attempt each order is of, if nobody else buys: the latest attempts first, each with the latest order
/// that can be of it, so that as many as possible have one.
fn owners(lost: &[Lost], candidates: &[Candidate<'_>]) -> Vec<Option<usize>> {
    let mut owners = vec![None; candidates.len()];
    let mut without: Vec<bool> = vec![true; lost.len()];
    loop {
        let left = lost.iter().enumerate().filter(|(at, _)| without.get(*at) == Some(&true));
        let Some((at, latest)) = left.max_by_key(|it| it.1.prepared) else { return owners };
        if let Some(it) = without.get_mut(at) {
            *it = false;
        }
        let free = candidates.iter().zip(&mut owners);
        let free = free.filter(|(it, owner)| owner.is_none() && it.fit(latest) == Fit::Yes);
        if let Some((_, owner)) = free.max_by_key(|it| it.0.created) {
            *owner = Some(at);
        }
    }
}

/// What an item's type says of whether its numbers were chosen; nothing where it is not known.
fn is_for_chosen(item_type: &str) -> Option<bool> {
    match item_type.trim().to_ascii_lowercase().as_str() {
        "quantity" => Some(false),
        "did_skus" => Some(true),
        _ => None,
    }
}

/// By so many milliseconds two clocks that are set may differ, and times of whole seconds.
const BLUR: i64 = 2000;
/// An order that is older than an attempt by more than this is none of it, however badly clocks are set.
const SLACK: i64 = 300_000;

const NOT_SEEN: &str = "No order fits it so far.";
const PLACED: &str = "The order fits it, and nobody else buys.";
const BY_OTHERS: &str = "The orders fit it, and somebody else may have made them.";
const TOO_MANY: &str = "More orders fit than attempts were made.";
const NOT_SURE: &str = "The orders may fit it: they do not show enough, or are a little too old.";
