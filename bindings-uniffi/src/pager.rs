//! Walks over pages, one page a call.

/// Lazy walks. Pages are asked for one after another, or ahead.
macro_rules! pagers {
    ($($(#[doc = $doc:literal])* $name:ident($pager:ty) -> $page:ty;)*) => {$(
        $(#[doc = $doc])*
        #[derive(Debug, uniffi::Object)]
        pub struct $name {
            pager: std::sync::Arc<tokio::sync::Mutex<$pager>>,
            place: $crate::runtime::Place,
        }

        impl $name {
            pub(crate) fn new(pager: $pager, place: $crate::runtime::Place) -> Self {
                Self { pager: std::sync::Arc::new(tokio::sync::Mutex::new(pager)), place }
            }
        }

        #[uniffi::export]
        impl $name {
            /// The next page without rows seen before, or nothing at the end. After an error, or a
            /// cancellation, the same page can be asked for again.
            pub async fn next_page(&self) -> Result<Option<$page>, $crate::call::CallError> {
                let pager = std::sync::Arc::clone(&self.pager);
                $crate::call::run(self.place, async move { pager.lock().await.next_page().await }).await
            }
        }
    )*};
}
pub(crate) use pagers;
