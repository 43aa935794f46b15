//! telnum for Python: what turns Python's values into core's and back. Everything else is in core.

mod bridge;
mod call;
mod emulator;
mod error;
mod from_python;
mod idt_express;
mod log;
mod records;
mod runtime;
mod slots;
mod steps;
mod to_python;

use pyo3::prelude::*;

/// A page of numbers is many small texts, made on one thread and let go on another's behalf, which this
/// allocator is made for. It was measured only together with other changes.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// The compiled part of the package; `telnum` is what users import.
#[pymodule]
mod _native {
    #[pymodule_export]
    use super::emulator::Emulator;
    #[pymodule_export]
    use super::idt_express::IdtExpress;
    #[pymodule_export]
    use super::read_record;

    #[pymodule_init]
    fn init(module: &pyo3::Bound<'_, pyo3::types::PyModule>) -> pyo3::PyResult<()> {
        use pyo3::prelude::*;
        let end = pyo3::wrap_pyfunction!(crate::runtime::end, module)?;
        module.py().import("atexit")?.call_method1("register", (end,))?;
        Ok(())
    }
}

/// Reads a record, by its name, from its canonical form: an object or its JSON text.
#[pyfunction]
fn read_record<'py>(name: &str, data: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
    let text = match data.extract::<String>() {
        Ok(text) => text,
        Err(_) => from_python::plain(data, name)?.to_string(),
    };
    records::read(data.py(), name, &text)
}
