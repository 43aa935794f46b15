use std::fmt;
use std::str::FromStr;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

/// A moment, to the millisecond. Its text is RFC 3339 in UTC, such as `2020-06-26T11:01:16Z`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp {
    milliseconds: i64,
}

impl Timestamp {
    /// The moment this many milliseconds after 1970 began.
    ///
    /// Beyond the years 0 to 9999, which RFC 3339 cannot write, it is the nearest that can be.
    pub fn from_unix_milliseconds(milliseconds: i64) -> Self {
        Self { milliseconds: milliseconds.clamp(FIRST, LAST) }
    }

    /// Milliseconds since 1970 began.
    pub const fn unix_milliseconds(self) -> i64 {
        self.milliseconds
    }
}

impl FromStr for Timestamp {
    type Err = time::error::Parse;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if let Some(moment) = plain(text.as_bytes()) {
            return Ok(moment);
        }
        let moment = OffsetDateTime::parse(text, &Rfc3339)?;
        let milliseconds = moment.unix_timestamp() * 1000 + i64::from(moment.millisecond());
        Ok(Self::from_unix_milliseconds(milliseconds))
    }
}

/// Reads the one form that carriers write, `2020-06-26T11:01:16.000Z`, without a general parser: a page
/// has a thousand of them. Anything unusual, a day that does not exist included, is left to that parser.
fn plain(text: &[u8]) -> Option<Timestamp> {
    let &[
        y1,
        y2,
        y3,
        y4,
        b'-',
        m1,
        m2,
        b'-',
        d1,
        d2,
        b'T',
        h1,
        h2,
        b':',
        n1,
        n2,
        b':',
        s1,
        s2,
        ref rest @ ..,
    ] = text
    else {
        return None;
    };
    let millisecond = match *rest {
        [b'Z'] => 0,
        [b'.', a, b, c, b'Z'] => number(&[a, b, c])?,
        _ => return None,
    };
    let (year, month, day) = (number(&[y1, y2, y3, y4])?, number(&[m1, m2])?, number(&[d1, d2])?);
    let (hour, minute, second) = (number(&[h1, h2])?, number(&[n1, n2])?, number(&[s1, s2])?);
    if !(1..=12).contains(&month) || !(1..=28).contains(&day) && !exists(year, month, day) {
        return None;
    }
    if hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    // Days since 1970, by years that begin in March, so that the leap day is the last.
    let (year, month) = if month < 3 { (year - 1, month + 9) } else { (year, month - 3) };
    let day_of_year = (153 * month + 2) / 5 + day - 1;
    let days =
        year * 365 + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400) + day_of_year
            - 719_468;
    let seconds = ((days * 24 + hour) * 60 + minute) * 60 + second;
    Some(Timestamp::from_unix_milliseconds(seconds * 1000 + millisecond))
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

fn number(digits: &[u8]) -> Option<i64> {
    digits.iter().try_fold(0, |sum, digit| {
        digit.is_ascii_digit().then(|| sum * 10 + i64::from(digit - b'0'))
    })
}

impl Timestamp {
    /// Does something with its text, which is made digit by digit, since a page has a thousand of them.
    pub(crate) fn with_text<T>(self, then: impl FnOnce(&str) -> T) -> T {
        let seconds = self.milliseconds.div_euclid(1000);
        let fraction = u16::try_from(self.milliseconds.rem_euclid(1000)).unwrap_or_default();
        let moment =
            OffsetDateTime::from_unix_timestamp(seconds).unwrap_or(OffsetDateTime::UNIX_EPOCH);
        let [c, d] = pair(u16::try_from(moment.year() / 100).unwrap_or_default());
        let [y, e] = pair(u16::try_from(moment.year() % 100).unwrap_or_default());
        let [m, n] = pair(u8::from(moment.month()).into());
        let [t, u] = pair(moment.day().into());
        let [h, i] = pair(moment.hour().into());
        let [j, k] = pair(moment.minute().into());
        let [p, q] = pair(moment.second().into());
        let [_, r] = pair(fraction / 100);
        let [v, w] = pair(fraction);
        let day = [c, d, y, e, b'-', m, n, b'-', t, u, b'T', h, i, b':', j, k, b':', p, q];
        let mut text = [b'Z'; 24];
        for (place, byte) in text.iter_mut().zip(day) {
            *place = byte;
        }
        if fraction == 0 {
            return then(text.get(..20).and_then(|it| str::from_utf8(it).ok()).unwrap_or_default());
        }
        for (place, byte) in text.iter_mut().skip(19).zip([b'.', r, v, w]) {
            *place = byte;
        }
        then(str::from_utf8(&text).unwrap_or_default())
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.with_text(|text| f.write_str(text))
    }
}

