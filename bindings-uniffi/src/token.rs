//! Tokens of a host's own source.

use std::fmt;
use std::sync::Arc;

use telnum::{BoxFuture, Error, ErrorKind, Result, Secret, TokenSource};

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

/// The same for the emulator, whose clock runs out at once where something is waited for.
pub(crate) struct PromptTokens(pub(crate) Arc<dyn TokenSourceCore>);

impl TokenSource for HostTokens {
    fn token(&self) -> BoxFuture<'_, Result<Secret>> {
        let source = Arc::clone(&self.0);
        Box::pin(async move {
            // It may ask a server, which would hold up the calls on this thread.
            let asked = tokio::task::spawn_blocking(move || source.token()).await;
            match asked {
                Ok(Ok(token)) => Ok(Secret::from(token)),
                Ok(Err(thrown)) => Err(failed(&thrown)),
                Err(error) => Err(failed(&error)),
            }
        })
    }
}

impl TokenSource for PromptTokens {
    fn token(&self) -> BoxFuture<'_, Result<Secret>> {
        let asked = tokio::task::block_in_place(|| self.0.token());
        let token = asked.map(Secret::from).map_err(|thrown| failed(&thrown));
        Box::pin(std::future::ready(token))
    }
}

fn failed(said: &dyn fmt::Display) -> Error {
    let text = format!("The source of tokens failed: {said}. Nothing was sent.");
    Error::new(ErrorKind::Authentication, text)
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
