//! Credentials that change: a token for each request, from the caller's own source.

use std::collections::VecDeque;
use std::fmt;
use std::panic::AssertUnwindSafe;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use futures_util::FutureExt;
use futures_util::future::{self, Either};

use crate::channel::Channel;
use crate::error::{Error, ErrorKind, Result, unstopped};
use crate::platform::{BoxFuture, Shared};
use crate::transport::HeaderText;
use crate::types::Secret;

/// Brings the token that the next request is sent with, fetched anew or kept from before.
///
/// It is asked before each request, repeated ones too, within the deadline of the call. Where it fails,
/// the call is an `authentication` error with its words, and nothing is sent.
pub trait TokenSource: Shared {
    /// The token, without `Bearer`.
    fn token(&self) -> BoxFuture<'_, Result<Secret, TokenFailed>>;
}

/// Why a source of tokens brought none; its words become part of the call's error.
pub type TokenFailed = Box<dyn std::error::Error + Send + Sync>;

/// A client's source of tokens, and the tokens that were sent last.
pub(crate) struct Tokens {
    source: Arc<dyn TokenSource>,
    /// Known so that they can be concealed where an answer quotes them: calls under way may have several.
    sent: Mutex<VecDeque<Secret>>,
    /// Whether a token may go out that is not for an emulator.
    pub(crate) any: bool,
}

/// As many as calls have under way by default.
const MOST_SENT: usize = 64;

impl Tokens {
    pub(crate) fn new(source: Arc<dyn TokenSource>, any: bool) -> Self {
        Self { source, sent: Mutex::default(), any }
    }

    /// Takes the last tokens out of a text.
    pub(crate) fn conceal_in(&self, text: &mut String) {
        for token in &*self.sent.lock().unwrap_or_else(PoisonError::into_inner) {
            token.conceal_in(text);
        }
    }

    fn remember(&self, token: &Secret) {
        let mut sent = self.sent.lock().unwrap_or_else(PoisonError::into_inner);
        if !sent.contains(token) {
            if sent.len() == MOST_SENT {
                sent.pop_front();
            }
            sent.push_back(token.clone());
        }
    }
}

impl Channel {
    /// Puts a token into a request's headers, where the client has a source of them.
    pub(crate) async fn authorize(
        &self,
        headers: &mut Vec<(String, HeaderText)>,
        longest: Duration,
    ) -> Result<()> {
        let Some(tokens) = &self.tokens else { return Ok(()) };
        // Begun only where the token does not come at once.
        let alarm = async { self.platform.alarm(longest).await };
        let asked = AssertUnwindSafe(async { tokens.source.token().await }).catch_unwind();
        let asked = future::select(Box::pin(asked), Box::pin(alarm)).await;
        let token = match asked {
            Either::Left((Ok(Ok(token)), _)) => token,
            Either::Left((Err(_), _)) => {
                let text = "The source of tokens panicked. Nothing was sent.";
                return Err(Error::new(ErrorKind::Authentication, text));
            }
            Either::Left((Ok(Err(failed)), _)) => {
                let failed = failed.to_string();
                let failed = unstopped(&failed);
                let text = format!("The source of tokens failed: {failed}. Nothing was sent.");
                return Err(Error::new(ErrorKind::Authentication, text));
            }
            Either::Right(_) => {
                let text =
                    "The token for a request did not come before the deadline. Nothing was sent.";
                return Err(Error::new(ErrorKind::Timeout, text));
            }
        };
        if token.reveal().is_empty() || !token.reveal().bytes().all(|it| it.is_ascii_graphic()) {
            let text = "The source of tokens brought an empty one, or one with spaces or other \
                        characters that a token cannot have (`Bearer` is put before it here). \
                        Nothing was sent.";
            return Err(Error::new(ErrorKind::Authentication, text));
        }
        if !tokens.any && !token.is_for_emulator() {
            return Err(Error::configuration(
                "Plain http is for this machine and for tokens that begin with `emulator-`. Nothing \
                 was sent.",
            ));
        }
        tokens.remember(&token);
        let bearer = Secret::from(format!("Bearer {}", token.reveal()));
        headers.retain(|(name, _)| name != "authorization");
        headers.push(("authorization".to_owned(), HeaderText::Secret(bearer)));
        Ok(())
    }
}

impl fmt::Debug for Tokens {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Tokens").finish_non_exhaustive()
    }
}
