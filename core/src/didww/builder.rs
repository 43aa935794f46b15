//! Setting up a client of DIDWW.

use std::sync::Arc;

use telnum_macros::carrier;

use super::client::Didww;
use super::query::VERSION_HEADER;
use crate::channel::Channel;
use crate::error::{Error, Result};
use crate::token::TokenSource;
use crate::types::Secret;

/// Sets up a client. What is not set has its default.
#[carrier(
    Didww, "DIDWW",
    live = ["https://api.didww.com"],
    sandbox = "https://sandbox-api.didww.com",
    requests_per_second = 20.0,
)]
pub struct DidwwBuilder {
    /// The environment's API key: the sandbox and the live environment each have accounts of their own.
    #[credential(header = "api-key", variable = "DIDWW_API_KEY")]
    api_key: Option<Secret>,
    /// The version of the API that is asked for, `2022-05-10` by default. The carrier ignores one that is
    /// older than the account's own.
    #[option]
    api_version: Option<String>,
    /// A source of bearer tokens, instead of the API key: for versions from 2026-11-19 on. To give both
    /// is a `configuration` error.
    #[option]
    token_source: Option<Arc<dyn TokenSource>>,
}

impl DidwwBuilder {
    /// The client, or a `configuration` error that names the setting and the rule.
    pub fn build(self) -> Result<Didww> {
        let mut setup = self.setup();
        let version = self.api_version.unwrap_or_else(|| VERSION.to_owned());
        if !is_a_day(&version) {
            return Err(Error::configuration("`api_version` must be a day, such as `2022-05-10`."));
        }
        if self.token_source.is_some() {
            if self.api_key.is_some() {
                return Err(Error::configuration(
                    "A request carries an `api_key` or a token of `token_source`: give one of them.",
                ));
            }
            setup.credentials.clear();
        }
        setup.headers.push((VERSION_HEADER, version));
        setup.tokens = self.token_source;
        let channel = Channel::open(setup, &self.settings, self.surroundings)?;
        Ok(Didww { channel: Arc::new(channel) })
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
