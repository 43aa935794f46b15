//! The client of IDT Express.

use std::fmt;
use std::sync::Arc;

use super::builder::IdtExpressBuilder;
use crate::channel::Channel;
use crate::error::Result;

/// A client of IDT Express. Cloning it is cheap and shares its connections.
///
/// ```
/// use telnum::{IdtExpress, Environment};
///
/// let client = IdtExpress::builder()
///     .api_key("your key")
///     .api_secret("your sandbox secret")
///     .environment(Environment::Sandbox)
///     .build()?;
/// # Ok::<(), telnum::Error>(())
/// ```
#[derive(Clone)]
pub struct IdtExpress {
    pub(super) channel: Arc<Channel>,
}

impl IdtExpress {
    /// A client with keys from `IDT_EXPRESS_API_KEY` and `IDT_EXPRESS_API_SECRET`, at the sandbox.
    pub fn from_env() -> Result<Self> {
        Self::builder().build()
    }

    /// Sets up a client.
    pub fn builder() -> IdtExpressBuilder {
        IdtExpressBuilder::default()
    }
}

impl fmt::Debug for IdtExpress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("IdtExpress")
            .field("base_url", &self.channel.base_url)
            .field("headers", &self.channel.headers)
            .finish_non_exhaustive()
    }
}
