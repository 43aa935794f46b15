//! What every call brings: a message with its answer or its error, and the events that it was told of on the way.

use std::fmt;
use std::future::Future;
use std::sync::Arc;

use telnum::seen::{Seen, Shown};
use telnum::{CallOptions, Error, LogEvent, Output, Response};

use crate::cancellation::{CancellationCore, cancelled};
use crate::logger::{Events, HostLogger};
use crate::message::{Told, message};
use crate::runtime::{Place, start};
use crate::spelled::spelled;

/// Why a call brought no value.
#[derive(Debug, uniffi::Error)]
pub enum CallError {
    /// It failed.
    Failed {
        /// A message with what core says of the failure, and with the events of the call.
        told: Vec<u8>,
    },
    /// It was cancelled by its `CancellationCore`.
    Cancelled,
}

/// Runs a call's work; a host cancels it by its cancellation, or drops the future. The events are told with what it
/// brings.
pub(crate) async fn run(
    place: Place,
    logger: Option<HostLogger>,
    cancellation: Option<Arc<CancellationCore>>,
    work: impl Future<Output = Result<Brought, Error>> + Send + 'static,
) -> Result<Told, CallError> {
    let (outcome, events) = tokio::select! {
        // Nothing is started of a call that is cancelled already.
        biased;
        () = cancelled(cancellation) => return Err(CallError::Cancelled),
        ended = async { start(place, Events::of(logger, work)).await } => ended?,
    };
    match outcome {
        Ok(brought) => Ok(brought.told(&events)),
        Err(error) => Err(CallError::of(error, &events)),
    }
}

/// What a call brought.
pub(crate) enum Brought {
    /// An answer, with its exchange.
    Answer(Response<Box<dyn Output>>),
    /// A step of several; none at the end.
    Step(Option<Box<dyn Output>>),
}

impl Brought {
    fn told(&self, events: &[LogEvent]) -> Told {
        let mut values: Vec<&dyn Shown> = Vec::with_capacity(2 + events.len());
        let (Self::Answer(Response { value, .. }) | Self::Step(Some(value))) = self else {
            values.push(&Seen::Absent);
            values.extend(events.iter().map(|it| it as &dyn Shown));
            return Told::of(&values);
        };
        values.push(&**value as &dyn Shown);
        if let Self::Answer(Response { info, .. }) = self {
            values.push(info);
        }
        values.extend(events.iter().map(|it| it as &dyn Shown));
        Told::of(&values)
    }
}

/// What a call may have that differs from its client: seconds that it may take in all.
pub(crate) fn options(timeout: Option<f64>) -> CallOptions {
    CallOptions { timeout: timeout.map(telnum::seconds) }
}

impl CallError {
    fn of(error: Error, events: &[LogEvent]) -> Self {
        let info = spelled(error.into_info());
        let mut values: Vec<&dyn Shown> = vec![&info];
        values.extend(events.iter().map(|it| it as &dyn Shown));
        Self::Failed { told: message(&values) }
    }
}

impl From<Error> for CallError {
    fn from(error: Error) -> Self {
        Self::of(error, &[])
    }
}

impl fmt::Display for CallError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Failed { .. } => "The call failed.",
            Self::Cancelled => "The call was cancelled.",
        })
    }
}

impl std::error::Error for CallError {}
