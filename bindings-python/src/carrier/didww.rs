//! DIDWW: a page's included objects become Python's first, so that its rows can lead to them.

use std::any::Any;

use pyo3::intern;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyDict, PyTuple};
use telnum::{DidwwDidPage, Output};

use crate::error::configuration;
use crate::to_python::{rows_to_python, to_python};

/// What an operation brings. A page of DIDs is large, so its rows are linked as they are made; anything else is
/// linked by ids afterwards.
pub(super) fn answer(py: Python<'_>, value: Box<dyn Output>) -> PyResult<Bound<'_, PyAny>> {
    static LINK: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    static PAGE: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    static SETTLED: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    if !(&*value as &dyn Any).is::<DidwwDidPage>() {
        let answer = to_python(py, &value.seen())?;
        return SETTLED.import(py, "telnum._linked", "settled")?.call1((answer,));
    }
    let value: Box<dyn Any> = value;
    let Ok(page) = value.downcast::<DidwwDidPage>() else {
        return Err(configuration("This is no page of DIDs.".to_owned()));
    };
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
