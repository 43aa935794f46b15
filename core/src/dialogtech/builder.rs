//! Setting up a client of DialogTech.

use serde::Deserialize;
use serde_json::{Map, Value};
use telnum_macros::closed_set;

use super::client::DialogTech;
use crate::builder::{setters_of_every_client, take_text};
use crate::channel::{CarrierSetup, Channel, CredentialsGo};
use crate::config::{Settings, Surroundings};
use crate::error::{Carrier, Error, Result};
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

setters_of_every_client!(DialogTechBuilder);

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

    /// Reads options that arrive as plain data: `access_key`, `secret_access_key`, `order_method`, and
    /// those of `Settings`.
    pub fn options(mut self, mut options: Map<String, Value>) -> Result<Self> {
        self.access_key =
            take_text(&mut options, "access_key")?.map(Secret::from).or(self.access_key);
        self.secret_access_key = take_text(&mut options, "secret_access_key")?
            .map(Secret::from)
            .or(self.secret_access_key);
        if let Some(method) = options.remove("order_method").filter(|it| !it.is_null()) {
            self.order_method = DialogTechOrderMethod::deserialize(method)
                .map_err(|_| Error::configuration("`order_method` must be `get` or `post`."))?;
        }
        Ok(self.settings(Settings::read(
            options,
            &["access_key", "secret_access_key", "order_method"],
        )?))
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
