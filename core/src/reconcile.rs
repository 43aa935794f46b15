//! Finding out what became of purchases whose answers were lost: what all carriers have in common.

use std::time::Duration;

use serde_json::Value;
use telnum_macros::closed_set;

use crate::arguments::{Argument, Arguments};
use crate::attempt::Attempt;
use crate::channel::Channel;
use crate::checks::Checks;
use crate::driver::CallOptions;
use crate::error::{Error, ErrorKind, Result};
use crate::find::around;
use crate::looks::Looks;
use crate::operation::Running;
use crate::platform::{BoxFuture, Movable};
use crate::shown_seconds::Seconds;
use crate::types::Timestamp;

/// What became of an attempt.
#[closed_set]
pub enum AttemptOutcome {
    /// It was placed: the order is there.
    Placed,
    /// It is certain that nothing was bought by this client: the purchase never left, or the carrier refused it.
    NotPlaced,
    /// No order of it was seen. That proves nothing by itself: an order may show late.
    NotSeen,
    /// There are orders that may be of this attempt, and of another one. A person decides.
    Undecided,
}

/// A search through a carrier's orders, made of whole looks.
pub(crate) trait Search: Movable {
    /// Looks through all orders once, until this time of the platform's clock at the latest. It brings whether
    /// nothing is left to look for.
    fn look(&mut self, until: Duration) -> BoxFuture<'_, Result<bool>>;
}

/// Looks again and again until nothing is left to look for, or the time is up. It brings when the last whole
/// look began: nothing is known of what came later.
pub(crate) async fn search(running: Running<'_>, search: &mut dyn Search) -> Result<Timestamp> {
    let channel = running.channel;
    let limit = running.limit.map_or(Ok(LIMIT), crate::config::wait)?;
    let mut looks = Looks::within(limit);
    let mut looked = None;
    while let Some(left) = looks.next(channel).await {
        let began = Timestamp::from_unix_milliseconds(channel.platform.now());
        match search.look(channel.platform.elapsed().saturating_add(left)).await {
            Ok(is_over) => {
                looks.succeeded();
                looked = Some(began);
                if is_over {
                    break;
                }
            }
            Err(error) => looks.failed(error)?,
        }
    }
    looked.ok_or_else(|| {
        let text = format!(
            "The orders could not be read to the end within {} s, so nothing is known of the attempts.{}",
            Seconds(limit),
            looks.failure()
        );
        Error::new(ErrorKind::Timeout, text).with(|it| it.carrier = Some(channel.carrier))
    })
}

impl Channel {
    /// Refuses attempts that were not made for this client's carrier and environment, all of them at once.
    pub(crate) fn check_attempts(&self, attempts: &[Attempt]) -> Result<()> {
        let mut checks = Checks::default();
        for (at, attempt) in attempts.iter().enumerate() {
            let known = self.purchase_by(attempt).and_then(|(named, arguments)| {
                let (call, checks) = self.made(named, arguments.clone());
                self.check(&*call, checks)
            });
            let twice = attempts.iter().take(at).any(|it| it.id == attempt.id);
            let rule = match known.err() {
                Some(error) => {
                    let text = error.info().text.as_str();
                    text.strip_suffix(NOTHING_SENT).unwrap_or(text).to_owned()
                }
                None if twice => "The attempt is given twice".to_owned(),
                None => continue,
            };
            checks.fail((self.names.wording.invalid)(
                &format!("attempts/{at}"),
                &format!("cannot be looked for: {rule}"),
            ));
        }
        checks.finish(self.carrier, |_| None)
    }

    /// The options of a call that has to end by this time of the platform's clock.
    pub(crate) fn options_until(&self, until: Duration) -> Result<CallOptions> {
        let left = until.saturating_sub(self.platform.elapsed());
        if left.is_zero() {
            return Err(Error::new(ErrorKind::Timeout, "The time was up."));
        }
        Ok(CallOptions::new().timeout(self.timeout.min(left)))
    }
}

impl Argument for Vec<Attempt> {
    fn take(arguments: &mut Arguments, name: &'static str) -> Self {
        let mut attempts = Self::new();
        for (at, given) in arguments.list(name).into_iter().enumerate() {
            let attempt = match &given {
                Value::Object(members) => Attempt::from_members(members).map_err(|error| {
                    let (_, why) = around(&error.text, ": ").unwrap_or_default();
                    format!("is no attempt: {}", why.strip_suffix('.').unwrap_or(why))
                }),
                _ => Err("must be an attempt".to_owned()),
            };
            match attempt {
                Ok(attempt) => attempts.push(attempt),
                Err(rule) => arguments.fail(&format!("{name}/{at}"), &rule),
            }
        }
        attempts
    }

    fn value(&self) -> Option<Value> {
        None
    }
}

const NOTHING_SENT: &str = ". Nothing was sent.";
/// How long a search lasts where the caller does not say: as long as a purchase may take.
const LIMIT: Duration = Duration::from_secs(60);

/// Why an attempt was not placed.
pub(crate) const NOT_PLACED: &str =
    "This client placed it, and nothing was bought: it never left, or the carrier refused it.";
