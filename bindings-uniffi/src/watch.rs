//! Waiting, one look that brought something new a call.

/// What is watched until nothing more will change.
macro_rules! watches {
    ($($(#[doc = $doc:literal])* $name:ident($watch:ty) -> $state:ty;)*) => {$(
        $(#[doc = $doc])*
        #[derive(Debug, uniffi::Object)]
        pub struct $name {
            watch: std::sync::Arc<tokio::sync::Mutex<$watch>>,
            place: $crate::runtime::Place,
        }

        impl $name {
            pub(crate) fn new(watch: $watch, place: $crate::runtime::Place) -> Self {
                Self { watch: std::sync::Arc::new(tokio::sync::Mutex::new(watch)), place }
            }
        }

        #[uniffi::export]
        impl $name {
            /// The state as it is now, then each time something has changed; nothing once no more will.
            pub async fn next(&self) -> Result<Option<$state>, $crate::call::CallError> {
                let watch = std::sync::Arc::clone(&self.watch);
                $crate::call::run(self.place, async move { watch.lock().await.next().await }).await
            }
        }
    )*};
}

pub(crate) use watches;
