//! What the row above held. Rows of a page repeat each other, and records never change: so what is
//! equal to what stood there before is made once and shared.

use std::cell::RefCell;
use std::sync::Arc;

use pyo3::prelude::*;

use super::known::{Known, known};
use super::text::ReadText;
use crate::slots;

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

/// A class and its record of last.
struct Class<'py> {
    name: &'static str,
    known: Arc<Known>,
    texts: Vec<LastText<'py>>,
    record: Option<Bound<'py, PyAny>>,
    values: Vec<Bound<'py, PyAny>>,
    /// An empty list to be filled with the next record's values.
    spare: Vec<Bound<'py, PyAny>>,
}

/// A field's text of last, and what was made of it.
#[derive(Default)]
struct LastText<'py> {
    text: String,
    object: Option<Bound<'py, PyAny>>,
}

impl<'py> Memo<'py> {
    pub(super) fn new(py: Python<'py>) -> Self {
        Self { py, classes: RefCell::default() }
    }

    /// The number of a class, and a list for the values of a record of it.
    pub(super) fn begin(&self, name: &'static str) -> PyResult<(usize, Vec<Bound<'py, PyAny>>)> {
        let mut classes = self.classes.borrow_mut();
        let found = classes.iter().position(|it| it.name == name);
        if let Some((number, class)) = found.and_then(|it| Some((it, classes.get_mut(it)?))) {
            return Ok((number, std::mem::take(&mut class.spare)));
        }
        let known = known(self.py, name)?;
        let count = known.names.len();
        let mut texts = Vec::new();
        texts.resize_with(count, LastText::default);
        let (values, spare) = (Vec::new(), Vec::new());
        classes.push(Class { name, known, texts, record: None, values, spare });
        Ok((classes.len() - 1, Vec::with_capacity(count)))
    }

    /// The record of these values.
    pub(super) fn end(
        &self,
        number: usize,
        mut values: Vec<Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let mut classes = self.classes.borrow_mut();
        let class = classes.get_mut(number).ok_or_else(unnumbered)?;
        let record = match &class.record {
            Some(record) if are_same(&class.values, &values) => record.clone(),
            _ => {
                let record = class.known.record(self.py, &values)?;
                std::mem::swap(&mut class.values, &mut values);
                class.record.insert(record).clone()
            }
        };
        values.clear();
        class.spare = values;
        Ok(record)
    }

    /// What is made of a text, or was, where the same text stood here last.
    pub(super) fn text(
        &self,
        place: Place,
        text: &str,
        read: ReadText,
    ) -> PyResult<Bound<'py, PyAny>> {
        let Place::Field { class, field } = place else { return read(self.py, text) };
        let mut classes = self.classes.borrow_mut();
        let last = classes.get_mut(class).and_then(|it| it.texts.get_mut(field));
        let last = last.ok_or_else(unnumbered)?;
        if let Some(object) = &last.object
            && last.text == text
        {
            return Ok(object.clone());
        }
        let object = read(self.py, text)?;
        last.text.clear();
        last.text.push_str(text);
        Ok(last.object.insert(object).clone())
    }
}

impl Known {
    fn record<'py>(
        &self,
        py: Python<'py>,
        values: &[Bound<'py, PyAny>],
    ) -> PyResult<Bound<'py, PyAny>> {
        let fields = self.names.iter().zip(values);
        let Some(class) = &self.class else {
            let fields: Vec<_> = fields.collect();
            return Ok(pyo3::types::IntoPyDict::into_py_dict(fields, py)?.into_any());
        };
        let record = slots::instance(class.bind(py))?;
        for (name, value) in fields {
            slots::fill(&record, name.bind(py), value)?;
        }
        Ok(record)
    }
}

fn are_same(some: &[Bound<'_, PyAny>], others: &[Bound<'_, PyAny>]) -> bool {
    some.len() == others.len() && some.iter().zip(others).all(|(one, other)| one.is(other))
}

fn unnumbered() -> PyErr {
    pyo3::exceptions::PySystemError::new_err("telnum: a record has more fields than its class")
}
