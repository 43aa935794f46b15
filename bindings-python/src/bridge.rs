//! From a task in the background to an asyncio future, and back for cancellation.

use std::future::Future;
use std::sync::{Mutex, MutexGuard, PoisonError};

use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;
use pyo3::sync::{MutexExt, PyOnceLock};
use tokio::task::AbortHandle;

use crate::runtime;

/// What becomes a value, or an exception, once the event loop's thread has it.
pub(crate) type Show = Box<dyn for<'py> FnOnce(Python<'py>) -> PyResult<Bound<'py, PyAny>> + Send>;

/// Remembers the way into the event loop that was used last.
#[derive(Default)]
pub(crate) struct Bridge {
    latest: Mutex<Option<Py<Inbox>>>,
}

/// Outcomes on their way into one event loop: however many there are, it is woken once for all.
#[pyclass(frozen, module = "telnum._native")]
pub(crate) struct Inbox {
    event_loop: Py<PyAny>,
    call_soon_threadsafe: Py<PyAny>,
    arrived: Mutex<Vec<(Py<PyAny>, Show)>>,
}

/// Stops a call that is under way.
#[pyclass(frozen, module = "telnum._native")]
pub(crate) struct Cancel(AbortHandle);

impl Bridge {
    /// Starts a task; brings the asyncio future of its outcome and what cancels it.
    pub(crate) fn start<'py>(
        &self,
        py: Python<'py>,
        task: impl Future<Output = Show> + Send + 'static,
    ) -> PyResult<(Bound<'py, PyAny>, Cancel)> {
        let inbox = self.inbox(py)?;
        let future = inbox.get().event_loop.bind(py).call_method0("create_future")?;
        let mut delivery = Delivery { to: Some((inbox, future.clone().unbind())) };
        let task = runtime::background(py)?.spawn(async move { delivery.bring(task.await) });
        Ok((future, Cancel(task.abort_handle())))
    }

    fn inbox(&self, py: Python<'_>) -> PyResult<Py<Inbox>> {
        static GET_RUNNING_LOOP: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
        let event_loop = GET_RUNNING_LOOP.import(py, "asyncio", "get_running_loop")?.call0()?;
        let mut latest = self.latest.lock_py_attached(py).unwrap_or_else(PoisonError::into_inner);
        match latest.as_ref().filter(|inbox| inbox.get().event_loop.is(&event_loop)) {
            Some(inbox) => Ok(inbox.clone_ref(py)),
            None => {
                let inbox = Inbox {
                    call_soon_threadsafe: event_loop.getattr("call_soon_threadsafe")?.unbind(),
                    event_loop: event_loop.unbind(),
                    arrived: Mutex::default(),
                };
                Ok(latest.insert(Py::new(py, inbox)?).clone_ref(py))
            }
        }
    }
}

impl Inbox {
    fn arrived(&self) -> MutexGuard<'_, Vec<(Py<PyAny>, Show)>> {
        self.arrived.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn put(inbox: Py<Self>, future: Py<PyAny>, show: Show) {
        let is_first = {
            let mut arrived = inbox.get().arrived();
            arrived.push((future, show));
            arrived.len() == 1
        };
        if !is_first {
            return;
        }
        // The inbox is let go in here: outside, it would keep its event loop until the next call.
        Python::try_attach(move |py| {
            let woken = inbox.get().call_soon_threadsafe.call1(py, (&inbox,));
            if woken.is_err() {
                // The loop was closed: nobody waits any longer.
                let left = std::mem::take(&mut *inbox.get().arrived());
                drop(left);
            }
        });
    }
}

#[pymethods]
impl Inbox {
    /// Called by the event loop: gives each future its outcome.
    fn __call__(&self, py: Python<'_>) -> PyResult<()> {
        let arrived = std::mem::take(&mut *self.arrived());
        for (future, show) in arrived {
            let future = future.bind(py);
            if future.call_method0("done")?.is_truthy()? {
                continue;
            }
            match show(py) {
                Ok(value) => future.call_method1("set_result", (value,))?,
                Err(error) => future.call_method1("set_exception", (error,))?,
            };
        }
        Ok(())
    }
}

#[pymethods]
impl Cancel {
    /// Stops the call, if it has not ended.
    fn __call__(&self) {
        self.0.abort();
    }
}

/// Sees to it that a future gets an outcome even where its task breaks.
struct Delivery {
    to: Option<(Py<Inbox>, Py<PyAny>)>,
}

impl Delivery {
    fn bring(&mut self, show: Show) {
        if let Some((inbox, future)) = self.to.take() {
            Inbox::put(inbox, future, show);
        }
    }
}

impl Drop for Delivery {
    fn drop(&mut self) {
        self.bring(Box::new(|_| Err(PyRuntimeError::new_err("the call ended without an outcome"))));
    }
}
