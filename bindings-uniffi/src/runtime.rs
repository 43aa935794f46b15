//! The threads on which calls run.
//!
//! A call runs as a task of its own, and the host awaits only its end: every wake-up of a future that
//! the host itself drives is a callback into the host, which costs about 0.1 ms in Kotlin, and a page
//! of numbers arrives in many pieces.

use std::future::Future;
use std::panic::resume_unwind;
use std::pin::Pin;
use std::sync::OnceLock;
use std::task::{Context, Poll, ready};

use telnum::{Error, Result};
use tokio::runtime::{Builder, Runtime};
use tokio::task::JoinHandle;

/// A running task; dropping it ends the task, and with it the request.
pub(crate) struct Running<T>(Result<JoinHandle<Result<T>>, Option<Error>>);

/// Starts the work.
pub(crate) fn spawn<T: Send + 'static>(
    work: impl Future<Output = Result<T>> + Send + 'static,
) -> Running<T> {
    Running(match runtime() {
        Ok(runtime) => Ok(runtime.spawn(work)),
        Err(error) => Err(Some(error)),
    })
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
        match &mut self.0 {
            Ok(task) => Poll::Ready(match ready!(Pin::new(task).poll(context)) {
                Ok(outcome) => outcome,
                Err(error) => match error.try_into_panic() {
                    // uniffi catches it and makes an exception of it.
                    Ok(panic) => resume_unwind(panic),
                    Err(error) => Err(Error::configuration(format!("The call ended: {error}."))),
                },
            }),
            Err(error) => match error.take() {
                Some(error) => Poll::Ready(Err(error)),
                None => Poll::Pending,
            },
        }
    }
}

impl<T> Drop for Running<T> {
    fn drop(&mut self) {
        if let Ok(task) = &self.0 {
            task.abort();
        }
    }
}
