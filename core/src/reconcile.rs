//! Finding out what became of purchases whose answers were lost: what all carriers have in common.

use std::time::Duration;

use serde_json::Value;
use telnum_macros::{closed_set, record};

use crate::arguments::{Argument, Arguments};
use crate::attempt::Attempt;
use crate::channel::Channel;
use crate::checks::Checks;
use crate::error::{Error, ErrorKind, Result};
use crate::find::around;
use crate::journal::PlacedAttempt;
use crate::looks::Looks;
use crate::operation::{Ran, Running};
use crate::platform::{BoxFuture, Movable};
use crate::shown_seconds::Seconds;
use crate::types::Timestamp;

/// What became of an attempt.
#[closed_set]
pub enum AttemptOutcome {
    /// It was placed: the order is there.
    Placed,
    /// This client knows that nothing was bought: the purchase never left, or the carrier refused it.
    NotPlaced,
    /// No order of it was seen. That proves nothing by itself: an order may show late.
    NotSeen,
    /// There are orders that may be of this attempt, and of another one, or there is nothing to look at. A person
    /// decides.
    Undecided,
}

/// What is known of an attempt whose answer was lost.
#[record]
pub struct ReconciledAttempt {
    /// The attempt's id.
    pub attempt_id: String,
    /// What became of it.
    pub outcome: AttemptOutcome,
    /// Where it was placed, the id of its order; more than one where something between here and the carrier sent it
    /// again, and all of them are bought. Where it is undecided, the ids of the orders that may be of it.
    pub order_ids: Vec<String>,
    /// When the last look began, where orders were looked at: nothing is known of those that showed later.
    pub looked_until: Option<Timestamp>,
    /// What speaks for it, as a sentence.
    pub reason: String,
}

impl ReconciledAttempt {
    /// Of an attempt that is looked for.
    pub(crate) fn of(attempt: &Attempt) -> Self {
        Self {
            attempt_id: attempt.id.clone(),
            outcome: AttemptOutcome::NotSeen,
            order_ids: Vec::new(),
            looked_until: None,
            reason: NOT_SEEN.to_owned(),
        }
    }
}

/// What looks for the orders of attempts.
pub(crate) trait Finder: Movable {
    /// An attempt that is looked for, which stands at this place among the answers.
    fn seek(&mut self, at: usize, attempt: &Attempt, now: i64);

    /// Whether an order shows by itself of which attempt it is: what was refused is looked for as well then, once.
    /// Something between here and the carrier may have sent it twice, and only the second one was refused.
    fn proves(&self) -> bool {
        false
    }

    /// Looks through all orders once, until this time of the platform's clock at the latest, and says what it found.
    /// It is told what the journal knows to be placed: no order of those is of an attempt that is looked for.
    /// What is not seen is looked for again. It brings whether there was anything to look at.
    fn look<'a>(
        &'a mut self,
        placed: Result<Vec<PlacedAttempt>>,
        found: &'a mut [ReconciledAttempt],
        until: Duration,
    ) -> BoxFuture<'a, Result<bool>>;
}

/// Says what is known of attempts, and looks for those of which nothing is: again and again, until nothing is left to
/// look for or the time is up.
pub(crate) fn reconcile<'a>(
    running: Running<'a>,
    attempts: &'a [Attempt],
    finder: Box<dyn Finder>,
) -> Ran<'a> {
    Box::pin(async move { Ok(Box::new(reconciled(running, attempts, finder).await?) as _) })
}

async fn reconciled(
    running: Running<'_>,
    attempts: &[Attempt],
    mut finder: Box<dyn Finder>,
) -> Result<Vec<ReconciledAttempt>> {
    let channel = running.channel;
    let limit = running.limit.map_or(Ok(LIMIT), crate::config::wait)?;
    channel.check_attempts(attempts)?;
    let mut found = known(channel, attempts, &mut *finder);
    let is_open = |it: &ReconciledAttempt| it.outcome == AttemptOutcome::NotSeen;
    let mut open: Vec<bool> = found.iter().map(is_open).collect();
    let refused: Vec<bool> =
        found.iter().map(|it| is_open(it) && it.reason == NOT_PLACED).collect();
    let is_all_known = open == refused;
    let mut looks = Looks::within(limit);
    let mut looked = None;
    while found.iter().any(is_open)
        && let Some(left) = looks.next(channel).await
    {
        let began = channel.now();
        let placed = channel.placed_in_journal(left).await;
        if let Ok(placed) = &placed {
            take_placed(placed, &mut found, &mut open);
        }
        if !found.iter().any(is_open) {
            break;
        }
        match finder.look(placed, &mut found, channel.platform.elapsed().saturating_add(left)).await
        {
            Ok(has_looked) => {
                looks.succeeded();
                looked = has_looked.then_some(began);
            }
            // What the carrier has answered holds.
            Err(_) if is_all_known => {}
            Err(error) => {
                looks.failed(error)?;
                continue;
            }
        }
        for (it, _) in found.iter_mut().zip(&refused).filter(|it| *it.1) {
            if it.outcome != AttemptOutcome::Placed {
                (it.outcome, it.reason) = (AttemptOutcome::NotPlaced, NOT_PLACED.to_owned());
            }
        }
    }
    if looked.is_none() && found.iter().any(is_open) {
        let text = format!(
            "The orders could not be read to the end within {} s, so nothing is known of the attempts.{}",
            Seconds(limit),
            looks.failure()
        );
        return Err(
            Error::new(ErrorKind::Timeout, text).with(|it| it.carrier = Some(channel.carrier))
        );
    }
    for ((it, was_open), attempt) in found.iter_mut().zip(open).zip(attempts) {
        it.looked_until = looked.filter(|_| was_open);
        if was_open && it.outcome == AttemptOutcome::Placed {
            channel.placed.found(attempt);
            // Where that fails it stays open, and is found again.
            let order_id = it.order_ids.first().map(String::as_str);
            drop(channel.settle(attempt, Ok(order_id), Duration::ZERO).await);
        }
    }
    Ok(found)
}

