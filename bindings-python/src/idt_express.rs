//! The client of IDT Express.

use std::sync::{Arc, Mutex, PoisonError};

use pyo3::prelude::*;
use pyo3::sync::MutexExt;
use pyo3::types::PyDict;
use telnum::{Attempt, Error, ErrorKind, IdtExpressBuilder, IdtOutput, Response, Result};

use crate::bridge::{Bridge, Cancel};
use crate::call::{self, Answer, options};
use crate::error::{configuration, read_json, to_exception};
use crate::from_python::{self, arguments};
use crate::log::PythonLog;
use crate::runtime;
use crate::steps::Walk;
use crate::to_python::to_python;

/// A client of IDT Express, in plain data.
#[pyclass(frozen, module = "telnum._native")]
pub(crate) struct IdtExpress {
    builder: IdtExpressBuilder,
    state: Mutex<State>,
    bridge: Arc<Bridge>,
}

enum State {
    /// With the process whose connections it has.
    Open(u32, telnum::IdtExpress),
    Closed,
}

impl IdtExpress {
    pub(crate) fn open(
        py: Python<'_>,
        builder: IdtExpressBuilder,
        given: &Bound<'_, PyDict>,
    ) -> PyResult<Self> {
        let builder = builder.logger(Arc::new(PythonLog)).options(from_python::options(given)?);
        let builder = builder.map_err(|error| to_exception(py, error))?;
        let client = builder.clone().build().map_err(|error| to_exception(py, error))?;
        let state = Mutex::new(State::Open(std::process::id(), client));
        Ok(Self { builder, state, bridge: Arc::default() })
    }

    /// Core's client; after a fork another one, since connections cannot be shared.
    fn client(&self, py: Python<'_>) -> PyResult<telnum::IdtExpress> {
        let mut state = self.state.lock_py_attached(py).unwrap_or_else(PoisonError::into_inner);
        match &*state {
            State::Open(process, client) if *process == std::process::id() => Ok(client.clone()),
            State::Closed => Err(configuration("The client is closed.".to_owned())),
            State::Open(_, of_parent) => {
                // Not dropped: its connections would say goodbye in the parent's name.
                std::mem::forget(of_parent.clone());
                let client =
                    self.builder.clone().build().map_err(|error| to_exception(py, error))?;
                *state = State::Open(std::process::id(), client.clone());
                Ok(client)
            }
        }
    }
}

#[pymethods]
impl IdtExpress {
    #[new]
    fn new(py: Python<'_>, options: &Bound<'_, PyDict>) -> PyResult<Self> {
        Self::open(py, IdtExpressBuilder::default(), options)
    }

    /// Calls an operation and waits for it; `whole` brings the metadata along.
    #[pyo3(signature = (operation, arguments, timeout, whole))]
    fn call<'py>(
        &self,
        py: Python<'py>,
        operation: &str,
        arguments: &Bound<'py, PyDict>,
        timeout: Option<&Bound<'py, PyAny>>,
        whole: bool,
    ) -> PyResult<Bound<'py, PyAny>> {
        let call = self.prepare(py, operation, arguments, timeout, whole)?;
        call::wait(py, call)
    }

    /// Begins a call: its asyncio future, and what cancels it.
    #[pyo3(signature = (operation, arguments, timeout, whole))]
    fn start<'py>(
        &self,
        py: Python<'py>,
        operation: &str,
        arguments: &Bound<'py, PyDict>,
        timeout: Option<&Bound<'py, PyAny>>,
        whole: bool,
    ) -> PyResult<(Bound<'py, PyAny>, Cancel)> {
        let call = self.prepare(py, operation, arguments, timeout, whole)?;
        call::start(py, &self.bridge, call)
    }

    /// A validated attempt; nothing is sent.
    fn prepare_order<'py>(
        &self,
        py: Python<'py>,
        given: &Bound<'py, PyDict>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let attempt = self.client(py)?.prepare_order_from(arguments(given)?);
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
        let (client, given, options) = (self.client(py)?, arguments(given)?, options(timeout)?);
        let bridge = &self.bridge;
        let walk = match name {
            "numbers" => client.numbers_from(given, options).map(|it| Walk::new(it, bridge)),
            "orders" => client.orders_from(given, options).map(|it| Walk::new(it, bridge)),
            "watch_order" => {
                client.watch_order_from(given, options).map(|it| Walk::new(it, bridge))
            }
            _ => Err(Error::new(ErrorKind::InvalidInput, format!("There is no walk `{name}`."))),
        };
        walk.map_err(|error| to_exception(py, error))
    }

    /// Where its requests go.
    fn base_url(&self, py: Python<'_>) -> PyResult<String> {
        Ok(self.client(py)?.base_url().to_owned())
    }

    /// Lets go of the connections.
    fn close(&self, py: Python<'_>) -> PyResult<()> {
        *self.state.lock_py_attached(py).unwrap_or_else(PoisonError::into_inner) = State::Closed;
        runtime::wait(py, std::future::ready(()), Ok)
    }
}

impl IdtExpress {
    /// A call that owns all it needs.
    fn prepare(
        &self,
        py: Python<'_>,
        operation: &str,
        given: &Bound<'_, PyDict>,
        timeout: Option<&Bound<'_, PyAny>>,
        whole: bool,
    ) -> PyResult<impl Future<Output = Result<Answer<IdtOutput>>> + Send + use<>> {
        let client = self.client(py)?;
        let operation = operation.to_owned();
        let mut arguments = arguments(given)?;
        let options = options(timeout)?;
        let attempt = match operation.as_str() {
            "place" => {
                let attempt = arguments.remove("attempt").unwrap_or_default();
                Some(read_json::<Attempt>(&attempt.to_string(), "an attempt")?)
            }
            _ => None,
        };
        Ok(async move {
            let response: Response<IdtOutput> = match attempt {
                Some(attempt) => client.send_place(&attempt, options).await?.map(IdtOutput::Order),
                None => client.call(&operation, arguments, options).await?,
            };
            Ok(Answer { response, whole })
        })
    }
}
