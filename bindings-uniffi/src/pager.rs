//! Walks over pages, one page a call.

use std::sync::Arc;

use telnum::{IdtNumberPage, NumbersPager};
use tokio::sync::Mutex;

use crate::call::{CallError, CallSettings, run};

/// A lazy walk over the account's numbers. Pages are asked for one after another.
#[derive(Debug, uniffi::Object)]
pub struct NumbersPagerCore {
    pager: Arc<Mutex<NumbersPager>>,
    settings: CallSettings,
}

impl NumbersPagerCore {
    pub(crate) fn new(pager: NumbersPager, settings: CallSettings) -> Self {
        Self { pager: Arc::new(Mutex::new(pager)), settings }
    }
}

#[uniffi::export]
impl NumbersPagerCore {
    /// The next page without rows seen before, or nothing at the end. After an error, or a
    /// cancellation, the same page can be asked for again.
    pub async fn next_page(&self) -> Result<Option<IdtNumberPage>, CallError> {
        let pager = Arc::clone(&self.pager);
        run(self.settings.clone(), async move { pager.lock().await.next_page().await }).await
    }
}
