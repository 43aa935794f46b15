//! Records filled without a call of Python code: the one place that goes below pyo3.

use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::types::{PyString, PyType};

/// A new instance whose slots are empty, as `object.__new__` makes it; `__init__` is not called.
#[expect(unsafe_code, reason = "pyo3 has no call for it that does not run Python code")]
pub(crate) fn instance<'py>(class: &Bound<'py, PyType>) -> PyResult<Bound<'py, PyAny>> {
    // SAFETY: `class` is a type, and we are attached. The result is a new reference, or null with an
    // exception set.
    unsafe {
        Bound::from_owned_ptr_or_err(class.py(), ffi::PyType_GenericAlloc(class.as_type_ptr(), 0))
    }
}

/// Sets a slot as `object.__setattr__` does: records refuse the ordinary way.
#[expect(unsafe_code, reason = "pyo3 has no call for it that does not run Python code")]
pub(crate) fn fill<'py>(
    record: &Bound<'py, PyAny>,
    name: &Bound<'py, PyString>,
    value: &Bound<'py, PyAny>,
) -> PyResult<()> {
    // SAFETY: all three are live objects, and we are attached.
    let status =
        unsafe { ffi::PyObject_GenericSetAttr(record.as_ptr(), name.as_ptr(), value.as_ptr()) };
    if status == 0 { Ok(()) } else { Err(PyErr::fetch(record.py())) }
}

/// Takes a record out of the garbage collector's sight: what never changes is in no cycle, so a program
/// that keeps a hundred thousand numbers need not have them looked through again and again.
#[expect(unsafe_code, reason = "pyo3 has no call for it")]
pub(crate) fn untrack(record: &Bound<'_, PyAny>) {
    // SAFETY: it is an object of a type that the collector knows, and may be called at any time.
    unsafe { ffi::PyObject_GC_UnTrack(record.as_ptr().cast()) }
}
