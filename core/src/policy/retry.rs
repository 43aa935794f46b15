//! Whether a failed request is sent again, and when.

use std::time::Duration;

use crate::error::ErrorKind;
use crate::operation::Repeat;

/// How often and how patiently a request is repeated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct RetryPolicy {
    /// How many requests may follow the first.
    pub(crate) max_retries: u32,
}

/// What is known of a failed request.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Failed {
    pub(crate) kind: ErrorKind,
    /// Not a byte was sent.
    pub(crate) not_sent: bool,
    /// The carrier itself refused, readably, and did not act.
    pub(crate) refused: bool,
    /// Trying again would bring the same.
    pub(crate) final_answer: bool,
    pub(crate) retry_after: Option<Duration>,
}

impl RetryPolicy {
    /// The pause before the next request, or nothing where there shall be none.
    ///
    /// `attempt` is 1 for the first request; `random` spreads the pause evenly from zero up to the
    /// bound (full jitter), which doubles each time. It is never shorter than `Retry-After`.
    pub(crate) fn pause(
        self,
        attempt: u32,
        repeat: Repeat,
        failed: &Failed,
        random: u32,
    ) -> Option<Duration> {
        if attempt > self.max_retries || !may_repeat(repeat, failed) {
            return None;
        }
        let bound = FIRST_BOUND.saturating_mul(1 << (attempt - 1).min(16)).min(LAST_BOUND);
        let jittered = bound.mul_f64(f64::from(random) / f64::from(u32::MAX));
        // Whole milliseconds, which every platform's timer can keep.
        let jittered = Duration::from_millis(u64::try_from(jittered.as_millis()).unwrap_or(0));
        Some(failed.retry_after.map_or(jittered, |earliest| earliest.max(jittered)))
    }
}

const FIRST_BOUND: Duration = Duration::from_millis(500);
const LAST_BOUND: Duration = Duration::from_secs(8);

fn may_repeat(repeat: Repeat, failed: &Failed) -> bool {
    if failed.final_answer {
        return false;
    }
    if failed.not_sent {
        return true;
    }
    match repeat {
        Repeat::Never => failed.refused && failed.kind == ErrorKind::RateLimited,
        Repeat::Safe | Repeat::Idempotent => {
            // After a time-out, no time is left.
            failed.kind.is_transient() && failed.kind != ErrorKind::Timeout
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const POLICY: RetryPolicy = RetryPolicy { max_retries: 2 };

    fn failed(kind: ErrorKind) -> Failed {
        Failed { kind, not_sent: false, refused: false, final_answer: false, retry_after: None }
    }

    #[test]
    fn a_purchase_is_repeated_only_when_the_carrier_did_not_act() {
        let pause = |failed: Failed| POLICY.pause(1, Repeat::Never, &failed, 0);
        assert_eq!(pause(failed(ErrorKind::Server)), None);
        assert_eq!(pause(failed(ErrorKind::Timeout)), None);
        assert_eq!(pause(failed(ErrorKind::Transport)), None);
        assert_eq!(pause(failed(ErrorKind::RateLimited)), None);
        let throttled = Failed { refused: true, ..failed(ErrorKind::RateLimited) };
        assert!(pause(throttled).is_some());
        let refused = Failed { refused: true, ..failed(ErrorKind::InsufficientFunds) };
        assert_eq!(pause(refused), None);
        assert!(pause(Failed { not_sent: true, ..failed(ErrorKind::Connect) }).is_some());
    }

    #[test]
    fn pauses_double_up_to_eight_seconds_with_full_jitter() {
        let policy = RetryPolicy { max_retries: 99 };
        let pause = |attempt, random| {
            policy.pause(attempt, Repeat::Safe, &failed(ErrorKind::Server), random).unwrap()
        };
        assert_eq!(pause(1, u32::MAX), Duration::from_millis(500));
        assert_eq!(pause(2, u32::MAX), Duration::from_secs(1));
        assert_eq!(pause(5, u32::MAX), Duration::from_secs(8));
        assert_eq!(pause(90, u32::MAX), Duration::from_secs(8));
        assert_eq!(pause(4, 0), Duration::ZERO);
    }

    #[test]
    fn retry_after_is_a_floor() {
        let failed =
            Failed { retry_after: Some(Duration::from_secs(3)), ..failed(ErrorKind::RateLimited) };
        assert_eq!(POLICY.pause(1, Repeat::Safe, &failed, 7), Some(Duration::from_secs(3)));
    }

    #[test]
    fn three_attempts_and_no_more() {
        let failed = failed(ErrorKind::Server);
        assert!(POLICY.pause(2, Repeat::Safe, &failed, 0).is_some());
        assert_eq!(POLICY.pause(3, Repeat::Safe, &failed, 0), None);
    }
}
