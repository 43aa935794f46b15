//! Money in whole cents, so that no sum is ever off.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::{fmt, ops, str::FromStr};

/// An amount in cents. As JSON it is text with two decimals, `"6.00"`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Cents(pub(crate) i64);

impl Cents {
    /// So many times the amount.
    pub(crate) fn times(self, count: u32) -> Self {
        Self(self.0.saturating_mul(i64::from(count)))
    }
}

impl FromStr for Cents {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("{text:?} is no amount; write it as \"12.34\"");
        let (sign, digits) = text.strip_prefix('-').map_or((1, text), |digits| (-1, digits));
        let (whole, cents) = digits.split_once('.').unwrap_or((digits, "00"));
        let plain = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        if !plain(whole) || !plain(cents) || cents.len() > 2 || whole.len() > 12 {
            return Err(wrong());
        }
        let amount: i64 = format!("{whole}{cents:0<2}").parse().map_err(|_| wrong())?;
        Ok(Self(sign * amount))
    }
}

impl fmt::Display for Cents {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let cents = self.0.unsigned_abs();
        write!(f, "{sign}{}.{:02}", cents / 100, cents % 100)
    }
}

impl ops::Add for Cents {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl ops::Sub for Cents {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl std::iter::Sum for Cents {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        amounts.fold(Self(0), |sum, amount| sum + amount)
    }
}

impl Serialize for Cents {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Cents {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match serde_json::Value::deserialize(deserializer)? {
            serde_json::Value::String(text) => text.parse().map_err(de::Error::custom),
            serde_json::Value::Number(number) => {
                number.to_string().parse().map_err(de::Error::custom)
            }
            other => Err(de::Error::custom(format!("{other} is no amount"))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_exact() {
        let cents = |text: &str| text.parse::<Cents>();
        assert_eq!(cents("0.31"), Ok(Cents(31)));
        assert_eq!(cents("1000"), Ok(Cents(100_000)));
        assert_eq!(cents("2.5"), Ok(Cents(250)));
        assert_eq!(cents("-0.05"), Ok(Cents(-5)));
        for wrong in ["", "1.234", "1.", ".5", "1e3", "one", "--1", "+1"] {
            assert!(cents(wrong).is_err(), "{wrong}");
        }
        assert_eq!(Cents(639).to_string(), "6.39");
        assert_eq!(Cents(-5).to_string(), "-0.05");
    }
}
