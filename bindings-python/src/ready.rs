//! What the answers of a client may need, loaded before a call is sent: afterwards the process may have
//! no descriptor left, or its package may have been replaced.

use std::sync::atomic::{AtomicBool, Ordering};

use pyo3::prelude::*;

/// Whether it is loaded.
#[derive(Default)]
pub(crate) struct Ready(AtomicBool);

impl Ready {
    /// Loads what answers of this module's carrier need, once.
    pub(crate) fn load(&self, py: Python<'_>, module: &str) -> PyResult<()> {
        if !self.0.load(Ordering::Acquire) {
            py.import("telnum._ready")?.call_method1("load", (module,))?;
            self.0.store(true, Ordering::Release);
        }
        Ok(())
    }
}
