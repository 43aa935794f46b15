use std::fmt;
use std::str::FromStr;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use telnum_wire::{Moment, moment};
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

    /// Reads RFC 3339.
    pub(crate) fn read_text(text: &str) -> Option<Self> {
        moment::read(text.as_bytes()).map(Self::from_unix_milliseconds)
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

impl Timestamp {
    /// Does something with its text.
    pub(crate) fn with_text<T>(self, then: impl FnOnce(&str) -> T) -> T {
        moment::with_text(self.milliseconds, then)
    }
}

impl Moment for Timestamp {
    fn at(milliseconds: i64) -> Self {
        Self::from_unix_milliseconds(milliseconds)
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.with_text(|text| f.write_str(text))
    }
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
