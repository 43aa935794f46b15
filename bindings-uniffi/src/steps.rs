//! What comes in several steps: the pages of a list, or the states of what is watched.

use std::fmt;
use std::sync::Arc;

use telnum::Steps;
use tokio::sync::Mutex;

use crate::call::{Brought, CallError, run};
use crate::cancellation::CancellationCore;
use crate::logger::HostLogger;
use crate::message::Told;
use crate::runtime::Place;

/// What comes in several steps.
#[derive(uniffi::Object)]
pub struct StepsCore {
    steps: Arc<Mutex<Box<dyn Steps>>>,
    place: Place,
    logger: Option<HostLogger>,
}

impl StepsCore {
    pub(crate) fn new(steps: Box<dyn Steps>, place: Place, logger: Option<HostLogger>) -> Self {
        Self { steps: Arc::new(Mutex::new(steps)), place, logger }
    }
}

#[uniffi::export]
impl StepsCore {
    /// A message with the next step, which is absent at the end.
    #[uniffi::method(default(cancellation = None))]
    pub async fn next(
        &self,
        cancellation: Option<Arc<CancellationCore>>,
    ) -> Result<Told, CallError> {
        let steps = Arc::clone(&self.steps);
        let work = async move { Ok(Brought::Step(steps.lock().await.next().await?)) };
        run(self.place, self.logger.clone(), cancellation, work).await
    }
}

impl fmt::Debug for StepsCore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StepsCore").finish_non_exhaustive()
    }
}
