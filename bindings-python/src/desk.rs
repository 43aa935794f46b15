//! Where the Python code runs that a call needs under way: handlers of logs, and sources of tokens.

use std::future::Future;
use std::sync::{Arc, Weak};

use pyo3::prelude::*;
use telnum::LogEvent;

use crate::bridge::Inbox;
use crate::log;
use crate::runtime::Errands;

/// Where a call's errands go.
pub(crate) enum Desk {
    /// To an event loop.
    Loop {
        inbox: Py<Inbox>,
        /// The context that the task was started in, where somebody listens to what it tells.
        context: Option<Arc<Py<PyAny>>>,
    },
    /// To the thread that waits for the call.
    Caller(Arc<Errands>),
}

tokio::task_local! {
    /// Not held by the task: it ends detached from the interpreter, where nothing of Python's can be let
    /// go.
    static DESK: Weak<Desk>;
}

/// A call whose errands go there.
pub(crate) fn at<F: Future>(desk: &Arc<Desk>, call: F) -> impl Future<Output = F::Output> + use<F> {
    DESK.scope(Arc::downgrade(desk), call)
}

/// Where the running call's errands go.
pub(crate) fn desk() -> Option<Arc<Desk>> {
    DESK.try_with(Weak::upgrade).ok().flatten()
}

impl Desk {
    /// Whether Python code there can await.
    pub(crate) fn is_loop(&self) -> bool {
        matches!(self, Self::Loop { .. })
    }

    /// Has something done, in the context of the call.
    pub(crate) fn ask(
        self: Arc<Self>,
        errand: impl FnOnce(Python<'_>) -> PyResult<()> + Send + 'static,
    ) {
        match &*self {
            Self::Caller(errands) => errands.put(Box::new(errand)),
            Self::Loop { .. } => Inbox::put(self, Box::new(errand)),
        }
    }

    /// Has an event logged.
    pub(crate) fn log(self: Arc<Self>, event: LogEvent) {
        let context = match &*self {
            Self::Loop { context, .. } => context.clone(),
            Self::Caller(_) => None,
        };
        self.ask(move |py| {
            log::write(py, &event, context.as_deref());
            Ok(())
        });
    }
}
