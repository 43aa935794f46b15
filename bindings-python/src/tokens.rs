//! A source of tokens that a caller wrote in Python.

use std::sync::{Arc, Mutex, PoisonError};

use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use telnum::{BoxFuture, Secret, TokenFailed, TokenSource};
use tokio::sync::oneshot;

use crate::log::heed;
use crate::{bridge, runtime};

/// A callable that brings a token; with asyncio it may be a coroutine function.
pub(crate) struct PythonTokens(Arc<Py<PyAny>>);

impl PythonTokens {
    pub(crate) fn new(source: Py<PyAny>) -> Self {
        Self(Arc::new(source))
    }
}

impl TokenSource for PythonTokens {
    fn token(&self) -> BoxFuture<'_, Result<Secret, TokenFailed>> {
        Box::pin(async move {
            let (sender, given) = oneshot::channel();
            let give = Give(Mutex::new(Some(sender)));
            match bridge::desk() {
                // By the event loop's own thread, where a coroutine can be awaited.
                Some(desk) => {
                    let source = Arc::clone(&self.0);
                    desk.ask(move |py| ask(py, &source, give, true));
                }
                None => {
                    runtime::visit(|py| ask(py, &self.0, give, false));
                }
            }
            let token = given.await.unwrap_or_else(|_| Err("it gave nothing".to_owned()));
            Ok(Secret::from(token?))
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

/// Takes the token, or what went wrong.
#[pyclass(frozen, module = "telnum._native")]
struct Give(Mutex<Option<oneshot::Sender<Result<String, String>>>>);

#[pymethods]
impl Give {
    #[pyo3(signature = (token, problem))]
    fn __call__(&self, token: Option<String>, problem: String) {
        let sender = self.0.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(sender) = sender {
            let _ = sender.send(token.ok_or(problem));
        }
    }
}
