//! Lists and JSON objects.

use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList, PyString, PyTuple};
use serde::Serialize;
use serde::ser::{SerializeMap, SerializeSeq};

use super::memo::Place;
use super::{Failure, Writer, Written};

/// A list under way.
pub(super) struct Values<'a, 'py> {
    writer: Writer<'a, 'py>,
    values: Vec<Bound<'py, PyAny>>,
}

impl<'a, 'py> Values<'a, 'py> {
    pub(super) fn new(writer: Writer<'a, 'py>, length: usize) -> Self {
        Self { writer, values: Vec::with_capacity(length) }
    }
}

impl<'py> SerializeSeq for Values<'_, 'py> {
    type Ok = Bound<'py, PyAny>;
    type Error = Failure;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Failure> {
        self.values.push(value.serialize(self.writer)?);
        Ok(())
    }

    fn end(self) -> Written<'py> {
        let py = self.writer.memo.py;
        Ok(match self.writer.place {
            // A record never changes, so what it holds does not either; a caller's own list may.
            Place::Field { .. } => PyTuple::new(py, self.values)?.into_any(),
            Place::Top => PyList::new(py, self.values)?.into_any(),
        })
    }
}

/// A JSON object under way.
pub(super) struct Members<'a, 'py> {
    writer: Writer<'a, 'py>,
    object: Bound<'py, PyDict>,
    name: Option<Bound<'py, PyAny>>,
}

impl<'a, 'py> Members<'a, 'py> {
    pub(super) fn new(writer: Writer<'a, 'py>) -> Self {
        // What is below is plain data of the caller's: lists stay lists.
        let writer = Writer { place: Place::Top, ..writer };
        Self { writer, object: PyDict::new(writer.memo.py), name: None }
    }
}

impl<'py> SerializeMap for Members<'_, 'py> {
    type Ok = Bound<'py, PyAny>;
    type Error = Failure;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, name: &T) -> Result<(), Failure> {
        self.name = Some(name.serialize(self.writer)?);
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Failure> {
        let name =
            self.name.take().unwrap_or_else(|| PyString::new(self.writer.memo.py, "").into_any());
        Ok(self.object.set_item(name, value.serialize(self.writer)?)?)
    }

    fn end(self) -> Written<'py> {
        Ok(self.object.into_any())
    }
}
