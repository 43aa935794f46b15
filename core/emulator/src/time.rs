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

/// The day in UTC.
pub(crate) fn day(unix_ms: u64) -> String {
    let (year, month, day) = date(unix_ms / 86_400_000);
    format!("{year:04}-{month:02}-{day:02}")
}

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
        assert_eq!(rfc3339_ms(1_498_378_901_795), "2017-06-25T08:21:41.795Z");
        assert_eq!(day(1_498_378_901_795), "2017-06-25");
    }
}