/// Takes from the journal what others have found out. An order without an id cannot be told from those of other attempts.
fn take_placed(placed: &[PlacedAttempt], found: &mut [ReconciledAttempt], open: &mut [bool]) {
    for (it, is_open) in found.iter_mut().zip(open).filter(|it| *it.1) {
        let known = placed.iter().find(|known| known.attempt_id == it.attempt_id);
        if let Some(PlacedAttempt { order_id: Some(order_id), .. }) = known {
            *is_open = false;
            it.outcome = AttemptOutcome::Placed;
            it.order_ids = vec![order_id.clone()];
            it.reason = IN_JOURNAL.to_owned();
        }
    }
}

/// What this client knows itself; the finder is told of the others.
fn known(
    channel: &Channel,
    attempts: &[Attempt],
    finder: &mut dyn Finder,
) -> Vec<ReconciledAttempt> {
    let mut found = Vec::new();
    for attempt in attempts {
        let answered = channel.placed.answer_of(attempt);
        let (outcome, reason) = match answered {
            Some(_) => (AttemptOutcome::Placed, ANSWERED),
            None => match channel.placed.bought_nothing(attempt) {
                // Others who share a journal may have placed it since.
                Some(_) if channel.journal.is_some() => (AttemptOutcome::NotSeen, NOT_SEEN),
                // It is looked for, with what is known of it.
                Some(true) if finder.proves() => (AttemptOutcome::NotSeen, NOT_PLACED),
                Some(_) => (AttemptOutcome::NotPlaced, NOT_PLACED),
                None => (AttemptOutcome::NotSeen, NOT_SEEN),
            },
        };
        if outcome == AttemptOutcome::NotSeen {
            finder.seek(found.len(), attempt, channel.platform.now());
        }
        found.push(ReconciledAttempt {
            outcome,
            order_ids: answered.flatten().into_iter().collect(),
            reason: reason.to_owned(),
            ..ReconciledAttempt::of(attempt)
        });
    }
    found
}

impl Channel {
    /// Refuses attempts that were not made for this client's carrier and environment, all of them at once.
    pub(crate) fn check_attempts(&self, attempts: &[Attempt]) -> Result<()> {
        let mut checks = Checks::default();
        for (at, attempt) in attempts.iter().enumerate() {
            let field = format!("attempts/{at}");
            if let Some(rule) = self.problem_of(attempt) {
                checks.fail((self.names.wording.invalid)(&field, &rule));
            } else if attempts.iter().take(at).any(|it| it.id == attempt.id) {
                checks.fail((self.names.wording.invalid)(&field, "is given twice"));
            }
        }
        checks.finish(self.carrier, |_| None)
    }

    /// The same of the one that a call takes.
    pub(crate) fn check_attempt(&self, attempt: &Attempt) -> Result<()> {
        let mut checks = Checks::default();
        if let Some(rule) = self.problem_of(attempt) {
            checks.fail((self.names.wording.invalid)("attempt", &rule));
        }
        checks.finish(self.carrier, |_| None)
    }

    /// Why this client would not place an attempt.
    fn problem_of(&self, attempt: &Attempt) -> Option<String> {
        let made = self.purchase_by(attempt).and_then(|(named, arguments)| {
            let (call, checks) = self.made(named, arguments.clone());
            self.check(&*call, checks)
        });
        let error = made.err()?;
        let why = error.text.strip_suffix(NOTHING_SENT).unwrap_or(&error.text);
        Some(format!("is not one that this client can place: {why}"))
    }
}

impl Argument for Attempt {
    fn take(arguments: &mut Arguments, name: &'static str) -> Self {
        let given = arguments.anything(name);
        read(&given, name, arguments).unwrap_or_default()
    }

    /// No attempt keeps another.
    fn value(&self) -> Option<Value> {
        None
    }
}

impl Argument for Vec<Attempt> {
    fn take(arguments: &mut Arguments, name: &'static str) -> Self {
        let mut attempts = Self::new();
        arguments.require(name);
        for (at, given) in arguments.list(name).into_iter().enumerate() {
            attempts.extend(read(&given, &format!("{name}/{at}"), arguments));
        }
        attempts
    }

    /// No attempt keeps others.
    fn value(&self) -> Option<Value> {
        None
    }
}

fn read(given: &Value, field: &str, arguments: &mut Arguments) -> Option<Attempt> {
    let attempt = match given {
        Value::Object(members) => Attempt::from_members(members).map_err(|error| {
            let (_, why) = around(&error.text, ": ").unwrap_or_default();
            format!("is no attempt: {}", why.strip_suffix('.').unwrap_or(why))
        }),
        _ => Err("must be an attempt".to_owned()),
    };
    attempt.map_err(|rule| arguments.fail(field, &rule)).ok()
}

const NOTHING_SENT: &str = ". Nothing was sent.";
/// How long a search lasts where the caller does not say: as long as a purchase may take.
const LIMIT: Duration = Duration::from_secs(60);
const ANSWERED: &str = "This client was told of the order when it placed the attempt.";
const NOT_PLACED: &str =
    "This client placed it, and nothing was bought: it never left, or the carrier refused it.";
pub(crate) const IN_JOURNAL: &str = "The journal has its order.";
pub(crate) const NOT_SEEN: &str = "No order of it was seen so far.";
