//! What lists are narrowed to.

use std::borrow::Cow;

use serde_json::Value;

use super::errors;
use crate::checks::Checks;
use crate::types::Id;

/// What a filter wants of a field.
///
/// In plain data: text or a whole number, a list of such, or `{"blank": true}`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DidwwFilter {
    /// This value. One with a comma or a double quote is sent in quotes, so that it stays one.
    Is(String),
    /// Any of these values.
    OneOf(Vec<String>),
    /// No value at all. The carrier allows it for most filters and does not say how it is written;
    /// it is sent as an empty value.
    Blank,
}

/// A filter that this version does not know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DidwwOtherFilter {
    /// The carrier's name, such as `nanpa_prefix.id`.
    pub name: String,
    /// What it wants.
    pub wanted: DidwwFilter,
}

impl DidwwFilter {
    pub(super) fn read(value: &Value) -> Option<Self> {
        match value {
            Value::Array(list) => {
                Some(Self::OneOf(list.iter().map(scalar).collect::<Option<_>>()?))
            }
            Value::Object(object) => {
                let is_blank = object.get("blank").and_then(Value::as_bool) == Some(true);
                (is_blank && object.len() == 1).then_some(Self::Blank)
            }
            value => scalar(value).map(Self::Is),
        }
    }

    fn values(&self) -> &[String] {
        match self {
            Self::Is(value) => std::slice::from_ref(value),
            Self::OneOf(values) => values,
            Self::Blank => &[],
        }
    }
}

pub(super) const FORMS: &str = "must be text, a whole number, a list of such, or blank";

fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Bool(flag) => Some(flag.to_string()),
        // JavaScript has one kind of number, so 3.0 is 3.
        Value::Number(number) => match number.as_f64() {
            Some(it) if it.fract() == 0.0 && it.abs() < 1e15 => Some((it as i64).to_string()),
            _ => None,
        },
        _ => None,
    }
}

/// Where a filter is kept.
pub(super) enum Kept<'a> {
    Flag(&'a mut Option<bool>),
    Filter(&'a mut Option<DidwwFilter>),
}

/// What a filter wants, where it wants anything.
pub(super) enum Wanted<'a> {
    Flag(&'a Option<bool>),
    Filter(&'a Option<DidwwFilter>),
}

impl Wanted<'_> {
    pub(super) fn sent(&self) -> Option<String> {
        match self {
            Self::Flag(wanted) => wanted.map(|it| it.to_string()),
            Self::Filter(wanted) => wanted.as_ref().map(DidwwFilter::sent),
        }
    }

    /// Keeps a copy of it there.
    pub(super) fn keep(&self, place: Kept<'_>) {
        match (self, place) {
            (Self::Flag(wanted), Kept::Flag(kept)) => *kept = **wanted,
            (Self::Filter(wanted), Kept::Filter(kept)) => kept.clone_from(wanted),
            _ => {}
        }
    }

    /// `counts` where only whole numbers make sense.
    pub(super) fn check(&self, field: &str, counts: bool, checks: &mut Checks) {
        if let Self::Filter(Some(wanted)) = self {
            wanted.check(field, counts, checks);
        }
    }
}

impl DidwwFilter {
    /// As it is sent.
    pub(super) fn sent(&self) -> String {
        let values: Vec<String> = self.values().iter().map(|it| quoted(it)).collect();
        values.join(",")
    }

    /// Adds what is wrong with it.
    pub(super) fn check(&self, field: &str, counts: bool, checks: &mut Checks) {
        let none = *self != Self::Blank && self.values().is_empty();
        let empty = self.values().iter().any(|it| it.trim().is_empty());
        let control = self.values().iter().any(|it| it.chars().any(char::is_control));
        let no_number = || self.values().iter().any(|it| it.parse::<i32>().is_err());
        let problem = if none {
            "names no value"
        } else if empty {
            "is empty text; to find what has no value, pass blank"
        } else if control {
            "must not hold control characters"
        } else if counts && no_number() {
            "must be a whole number, or blank"
        } else {
            return;
        };
        checks.fail(errors::invalid(field, problem));
    }
}

/// As the carrier's server splits lists: a value in double quotes keeps its commas.
fn quoted(value: &str) -> String {
    match value.contains([',', '"']) {
        true => format!("\"{}\"", value.replace('"', "\"\"")),
        false => value.to_owned(),
    }
}

macro_rules! from_scalar {
    ($($scalar:ty)*) => {$(
        impl From<$scalar> for DidwwFilter {
            fn from(value: $scalar) -> Self {
                Self::Is(value.to_string())
            }
        }
    )*};
}
from_scalar!(&str String &String Cow<'_, str> i32 u32 i64 u64 Id &Id);

impl<T: ToString> From<Vec<T>> for DidwwFilter {
    fn from(values: Vec<T>) -> Self {
        Self::OneOf(values.iter().map(ToString::to_string).collect())
    }
}

impl<T: ToString> From<&[T]> for DidwwFilter {
    fn from(values: &[T]) -> Self {
        Self::OneOf(values.iter().map(ToString::to_string).collect())
    }
}

impl<T: ToString> From<&Vec<T>> for DidwwFilter {
    fn from(values: &Vec<T>) -> Self {
        values.as_slice().into()
    }
}

impl<T: ToString, const N: usize> From<[T; N]> for DidwwFilter {
    fn from(values: [T; N]) -> Self {
        Self::OneOf(values.iter().map(ToString::to_string).collect())
    }
}
