//! A purchase that may have been sent, and whose end its caller cannot be shown.

use pyo3::exceptions::PyException;
use pyo3::prelude::*;
use telnum::{Attempt, ByName, Error, Timestamp};

use crate::error::try_exception;

/// The exception of such a purchase. It is made before anything is sent: afterwards, memory or
/// descriptors may be short, or a signal's handler may raise.
pub(crate) struct Lost {
    exception: Py<PyAny>,
    calls: ByName,
    attempt: Attempt,
    /// When it is sent at the earliest; absent where another call has sent it, at a time that is not known here.
    pub(crate) sent_at: Option<Timestamp>,
}

impl Lost {
    /// Of an attempt that an earlier step may have sent, at this time.
    pub(crate) fn new(
        py: Python<'_>,
        calls: &ByName,
        attempt: &Attempt,
        earlier: Option<Timestamp>,
    ) -> PyResult<Self> {
        let mut info = calls.lost(attempt).into_info();
        if calls.given_up(attempt).is_some() {
            info.sent_at = earlier;
        }
        let sent_at = info.sent_at;
        let exception = try_exception(py, &Error::from(info))?.unbind();
        Ok(Self { exception, calls: calls.clone(), attempt: attempt.clone(), sent_at })
    }

    pub(crate) fn clone_ref(&self, py: Python<'_>) -> Self {
        Self {
            exception: self.exception.clone_ref(py),
            calls: self.calls.clone(),
            attempt: self.attempt.clone(),
            sent_at: self.sent_at,
        }
    }

    /// The carrier answered, and what it said cannot be shown.
    pub(crate) fn answered(&self, py: Python<'_>) {
        // It says enough without, so a failure here does not matter.
        let _ = self.exception.bind(py).setattr("cause", "decode");
    }

    /// The exception, unless it is certain that nothing was bought; asked once the call is gone.
    pub(crate) fn exception<'py>(&self, py: Python<'py>) -> Option<Bound<'py, PyAny>> {
        let order_id = self.calls.given_up(&self.attempt)?;
        let exception = self.exception.bind(py).clone();
        let _ = exception.setattr("candidate_order_id", order_id);
        Some(exception)
    }

    /// What is raised where this was: of a purchase that may have been sent, that its outcome is unknown, with the
    /// attempt. Ctrl-C and what else is not for the call alone stays itself, and has that for its cause.
    pub(crate) fn or(lost: Option<&Self>, py: Python<'_>, raised: PyErr) -> PyErr {
        let Some(exception) = lost.and_then(|it| it.exception(py)) else { return raised };
        let exception = PyErr::from_value(exception);
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
