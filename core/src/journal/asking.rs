//! What a client asks of its journal, each within the time of its call.

use std::future::{Future, poll_fn};
use std::pin::pin;
use std::task::{Context, Poll};
use std::time::Duration;

use crate::attempt::Attempt;
use crate::channel::Channel;
use crate::config::DAY;
use crate::error::{Error, ErrorKind, Result};
use crate::journal::{Claim, Journal, PlacedAttempt};
use crate::platform::{BoxFuture, Platform, PollOnce, guarded};

/// For how long a journal is told an outcome at least: a call whose time is up still has that to write down.
pub(crate) const TO_SETTLE: Duration = Duration::from_secs(5);

/// Waits for what polls until its time is up; whether it was done before that. No generic function, so that it is
/// compiled once.
pub(super) async fn in_time(
    platform: &dyn Platform,
    longest: Duration,
    poll: &mut PollOnce<'_>,
) -> bool {
    // Begun only where the answer does not come at once.
    let mut alarm = pin!(async { platform.alarm(longest).await });
    poll_fn(|context| match poll(context) {
        Poll::Ready(()) => Poll::Ready(true),
        Poll::Pending => alarm.as_mut().poll(context).map(|()| false),
    })
    .await
}

/// Takes the answer where it has come; none where it panicked.
pub(super) fn take<T>(
    begun: &mut BoxFuture<'_, Result<T>>,
    told: &mut Option<Result<T>>,
    context: &mut Context<'_>,
) -> Poll<()> {
    match guarded(|| begun.as_mut().poll(context)) {
        Some(Poll::Pending) => return Poll::Pending,
        Some(Poll::Ready(answer)) => *told = Some(answer),
        None => {}
    }
    Poll::Ready(())
}

/// What a journal answers to this, which it may never do: the answer, or an error.
macro_rules! asked {
    ($channel:expr, $longest:expr, $begin:expr) => {{
        let mut told = None;
        let mut came = true;
        if let Some(mut begun) = $crate::platform::guarded(|| $begin) {
            let mut poll = |context: &mut std::task::Context<'_>| {
                $crate::journal::asking::take(&mut begun, &mut told, context)
            };
            came = $crate::journal::asking::in_time(&*$channel.platform, $longest, &mut poll).await;
        }
        told.unwrap_or_else(|| Err($crate::journal::asking::unanswered(came)))
    }};
}
pub(super) use asked;

/// Of a journal that panicked, or whose answer did not come.
pub(super) fn unanswered(came: bool) -> Error {
    if came {
        return Error::configuration("The journal panicked.");
    }
    let text = "The journal did not answer before the call's deadline.";
    Error::new(ErrorKind::Timeout, text)
}

impl Channel {
    /// Claims an attempt that is about to be sent; an error says that nothing was.
    pub(crate) async fn claim_in(
        &self,
        journal: &dyn Journal,
        attempt: &Attempt,
        longest: Duration,
    ) -> Result<Claim> {
        let longest = if journal.ends_by_itself() { DAY } else { longest };
        let claimed = asked!(self, longest, journal.claim(attempt, self.now()));
        claimed.map_err(|error| {
            error.with(|it| {
                if !it.text.ends_with(NOTHING_SENT) {
                    it.text += NOTHING_SENT;
                }
            })
        })
    }

    /// Tells the client's journal how an attempt ended. Where that fails, the claim stays open.
    pub(crate) async fn settle(
        &self,
        attempt: &Attempt,
        ended: Result<Option<&str>, &Error>,
        longest: Duration,
    ) -> Result<()> {
        let Some(journal) = &self.journal else { return Ok(()) };
        asked!(self, longest.max(TO_SETTLE), journal.settle(attempt, ended, self.now()))
    }

    /// The attempts of which the journal knows the orders.
    pub(crate) fn placed_in_journal(
        &self,
        longest: Duration,
    ) -> BoxFuture<'_, Result<Vec<PlacedAttempt>>> {
        Box::pin(async move {
            let Some(journal) = &self.journal else { return Ok(Vec::new()) };
            asked!(self, longest, journal.placed())
        })
    }
}

const NOTHING_SENT: &str = " Nothing was sent.";