/// Two decimal digits.
fn pair(number: u16) -> [u8; 2] {
    [number / 10 % 10, number % 10].map(|digit| b'0' + u8::try_from(digit).unwrap_or_default())
}

impl fmt::Debug for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl From<Timestamp> for SystemTime {
    fn from(moment: Timestamp) -> Self {
        let distance = Duration::from_millis(moment.milliseconds.unsigned_abs());
        let shifted = if moment.milliseconds < 0 {
            UNIX_EPOCH.checked_sub(distance)
        } else {
            UNIX_EPOCH.checked_add(distance)
        };
        shifted.unwrap_or(UNIX_EPOCH)
    }
}

impl From<SystemTime> for Timestamp {
    fn from(moment: SystemTime) -> Self {
        let milliseconds = match moment.duration_since(UNIX_EPOCH) {
            // Rounded: a host that keeps moments as floats hands back 15.999… for 16.
            Ok(after) => i64::try_from((after.as_micros() + 500) / 1000).unwrap_or(i64::MAX),
            Err(before) => {
                -i64::try_from((before.duration().as_micros() + 500) / 1000).unwrap_or(i64::MAX)
            }
        };
        Self::from_unix_milliseconds(milliseconds)
    }
}

/// `0000-01-01T00:00:00Z`
const FIRST: i64 = -62_167_219_200_000;
/// `9999-12-31T23:59:59.999Z`
const LAST: i64 = 253_402_300_799_999;

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.with_text(|text| serializer.serialize_str(text))
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

#[cfg(feature = "uniffi")]
uniffi::custom_type!(Timestamp, SystemTime, {
    lower: |moment| moment.into(),
    try_lift: |moment| Ok(moment.into()),
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_plain_form_reads_as_the_general_parser_does() {
        for text in [
            "2020-06-26T11:01:16.000Z",
            "2020-02-29T23:59:59.999Z",
            "1970-01-01T00:00:00Z",
            "0001-01-01T00:00:00Z",
            "9999-12-31T23:59:59.999Z",
            "2000-03-01T00:00:00Z",
            "1900-02-28T12:00:00Z",
        ] {
            let general = OffsetDateTime::parse(text, &Rfc3339).unwrap();
            let milliseconds = i64::try_from(general.unix_timestamp_nanos() / 1_000_000).unwrap();
            assert_eq!(plain(text.as_bytes()).unwrap().unix_milliseconds(), milliseconds, "{text}");
        }
        for text in ["2021-02-29T00:00:00Z", "2020-13-01T00:00:00Z", "2020-01-00T00:00:00Z", ""] {
            assert_eq!(plain(text.as_bytes()), None);
            assert!(text.parse::<Timestamp>().is_err(), "{text}");
        }
    }

    #[test]
    fn writes_milliseconds_only_where_there_are_some() {
        let text = |it: &str| it.parse::<Timestamp>().unwrap().to_string();
        assert_eq!(text("2020-06-26T11:01:16.000Z"), "2020-06-26T11:01:16Z");
        assert_eq!(text("2020-06-26T13:01:16.120+02:00"), "2020-06-26T11:01:16.120Z");
        assert_eq!(Timestamp::from_unix_milliseconds(i64::MIN).to_string(), "0000-01-01T00:00:00Z");
    }
}
