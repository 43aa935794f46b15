//! Where futures run: on the calling thread, or for asyncio on one thread in the background.
//!
//! A tokio runtime does not survive `fork`, so each process has its own, made when first needed. Every
//! lock here is taken and given back while attached to the interpreter, so that no other Python thread
//! can fork in between.
//!
//! Python code never runs within a runtime: a waiting call leaves it for each errand and signal, so that
//! handlers of logs and signals can make calls themselves.
//!
//! An interpreter that ends (before Python 3.14) ends every thread that wants to attach to it, from
//! within; Rust takes that for a broken promise and ends the process noisily. So nothing may want to
//! attach by then: see `end` and `Visit`.

use std::future::{Future, poll_fn};
use std::pin::{Pin, pin};
use std::sync::atomic::{AtomicUsize, Ordering, fence};
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};
use std::task::Poll;
use std::thread::{self, JoinHandle, ThreadId};
use std::time::{Duration, Instant};

use pyo3::prelude::*;
use telnum::{Error, ErrorKind};
use tokio::runtime::{Builder, Handle, Runtime};
use tokio::sync::oneshot;
use tokio::task::yield_now;
use tokio::time::sleep;

use crate::error::to_exception;
use crate::log::heed;

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

    /// For what runs Python code before a call; never comes back on a thread that would be ended for it.
    pub(crate) fn attached(py: Python<'_>) -> Self {
        Self::begin().unwrap_or_else(|| py.detach(Self::begin_or_stop))
    }

    /// Never comes back on a thread that would be ended for it.
    fn begin_or_stop() -> Self {
        loop {
            match Self::begin() {
                Some(visit) => return visit,
                None => thread::park(),
            }
        }
    }
}

impl Drop for Visit {
    fn drop(&mut self) {
        VISITS.fetch_sub(1, Ordering::SeqCst);
    }
}

/// Whether the interpreter is ending: nobody waits for anything any longer.
pub(crate) fn is_ending() -> bool {
    ENDING.get().is_some()
}

/// What is to be done by Python code amid a call: to log, or to bring a token.
pub(crate) type Errand = Box<dyn FnOnce(Python<'_>) -> PyResult<()> + Send>;

/// The errands of a call that its caller waits for.
#[derive(Default)]
pub(crate) struct Errands(Mutex<Vec<Errand>>);

impl Errands {
    pub(crate) fn put(&self, errand: Errand) {
        self.list().push(errand);
    }

    /// Runs them. What one raises ends there: the call goes on.
    fn run(&self, py: Python<'_>) {
        let all = std::mem::take(&mut *self.list());
        all.into_iter().for_each(|errand| run(py, errand));
    }

    fn list(&self) -> MutexGuard<'_, Vec<Errand>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Runs an errand. What it raises ends there.
pub(crate) fn run(py: Python<'_>, errand: Errand) {
    if let Err(error) = errand(py) {
        heed(py, error);
    }
}

/// How often a waiting call looks whether Ctrl-C was pressed.
const SIGNAL_INTERVAL: Duration = Duration::from_millis(50);

/// Why a waiting call comes back to its thread.
enum Turn<T> {
    Done(T),
    Errands,
    Signals,
}

/// Waits on the calling thread, detached from the interpreter but for errands and signals. A signal's
/// exception cancels. What comes is to be shown while the visit lasts.
pub(crate) fn wait<T: Send>(
    py: Python<'_>,
    errands: &Errands,
    future: impl Future<Output = T> + Send,
) -> PyResult<(T, Visit)> {
    let runtime = of_callers(py)?;
    let mut future = Box::pin(future);
    loop {
        let (turn, visit) = py
            .detach(|| (runtime.block_on(turn(future.as_mut(), errands)), Visit::begin_or_stop()));
        errands.run(py);
        match turn {
            Turn::Done(outcome) => return Ok((outcome, visit)),
            Turn::Errands => {}
            Turn::Signals => {
                if let Err(error) = py.check_signals() {
                    drop(visit);
                    py.detach(|| {
                        runtime.block_on(async {
                            drop(future);
                            settle().await;
                        });
                        Visit::begin_or_stop()
                    });
                    return Err(error);
                }
            }
        }
    }
}

async fn turn<T>(mut future: Pin<&mut impl Future<Output = T>>, errands: &Errands) -> Turn<T> {
    // Nobody drives this runtime between calls: let it notice which connections were closed.
    settle().await;
    let mut signals = pin!(sleep(SIGNAL_INTERVAL));
    let turn = poll_fn(|context| {
        if let Poll::Ready(outcome) = future.as_mut().poll(context) {
            Poll::Ready(Turn::Done(outcome))
        } else if !errands.list().is_empty() {
            Poll::Ready(Turn::Errands)
        } else {
            signals.as_mut().poll(context).map(|()| Turn::Signals)
        }
    })
    .await;
    if matches!(turn, Turn::Done(_)) {
        settle().await;
    }
    turn
}

/// The runtime in the background, for calls that an event loop waits for.
pub(crate) fn background(py: Python<'_>) -> PyResult<Handle> {
    let mut slot = BACKGROUND.lock().unwrap_or_else(PoisonError::into_inner);
    let process = std::process::id();
    if let Some(background) = slot.as_ref().filter(|it| it.process == process) {
        return Ok(background.handle.clone());
    }
    let begun = begin_background(process);
    // After a fork: the parent's thread is not here.
    let (of_parent, begun) = match begun {
        Ok(begun) => {
            let handle = begun.handle.clone();
            (slot.replace(begun), Ok(handle))
        }
        Err(error) => (None, Err(error)),
    };
    drop(slot);
    std::mem::forget(of_parent);
    begun.map_err(|error| no_means(py, &error))
}

fn begin_background(process: u32) -> std::io::Result<Background> {
    let runtime = build()?;
    let handle = runtime.handle().clone();
    let (stop, stopped) = oneshot::channel();
    let named = thread::Builder::new().name("telnum".to_owned());
    let thread = named.spawn(move || drive(runtime, stopped))?;
    Ok(Background { process, handle, stop, thread })
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

/// One turn brings in the events, the next lets the connections act on them.
async fn settle() {
    yield_now().await;
    yield_now().await;
}

/// Several threads may wait on it at once: one of them drives it for all.
fn of_callers(py: Python<'_>) -> PyResult<&'static Runtime> {
    let mut slot = CALLERS.lock().unwrap_or_else(PoisonError::into_inner);
    match *slot {
        Some((process, runtime)) if process == std::process::id() => Ok(runtime),
        _ => {
            let runtime = build().map(|it| &*Box::leak(Box::new(it)));
            *slot = runtime.as_ref().ok().map(|it| (std::process::id(), *it)).or(*slot);
            drop(slot);
            runtime.map_err(|error| no_means(py, &error))
        }
    }
}

fn build() -> std::io::Result<Runtime> {
    Builder::new_current_thread().enable_all().build()
}

/// The process has no descriptor or thread left.
fn no_means(py: Python<'_>, error: &std::io::Error) -> PyErr {
    let text = format!("No connection could be made: {error}. Nothing was sent.");
    to_exception(py, Error::new(ErrorKind::Connect, text))
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
