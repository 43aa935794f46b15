//! The carriers in memory.

use std::time::Duration;

use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::carrier;
use crate::client::Client;
use crate::error::{configuration, to_exception};
use crate::from_python::plain;
use crate::to_python::to_python;

/// The carriers in memory.
#[pyclass(frozen, module = "telnum._native")]
pub(crate) struct Emulator(telnum::Emulator);

#[pymethods]
impl Emulator {
    #[new]
    fn new(seed: u64) -> Self {
        Self(telnum::Emulator::new(seed))
    }

    /// A client of the emulated IDT Express.
    fn idt_express(&self, py: Python<'_>, options: &Bound<'_, PyDict>) -> PyResult<Client> {
        carrier::idt_express(py, self.0.idt_express_builder(), options)
    }

    /// A client of the emulated DialogTech.
    fn dialog_tech(&self, py: Python<'_>, options: &Bound<'_, PyDict>) -> PyResult<Client> {
        carrier::dialog_tech(py, self.0.dialog_tech_builder(), options)
    }

    /// A client of the emulated DIDWW.
    #[pyo3(signature = (options, token_source))]
    fn didww(
        &self,
        py: Python<'_>,
        options: &Bound<'_, PyDict>,
        token_source: Option<Bound<'_, PyAny>>,
    ) -> PyResult<Client> {
        carrier::didww(py, carrier::with_tokens(self.0.didww_builder(), token_source)?, options)
    }

    fn set(&self, py: Python<'_>, switch: &str, value: &Bound<'_, PyAny>) -> PyResult<()> {
        self.0.set(switch, plain(value, switch)?).map_err(|error| to_exception(py, error))
    }

    fn script(&self, py: Python<'_>, steps: &Bound<'_, PyAny>) -> PyResult<()> {
        self.0.script(&plain(steps, "steps")?).map_err(|error| to_exception(py, error))
    }

    fn advance(&self, seconds: f64) -> PyResult<()> {
        let time = Duration::try_from_secs_f64(seconds).map_err(|_| {
            configuration("`seconds` must be a finite number, and not below zero.".to_owned())
        })?;
        self.0.advance(time);
        Ok(())
    }

    /// Milliseconds since 1970 began.
    fn now(&self) -> i64 {
        self.0.now()
    }

    fn requests<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        to_python(py, &self.0.requests())
    }

    fn ledger<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        to_python(py, &self.0.ledger())
    }

    /// In seconds.
    fn sleeps(&self) -> Vec<f64> {
        self.0.sleeps().iter().map(Duration::as_secs_f64).collect()
    }
}
