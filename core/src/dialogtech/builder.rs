//! Setting up a client of DialogTech.

use std::sync::Arc;
use std::time::Duration;

use serde::Deserialize;
use serde_json::{Map, Value};
use telnum_macros::closed_set;

use super::client::DialogTech;
use crate::channel::{CarrierSetup, Channel, CredentialsGo};
use crate::config::{Environment, Settings, Surroundings};
use crate::error::{Carrier, Error, Result};
use crate::log::LogSink;
use crate::types::Secret;

/// How an order is sent. A client uses one way, and never tries the other: that could buy twice.
#[closed_set]
#[derive(Default)]
pub enum DialogTechOrderMethod {
    /// A GET with everything in its query, the keys too: as the carrier documents it. The default.
    #[default]
    Get,
    /// A POST of the same as a form, which keeps the keys out of the URL. Public clients of the carrier
    /// send it, and its page does not mention it.
    Post,
}

/// Sets up a client. What is not set has its default.
#[derive(Clone, Default)]
#[must_use]
pub struct DialogTechBuilder {
    access_key: Option<Secret>,
    secret_access_key: Option<Secret>,
    order_method: DialogTechOrderMethod,
    settings: Settings,
    surroundings: Surroundings,
}

impl DialogTechBuilder {
    /// The access key, from the Key Manager of the account.
    pub fn access_key(mut self, key: impl Into<Secret>) -> Self {
        self.access_key = Some(key.into());
        self
    }

    /// The secret access key, from the Key Manager of the account.
    pub fn secret_access_key(mut self, key: impl Into<Secret>) -> Self {
        self.secret_access_key = Some(key.into());
        self
    }

    /// How orders are sent: as the documented GET, or as a form that is posted.
    pub fn order_method(mut self, method: DialogTechOrderMethod) -> Self {
        self.order_method = method;
        self
    }

    /// Live, where money is spent. There is no sandbox: without it, a base URL is needed.
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

    /// How many requests may follow a first one that never left.
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

    /// Reads options that arrive as plain data: `access_key`, `secret_access_key`, `order_method`, and
    /// those of `Settings`.
    pub fn options(mut self, mut options: Map<String, Value>) -> Result<Self> {
        let mut credential = |name: &str| match options.remove(name) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::String(text)) => Ok(Some(Secret::from(text))),
            // The value is not shown: it may be a key all the same.
            Some(_) => Err(Error::configuration(format!("`{name}` must be text."))),
        };
        self.access_key = credential("access_key")?.or(self.access_key);
        self.secret_access_key = credential("secret_access_key")?.or(self.secret_access_key);
        if let Some(method) = options.remove("order_method").filter(|it| !it.is_null()) {
            self.order_method = DialogTechOrderMethod::deserialize(method)
                .map_err(|_| Error::configuration("`order_method` must be `get` or `post`."))?;
        }
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
    pub fn build(self) -> Result<DialogTech> {
        let setup = CarrierSetup {
            carrier: Carrier::DialogTech,
            // The second is the host's older name.
            live: &["https://secure.dialogtech.com", "https://secure.ifbyphone.com"],
            sandbox: None,
            requests_per_second: None,
            credentials: vec![
                ("access_key", "access_key", "DIALOGTECH_ACCESS_KEY", self.access_key),
                (
                    "secret_access_key",
                    "secret_access_key",
                    "DIALOGTECH_SECRET_ACCESS_KEY",
                    self.secret_access_key,
                ),
            ],
            credentials_go: CredentialsGo::InParameters,
            headers: Vec::new(),
            tokens: None,
        };
        let channel = Channel::open(setup, &self.settings, self.surroundings)?;
        Ok(DialogTech::over(channel, self.order_method))
    }
}
