//! Public values as seen from outside, each type through one table: so that whatever writes them is compiled
//! once, not once a type.

pub mod message;
mod serialize;
pub(crate) mod written;

use rust_decimal::Decimal;
use serde_json::{Map, Value};
pub use telnum_wire::amount::amount_text;

use crate::attempt::AttemptArguments;
use crate::didww::{DidwwLink, DidwwLinks};
use crate::types::Timestamp;

/// Does something with the text of a moment.
pub fn moment_text<T>(moment: &Timestamp, then: impl FnOnce(&str) -> T) -> T {
    moment.with_text(then)
}

/// A value, as a writer meets it.
#[derive(Clone, Copy)]
pub enum Seen<'a> {
    /// There is none, or none is known.
    Absent,
    /// Yes or no.
    Flag(bool),
    /// A whole number.
    Count(i32),
    /// Seconds.
    Number(f64),
    /// Text.
    Text(&'a str),
    /// An amount of money.
    Amount(&'a Decimal),
    /// A moment.
    Moment(&'a Timestamp),
    /// A record.
    Record(&'a dyn Record),
    /// A list.
    List(&'a dyn List),
    /// A caller's own plain data.
    Plain(&'a Map<String, Value>),
    /// A relationship to at most one object.
    Link(&'a DidwwLink),
    /// A relationship to any number of objects.
    Links(&'a DidwwLinks),
}

/// What can be seen.
pub trait Shown {
    /// The value.
    fn seen(&self) -> Seen<'_>;
}

/// What a record is called, and its fields, in their order.
#[derive(Debug)]
pub struct Shape {
    /// The name of the type.
    pub name: &'static str,
    /// How many fields it has.
    pub length: usize,
    /// Which of them is called `id`.
    pub id: Option<usize>,
    /// The names of its fields.
    #[cfg(not(feature = "nameless"))]
    fields: &'static [&'static str],
}

impl Shape {
    /// Of a type of this name, with these fields.
    pub const fn new(name: &'static str, fields: &'static [&'static str]) -> Self {
        Self {
            name,
            length: fields.len(),
            id: place_of_id(fields),
            #[cfg(not(feature = "nameless"))]
            fields,
        }
    }

    /// The names of its fields.
    #[cfg(not(feature = "nameless"))]
    pub const fn fields(&self) -> &'static [&'static str] {
        self.fields
    }

    /// The names of its fields, which are left out here.
    #[cfg(feature = "nameless")]
    pub const fn fields(&self) -> &'static [&'static str] {
        &[]
    }
}

const fn place_of_id(fields: &[&str]) -> Option<usize> {
    let (mut rest, mut place) = (fields, 0);
    while let [first, others @ ..] = rest {
        if matches!(first.as_bytes(), b"id") {
            return Some(place);
        }
        (rest, place) = (others, place + 1);
    }
    None
}

/// A value with named fields. `#[record]` implements it.
pub trait Record {
    /// Its name and its fields'.
    fn shape(&self) -> &'static Shape;

    /// The value of the field of this number.
    fn field(&self, number: usize) -> Seen<'_>;
}

/// Values one after another.
pub trait List {
    /// How many.
    fn length(&self) -> usize;

    /// The one of this number.
    fn item(&self, number: usize) -> Seen<'_>;
}

impl<T: Shown> List for Vec<T> {
    fn length(&self) -> usize {
        self.len()
    }

    fn item(&self, number: usize) -> Seen<'_> {
        self.get(number).map_or(Seen::Absent, Shown::seen)
    }
}

impl<T: Shown> Shown for Vec<T> {
    fn seen(&self) -> Seen<'_> {
        Seen::List(self)
    }
}

impl<T: Shown> Shown for Option<T> {
    fn seen(&self) -> Seen<'_> {
        self.as_ref().map_or(Seen::Absent, Shown::seen)
    }
}

/// What is seen already.
impl Shown for Seen<'_> {
    fn seen(&self) -> Seen<'_> {
        *self
    }
}

macro_rules! shown {
    ($($of:ty: |$it:ident| $seen:expr;)*) => {$(
        impl Shown for $of {
            fn seen(&self) -> Seen<'_> {
                let $it = self;
                $seen
            }
        }
    )*};
}

shown! {
    String: |it| Seen::Text(it);
    bool: |it| Seen::Flag(*it);
    i32: |it| Seen::Count(*it);
    f64: |it| Seen::Number(*it);
    Decimal: |it| Seen::Amount(it);
    Timestamp: |it| Seen::Moment(it);
    DidwwLink: |it| Seen::Link(it);
    DidwwLinks: |it| Seen::Links(it);
    AttemptArguments: |it| Seen::Plain(&it.0);
}

/// What the emulator tells: its crate knows nothing of this one.
#[cfg(feature = "emulator")]
mod emulator {
    use telnum_emulator::{LedgerEntry, RecordedHeader, RecordedRequest};

    use super::{Record, Seen, Shape, Shown};

    macro_rules! records {
        ($($record:ident { $($field:ident),* $(,)? })*) => {$(
            impl Record for $record {
                fn shape(&self) -> &'static Shape {
                    const { &Shape::new(stringify!($record), &[$(stringify!($field)),*]) }
                }

                fn field(&self, number: usize) -> Seen<'_> {
                    // Every field is named, or this is not compiled.
                    let Self { $($field),* } = self;
                    let fields = [$($field.seen()),*];
                    fields.get(number).copied().unwrap_or(Seen::Absent)
                }
            }

            impl Shown for $record {
                fn seen(&self) -> Seen<'_> {
                    Seen::Record(self)
                }
            }
        )*};
    }

    records! {
        RecordedRequest { method, target, headers, body }
        RecordedHeader { name, value }
        LedgerEntry {
            carrier, order_id, did_group_id, quantity, cost, at, numbers, number_type, search, slots_bought,
        }
    }
}
