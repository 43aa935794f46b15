//! A client's events, handed to TypeScript.

use telnum::{LogEvent, LogLevel, LogSink};
use wasm_bindgen::prelude::*;

use telnum_wasm_message::message;

#[wasm_bindgen]
extern "C" {
    /// What takes events, on the side of TypeScript.
    pub type Logger;

    #[wasm_bindgen(method, catch)]
    fn wants(this: &Logger, level: &str) -> Result<bool, JsValue>;

    #[wasm_bindgen(method, catch)]
    fn log(this: &Logger, event: JsValue) -> Result<(), JsValue>;
}

/// Hands events over as messages. What the host throws is dropped: logging never fails a call.
pub(crate) struct HostLogger(pub(crate) Logger);

impl LogSink for HostLogger {
    fn wants(&self, level: LogLevel) -> bool {
        self.0.wants(level.as_str()).unwrap_or(false)
    }

    fn log(&self, event: LogEvent) {
        drop(self.0.log(message(&[&event])));
    }
}
