//! A client's events. Those of a call travel with what it brings: to call back into the host costs more than the
//! event.

use std::cell::RefCell;
use std::fmt;
use std::future::Future;
use std::sync::Arc;

use telnum::{Error, LogEvent, LogLevel, LogSink, Result};

use crate::message::message;

/// Takes a client's events, in the host's language, where no call is there to take them along.
#[uniffi::export(with_foreign)]
pub trait LoggerCore: Send + Sync {
    /// Takes a message with an event. What it throws is dropped: logging never fails a call.
    fn log(&self, event: Vec<u8>) -> Result<(), LoggerFailed>;
}

/// The host's logger threw.
#[derive(Debug, uniffi::Error)]
pub enum LoggerFailed {
    /// It threw something.
    Threw,
}

/// A host's logger, with the least level that it wants.
#[derive(Clone)]
pub(crate) struct HostLogger {
    pub(crate) logger: Arc<dyn LoggerCore>,
    pub(crate) least: Option<LogLevel>,
}

impl HostLogger {
    fn tell(&self, event: &LogEvent) {
        // It may be slow, or call a client itself: the calls of others go on meanwhile. Of what it throws
        // there is nobody left to tell.
        drop(tokio::task::block_in_place(|| self.logger.log(message(&[event]))));
    }
}

impl LogSink for HostLogger {
    fn wants(&self, level: LogLevel) -> bool {
        self.least.is_none_or(|least| level >= least)
    }

    fn log(&self, event: LogEvent) {
        let mut event = Some(event);
        let kept = EVENTS.try_with(|it| it.kept.borrow_mut().extend(event.take()));
        // Outside of a call there is nothing to keep it in.
        if let (Err(_), Some(event)) = (kept, event) {
            self.tell(&event);
        }
    }
}

tokio::task_local! {
    /// Those of the call that is being polled.
    static EVENTS: Events;
}

/// The events of a call so far.
pub(crate) struct Events {
    kept: RefCell<Vec<LogEvent>>,
    logger: Option<HostLogger>,
}

impl Events {
    /// A call's work, which brings its events too.
    pub(crate) fn of<T>(
        logger: Option<HostLogger>,
        work: impl Future<Output = Result<T>>,
    ) -> impl Future<Output = Result<(Result<T>, Vec<LogEvent>), Error>> {
        EVENTS.scope(Self { kept: RefCell::default(), logger }, async {
            let outcome = work.await;
            Ok((outcome, EVENTS.with(|it| it.kept.take())))
        })
    }
}

/// What is left of a call that was cancelled: nothing brings that along any more.
impl Drop for Events {
    fn drop(&mut self) {
        if let Some(logger) = &self.logger {
            self.kept.take().iter().for_each(|it| logger.tell(it));
        }
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
