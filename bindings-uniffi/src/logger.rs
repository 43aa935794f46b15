//! A client's events, handed to the host.

use std::fmt;
use std::sync::Arc;

use telnum::{LogEvent, LogLevel, LogSink};

/// Takes a client's events, in the host's language.
#[uniffi::export(with_foreign)]
pub trait LoggerCore: Send + Sync {
    /// Takes an event. What it throws is dropped: logging never fails a call.
    fn log(&self, event: LogEvent) -> Result<(), LoggerFailed>;
}

/// The host's logger threw.
#[derive(Debug, uniffi::Error)]
pub enum LoggerFailed {
    /// It threw something.
    Threw,
}

/// A host's logger, with the least level that it wants.
pub(crate) struct HostLogger {
    pub(crate) logger: Arc<dyn LoggerCore>,
    pub(crate) least: Option<LogLevel>,
}

impl LogSink for HostLogger {
    fn wants(&self, level: LogLevel) -> bool {
        self.least.is_none_or(|least| level >= least)
    }

    fn log(&self, event: LogEvent) {
        // It may be slow, or call a client itself: the calls of others go on meanwhile. Of what it throws
        // there is nobody left to tell.
        drop(tokio::task::block_in_place(|| self.logger.log(event)));
    }
}

impl fmt::Display for LoggerFailed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("The logger threw.")
    }
}

impl std::error::Error for LoggerFailed {}

impl From<uniffi::UnexpectedUniFFICallbackError> for LoggerFailed {
    fn from(_: uniffi::UnexpectedUniFFICallbackError) -> Self {
        Self::Threw
    }
}
