//! Walks over pages, one page a call.

use std::sync::Arc;

use telnum::{DidsPager, DidwwDidPage, IdtNumberPage, IdtOrderPage, NumbersPager, OrdersPager};
use tokio::sync::Mutex;

use crate::call::{CallError, run};
use crate::runtime::Place;

macro_rules! pagers {
    ($($(#[doc = $doc:literal])* $name:ident($pager:ty) -> $page:ty;)*) => {$(
        $(#[doc = $doc])*
        #[derive(Debug, uniffi::Object)]
        pub struct $name {
            pager: Arc<Mutex<$pager>>,
            place: Place,
        }

        impl $name {
            pub(crate) fn new(pager: $pager, place: Place) -> Self {
                Self { pager: Arc::new(Mutex::new(pager)), place }
            }
        }

        #[uniffi::export]
        impl $name {
            /// The next page without rows seen before, or nothing at the end. After an error, or a
            /// cancellation, the same page can be asked for again.
            pub async fn next_page(&self) -> Result<Option<$page>, CallError> {
                let pager = Arc::clone(&self.pager);
                run(self.place, async move { pager.lock().await.next_page().await }).await
            }
        }
    )*};
}
pagers! {
    /// A lazy walk over the account's numbers. Pages are asked for one after another.
    NumbersPagerCore(NumbersPager) -> IdtNumberPage;
    /// A lazy walk over the account's orders. Pages are asked for one after another.
    OrdersPagerCore(OrdersPager) -> IdtOrderPage;
    /// A lazy walk over the account's DIDs. Pages are asked for one after another, or ahead.
    DidsPagerCore(DidsPager) -> DidwwDidPage;
}
