//! Records: the values of their fields, in the order of their declaration.

use pyo3::prelude::*;
use serde::Serialize;
use serde::ser::SerializeStruct;

use super::memo::{Memo, Place, Values};
use super::{Failure, Links, Writer, Written, text};

/// A record under way.
pub(super) struct Record<'a, 'py> {
    memo: &'a Memo<'py>,
    /// The class, by its number; none for a linked object, of which there is only the id.
    class: Option<usize>,
    values: Values<'py>,
    links: Links<'a, 'py>,
}

impl<'a, 'py> Record<'a, 'py> {
    pub(super) fn new(writer: Writer<'a, 'py>, name: &'static str) -> PyResult<Self> {
        let memo = writer.memo;
        if name == "DidwwTarget" {
            return Ok(Self { memo, class: None, values: Vec::new(), links: None });
        }
        let (class, values) = memo.begin(name)?;
        // Records within a row are no rows.
        let links = writer.links.filter(|_| matches!(writer.place, Place::Top));
        Ok(Self { memo, class: Some(class), values, links })
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
        let field = self.values.len();
        let place = self.class.map_or(Place::Top, |class| Place::Field { class, field });
        let writer = Writer { memo: self.memo, place, read_text: text::plain, links: self.links };
        self.values.push(value.serialize(writer)?);
        Ok(())
    }

    fn end(mut self) -> Written<'py> {
        match self.class {
            Some(class) => Ok(self.memo.end(class, self.values)?),
            None => Ok(self.values.pop().ok_or_else(super::known::strange)?),
        }
    }
}
