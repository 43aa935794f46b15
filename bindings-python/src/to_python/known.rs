//! The Python class of each record, looked up once.

use std::sync::{Arc, Mutex, PoisonError};

use pyo3::exceptions::PySystemError;
use pyo3::prelude::*;
use pyo3::sync::MutexExt;
use pyo3::types::{IntoPyDict, PyDict, PyString, PyType};

use crate::slots::{self, Slot};

/// What becomes of a record's values, in the order of its fields.
pub(super) enum Known {
    /// An instance of a class.
    Class {
        class: Py<PyType>,
        slots: Vec<Slot>,
        /// Whether it leads to other records, perhaps in a circle.
        is_linked_later: bool,
    },
    /// A dictionary with these names: the error, whose exception is made of one.
    Dict(Vec<Py<PyString>>),
}

impl Known {
    /// How many fields it has.
    pub(super) fn fields(&self) -> usize {
        match self {
            Self::Class { slots, .. } => slots.len(),
            Self::Dict(names) => names.len(),
        }
    }

    /// A record of these values.
    pub(super) fn record<'py>(
        &self,
        py: Python<'py>,
        values: &[Bound<'py, PyAny>],
    ) -> PyResult<Bound<'py, PyAny>> {
        if values.len() != self.fields() {
            return Err(strange());
        }
        let (class, slots, is_linked_later) = match self {
            Self::Class { class, slots, is_linked_later } => (class, slots, is_linked_later),
            Self::Dict(names) => {
                let members: Vec<_> = names.iter().zip(values).collect();
                return Ok(members.into_py_dict(py)?.into_any());
            }
        };
        let record = slots::instance(class.bind(py))?;
        let not_loaded = super::not_loaded(py);
        for (slot, value) in slots.iter().zip(values).filter(|(_, value)| !value.is(&not_loaded)) {
            slot.fill(&record, value)?;
        }
        // Except around a dictionary, which its owner may change, and objects that get their links later.
        let changes = |value: &Bound<'_, PyAny>| value.is_exact_instance_of::<PyDict>();
        if !is_linked_later && !values.iter().any(changes) {
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
        return Ok(Known::Dict(package.getattr("TelnumError")?.getattr("_fields")?.extract()?));
    }
    let class = package.getattr(name)?.cast_into::<PyType>()?;
    let names: Vec<Bound<'_, PyString>> = class.getattr("__match_args__")?.extract()?;
    let slots = names.iter().map(|name| Slot::of(&class, name)).collect::<PyResult<_>>()?;
    let is_linked_later = class.hasattr("_links")?;
    Ok(Known::Class { class: class.unbind(), slots, is_linked_later })
}

fn find(py: Python<'_>, name: &str) -> Option<Arc<Known>> {
    cache(py).iter().find(|(other, _)| *other == name).map(|(_, known)| Arc::clone(known))
}

fn cache(py: Python<'_>) -> std::sync::MutexGuard<'static, Vec<(&'static str, Arc<Known>)>> {
    static CACHE: Mutex<Vec<(&'static str, Arc<Known>)>> = Mutex::new(Vec::new());
    CACHE.lock_py_attached(py).unwrap_or_else(PoisonError::into_inner)
}
