//! Values of core's as messages to JavaScript: codes, and beside them each distinct value once.
//!
//! A value is told by codes, which the readers in `js/src/records.ts` follow:
//!
//! - What is absent is 0.
//! - A scalar is the place of its value among the values.
//! - A record is 1, then its fields; a list is its length and 1, then its items.
//! - A link is 1 where it leads nowhere, else its place in its list and 2; where no list holds its object, the
//!   negative place of the object's id among the values.
//!
//! The values are a JSON array, so that one `JSON.parse` makes all of them, each on its own: a slice of one long
//! text would keep all of it alive.

use std::ops::Range;

use js_sys::{Array, Int32Array};
use serde::Serialize;
use telnum::seen::{Record, Seen, Shape, Shown, amount_text, moment_text};
use telnum::{DidwwLink, DidwwLinks};
use wasm_bindgen::JsValue;

/// Some values, each of any type: where a record may be or a list, a code tells which it is.
pub(crate) fn message(values: &[&dyn Shown]) -> JsValue {
    let mut writer = Writer::default();
    for value in values {
        writer.any(value.seen());
    }
    writer.values.push(b']');
    let text = String::from_utf8(writer.values).unwrap_or_default();
    Array::of2(&Int32Array::from(writer.codes.as_slice()), &text.into()).into()
}

struct Writer {
    codes: Vec<i32>,
    /// JSON, without its end.
    values: Vec<u8>,
    /// How many values there are.
    count: i32,
    /// The types of records so far, and where the last values of each begin.
    types: Vec<(&'static Shape, usize)>,
    expected: usize,
    /// The last value of each field. Rows of a page repeat most of the row before.
    last: Vec<Last>,
}

/// A value as it was written.
#[derive(Clone, Copy, Default)]
struct Last {
    from: usize,
    to: usize,
    /// 0 where there is none that can be compared.
    code: i32,
}

/// By what the values begin.
const FIRST: &[u8] = b"[null,false,true";
const FALSE: i32 = 1;
const TRUE: i32 = 2;

impl Default for Writer {
    fn default() -> Self {
        Self {
            codes: Vec::with_capacity(64),
            values: FIRST.to_vec(),
            count: 3,
            types: Vec::new(),
            expected: 0,
            last: vec![Last::default()],
        }
    }
}

/// The field of what is in none.
const NOWHERE: usize = 0;

impl Writer {
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
        match value {
            Seen::Absent => self.codes.push(0),
            Seen::Flag(flag) => self.codes.push(if flag { TRUE } else { FALSE }),
            Seen::Count(count) => self.json(&count, field),
            Seen::Number(number) => self.json(&number, field),
            Seen::Text(text) => self.text(text, field),
            Seen::Amount(amount) => amount_text(amount, |it| self.text(it, field)),
            Seen::Moment(moment) => moment_text(moment, |it| self.text(it, field)),
            Seen::Record(record) => self.record(record),
            Seen::List(list) => {
                self.length(list.length());
                (0..list.length()).for_each(|it| self.value(list.item(it), field));
            }
            Seen::Plain(members) => self.alone(members),
            Seen::Link(link) => self.link(link),
            Seen::Links(links) => self.links(links),
        }
    }

    fn record(&mut self, record: &dyn Record) {
        self.codes.push(1);
        let shape = record.shape();
        let first = self.fields(shape);
        for number in 0..shape.fields.len() {
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
                self.last.resize(self.last.len() + shape.fields.len(), Last::default());
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
        if let Some([b'"', inner @ .., b'"']) = self.values.get(last.from..last.to)
            && inner == text.as_bytes()
        {
            return self.codes.push(last.code);
        }
        if text.bytes().any(|it| it < b' ' || it == b'"' || it == b'\\') {
            // It is not written as it is, so no other can be compared with it.
            return self.alone(text);
        }
        self.values.push(b',');
        let from = self.values.len();
        self.values.push(b'"');
        self.values.extend_from_slice(text.as_bytes());
        self.values.push(b'"');
        self.add(field, from..self.values.len());
    }

    /// A value that is compared with the field's last one once it is written.
    fn json<T: Serialize>(&mut self, value: &T, field: usize) {
        let last = self.last.get(field).copied().unwrap_or_default();
        let end = self.values.len();
        self.values.push(b',');
        let from = self.values.len();
        // A vector takes whatever is written to it.
        drop(serde_json::to_writer(&mut self.values, value));
        if last.code != 0 && self.values.get(last.from..last.to) == self.values.get(from..) {
            self.values.truncate(end);
            return self.codes.push(last.code);
        }
        self.add(field, from..self.values.len());
    }

    /// A value that is its field's alone, such as an object, which whoever has it may change.
    fn alone<T: Serialize + ?Sized>(&mut self, value: &T) {
        self.values.push(b',');
        let from = self.values.len();
        drop(serde_json::to_writer(&mut self.values, value));
        self.add(NOWHERE, from..from);
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
