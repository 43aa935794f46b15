//! A source of tokens that a caller wrote in Python.

use std::sync::{Arc, Mutex, PoisonError};

use pyo3::exceptions::PyBaseException;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::PyString;
use telnum::{BoxFuture, Secret, TokenFailed, TokenSource};
use tokio::sync::oneshot;

use crate::call;
use crate::desk::desk;
use crate::error::configuration;
use crate::log::heed;

/// A callable that brings a token; with asyncio it may be a coroutine function.
pub(crate) struct PythonTokens(Arc<Py<PyAny>>);

impl PythonTokens {
    pub(crate) fn new(source: Bound<'_, PyAny>) -> PyResult<Self> {
        if !source.is_callable() {
            return Err(configuration("`token_source` must be callable.".to_owned()));
        }
        Ok(Self(Arc::new(source.unbind())))
    }
}

impl TokenSource for PythonTokens {
    fn token(&self) -> BoxFuture<'_, Result<Secret, TokenFailed>> {
        Box::pin(async move {
            let (give, given) = Give::new();
            if let Some(desk) = desk() {
                let source = Arc::clone(&self.0);
                // The event loop's own thread can await a coroutine.
                let may_await = desk.is_loop();
                desk.ask(move |py| ask(py, &source, give, may_await));
            }
            let token = given.await.unwrap_or_else(|_| Err(("it gave nothing".to_owned(), None)));
            token.map(Secret::from).map_err(|(text, cause)| {
                cause.into_iter().for_each(call::blame);
                text.into()
            })
        })
    }
}

fn ask(py: Python<'_>, source: &Py<PyAny>, give: Give, may_await: bool) -> PyResult<()> {
    static ASK: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let asked = ASK.import(py, "telnum._tokens", "ask")?;
    if let Err(error) = asked.call1((source, give, may_await)) {
        heed(py, error);
    }
    Ok(())
}

/// Takes the token, or another answer of the caller's code, or what went wrong.
#[pyclass(frozen, module = "telnum._native")]
pub(crate) struct Give(Mutex<Option<oneshot::Sender<Given>>>);

pub(crate) type Given = Result<String, (String, Option<PyErr>)>;

impl Give {
    /// It, and what it is given.
    pub(crate) fn new() -> (Self, oneshot::Receiver<Given>) {
        let (sender, given) = oneshot::channel();
        (Self(Mutex::new(Some(sender))), given)
    }
}

#[pymethods]
impl Give {
    #[pyo3(signature = (token, problem, raised = None))]
    fn __call__(
        &self,
        token: Option<Bound<'_, PyString>>,
        problem: String,
        raised: Option<Bound<'_, PyBaseException>>,
    ) {
        // Not by an exception, which would show the token.
        let (token, problem) = match token.map(|it| it.to_str().map(str::to_owned)) {
            Some(Err(_)) => (None, "it gave text that is not Unicode".to_owned()),
            token => (token.and_then(Result::ok), problem),
        };
        let sender = self.0.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(sender) = sender {
            let raised = raised.map(|it| PyErr::from_value(it.into_any()));
            let _ = sender.send(token.ok_or((problem, raised)));
        }
    }
}
