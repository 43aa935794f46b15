//! Setting up a client of IDT Express.

use serde_json::{Map, Value};

use super::client::IdtExpress;
use crate::builder::{setters_of_every_client, take_text};
use crate::channel::{CarrierSetup, Channel, CredentialsGo};
use crate::config::{Settings, Surroundings};
use crate::error::{Carrier, Result};
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

setters_of_every_client!(IdtExpressBuilder);

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

    /// Reads options that arrive as plain data: `api_key`, `api_secret`, and those of `Settings`.
    pub fn options(mut self, mut options: Map<String, Value>) -> Result<Self> {
        self.api_key = take_text(&mut options, "api_key")?.map(Secret::from).or(self.api_key);
        self.api_secret =
            take_text(&mut options, "api_secret")?.map(Secret::from).or(self.api_secret);
        Ok(self.settings(Settings::read(options, &["api_key", "api_secret"])?))
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
