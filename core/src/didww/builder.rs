//! Setting up a client of DIDWW.

use std::sync::Arc;

use serde_json::{Map, Value};

use super::client::Didww;
use crate::builder::{setters_of_every_client, take_text};
use crate::channel::{CarrierSetup, Channel, CredentialsGo};
use crate::config::{Settings, Surroundings};
use crate::error::{Carrier, Error, Result};
use crate::token::TokenSource;
use crate::types::Secret;

/// Sets up a client. What is not set has its default.
#[derive(Clone, Default)]
#[must_use]
pub struct DidwwBuilder {
    api_key: Option<Secret>,
    /// Where neither a key nor a source of tokens is given: an emulator's.
    spare_key: Option<Secret>,
    api_version: Option<String>,
    tokens: Option<Arc<dyn TokenSource>>,
    settings: Settings,
    surroundings: Surroundings,
}

setters_of_every_client!(DidwwBuilder);

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

    /// A source of bearer tokens, instead of the API key: for versions from 2026-11-19 on. To give both
    /// is a `configuration` error.
    pub fn token_source(mut self, source: Arc<dyn TokenSource>) -> Self {
        self.tokens = Some(source);
        self
    }

    /// The key where neither a key nor a source of tokens is given.
    #[cfg(feature = "emulator")]
    pub(crate) fn spare_key(mut self, key: impl Into<Secret>) -> Self {
        self.spare_key = Some(key.into());
        self
    }

    /// Reads options that arrive as plain data: `api_key`, `api_version`, and those of `Settings`.
    pub fn options(mut self, mut options: Map<String, Value>) -> Result<Self> {
        self.api_key = take_text(&mut options, "api_key")?.map(Secret::from).or(self.api_key);
        self.api_version = take_text(&mut options, "api_version")?.or(self.api_version);
        Ok(self.settings(Settings::read(options, &["api_key", "api_version"])?))
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
        let key = ("api-key", "api_key", "DIDWW_API_KEY", self.api_key.or(self.spare_key));
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
