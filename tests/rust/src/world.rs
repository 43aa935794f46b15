//! Where an entry runs: on an emulator in memory, or on the real server over HTTP.

use std::time::Duration;

use serde::Serialize;
use serde_json::{Value, json};
use telnum::Emulator;

use crate::client::{Builder, Client};
use crate::entry::Entry;
use crate::journal::Journal;
use crate::server::Server;

/// An emulator, whichever way it is reached.
pub(crate) enum World<'a> {
    Memory(Emulator),
    Http(&'a Server),
}

impl<'a> World<'a> {
    /// A fresh emulator in memory, set as the entry wants.
    pub(crate) fn memory(entry: &Entry) -> Result<Self, String> {
        let emulator = Emulator::new(entry.emulator.seed);
        for (switch, value) in &entry.emulator.switches {
            emulator.set(switch, value.clone()).map_err(|error| error.to_string())?;
        }
        Ok(Self::Memory(emulator))
    }

    /// The server, fresh again and set as the entry wants.
    pub(crate) fn http(entry: &Entry, server: &'a Server) -> Result<Self, String> {
        let setting = json!({ "seed": entry.emulator.seed, "switches": entry.emulator.switches });
        server.ask("POST", "/_emulator/reset", &setting)?;
        Ok(Self::Http(server))
    }

    /// A client with the entry's options.
    pub(crate) fn client(&self, entry: &Entry, journal: &Journal) -> Result<Client, String> {
        let builder = match self {
            Self::Memory(emulator) => Builder::in_memory(entry, emulator)?,
            Self::Http(server) => Builder::over_http(entry, server.url())?,
        };
        let client = builder.build(&entry.client, journal);
        client.map_err(|error| format!("no client could be made: {error}"))
    }

    pub(crate) fn script(&self, steps: &Value) -> Result<(), String> {
        match self {
            Self::Memory(emulator) => emulator.script(steps).map_err(|error| error.to_string()),
            Self::Http(server) => server.ask("POST", "/_emulator/script", steps).map(drop),
        }
    }

    pub(crate) fn advance(&self, seconds: f64) -> Result<(), String> {
        match self {
            Self::Memory(emulator) => emulator.advance(Duration::from_secs_f64(seconds)),
            Self::Http(server) => {
                let clock = json!({ "advance_s": seconds });
                server.ask("POST", "/_emulator/clock", &clock)?;
            }
        }
        Ok(())
    }

    pub(crate) fn requests(&self) -> Result<Vec<Value>, String> {
        match self {
            Self::Memory(emulator) => Ok(plain(&emulator.requests())),
            Self::Http(server) => list(server, "requests"),
        }
    }

    pub(crate) fn ledger(&self) -> Result<Vec<Value>, String> {
        match self {
            Self::Memory(emulator) => Ok(plain(&emulator.ledger())),
            Self::Http(server) => list(server, "ledger"),
        }
    }

    /// The pauses in milliseconds; nothing over HTTP, where they are real.
    pub(crate) fn slept(&self) -> Option<Vec<u64>> {
        let Self::Memory(emulator) = self else { return None };
        let milliseconds = |it: &Duration| u64::try_from(it.as_millis()).unwrap_or(u64::MAX);
        Some(emulator.sleeps().iter().map(milliseconds).collect())
    }
}

fn list(server: &Server, what: &str) -> Result<Vec<Value>, String> {
    let answer = server.ask("GET", &format!("/_emulator/{what}"), &Value::Null)?;
    Ok(answer.get(what).and_then(Value::as_array).cloned().unwrap_or_default())
}

fn plain(records: &[impl Serialize]) -> Vec<Value> {
    records.iter().filter_map(|it| serde_json::to_value(it).ok()).collect()
}
