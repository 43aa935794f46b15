//! The emulator's calendar: unix milliseconds to RFC 3339 text.

/// 2026-01-05T09:00:00.000Z, where every emulator's clock starts.
pub(crate) const START_MS: u64 = 1_767_603_600_000;

/// The moment in UTC, cut to whole seconds and written with `.000Z`, as the carrier's page does.
pub(crate) fn rfc3339(unix_ms: u64) -> String {
    let seconds = unix_ms / 1_000;
    let (year, month, day) = date(seconds / 86_400);
    let (hour, minute, second) = (seconds / 3_600 % 24, seconds / 60 % 60, seconds % 60);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.000Z")
}

/// The moment in UTC with its milliseconds.
pub(crate) fn rfc3339_ms(unix_ms: u64) -> String {
    let seconds = rfc3339(unix_ms);
    format!("{}.{:03}Z", seconds.trim_end_matches(".000Z"), unix_ms % 1_000)
}

/// The moment as HTTP's `Date` has it (RFC 9110, 5.6.7).
#[cfg(feature = "server")]
pub(crate) fn http(unix_ms: u64) -> String {
    let days = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"];
    let months =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let seconds = unix_ms / 1_000;
    let (year, month, day) = date(seconds / 86_400);
    let (hour, minute, second) = (seconds / 3_600 % 24, seconds / 60 % 60, seconds % 60);
    let name = |names: &[&'static str], number: u64| {
        usize::try_from(number).ok().and_then(|it| names.get(it).copied()).unwrap_or_default()
    };
    let (weekday, month) = (name(&days, seconds / 86_400 % 7), name(&months, month - 1));
    format!("{weekday}, {day:02} {month} {year:04} {hour:02}:{minute:02}:{second:02} GMT")
}

/// The day in UTC.
pub(crate) fn day(unix_ms: u64) -> String {
    let (year, month, day) = date(unix_ms / 86_400_000);
    format!("{year:04}-{month:02}-{day:02}")
}

/// The same time a calendar month later, or on that month's last day.
pub(crate) fn month_later(unix_ms: u64) -> u64 {
    let (year, month, day) = date(unix_ms / DAY_MS);
    let first = days(year, month + 1, 1);
    let length = days(year, month + 2, 1) - first;
    (first + day.min(length) - 1) * DAY_MS + unix_ms % DAY_MS
}

/// Reads a day, or a time in UTC such as [`rfc3339`] writes.
pub(crate) fn parse(text: &str) -> Option<u64> {
    let (day, clock) = text.split_once(['T', ' ']).unwrap_or((text, "00:00:00"));
    let (clock, part) = clock.trim_end_matches('Z').split_once('.').unwrap_or((clock, ""));
    let (year, month, day) = three(day, '-')?;
    let (hour, minute, second) = three(clock.trim_end_matches('Z'), ':')?;
    let known = (1970..10_000).contains(&year) && (1..=12).contains(&month);
    if !known || !(1..=31).contains(&day) || hour > 23 || minute > 59 || second > 60 {
        return None;
    }
    let ms: u64 = format!("{part:0<3}").get(..3)?.parse().ok()?;
    let seconds = hour * 3_600 + minute * 60 + second;
    Some(days(year, month, day) * DAY_MS + seconds * 1_000 + ms)
}

fn three(text: &str, mark: char) -> Option<(u64, u64, u64)> {
    let mut parts = text.splitn(3, mark).map(|part| part.parse().ok());
    Some((parts.next()??, parts.next()??, parts.next()??))
}

/// The days since 1970 of a date; months may go on into the next year.
fn days(year: u64, month: u64, day: u64) -> u64 {
    let (year, month) = (year + (month - 1) / 12, (month - 1) % 12 + 1);
    let year = year - u64::from(month <= 2);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    year * 365 + year / 4 - year / 100 + year / 400 + day_of_year - 719_468
}

/// A day.
pub(crate) const DAY_MS: u64 = 86_400_000;

/// The civil date of a day since 1970, by Howard Hinnant's `civil_from_days`.
fn date(days: u64) -> (u64, u64, u64) {
    let shifted = days + 719_468;
    let era = shifted / 146_097;
    let day_of_era = shifted % 146_097;
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    let year = era * 400 + year_of_era + u64::from(month <= 2);
    (year, month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_moments() {
        assert_eq!(rfc3339(START_MS), "2026-01-05T09:00:00.000Z");
        assert_eq!(rfc3339(START_MS + 1_999), "2026-01-05T09:00:01.000Z");
        assert_eq!(rfc3339(0), "1970-01-01T00:00:00.000Z");
        assert_eq!(rfc3339(951_827_696_000), "2000-02-29T12:34:56.000Z");
        #[cfg(feature = "server")]
        assert_eq!(http(START_MS + 1_999), "Mon, 05 Jan 2026 09:00:01 GMT");
        #[cfg(feature = "server")]
        assert_eq!(http(784_111_777_000), "Sun, 06 Nov 1994 08:49:37 GMT");
        assert_eq!(rfc3339_ms(1_498_378_901_795), "2017-06-25T08:21:41.795Z");
        assert_eq!(day(1_498_378_901_795), "2017-06-25");
    }

    #[test]
    fn months_go_by_the_calendar() {
        let later = |text| rfc3339_ms(month_later(parse(text).unwrap()));
        assert_eq!(later("2018-12-27T10:00:04.755Z"), "2019-01-27T10:00:04.755Z");
        assert_eq!(later("2026-01-31"), "2026-02-28T00:00:00.000Z");
        assert_eq!(later("2024-01-30"), "2024-02-29T00:00:00.000Z");
        assert_eq!(later("2026-11-30"), "2026-12-30T00:00:00.000Z");
    }

    #[test]
    fn reads_what_it_writes() {
        for ms in [0, START_MS, 951_827_696_000, 1_498_378_901_795] {
            assert_eq!(parse(&rfc3339_ms(ms)), Some(ms));
        }
        assert_eq!(parse("2026-01-05T09:00:00Z"), Some(START_MS));
        assert_eq!(parse("2026-01-05T09:00:00.5Z"), Some(START_MS + 500));
        for wrong in ["", "yesterday", "2026-13-01", "2026-01-05T25:00:00Z", "2026-01"] {
            assert_eq!(parse(wrong), None, "{wrong}");
        }
    }
}
