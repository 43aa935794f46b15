//! From a task in the background to an asyncio future, and back for cancellation.

use std::future::Future;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};

use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;
use pyo3::sync::{MutexExt, PyOnceLock};
use telnum::LogEvent;
use tokio::task::AbortHandle;

use crate::{log, runtime};

/// What becomes a value, or an exception, once the event loop's thread has it.
pub(crate) type Show = Box<dyn for<'py> FnOnce(Python<'py>) -> PyResult<Bound<'py, PyAny>> + Send>;

/// Remembers the way into the event loop that was used last.
#[derive(Default)]
pub(crate) struct Bridge {
    latest: Mutex<Option<Py<Inbox>>>,
}

/// Errands on their way into one event loop: however many there are, it is woken once for all.
#[pyclass(frozen, module = "telnum._native")]
pub(crate) struct Inbox {
    event_loop: Py<PyAny>,
    call_soon_threadsafe: Py<PyAny>,
    arrived: Mutex<Vec<Errand>>,
}

/// What is left to do on the event loop's thread: to give a future its outcome, or to log.
type Errand = Box<dyn FnOnce(Python<'_>) -> PyResult<()> + Send>;

/// Stops a call that is under way.
#[pyclass(frozen, module = "telnum._native")]
pub(crate) struct Cancel(AbortHandle);

/// Where a task's errands go.
pub(crate) struct Desk {
    inbox: Py<Inbox>,
    /// The context that the task was started in, where somebody listens to what it tells.
    context: Option<Arc<Py<PyAny>>>,
}

tokio::task_local! {
    /// Not held by the task: it ends detached from the interpreter, where nothing of Python's can be let
    /// go.
    static DESK: Weak<Desk>;
}

/// Where the running task's errands go; nothing on a thread that waits for its call itself.
pub(crate) fn desk() -> Option<Arc<Desk>> {
    DESK.try_with(Weak::upgrade).ok().flatten()
}

impl Desk {
    /// Has something done by the event loop, in the context of the task.
    pub(crate) fn ask(
        self: Arc<Self>,
        errand: impl FnOnce(Python<'_>) -> PyResult<()> + Send + 'static,
    ) {
        Inbox::put(self, Box::new(errand));
    }

    /// Has an event logged by the event loop.
    pub(crate) fn log(self: Arc<Self>, event: LogEvent) {
        let context = self.context.clone();
        let errand = move |py: Python<'_>| {
            log::write(py, &event, context.as_deref());
            Ok(())
        };
        Inbox::put(self, Box::new(errand));
    }
}

impl Bridge {
    /// Starts a task; brings the asyncio future of its outcome and what cancels it.
    pub(crate) fn start<'py>(
        &self,
        py: Python<'py>,
        task: impl Future<Output = Show> + Send + 'static,
    ) -> PyResult<(Bound<'py, PyAny>, Cancel)> {
        static COPY_CONTEXT: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
        let inbox = self.inbox(py)?;
        let future = inbox.get().event_loop.bind(py).call_method0("create_future")?;
        let context = if log::is_listened_to(py) {
            let context = COPY_CONTEXT.import(py, "contextvars", "copy_context")?.call0()?;
            Some(Arc::new(context.unbind()))
        } else {
            None
        };
        let desk = Arc::new(Desk { inbox, context });
        let task = DESK.scope(Arc::downgrade(&desk), task);
        let mut delivery = Delivery { to: Some((desk, future.clone().unbind())) };
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
    fn arrived(&self) -> MutexGuard<'_, Vec<Errand>> {
        self.arrived.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn put(desk: Arc<Desk>, errand: Errand) {
        let is_first = {
            let mut arrived = desk.inbox.get().arrived();
            arrived.push(errand);
            arrived.len() == 1
        };
        if !is_first {
            return;
        }
        // The inbox is let go in here: outside, it would keep its event loop until the next call.
        Python::try_attach(move |py| {
            let inbox = desk.inbox.get();
            let woken = inbox.call_soon_threadsafe.call1(py, (&desk.inbox,));
            if woken.is_err() {
                // The loop was closed: nobody waits any longer.
                let left = std::mem::take(&mut *inbox.arrived());
                drop(left);
            }
        });
    }
}

#[pymethods]
impl Inbox {
    /// Called by the event loop: runs the errands.
    fn __call__(&self, py: Python<'_>) -> PyResult<()> {
        let arrived = std::mem::take(&mut *self.arrived());
        arrived.into_iter().try_for_each(|errand| errand(py))
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
    to: Option<(Arc<Desk>, Py<PyAny>)>,
}

impl Delivery {
    fn bring(&mut self, show: Show) {
        let Some((desk, future)) = self.to.take() else { return };
        let errand = move |py: Python<'_>| {
            let future = future.bind(py);
            if future.call_method0("done")?.is_truthy()? {
                return Ok(());
            }
            match show(py) {
                Ok(value) => future.call_method1("set_result", (value,))?,
                Err(error) => future.call_method1("set_exception", (error,))?,
            };
            Ok(())
        };
        Inbox::put(desk, Box::new(errand));
    }
}

impl Drop for Delivery {
    fn drop(&mut self) {
        self.bring(Box::new(|_| Err(PyRuntimeError::new_err("the call ended without an outcome"))));
    }
}
