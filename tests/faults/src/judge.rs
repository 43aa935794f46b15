//! Holds what clients said against what the emulator's ledger knows.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::content::{self, Entry};
use crate::journal;
use crate::round::{Carrier, Outcome, Told};
use crate::run::{last, order_id};
use crate::settled;
use crate::tally::Tally;

/// What is wrong in a round, and its counts.
#[derive(Default)]
pub(crate) struct Judged {
    pub(crate) tally: Tally,
    pub(crate) wrong: Vec<String>,
}

/// What is known of a round, ordered for the questions that are asked of it.
pub(crate) struct Case<'a> {
    pub(crate) told: &'a Told,
    /// Of each attempt: its id, what it is about, and how placing it ended.
    pub(crate) attempts: Vec<(String, String, &'a Outcome)>,
    pub(crate) entries: Vec<Entry>,
    /// How many orders the fault `twice` may have made of one purchase.
    pub(crate) most: usize,
    /// How many purchases it may have repeated; nothing where any number of them.
    repeats: Option<usize>,
    /// How many requests one placing may send: more than one only after a 429, by which the carrier says that it
    /// bought nothing.
    tries: usize,
}

impl<'a> Case<'a> {
    fn of(told: &'a Told) -> Self {
        let carrier = told.round.carrier;
        let outcomes = told.placed.iter().zip(&told.again);
        let outcomes = outcomes.map(|(first, again)| last(first, again.as_ref()));
        let attempts = told.attempts.iter().zip(outcomes).map(|(attempt, outcome)| {
            let id = attempt.get("id").and_then(Value::as_str).unwrap_or_default().to_owned();
            (id, content::of_attempt(carrier, attempt), outcome)
        });
        let rules = || {
            told.round.rules.iter().chain(told.round.buys.iter().filter_map(|it| it.rule.as_ref()))
        };
        let is_twice = |rule: &Value| rule.get("fault").and_then(Value::as_str) == Some("twice");
        let is_429 = |rule: &Value| rule.get("status").and_then(Value::as_u64) == Some(429);
        let retries = told.round.options.get("max_retries").and_then(Value::as_u64).unwrap_or(2);
        let retries = usize::try_from(retries).unwrap_or_default();
        Self {
            told,
            attempts: attempts.collect(),
            entries: content::entries(told),
            repeats: match rules().filter(|it| is_twice(it) && it.get("nth").is_none()).count() {
                0 => Some(rules().filter(|it| is_twice(it)).count()),
                _ => None,
            },
            most: if rules().any(is_twice) { 2 } else { 1 },
            tries: if rules().any(is_429) || told.round.is_limited() { 1 + retries } else { 1 },
        }
    }

    /// The orders for this.
    pub(crate) fn entries_of<'b>(&'b self, content: &'b str) -> impl Iterator<Item = &'b Entry> {
        self.entries.iter().filter(move |it| it.content.as_deref() == Some(content))
    }

    /// Whether an order with this id is for this.
    pub(crate) fn is_for(&self, order_id: &str, content: &str) -> bool {
        self.entries_of(content).any(|it| it.order_id.as_deref() == Some(order_id))
    }
}

/// Judges a round.
pub(crate) fn judge(told: &Told) -> Judged {
    let case = Case::of(told);
    let mut judged = Judged::default();
    if case.attempts.len() != told.round.buys.len() {
        judged.wrong.push("the runner did not tell of every attempt".to_owned());
        judged.tally.wrong_otherwise += 1;
        return judged;
    }
    count(&case, &mut judged);
    for (content, places) in contents(&case) {
        ledger_of(&case, &content, &places, &mut judged);
    }
    let repeated = judged.tally.doubled + judged.tally.refused_second;
    if case.repeats.is_some_and(|it| repeated > it as u64) {
        judged.wrong.push(format!("lost, or bought twice: {repeated} purchases were repeated"));
        judged.tally.lost += 1;
    }
    for (at, _) in case.attempts.iter().enumerate() {
        answer_of(&case, at, &mut judged);
    }
    let known =
        |entry: &Entry| case.attempts.iter().any(|it| entry.content.as_ref() == Some(&it.1));
    for entry in case.entries.iter().filter(|it| !known(it)) {
        let id = entry.order_id.as_deref().unwrap_or_default();
        judged.wrong.push(format!("order {id} is of no attempt: {:?}", entry.content));
        judged.tally.wrong_otherwise += 1;
    }
    for reconciled in &told.reconciled {
        settled::judge(&case, reconciled, &mut judged);
    }
    if told.round.journal {
        journal::judge(&case, &mut judged);
    }
    judged
}

