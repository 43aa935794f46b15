//! Walks over pages.

use std::sync::Arc;

use pyo3::prelude::*;
use telnum::{IdtNumberPage, NumbersPager};
use tokio::sync::Mutex;

use crate::bridge::{Bridge, Cancel};
use crate::call::{self, Outcome};
use crate::error::configuration;
use crate::to_python::to_python;

/// A walk over the numbers at IDT Express, page by page.
#[pyclass(frozen, module = "telnum._native")]
pub(crate) struct Pager {
    pager: Arc<Mutex<NumbersPager>>,
    bridge: Arc<Bridge>,
    process: u32,
}

impl Pager {
    pub(crate) fn new(pager: NumbersPager, bridge: Arc<Bridge>) -> Self {
        Self { pager: Arc::new(Mutex::new(pager)), bridge, process: std::process::id() }
    }

    /// The connections of a forked process are its parent's.
    fn check_process(&self) -> PyResult<()> {
        if self.process == std::process::id() {
            return Ok(());
        }
        Err(configuration("This walk was begun before a fork: begin another one.".to_owned()))
    }
}

#[pymethods]
impl Pager {
    /// Waits for the next page; None at the end.
    fn next_page<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.check_process()?;
        call::wait(py, async { self.pager.lock().await.next_page().await })
    }

    /// Begins to read the next page: its asyncio future, and what cancels it.
    fn start_next_page<'py>(&self, py: Python<'py>) -> PyResult<(Bound<'py, PyAny>, Cancel)> {
        self.check_process()?;
        let pager = Arc::clone(&self.pager);
        call::start(py, &self.bridge, async move { pager.lock().await.next_page().await })
    }
}

impl Outcome for Option<IdtNumberPage> {
    fn show(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        to_python(py, &self)
    }
}
