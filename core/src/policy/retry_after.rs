//! The `Retry-After` header (RFC 9110, 10.2.3): seconds, or a date.

use std::time::Duration;

use time::OffsetDateTime;
use time::format_description::well_known::Rfc2822;

/// How long to wait from `now` (milliseconds since 1970 began); nothing where the header is no use.
pub(crate) fn read(header: &str, now: i64) -> Option<Duration> {
    let header = header.trim();
    if let Some(wait) = seconds(header) {
        return Some(wait);
    }
    let moment = OffsetDateTime::parse(header, &Rfc2822).ok()?;
    let milliseconds = (moment.unix_timestamp() * 1000).saturating_sub(now);
    Some(Duration::from_millis(u64::try_from(milliseconds).unwrap_or(0)))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_dates_and_nonsense() {
        assert_eq!(read("2", 0), Some(Duration::from_secs(2)));
        assert_eq!(read(" 0.5 ", 0), Some(Duration::from_millis(500)));
        let date = "Sun, 06 Nov 1994 08:49:37 GMT";
        assert_eq!(read(date, 784_111_777_000 - 1500), Some(Duration::from_millis(1500)));
        assert_eq!(read(date, 784_111_778_000), Some(Duration::ZERO));
        assert_eq!(read("99999999999999999999", 0), Some(Duration::MAX));
        assert_eq!(read("-1", 0), None);
        assert_eq!(read("soon", 0), None);
    }
}
