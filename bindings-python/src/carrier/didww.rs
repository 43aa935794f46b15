//! DIDWW: a page's included objects become Python's first, so that its rows can lead to them.

use pyo3::intern;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyDict, PyTuple};
use serde_json::{Map, Value};
use telnum::{
    Attempt, BoxFuture, CallOptions, DidsPager, Didww, DidwwDidPage, DidwwOutput, Error, ErrorKind,
    Response, Result,
};

use super::{Carrier, no_walk};
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
            Ok(answer.map(|DidwwOutput::Dids(it)| -> Show { Box::new(move |py| page(py, &it)) }))
        })
    }

    fn buys(&self) -> &'static str {
        ""
    }

    fn prepare_order(&self, _: Map<String, Value>) -> Result<Attempt> {
        Err(orders_nothing())
    }

    fn place(
        &self,
        _: Attempt,
        _: CallOptions,
    ) -> BoxFuture<'static, Result<(Response<Show>, Option<String>)>> {
        Box::pin(std::future::ready(Err(orders_nothing())))
    }

    fn lost(&self, _: &Attempt) -> Error {
        orders_nothing()
    }

    fn walk(
        &self,
        name: &str,
        arguments: Map<String, Value>,
        options: CallOptions,
    ) -> Result<Box<dyn Steps>> {
        match name {
            "dids" => Ok(Box::new(Dids(self.dids_from(arguments, options)?))),
            _ => Err(no_walk(name)),
        }
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

/// A walk over DIDs, page by page.
struct Dids(DidsPager);

impl Steps for Dids {
    fn next(&mut self) -> BoxFuture<'_, Result<Show>> {
        Box::pin(async {
            let next = self.0.next_page().await?;
            let show: Show = Box::new(move |py| match next {
                Some(it) => page(py, &it),
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
