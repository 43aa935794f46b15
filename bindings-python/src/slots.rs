//! Records filled without a call of Python code: the one place that goes below pyo3.

use std::ffi::c_void;

use pyo3::exceptions::PyTypeError;
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

/// A field of a class: its descriptor, and what sets it. A page has some twenty thousand to be set, and
/// by its name each would be looked up again.
pub(crate) struct Slot {
    descriptor: Py<PyAny>,
    set: ffi::descrsetfunc,
}

impl Slot {
    /// The slot of this name.
    #[expect(unsafe_code, reason = "pyo3 has no call for it")]
    pub(crate) fn of(class: &Bound<'_, PyType>, name: &Bound<'_, PyString>) -> PyResult<Self> {
        let descriptor = class.getattr(name)?;
        let kind = descriptor.get_type();
        // SAFETY: what is asked for is, where it is not null, of this type by Python's own word.
        let set = unsafe {
            let set = ffi::PyType_GetSlot(kind.as_type_ptr(), ffi::Py_tp_descr_set);
            std::mem::transmute::<*mut c_void, Option<ffi::descrsetfunc>>(set)
        };
        let set = set.ok_or_else(|| PyTypeError::new_err("telnum: a field has no slot"))?;
        Ok(Self { descriptor: descriptor.unbind(), set })
    }

    /// Sets it, as `object.__setattr__` does: records refuse the ordinary way.
    #[expect(unsafe_code, reason = "pyo3 has no call for it that does not run Python code")]
    pub(crate) fn fill(&self, record: &Bound<'_, PyAny>, value: &Bound<'_, PyAny>) -> PyResult<()> {
        // SAFETY: all three are live objects, we are attached, and the descriptor is of the type that
        // `set` came from; it checks what it is given.
        let status =
            unsafe { (self.set)(self.descriptor.as_ptr(), record.as_ptr(), value.as_ptr()) };
        if status == 0 { Ok(()) } else { Err(PyErr::fetch(record.py())) }
    }
}

/// Takes a record out of the garbage collector's sight: what never changes is in no cycle, so a program
/// that keeps a hundred thousand numbers need not have them looked through again and again.
#[expect(unsafe_code, reason = "pyo3 has no call for it")]
pub(crate) fn untrack(record: &Bound<'_, PyAny>) {
    // SAFETY: it is an object of a type that the collector knows, and may be called at any time.
    unsafe { ffi::PyObject_GC_UnTrack(record.as_ptr().cast()) }
}
