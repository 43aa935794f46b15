//! Scalars as the answer writes them: the digits of a number are kept, for no float comes between.

use std::borrow::Cow;
use std::collections::BTreeMap;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

use crate::types::Timestamp;

/// What stands in a scalar's place.
pub(crate) enum Scalar<'a> {
    Text(Cow<'a, str>),
    /// A number, as it is written.
    Number(&'a str),
    Flag(&'a str),
    /// Null, a list or an object.
    Nothing,
}

impl<'a> Scalar<'a> {
    pub(crate) fn of(value: &'a RawValue) -> Self {
        let json = value.get();
        match json.as_bytes() {
            [b'"', ..] => {
                let plain = json.trim_matches('"');
                if !plain.contains('\\') && plain.len() + 2 == json.len() {
                    return Self::Text(Cow::Borrowed(plain));
                }
                // Half of a character that takes two is no text, and no reason to lose the rest.
                serde_json::from_str(json).map_or(Self::Nothing, |it| Self::Text(Cow::Owned(it)))
            }
            [b'-' | b'0'..=b'9', ..] => Self::Number(json),
            [b't' | b'f', ..] => Self::Flag(json),
            _ => Self::Nothing,
        }
    }

    /// The text of any scalar.
    pub(crate) fn text(self) -> Option<Cow<'a, str>> {
        match self {
            Self::Text(text) => Some(text),
            Self::Number(text) | Self::Flag(text) => Some(Cow::Borrowed(text)),
            Self::Nothing => None,
        }
    }

    /// Text, or the digits of a number: what a thing can be known by.
    pub(crate) fn key(self) -> Option<Cow<'a, str>> {
        if matches!(self, Self::Flag(_)) { None } else { self.text() }
    }
}

/// An amount: decimal text, or a number in any notation.
pub(crate) fn amount(text: &str) -> Option<Decimal> {
    let text = text.trim();
    text.parse().or_else(|_| Decimal::from_scientific(text)).ok()
}

/// A count: a whole number in any notation, for some languages write 2 as 2.0.
pub(crate) fn count(text: &str) -> Option<i32> {
    let text = text.trim();
    let otherwise = || amount(text).filter(Decimal::is_integer)?.to_i32();
    text.parse().ok().or_else(otherwise)
}

/// The members of an object, each as it is written; the last of those with one name.
pub(crate) type Members<'a> = BTreeMap<String, &'a RawValue>;

/// The members of an object; none where it is something else.
pub(crate) fn members(json: &str) -> Members<'_> {
    serde_json::from_str(json).unwrap_or_default()
}

/// Implements `Deserialize` from any scalar. Nothing fails: an optional member that cannot be read must
/// not hide an order or a page.
macro_rules! from_scalar {
    ($name:ident, $kind:ident, |$text:ident| $read:expr) => {
        impl<'de> Deserialize<'de> for super::$name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let value = <&RawValue>::deserialize(deserializer)?;
                let text = Scalar::of(value).$kind();
                Ok(text.map_or_else(Self::default, |$text| Self($read)))
            }
        }
    };
}

from_scalar!(Text, text, |text| text.into_owned());
from_scalar!(Key, key, |text| text.into_owned());
from_scalar!(Flag, text, |text| match &*text {
    "true" | "1" => Some(true),
    "false" | "0" => Some(false),
    text if text.eq_ignore_ascii_case("yes") => Some(true),
    text if text.eq_ignore_ascii_case("no") => Some(false),
    _ => None,
});
from_scalar!(Count, text, |text| count(&text));
from_scalar!(Amount, text, |text| amount(&text));
from_scalar!(Moment, text, |text| text.trim().parse::<Timestamp>().ok());

