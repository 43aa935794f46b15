//! Texts, and what the canonical form writes as text: amounts and moments.

use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyBytes, PyString};

/// Makes an object of a text.
pub(super) type ReadText = for<'py> fn(Python<'py>, &str) -> PyResult<Bound<'py, PyAny>>;

pub(super) fn plain<'py>(py: Python<'py>, text: &str) -> PyResult<Bound<'py, PyAny>> {
    Ok(PyString::new(py, text).into_any())
}

pub(super) fn amount<'py>(py: Python<'py>, text: &str) -> PyResult<Bound<'py, PyAny>> {
    static DECIMAL: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    DECIMAL.import(py, "decimal", "Decimal")?.call1((text,))
}

/// By the ten bytes that pickles of `datetime` have held since Python 2.3: three times as fast as by its
/// seven numbers, of which a page has a thousand. `fromisoformat` knows no `Z` before Python 3.11.
pub(super) fn moment<'py>(py: Python<'py>, text: &str) -> PyResult<Bound<'py, PyAny>> {
    static DATETIME: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    static UTC: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let utc = UTC.get_or_try_init(py, || {
        py.import("datetime")?.getattr("timezone")?.getattr("utc").map(Bound::unbind)
    })?;
    let number = |from: usize, to: usize| -> u32 {
        let digits = text.as_bytes().get(from..to).unwrap_or_default();
        digits.iter().fold(0, |sum, digit| sum * 10 + u32::from(digit & 0x0f))
    };
    // Python's calendar begins with the year 1.
    let [.., century, year] = number(0, 4).max(1).to_be_bytes();
    let [_, high, middle, low] = (number(20, 23) * 1000).to_be_bytes();
    let [month, day, hour, minute, second] =
        [5, 8, 11, 14, 17].map(|at| u8::try_from(number(at, at + 2)).unwrap_or_default());
    let state = [century, year, month, day, hour, minute, second, high, middle, low];
    DATETIME.import(py, "datetime", "datetime")?.call1((PyBytes::new(py, &state), utc))
}
