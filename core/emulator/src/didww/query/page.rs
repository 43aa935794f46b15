//! `page[number]` and `page[size]`.

use super::Reading;
use crate::didww::error::ErrorObject;

/// Which rows are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Page {
    pub(crate) number: u32,
    pub(crate) size: u32,
}

impl Default for Page {
    fn default() -> Self {
        Self { number: 1, size: 50 }
    }
}

impl Page {
    /// The places of its rows, counted from 0.
    pub(crate) fn range(self) -> std::ops::Range<usize> {
        let size = self.size as usize;
        let start = (self.number as usize - 1).saturating_mul(size);
        start..start.saturating_add(size)
    }

    pub(super) fn read(reading: Reading<'_>, errors: &mut Vec<ErrorObject>) -> Self {
        let mut page = Self::default();
        let most = reading.ask.own.max_page_size.0;
        for (name, value) in reading.family("page") {
            let count = value.parse().ok().filter(|count: &u32| *count > 0);
            match (name, count) {
                ("number", Some(number)) => page.number = number,
                ("size", Some(size)) if size <= most => page.size = size,
                ("size", Some(_)) => errors.push(ErrorObject::page_size(most)),
                ("number" | "size", None) => errors.push(ErrorObject::page(value, name)),
                _ => errors.push(ErrorObject::parameter(name)),
            }
        }
        page
    }
}
