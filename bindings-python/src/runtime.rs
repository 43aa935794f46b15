//! Where futures run: on the calling thread, or for asyncio on one thread in the background.
//!
//! A tokio runtime does not survive `fork`, so each process has its own, made when first needed. Every
//! lock here is taken and given back while attached to the interpreter, so that no other Python thread
//! can fork in between.
//!
//! An interpreter that ends (before Python 3.14) ends every thread that wants to attach to it, from
//! within; Rust takes that for a broken promise and ends the process noisily. So nothing may want to
//! attach by then: see `end`.

use std::future::Future;
use std::pin::pin;
use std::sync::{Mutex, OnceLock, PoisonError};
use std::thread::{self, JoinHandle, ThreadId};
use std::time::Duration;

use pyo3::prelude::*;
use tokio::runtime::{Builder, Handle, Runtime};
use tokio::sync::oneshot;
use tokio::task::yield_now;
use tokio::time::timeout;

static CALLERS: Mutex<Option<(u32, &'static Runtime)>> = Mutex::new(None);
static BACKGROUND: Mutex<Option<Background>> = Mutex::new(None);
/// The thread on which the interpreter is ending.
static ENDING: OnceLock<ThreadId> = OnceLock::new();

struct Background {
    process: u32,
    handle: Handle,
    stop: oneshot::Sender<()>,
    thread: JoinHandle<()>,
}

/// How often a waiting call looks whether Ctrl-C was pressed.
const SIGNAL_INTERVAL: Duration = Duration::from_millis(50);

/// Waits on the calling thread, detached from the interpreter. A signal's exception cancels.
pub(crate) fn wait<T: Send>(py: Python<'_>, future: impl Future<Output = T> + Send) -> PyResult<T> {
    let runtime = of_callers(py)?;
    py.detach(|| {
        let outcome = runtime.block_on(async {
            // Nobody drives this runtime between calls: let it notice which connections were closed.
            settle().await;
            let outcome = interruptible(future).await;
            settle().await;
            outcome
        });
        while ENDING.get().is_some_and(|thread| *thread != thread::current().id()) {
            thread::park();
        }
        outcome
    })
}

/// The runtime in the background, for calls that an event loop waits for.
pub(crate) fn background(_: Python<'_>) -> PyResult<Handle> {
    let mut slot = BACKGROUND.lock().unwrap_or_else(PoisonError::into_inner);
    let process = std::process::id();
    if let Some(background) = slot.as_ref().filter(|it| it.process == process) {
        return Ok(background.handle.clone());
    }
    let runtime = build()?;
    let handle = runtime.handle().clone();
    let (stop, stopped) = oneshot::channel();
    let named = thread::Builder::new().name("telnum".to_owned());
    let thread = named.spawn(move || drive(runtime, stopped))?;
    let background = Background { process, handle: handle.clone(), stop, thread };
    // After a fork: the parent's thread is not here.
    std::mem::forget(slot.replace(background));
    Ok(handle)
}

/// Called when the interpreter is about to end: stops the thread in the background, and keeps threads
/// that wait for a call from coming back.
#[pyfunction]
pub(crate) fn end(py: Python<'_>) {
    let _ = ENDING.set(thread::current().id());
    let background = BACKGROUND.lock().unwrap_or_else(PoisonError::into_inner).take();
    match background {
        Some(background) if background.process == std::process::id() => py.detach(|| {
            let _ = background.stop.send(());
            let _ = background.thread.join();
        }),
        // Its parent's thread is not here.
        forked => std::mem::forget(forked),
    }
}

async fn interruptible<T>(future: impl Future<Output = T>) -> PyResult<T> {
    let mut future = pin!(future);
    loop {
        if let Ok(outcome) = timeout(SIGNAL_INTERVAL, future.as_mut()).await {
            return Ok(outcome);
        }
        Python::try_attach(|py| py.check_signals()).unwrap_or(Ok(()))?;
    }
}

/// One turn brings in the events, the next lets the connections act on them.
async fn settle() {
    yield_now().await;
    yield_now().await;
}

/// Several threads may wait on it at once: one of them drives it for all.
fn of_callers(_: Python<'_>) -> PyResult<&'static Runtime> {
    let mut slot = CALLERS.lock().unwrap_or_else(PoisonError::into_inner);
    match *slot {
        Some((process, runtime)) if process == std::process::id() => Ok(runtime),
        _ => {
            let runtime: &'static Runtime = Box::leak(Box::new(build()?));
            *slot = Some((std::process::id(), runtime));
            Ok(runtime)
        }
    }
}

fn build() -> PyResult<Runtime> {
    Ok(Builder::new_current_thread().enable_all().build()?)
}

/// Attached once and detached for good, so that this thread's later visits are cheap.
fn drive(runtime: Runtime, stopped: oneshot::Receiver<()>) {
    Python::try_attach(|py| {
        py.detach(|| {
            let _ = runtime.block_on(stopped);
            // Not waiting for names that are being looked up.
            runtime.shutdown_background();
        });
    });
}
