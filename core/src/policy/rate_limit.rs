//! How many requests a client sends in a stretch of time.

use std::collections::VecDeque;
use std::time::Duration;

use crate::error::{Error, Result};

/// At most so many requests in any stretch of one length, by the times of the last ones.
#[derive(Debug)]
pub(crate) struct RateLimit {
    most: usize,
    stretch: Duration,
    /// When the last requests went out, or will; the oldest first.
    times: VecDeque<Duration>,
}

impl RateLimit {
    /// As many requests a second as said; below one, a single request in a longer stretch.
    pub(crate) fn per_second(requests: f64) -> Result<Self> {
        if !(LEAST..=MOST).contains(&requests) {
            return Err(Error::configuration("`requests_per_second` must be from 0.001 to 1000."));
        }
        let most = requests.floor().max(1.0);
        let stretch = Duration::from_secs_f64(most / requests);
        // The number was checked to be small and whole.
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "1 to 1000")]
        let most = most as usize;
        Ok(Self { most, stretch, times: VecDeque::with_capacity(most) })
    }

    /// Takes the next place in the row and says how long it is until then.
    ///
    /// A place that comes only after `longest` is not taken; the time until then is the error.
    pub(crate) fn take(&mut self, now: Duration, longest: Duration) -> Result<Duration, Duration> {
        let next = match self.times.front() {
            Some(oldest) if self.times.len() == self.most => (*oldest + self.stretch).max(now),
            // Whoever waits already goes first.
            _ => self.times.back().map_or(now, |last| now.max(*last)),
        };
        let wait = next.saturating_sub(now);
        if wait >= longest {
            return Err(wait);
        }
        if self.times.len() == self.most {
            self.times.pop_front();
        }
        self.times.push_back(next);
        Ok(wait)
    }
}

const LEAST: f64 = 0.001;
const MOST: f64 = 1000.0;

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: Duration = Duration::from_secs(86_400);

    fn waits(limit: &mut RateLimit, at: &[u64]) -> Vec<u128> {
        at.iter()
            .map(|now| limit.take(Duration::from_millis(*now), DAY).unwrap().as_millis())
            .collect()
    }

    #[test]
    fn no_stretch_of_a_second_holds_more() {
        let mut limit = RateLimit::per_second(3.0).unwrap();
        assert_eq!(waits(&mut limit, &[0, 0, 900, 900, 1000, 1000]), [0, 0, 0, 100, 0, 900]);
    }

    #[test]
    fn a_rate_below_one_is_a_longer_stretch() {
        let mut limit = RateLimit::per_second(0.5).unwrap();
        assert_eq!(waits(&mut limit, &[0, 500, 4500]), [0, 1500, 0]);
    }

    #[test]
    fn what_is_too_late_takes_no_place() {
        let mut limit = RateLimit::per_second(1.0).unwrap();
        assert_eq!(waits(&mut limit, &[0]), [0]);
        let soon = Duration::from_millis(100);
        let refused = limit.take(soon, Duration::from_millis(900));
        assert_eq!(refused, Err(Duration::from_millis(900)));
        assert_eq!(waits(&mut limit, &[1000]), [0]);
    }

    #[test]
    fn rates_that_make_no_sense_are_refused() {
        // The message names the bounds as text, for core formats no floats.
        let error = RateLimit::per_second(0.0).unwrap_err();
        assert!(error.text.contains(&format!("from {LEAST} to {MOST}")), "{error}");
        for rate in [0.0, -1.0, f64::NAN, f64::INFINITY, 1001.0] {
            assert!(RateLimit::per_second(rate).is_err(), "{rate}");
        }
    }
}
