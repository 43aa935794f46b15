//! The filters of a list, whatever it lists: declared by `filters!`, read and sent by code that is compiled once.

use serde_json::Value;

use super::errors;
use super::filter::{DidwwFilter, DidwwOtherFilter, FORMS};
pub(super) use super::filter::{Kept, Wanted};
use crate::arguments::Arguments;
use crate::checks::Checks;
use crate::error::ErrorDetail;
use crate::operation::Encoded;

/// Declares what a list can be filtered by: a name for callers, what it wants, and its name on the wire. A
/// `text` or a `count` takes values, a list of such or blank, a `flag` true or false.
macro_rules! filters {
    ($(#[$about:meta])* $filter:ident { $($(#[$doc:meta])* $name:ident $kind:ident $wire:literal;)* }) => {
        $(#[$about])*
        #[derive(Debug, Default, PartialEq)]
        pub struct $filter {
            $(
                $(#[$doc])*
                pub $name: Option<$crate::didww::filters::filters!(@type $kind)>,
            )*
            /// Filters that this version does not know, by the carrier's names.
            pub other: Vec<$crate::didww::DidwwOtherFilter>,
        }

        impl $filter {
            /// Nothing is left out.
            pub fn new() -> Self {
                Self::default()
            }

            $($crate::didww::filters::filters!(@setter $(#[$doc])* $name $kind);)*

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

        /// By code that all filters share: it would be large for each field of each.
        impl Clone for $filter {
            fn clone(&self) -> Self {
                let mut copy = Self::default();
                $crate::didww::filters::copy(self, &mut copy);
                copy
            }
        }

        impl $crate::didww::filters::Filters for $filter {
            fn known(&self) -> &'static [$crate::didww::filters::Known] {
                &[$($crate::didww::filters::Known {
                    name: stringify!($name),
                    wire: concat!("filter[", $wire, "]"),
                    counts: $crate::didww::filters::filters!(@counts $kind),
                }),*]
            }

            fn each(&self) -> Vec<$crate::didww::filters::Wanted<'_>> {
                vec![$($crate::didww::filters::filters!(@wanted $kind)(&self.$name)),*]
            }

            fn other(&self) -> &[$crate::didww::DidwwOtherFilter] {
                &self.other
            }

            fn places(&mut self) -> $crate::didww::filters::Places<'_> {
                let known = vec![$($crate::didww::filters::filters!(@kept $kind)(&mut self.$name)),*];
                (known, &mut self.other)
            }
        }

        impl $crate::arguments::Argument for $filter {
            fn take(arguments: &mut $crate::arguments::Arguments, name: &'static str) -> Self {
                let mut filter = Self::default();
                $crate::didww::filters::take(&mut filter, arguments, name);
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
    (@wanted flag) => { $crate::didww::filters::Wanted::Flag };
    (@wanted $kind:ident) => { $crate::didww::filters::Wanted::Filter };
    (@kept flag) => { $crate::didww::filters::Kept::Flag };
    (@kept $kind:ident) => { $crate::didww::filters::Kept::Filter };
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

/// The filters of a list, whatever it lists. `filters!` implements it.
pub(super) trait Filters {
    /// Those that are known, in the order of the carrier's page.
    fn known(&self) -> &'static [Known];

    /// What each of these wants.
    fn each(&self) -> Vec<Wanted<'_>>;

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

/// Copies each filter to where there is none yet.
pub(super) fn copy(from: &dyn Filters, to: &mut dyn Filters) {
    let (places, other) = to.places();
    for (wanted, place) in from.each().into_iter().zip(places) {
        wanted.keep(place);
    }
    *other = from.other().to_vec();
}

/// Adds each filter to a request.
pub(super) fn encode(filters: &dyn Filters, mut encoded: Encoded) -> Encoded {
    for (known, wanted) in filters.known().iter().zip(filters.each()) {
        encoded = encoded.query(known.wire, wanted.sent());
    }
    for DidwwOtherFilter { name, wanted } in filters.other() {
        encoded = encoded.query(&format!("filter[{name}]"), Some(wanted.sent()));
    }
    encoded
}

pub(super) fn validate(filters: &dyn Filters, checks: &mut Checks) {
    for (known, wanted) in filters.known().iter().zip(filters.each()) {
        wanted.check(known.wire, known.counts, checks);
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