/// Only whether something is said there: null, false, zero and what is empty say nothing.
impl<'de> Deserialize<'de> for super::Filled {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let json = <&RawValue>::deserialize(deserializer)?.get();
        let inner = json.trim_matches(|it: char| it.is_ascii_whitespace() || "[]{}\"".contains(it));
        Ok(Self(!matches!(inner, "" | "null" | "false" | "0")))
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Amount, Count, Filled, Key, Text};
    use super::{Members, members};

    fn text(json: &str) -> String {
        serde_json::from_str::<Text>(json).unwrap().0
    }

    fn key(json: &str) -> String {
        serde_json::from_str::<Key>(json).unwrap().0
    }

    #[test]
    fn a_number_keeps_its_digits() {
        for digits in [
            "0",
            "-0",
            "17",
            "18446744073709551615",
            "18446744073709551616",
            "123456789012345678901234567890123456789012345678901234567890",
            "12345678901234567890.12345678901234567890",
            "5.00",
            "1e400",
            "-1.50E-7",
        ] {
            assert_eq!(text(digits), digits);
            assert_eq!(key(digits), digits);
            assert_eq!(key(&format!("\"{digits}\"")), digits);
        }
    }

    #[test]
    fn text_is_what_its_escapes_say() {
        assert_eq!(text(r#""a\"b\\\u00e9\n""#), "a\"b\\\u{e9}\n");
        assert_eq!(text(r#""\"""#), "\"");
        assert_eq!(text(r#""""#), "");
        assert_eq!(text(r#""half \ud800""#), "");
    }

    #[test]
    fn what_is_no_scalar_is_none() {
        let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
        for json in ["null", "[1]", "{\"a\":1}", deep.as_str()] {
            assert_eq!(text(json), "");
        }
        assert_eq!(
            (text("true"), key("true"), key("false")),
            ("true".into(), "".into(), "".into())
        );
        for broken in ["01", "1.", "-", "\"a", "[1", "nul", "1 2", ""] {
            assert!(serde_json::from_str::<Text>(broken).is_err(), "{broken}");
        }
    }

    #[test]
    fn counts_and_amounts_are_read_in_any_notation() {
        let count = |json| serde_json::from_str::<Count>(json).unwrap().0;
        for two in ["2", "2.0", "\"2\"", "\" 2 \"", "2e0", "\"2.00\"", "0.2e1"] {
            assert_eq!(count(two), Some(2), "{two}");
        }
        for none in ["2.5", "\"many\"", "1e10", "2147483648", "\"\"", "null", "true", "1e400"] {
            assert_eq!(count(none), None, "{none}");
        }
        let amount =
            |json| serde_json::from_str::<Amount>(json).unwrap().0.map(|it| it.to_string());
        assert_eq!(amount("5.00").as_deref(), Some("5.00"));
        assert_eq!(amount("\"5.00\"").as_deref(), Some("5.00"));
        assert_eq!(amount("1e3").as_deref(), Some("1000"));
        assert_eq!(amount("12345678901234567.89").as_deref(), Some("12345678901234567.89"));
        assert_eq!(amount("\"free\""), None);
    }

    #[test]
    fn what_says_nothing_is_not_filled() {
        let filled = |json| serde_json::from_str::<Filled>(json).unwrap().0;
        for nothing in ["null", "false", "0", "[]", "{}", "\"\"", "[ ]", "[null]"] {
            assert!(!filled(nothing), "{nothing}");
        }
        for something in ["true", "1", "\"no\"", "[{\"code\":1}]", "{\"code\":1}"] {
            assert!(filled(something), "{something}");
        }
    }

    #[test]
    fn members_are_read_as_they_are_written() {
        let read = |json| -> Vec<(String, String)> {
            let all: Members<'_> = members(json);
            all.into_iter().map(|(name, value)| (name, value.get().to_owned())).collect()
        };
        let one = vec![("a".to_owned(), "1e400".to_owned())];
        assert_eq!(read("{\"a\":2, \"\\u0061\": 1e400 }"), one);
        assert_eq!(read("[{\"a\":1}]"), Vec::new());
    }
}
