//! Holds a reconciliation against the ledger.

use serde_json::Value;

use crate::content;
use crate::judge::{Case, Judged};
use crate::round::{Carrier, LONG_AGO, OrderTime, Outcome, Reconciled, Settled};
use crate::run::order_id;

/// What there is for one content, as this reconciliation could know it.
struct Ground {
    /// Orders that were there and shown when it began, and all others that may be of its attempts.
    shown: usize,
    all: usize,
    /// Orders of others for the same.
    of_others: usize,
    /// Attempts for it whose end had to be found out, and how many of them were told as placed.
    open: usize,
    placed: usize,
}

/// Judges a reconciliation.
pub(crate) fn judge(case: &Case<'_>, reconciled: &Reconciled, judged: &mut Judged) {
    let carrier = case.told.round.carrier;
    let looked_for: Vec<&(String, String, &Outcome)> = case
        .attempts
        .iter()
        .filter(|it| reconciled.attempts.iter().any(|settled| settled.attempt_id == it.0))
        .collect();
    if let Some(error) = &reconciled.error {
        if case.told.round.is_hard_to_read() {
            judged.tally.unread += 1;
        } else if error.starts_with("timeout") {
            judged.tally.out_of_time += 1;
        } else {
            judged.tally.wrong_otherwise += 1;
            judged.wrong.push(format!("the orders could not be read: {error}"));
        }
        return;
    }
    for (id, content, outcome) in &looked_for {
        let Some(settled) = reconciled.attempts.iter().find(|it| it.attempt_id == *id) else {
            continue;
        };
        let same = || looked_for.iter().filter(|it| it.1 == *content);
        let ground = ground(case, reconciled, content, same().map(|it| (it.0.as_str(), it.2)));
        let (name, wrong) = match settled.outcome.as_str() {
            "placed" if reconciled.by_placing && matches!(outcome, Outcome::Ordered { .. }) => {
                told(settled, outcome, judged)
            }
            "placed" if reconciled.by_placing && **outcome == Outcome::Cancelled => {
                overtaken(case, settled, content, judged)
            }
            "placed" => placed(case, reconciled, settled, (content, &ground), judged),
            "not_placed" => not_placed(case, reconciled, content, judged),
            "not_seen" => not_seen(case, reconciled, &ground, judged),
            "undecided" if carrier == Carrier::DialogTech => {
                // Its API lists nothing.
                judged.tally.by_overlap += 1;
                ("undecided", false)
            }
            "undecided" => undecided(case, reconciled, &ground, judged),
            _ => {
                judged.tally.wrong_otherwise += 1;
                ("an unknown outcome", true)
            }
        };
        // What was refused before it was sent is not remembered.
        let sent =
            || case.told.requests.iter().any(|it| content::of_request(carrier, it) == *content);
        let refused = reconciled.by_placing && outcome.nothing_was_bought();
        // DIDWW shows the order that the fault `twice` made of a purchase whose second request was refused.
        let found = refused && settled.outcome == "placed" && carrier == Carrier::Didww;
        judged.tally.found_though_refused += u64::from(found);
        let not_known = refused && settled.outcome != "not_placed" && !found && sent();
        judged.tally.wrong_otherwise += u64::from(not_known);
        if wrong || not_known {
            let by = match (reconciled.by_placing, reconciled.sole_buyer) {
                _ if reconciled.by_journal => "one that goes on with the journal",
                (true, _) => "the placing client",
                (false, true) => "a sole buyer",
                (false, false) => "a new client",
            };
            judged.wrong.push(format!(
                "wrong {name}, by {by}: attempt {id} ({content}): {settled:?}, told as {outcome:?}"
            ));
        }
    }
}

fn ground<'a>(
    case: &Case<'_>,
    reconciled: &Reconciled,
    content: &str,
    same: impl Iterator<Item = (&'a str, &'a Outcome)> + Clone,
) -> Ground {
    let round = &case.told.round;
    let all_same = || case.attempts.iter().filter(|it| it.1 == content);
    // Those that this client was told of it leaves out, and those that its journal knows.
    let own: Vec<String> = match (reconciled.by_placing, reconciled.by_journal) {
        (true, _) => same.clone().filter_map(|it| order_id(it.1)).collect(),
        (false, true) => all_same().filter_map(|it| order_id(it.2)).collect(),
        (false, false) => Vec::new(),
    };
    // The answers of calls that were given up may have reached the journal.
    let told_late = all_same().filter(|it| reconciled.by_journal && it.2.is_unknown());
    let told_late = told_late.filter(|it| !case.told.open.contains(&it.0)).count();
    let is_known = |id: &String| reconciled.known_order_ids.contains(id) || own.contains(id);
    let left = || case.entries_of(content).filter(|it| !it.order_id.as_ref().is_some_and(is_known));
    let orders = round.others.iter().filter_map(|it| it.get("others_order"));
    let orders =
        orders.flat_map(|it| it.as_array().map_or(std::slice::from_ref(it), Vec::as_slice));
    let is_same = |order: &&Value| {
        let (of, at_s) = content::of_others(order);
        of == content && at_s > -LONG_AGO
    };
    let open = same.filter(|it| !reconciled.by_placing || it.1.is_unknown());
    let open: Vec<&str> = open.map(|it| it.0).collect();
    let placed = reconciled.attempts.iter().filter(|it| it.outcome == "placed");
    let seen = left().filter(|it| it.was_early).count();
    Ground {
        shown: if round.shows_late() { 0 } else { seen.saturating_sub(told_late) },
        all: left().count(),
        of_others: orders.filter(is_same).count(),
        open: open.len(),
        placed: placed.filter(|it| open.contains(&it.attempt_id.as_str())).count(),
    }
}

