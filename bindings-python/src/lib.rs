//! telnum for Python: what turns Python's values into core's and back. Everything else is in core.

mod bridge;
mod call;
mod carrier;
mod client;
mod desk;
mod emulator;
mod error;
mod from_python;
mod journal;
mod log;
mod lost;
mod ready;
mod records;
mod relay;
mod runtime;
mod slots;
mod steps;
mod to_python;
mod tokens;

use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::client::Client;

/// A page of numbers is many small texts, made on one thread and let go on another's behalf, which this
/// allocator is made for. It was measured only together with other changes.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// The compiled part of the package; `telnum` is what users import.
#[pymodule]
mod _native {
    #[pymodule_export]
    use super::client::Client;
    #[pymodule_export]
    use super::emulator::Emulator;
    #[pymodule_export]
    use super::relay::{Relayed, Relaying, relay_error};
    #[pymodule_export]
    use super::steps::Walk;
    #[pymodule_export]
    use super::{dialog_tech, didww, idt_express, not_loaded, read_record};

    #[pymodule_init]
    fn init(module: &pyo3::Bound<'_, pyo3::types::PyModule>) -> pyo3::PyResult<()> {
        use pyo3::prelude::*;
        let end = pyo3::wrap_pyfunction!(crate::runtime::end, module)?;
        module.py().import("atexit")?.call_method1("register", (end,))?;
        Ok(())
    }
}

/// A client of IDT Express.
#[pyfunction]
fn idt_express(py: Python<'_>, options: &Bound<'_, PyDict>) -> PyResult<Client> {
    carrier::idt_express(py, telnum::IdtExpress::builder(), options)
}

/// A client of DialogTech.
#[pyfunction]
fn dialog_tech(py: Python<'_>, options: &Bound<'_, PyDict>) -> PyResult<Client> {
    carrier::dialog_tech(py, telnum::DialogTech::builder(), options)
}

/// A client of DIDWW.
#[pyfunction]
#[pyo3(signature = (options, token_source))]
fn didww(
    py: Python<'_>,
    options: &Bound<'_, PyDict>,
    token_source: Option<Bound<'_, PyAny>>,
) -> PyResult<Client> {
    carrier::didww(py, carrier::with_tokens(telnum::Didww::builder(), token_source)?, options)
}

/// The exception for a link that is not loaded.
#[pyfunction]
fn not_loaded(py: Python<'_>, name: &str, include: &str) -> PyErr {
    error::to_exception(py, telnum::didww_not_loaded(name, include))
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
