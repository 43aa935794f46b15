//! Records: the values of their fields, in the order of their declaration.

use pyo3::prelude::*;
use serde::Serialize;
use serde::ser::SerializeStruct;

use super::memo::{Memo, Place, Values};
use super::{Failure, Writer, Written, text};

/// A record under way.
pub(super) struct Record<'a, 'py> {
    memo: &'a Memo<'py>,
    class: usize,
    values: Values<'py>,
}

impl<'a, 'py> Record<'a, 'py> {
    pub(super) fn new(memo: &'a Memo<'py>, name: &'static str) -> PyResult<Self> {
        let (class, values) = memo.begin(name)?;
        Ok(Self { memo, class, values })
    }
}

impl<'py> SerializeStruct for Record<'_, 'py> {
    type Ok = Bound<'py, PyAny>;
    type Error = Failure;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        _: &'static str,
        value: &T,
    ) -> Result<(), Failure> {
        let place = Place::Field { class: self.class, field: self.values.len() };
        let writer = Writer { memo: self.memo, place, read_text: text::plain };
        self.values.push(value.serialize(writer)?);
        Ok(())
    }

    fn end(self) -> Written<'py> {
        Ok(self.memo.end(self.class, self.values)?)
    }
}
