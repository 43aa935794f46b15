//! When to look again at something that changes in its own time, and until when.

use std::time::Duration;

use crate::channel::Channel;
use crate::error::{Error, Result};
use crate::policy::polling;

/// Looks at once, then after growing pauses, until a time is up.
pub(crate) struct Looks {
    limit: Duration,
    started: Option<Duration>,
    count: u32,
    failed: Option<Error>,
}

impl Looks {
    /// Looks within this time.
    pub(crate) fn within(limit: Duration) -> Self {
        Self { limit, started: None, count: 0, failed: None }
    }

    /// Waits until it is time for the next look. It brings how long that may take, or nothing where the time
    /// is up.
    pub(crate) async fn next(&mut self, channel: &Channel) -> Option<Duration> {
        let platform = &channel.platform;
        let started = *self.started.get_or_insert_with(|| platform.elapsed());
        let spent = || platform.elapsed().saturating_sub(started);
        let earliest = self.failed.as_ref().and_then(|it| it.retry_after).unwrap_or_default();
        let earliest = Duration::try_from_secs_f64(earliest).unwrap_or_default();
        let mut rest =
            polling::pause(self.count, platform.random(), earliest, spent(), self.limit)?;
        // The timers of some platforms count no further than weeks.
        while !rest.is_zero() {
            let part = rest.min(crate::config::DAY);
            platform.sleep(part).await;
            rest -= part;
        }
        self.count = self.count.saturating_add(1);
        let left = self.limit.saturating_sub(spent());
        (!left.is_zero()).then_some(left)
    }

    /// The last look succeeded.
    pub(crate) fn succeeded(&mut self) {
        self.failed = None;
    }

    /// The last look failed: what may pass is looked past.
    pub(crate) fn failed(&mut self, error: Error) -> Result<()> {
        if !error.kind.is_transient() {
            return Err(error);
        }
        self.failed = Some(error);
        Ok(())
    }

    /// A sentence on the last look, where it failed.
    pub(crate) fn failure(&self) -> String {
        match &self.failed {
            Some(failed) => format!(" The last look failed: {failed}"),
            None => String::new(),
        }
    }
}
