use std::fmt;
use std::str::FromStr;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use super::calendar;

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

    /// Reads RFC 3339.
    pub(crate) fn read_text(text: &str) -> Option<Self> {
        read(text.as_bytes())
    }

    /// Milliseconds since 1970 began.
    pub const fn unix_milliseconds(self) -> i64 {
        self.milliseconds
    }
}

impl FromStr for Timestamp {
    type Err = time::error::Parse;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        // Another parser says what is wrong. It weighs six thousand bytes, so nothing here asks for that.
        Self::read_text(text).map_or_else(|| general(text), Ok)
    }
}

fn general(text: &str) -> Result<Timestamp, time::error::Parse> {
    let moment = OffsetDateTime::parse(text, &Rfc3339)?;
    let milliseconds = moment.unix_timestamp() * 1000 + i64::from(moment.millisecond());
    Ok(Timestamp::from_unix_milliseconds(milliseconds))
}

/// Reads a moment as RFC 3339 has it. A page has a thousand of them, nearly all `2020-06-26T11:01:16.000Z`.
fn read(text: &[u8]) -> Option<Timestamp> {
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
        // Some write a space there.
        _,
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
    let (millisecond, zone) = fraction(rest)?;
    let (year, month, day) = (number(&[y1, y2, y3, y4])?, number(&[m1, m2])?, number(&[d1, d2])?);
    let (hour, minute, second) = (number(&[h1, h2])?, number(&[n1, n2])?, number(&[s1, s2])?);
    if hour > 23 || minute > 59 || second > 60 {
        return None;
    }
    let days = calendar::number_of(year, month, day)?;
    let minutes = (days * 24 + hour) * 60 + minute - minutes_ahead(zone)?;
    if second < 60 {
        let seconds = minutes * 60 + second;
        return Some(Timestamp::from_unix_milliseconds(seconds * 1000 + millisecond));
    }
    // A leap second is the last of a month, and stands for the end of the second before it.
    let next = minutes + 1;
    let is_new_month = next % A_DAY == 0 && calendar::date_of(next / A_DAY).2 == 1;
    is_new_month.then(|| Timestamp::from_unix_milliseconds(next * 60_000 - 1))
}

/// Milliseconds of what may follow the seconds, and what follows that.
fn fraction(text: &[u8]) -> Option<(i64, &[u8])> {
    let Some(text) = text.strip_prefix(b".") else { return Some((0, text)) };
    let end = text.iter().position(|it| !it.is_ascii_digit()).unwrap_or(text.len());
    let (digits, rest) = text.split_at_checked(end).filter(|it| !it.0.is_empty())?;
    let thousandths = digits.iter().chain(b"00").take(3);
    Some((thousandths.fold(0, |sum, digit| sum * 10 + i64::from(digit - b'0')), rest))
}

/// How far a zone's clocks are ahead of UTC.
fn minutes_ahead(zone: &[u8]) -> Option<i64> {
    let (sign, digits) = match *zone {
        [b'Z' | b'z'] => return Some(0),
        [b'+', h1, h2, b':', m1, m2] => (1, [h1, h2, m1, m2]),
        [b'-', h1, h2, b':', m1, m2] => (-1, [h1, h2, m1, m2]),
        _ => return None,
    };
    let number = number(&digits)?;
    let (hours, minutes) = (number / 100, number % 100);
    (hours < 24 && minutes < 60).then_some(sign * (hours * 60 + minutes))
}

/// In minutes.
const A_DAY: i64 = 24 * 60;

fn number(digits: &[u8]) -> Option<i64> {
    digits.iter().try_fold(0, |sum, digit| {
        digit.is_ascii_digit().then(|| sum * 10 + i64::from(digit - b'0'))
    })
}

impl Timestamp {
    /// Does something with its text, which is made digit by digit, since a page has a thousand of them.
    pub(crate) fn with_text<T>(self, then: impl FnOnce(&str) -> T) -> T {
        let (seconds, fraction) = parts(self.milliseconds, 1000);
        let (minutes, second) = parts(seconds, 60);
        let (hours, minute) = parts(minutes, 60);
        let (days, hour) = parts(hours, 24);
        let (year, month, day) = calendar::date_of(days);
        let [c, d] = pair(year / 100);
        let [y, e] = pair(year);
        let [m, n] = pair(month);
        let [t, u] = pair(day);
        let [h, i] = pair(hour);
        let [j, k] = pair(minute);
        let [p, q] = pair(second);
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

/// How many wholes there are, and what is left.
fn parts(number: i64, of: i64) -> (i64, i64) {
    (number.div_euclid(of), number.rem_euclid(of))
}

/// The last two decimal digits.
fn pair(number: i64) -> [u8; 2] {
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
    fn a_spoilt_moment_reads_as_the_general_parser_reads_it() {
        for whole in [
            "2020-06-26T11:01:16.000Z",
            "2020-02-29 23:59:59.999999999z",
            "1970-01-01T00:00:00Z",
            "0000-01-01T00:00:00+00:01",
            "9999-12-31T23:59:59-23:59",
            "1900-02-28T12:00:00.5+02:00",
            "2016-12-31T23:59:60Z",
            "2021-02-28T21:59:60.1-02:00",
            "2000-03-01T05:29:60+05:30",
        ] {
            assert!(Timestamp::read_text(whole).is_some(), "{whole}");
            for (at, _) in whole.char_indices() {
                let (before, after) = whole.split_at(at);
                let rest = &after[1..];
                let mut texts =
                    vec![before.to_owned(), format!("{before}{rest}"), after.to_owned()];
                for odd in "0123456789-+:.TZ \u{e9}".chars() {
                    texts.push(format!("{before}{odd}{rest}"));
                    texts.push(format!("{before}{odd}{after}"));
                    texts.extend(rest.get(1..).map(|rest| format!("{before}{odd}{odd}{rest}")));
                }
                for text in texts {
                    assert_eq!(Timestamp::read_text(&text), general(&text).ok(), "{text}");
                }
            }
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
