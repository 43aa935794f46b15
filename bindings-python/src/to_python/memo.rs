//! What rows before this one held. Rows of a page repeat each other, and records never change: so
//! what is equal is made once and shared.

use std::cell::RefCell;
use std::sync::Arc;

use pyo3::prelude::*;

use super::known::{Known, known};
use super::table::Table;
use super::text::ReadText;

/// Where a value stands.
#[derive(Clone, Copy)]
pub(super) enum Place {
    /// In a field of a record, both by their number.
    Field { class: usize, field: usize },
    /// By itself, or in a caller's plain data.
    Top,
}

/// The classes of one conversion.
pub(super) struct Memo<'py> {
    pub(super) py: Python<'py>,
    classes: RefCell<Vec<Class<'py>>>,
}

/// The values of a record, in the order of its fields.
pub(super) type Values<'py> = Vec<Bound<'py, PyAny>>;

struct Class<'py> {
    name: &'static str,
    known: Arc<Known>,
    /// For each field the objects made of its texts. None before the second record: a lone one has
    /// nothing to share.
    texts: Vec<Table<String, Bound<'py, PyAny>>>,
    records: Table<Values<'py>, Bound<'py, PyAny>>,
    /// An empty list to be filled with the next record's values.
    spare: Values<'py>,
}

impl<'py> Memo<'py> {
    pub(super) fn new(py: Python<'py>) -> Self {
        Self { py, classes: RefCell::default() }
    }

    /// The number of a class, and a list for the values of a record of it.
    pub(super) fn begin(&self, name: &'static str) -> PyResult<(usize, Values<'py>)> {
        let mut classes = self.classes.borrow_mut();
        let found = classes.iter().position(|it| it.name == name);
        if let Some((number, class)) = found.and_then(|it| Some((it, classes.get_mut(it)?))) {
            class.texts.resize_with(class.known.fields(), Table::default);
            return Ok((number, std::mem::take(&mut class.spare)));
        }
        let known = known(self.py, name)?;
        let values = Vec::with_capacity(known.fields());
        let (texts, records, spare) = (Vec::new(), Table::default(), Vec::new());
        classes.push(Class { name, known, texts, records, spare });
        Ok((classes.len() - 1, values))
    }

    /// The record of these values.
    pub(super) fn end(
        &self,
        number: usize,
        mut values: Values<'py>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let mut classes = self.classes.borrow_mut();
        let Some(class) = classes.get_mut(number) else { return Err(super::known::strange()) };
        if class.texts.is_empty() {
            return class.known.record(self.py, &values);
        }
        let make = |values: &&mut Values<'py>| class.known.record(self.py, values);
        let record = class.records.get_or_make(&mut values, make)?;
        values.clear();
        class.spare = values;
        Ok(record)
    }

    /// What is made of a text, or was, where the same text stood there before.
    pub(super) fn text(
        &self,
        place: Place,
        text: &str,
        read: ReadText,
    ) -> PyResult<Bound<'py, PyAny>> {
        let Place::Field { class, field } = place else { return read(self.py, text) };
        let mut classes = self.classes.borrow_mut();
        let table = classes.get_mut(class).and_then(|it| it.texts.get_mut(field));
        match table {
            Some(table) => table.get_or_make(text, |text| read(self.py, text)),
            None => read(self.py, text),
        }
    }
}
