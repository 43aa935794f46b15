//! What a list of DIDs is narrowed to.

use std::borrow::Cow;

use serde_json::Value;

use super::errors;
use crate::arguments::{Argument, Arguments};
use crate::checks::Checks;
use crate::error::ErrorDetail;
use crate::operation::Encoded;
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

macro_rules! filters {
    ($($(#[$doc:meta])* $name:ident $kind:ident $wire:literal;)*) => {
        /// The filters of a list of DIDs; a DID has to pass all of them. (DIDWW, *Get DIDs*, *Filters*)
        #[derive(Clone, Debug, Default, PartialEq)]
        pub struct DidwwDidFilter {
            $(
                $(#[$doc])*
                pub $name: Option<filters!(@type $kind)>,
            )*
            /// Filters that this version does not know, by the carrier's names.
            pub other: Vec<DidwwOtherFilter>,
        }

        impl DidwwDidFilter {
            $(filters!(@setter $(#[$doc])* $name $kind);)*

            /// Those that are known, in the order of the carrier's page: each by its name on the wire, with
            /// whether only whole numbers make sense.
            fn known(&self) -> [(&'static str, Option<&dyn Sent>, bool); [$($wire),*].len()] {
                [$((
                    concat!("filter[", $wire, "]"),
                    self.$name.as_ref().map(|it| it as &dyn Sent),
                    filters!(@counts $kind),
                )),*]
            }

            /// Where the filter of this name is kept.
            fn kept(&mut self, name: &str) -> Option<Kept<'_>> {
                Some(match name {
                    $(stringify!($name) => filters!(@kept $kind)(&mut self.$name),)*
                    _ => return None,
                })
            }
        }
    };
    (@counts count) => { true };
    (@counts $kind:ident) => { false };
    (@kept flag) => { Kept::Flag };
    (@kept $kind:ident) => { Kept::Filter };
    (@type flag) => { bool };
    (@type $kind:ident) => { DidwwFilter };
    (@setter $(#[$doc:meta])* $name:ident flag) => {
        $(#[$doc])*
        #[must_use]
        pub fn $name(mut self, wanted: bool) -> Self {
            self.$name = Some(wanted);
            self
        }
    };
    (@setter $(#[$doc:meta])* $name:ident $kind:ident) => {
        $(#[$doc])*
        #[must_use]
        pub fn $name(mut self, wanted: impl Into<DidwwFilter>) -> Self {
            self.$name = Some(wanted.into());
            self
        }
    };
}

filters! {
    /// The number, without a plus sign.
    number text "number";
    /// The description.
    description text "description";
    /// Whether it was given up.
    terminated flag "terminated";
    /// Whether it waits for a registration.
    awaiting_registration flag "awaiting_registration";
    /// Whether it will be removed. The carrier documents the filter and took the attribute away in
    /// 2021: `billing_cycles_count` 0 says the same.
    pending_removal flag "pending_removal";
    /// Whether it takes no calls.
    blocked flag "blocked";
    /// How often it will be renewed; 0 is never, blank is for ever.
    billing_cycles_count count "billing_cycles_count";
    /// The id of its group.
    did_group_id text "did_group.id";
    /// The id of its group's country.
    country_id text "country.id";
    /// The id of its group's region.
    region_id text "region.id";
    /// The id of its group's city.
    city_id text "city.id";
    /// The id of the order that bought it.
    order_id text "order.id";
    /// The id of its trunk.
    voice_in_trunk_id text "voice_in_trunk.id";
    /// The id of its group of trunks.
    voice_in_trunk_group_id text "voice_in_trunk_group.id";
    /// The id of the group that it shares channels with.
    shared_capacity_group_id text "shared_capacity_group.id";
    /// The id of the pool that its channels are of.
    capacity_pool_id text "capacity_pool.id";
    /// The reference of the order that bought it.
    order_reference text "order.reference";
    /// What its group can do, such as `voice_in`; of several, any.
    did_group_features text "did_group.features";
    /// The id of the check of its user's address.
    address_verification_id text "address_verification.id";
}

impl DidwwDidFilter {
    /// Every DID.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds each filter to a request.
    pub(super) fn encode(&self, mut encoded: Encoded) -> Encoded {
        for (name, wanted, _) in self.known() {
            encoded = encoded.query(name, wanted.map(Sent::sent));
        }
        for DidwwOtherFilter { name, wanted } in &self.other {
            encoded = encoded.query(&format!("filter[{name}]"), Some(wanted.sent()));
        }
        encoded
    }

    pub(super) fn validate(&self, checks: &mut Checks) {
        for (name, wanted, counts) in self.known() {
            if let Some(wanted) = wanted {
                wanted.check(name, counts, checks);
            }
        }
        for DidwwOtherFilter { name, wanted } in &self.other {
            let field = format!("filter[{name}]");
            if let Some(problem) = errors::problem_of_name(name) {
                checks.fail(errors::invalid(&field, &format!("has a name that {problem}")));
            }
            wanted.check(&field, false, checks);
        }
    }

    /// Takes a filter by its name, or says what is wrong with it.
    fn read(&mut self, name: &str, value: &Value) -> Option<ErrorDetail> {
        let wrong = |rule| Some(errors::invalid(&format!("filter[{name}]"), rule));
        match self.kept(name) {
            None => Some(errors::unknown_filter(name)),
            Some(Kept::Flag(kept)) => {
                *kept = value.as_bool();
                if kept.is_none() { wrong("must be true or false") } else { None }
            }
            Some(Kept::Filter(kept)) => {
                *kept = DidwwFilter::read(value);
                if kept.is_none() { wrong(FORMS) } else { None }
            }
        }
    }

    /// A filter that this version does not know, by the carrier's name, such as `nanpa_prefix.id`.
    #[must_use]
    pub fn other(mut self, name: impl Into<String>, wanted: impl Into<DidwwFilter>) -> Self {
        self.other.push(DidwwOtherFilter { name: name.into(), wanted: wanted.into() });
        self
    }
}

/// Two arguments: `filter` by telnum's names, `other_filters` by the carrier's.
impl Argument for DidwwDidFilter {
    fn take(arguments: &mut Arguments, name: &'static str) -> Self {
        let mut filter = Self::default();
        for (name, value) in arguments.object(name) {
            // Nothing where a value was meant, a lookup that failed perhaps, must not mean every DID.
            if value.is_null() {
                arguments.fail(&format!("filter[{name}]"), FORMS);
            } else if let Some(failure) = filter.read(&name, &value) {
                arguments.refuse(failure);
            }
        }
        for (name, value) in arguments.object("other_filters") {
            match DidwwFilter::read(&value) {
                Some(wanted) => filter.other.push(DidwwOtherFilter { name, wanted }),
                None => arguments.fail(&format!("filter[{name}]"), FORMS),
            }
        }
        filter
    }

    /// No purchase has filters.
    fn value(&self) -> Option<Value> {
        None
    }
}

impl DidwwFilter {
    fn read(value: &Value) -> Option<Self> {
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

const FORMS: &str = "must be text, a whole number, a list of such, or blank";

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
enum Kept<'a> {
    Flag(&'a mut Option<bool>),
    Filter(&'a mut Option<DidwwFilter>),
}

/// A filter's value as it is sent, and what can be wrong with it.
trait Sent {
    fn sent(&self) -> String;

    /// `counts` where only whole numbers make sense.
    fn check(&self, field: &str, counts: bool, checks: &mut Checks);
}

impl Sent for bool {
    fn sent(&self) -> String {
        self.to_string()
    }

    fn check(&self, _: &str, _: bool, _: &mut Checks) {}
}

impl Sent for DidwwFilter {
    fn sent(&self) -> String {
        let values: Vec<String> = self.values().iter().map(|it| quoted(it)).collect();
        values.join(",")
    }

    fn check(&self, field: &str, counts: bool, checks: &mut Checks) {
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
