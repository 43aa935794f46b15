//! A call in its two shapes: waited for, and awaited.

use std::cell::Cell;
use std::future::Future;

use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::PyBool;
use telnum::{CallOptions, Response, Result};

use crate::bridge::{Bridge, Cancel, Show};
use crate::error::{configuration, to_exception};
use crate::to_python::to_python;
use crate::{log, runtime};

/// What comes of a call, not yet in Python's terms.
pub(crate) trait Outcome: Send + 'static {
    /// The value as its caller sees it.
    fn show(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>>;
}

/// Waits for a call.
pub(crate) fn wait<T: Outcome>(
    py: Python<'_>,
    call: impl Future<Output = Result<T>> + Send,
) -> PyResult<Bound<'_, PyAny>> {
    log::is_listened_to(py);
    runtime::wait(py, explained(call), |outcome| show(py, outcome))
}

/// Begins a call that an event loop waits for: its future, and what cancels it.
pub(crate) fn start<'py, T: Outcome>(
    py: Python<'py>,
    bridge: &Bridge,
    call: impl Future<Output = Result<T>> + Send + 'static,
) -> PyResult<(Bound<'py, PyAny>, Cancel)> {
    bridge.start(py, async move {
        let outcome = explained(call).await;
        let shown: Show = Box::new(move |py| show(py, outcome));
        shown
    })
}

tokio::task_local! {
    /// What the caller's own code raised amid the running call.
    static CAUSE: Cell<Option<PyErr>>;
}

/// Remembers what the caller's own code raised: it becomes the cause of the call's error.
pub(crate) fn blame(cause: PyErr) {
    let _ = CAUSE.try_with(|slot| slot.set(Some(cause)));
}

/// How a call ended, and what of the caller's own brought that about.
type Explained<T> = (Result<T>, Option<PyErr>);

async fn explained<T>(call: impl Future<Output = Result<T>>) -> Explained<T> {
    let call = async { (call.await, CAUSE.with(Cell::take)) };
    CAUSE.scope(Cell::default(), call).await
}

fn show<T: Outcome>(py: Python<'_>, (outcome, cause): Explained<T>) -> PyResult<Bound<'_, PyAny>> {
    match outcome {
        Ok(value) => {
            // It is of a page that was asked for ahead, whose error comes later.
            cause.into_iter().for_each(|it| log::heed(py, it));
            value.show(py)
        }
        Err(error) => {
            let exception = to_exception(py, error);
            exception.set_cause(py, cause);
            Err(exception)
        }
    }
}

impl Outcome for Show {
    fn show(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        self(py)
    }
}

/// A carrier's answer, alone or with what is known of its exchange.
pub(crate) struct Answer {
    pub(crate) response: Response<Show>,
    /// Whether the caller asked for the metadata as well.
    pub(crate) whole: bool,
}

impl Outcome for Answer {
    fn show(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        static RESPONSE: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
        let value = (self.response.value)(py)?;
        if !self.whole {
            return Ok(value);
        }
        let info = to_python(py, &self.response.info)?;
        RESPONSE.import(py, "telnum._response", "Response")?.call1((value, info))
    }
}

/// What one call may have that differs from its client.
pub(crate) fn options(timeout: Option<&Bound<'_, PyAny>>) -> PyResult<CallOptions> {
    let given = |given: &Bound<'_, PyAny>| {
        // A flag is a number in Python, but no time.
        let number = if given.is_instance_of::<PyBool>() { None } else { given.extract().ok() };
        number.ok_or_else(|| configuration("`timeout` must be a number of seconds.".to_owned()))
    };
    Ok(CallOptions { timeout: timeout.map(given).transpose()?.map(telnum::seconds) })
}
