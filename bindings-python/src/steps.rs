//! What comes in several steps: walks over pages, and orders that are watched.

use std::sync::{Arc, Mutex as StdMutex, PoisonError};
use std::thread::{self, ThreadId};

use pyo3::prelude::*;
use telnum::seen::Shown;
use telnum::{BoxFuture, IdtSteps, Result};
use tokio::sync::Mutex;

use crate::bridge::{Bridge, Cancel, Show};
use crate::call;
use crate::error::configuration;
use crate::to_python::to_python;

/// Brings one thing after another, each when it is wanted.
pub(crate) trait Steps: Send + 'static {
    /// The next one; None at the end.
    fn next(&mut self) -> BoxFuture<'_, Result<Show>>;
}

impl Steps for IdtSteps {
    fn next(&mut self) -> BoxFuture<'_, Result<Show>> {
        Box::pin(async { Ok(shown(Self::next(self).await?)) })
    }
}

fn shown<T: Shown + Send + 'static>(step: Option<T>) -> Show {
    Box::new(move |py| to_python(py, &step))
}

/// Steps that Python takes.
#[pyclass(frozen, module = "telnum._native")]
pub(crate) struct Walk {
    steps: Arc<Mutex<Box<dyn Steps>>>,
    /// The threads that wait for a step.
    waiting: StdMutex<Vec<ThreadId>>,
    bridge: Arc<Bridge>,
    process: u32,
}

impl Walk {
    pub(crate) fn new(steps: Box<dyn Steps>, bridge: &Arc<Bridge>) -> Self {
        let (steps, bridge) = (Arc::new(Mutex::new(steps)), Arc::clone(bridge));
        Self { steps, waiting: StdMutex::default(), bridge, process: std::process::id() }
    }

    /// The connections of a forked process are its parent's.
    fn check_process(&self) -> PyResult<()> {
        if self.process == std::process::id() {
            return Ok(());
        }
        Err(configuration("This walk was begun before a fork: begin another one.".to_owned()))
    }

    fn waiting(&self) -> std::sync::MutexGuard<'_, Vec<ThreadId>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[pymethods]
impl Walk {
    /// Waits for the next step; None at the end.
    fn next<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.check_process()?;
        let thread = thread::current().id();
        let is_within = {
            let mut waiting = self.waiting();
            let is_within = waiting.contains(&thread);
            waiting.push(thread);
            is_within
        };
        let step = if is_within {
            // It would wait for itself, for ever.
            Err(configuration(
                "A handler asks for the next step of the walk that it interrupts: begin another walk."
                    .to_owned(),
            ))
        } else {
            call::wait(py, None, async { self.steps.lock().await.next().await })
        };
        let mut waiting = self.waiting();
        if let Some(place) = waiting.iter().rposition(|it| *it == thread) {
            waiting.swap_remove(place);
        }
        step
    }

    /// Begins the next step: its asyncio future, and what cancels it.
    fn start_next<'py>(&self, py: Python<'py>) -> PyResult<(Bound<'py, PyAny>, Cancel)> {
        self.check_process()?;
        let steps = Arc::clone(&self.steps);
        let step = async move { steps.lock().await.next().await };
        call::start(py, &self.bridge, None, step)
    }
}
