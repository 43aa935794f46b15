//! Core's values as Python objects, in one go: what serde calls a struct becomes the class of its name.

mod collections;
mod known;
mod memo;
mod record;
mod table;
mod text;

use std::fmt;

use pyo3::IntoPyObjectExt;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyEllipsis, PyTuple};
use serde::ser::{self, Impossible, Serialize, Serializer};

use crate::slots;

use self::collections::{Members, Values};
use self::memo::{Memo, Place};
use self::record::Record;
use self::text::ReadText;

/// Turns any value of core's into Python objects.
pub(crate) fn to_python<'py, T: Serialize + ?Sized>(
    py: Python<'py>,
    value: &T,
) -> PyResult<Bound<'py, PyAny>> {
    write(value, Writer::new(&Memo::new(py), None))
}

/// Turns the rows of a page into a tuple of Python objects. For each field of a row, `lists` holds what
/// its links lead into; links come as places in these lists.
pub(crate) fn rows_to_python<'py, T: Serialize>(
    py: Python<'py>,
    rows: &[T],
    lists: &[Option<Bound<'py, PyTuple>>],
) -> PyResult<Bound<'py, PyTuple>> {
    let memo = Memo::new(py);
    let rows = rows.iter().map(|row| {
        let row = write(row, Writer::new(&memo, Some(lists)))?;
        // What it leads to does not lead back to it.
        slots::untrack(&row);
        Ok(row)
    });
    PyTuple::new(py, rows.collect::<PyResult<Vec<_>>>()?)
}

fn write<'py, T: Serialize + ?Sized>(
    value: &T,
    writer: Writer<'_, 'py>,
) -> PyResult<Bound<'py, PyAny>> {
    value.serialize(writer).map_err(|failure| failure.0)
}

/// Writes one value.
#[derive(Clone, Copy)]
struct Writer<'a, 'py> {
    memo: &'a Memo<'py>,
    place: Place,
    /// What becomes of a text: itself, an amount or a moment.
    read_text: ReadText,
    links: Links<'a, 'py>,
}

/// Of each field of a row the list that its links lead into; nothing where links are ids.
type Links<'a, 'py> = Option<&'a [Option<Bound<'py, PyTuple>>]>;

type Written<'py> = Result<Bound<'py, PyAny>, Failure>;

impl<'a, 'py> Writer<'a, 'py> {
    fn new(memo: &'a Memo<'py>, links: Links<'a, 'py>) -> Self {
        Self { memo, place: Place::Top, read_text: text::plain, links }
    }

    /// The object at this place of the list that the field's links lead into: none before its
    /// beginning, and further before it is not loaded.
    fn linked(self, list: &Bound<'py, PyTuple>, place: i32) -> Written<'py> {
        match usize::try_from(place) {
            Ok(place) => Ok(list.get_item(place)?),
            Err(_) if place == -1 => self.serialize_none(),
            Err(_) => Ok(not_loaded(self.memo.py)),
        }
    }

    fn put<T: IntoPyObject<'py>>(self, value: T) -> Written<'py> {
        value.into_bound_py_any(self.memo.py).map_err(Failure)
    }
}

macro_rules! scalars {
    ($($method:ident($type:ty))*) => {
        $(fn $method(self, value: $type) -> Written<'py> {
            self.put(value)
        })*
    };
}

/// Public records have no such shapes; a test of core's says so.
macro_rules! absent_shapes {
    ($($method:ident($($argument:ty),*) -> $shape:ident)*) => {
        $(fn $method(self, $(_: $argument),*) -> Result<Self::$shape, Failure> {
            Err(ser::Error::custom("this shape has no form in Python"))
        })*
    };
}

impl<'a, 'py> Serializer for Writer<'a, 'py> {
    type Ok = Bound<'py, PyAny>;
    type Error = Failure;
    type SerializeSeq = Values<'a, 'py>;
    type SerializeTuple = Impossible<Self::Ok, Failure>;
    type SerializeTupleStruct = Impossible<Self::Ok, Failure>;
    type SerializeTupleVariant = Impossible<Self::Ok, Failure>;
    type SerializeMap = Members<'a, 'py>;
    type SerializeStruct = Record<'a, 'py>;
    type SerializeStructVariant = Impossible<Self::Ok, Failure>;

    scalars! {
        serialize_bool(bool)
        serialize_i8(i8) serialize_i16(i16) serialize_i64(i64)
        serialize_u8(u8) serialize_u16(u16) serialize_u32(u32) serialize_u64(u64)
        serialize_f32(f32) serialize_f64(f64) serialize_char(char) serialize_bytes(&[u8])
    }

    fn serialize_i32(self, value: i32) -> Written<'py> {
        let list = match (self.links, self.place) {
            (Some(links), Place::Field { field, .. }) => links.get(field).and_then(Option::as_ref),
            _ => None,
        };
        match list {
            Some(list) => self.linked(list, value),
            None => self.put(value),
        }
    }

    fn is_human_readable(&self) -> bool {
        self.links.is_none()
    }

    fn serialize_str(self, text: &str) -> Written<'py> {
        Ok(self.memo.text(self.place, text, self.read_text)?)
    }

    fn serialize_none(self) -> Written<'py> {
        self.put(None::<i32>)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Written<'py> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Written<'py> {
        self.serialize_none()
    }

    fn serialize_unit_struct(self, _: &'static str) -> Written<'py> {
        self.serialize_none()
    }

    fn serialize_unit_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
    ) -> Written<'py> {
        self.serialize_str(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        name: &'static str,
        value: &T,
    ) -> Written<'py> {
        value.serialize(Self { read_text: text::reader_of(name), ..self })
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        value: &T,
    ) -> Written<'py> {
        value.serialize(self)
    }

    fn serialize_seq(self, length: Option<usize>) -> Result<Values<'a, 'py>, Failure> {
        Ok(Values::new(self, length.unwrap_or_default()))
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Members<'a, 'py>, Failure> {
        Ok(Members::new(self))
    }

    fn serialize_struct(self, name: &'static str, _: usize) -> Result<Record<'a, 'py>, Failure> {
        Ok(Record::new(self, name)?)
    }

    absent_shapes! {
        serialize_tuple(usize) -> SerializeTuple
        serialize_tuple_struct(&'static str, usize) -> SerializeTupleStruct
        serialize_tuple_variant(&'static str, u32, &'static str, usize) -> SerializeTupleVariant
        serialize_struct_variant(&'static str, u32, &'static str, usize) -> SerializeStructVariant
    }
}

/// What stands for a link that is not loaded: its slot stays empty.
fn not_loaded(py: Python<'_>) -> Bound<'_, PyAny> {
    PyEllipsis::get(py).to_owned().into_any()
}

/// A failure to make an object, such as a lack of memory.
#[derive(Debug)]
struct Failure(PyErr);

impl From<PyErr> for Failure {
    fn from(error: PyErr) -> Self {
        Self(error)
    }
}

impl ser::Error for Failure {
    fn custom<T: fmt::Display>(text: T) -> Self {
        Self(PyTypeError::new_err(text.to_string()))
    }
}

impl std::error::Error for Failure {}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
