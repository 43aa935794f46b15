//! Where futures run: on the calling thread, or for asyncio on one thread in the background.
//!
//! A tokio runtime does not survive `fork`, so each process has its own, made when first needed. It is
//! kept until the process ends. Every lock here is taken and given back while attached to the
//! interpreter, so that no other Python thread can fork in between.

use std::future::{Future, pending};
use std::pin::pin;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use pyo3::prelude::*;
use tokio::runtime::{Builder, Handle, Runtime};
use tokio::task::yield_now;
use tokio::time::timeout;

static CALLERS: Mutex<Option<(u32, &'static Runtime)>> = Mutex::new(None);
static BACKGROUND: Mutex<Option<(u32, Handle)>> = Mutex::new(None);

/// How often a waiting call looks whether Ctrl-C was pressed.
const SIGNAL_INTERVAL: Duration = Duration::from_millis(50);

/// Waits on the calling thread, detached from the interpreter. A signal's exception cancels.
pub(crate) fn wait<T: Send>(py: Python<'_>, future: impl Future<Output = T> + Send) -> PyResult<T> {
    let runtime = of_callers(py)?;
    py.detach(|| {
        runtime.block_on(async {
            // Nobody drives this runtime between calls: let it notice which connections were closed.
            settle().await;
            let outcome = interruptible(future).await;
            settle().await;
            outcome
        })
    })
}

/// The runtime in the background, for calls that an event loop waits for.
pub(crate) fn background(_: Python<'_>) -> PyResult<Handle> {
    let mut slot = BACKGROUND.lock().unwrap_or_else(PoisonError::into_inner);
    match slot.as_ref() {
        Some((process, handle)) if *process == std::process::id() => Ok(handle.clone()),
        _ => {
            let runtime = build()?;
            let handle = runtime.handle().clone();
            std::thread::Builder::new().name("telnum".to_owned()).spawn(move || drive(runtime))?;
            *slot = Some((std::process::id(), handle.clone()));
            Ok(handle)
        }
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
fn drive(runtime: Runtime) {
    Python::try_attach(|py| py.detach(|| runtime.block_on(pending::<()>())));
}
