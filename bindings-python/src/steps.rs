//! What comes in several steps: walks over pages, and orders that are watched.

use std::sync::{Arc, Mutex as StdMutex, PoisonError};
use std::thread::{self, ThreadId};

use pyo3::prelude::*;
use telnum::{Attempt, Result, Steps, Timestamp};
use tokio::sync::Mutex;

use crate::bridge::{Bridge, Cancel, Show};
use crate::call;
use crate::carrier::{Carrier, ToPython};
use crate::error::configuration;
use crate::lost::Lost;

/// What becomes one object after another.
struct Shown {
    steps: Box<dyn Steps>,
    show: ToPython,
}

impl Shown {
    /// The next one; None at the end.
    async fn next(&mut self) -> Result<Show> {
        let (step, show) = (self.steps.next().await?, self.show);
        Ok(Box::new(move |py| match step {
            Some(step) => show(py, step),
            None => Ok(py.None().into_bound(py)),
        }))
    }
}

/// Steps that Python takes.
#[pyclass(frozen, module = "telnum._native")]
pub(crate) struct Walk {
    steps: Arc<Mutex<Shown>>,
    buys: Option<Buys>,
    /// The threads that wait for a step.
    waiting: StdMutex<Vec<ThreadId>>,
    bridge: Arc<Bridge>,
    process: u32,
}

/// What is bought on the way.
struct Buys {
    carrier: Arc<Carrier>,
    attempt: Attempt,
    /// When the step began that may have sent it.
    sent_at: StdMutex<Option<Timestamp>>,
}

impl Walk {
    pub(crate) fn new(
        steps: Box<dyn Steps>,
        carrier: &Arc<Carrier>,
        attempt: Option<Attempt>,
        bridge: &Arc<Bridge>,
    ) -> Self {
        let buys = attempt.map(|attempt| Buys {
            carrier: Arc::clone(carrier),
            attempt,
            sent_at: StdMutex::default(),
        });
        Self {
            steps: Arc::new(Mutex::new(Shown { steps, show: carrier.show })),
            buys,
            waiting: StdMutex::default(),
            bridge: Arc::clone(bridge),
            process: std::process::id(),
        }
    }

    /// What the next step says of its purchase where it is given up.
    fn lost(&self, py: Python<'_>) -> PyResult<Option<Lost>> {
        let Some(Buys { carrier, attempt, sent_at }) = &self.buys else { return Ok(None) };
        // Not held while Python code runs.
        let earlier = *sent_at.lock().unwrap_or_else(PoisonError::into_inner);
        let lost = Lost::new(py, &carrier.calls, attempt, earlier)?;
        *sent_at.lock().unwrap_or_else(PoisonError::into_inner) = lost.sent_at;
        Ok(Some(lost))
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
        let lost = self.lost(py)?;
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
            call::wait(py, lost.as_ref(), async { self.steps.lock().await.next().await })
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
        let lost = self.lost(py)?;
        let steps = Arc::clone(&self.steps);
        let step = async move { steps.lock().await.next().await };
        call::start(py, &self.bridge, lost, step)
    }
}
