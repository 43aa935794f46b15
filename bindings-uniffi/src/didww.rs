//! The client of DIDWW, as it crosses: typed arguments in, pages out.

use std::sync::Arc;

use telnum::{Didww, DidwwBuilder, ErrorInfo, ListDids, didww_not_loaded};

use crate::call::{CallError, CallSettings, DidwwDidPageAnswer, run};
use crate::pager::DidsPagerCore;
use crate::runtime::Place;
use crate::settings::ClientSettings;
use crate::token::{HostTokens, TokenSourceCore};

/// A client of DIDWW.
#[derive(Debug, uniffi::Object)]
pub struct DidwwCore {
    client: Didww,
    place: Place,
}

impl DidwwCore {
    /// Sets up a client over what the builder has already.
    pub(crate) fn build(
        mut builder: DidwwBuilder,
        api_key: Option<String>,
        api_version: Option<String>,
        tokens: Option<Arc<dyn TokenSourceCore>>,
        settings: ClientSettings,
        place: Place,
    ) -> Result<Self, CallError> {
        if let Some(source) = tokens {
            builder = builder.token_source(Arc::new(HostTokens(source)));
        }
        if let Some(key) = api_key {
            builder = builder.api_key(key);
        }
        if let Some(version) = api_version {
            builder = builder.api_version(version);
        }
        if let Some(sink) = settings.sink() {
            builder = builder.logger(sink);
        }
        Ok(Self { client: builder.settings(settings.into()).build()?, place })
    }
}

#[uniffi::export]
impl DidwwCore {
    /// A client with this key or source of tokens, or the key of the environment.
    #[uniffi::constructor]
    pub fn new(
        api_key: Option<String>,
        api_version: Option<String>,
        tokens: Option<Arc<dyn TokenSourceCore>>,
        settings: ClientSettings,
    ) -> Result<Self, CallError> {
        Self::build(Didww::builder(), api_key, api_version, tokens, settings, Place::Apart)
    }

    /// What the client may print: its host and its own headers, no key.
    pub fn describe(&self) -> String {
        format!("{:?}", self.client)
    }

    /// One page of the account's DIDs, with what was included.
    pub async fn list_dids(
        &self,
        request: ListDids,
        settings: CallSettings,
    ) -> Result<DidwwDidPageAnswer, CallError> {
        let (client, options) = (self.client.clone(), settings.options());
        run(self.place, async move { client.send(&request, options).await }).await
    }

    /// A walk over all DIDs, page by page. Nothing is asked for yet.
    pub fn dids(
        &self,
        request: ListDids,
        pages_ahead: Option<i32>,
        settings: CallSettings,
    ) -> Result<Arc<DidsPagerCore>, CallError> {
        let pager = self.client.dids_checked(request, pages_ahead, settings.options())?;
        Ok(Arc::new(DidsPagerCore::new(pager, self.place)))
    }
}

/// The error for following a link that is not loaded.
#[uniffi::export]
pub fn link_not_loaded(name: &str, include: &str) -> ErrorInfo {
    didww_not_loaded(name, include).into_info()
}
