//! Reads the arguments of a call that arrive as plain data: from Python, JavaScript or a stored attempt.

use std::borrow::Cow;

use rust_decimal::Decimal;
use serde_json::{Map, Value};
use telnum_wire::amount;

use crate::checks::Checks;
use crate::error::ErrorDetail;
use crate::nearest::did_you_mean;
use crate::types::{Id, Secret};

/// An operation that can be made from plain data.
pub trait FromArguments: Sized {
    /// Takes its arguments; what is missing or of a wrong type becomes a failure.
    fn from_arguments(arguments: &mut Arguments) -> Self;
}

/// What an argument of a call can hold, and how it looks as plain data.
pub(crate) trait Argument: Sized {
    /// Takes it out of the arguments of a call.
    fn take(arguments: &mut Arguments, name: &'static str) -> Self;

    /// As an attempt keeps it; nothing where it was not given.
    fn value(&self) -> Option<Value>;

    /// As it stands in a query or a form; nothing where it was not given.
    fn text(&self) -> Option<String> {
        self.value().map(|value| match value {
            Value::String(text) => text,
            value => serde_json::to_string(&value).unwrap_or_default(),
        })
    }
}

/// A single value.
pub(crate) trait Scalar: Sized {
    /// What it has to be, as the end of a sentence that begins with the argument's name.
    const RULE: &'static str;

    /// Reads it, where it is what it has to be.
    fn read(value: &Value) -> Option<Self>;

    /// The rule that this value breaks, which cannot be read.
    fn broken(_: &Value) -> Cow<'static, str> {
        Self::RULE.into()
    }

    /// The same as plain data.
    fn write(&self) -> Value;
}

/// Required. Where it is missing, that is a failure, and its default stands in for it.
impl<T: Scalar + Default> Argument for T {
    fn take(arguments: &mut Arguments, name: &'static str) -> Self {
        arguments.require(name);
        arguments.optional(name, T::broken, T::read).unwrap_or_default()
    }

    fn value(&self) -> Option<Value> {
        Some(self.write())
    }
}

/// May be left out.
impl<T: Scalar> Argument for Option<T> {
    fn take(arguments: &mut Arguments, name: &'static str) -> Self {
        arguments.optional(name, T::broken, T::read)
    }

    fn value(&self) -> Option<Value> {
        self.as_ref().map(T::write)
    }
}

/// May be left out, which is as empty.
impl<T: Scalar> Argument for Vec<T> {
    fn take(arguments: &mut Arguments, name: &'static str) -> Self {
        let read = |value: &Value| value.as_array()?.iter().map(T::read).collect();
        arguments.optional(name, |_| "must be a list of texts".into(), read).unwrap_or_default()
    }

    fn value(&self) -> Option<Value> {
        (!self.is_empty()).then(|| self.iter().map(T::write).collect())
    }
}

impl Scalar for String {
    const RULE: &'static str = "must be text";

    fn read(value: &Value) -> Option<Self> {
        value.as_str().map(str::to_owned)
    }

    fn write(&self) -> Value {
        self.as_str().into()
    }
}

impl Scalar for Secret {
    const RULE: &'static str = String::RULE;

    fn read(value: &Value) -> Option<Self> {
        value.as_str().map(Self::from)
    }

    fn write(&self) -> Value {
        self.reveal().into()
    }
}

impl Scalar for Decimal {
    const RULE: &'static str = "must be decimal text, such as `2.50`, or a number";

    fn read(value: &Value) -> Option<Self> {
        match value {
            Value::String(text) => amount::read(text.trim()),
            Value::Number(number) => amount::read(&number.to_string()),
            _ => None,
        }
    }

    fn write(&self) -> Value {
        amount::amount_text(self, |text| text.into())
    }
}

impl Scalar for Id {
    const RULE: &'static str = "must be text or a whole number";

    fn read(value: &Value) -> Option<Self> {
        match value {
            Value::String(text) => Some(Self::from(text)),
            Value::Number(number) if number.is_i64() || number.is_u64() => {
                Some(Self::from(number.to_string()))
            }
            _ => None,
        }
    }

    fn write(&self) -> Value {
        self.as_str().into()
    }
}

impl Scalar for i32 {
    const RULE: &'static str = "must be a whole number";

    fn read(value: &Value) -> Option<Self> {
        whole_number(value)
    }

