//! The client of a carrier, in plain data: what the package's own classes stand on.

use std::sync::{Arc, Mutex, PoisonError};

use pyo3::prelude::*;
use pyo3::sync::MutexExt;
use pyo3::types::PyDict;
use telnum::Result;

use crate::bridge::{Bridge, Cancel};
use crate::call::{self, Answer, options};
use crate::carrier::Carrier;
use crate::error::{configuration, to_exception};
use crate::from_python::named;
use crate::runtime;
use crate::steps::Walk;
use crate::to_python::to_python;

/// A client of a carrier.
#[pyclass(frozen, module = "telnum._native")]
pub(crate) struct Client {
    open: Open,
    state: Mutex<State>,
    bridge: Arc<Bridge>,
}

/// Makes core's client.
pub(crate) type Open = Box<dyn Fn() -> Result<Arc<dyn Carrier>> + Send + Sync>;

enum State {
    /// With the process whose connections it has.
    Open(u32, Arc<dyn Carrier>),
    Closed,
}

impl Client {
    pub(crate) fn open(py: Python<'_>, open: Open) -> PyResult<Self> {
        let carrier = open().map_err(|error| to_exception(py, error))?;
        let state = Mutex::new(State::Open(std::process::id(), carrier));
        Ok(Self { open, state, bridge: Arc::default() })
    }

    /// Core's client; after a fork another one, since connections cannot be shared.
    fn carrier(&self, py: Python<'_>) -> PyResult<Arc<dyn Carrier>> {
        let mut state = self.state.lock_py_attached(py).unwrap_or_else(PoisonError::into_inner);
        match &*state {
            State::Open(process, carrier) if *process == std::process::id() => {
                Ok(Arc::clone(carrier))
            }
            State::Closed => Err(configuration("The client is closed.".to_owned())),
            State::Open(_, of_parent) => {
                // Not dropped: its connections would say goodbye in the parent's name.
                std::mem::forget(Arc::clone(of_parent));
                let carrier = (self.open)().map_err(|error| to_exception(py, error))?;
                *state = State::Open(std::process::id(), Arc::clone(&carrier));
                Ok(carrier)
            }
        }
    }
}

#[pymethods]
impl Client {
    /// Calls an operation and waits for it; `whole` brings the metadata along.
    #[pyo3(signature = (operation, given, timeout, whole))]
    fn call<'py>(
        &self,
        py: Python<'py>,
        operation: &str,
        given: &Bound<'py, PyDict>,
        timeout: Option<&Bound<'py, PyAny>>,
        whole: bool,
    ) -> PyResult<Bound<'py, PyAny>> {
        call::wait(py, self.prepare(py, operation, given, timeout, whole)?)
    }

    /// Begins a call: its asyncio future, and what cancels it.
    #[pyo3(signature = (operation, given, timeout, whole))]
    fn start<'py>(
        &self,
        py: Python<'py>,
        operation: &str,
        given: &Bound<'py, PyDict>,
        timeout: Option<&Bound<'py, PyAny>>,
        whole: bool,
    ) -> PyResult<(Bound<'py, PyAny>, Cancel)> {
        let call = self.prepare(py, operation, given, timeout, whole)?;
        call::start(py, &self.bridge, call)
    }

    /// A validated attempt; nothing is sent.
    fn prepare_order<'py>(
        &self,
        py: Python<'py>,
        given: &Bound<'py, PyDict>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let attempt = self.carrier(py)?.prepare_order(named(given)?);
        to_python(py, &attempt.map_err(|error| to_exception(py, error))?)
    }

    /// A lazy walk, by its name.
    #[pyo3(signature = (name, given, timeout))]
    fn walk(
        &self,
        py: Python<'_>,
        name: &str,
        given: &Bound<'_, PyDict>,
        timeout: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Walk> {
        let steps = self.carrier(py)?.walk(name, named(given)?, options(timeout)?);
        Ok(Walk::new(steps.map_err(|error| to_exception(py, error))?, &self.bridge))
    }

    /// Where its requests go.
    fn base_url(&self, py: Python<'_>) -> PyResult<String> {
        Ok(self.carrier(py)?.base_url().to_owned())
    }

    /// Lets go of the connections.
    fn close(&self, py: Python<'_>) -> PyResult<()> {
        *self.state.lock_py_attached(py).unwrap_or_else(PoisonError::into_inner) = State::Closed;
        runtime::wait(py, std::future::ready(()), Ok)
    }
}

impl Client {
    /// A call that owns all it needs.
    fn prepare(
        &self,
        py: Python<'_>,
        operation: &str,
        given: &Bound<'_, PyDict>,
        timeout: Option<&Bound<'_, PyAny>>,
        whole: bool,
    ) -> PyResult<impl Future<Output = Result<Answer>> + Send + use<>> {
        let carrier = self.carrier(py)?;
        let call = carrier.call(operation.to_owned(), named(given)?, options(timeout)?);
        Ok(async move { Ok(Answer { response: call.await?, whole }) })
    }
}
