//! The `Retry-After` header (RFC 9110, 10.2.3): seconds, or a date.

use std::time::Duration;

use telnum_wire::calendar;

/// How long to wait; nothing where the header is no use.
///
/// A date is the server's, so it is held against the answer's own `Date` header where that can be read,
/// and else against `now` (milliseconds since 1970 began), for clocks differ.
pub(crate) fn read(header: &str, date_header: Option<&str>, now: i64) -> Option<Duration> {
    let header = header.trim();
    if let Some(wait) = seconds(header) {
        return Some(wait);
    }
    let then = date(header, now)?;
    let now = date_header.and_then(|it| date(it, now)).unwrap_or(now);
    Some(Duration::from_millis(u64::try_from(then.saturating_sub(now)).unwrap_or(0)))
}

/// Digits, and to be tolerant a fraction. (The parser of floats would double what this file weighs
/// in a browser.)
fn seconds(header: &str) -> Option<Duration> {
    let (whole, fraction) = header.split_once('.').unwrap_or((header, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !digits(whole) || !digits(fraction) {
        return None;
    }
    let milliseconds = fraction.bytes().chain(*b"000").take(3);
    let milliseconds = milliseconds.fold(0, |sum, digit| sum * 10 + u64::from(digit - b'0'));
    // Longer than a duration can be is still too long to wait for.
    let whole = whole.parse().map_or(Duration::MAX, Duration::from_secs);
    Some(whole.saturating_add(Duration::from_millis(milliseconds)))
}

/// By how many milliseconds the clock of an answer's `Date` header is ahead of ours. The header has whole
/// seconds and was on its way, so that two of them are no difference.
pub(crate) fn ahead(date_header: &str, now: i64) -> i64 {
    let ahead = date(date_header, now).map_or(0, |it| it.saturating_sub(now));
    if (-2000..=2000).contains(&ahead) { 0 } else { ahead }
}

/// A date in any of HTTP's three forms (RFC 9110, 5.6.7), in milliseconds since 1970 began.
fn date(text: &str, now: i64) -> Option<i64> {
    let mut words = text.split([' ', ',', '-']).filter(|it| !it.is_empty()).skip(1);
    let words = [words.next()?, words.next()?, words.next()?, words.next()?];
    let (day, month, year, time) = match words {
        // Sun Nov  6 08:49:37 1994, as asctime of C writes it.
        [month, day, time, year] if time.contains(':') => (day, month, year, time),
        // Sun, 06 Nov 1994 08:49:37 GMT, and as RFC 850 has it: Sunday, 06-Nov-94 08:49:37 GMT.
        [day, month, year, time] => (day, month, year, time),
    };
    let month = MONTHS.iter().position(|it| it.eq_ignore_ascii_case(month))? + 1;
    let year = match (year.len(), year.parse::<i64>().ok()?) {
        (2, year) => {
            // Two digits are never of more than fifty years from now.
            let this_year = 1970 + now / MILLISECONDS_A_YEAR;
            let year = this_year - this_year % 100 + year;
            if year > this_year + 50 { year - 100 } else { year }
        }
        (_, year) => year,
    };
    let mut time = time.split(':').map(|it| it.parse().ok());
    let (hour, minute, second): (u8, u8, u8) = (time.next()??, time.next()??, time.next()??);
    if !(0..=LAST_YEAR).contains(&year) || hour > 23 || minute > 59 {
        return None;
    }
    let days =
        calendar::number_of(year, i64::try_from(month).ok()?, day.parse::<u8>().ok()?.into())?;
    // A leap second.
    let second = second.min(59);
    Some((((days * 24 + i64::from(hour)) * 60 + i64::from(minute)) * 60 + i64::from(second)) * 1000)
}

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const MILLISECONDS_A_YEAR: i64 = 31_556_952_000;
const LAST_YEAR: i64 = 9999;

#[cfg(test)]
mod tests {
    use super::*;

    const DATE: &str = "Sun, 06 Nov 1994 08:49:37 GMT";

    #[test]
    fn seconds_dates_and_nonsense() {
        let read = |header: &str, now| read(header, None, now);
        assert_eq!(read("2", 0), Some(Duration::from_secs(2)));
        assert_eq!(read(" 0.5 ", 0), Some(Duration::from_millis(500)));
        assert_eq!(read(DATE, 784_111_777_000 - 1500), Some(Duration::from_millis(1500)));
        assert_eq!(read(DATE, 784_111_778_000), Some(Duration::ZERO));
        assert_eq!(read("99999999999999999999", 0), Some(Duration::MAX));
        for nonsense in
            ["-1", "soon", "", "Sun, 31 Feb 1994 08:49:37 GMT", "Sun, 06 Nov 1994", "1e3"]
        {
            assert_eq!(read(nonsense, 0), None, "{nonsense}");
        }
    }

    #[test]
    fn the_three_forms_of_dates() {
        for form in [DATE, "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994"] {
            assert_eq!(date(form, 784_111_777_000), Some(784_111_777_000), "{form}");
        }
        let in_2026 = 1_767_603_600_000;
        assert_eq!(date("Monday, 05-Jan-26 09:00:00 GMT", in_2026), Some(in_2026));
        assert_eq!(date("Sunday, 06-Nov-94 08:49:37 GMT", in_2026), Some(784_111_777_000));
    }

    #[test]
    fn the_servers_own_clock_counts() {
        let later = "Sun, 06 Nov 1994 08:49:40 GMT";
        assert_eq!(read(later, Some(DATE), 0), Some(Duration::from_secs(3)));
        assert_eq!(read(later, Some("nonsense"), 784_111_779_000), Some(Duration::from_secs(1)));
        assert_eq!(read(DATE, Some(later), 0), Some(Duration::ZERO));
    }
}
