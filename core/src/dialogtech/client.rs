//! The client of DialogTech.

use std::fmt;
use std::sync::Arc;

use super::builder::{DialogTechBuilder, DialogTechOrderMethod};
use crate::channel::Channel;

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
    pub(super) channel: Arc<Channel>,
    pub(super) order_method: DialogTechOrderMethod,
}

impl DialogTech {
    /// Sets up a client.
    pub fn builder() -> DialogTechBuilder {
        DialogTechBuilder::default()
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
