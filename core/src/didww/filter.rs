//! What lists are narrowed to.

use std::borrow::Cow;

use serde_json::Value;

use super::errors;
use crate::arguments::Arguments;
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

/// Declares what a list can be filtered by: a name for callers, what it wants, and its name on the wire. A
/// `text` or a `count` takes values, a list of such or blank, a `flag` true or false.
macro_rules! filters {
    ($(#[$about:meta])* $filter:ident { $($(#[$doc:meta])* $name:ident $kind:ident $wire:literal;)* }) => {
        $(#[$about])*
        #[derive(Clone, Debug, Default, PartialEq)]
        pub struct $filter {
            $(
                $(#[$doc])*
                pub $name: Option<$crate::didww::filter::filters!(@type $kind)>,
            )*
            /// Filters that this version does not know, by the carrier's names.
            pub other: Vec<$crate::didww::DidwwOtherFilter>,
        }

        impl $filter {
            /// Nothing is left out.
            pub fn new() -> Self {
                Self::default()
            }

            $($crate::didww::filter::filters!(@setter $(#[$doc])* $name $kind);)*

            /// A filter that this version does not know, by the carrier's name, such as `nanpa_prefix.id`.
            #[must_use]
            pub fn other(
                mut self,
                name: impl Into<String>,
                wanted: impl Into<$crate::didww::DidwwFilter>,
            ) -> Self {
                let (name, wanted) = (name.into(), wanted.into());
                self.other.push($crate::didww::DidwwOtherFilter { name, wanted });
                self
            }
        }

        impl $crate::didww::filter::Filters for $filter {
            fn known(&self) -> &'static [$crate::didww::filter::Known] {
                &[$($crate::didww::filter::Known {
                    name: stringify!($name),
                    wire: concat!("filter[", $wire, "]"),
                    counts: $crate::didww::filter::filters!(@counts $kind),
                }),*]
            }

            fn each(&self) -> Vec<Option<&dyn $crate::didww::filter::Sent>> {
                vec![$(self.$name.as_ref().map(|it| it as &dyn $crate::didww::filter::Sent)),*]
            }

            fn other(&self) -> &[$crate::didww::DidwwOtherFilter] {
                &self.other
            }

            fn places(&mut self) -> $crate::didww::filter::Places<'_> {
                let known = vec![$($crate::didww::filter::filters!(@kept $kind)(&mut self.$name)),*];
                (known, &mut self.other)
            }
        }

        impl $crate::arguments::Argument for $filter {
            fn take(arguments: &mut $crate::arguments::Arguments, name: &'static str) -> Self {
                let mut filter = Self::default();
                $crate::didww::filter::take(&mut filter, arguments, name);
                filter
            }

            /// No purchase has filters.
            fn value(&self) -> Option<serde_json::Value> {
                None
            }
        }
    };
    (@counts count) => { true };
    (@counts $kind:ident) => { false };
    (@kept flag) => { $crate::didww::filter::Kept::Flag };
    (@kept $kind:ident) => { $crate::didww::filter::Kept::Filter };
    (@type flag) => { bool };
    (@type $kind:ident) => { $crate::didww::DidwwFilter };
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
        pub fn $name(mut self, wanted: impl Into<$crate::didww::DidwwFilter>) -> Self {
            self.$name = Some(wanted.into());
            self
        }
    };
}
pub(super) use filters;

filters! {
    /// The filters of a list of DIDs; a DID has to pass all of them. (DIDWW, *Get DIDs*, *Filters*)
    DidwwDidFilter {
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
}

/// The filters of a list, whatever it lists. `filters!` implements it.
pub(super) trait Filters {
    /// Those that are known, in the order of the carrier's page.
    fn known(&self) -> &'static [Known];

    /// What each of these wants.
    fn each(&self) -> Vec<Option<&dyn Sent>>;

    /// Those that are not known.
    fn other(&self) -> &[DidwwOtherFilter];

    /// Where each of the known is kept, and those that are not known.
    fn places(&mut self) -> Places<'_>;
}

pub(super) type Places<'a> = (Vec<Kept<'a>>, &'a mut Vec<DidwwOtherFilter>);

/// A filter that is known.
pub(super) struct Known {
    /// What callers call it.
    pub(super) name: &'static str,
    /// What the carrier calls it.
    pub(super) wire: &'static str,
    /// Whether only whole numbers make sense.
    pub(super) counts: bool,
}

/// Adds each filter to a request.
pub(super) fn encode(filters: &dyn Filters, mut encoded: Encoded) -> Encoded {
    for (known, wanted) in filters.known().iter().zip(filters.each()) {
        encoded = encoded.query(known.wire, wanted.map(Sent::sent));
    }
    for DidwwOtherFilter { name, wanted } in filters.other() {
        encoded = encoded.query(&format!("filter[{name}]"), Some(wanted.sent()));
    }
    encoded
}

pub(super) fn validate(filters: &dyn Filters, checks: &mut Checks) {
    for (known, wanted) in filters.known().iter().zip(filters.each()) {
        if let Some(wanted) = wanted {
            wanted.check(known.wire, known.counts, checks);
        }
    }
    for DidwwOtherFilter { name, wanted } in filters.other() {
        let field = format!("filter[{name}]");
        if let Some(problem) = errors::problem_of_name(name) {
            checks.fail(errors::invalid(&field, &format!("has a name that {problem}")));
        }
        wanted.check(&field, false, checks);
    }
}

/// Takes two arguments: `filter` by telnum's names, `other_filters` by the carrier's.
pub(super) fn take(filters: &mut dyn Filters, arguments: &mut Arguments, name: &'static str) {
    for (name, value) in arguments.object(name) {
        // Nothing where a value was meant, a lookup that failed perhaps, must not mean every one.
        if value.is_null() {
            arguments.fail(&format!("filter[{name}]"), FORMS);
        } else if let Some(failure) = read(filters, &name, &value) {
            arguments.refuse(failure);
        }
    }
    for (name, value) in arguments.object("other_filters") {
        match DidwwFilter::read(&value) {
            Some(wanted) => filters.places().1.push(DidwwOtherFilter { name, wanted }),
            None => arguments.fail(&format!("filter[{name}]"), FORMS),
        }
    }
}

/// Takes a filter by its name, or says what is wrong with it.
fn read(filters: &mut dyn Filters, name: &str, value: &Value) -> Option<ErrorDetail> {
    let wrong = |rule| Some(errors::invalid(&format!("filter[{name}]"), rule));
    let place = filters.known().iter().position(|it| it.name == name);
    match place.and_then(|it| filters.places().0.into_iter().nth(it)) {
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
pub(super) enum Kept<'a> {
    Flag(&'a mut Option<bool>),
    Filter(&'a mut Option<DidwwFilter>),
}

/// A filter's value as it is sent, and what can be wrong with it.
pub(super) trait Sent {
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
