//! The client of DialogTech.

use std::fmt;
use std::sync::Arc;

use super::builder::{DialogTechBuilder, DialogTechOrderMethod};
use super::order::DialogTechOrder;
use super::order_request::OrderNumbers;
use crate::attempt::Attempt;
use crate::channel::Channel;
use crate::checks::Checks;
use crate::driver::CallOptions;
use crate::error::Result;
use crate::types::Response;

/// A client of DialogTech. Cloning it is cheap and shares its connections.
///
/// DialogTech has no sandbox: every order at its own host spends money.
///
/// ```
/// use telnum::{DialogTech, Environment};
///
/// let client = DialogTech::builder()
///     .access_key("your access key")
///     .secret_access_key("your secret access key")
///     .environment(Environment::Live)
///     .build()?;
/// # Ok::<(), telnum::Error>(())
/// ```
#[derive(Clone)]
pub struct DialogTech {
    channel: Arc<Channel>,
    order_method: DialogTechOrderMethod,
}

impl DialogTech {
    /// Sets up a client.
    pub fn builder() -> DialogTechBuilder {
        DialogTechBuilder::default()
    }

    /// A validated attempt to order, to be kept and then placed. Nothing is sent.
    ///
    /// An argument that breaks a rule is `invalid_input`, which names every such argument.
    pub fn prepare_order(&self, order: OrderNumbers) -> Result<Attempt> {
        self.channel.prepare(&order, Checks::default())
    }

    /// Sends a prepared order, once. `GET /ibp_api.php?action=numbers.order`
    ///
    /// An answer that says neither `failed` nor which numbers were bought is `outcome_unknown`: they may
    /// have been. The carrier's API cannot tell afterwards, its portal can. Placing the same attempt
    /// again with this client is a `conflict`, unless it is certain that nothing was bought.
    pub async fn place(&self, attempt: &Attempt) -> Result<DialogTechOrder> {
        Ok(self.send_place(attempt, CallOptions::default()).await?.value)
    }

    /// Prepares an order and places it. `GET /ibp_api.php?action=numbers.order`
    ///
    /// A refusal is `rejected`, with the carrier's text. An answer that is lost is `outcome_unknown`,
    /// which carries the attempt.
    pub async fn order_numbers(&self, order: OrderNumbers) -> Result<DialogTechOrder> {
        self.place(&self.prepare_order(order)?).await
    }

    /// As `place`, with options; brings status, headers, attempts and time along.
    pub async fn send_place(
        &self,
        attempt: &Attempt,
        options: CallOptions,
    ) -> Result<Response<DialogTechOrder>> {
        let order = self.channel.prepared::<OrderNumbers>(attempt)?;
        self.channel.purchase(&order.sent_by(self.order_method), attempt, options).await
    }

    /// Where its requests go.
    pub fn base_url(&self) -> &str {
        &self.channel.base_url
    }

    pub(super) fn channel(&self) -> &Channel {
        &self.channel
    }

    pub(super) fn over(channel: Channel, order_method: DialogTechOrderMethod) -> Self {
        Self { channel: Arc::new(channel), order_method }
    }
}

impl fmt::Debug for DialogTech {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DialogTech")
            .field("base_url", &self.channel.base_url)
            .field("order_method", &self.order_method)
            .field("headers", &self.channel.headers)
            .finish_non_exhaustive()
    }
}
