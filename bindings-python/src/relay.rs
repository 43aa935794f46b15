//! A relay's part of a client: what it was asked for, and what it answers.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use pyo3::prelude::*;
use pyo3::sync::MutexExt;
use pyo3::types::{PyBytes, PyList, PyTuple};
use telnum::{HttpResponse, Relay, RelayCall, RelayRequest};

use crate::bridge::{Bridge, Cancel, Show};
use crate::call;
use crate::client::Client;
use crate::error::to_exception;
use crate::runtime::Visit;
use crate::to_python::to_python;

/// A call that a relay understands and allows.
#[pyclass(frozen, module = "telnum._native")]
pub(crate) struct Relayed {
    relay: Relay,
    call: RelayCall,
    bridge: Arc<Bridge>,
}

/// A relay that adds a client's keys.
#[pyclass(frozen, name = "Relay", module = "telnum._native")]
pub(crate) struct Relaying {
    client: Py<Client>,
    allow: Vec<String>,
    /// With the process whose connections it has.
    made: Mutex<(u32, Relay)>,
}

impl Relaying {
    pub(crate) fn new(py: Python<'_>, client: Py<Client>, allow: Vec<String>) -> PyResult<Self> {
        let made = Self::make(py, &client, &allow)?;
        Ok(Self { client, allow, made: Mutex::new((std::process::id(), made)) })
    }

    fn make(py: Python<'_>, client: &Py<Client>, allow: &[String]) -> PyResult<Relay> {
        let calls = client.get().ready(py)?.calls.clone();
        let relay = Relay::new(calls, allow.iter().map(String::as_str));
        relay.map_err(|error| to_exception(py, error))
    }

    /// Core's relay; after a fork another one, of the process's own client.
    fn relay(&self, py: Python<'_>) -> PyResult<Relay> {
        let process = std::process::id();
        // Raises where the client is closed.
        self.client.get().ready(py)?;
        if let (of, relay) = &*self.made(py)
            && *of == process
        {
            return Ok(relay.clone());
        }
        // Without the lock, for this may run Python code.
        let made = Self::make(py, &self.client, &self.allow)?;
        let parents = std::mem::replace(&mut *self.made(py), (process, made.clone()));
        // Not dropped: its connections would say goodbye in the parent's name.
        std::mem::forget(parents);
        Ok(made)
    }

    fn made(&self, py: Python<'_>) -> MutexGuard<'_, (u32, Relay)> {
        self.made.lock_py_attached(py).unwrap_or_else(PoisonError::into_inner)
    }
}

#[pymethods]
impl Relaying {
    /// What a request asks for: a call to be answered, or the answer that refuses it.
    fn read<'py>(
        &self,
        py: Python<'py>,
        method: String,
        target: String,
        headers: Vec<(String, String)>,
        body: Vec<u8>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let _visit = Visit::attached(py);
        let relay = self.relay(py)?;
        match relay.read(RelayRequest { method, target, headers, body }) {
            Ok(call) => {
                let bridge = Arc::clone(self.client.get().bridge());
                Ok(Bound::new(py, Relayed { relay, call, bridge })?.into_any())
            }
            Err(refusal) => shown(py, refusal),
        }
    }
}

#[pymethods]
impl Relayed {
    /// The operation.
    #[getter]
    fn operation(&self) -> &'static str {
        self.call.operation
    }

    /// For a purchase, what is to be placed.
    #[getter]
    fn attempt<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
        self.call.attempt.as_ref().map(|it| to_python(py, it)).transpose()
    }

    /// Path and query.
    #[getter]
    fn target(&self) -> &str {
        &self.call.target
    }

    /// The JSON that is sent, as text.
    #[getter]
    fn body(&self) -> Option<String> {
        self.call.body.as_ref().map(ToString::to_string)
    }

    /// Refuses the call.
    fn refuse<'py>(&self, py: Python<'py>, reason: &str) -> PyResult<Bound<'py, PyAny>> {
        shown(py, self.relay.refuse(reason))
    }

    /// Waits for the answer.
    fn answer<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        call::wait(py, None, answered(self.relay.clone(), self.call.clone()))
    }

    /// Begins to answer: the asyncio future, and what cancels it.
    fn start_answer<'py>(&self, py: Python<'py>) -> PyResult<(Bound<'py, PyAny>, Cancel)> {
        call::start(py, &self.bridge, None, answered(self.relay.clone(), self.call.clone()))
    }
}

/// The answer with an error of the relay's own, which needs no client.
#[pyfunction]
pub(crate) fn relay_error<'py>(
    py: Python<'py>,
    kind: &str,
    text: &str,
) -> PyResult<Bound<'py, PyAny>> {
    shown(py, Relay::told(kind, text))
}

async fn answered(relay: Relay, call: RelayCall) -> telnum::Result<Show> {
    let answer = relay.answer(call).await;
    Ok(Box::new(move |py| shown(py, answer)))
}

/// Status, headers and body.
fn shown(py: Python<'_>, answer: HttpResponse) -> PyResult<Bound<'_, PyAny>> {
    let headers = answer.headers.into_iter().map(|it| (it.name, it.value));
    let headers = PyList::new(py, headers.collect::<Vec<_>>())?;
    let body = PyBytes::new(py, &answer.body);
    let answer = (answer.status, headers, body).into_pyobject(py)?;
    Ok(answer.cast_into::<PyTuple>()?.into_any())
}
