//! Setting up a client of IDT Express.

use std::sync::Arc;

use telnum_macros::carrier;

use super::client::IdtExpress;
use crate::channel::Channel;
use crate::error::Result;
use crate::types::Secret;

/// Sets up a client. What is not set has its default.
#[carrier(
    IdtExpress, "IDT Express", prefix = "Idt",
    live = ["https://api.idtexpress.com"],
    sandbox = "https://sandbox-api.idtexpress.com",
)]
pub struct IdtExpressBuilder {
    /// The account's API key, the same in both environments.
    #[credential(header = "x-api-key", variable = "IDT_EXPRESS_API_KEY")]
    api_key: Option<Secret>,
    /// The environment's API secret: the sandbox and the live environment each have their own.
    #[credential(header = "x-api-secret", variable = "IDT_EXPRESS_API_SECRET")]
    api_secret: Option<Secret>,
}

impl IdtExpressBuilder {
    /// The client, or a `configuration` error that names the setting and the rule.
    pub fn build(self) -> Result<IdtExpress> {
        let channel = Channel::open(self.setup(), &self.settings, self.surroundings)?;
        Ok(IdtExpress { channel: Arc::new(channel) })
    }
}
