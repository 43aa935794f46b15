//! The carriers' clients: one class, whose calls are made by their names.

use std::fmt;
use std::sync::Arc;

use serde_json::{Map, Value};
use telnum::{Attempt, ByName, Error, LogLevel, LogSink, read_json};

use crate::call::{Brought, CallError, options, run};
use crate::cancellation::CancellationCore;
use crate::carriers;
use crate::emulator::EmulatorCore;
use crate::journal::JournalCore;
use crate::logger::{HostLogger, LoggerCore};
use crate::message::Told;
use crate::runtime::Place;
use crate::steps::StepsCore;
use crate::token::TokenSourceCore;

/// A client of a carrier.
#[derive(uniffi::Object)]
pub struct ClientCore {
    its: ByName,
    /// What it prints.
    described: String,
    place: Place,
    logger: Option<HostLogger>,
}

#[uniffi::export]
impl EmulatorCore {
    /// A client of this emulated carrier, as `ClientCore::new` makes one; what the options leave out is set by the
    /// emulator.
    pub fn client(
        &self,
        carrier: &str,
        options: &str,
        tokens: Option<Arc<dyn TokenSourceCore>>,
        journal: Option<Arc<dyn JournalCore>>,
        logger: Option<Arc<dyn LoggerCore>>,
        log_level: Option<String>,
    ) -> Result<ClientCore, CallError> {
        ClientCore::open(carrier, Some(self), options, tokens, journal, (logger, log_level))
    }
}

impl ClientCore {
    fn open(
        carrier: &str,
        emulator: Option<&EmulatorCore>,
        options: &str,
        tokens: Option<Arc<dyn TokenSourceCore>>,
        journal: Option<Arc<dyn JournalCore>>,
        (logger, log_level): (Option<Arc<dyn LoggerCore>>, Option<String>),
    ) -> Result<Self, CallError> {
        let least = log_level.as_deref().map(level).transpose()?;
        let logger = logger.map(|logger| HostLogger { logger, least });
        let log = logger.clone().map(|it| Arc::new(it) as Arc<dyn LogSink>);
        let place = emulator.map_or(Place::Apart, |it| it.place);
        let emulator = emulator.map(|it| &it.emulator);
        let options = read_json(options, "a client's options")?;
        let (its, described) = carriers::open(carrier, emulator, options, tokens, journal, log)?;
        Ok(Self { its, described, place, logger })
    }
}

#[uniffi::export]
impl ClientCore {
    /// A client of this carrier, by its canonical name, with these options: a JSON object. `log_level` is the least
    /// level that the logger wants; every event where there is none.
    #[uniffi::constructor]
    pub fn new(
        carrier: &str,
        options: &str,
        tokens: Option<Arc<dyn TokenSourceCore>>,
        journal: Option<Arc<dyn JournalCore>>,
        logger: Option<Arc<dyn LoggerCore>>,
        log_level: Option<String>,
    ) -> Result<Self, CallError> {
        Self::open(carrier, None, options, tokens, journal, (logger, log_level))
    }

    /// What the client may print: its host and its own headers, no key.
    pub fn describe(&self) -> String {
        self.described.clone()
    }

    /// Calls an operation by its name, with its arguments as a JSON object; a message with the answer and its
    /// exchange. The call may take so many seconds in all.
    #[uniffi::method(default(cancellation = None))]
    pub async fn call(
        &self,
        operation: String,
        arguments: String,
        timeout: Option<f64>,
        cancellation: Option<Arc<CancellationCore>>,
    ) -> Result<Told, CallError> {
        let (its, arguments, options) = (self.its.clone(), given(&arguments)?, options(timeout));
        let work =
            async move { Ok(Brought::Answer(its.call(&operation, arguments, options).await?)) };
        run(self.place, self.logger.clone(), cancellation, work).await
    }

    /// A message with a validated attempt at the operation of this name. Nothing is sent.
    pub fn prepare(&self, operation: &str, arguments: &str) -> Result<Told, CallError> {
        Ok(Told::of(&[&self.its.prepare(operation, given(arguments)?)?]))
    }

    /// Sends a prepared purchase, which is given as its canonical JSON, once.
    #[uniffi::method(default(cancellation = None))]
    pub async fn place(
        &self,
        attempt: &str,
        timeout: Option<f64>,
        cancellation: Option<Arc<CancellationCore>>,
    ) -> Result<Told, CallError> {
        let (its, attempt) = (self.its.clone(), Attempt::from_json(attempt)?);
        let options = options(timeout);
        let work = async move { Ok(Brought::Answer(its.place(&attempt, options).await?)) };
        run(self.place, self.logger.clone(), cancellation, work).await
    }

    /// Begins what comes in several steps, by the name of its method. Nothing is asked for yet.
    pub fn walk(
        &self,
        name: &str,
        arguments: &str,
        timeout: Option<f64>,
    ) -> Result<StepsCore, CallError> {
        let steps = self.its.walk(name, given(arguments)?, options(timeout))?;
        Ok(StepsCore::new(steps, self.place, self.logger.clone()))
    }
}

/// A message with an attempt that is read from its canonical JSON, whichever language wrote it.
#[uniffi::export]
pub fn attempt_from_json(text: &str) -> Result<Told, CallError> {
    Ok(Told::of(&[&Attempt::from_json(text)?]))
}

fn given(arguments: &str) -> Result<Map<String, Value>, Error> {
    read_json(arguments, "a call's arguments")
}

fn level(text: &str) -> Result<LogLevel, Error> {
    LogLevel::named(text)
        .ok_or_else(|| Error::configuration(format!("There is no level `{text}`.")))
}

impl fmt::Debug for ClientCore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.described)
    }
}
