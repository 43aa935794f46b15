//! Values as messages to a host whose types are generated: codes, and beside them each distinct value once.
//!
//! A value is told by codes, which the host's readers follow:
//!
//! - What is absent is 0.
//! - A scalar is the place of its value among the values. The first three are null, false and true.
//! - A record is 1, then its fields; a list is its length and 1, then its items.
//! - A link is 1 where it leads nowhere, else its place in its list and 2; where no list holds its object, the
//!   negative place of the object's id among the values.
//!
//! Where a reader cannot know the type, a code before the value tells it: 1 a scalar, 2 a list of such values, 3
//! the name of a record, then the record; 0 is absent.

use std::marker::PhantomData;
use std::ops::Range;

use rust_decimal::Decimal;
use serde_json::{Map, Value};

use super::{Record, Seen, Shape, Shown};
use crate::didww::{DidwwLink, DidwwLinks};
use crate::types::Timestamp;

/// How values are written, one behind another.
pub trait Form {
    /// What stands before them all: null, false and true.
    const FIRST: &'static [u8];

    /// Writes text; whether it is written as it is, so that others can be compared with it.
    fn text(values: &mut Vec<u8>, text: &str) -> bool;

    /// Whether this text was written so, as it is.
    fn is_text(written: &[u8], text: &str) -> bool;

    /// Writes an amount of money.
    fn amount(values: &mut Vec<u8>, amount: &Decimal) -> bool;

    /// Writes a moment.
    fn moment(values: &mut Vec<u8>, moment: &Timestamp) -> bool;

    /// Writes a whole number.
    fn count(values: &mut Vec<u8>, count: i32);

    /// Writes a number.
    fn number(values: &mut Vec<u8>, number: f64);

    /// Writes a JSON object.
    fn plain(values: &mut Vec<u8>, members: &Map<String, Value>);
}

/// Some values as a message, each of any type: the values that its codes stand for, and the codes.
pub fn message<F: Form>(values: &[&dyn Shown]) -> Message {
    let mut writer = Writer::<F>::new();
    for value in values {
        writer.any(value.seen());
    }
    Message { values: writer.values, count: writer.count, codes: writer.codes }
}

/// What is told.
pub struct Message {
    /// The values, in their form.
    pub values: Vec<u8>,
    /// How many there are.
    pub count: i32,
    /// What is made of them.
    pub codes: Vec<i32>,
}

struct Writer<F> {
    codes: Vec<i32>,
    values: Vec<u8>,
    count: i32,
    /// The types of records so far, and where the last values of each begin.
    types: Vec<(&'static Shape, usize)>,
    expected: usize,
    /// The last value of each field. Rows of a page repeat most of the row before.
    last: Vec<Last>,
    form: PhantomData<F>,
}

/// A value as it was written.
#[derive(Clone, Copy, Default)]
struct Last {
    from: usize,
    to: usize,
    /// 0 where there is none that can be compared.
    code: i32,
}

const FALSE: i32 = 1;
const TRUE: i32 = 2;

/// The field of what is in none.
const NOWHERE: usize = 0;

impl<F: Form> Writer<F> {
    fn new() -> Self {
        Self {
            codes: Vec::with_capacity(64),
            values: F::FIRST.to_vec(),
            count: 3,
            types: Vec::new(),
            expected: 0,
            last: vec![Last::default()],
            form: PhantomData,
        }
    }

    /// A value whose type the reader cannot know.
    fn any(&mut self, value: Seen<'_>) {
        match value {
            Seen::Absent => self.codes.push(0),
            Seen::List(list) => {
                self.codes.push(2);
                self.length(list.length());
                (0..list.length()).for_each(|it| self.any(list.item(it)));
            }
            Seen::Record(record) => {
                self.codes.push(3);
                self.text(record.shape().name, NOWHERE);
                self.record(record);
            }
            scalar => {
                self.codes.push(1);
                self.value(scalar, NOWHERE);
            }
        }
    }

