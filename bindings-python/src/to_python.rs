//! Core's values as Python objects, in one go: a record becomes an instance of the class of its name.

mod known;
mod memo;
mod table;
mod text;

use pyo3::IntoPyObjectExt;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyEllipsis, PyList, PyTuple};
use serde_json::{Map, Value};
use telnum::seen::{List, Record, Seen, Shown, amount_text, moment_text};
use telnum::{DidwwLink, DidwwLinks};

use crate::slots;

use self::memo::{Memo, Place};

/// Turns any value of core's into Python objects.
pub(crate) fn to_python<'py>(py: Python<'py>, value: &dyn Shown) -> PyResult<Bound<'py, PyAny>> {
    Writer { memo: &Memo::new(py), links: None }.value(value.seen(), Place::Top)
}

/// Turns the rows of a page into a tuple of Python objects. For each field of a row, `lists` holds what
/// its links lead into; links come as places in these lists.
pub(crate) fn rows_to_python<'py, T: Shown>(
    py: Python<'py>,
    rows: &[T],
    lists: &[Option<Bound<'py, PyTuple>>],
) -> PyResult<Bound<'py, PyTuple>> {
    let memo = Memo::new(py);
    let writer = Writer { memo: &memo, links: Some(lists) };
    let rows = rows.iter().map(|row| {
        let row = writer.value(row.seen(), Place::Top)?;
        // What it leads to does not lead back to it.
        slots::untrack(&row);
        Ok(row)
    });
    PyTuple::new(py, rows.collect::<PyResult<Vec<_>>>()?)
}

/// Writes values.
#[derive(Clone, Copy)]
struct Writer<'a, 'py> {
    memo: &'a Memo<'py>,
    /// Of each field of a row the list that its links lead into; nothing where links are ids.
    links: Option<&'a [Option<Bound<'py, PyTuple>>]>,
}

type Written<'py> = PyResult<Bound<'py, PyAny>>;

impl<'py> Writer<'_, 'py> {
    fn value(self, value: Seen<'_>, place: Place) -> Written<'py> {
        let (py, memo) = (self.memo.py, self.memo);
        match value {
            Seen::Absent => Ok(py.None().into_bound(py)),
            Seen::Flag(flag) => flag.into_bound_py_any(py),
            Seen::Count(count) => count.into_bound_py_any(py),
            Seen::Number(number) => number.into_bound_py_any(py),
            Seen::Text(it) => memo.text(place, it, text::plain),
            Seen::Amount(amount) => amount_text(amount, |it| memo.text(place, it, text::amount)),
            Seen::Moment(moment) => moment_text(moment, |it| memo.text(place, it, text::moment)),
            Seen::Record(record) => self.record(record, place),
            Seen::List(list) => self.list(list, place),
            Seen::Plain(members) => plain_members(py, members),
            Seen::Link(link) => self.link(link, place),
            Seen::Links(links) => self.many(links, place),
        }
    }

    fn record(self, record: &dyn Record, place: Place) -> Written<'py> {
        // Records within a row are no rows.
        let links = self.links.filter(|_| matches!(place, Place::Top));
        let writer = Self { links, ..self };
        let shape = record.shape();
        let (class, mut values) = self.memo.begin(shape.name)?;
        for field in 0..shape.length {
            values.push(writer.value(record.field(field), Place::Field { class, field })?);
        }
        self.memo.end(class, values)
    }

    fn list(self, list: &dyn List, place: Place) -> Written<'py> {
        let items = (0..list.length()).map(|number| self.value(list.item(number), place));
        let items = items.collect::<PyResult<Vec<_>>>()?;
        Ok(match place {
            // A record never changes, so what it holds does not either; a caller's own list may.
            Place::Field { .. } => PyTuple::new(self.memo.py, items)?.into_any(),
            Place::Top => PyList::new(self.memo.py, items)?.into_any(),
        })
    }

    fn link(self, link: &DidwwLink, place: Place) -> Written<'py> {
        match link {
            DidwwLink::NotLoaded => self.not_loaded(),
            DidwwLink::Empty => self.value(Seen::Absent, place),
            DidwwLink::Present { id, index } => self.target(id, *index, place),
        }
    }

    fn many(self, links: &DidwwLinks, place: Place) -> Written<'py> {
        let DidwwLinks::Present { ids, indexes } = links else { return self.not_loaded() };
        let targets = ids.iter().zip(indexes).map(|(id, index)| self.target(id, *index, place));
        Ok(PyTuple::new(self.memo.py, targets.collect::<PyResult<Vec<_>>>()?)?.into_any())
    }

    /// The object that a link leads to; its id, where no list holds it or links are ids.
    fn target(self, id: &str, index: i32, place: Place) -> Written<'py> {
        let list = match (self.links, place) {
            (Some(links), Place::Field { field, .. }) => links.get(field).and_then(Option::as_ref),
            _ => None,
        };
        match (list, usize::try_from(index)) {
            (Some(list), Ok(index)) => list.get_item(index),
            _ => text::plain(self.memo.py, id),
        }
    }

    fn not_loaded(self) -> Written<'py> {
        match self.links {
            Some(_) => Ok(not_loaded(self.memo.py)),
            None => text::plain(self.memo.py, "not_loaded"),
        }
    }
}

/// A caller's own data: lists stay lists.
fn plain_members<'py>(py: Python<'py>, members: &Map<String, Value>) -> Written<'py> {
    let object = PyDict::new(py);
    for (name, value) in members {
        object.set_item(name, plain(py, value)?)?;
    }
    Ok(object.into_any())
}

fn plain<'py>(py: Python<'py>, value: &Value) -> Written<'py> {
    match value {
        Value::Null => Ok(py.None().into_bound(py)),
        Value::Bool(flag) => flag.into_bound_py_any(py),
        Value::Number(number) => match (number.as_i64(), number.as_u64()) {
            (Some(number), _) => number.into_bound_py_any(py),
            (_, Some(number)) => number.into_bound_py_any(py),
            _ => number.as_f64().into_bound_py_any(py),
        },
        Value::String(it) => text::plain(py, it),
        Value::Array(items) => {
            let items = items.iter().map(|it| plain(py, it)).collect::<PyResult<Vec<_>>>()?;
            Ok(PyList::new(py, items)?.into_any())
        }
        Value::Object(members) => plain_members(py, members),
    }
}

/// What stands for a link that is not loaded: its slot stays empty.
fn not_loaded(py: Python<'_>) -> Bound<'_, PyAny> {
    PyEllipsis::get(py).to_owned().into_any()
}
