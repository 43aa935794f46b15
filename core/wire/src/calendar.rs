//! Days counted from the first of January 1970, by the calendar that all carriers write dates of.
//!
//! The years begin in March, so that the leap day is the last one.

/// Which one this is; nothing where the calendar has no such day.
pub fn number_of(year: i64, month: i64, day: i64) -> Option<i64> {
    if !(1..=12).contains(&month) || !(1..=28).contains(&day) && !exists(year, month, day) {
        return None;
    }
    let (year, month) = if month < 3 { (year - 1, month + 9) } else { (year, month - 3) };
    let day_of_year = (153 * month + 2) / 5 + day - 1;
    let leap_days = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    Some(year * 365 + leap_days + day_of_year - BEFORE_1970)
}

/// Its year, month and day.
pub fn date_of(number: i64) -> (i64, i64, i64) {
    let number = number + BEFORE_1970;
    let (cycle, day) = (number.div_euclid(FOUR_CENTURIES), number.rem_euclid(FOUR_CENTURIES));
    let year = (day - day / 1460 + day / 36_524 - day / 146_096) / 365;
    let day_of_year = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month + 2) / 5 + 1;
    let (over, month) = if month < 10 { (0, month + 3) } else { (1, month - 9) };
    (cycle * 400 + year + over, month, day)
}

fn exists(year: i64, month: i64, day: i64) -> bool {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let last = match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    (1..=last).contains(&day)
}

/// From the first of March of the year 0.
const BEFORE_1970: i64 = 719_468;
const FOUR_CENTURIES: i64 = 146_097;

#[cfg(test)]
mod tests {
    use time::OffsetDateTime;

    use super::*;

    #[test]
    fn every_day_of_ten_thousand_years() {
        for number in -719_528..=2_932_896 {
            let date = OffsetDateTime::from_unix_timestamp(number * 86_400).unwrap().date();
            let (year, month, day) =
                (date.year().into(), u8::from(date.month()).into(), date.day().into());
            assert_eq!(date_of(number), (year, month, day));
            assert_eq!(number_of(year, month, day), Some(number));
        }
        for (year, month, day) in [(2021, 2, 29), (1900, 2, 29), (2020, 0, 1), (2020, 13, 1)] {
            assert_eq!(number_of(year, month, day), None);
        }
        assert_eq!((number_of(2020, 4, 31), number_of(2020, 4, 0)), (None, None));
    }
}
