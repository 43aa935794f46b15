//! The client of DIDWW.

use std::fmt;
use std::sync::Arc;

use super::builder::DidwwBuilder;
use crate::channel::Channel;
use crate::error::Result;

/// A client of DIDWW. Cloning it is cheap and shares its connections and its rate limit.
///
/// ```
/// # async fn run() -> Result<(), telnum::Error> {
/// use telnum::{Didww, ListDids};
///
/// let client = Didww::builder().api_key("your sandbox key").build()?;
/// let request = ListDids::new().include(["did_group.country"]);
/// let mut dids = client.dids(request);
/// while let Some(row) = dids.next().await? {
///     let country = match row.linked().did_group()? {
///         Some(group) => group.country()?.and_then(|it| it.name.clone()),
///         None => None,
///     };
///     println!("{:?} {country:?}", row.e164);
/// }
/// # Ok(()) }
/// ```
#[derive(Clone)]
pub struct Didww {
    pub(super) channel: Arc<Channel>,
}

impl Didww {
    /// A client with the key from `DIDWW_API_KEY`, at the sandbox.
    pub fn from_env() -> Result<Self> {
        Self::builder().build()
    }

    /// Sets up a client.
    pub fn builder() -> DidwwBuilder {
        DidwwBuilder::default()
    }
}

impl fmt::Debug for Didww {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Didww")
            .field("base_url", &self.channel.base_url)
            .field("headers", &self.channel.headers)
            .finish_non_exhaustive()
    }
}