    fn broken(value: &Value) -> Cow<'static, str> {
        beyond(value).map_or(Self::RULE.into(), |limit| format!("must be {limit}").into())
    }

    fn write(&self) -> Value {
        (*self).into()
    }
}

impl Scalar for bool {
    const RULE: &'static str = "must be true or false";

    fn read(value: &Value) -> Option<Self> {
        value.as_bool()
    }

    fn write(&self) -> Value {
        (*self).into()
    }
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
    /// These, with the carrier's words for what is wrong with them.
    pub fn new(values: Map<String, Value>, wording: Wording) -> Self {
        Self { values, known: Vec::new(), wording, checks: Checks::default() }
    }

    /// Every failure that was found, once all are taken: what was not asked for is unknown.
    pub fn finish(mut self) -> Checks {
        let values = std::mem::take(&mut self.values);
        let unknown = |name: &&String| !self.known.contains(&name.as_str());
        for name in values.keys().filter(unknown).collect::<Vec<_>>() {
            let meant = did_you_mean(name, &self.known);
            self.fail(name, &format!("is not an argument of this call{meant}"));
        }
        self.checks
    }

    /// Takes the one of this name to its place. Not inlined, for every argument of every call is taken by it.
    #[inline(never)]
    pub(crate) fn fill<T: Argument>(&mut self, name: &'static str, place: &mut T) {
        *place = T::take(self, name);
    }

    /// Takes the one of this name.
    pub(crate) fn take<T: Argument>(&mut self, name: &'static str) -> T {
        T::take(self, name)
    }

    /// Values by name; none where it is absent.
    pub fn object(&mut self, name: &'static str) -> Map<String, Value> {
        self.optional(name, |_| "must be an object".into(), |value| value.as_object().cloned())
            .unwrap_or_default()
    }

    /// Whatever was given; null where it is absent.
    pub(crate) fn anything(&mut self, name: &'static str) -> Value {
        self.given(name).unwrap_or_default()
    }

    /// The values of a list; none where it is absent.
    pub fn list(&mut self, name: &'static str) -> Vec<Value> {
        self.optional(name, |_| "must be a list".into(), |value| value.as_array().cloned())
            .unwrap_or_default()
    }

    fn optional<T>(
        &mut self,
        name: &'static str,
        broken: impl FnOnce(&Value) -> Cow<'static, str>,
        read: impl FnOnce(&Value) -> Option<T>,
    ) -> Option<T> {
        let value = self.given(name)?;
        let read = read(&value);
        if read.is_none() {
            self.fail(name, &broken(&value));
        }
        read
    }

    /// What was given. Not inlined, so that it is compiled once, not once a type.
    #[inline(never)]
    fn given(&mut self, name: &'static str) -> Option<Value> {
        self.known.push(name);
        // It leaves a null: taking a member out of a map is code of three thousand bytes.
        self.values.get_mut(name).map(Value::take).filter(|value| !value.is_null())
    }

    #[inline(never)]
    pub(crate) fn require(&mut self, name: &'static str) {
        if self.values.get(name).is_none_or(Value::is_null) {
            let failure = (self.wording.missing)(name);
            self.checks.fail(failure);
        }
    }

    /// Adds a failure in the carrier's own words.
    pub(crate) fn refuse(&mut self, failure: ErrorDetail) {
        self.checks.fail(failure);
    }

    /// Adds a failure: this argument breaks this rule.
    pub fn fail(&mut self, name: &str, rule: &str) {
        let failure = (self.wording.invalid)(name, rule);
        self.checks.fail(failure);
    }
}

/// Those that were given, by their names.
pub(crate) fn given<const N: usize>(values: [(&str, Option<Value>); N]) -> Map<String, Value> {
    let mut members = Map::new();
    // One by one: what collects into a map sorts first, in code that is large.
    for (name, value) in values {
        if let Some(value) = value {
            members.insert(name.to_owned(), value);
        }
    }
    members
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

/// What a whole number has to be that 32 bits cannot hold; nothing where it is none.
pub(crate) fn beyond(value: &Value) -> Option<String> {
    let number = value.as_f64().filter(|it| it.fract() == 0.0)?;
    // Displayed, it would bring another writer of JSON along, and half of std's errors.
    let value = serde_json::to_string(value).unwrap_or_default();
    Some(match number {
        it if it > f64::from(i32::MAX) => format!("at most {}, not {value}", i32::MAX),
        it if it < f64::from(i32::MIN) => format!("at least {}, not {value}", i32::MIN),
        _ => return None,
    })
}
