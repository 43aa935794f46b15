//! Reads the arguments of a call that arrive as plain data: from Python, JavaScript or a stored attempt.

use serde_json::{Map, Value};

use crate::checks::Checks;
use crate::error::ErrorDetail;
use crate::nearest::did_you_mean;
use crate::types::Id;

/// An operation that can be made from plain data.
pub trait FromArguments: Sized {
    /// Takes its arguments; what is missing or of a wrong type becomes a failure.
    fn from_arguments(arguments: &mut Arguments) -> Self;
}

/// How a carrier words the two failures that reading can find.
#[derive(Clone, Copy, Debug)]
pub struct Wording {
    /// A required field is missing.
    pub missing: fn(field: &str) -> ErrorDetail,
    /// A value breaks a rule, said in a sentence without the field's name.
    pub invalid: fn(field: &str, rule: &str) -> ErrorDetail,
}

/// Named arguments, taken one by one.
#[derive(Debug)]
pub struct Arguments {
    values: Map<String, Value>,
    /// The names that were asked for.
    known: Vec<&'static str>,
    wording: Wording,
    checks: Checks,
}

impl Arguments {
    /// Reads this operation, and every failure that reading it found.
    pub fn read<O: FromArguments>(values: Map<String, Value>, wording: Wording) -> (O, Checks) {
        let checks = Checks::default();
        let mut arguments = Self { values, known: Vec::new(), wording, checks };
        let operation = O::from_arguments(&mut arguments);
        let unknown: Vec<String> = arguments.values.keys().cloned().collect();
        for name in unknown {
            let meant = did_you_mean(&name, &arguments.known);
            arguments.fail(&name, &format!("is not an argument of this call{meant}"));
        }
        (operation, arguments.checks)
    }

    /// Text, or absent.
    pub fn text(&mut self, name: &'static str) -> Option<String> {
        self.optional(name, "must be text", |value| Some(value.as_str()?.to_owned()))
    }

    /// An id: text or a whole number. Empty where it is missing, which is a failure.
    pub fn id(&mut self, name: &'static str) -> Id {
        self.require(name);
        self.optional(name, "must be text or a whole number", |value| match value {
            Value::String(text) => Some(Id::from(text)),
            Value::Number(number) if number.is_i64() || number.is_u64() => {
                Some(Id::from(number.to_string()))
            }
            _ => None,
        })
        .unwrap_or_default()
    }

    /// Text that is required. Empty where it is missing, which is a failure.
    pub fn required_text(&mut self, name: &'static str) -> String {
        self.require(name);
        self.text(name).unwrap_or_default()
    }

    /// A whole number, or absent.
    pub fn integer(&mut self, name: &'static str) -> Option<i32> {
        self.optional(name, "must be a whole number", whole_number)
    }

    /// A whole number that is required. Zero where it is missing, which is a failure.
    pub fn required_integer(&mut self, name: &'static str) -> i32 {
        self.require(name);
        self.integer(name).unwrap_or_default()
    }

    /// True, false or absent.
    pub fn boolean(&mut self, name: &'static str) -> Option<bool> {
        self.optional(name, "must be true or false", Value::as_bool)
    }

    /// A list of texts; empty where it is absent.
    pub fn texts(&mut self, name: &'static str) -> Vec<String> {
        self.optional(name, "must be a list of texts", |value| {
            value.as_array()?.iter().map(|it| it.as_str().map(str::to_owned)).collect()
        })
        .unwrap_or_default()
    }

    /// Values by name; none where it is absent.
    pub fn object(&mut self, name: &'static str) -> Map<String, Value> {
        self.optional(name, "must be an object", |value| value.as_object().cloned())
            .unwrap_or_default()
    }

    fn optional<T>(
        &mut self,
        name: &'static str,
        rule: &str,
        read: impl FnOnce(&Value) -> Option<T>,
    ) -> Option<T> {
        self.known.push(name);
        let value = self.values.remove(name).filter(|value| !value.is_null())?;
        let read = read(&value);
        if read.is_none() {
            self.fail(name, rule);
        }
        read
    }

    fn require(&mut self, name: &'static str) {
        if self.values.get(name).is_none_or(Value::is_null) {
            let failure = (self.wording.missing)(name);
            self.checks.fail(failure);
        }
    }

    /// Adds a failure: this argument breaks this rule.
    pub fn fail(&mut self, name: &str, rule: &str) {
        let failure = (self.wording.invalid)(name, rule);
        self.checks.fail(failure);
    }
}

/// JavaScript has one kind of number, so 3.0 is 3.
fn whole_number(value: &Value) -> Option<i32> {
    if let Some(number) = value.as_i64() {
        return i32::try_from(number).ok();
    }
    let number = value.as_f64()?;
    let whole = number.fract() == 0.0 && number.abs() <= f64::from(i32::MAX);
    whole.then_some(number as i32)
}
