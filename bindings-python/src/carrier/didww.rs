//! DIDWW: a page's included objects become Python's first, so that its rows can lead to them.

use pyo3::intern;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyDict, PyTuple};
use serde_json::{Map, Value};
use telnum::{
    Attempt, BoxFuture, CallOptions, Didww, DidwwDidPage, DidwwOutput, DidwwSteps, Error,
    ErrorKind, Response, Result,
};

use super::Carrier;
use crate::bridge::Show;
use crate::steps::Steps;
use crate::to_python::{rows_to_python, to_python};

impl Carrier for Didww {
    fn call(
        &self,
        operation: String,
        arguments: Map<String, Value>,
        options: CallOptions,
    ) -> BoxFuture<'static, Result<Response<Show>>> {
        let client = self.clone();
        Box::pin(async move {
            let answer = Self::call(&client, &operation, arguments, options).await?;
            Ok(answer.map(|DidwwOutput::DidPage(it)| -> Show { Box::new(move |py| page(py, &it)) }))
        })
    }

    fn is_purchase(&self, _: &str) -> bool {
        false
    }

    fn prepare(&self, operation: &str, arguments: Map<String, Value>) -> Result<Attempt> {
        self.prepare_from(operation, arguments)
    }

    fn place(
        &self,
        _: Attempt,
        _: CallOptions,
    ) -> BoxFuture<'static, Result<(Response<Show>, Option<String>)>> {
        Box::pin(std::future::ready(Err(orders_nothing())))
    }

    fn lost(&self, attempt: &Attempt) -> Error {
        self.lost(attempt)
    }

    fn walk(
        &self,
        name: &str,
        arguments: Map<String, Value>,
        options: CallOptions,
    ) -> Result<Box<dyn Steps>> {
        Ok(Box::new(Self::walk(self, name, arguments, options)?))
    }

    fn module(&self) -> &'static str {
        "didww"
    }

    fn base_url(&self) -> &str {
        self.base_url()
    }
}

fn orders_nothing() -> Error {
    Error::new(ErrorKind::InvalidInput, "telnum orders nothing at DIDWW.")
}

impl Steps for DidwwSteps {
    fn next(&mut self) -> BoxFuture<'_, Result<Show>> {
        Box::pin(async {
            let next = Self::next(self).await?;
            let show: Show = Box::new(move |py| match next {
                Some(DidwwOutput::DidPage(it)) => page(py, &it),
                None => Ok(py.None().into_bound(py)),
            });
            Ok(show)
        })
    }
}

fn page<'py>(py: Python<'py>, page: &DidwwDidPage) -> PyResult<Bound<'py, PyAny>> {
    static LINK: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    static PAGE: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let included = to_python(py, &page.included)?;
    // For each field of a DID the list that its links lead into.
    let lists: Vec<Option<Bound<'_, PyTuple>>> =
        LINK.import(py, "telnum._linked", "link_included")?.call1((&included,))?.extract()?;
    let fields = PyDict::new(py);
    fields.set_item(intern!(py, "dids"), rows_to_python(py, &page.dids, &lists)?)?;
    fields.set_item(intern!(py, "included"), included)?;
    fields.set_item(intern!(py, "total_records"), page.total_records)?;
    fields.set_item(intern!(py, "api_version"), page.api_version.as_deref())?;
    fields.set_item(intern!(py, "unknown"), to_python(py, &page.unknown)?)?;
    PAGE.import(py, "telnum.didww", "DidwwDidPage")?.call((), Some(&fields))
}
