//! Tokens of a host's own source.

use std::fmt;
use std::sync::Arc;

use telnum::{BoxFuture, Secret, TokenSource};

/// Brings the token that the next request is sent with, in the host's language. It may block.
#[uniffi::export(with_foreign)]
pub trait TokenSourceCore: Send + Sync {
    /// The token, without `Bearer`.
    fn token(&self) -> Result<String, TokenFailed>;
}

/// The host's source of tokens threw.
#[derive(Debug, uniffi::Error)]
pub enum TokenFailed {
    /// It threw something.
    Threw {
        /// What it said.
        said: String,
    },
}

/// A host's source, as core asks it.
pub(crate) struct HostTokens(pub(crate) Arc<dyn TokenSourceCore>);

impl TokenSource for HostTokens {
    fn token(&self) -> BoxFuture<'_, Result<Secret, telnum::TokenFailed>> {
        let source = Arc::clone(&self.0);
        Box::pin(async move {
            // It may ask a server, which would hold up the calls on this thread.
            let token = tokio::task::spawn_blocking(move || source.token()).await??;
            Ok(Secret::from(token))
        })
    }
}

impl fmt::Display for TokenFailed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self::Threw { said } = self;
        f.write_str(said)
    }
}

impl std::error::Error for TokenFailed {}

impl From<uniffi::UnexpectedUniFFICallbackError> for TokenFailed {
    fn from(error: uniffi::UnexpectedUniFFICallbackError) -> Self {
        Self::Threw { said: error.reason }
    }
}
