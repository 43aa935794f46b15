//! The client of DIDWW.

use std::fmt;
use std::sync::Arc;

use super::DidsPager;
use super::builder::DidwwBuilder;
use super::list_dids::ListDids;
use super::page::DidwwDidPage;
use crate::channel::Channel;
use crate::driver::CallOptions;
use crate::error::Result;
use crate::operation::Operation;
use crate::types::Response;

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
    channel: Arc<Channel>,
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

    /// One page of the account's DIDs. `GET /v3/dids`
    pub async fn list_dids(&self, request: ListDids) -> Result<DidwwDidPage> {
        Ok(self.send(&request, CallOptions::default()).await?.value)
    }

    /// All DIDs of the account that pass the filters, from the request's page on, lazily.
    pub fn dids(&self, request: ListDids) -> DidsPager {
        self.dids_with(request, CallOptions::default())
    }

    /// As `dids`, with options for each page.
    pub fn dids_with(&self, request: ListDids, options: CallOptions) -> DidsPager {
        DidsPager::new(Arc::clone(&self.channel), request, options)
    }

    /// Sends any operation that buys nothing; brings status, headers, attempts and time along.
    pub async fn send<O: Operation>(
        &self,
        operation: &O,
        options: CallOptions,
    ) -> Result<Response<O::Output>> {
        self.channel.send(operation, options).await
    }

    /// Where its requests go.
    pub fn base_url(&self) -> &str {
        &self.channel.base_url
    }

    pub(super) fn over(channel: Channel) -> Self {
        Self { channel: Arc::new(channel) }
    }

    pub(super) fn channel(&self) -> &Channel {
        &self.channel
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
