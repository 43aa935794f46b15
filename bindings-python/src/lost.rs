//! A purchase that was sent, and whose end its caller cannot be shown.

use pyo3::exceptions::PyException;
use pyo3::prelude::*;
use telnum::Error;

use crate::error::try_exception;

/// The exception of such a purchase. It is made before anything is sent: afterwards, memory or
/// descriptors may be short, or a signal's handler may raise.
pub(crate) struct Lost(Py<PyAny>);

impl Lost {
    pub(crate) fn new(py: Python<'_>, error: &Error) -> PyResult<Self> {
        Ok(Self(try_exception(py, error)?.unbind()))
    }

    pub(crate) fn clone_ref(&self, py: Python<'_>) -> Self {
        Self(self.0.clone_ref(py))
    }

    pub(crate) fn exception<'py>(&self, py: Python<'py>) -> Bound<'py, PyAny> {
        self.0.bind(py).clone()
    }

    /// The carrier answered, and this is the order.
    pub(crate) fn answered(&self, py: Python<'_>, order_id: Option<&str>) {
        // It says enough without, so a failure here does not matter.
        let _ = self.0.bind(py).setattr("cause", "decode");
        let _ = self.0.bind(py).setattr("candidate_order_id", order_id);
    }

    /// What is raised where this was: of a purchase, that its outcome is unknown, with the attempt.
    /// Ctrl-C and what else is not for the call alone stays itself, and has that for its cause.
    pub(crate) fn or(lost: Option<&Self>, py: Python<'_>, raised: PyErr) -> PyErr {
        let Some(lost) = lost else { return raised };
        let exception = PyErr::from_value(lost.exception(py));
        if raised.is_instance_of::<PyException>(py) {
            exception.set_cause(py, Some(raised));
            return exception;
        }
        if raised.cause(py).is_none() {
            raised.set_cause(py, Some(exception));
        }
        raised
    }
}
