//! The client of a carrier, in plain data: what the package's own classes stand on.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use pyo3::prelude::*;
use pyo3::sync::MutexExt;
use pyo3::types::PyDict;
use serde_json::Value;
use telnum::{Attempt, BoxFuture, Result};

use crate::bridge::{Bridge, Cancel};
use crate::call::{self, Answer, options};
use crate::carrier::{self, Carrier};
use crate::error::{configuration, to_exception};
use crate::from_python::named;
use crate::lost::Lost;
use crate::ready::Ready;
use crate::relay::Relaying;
use crate::runtime::{self, Errands, Visit};
use crate::steps::Walk;
use crate::to_python::to_python;

/// A client of a carrier.
#[pyclass(frozen, module = "telnum._native")]
pub(crate) struct Client {
    open: Open,
    state: Mutex<State>,
    ready: Ready,
    bridge: Arc<Bridge>,
}

/// Makes core's client.
pub(crate) type Open = Box<dyn Fn() -> Result<Arc<Carrier>> + Send + Sync>;

enum State {
    /// With the process whose connections it has.
    Open(u32, Arc<Carrier>),
    Closed,
}

impl Client {
    pub(crate) fn open(py: Python<'_>, open: Open) -> PyResult<Self> {
        let carrier = open().map_err(|error| to_exception(py, error))?;
        let state = Mutex::new(State::Open(std::process::id(), carrier));
        Ok(Self { open, state, ready: Ready::default(), bridge: Arc::default() })
    }

    /// Core's client; after a fork another one, since connections cannot be shared.
    fn carrier(&self, py: Python<'_>) -> PyResult<Arc<Carrier>> {
        let process = std::process::id();
        match &*self.state(py) {
            State::Open(of, carrier) if *of == process => return Ok(Arc::clone(carrier)),
            // Not dropped: its connections would say goodbye in the parent's name.
            State::Open(_, of_parent) => std::mem::forget(Arc::clone(of_parent)),
            State::Closed => {}
        }
        // Without the lock, for this may run Python code.
        let carrier = (self.open)().map_err(|error| to_exception(py, error))?;
        let mut state = self.state(py);
        match &*state {
            State::Open(of, made_meanwhile) if *of == process => Ok(Arc::clone(made_meanwhile)),
            State::Open(..) => {
                *state = State::Open(process, Arc::clone(&carrier));
                Ok(carrier)
            }
            State::Closed => {
                drop(state);
                Err(configuration("The client is closed.".to_owned()))
            }
        }
    }

    /// The same, with all that its answers may need.
    pub(crate) fn ready(&self, py: Python<'_>) -> PyResult<Arc<Carrier>> {
        let carrier = self.carrier(py)?;
        self.ready.load(py, carrier.module)?;
        Ok(carrier)
    }

    pub(crate) fn bridge(&self) -> &Arc<Bridge> {
        &self.bridge
    }

    fn state(&self, py: Python<'_>) -> MutexGuard<'_, State> {
        self.state.lock_py_attached(py).unwrap_or_else(PoisonError::into_inner)
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
        let (call, lost) = self.begin(py, operation, given, timeout, whole)?;
        call::wait(py, lost.as_ref(), call)
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
        let (call, lost) = self.begin(py, operation, given, timeout, whole)?;
        call::start(py, &self.bridge, lost, call)
    }

    /// A validated attempt at the operation of this name; nothing is sent.
    fn prepare<'py>(
        &self,
        py: Python<'py>,
        operation: &str,
        given: &Bound<'py, PyDict>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let _visit = Visit::attached(py);
        let attempt = self.ready(py)?.calls.prepare(operation, named(given)?);
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
        let _visit = Visit::attached(py);
        let carrier = self.ready(py)?;
        let arguments = named(given)?;
        // One that is given an attempt buys.
        let attempt =
            arguments.get("attempt").and_then(Value::as_object).map(Attempt::from_members);
        let steps = carrier.calls.walk(name, arguments, options(timeout)?);
        let steps = steps.map_err(|error| to_exception(py, error))?;
        Ok(Walk::new(steps, &carrier, attempt.and_then(Result::ok), &self.bridge))
    }

    /// A relay that adds its keys, and allows these operations.
    fn relay(slf: Py<Self>, py: Python<'_>, allow: Vec<String>) -> PyResult<Relaying> {
        Relaying::new(py, slf, allow)
    }

    /// Where its requests go.
    fn base_url(&self, py: Python<'_>) -> PyResult<String> {
        Ok(self.carrier(py)?.calls.base_url().to_owned())
    }

    /// Lets go of the connections.
    fn close(&self, py: Python<'_>) -> PyResult<()> {
        let open = std::mem::replace(&mut *self.state(py), State::Closed);
        drop(open);
        // So that its connections end now, not with the next call.
        runtime::wait(py, &Errands::default(), std::future::ready(()))?;
        Ok(())
    }
}

impl Client {
    /// A call that owns all it needs; of a purchase, with what is raised where its end is lost.
    fn begin(
        &self,
        py: Python<'_>,
        operation: &str,
        given: &Bound<'_, PyDict>,
        timeout: Option<&Bound<'_, PyAny>>,
        whole: bool,
    ) -> PyResult<(BoxFuture<'static, Result<Answer>>, Option<Lost>)> {
        let _visit = Visit::attached(py);
        let carrier = self.ready(py)?;
        let (mut arguments, options) = (named(given)?, options(timeout)?);
        let attempt = carrier::attempt(&carrier.calls, operation, &mut arguments);
        let Some(attempt) = attempt.map_err(|error| to_exception(py, error))? else {
            let call = carrier.call(operation.to_owned(), arguments, options);
            let call = async move { Ok(Answer { response: call.await?, whole }) };
            return Ok((Box::pin(call), None));
        };
        let lost = Lost::new(py, &carrier.calls, &attempt, None)?;
        let call = carrier.place(attempt, options);
        let call = async move { Ok(Answer { response: call.await?, whole }) };
        Ok((Box::pin(call), Some(lost)))
    }
}
