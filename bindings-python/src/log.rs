//! What a client tells of its work, on its way to the standard library's `logging`.
//!
//! Where nobody listens, nothing is made and the interpreter is left alone: who listens is asked once a
//! call, while attached to it anyway. A program that never loaded `logging` cannot listen.

use std::cell::Cell;
use std::sync::atomic::{AtomicU8, Ordering};

use pyo3::exceptions::PyKeyboardInterrupt;
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use telnum::{LogEvent, LogLevel, LogSink};

use crate::desk::desk;
use crate::runtime;
use crate::to_python::to_python;

/// Hands events to `logging`: on the thread that waits for the call, and by the event loop on its own
/// thread, in the context of the task.
#[derive(Debug)]
pub(crate) struct PythonLog;

/// The least level that somebody listens to.
static LEAST: AtomicU8 = AtomicU8::new(NOBODY);
const NOBODY: u8 = u8::MAX;

impl LogSink for PythonLog {
    fn wants(&self, level: LogLevel) -> bool {
        number(level) >= LEAST.load(Ordering::Relaxed)
    }

    fn log(&self, event: LogEvent) {
        if let Some(desk) = desk() {
            desk.log(event);
        }
    }
}

/// Asks who listens; true where somebody does. To be called when a call begins.
pub(crate) fn is_listened_to(py: Python<'_>) -> bool {
    // Asking runs Python code, amid which the interpreter must not end.
    let Some(_visit) = runtime::Visit::begin() else { return false };
    let least = least(py).unwrap_or_else(|error| {
        heed(py, error);
        NOBODY
    });
    LEAST.store(least, Ordering::Relaxed);
    least != NOBODY
}

fn least(py: Python<'_>) -> PyResult<u8> {
    static MODULES: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    static IS_ENABLED_FOR: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let is_enabled_for = match IS_ENABLED_FOR.get(py) {
        Some(known) => known.bind(py),
        None if !MODULES.import(py, "sys", "modules")?.contains(intern!(py, "logging"))? => {
            return Ok(NOBODY);
        }
        None => IS_ENABLED_FOR.import(py, "telnum._log", "is_enabled_for")?,
    };
    for level in [LogLevel::Debug, LogLevel::Info, LogLevel::Warning].map(number) {
        if is_enabled_for.call1((level,))?.is_truthy()? {
            return Ok(level);
        }
    }
    Ok(NOBODY)
}

thread_local! {
    static IS_WRITING: Cell<bool> = const { Cell::new(false) };
}

/// Writes an event. What a handler raises ends there: the call goes on. Of calls that a handler makes
/// itself nothing is told, or each would lead to the next.
pub(crate) fn write(py: Python<'_>, event: &LogEvent, context: Option<&Py<PyAny>>) {
    static WRITE: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    if IS_WRITING.replace(true) {
        return;
    }
    let written = WRITE.import(py, "telnum._log", "write").and_then(|write| {
        let event = to_python(py, event)?;
        match context {
            Some(context) => context.bind(py).call_method1(intern!(py, "run"), (write, event)),
            None => write.call1((event,)),
        }
    });
    IS_WRITING.set(false);
    if let Err(error) = written {
        heed(py, error);
    }
}

/// An exception that no call may raise: shown as others that nobody can catch; but Ctrl-C is not lost.
pub(crate) fn heed(py: Python<'_>, error: PyErr) {
    if error.is_instance_of::<PyKeyboardInterrupt>(py) {
        let again = py.import("_thread").and_then(|it| it.call_method0("interrupt_main"));
        if again.is_ok() {
            return;
        }
    }
    error.write_unraisable(py, None);
}

/// A level as `logging` counts.
const fn number(level: LogLevel) -> u8 {
    match level {
        LogLevel::Debug => 10,
        LogLevel::Info => 20,
        _ => 30,
    }
}