/// The client that was told of an order says just that.
fn told(settled: &Settled, outcome: &Outcome, judged: &mut Judged) -> (&'static str, bool) {
    judged.tally.settled_placed += 1;
    let wrong = settled.orders != Vec::from_iter(order_id(outcome));
    judged.tally.wrong_placed += u64::from(wrong);
    ("placed", wrong)
}

/// The answer may have reached the client that placed it while its caller gave up.
fn overtaken(
    case: &Case<'_>,
    settled: &Settled,
    content: &str,
    judged: &mut Judged,
) -> (&'static str, bool) {
    judged.tally.settled_placed += 1;
    let wrong = case.entries_of(content).next().is_none()
        || settled.orders.iter().any(|it| !case.is_for(it, content));
    judged.tally.wrong_placed += u64::from(wrong);
    ("placed", wrong)
}

/// Its orders are there, for what it was for, and no other attempt has them.
fn placed(
    case: &Case<'_>,
    reconciled: &Reconciled,
    settled: &Settled,
    (content, ground): (&str, &Ground),
    judged: &mut Judged,
) -> (&'static str, bool) {
    judged.tally.settled_placed += 1;
    let others = reconciled
        .attempts
        .iter()
        .filter(|it| it.attempt_id != settled.attempt_id && it.outcome == "placed");
    let mut of_others = others.flat_map(|it| &it.orders);
    let is_whole = match case.told.round.carrier {
        // Which one it is is only known where nobody else buys, and where each order has its attempt.
        Carrier::IdtExpress => {
            let is_clear = ground.shown <= ground.open || case.told.round.is_hard_to_read();
            settled.orders.len() == 1 && reconciled.sole_buyer && is_clear
        }
        Carrier::DialogTech => false,
        // All that carry its id.
        Carrier::Didww => {
            let has_faults = case.told.round.is_hard_to_read();
            has_faults
                || case.entries_of(content).filter(|it| it.was_early).count()
                    <= settled.orders.len()
        }
    };
    let wrong = settled.orders.is_empty()
        || !is_whole
        || settled.orders.iter().any(|it| !case.is_for(it, content))
        || of_others.any(|it| settled.orders.contains(it));
    judged.tally.wrong_placed += u64::from(wrong);
    ("placed", wrong)
}

/// Enough attempts are left for the orders that are there.
fn not_placed(
    case: &Case<'_>,
    reconciled: &Reconciled,
    content: &str,
    judged: &mut Judged,
) -> (&'static str, bool) {
    judged.tally.settled_not_placed += 1;
    let is_so = |id: &str| {
        let mut settled = reconciled.attempts.iter();
        settled.any(|it| it.attempt_id == id && it.outcome == "not_placed")
    };
    let may_be = case.attempts.iter().filter(|it| it.1 == content && !is_so(&it.0)).count();
    let wrong = case.entries_of(content).count() > may_be * case.most;
    // Which the fault `twice` made of a purchase whose second request was refused, as its answer said.
    let wrong = wrong && case.most == 1;
    judged.tally.wrong_not_placed += u64::from(wrong);
    ("not_placed", wrong)
}

fn not_seen(
    case: &Case<'_>,
    reconciled: &Reconciled,
    ground: &Ground,
    judged: &mut Judged,
) -> (&'static str, bool) {
    judged.tally.settled_not_seen += 1;
    let is_missed = match reconciled.sole_buyer {
        true => ground.placed < ground.shown.min(ground.open),
        false => ground.shown > 0,
    };
    let is_old = has_time(case, OrderTime::TooOld);
    match (is_missed, case.told.round.is_hard_to_read()) {
        (false, _) => ("not_seen", false),
        (true, false) if is_old => {
            judged.tally.missed_by_clocks += 1;
            ("not_seen", false)
        }
        (true, true) => {
            judged.tally.missed_by_faulty_reads += 1;
            ("not_seen", false)
        }
        (true, false) => {
            judged.tally.missed += 1;
            ("not_seen", true)
        }
    }
}

/// Only IDT Express's orders are known by their time.
fn has_time(case: &Case<'_>, time: OrderTime) -> bool {
    let time_of = match case.told.round.carrier {
        Carrier::IdtExpress => case.told.round.time(),
        Carrier::DialogTech | Carrier::Didww => OrderTime::Fits,
    };
    time_of == time
}

fn undecided(
    case: &Case<'_>,
    reconciled: &Reconciled,
    ground: &Ground,
    judged: &mut Judged,
) -> (&'static str, bool) {
    let overlaps = match (case.told.round.carrier, reconciled.sole_buyer) {
        (Carrier::IdtExpress, true) => ground.all > ground.open,
        (Carrier::IdtExpress, false) => ground.all + ground.of_others > 0,
        _ => false,
    };
    match (overlaps, case.told.round.is_hard_to_read()) {
        (true, _) => judged.tally.by_overlap += 1,
        (false, true) => judged.tally.by_faulty_reads += 1,
        (false, false) if !has_time(case, OrderTime::Fits) => judged.tally.by_clocks += 1,
        (false, false) => {
            judged.tally.without_overlap += 1;
            return ("undecided", true);
        }
    }
    ("undecided", false)
}