/// What the attempts are about, each with the numbers of its attempts: mostly one.
fn contents(case: &Case<'_>) -> BTreeMap<String, Vec<usize>> {
    let mut contents: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, (_, content, _)) in case.attempts.iter().enumerate() {
        contents.entry(content.clone()).or_default().push(at);
    }
    contents
}

fn count(case: &Case<'_>, judged: &mut Judged) {
    let tally = &mut judged.tally;
    tally.orders += case.attempts.len() as u64;
    tally.bought += case.entries.len() as u64;
    for (_, _, outcome) in &case.attempts {
        match outcome {
            Outcome::Ordered { .. } => tally.placed += 1,
            it if it.nothing_was_bought() => tally.refused += 1,
            _ => tally.unknown += 1,
        }
        tally.cancelled += u64::from(**outcome == Outcome::Cancelled);
    }
    tally.ended += case.told.round.buys.iter().filter(|it| it.ends).count() as u64;
}

/// Whether as much was bought of something as its attempts may have bought.
fn ledger_of(case: &Case<'_>, content: &str, attempts: &[usize], judged: &mut Judged) {
    let told = case.told;
    let (tally, wrong) = (&mut judged.tally, &mut judged.wrong);
    let bought = case.entries_of(content).count();
    // One request for each placing, and another one only where the first is certain to have bought nothing.
    let may_send = |at: &usize| {
        let again = told.again.get(*at).is_some_and(Option::is_some);
        let free = again && told.placed.get(*at).is_some_and(Outcome::nothing_was_bought);
        1 + usize::from(free) + usize::from(journal::was_free(case, *at))
    };
    let may_send: usize = attempts.iter().map(may_send).sum::<usize>() * case.tries;
    let requests =
        told.requests.iter().filter(|it| content::of_request(told.round.carrier, it) == content);
    let sent = requests.count();
    if sent > may_send || bought > attempts.len() * case.most || bought > sent * case.most {
        tally.bought_twice += 1;
        wrong.push(format!(
            "bought twice: {content}: {sent} requests, {bought} orders, {} attempts",
            attempts.len()
        ));
        return;
    }
    tally.doubled += bought.saturating_sub(attempts.len()) as u64;
    let outcomes = || attempts.iter().filter_map(|it| case.attempts.get(*it)).map(|it| it.2);
    let may_be = outcomes().filter(|it| !it.nothing_was_bought()).count();
    if bought > may_be * case.most {
        if case.most > 1 {
            // The carrier took the first request and refused the second, and only that was seen.
            tally.refused_second += 1;
            return;
        }
        tally.lost += 1;
        let outcomes: Vec<_> = outcomes().collect();
        wrong.push(format!("lost: {content}: {bought} orders, told as {outcomes:?}"));
    }
    let ids: Vec<_> = outcomes().filter_map(order_id).collect();
    if ids.iter().enumerate().any(|(at, id)| ids.iter().take(at).any(|it| it == id)) {
        tally.wrong_placed += 1;
        wrong.push(format!("wrong placed: {content}: one order for several attempts: {ids:?}"));
    }
}

/// Whether an answer names what was bought.
fn answer_of(case: &Case<'_>, at: usize, judged: &mut Judged) {
    let Some((id, content, outcome)) = case.attempts.get(at) else { return };
    let mut fail = |what: &str| {
        judged.wrong.push(format!("{what}: attempt {id} ({content}): {outcome:?}"));
    };
    match outcome {
        Outcome::Ordered { order_id, numbers } => {
            let is_there = match (case.told.round.carrier, order_id) {
                (Carrier::DialogTech, _) => {
                    case.entries_of(content).any(|it| it.numbers == *numbers)
                }
                (_, Some(id)) => case.is_for(id, content),
                (_, None) => false,
            };
            if !is_there {
                judged.tally.wrong_placed += 1;
                fail("wrong placed");
            }
        }
        Outcome::Failed { kind, attempt_id, candidate, .. } => {
            let is_own = attempt_id.as_ref() == Some(id);
            let candidate_is_own = candidate.as_ref().is_none_or(|it| case.is_for(it, content));
            if kind == "outcome_unknown" && !(is_own && candidate_is_own) {
                judged.tally.wrong_otherwise += 1;
                fail("an unknown outcome that does not carry its attempt, or names another order");
            }
        }
        Outcome::Cancelled => {}
    }
    let first_bought_nothing = case.told.placed.get(at).is_none_or(Outcome::nothing_was_bought);
    if let Some(Some(again)) = case.told.again.get(at)
        && !first_bought_nothing
        && !matches!(again, Outcome::Failed { kind, attempt_id: Some(_), .. } if kind == "conflict")
    {
        judged.tally.bought_twice += 1;
        fail("placed a second time without a conflict");
    }
}
