//! How long to wait between two looks at something that changes in its own time.

use std::time::Duration;

/// The pause before the next look, or nothing where no time is left for one.
///
/// There is none before the first; then they grow by half from one second to thirty, and chance takes
/// up to half of each. The last look is a little before the limit, so that its answer can still arrive.
pub(crate) fn pause(
    looks: u32,
    random: u32,
    earliest: Duration,
    spent: Duration,
    limit: Duration,
) -> Option<Duration> {
    let Some(grown) = looks.checked_sub(1) else { return Some(Duration::ZERO) };
    let last_look = limit.saturating_sub(LONGEST_RESERVE.min(limit / 10));
    // Timers count milliseconds: a shorter rest would be none.
    let rest = last_look.saturating_sub(spent);
    if rest < Duration::from_millis(1) || earliest > rest {
        return None;
    }
    let factor = 1.5_f64.powi(i32::try_from(grown.min(30)).unwrap_or(30));
    let bound = FIRST.mul_f64(factor).min(LAST);
    let share = 0.5 + 0.5 * f64::from(random) / f64::from(u32::MAX);
    // Whole milliseconds, which every platform's timer can keep.
    let jittered =
        Duration::from_millis(u64::try_from(bound.mul_f64(share).as_millis()).unwrap_or(0));
    Some(jittered.max(earliest).min(rest))
}

const FIRST: Duration = Duration::from_secs(1);
const LAST: Duration = Duration::from_secs(30);
const LONGEST_RESERVE: Duration = Duration::from_secs(1);

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: Duration = Duration::from_secs(3600);

    fn at(looks: u32, random: u32, spent: u64, limit: u64) -> Option<u128> {
        let [spent, limit] = [spent, limit].map(Duration::from_millis);
        pause(looks, random, Duration::ZERO, spent, limit).map(|it| it.as_millis())
    }

    #[test]
    fn pauses_grow_by_half_up_to_thirty_seconds() {
        let longest = |looks| at(looks, u32::MAX, 0, 3_600_000);
        assert_eq!([0, 1, 2, 3].map(longest), [Some(0), Some(1000), Some(1500), Some(2250)]);
        assert_eq!(longest(50), Some(30_000));
        assert_eq!(at(50, 0, 0, 3_600_000), Some(15_000));
    }

    #[test]
    fn the_last_look_is_a_little_before_the_limit() {
        assert_eq!(at(9, u32::MAX, 590_000, 600_000), Some(9000));
        assert_eq!(at(9, u32::MAX, 599_000, 600_000), None);
        assert_eq!(at(1, u32::MAX, 100, 1000), Some(800));
        assert_eq!(pause(1, 0, Duration::ZERO, Duration::ZERO, Duration::from_nanos(100)), None);
    }

    #[test]
    fn what_the_carrier_asks_for_is_the_least() {
        let asked = Duration::from_secs(40);
        assert_eq!(pause(1, 0, asked, Duration::ZERO, HOUR), Some(asked));
        assert_eq!(pause(1, 0, asked, Duration::ZERO, asked), None);
    }
}
