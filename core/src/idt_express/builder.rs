//! Setting up a client of IDT Express.

use std::sync::Arc;
use std::time::Duration;

use serde_json::{Map, Value};

use super::client::IdtExpress;
use crate::channel::{CarrierSetup, Channel, CredentialsGo};
use crate::config::{Environment, Settings, Surroundings};
use crate::error::{Carrier, Error, Result};
use crate::log::LogSink;
use crate::types::Secret;

/// Sets up a client. What is not set has its default.
#[derive(Clone, Default)]
#[must_use]
pub struct IdtExpressBuilder {
    api_key: Option<Secret>,
    api_secret: Option<Secret>,
    settings: Settings,
    surroundings: Surroundings,
}

impl IdtExpressBuilder {
    /// The account's API key, the same in both environments.
    pub fn api_key(mut self, key: impl Into<Secret>) -> Self {
        self.api_key = Some(key.into());
        self
    }

    /// The environment's API secret: the sandbox and the live environment each have their own.
    pub fn api_secret(mut self, secret: impl Into<Secret>) -> Self {
        self.api_secret = Some(secret.into());
        self
    }

    /// Sandbox, the default, or live, where money is spent.
    pub fn environment(mut self, environment: Environment) -> Self {
        self.settings.environment = Some(environment);
        self
    }

    /// Another host: an emulator, or your own relay.
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.settings.base_url = Some(url.into());
        self
    }

    /// How long a call may take in all, a purchase included.
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
    /// waits.
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

    /// Reads options that arrive as plain data: `api_key`, `api_secret`, and those of `Settings`.
    pub fn options(mut self, mut options: Map<String, Value>) -> Result<Self> {
        let mut credential = |name: &str| match options.remove(name) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::String(text)) => Ok(Some(Secret::from(text))),
            // The value is not shown: it may be a key all the same.
            Some(_) => Err(Error::configuration(format!("`{name}` must be text."))),
        };
        self.api_key = credential("api_key")?.or(self.api_key);
        self.api_secret = credential("api_secret")?.or(self.api_secret);
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
    pub fn build(self) -> Result<IdtExpress> {
        let setup = CarrierSetup {
            carrier: Carrier::IdtExpress,
            live: &["https://api.idtexpress.com"],
            sandbox: Some("https://sandbox-api.idtexpress.com"),
            requests_per_second: None,
            credentials: vec![
                ("x-api-key", "api_key", "IDT_EXPRESS_API_KEY", self.api_key),
                ("x-api-secret", "api_secret", "IDT_EXPRESS_API_SECRET", self.api_secret),
            ],
            credentials_go: CredentialsGo::InHeaders,
            headers: Vec::new(),
            tokens: None,
        };
        Ok(IdtExpress::over(Channel::open(setup, &self.settings, self.surroundings)?))
    }
}
