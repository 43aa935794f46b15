//! The Python class of each record, looked up once.

use std::sync::{Arc, Mutex, PoisonError};

use pyo3::exceptions::PySystemError;
use pyo3::prelude::*;
use pyo3::sync::MutexExt;
use pyo3::types::{IntoPyDict, PyDict, PyString, PyType};

use crate::slots;

/// A record's class and the names of its fields, in their order.
pub(super) struct Known {
    /// Absent for the error, whose exception is made of a dictionary.
    pub(super) class: Option<Py<PyType>>,
    pub(super) names: Vec<Py<PyString>>,
    /// Whether it leads to other records, perhaps in a circle.
    is_linked_later: bool,
}

impl Known {
    /// A record of these values.
    pub(super) fn record<'py>(
        &self,
        py: Python<'py>,
        values: &[Bound<'py, PyAny>],
    ) -> PyResult<Bound<'py, PyAny>> {
        if values.len() != self.names.len() {
            return Err(strange());
        }
        let fields = self.names.iter().zip(values);
        let Some(class) = &self.class else {
            return Ok(fields.collect::<Vec<_>>().into_py_dict(py)?.into_any());
        };
        let record = slots::instance(class.bind(py))?;
        for (name, value) in fields.filter(|(_, value)| !value.is(super::not_asked(py))) {
            slots::fill(&record, name.bind(py), value)?;
        }
        // Except around a dictionary, which its owner may change, and objects that get their links later.
        let changes = |value: &Bound<'_, PyAny>| value.is_exact_instance_of::<PyDict>();
        if !self.is_linked_later && !values.iter().any(changes) {
            slots::untrack(&record);
        }
        Ok(record)
    }
}

/// Core and the package's Python source are of two versions.
pub(super) fn strange() -> PyErr {
    PySystemError::new_err("telnum: a record has other fields than its class")
}

/// The class of a record, by the name of core's struct.
pub(super) fn known(py: Python<'_>, name: &'static str) -> PyResult<Arc<Known>> {
    if let Some(known) = find(py, name) {
        return Ok(known);
    }
    // Importing runs Python code, so no lock is held meanwhile.
    let known = Arc::new(look_up(py, name)?);
    cache(py).push((name, Arc::clone(&known)));
    Ok(known)
}

fn look_up(py: Python<'_>, name: &str) -> PyResult<Known> {
    let package = py.import("telnum")?;
    if name == "ErrorInfo" {
        let names = package.getattr("TelnumError")?.getattr("_fields")?.extract()?;
        return Ok(Known { class: None, names, is_linked_later: false });
    }
    let class = package.getattr(name)?.cast_into::<PyType>()?;
    let names = class.getattr("__match_args__")?.extract()?;
    let is_linked_later = class.hasattr("_links")?;
    Ok(Known { class: Some(class.unbind()), names, is_linked_later })
}

fn find(py: Python<'_>, name: &str) -> Option<Arc<Known>> {
    cache(py).iter().find(|(other, _)| *other == name).map(|(_, known)| Arc::clone(known))
}

fn cache(py: Python<'_>) -> std::sync::MutexGuard<'static, Vec<(&'static str, Arc<Known>)>> {
    static CACHE: Mutex<Vec<(&'static str, Arc<Known>)>> = Mutex::new(Vec::new());
    CACHE.lock_py_attached(py).unwrap_or_else(PoisonError::into_inner)
}
