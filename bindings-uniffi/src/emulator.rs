//! The carriers in memory, as they cross.

use std::time::Duration;

use serde_json::Value;
use telnum::{Emulator, Error, read_json};

use crate::call::CallError;
use crate::message::Told;
use crate::runtime::Place;

/// The carriers in memory.
#[derive(Debug, uniffi::Object)]
pub struct EmulatorCore {
    pub(crate) emulator: Emulator,
    pub(crate) place: Place,
}

#[uniffi::export]
impl EmulatorCore {
    /// Carriers whose every choice follows from this seed. `here`: calls of their clients run on the
    /// caller's thread, and those that wait for nothing return before the caller suspends.
    #[uniffi::constructor]
    pub fn new(seed: u64, here: bool) -> Self {
        let place = if here { Place::Here } else { Place::Apart };
        Self { emulator: Emulator::new(seed), place }
    }

    /// Sets a named switch to a value in JSON.
    pub fn set(&self, name: &str, json: &str) -> Result<(), CallError> {
        let value: Value = read_json(json, "a switch's value")?;
        Ok(self.emulator.set(name, value)?)
    }

    /// Scripts the answers to the next requests: a list of steps in JSON.
    pub fn script(&self, json: &str) -> Result<(), CallError> {
        let steps: Value = read_json(json, "a list of steps")?;
        Ok(self.emulator.script(&steps)?)
    }

    /// Moves the clock forward by so many seconds.
    pub fn advance(&self, seconds: f64) -> Result<(), CallError> {
        let time = Duration::try_from_secs_f64(seconds)
            .map_err(|_| Error::configuration("The clock moves forward only, and not for ever."))?;
        self.emulator.advance(time);
        Ok(())
    }

    /// The emulator's time: milliseconds since 1970.
    pub fn now(&self) -> i64 {
        self.emulator.now()
    }

    /// A message with every request that reached the carriers, secrets redacted.
    pub fn requests(&self) -> Told {
        Told::of(&[&self.emulator.requests()])
    }

    /// A message with every purchase that the carriers made.
    pub fn ledger(&self) -> Told {
        Told::of(&[&self.emulator.ledger()])
    }

    /// Every pause that clients made, in seconds.
    pub fn sleeps(&self) -> Vec<f64> {
        self.emulator.sleeps().iter().map(Duration::as_secs_f64).collect()
    }
}
