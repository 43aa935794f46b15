//! A journal that a caller wrote in Python.

use std::sync::Arc;

use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use telnum::seen::Shown;
use telnum::{
    Attempt, BoxFuture, Claim, Error, Journal, JournalClaim, JournalOutcome, OpenAttempt,
    PlacedAttempt, Result, Timestamp, read_json, unstopped,
};

use crate::call;
use crate::desk::desk;
use crate::error::configuration;
use crate::log::heed;
use crate::to_python::to_python;
use crate::tokens::Give;

/// An object with `claim`, `settle` and `open`; with asyncio these may be coroutine functions.
pub(crate) struct PythonJournal(Arc<Py<PyAny>>);

/// What a method of the journal is given, in the order of its parameters.
type Arguments = Vec<Box<dyn Shown + Send>>;

impl PythonJournal {
    pub(crate) fn new(journal: Bound<'_, PyAny>) -> PyResult<Self> {
        let has = |name| journal.getattr(name).is_ok_and(|it| it.is_callable());
        // A class has them too, and would be called without an object.
        if journal.is_instance_of::<pyo3::types::PyType>()
            || !["claim", "settle", "open"].into_iter().all(has)
        {
            let text = "`journal` must be a path, or an object with the methods `claim`, `settle` and `open`.";
            return Err(configuration(text.to_owned()));
        }
        Ok(Self(Arc::new(journal.unbind())))
    }

    /// Has a method called where the call's errands go, and brings its answer as JSON. What it raises is the cause of
    /// the call's error, unless that is `dropped`.
    fn ask<'a>(
        &self,
        method: &'static str,
        arguments: Arguments,
        dropped: bool,
    ) -> BoxFuture<'a, Result<String>> {
        let journal = Arc::clone(&self.0);
        Box::pin(async move {
            let (give, given) = Give::new();
            if let Some(desk) = desk() {
                // The event loop's own thread can await a coroutine.
                let may_await = desk.is_loop();
                desk.ask(move |py| ask(py, &journal, method, &arguments, give, may_await));
            }
            let answer = given.await.unwrap_or_else(|_| Err(("it gave nothing".to_owned(), None)));
            answer.map_err(|(problem, cause)| {
                cause.into_iter().filter(|_| !dropped).for_each(call::blame);
                Error::configuration(format!("The journal failed: {}.", unstopped(&problem)))
            })
        })
    }
}

fn ask(
    py: Python<'_>,
    journal: &Py<PyAny>,
    method: &str,
    arguments: &Arguments,
    give: Give,
    may_await: bool,
) -> PyResult<()> {
    static ASK: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let arguments = arguments.iter().map(|it| to_python(py, &**it));
    let arguments = arguments.collect::<PyResult<Vec<_>>>()?;
    let asked = ASK.import(py, "telnum._journal", "ask")?;
    if let Err(error) = asked.call1((journal, method, arguments, give, may_await)) {
        heed(py, error);
    }
    Ok(())
}

impl Journal for PythonJournal {
    fn claim<'a>(&'a self, attempt: &'a Attempt, at: Timestamp) -> BoxFuture<'a, Result<Claim>> {
        let asked = self.ask("claim", vec![Box::new(attempt.clone()), Box::new(at)], false);
        Box::pin(async move {
            let claim: JournalClaim = read_json(&asked.await?, "a claim")?;
            Ok(match claim.granted {
                true => Claim::Granted,
                false => Claim::Taken { order_id: claim.order_id },
            })
        })
    }

    fn settle<'a>(
        &'a self,
        attempt: &'a Attempt,
        outcome: Result<Option<&'a str>, &'a Error>,
        at: Timestamp,
    ) -> BoxFuture<'a, Result<()>> {
        let outcome = JournalOutcome::of(outcome, at);
        let asked = self.ask("settle", vec![Box::new(attempt.clone()), Box::new(outcome)], true);
        Box::pin(async move { asked.await.map(drop) })
    }

    fn open(&self) -> BoxFuture<'_, Result<Vec<OpenAttempt>>> {
        let asked = self.ask("open", Vec::new(), false);
        Box::pin(async move { read_json(&asked.await?, "a list of open attempts") })
    }

    fn placed(&self) -> BoxFuture<'_, Result<Vec<PlacedAttempt>>> {
        let asked = self.ask("placed", Vec::new(), false);
        Box::pin(async move { read_json(&asked.await?, "a list of placed attempts") })
    }
}
