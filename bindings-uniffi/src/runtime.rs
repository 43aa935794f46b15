//! Where calls run.

use std::future::Future;
use std::panic::resume_unwind;
use std::pin::Pin;
use std::sync::OnceLock;
use std::task::{Context, Poll, ready};

use telnum::{Error, Result};
use tokio::runtime::{Builder, Runtime};
use tokio::task::JoinHandle;

/// Which thread does a call's work.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Place {
    /// One of ours: the call is a task of its own, and the host awaits only its end. Every wake-up of a
    /// future that the host itself drives is a callback into the host, which costs about 0.1 ms in
    /// Kotlin, and a page of numbers arrives in many pieces.
    Apart,
    /// The caller's. A call that waits for nothing, as at the emulator, is over before the host suspends:
    /// a test whose time is virtual would let that time run on meanwhile.
    Here,
}

/// A call under way; dropping it ends the call, and with it the request.
pub(crate) enum Running<T> {
    Apart(JoinHandle<Result<T>>),
    Here(&'static Runtime, Pin<Box<dyn Future<Output = Result<T>> + Send>>),
    Failed(Option<Error>),
}

/// Starts the work.
pub(crate) fn start<T: Send + 'static>(
    place: Place,
    work: impl Future<Output = Result<T>> + Send + 'static,
) -> Running<T> {
    match (runtime(), place) {
        (Ok(runtime), Place::Apart) => Running::Apart(runtime.spawn(work)),
        (Ok(runtime), Place::Here) => Running::Here(runtime, Box::pin(work)),
        (Err(error), _) => Running::Failed(Some(error)),
    }
}

fn runtime() -> Result<&'static Runtime> {
    static RUNTIME: OnceLock<Runtime> = OnceLock::new();
    if let Some(runtime) = RUNTIME.get() {
        return Ok(runtime);
    }
    let runtime = Builder::new_multi_thread()
        .worker_threads(WORKERS)
        .thread_name("telnum")
        .enable_all()
        .build()
        .map_err(|error| Error::configuration(format!("No threads could be started: {error}.")))?;
    Ok(RUNTIME.get_or_init(|| runtime))
}

/// Enough to decode on one while another serves sockets; calls wait for the network, not for threads.
const WORKERS: usize = 2;

impl<T> Future for Running<T> {
    type Output = Result<T>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        match &mut *self {
            Self::Apart(task) => Poll::Ready(match ready!(Pin::new(task).poll(context)) {
                Ok(outcome) => outcome,
                Err(error) => match error.try_into_panic() {
                    // uniffi catches it and makes an exception of it.
                    Ok(panic) => resume_unwind(panic),
                    Err(error) => Err(Error::configuration(format!("The call ended: {error}."))),
                },
            }),
            Self::Here(runtime, work) => {
                // For the timers of what is waited for.
                let _entered = runtime.enter();
                work.as_mut().poll(context)
            }
            Self::Failed(error) => match error.take() {
                Some(error) => Poll::Ready(Err(error)),
                None => Poll::Pending,
            },
        }
    }
}

impl<T> Drop for Running<T> {
    fn drop(&mut self) {
        if let Self::Apart(task) = self {
            task.abort();
        }
    }
}
