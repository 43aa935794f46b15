//! Holds what a journal knows against what its clients were told.

use crate::judge::{Case, Judged};
use crate::round::{Outcome, Reconciled};
use crate::run::order_id;

/// Judges what the client that went on with the journal saw.
pub(crate) fn judge(case: &Case<'_>, judged: &mut Judged) {
    let told = case.told;
    judged.tally.left_open += told.open.len() as u64;
    for (at, (id, content, outcome)) in case.attempts.iter().enumerate() {
        let is_open = told.open.contains(id);
        let must_be_open =
            matches!(outcome, Outcome::Failed { kind, .. } if kind == "outcome_unknown");
        if must_be_open && !is_open {
            // After a restart, nobody would look for it.
            judged.tally.lost += 1;
            judged.wrong.push(format!("lost: attempt {id} ({content}) is not open: {outcome:?}"));
        }
        if is_open && !outcome.is_unknown() {
            judged.tally.wrong_otherwise += 1;
            judged.wrong.push(format!("open although told: attempt {id} ({content}): {outcome:?}"));
        }
        again(case, at, judged);
    }
    let mut reconciled = told.reconciled.iter().filter(|it| it.by_journal);
    let is_found = |id: &String| reconciled.clone().any(|it| has_found(it, id));
    judged.tally.taken_over += told.open.iter().filter(|it| is_found(it)).count() as u64;
    for id in told.open.iter().filter(|it| is_found(it) == told.open_after.contains(it)) {
        judged.tally.wrong_otherwise += 1;
        judged.wrong.push(format!("attempt {id} was found and is open, or neither"));
    }
    let new = told.open_after.iter().filter(|it| !told.open.contains(it)).count();
    let unknown = told.open.iter().filter(|id| !case.attempts.iter().any(|it| it.0 == **id));
    if new + unknown.count() > 0 || (!told.open.is_empty() && reconciled.next().is_none()) {
        judged.tally.wrong_otherwise += 1;
        judged.wrong.push("the journal has attempts open that it cannot have".to_owned());
    }
}

/// Whether the journal left it to the next client to place it: a call that was given up before it claimed the
/// attempt, or that bought nothing.
pub(crate) fn was_free(case: &Case<'_>, at: usize) -> bool {
    let Some((id, _, outcome)) = case.attempts.get(at) else { return false };
    let after = case.told.after.get(at).and_then(Option::as_ref);
    **outcome == Outcome::Cancelled
        && !case.told.open.contains(id)
        && after.is_some_and(|it| !is_conflict(it))
}

/// What may have been bought is not placed again by anyone, and the order that is known is named.
fn again(case: &Case<'_>, at: usize, judged: &mut Judged) {
    let Some((id, content, outcome)) = case.attempts.get(at) else { return };
    let Some(after) = case.told.after.get(at).and_then(Option::as_ref) else {
        if outcome.nothing_was_bought() {
            return;
        }
        judged.tally.wrong_otherwise += 1;
        return judged.wrong.push(format!("attempt {id} was not placed again"));
    };
    judged.tally.refused_again += u64::from(is_conflict(after));
    if !is_conflict(after) && !was_free(case, at) {
        judged.tally.bought_twice += 1;
        judged.wrong.push(format!(
            "placed again after a restart: attempt {id} ({content}): {outcome:?}, then {after:?}"
        ));
    }
    if let Outcome::Failed { candidate, .. } = after
        && let Some(known) = order_id(outcome)
        && candidate.as_ref() != Some(&known)
    {
        judged.tally.wrong_otherwise += 1;
        judged.wrong.push(format!("the conflict does not name the order {known}: {after:?}"));
    }
}

fn is_conflict(outcome: &Outcome) -> bool {
    matches!(outcome, Outcome::Failed { kind, attempt_id: Some(_), .. } if kind == "conflict")
}

fn has_found(reconciled: &Reconciled, id: &String) -> bool {
    reconciled.attempts.iter().any(|it| it.attempt_id == *id && it.outcome == "placed")
}
