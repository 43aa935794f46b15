//! Tokens of a host's own source.

use std::fmt;
use std::sync::Arc;

use telnum::{BoxFuture, Secret, TokenSource};

/// Returns the token that the next request is sent with, in the host's language. The host is told when
/// nobody waits for it any more.
#[uniffi::export(with_foreign)]
#[async_trait::async_trait]
pub trait TokenSourceCore: Send + Sync {
    /// The token, without `Bearer`.
    async fn token(&self) -> Result<String, TokenFailed>;
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
        Box::pin(async move { Ok(Secret::from(source.token().await?)) })
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
