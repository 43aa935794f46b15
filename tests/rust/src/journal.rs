//! Keeps what a client logs.

use std::sync::{Arc, Mutex, PoisonError};

use serde_json::Value;
use telnum::{LogEvent, LogLevel, LogSink};

/// The events of a client, in canonical form.
#[derive(Clone, Default)]
pub(crate) struct Journal(Arc<Mutex<Vec<Value>>>);

impl Journal {
    pub(crate) fn events(&self) -> Vec<Value> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl LogSink for Journal {
    fn wants(&self, _: LogLevel) -> bool {
        true
    }

    fn log(&self, event: LogEvent) {
        let event = serde_json::to_value(event).unwrap_or_default();
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(event);
    }
}
