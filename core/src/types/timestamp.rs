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
        let moment = OffsetDateTime::parse(text, &Rfc3339)?;
        let milliseconds = moment.unix_timestamp() * 1000 + i64::from(moment.millisecond());
        Ok(Self::from_unix_milliseconds(milliseconds))
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let nanoseconds = i128::from(self.milliseconds) * 1_000_000;
        let moment = OffsetDateTime::from_unix_timestamp_nanos(nanoseconds)
            .unwrap_or(OffsetDateTime::UNIX_EPOCH);
        write!(
            f,
            "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}",
            moment.year(),
            u8::from(moment.month()),
            moment.day(),
            moment.hour(),
            moment.minute(),
            moment.second()
        )?;
        match moment.millisecond() {
            0 => f.write_str("Z"),
            millisecond => write!(f, ".{millisecond:03}Z"),
        }
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
        serializer.serialize_newtype_struct("Timestamp", &self.to_string())
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
