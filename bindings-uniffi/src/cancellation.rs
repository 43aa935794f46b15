//! Ends a call from outside. A coroutine of Kotlin drops the call's future when it is cancelled; the Swift that
//! uniffi writes does not.

use std::fmt;
use std::sync::Arc;

use tokio::sync::watch;

/// Ends the calls that it is passed to.
#[derive(uniffi::Object)]
pub struct CancellationCore {
    is_cancelled: watch::Sender<bool>,
}

#[uniffi::export]
impl CancellationCore {
    /// For calls that are not cancelled yet.
    #[expect(clippy::new_without_default, reason = "uniffi exports a constructor by this name")]
    #[uniffi::constructor]
    pub fn new() -> Self {
        Self { is_cancelled: watch::Sender::new(false) }
    }

    /// Ends them, and those that are passed it later.
    pub fn cancel(&self) {
        self.is_cancelled.send_replace(true);
    }
}

/// Returns once the call is cancelled; never where nothing can cancel it.
pub(crate) async fn cancelled(cancellation: Option<Arc<CancellationCore>>) {
    if let Some(cancellation) = &cancellation {
        let mut changes = cancellation.is_cancelled.subscribe();
        // The sender outlives this, so there is a value to come.
        if changes.wait_for(|it| *it).await.is_ok() {
            return;
        }
    }
    std::future::pending().await
}

impl fmt::Debug for CancellationCore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CancellationCore").finish_non_exhaustive()
    }
}
