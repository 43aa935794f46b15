//! A call in its two shapes: waited for, and awaited.

use std::cell::Cell;
use std::future::Future;
use std::sync::Arc;

use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use telnum::{CallOptions, Response, Result};

use crate::bridge::{Bridge, Cancel, Show, ShowEnd};
use crate::desk::{self, Desk};
use crate::error::{configuration, try_exception};
use crate::lost::Lost;
use crate::to_python::to_python;
use crate::{from_python, log, runtime};

/// What comes of a call, not yet in Python's terms.
pub(crate) trait Outcome: Send + 'static {
    /// The value as its caller sees it.
    fn show(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>>;
}

/// Waits for a call.
pub(crate) fn wait<'py, T: Outcome>(
    py: Python<'py>,
    lost: Option<&Lost>,
    call: impl Future<Output = Result<T>> + Send,
) -> PyResult<Bound<'py, PyAny>> {
    log::is_listened_to(py);
    let errands = Arc::new(runtime::Errands::default());
    let desk = Arc::new(Desk::Caller(Arc::clone(&errands)));
    // The visit lasts until everything is shown.
    let waited = runtime::wait(py, &errands, desk::at(&desk, explained(call)));
    let (ended, _visit) = waited.map_err(|raised| Lost::or(lost, py, raised))?;
    let shown = show(py, lost, ended)?;
    if let Some(answered) = lost {
        // Here what a signal's handler raises still finds the attempt.
        py.check_signals().map_err(|raised| {
            answered.answered(py);
            Lost::or(lost, py, raised)
        })?;
    }
    Ok(shown)
}

/// Begins a call that an event loop waits for: its future, and what cancels it.
pub(crate) fn start<'py, T: Outcome>(
    py: Python<'py>,
    bridge: &Bridge,
    lost: Option<Lost>,
    call: impl Future<Output = Result<T>> + Send + 'static,
) -> PyResult<(Bound<'py, PyAny>, Cancel)> {
    bridge.start(py, lost, async move {
        let ended = explained(call).await;
        let shown: ShowEnd = Box::new(move |py, lost| show(py, lost, ended));
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

fn show<'py, T: Outcome>(
    py: Python<'py>,
    lost: Option<&Lost>,
    (outcome, cause): Explained<T>,
) -> PyResult<Bound<'py, PyAny>> {
    let raised = match outcome {
        Ok(value) => {
            // It is of a page that was asked for ahead, whose error comes later.
            cause.into_iter().for_each(|it| log::heed(py, it));
            match value.show(py) {
                Ok(shown) => return Ok(shown),
                Err(raised) => {
                    lost.into_iter().for_each(|it| it.answered(py));
                    raised
                }
            }
        }
        Err(error) => match try_exception(py, &error) {
            Ok(exception) => {
                let exception = PyErr::from_value(exception);
                exception.set_cause(py, cause);
                return Err(exception);
            }
            Err(raised) => raised,
        },
    };
    Err(Lost::or(lost, py, raised))
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
        let number = from_python::number(given)?;
        number.ok_or_else(|| configuration("`timeout` must be a number of seconds.".to_owned()))
    };
    Ok(CallOptions { timeout: timeout.map(given).transpose()?.map(telnum::seconds) })
}
