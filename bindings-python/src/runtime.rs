//! Where futures run: on the calling thread, or for asyncio on one thread in the background.
//!
//! A tokio runtime does not survive `fork`, so each process has its own, made when first needed. Every
//! lock here is taken and given back while attached to the interpreter, so that no other Python thread
//! can fork in between.
//!
//! An interpreter that ends (before Python 3.14) ends every thread that wants to attach to it, from
//! within; Rust takes that for a broken promise and ends the process noisily. So nothing may want to
//! attach by then: see `end` and `Visit`.

use std::future::Future;
use std::pin::pin;
use std::sync::atomic::{AtomicUsize, Ordering, fence};
use std::sync::{Mutex, OnceLock, PoisonError};
use std::thread::{self, JoinHandle, ThreadId};
use std::time::{Duration, Instant};

use pyo3::prelude::*;
use tokio::runtime::{Builder, Handle, Runtime};
use tokio::sync::oneshot;
use tokio::task::yield_now;
use tokio::time::timeout;

use crate::error::configuration;

static CALLERS: Mutex<Option<(u32, &'static Runtime)>> = Mutex::new(None);
static BACKGROUND: Mutex<Option<Background>> = Mutex::new(None);
/// The thread on which the interpreter is ending.
static ENDING: OnceLock<ThreadId> = OnceLock::new();
/// How many threads are attached by us, or about to be.
static VISITS: AtomicUsize = AtomicUsize::new(0);

struct Background {
    process: u32,
    handle: Handle,
    stop: oneshot::Sender<()>,
    thread: JoinHandle<()>,
}

/// A thread that is attached by us, or about to be: the interpreter's end waits for it.
pub(crate) struct Visit(());

impl Visit {
    /// Nothing on a thread that would be ended for it.
    pub(crate) fn begin() -> Option<Self> {
        VISITS.fetch_add(1, Ordering::SeqCst);
        let visit = Self(());
        fence(Ordering::SeqCst);
        ENDING.get().is_none_or(|thread| *thread == thread::current().id()).then_some(visit)
    }
}

impl Drop for Visit {
    fn drop(&mut self) {
        VISITS.fetch_sub(1, Ordering::SeqCst);
    }
}

/// How often a waiting call looks whether Ctrl-C was pressed.
const SIGNAL_INTERVAL: Duration = Duration::from_millis(50);

/// Waits on the calling thread, detached from the interpreter, then shows what came. A signal's
/// exception cancels.
pub(crate) fn wait<T: Send, S>(
    py: Python<'_>,
    future: impl Future<Output = T> + Send,
    show: impl FnOnce(T) -> PyResult<S>,
) -> PyResult<S> {
    if Handle::try_current().is_ok() {
        return Err(configuration(
            "A handler of logs or signals cannot wait for a call while it holds up another one."
                .to_owned(),
        ));
    }
    let runtime = of_callers(py)?;
    let (outcome, _visit) = py.detach(|| {
        let outcome = runtime.block_on(async {
            // Nobody drives this runtime between calls: let it notice which connections were closed.
            settle().await;
            let outcome = interruptible(future).await;
            settle().await;
            outcome
        });
        loop {
            match Visit::begin() {
                Some(visit) => return (outcome, visit),
                None => thread::park(),
            }
        }
    });
    show(outcome?)
}

/// Attaches a thread that waits for a call; nothing happens where the interpreter is ending.
pub(crate) fn visit<T>(work: impl FnOnce(Python<'_>) -> T) -> Option<T> {
    let _visit = Visit::begin()?;
    Python::try_attach(work)
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
    fence(Ordering::SeqCst);
    py.detach(|| {
        let begun = Instant::now();
        // A handler of logs may hang.
        while VISITS.load(Ordering::SeqCst) > 0 && begun.elapsed() < Duration::from_secs(1) {
            thread::sleep(Duration::from_millis(1));
        }
    });
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
        visit(|py| py.check_signals()).unwrap_or(Ok(()))?;
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
