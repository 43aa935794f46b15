//! Waiting for an order, one look that brought something new a call.

use std::sync::Arc;

use telnum::{IdtOrder, OrderWatch};
use tokio::sync::Mutex;

use crate::call::{CallError, run};
use crate::runtime::Place;

/// An order watched until nothing more will change.
#[derive(Debug, uniffi::Object)]
pub struct OrderWatchCore {
    watch: Arc<Mutex<OrderWatch>>,
    place: Place,
}

impl OrderWatchCore {
    pub(crate) fn new(watch: OrderWatch, place: Place) -> Self {
        Self { watch: Arc::new(Mutex::new(watch)), place }
    }
}

#[uniffi::export]
impl OrderWatchCore {
    /// The order as it is now, then each time something has changed; nothing once no more will.
    pub async fn next(&self) -> Result<Option<IdtOrder>, CallError> {
        let watch = Arc::clone(&self.watch);
        run(self.place, async move { watch.lock().await.next().await }).await
    }
}
