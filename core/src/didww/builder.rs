//! Setting up a client of DIDWW.

use std::sync::Arc;
use std::time::Duration;

use serde_json::{Map, Value};

use super::client::Didww;
use crate::channel::{CarrierSetup, Channel, CredentialsGo};
use crate::config::{Environment, Settings, Surroundings};
use crate::error::{Carrier, Error, Result};
use crate::log::LogSink;
use crate::token::TokenSource;
use crate::types::Secret;

/// Sets up a client. What is not set has its default.
#[derive(Clone, Default)]
#[must_use]
pub struct DidwwBuilder {
    api_key: Option<Secret>,
    api_version: Option<String>,
    tokens: Option<Arc<dyn TokenSource>>,
    settings: Settings,
    surroundings: Surroundings,
}

impl DidwwBuilder {
    /// The environment's API key: the sandbox and the live environment each have accounts of their own.
    pub fn api_key(mut self, key: impl Into<Secret>) -> Self {
        self.api_key = Some(key.into());
        self
    }

    /// The version of the API that is asked for, `2022-05-10` by default. The carrier ignores one that
    /// is older than the account's own.
    pub fn api_version(mut self, version: impl Into<String>) -> Self {
        self.api_version = Some(version.into());
        self
    }

    /// A source of bearer tokens, instead of the API key, which it takes the place of: for versions
    /// from 2026-11-19 on.
    pub fn token_source(mut self, source: Arc<dyn TokenSource>) -> Self {
        self.tokens = Some(source);
        self.api_key = None;
        self
    }

    /// Sandbox, the default, or live.
    pub fn environment(mut self, environment: Environment) -> Self {
        self.settings.environment = Some(environment);
        self
    }

    /// Another host: an emulator, or your own relay.
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.settings.base_url = Some(url.into());
        self
    }

    /// How long a call may take in all.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.settings.timeout = Some(timeout.as_secs_f64());
        self
    }

    /// How many requests may follow a failed first one.
    pub fn max_retries(mut self, retries: i32) -> Self {
        self.settings.max_retries = Some(retries);
        self
    }

    /// How many requests this client and its clones send in any second at most; what is too early
    /// waits. The carrier allows a key 20, which is the default.
    pub fn requests_per_second(mut self, requests: f64) -> Self {
        self.settings.requests_per_second = Some(requests);
        self
    }

    /// A header to send with each request.
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.settings.headers.push((name.into(), value.into()));
        self
    }

    /// All settings at once. Those set before are replaced, but for a base URL and an environment that
    /// these do not name.
    pub fn settings(mut self, settings: Settings) -> Self {
        let before = std::mem::replace(&mut self.settings, settings);
        self.settings.base_url = self.settings.base_url.or(before.base_url);
        self.settings.environment = self.settings.environment.or(before.environment);
        self
    }

    /// Reads options that arrive as plain data: `api_key`, `api_version`, and those of `Settings`.
    pub fn options(mut self, mut options: Map<String, Value>) -> Result<Self> {
        let mut text = |name: &str| match options.remove(name) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::String(text)) => Ok(Some(text)),
            // The value is not shown: it may be a key all the same.
            Some(_) => Err(Error::configuration(format!("`{name}` must be text."))),
        };
        self.api_key = text("api_key")?.map(Secret::from).or(self.api_key);
        self.api_version = text("api_version")?.or(self.api_version);
        Ok(self.settings(Settings::read(options)?))
    }

    /// Another transport, platform or store.
    pub fn surroundings(mut self, surroundings: Surroundings) -> Self {
        self.surroundings = surroundings;
        self
    }

    /// Who is told of requests and calls. Programs in Rust can subscribe with `tracing` instead.
    pub fn logger(mut self, sink: Arc<dyn LogSink>) -> Self {
        self.surroundings.log = Some(sink);
        self
    }

    /// The client, or a `configuration` error that names the setting and the rule.
    pub fn build(self) -> Result<Didww> {
        let version = self.api_version.unwrap_or_else(|| VERSION.to_owned());
        if !is_a_day(&version) {
            return Err(Error::configuration("`api_version` must be a day, such as `2022-05-10`."));
        }
        if self.tokens.is_some() && self.api_key.is_some() {
            return Err(Error::configuration(
                "A request carries an `api_key` or a token of `token_source`: give one of them.",
            ));
        }
        let key = ("api-key", "api_key", "DIDWW_API_KEY", self.api_key);
        let setup = CarrierSetup {
            carrier: Carrier::Didww,
            live: &["https://api.didww.com"],
            sandbox: Some("https://sandbox-api.didww.com"),
            requests_per_second: Some(20.0),
            credentials: if self.tokens.is_some() { Vec::new() } else { vec![key] },
            credentials_go: CredentialsGo::InHeaders,
            headers: vec![("x-didww-api-version", version)],
            tokens: self.tokens,
        };
        Ok(Didww::over(Channel::open(setup, &self.settings, self.surroundings)?))
    }
}

/// The version whose names the carrier's page *Get DIDs* uses.
const VERSION: &str = "2022-05-10";

fn is_a_day(text: &str) -> bool {
    text.len() == 10
        && text.bytes().enumerate().all(|(place, byte)| match place {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        })
}
