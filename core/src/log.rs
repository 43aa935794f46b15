//! What a client tells of its work: one event a request and one a call, never a secret or a body.

use std::time::Duration;

use telnum_macros::{closed_set, record};

use crate::channel::Channel;
use crate::error::{Carrier, Error, ErrorKind};
use crate::platform::{Shared, guarded};
use crate::shown_seconds::Milliseconds;

/// Something a client did, as plain data.
#[record]
pub struct LogEvent {
    /// How much it matters.
    pub level: LogLevel,
    /// Whether it tells of one request or of a whole call.
    pub about: LogSubject,
    /// One line for a person.
    pub text: String,
    /// The carrier that was called.
    pub carrier: Carrier,
    /// The operation, in snake case.
    pub operation: String,
    /// The verb of the request; of a call, that of its requests.
    pub method: String,
    /// The path without its query, which may hold credentials.
    pub path: String,
    /// The HTTP status of the answer; absent where there was none.
    pub http_status: Option<i32>,
    /// Which request of its call it is, counted from 1; of a call, how many there were.
    pub attempt: i32,
    /// Seconds that it took; of a call, with its pauses.
    pub elapsed: f64,
    /// The carrier's id of the request, for its support.
    pub request_id: Option<String>,
    /// How it failed; absent where it did not.
    pub error: Option<ErrorKind>,
}

/// How much an event matters.
#[closed_set]
#[derive(PartialOrd, Ord)]
pub enum LogLevel {
    /// A request.
    Debug,
    /// A call that succeeded.
    Info,
    /// A call that failed.
    Warning,
}

/// What an event tells of.
#[closed_set]
pub enum LogSubject {
    /// One request on the wire.
    Request,
    /// A whole call: its requests and pauses.
    Call,
}

/// Takes a client's events. A binding hands them to its language's own logging.
pub trait LogSink: Shared {
    /// Whether events of this level are wanted; the others are not even made.
    fn wants(&self, level: LogLevel) -> bool;

    /// Takes an event. It must not block for long, for the call waits; a panic is ignored.
    fn log(&self, event: LogEvent);
}

/// What the driver knows of a request or call when it is over.
pub(crate) struct Happening<'a> {
    pub(crate) operation: &'static str,
    pub(crate) method: &'static str,
    pub(crate) url: &'a str,
    pub(crate) http_status: Option<i32>,
    pub(crate) attempt: u32,
    pub(crate) elapsed: Duration,
    pub(crate) request_id: Option<String>,
    pub(crate) error: Option<(ErrorKind, &'a Error)>,
}

impl Channel {
    /// A request is over.
    pub(crate) fn log_request(&self, happening: Happening<'_>) {
        self.tell(LogLevel::Debug, LogSubject::Request, happening);
    }

    /// A call is over.
    pub(crate) fn log_call(&self, happening: Happening<'_>) {
        let failed = happening.error.is_some();
        let level = if failed { LogLevel::Warning } else { LogLevel::Info };
        self.tell(level, LogSubject::Call, happening);
    }

    fn tell(&self, level: LogLevel, about: LogSubject, happening: Happening<'_>) {
        // A sink that panics must not break a call, and has no part in how it ends.
        let sink = self.log.as_deref().filter(|it| guarded(|| it.wants(level)) == Some(true));
        if sink.is_none() && !traced(level) {
            return;
        }
        let event = happening.event(self, level, about);
        guarded(|| trace(&event));
        if let Some(sink) = sink {
            guarded(|| sink.log(event));
        }
    }
}

impl Happening<'_> {
    fn event(self, channel: &Channel, level: LogLevel, about: LogSubject) -> LogEvent {
        let after_host = self.url.strip_prefix(&channel.base_url).unwrap_or("");
        let path = after_host.split(['?', '#']).next().unwrap_or("").to_owned();
        let seconds = Milliseconds(self.elapsed);
        let refused = self.error.and_then(|(_, error)| error.http_status);
        let http_status = self.http_status.or(refused);
        let kind = self.error.map(|(kind, _)| kind);
        let outcome = match (kind, http_status) {
            (Some(kind), Some(status)) => format!("{kind} (HTTP {status})"),
            (Some(kind), None) => kind.to_string(),
            (None, Some(status)) => format!("HTTP {status}"),
            (None, None) => "done".to_owned(),
        };
        let mut request_id = self.request_id.or_else(|| self.error?.1.request_id.clone());
        if let Some(id) = &mut request_id {
            // A header of an answer may quote what it was asked.
            channel.conceal_in(id);
        }
        let (operation, method) = (self.operation, self.method);
        let text = match about {
            LogSubject::Request => {
                format!("{method} {path}: {outcome} in {seconds} s, request {}", self.attempt)
            }
            LogSubject::Call => {
                format!("{operation}: {outcome} after {} in {seconds} s", requests(self.attempt))
            }
        };
        LogEvent {
            level,
            about,
            text,
            carrier: channel.carrier,
            operation: operation.to_owned(),
            method: method.to_owned(),
            path,
            http_status,
            attempt: i32::try_from(self.attempt).unwrap_or(i32::MAX),
            elapsed: self.elapsed.as_secs_f64(),
            request_id,
            error: kind,
        }
    }
}

fn requests(count: u32) -> String {
    if count == 1 { "1 request".to_owned() } else { format!("{count} requests") }
}

#[cfg(feature = "tracing")]
fn traced(level: LogLevel) -> bool {
    match level {
        LogLevel::Debug => tracing::enabled!(target: "telnum", tracing::Level::DEBUG),
        LogLevel::Info => tracing::enabled!(target: "telnum", tracing::Level::INFO),
        LogLevel::Warning => tracing::enabled!(target: "telnum", tracing::Level::WARN),
    }
}

#[cfg(not(feature = "tracing"))]
const fn traced(_: LogLevel) -> bool {
    false
}

#[cfg(feature = "tracing")]
fn trace(event: &LogEvent) {
    macro_rules! emit {
        ($level:ident) => {
            tracing::event!(
                target: "telnum",
                tracing::Level::$level,
                about = event.about.as_str(),
                carrier = event.carrier.as_str(),
                operation = event.operation,
                method = event.method,
                path = event.path,
                http_status = event.http_status,
                attempt = event.attempt,
                elapsed = event.elapsed,
                request_id = event.request_id,
                error = event.error.map(ErrorKind::as_str),
                "{}",
                event.text
            )
        };
    }
    match event.level {
        LogLevel::Debug => emit!(DEBUG),
        LogLevel::Info => emit!(INFO),
        LogLevel::Warning => emit!(WARN),
    }
}

#[cfg(not(feature = "tracing"))]
const fn trace(_: &LogEvent) {}
