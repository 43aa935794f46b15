//! Texts, and what the canonical form writes as text: amounts and moments.

use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::PyString;

/// Makes an object of a text.
pub(super) type ReadText = for<'py> fn(Python<'py>, &str) -> PyResult<Bound<'py, PyAny>>;

/// How the text within this newtype of core's is read.
pub(super) fn reader_of(newtype: &str) -> ReadText {
    match newtype {
        "Decimal" => amount,
        "Timestamp" => moment,
        _ => plain,
    }
}

pub(super) fn plain<'py>(py: Python<'py>, text: &str) -> PyResult<Bound<'py, PyAny>> {
    Ok(PyString::new(py, text).into_any())
}

fn amount<'py>(py: Python<'py>, text: &str) -> PyResult<Bound<'py, PyAny>> {
    static DECIMAL: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    DECIMAL.import(py, "decimal", "Decimal")?.call1((text,))
}

/// Not by `datetime.fromisoformat`, which knows no `Z` before Python 3.11.
fn moment<'py>(py: Python<'py>, text: &str) -> PyResult<Bound<'py, PyAny>> {
    static DATETIME: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    static UTC: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let utc = UTC.get_or_try_init(py, || {
        py.import("datetime")?.getattr("timezone")?.getattr("utc").map(Bound::unbind)
    })?;
    let number = |from: usize, to: usize| -> u32 {
        text.get(from..to).and_then(|digits| digits.parse().ok()).unwrap_or_default()
    };
    // Python's calendar begins with the year 1.
    let year = number(0, 4).max(1);
    let fraction = if text.as_bytes().get(19) == Some(&b'.') { number(20, 23) } else { 0 };
    DATETIME.import(py, "datetime", "datetime")?.call1((
        year,
        number(5, 7),
        number(8, 10),
        number(11, 13),
        number(14, 16),
        number(17, 19),
        fraction * 1000,
        utc,
    ))
}
