//! From a task in the background to an asyncio future, and back for cancellation.

use std::future::Future;
use std::pin::Pin;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;
use pyo3::sync::{MutexExt, PyOnceLock};
use tokio::task::AbortHandle;

use crate::desk::{self, Desk};
use crate::error::configuration;
use crate::log;
use crate::lost::Lost;
use crate::runtime::{self, Errand};

/// What becomes a value, or an exception, once the event loop's thread has it.
pub(crate) type Show = Box<dyn for<'py> FnOnce(Python<'py>) -> PyResult<Bound<'py, PyAny>> + Send>;

/// The same of a task, which may be a purchase that was sent.
pub(crate) type ShowEnd =
    Box<dyn for<'py> FnOnce(Python<'py>, Option<&Lost>) -> PyResult<Bound<'py, PyAny>> + Send>;

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

/// Stops a call that is under way.
#[pyclass(frozen, module = "telnum._native")]
pub(crate) struct Cancel {
    task: AbortHandle,
    lost: Option<Lost>,
    /// Closed once the call is gone.
    gone: Mutex<Receiver<()>>,
}

/// A call that says when it is gone: its fields are dropped in this order.
struct Leaving<T> {
    call: Pin<Box<T>>,
    _gone: Sender<()>,
}

impl<T: Future> Future for Leaving<T> {
    type Output = T::Output;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<T::Output> {
        self.call.as_mut().poll(context)
    }
}

impl Bridge {
    /// Starts a task; brings the asyncio future of its outcome and what cancels it.
    pub(crate) fn start<'py>(
        &self,
        py: Python<'py>,
        lost: Option<Lost>,
        task: impl Future<Output = ShowEnd> + Send + 'static,
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
        let runtime = runtime::background(py)?;
        let desk = Arc::new(Desk::Loop { inbox, context });
        let task = desk::at(&desk, task);
        let to = Some((desk, future.clone().unbind(), lost.as_ref().map(|it| it.clone_ref(py))));
        let mut delivery = Delivery { to };
        let (sender, gone) = channel();
        let call = Box::pin(async move { delivery.bring(task.await) });
        let task = runtime.spawn(Leaving { call, _gone: sender });
        let cancel = Cancel { task: task.abort_handle(), lost, gone: Mutex::new(gone) };
        Ok((future, cancel))
    }

    fn inbox(&self, py: Python<'_>) -> PyResult<Py<Inbox>> {
        static GET_RUNNING_LOOP: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
        let running = GET_RUNNING_LOOP.import(py, "asyncio", "get_running_loop")?.call0();
        let event_loop = match running {
            Err(error) if error.is_instance_of::<PyRuntimeError>(py) => {
                return Err(configuration(NEEDS_ASYNCIO.to_owned()));
            }
            running => running?,
        };
        let is_of_loop = |inbox: &&Py<Inbox>| inbox.get().event_loop.is(&event_loop);
        if let Some(inbox) = self.latest(py).as_ref().filter(is_of_loop) {
            return Ok(inbox.clone_ref(py));
        }
        // Made and let go without the lock: either may run Python code, which may come here again.
        let inbox = Inbox {
            call_soon_threadsafe: event_loop.getattr("call_soon_threadsafe")?.unbind(),
            event_loop: event_loop.unbind(),
            arrived: Mutex::default(),
        };
        let inbox = Py::new(py, inbox)?;
        let earlier = self.latest(py).replace(inbox.clone_ref(py));
        drop(earlier);
        Ok(inbox)
    }

    fn latest(&self, py: Python<'_>) -> MutexGuard<'_, Option<Py<Inbox>>> {
        self.latest.lock_py_attached(py).unwrap_or_else(PoisonError::into_inner)
    }
}

const NEEDS_ASYNCIO: &str = "This client needs a running event loop of asyncio. With trio or another \
                             library, use the client of the same name without `Async` in a worker \
                             thread: `await trio.to_thread.run_sync(client.list_numbers)`. Nothing \
                             was sent.";

impl Inbox {
    fn arrived(&self) -> MutexGuard<'_, Vec<Errand>> {
        self.arrived.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Has an errand run by the event loop of this desk.
    pub(crate) fn put(desk: Arc<Desk>, errand: Errand) {
        let Desk::Loop { inbox, .. } = &*desk else { return };
        let is_first = {
            let mut arrived = inbox.get().arrived();
            arrived.push(errand);
            arrived.len() == 1
        };
        if !is_first {
            return;
        }
        // The inbox is let go in here: outside, it would keep its event loop until the next call.
        Python::try_attach(move |py| {
            let Desk::Loop { inbox, .. } = &*desk else { return };
            let woken = inbox.get().call_soon_threadsafe.call1(py, (inbox,));
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
    /// Called by the event loop: runs the errands.
    fn __call__(&self, py: Python<'_>) {
        let arrived = std::mem::take(&mut *self.arrived());
        // Each for itself: what one raises must not leave the others undone.
        arrived.into_iter().for_each(|errand| runtime::run(py, errand));
    }
}

#[pymethods]
impl Cancel {
    /// Stops the call, if it has not ended. Of a purchase that may have been sent, brings the exception
    /// that carries its attempt.
    fn __call__<'py>(&self, py: Python<'py>) -> Option<Bound<'py, PyAny>> {
        self.task.abort();
        let lost = self.lost.as_ref()?;
        // Only a call that is gone sends nothing more. It is, at once, unless the thread in the background
        // is stopped or stuck: then it counts as sent.
        py.detach(|| {
            let gone = self.gone.lock().unwrap_or_else(PoisonError::into_inner);
            let _ = gone.recv_timeout(LONGEST);
        });
        lost.exception(py)
    }
}

/// How long a call that was stopped is waited for.
const LONGEST: Duration = Duration::from_secs(1);

/// Sees to it that a future gets an outcome even where its task breaks.
struct Delivery {
    to: Option<(Arc<Desk>, Py<PyAny>, Option<Lost>)>,
}

impl Delivery {
    fn bring(&mut self, show: ShowEnd) {
        let Some((desk, future, lost)) = self.to.take() else { return };
        let errand = move |py: Python<'_>| {
            let future = future.bind(py);
            if future.call_method0("done")?.is_truthy()? {
                return Ok(());
            }
            match show(py, lost.as_ref()) {
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
        if runtime::is_ending() {
            // Whoever waits is about to end too, and would only tell of it.
            std::mem::forget(self.to.take());
            return;
        }
        self.bring(Box::new(|py, lost| {
            let broken = PyRuntimeError::new_err("the call ended without an outcome");
            Err(Lost::or(lost, py, broken))
        }));
    }
}
