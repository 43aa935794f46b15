//! Core's error as an exception: the classes are written in Python, one for each kind.

use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use telnum::{Error, ErrorKind};

use crate::to_python::to_python;

/// The exception that says what this error says; or what kept it from being made.
pub(crate) fn to_exception(py: Python<'_>, error: Error) -> PyErr {
    try_exception(py, &error).map_or_else(|raised| raised, PyErr::from_value)
}

/// The exception that says what this error says.
pub(crate) fn try_exception<'py>(py: Python<'py>, error: &Error) -> PyResult<Bound<'py, PyAny>> {
    static MAKE: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let fields = to_python(py, error.info())?;
    MAKE.import(py, "telnum._error", "make")?.call1((fields,))
}

/// Arguments that Python alone can get wrong.
pub(crate) fn invalid_input(text: String) -> PyErr {
    Python::attach(|py| to_exception(py, Error::new(ErrorKind::InvalidInput, text)))
}

/// A set-up that Python alone can get wrong.
pub(crate) fn configuration(text: String) -> PyErr {
    Python::attach(|py| to_exception(py, Error::configuration(text)))
}

/// What core has read, or its error as an exception.
pub(crate) fn read<T>(read: telnum::Result<T>) -> PyResult<T> {
    read.map_err(|error| Python::attach(|py| to_exception(py, error)))
}