    fn value(&mut self, value: Seen<'_>, field: usize) {
        let from = self.values.len();
        // Whether it can be compared with the field's last value.
        let can_be = match value {
            Seen::Absent => return self.codes.push(0),
            Seen::Flag(flag) => return self.codes.push(if flag { TRUE } else { FALSE }),
            Seen::Count(count) => {
                F::count(&mut self.values, count);
                true
            }
            Seen::Number(number) => {
                F::number(&mut self.values, number);
                true
            }
            Seen::Text(text) => return self.text(text, field),
            Seen::Amount(amount) => F::amount(&mut self.values, amount),
            Seen::Moment(moment) => F::moment(&mut self.values, moment),
            Seen::Record(record) => return self.record(record),
            Seen::List(list) => {
                self.length(list.length());
                return (0..list.length()).for_each(|it| self.value(list.item(it), field));
            }
            // Whoever has it may change it, so it is its field's alone.
            Seen::Plain(members) => {
                F::plain(&mut self.values, members);
                false
            }
            Seen::Link(link) => return self.link(link),
            Seen::Links(links) => return self.links(links),
        };
        self.compared(field, from, can_be);
    }

    fn record(&mut self, record: &dyn Record) {
        self.codes.push(1);
        let shape = record.shape();
        let first = self.fields(shape);
        for number in 0..shape.length {
            self.value(record.field(number), first + number);
        }
    }

    /// Where the last values of a type's fields begin. Rows have the same types in the same order, so it is
    /// mostly the next.
    fn fields(&mut self, shape: &'static Shape) -> usize {
        let is_it = |known: &(&'static Shape, usize)| std::ptr::eq(known.0, shape);
        if !self.types.get(self.expected).is_some_and(is_it) {
            self.expected = self.types.iter().position(is_it).unwrap_or_else(|| {
                self.types.push((shape, self.last.len()));
                self.last.resize(self.last.len() + shape.length, Last::default());
                self.types.len() - 1
            });
        }
        let first = self.types.get(self.expected).map_or(NOWHERE, |it| it.1);
        self.expected += 1;
        first
    }

    fn length(&mut self, length: usize) {
        self.codes.push(i32::try_from(length).unwrap_or_default() + 1);
    }

    fn link(&mut self, link: &DidwwLink) {
        match link {
            DidwwLink::NotLoaded => self.codes.push(0),
            DidwwLink::Empty => self.codes.push(1),
            DidwwLink::Present { id, index } => self.target(id, *index),
        }
    }

    fn links(&mut self, links: &DidwwLinks) {
        let DidwwLinks::Present { ids, indexes } = links else { return self.codes.push(0) };
        self.length(ids.len());
        for (id, index) in ids.iter().zip(indexes) {
            self.target(id, *index);
        }
    }

    fn target(&mut self, id: &str, index: i32) {
        if index < 0 {
            self.text(id, NOWHERE);
            if let Some(code) = self.codes.last_mut() {
                *code = -*code;
            }
        } else {
            self.codes.push(index + 2);
        }
    }

    fn text(&mut self, text: &str, field: usize) {
        let last = self.last.get(field).copied().unwrap_or_default();
        if last.code != 0
            && self.values.get(last.from..last.to).is_some_and(|it| F::is_text(it, text))
        {
            return self.codes.push(last.code);
        }
        let from = self.values.len();
        let is_as_it_is = F::text(&mut self.values, text);
        // Where it is not, no other can be compared with it.
        let to = if is_as_it_is { self.values.len() } else { from };
        self.add(field, from..to);
    }

    /// What was written from there on: the field's last value again, or another one.
    fn compared(&mut self, field: usize, from: usize, can_be: bool) {
        let last = self.last.get(field).copied().unwrap_or_default();
        let is_last = || self.values.get(last.from..last.to) == self.values.get(from..);
        if can_be && last.code != 0 && last.from != last.to && is_last() {
            self.values.truncate(from);
            return self.codes.push(last.code);
        }
        let to = if can_be { self.values.len() } else { from };
        self.add(if can_be { field } else { NOWHERE }, from..to);
    }

    /// The value that was written last.
    fn add(&mut self, field: usize, written: Range<usize>) {
        let code = self.count;
        self.count += 1;
        self.codes.push(code);
        if let Some(last) = self.last.get_mut(field) {
            *last = Last { from: written.start, to: written.end, code };
        }
    }
}
