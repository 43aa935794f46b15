//! Every difference between platforms, in one place.

use std::future::{Future, poll_fn};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Poll, Waker};
use std::time::Duration;

use crate::error::Result;

/// A boxed future; it can move between threads wherever there are threads.
#[cfg(not(target_arch = "wasm32"))]
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;
/// A boxed future; JavaScript has one thread.
#[cfg(target_arch = "wasm32")]
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + 'a>>;

/// `Send + Sync` wherever there are threads.
#[cfg(not(target_arch = "wasm32"))]
pub trait Shared: Send + Sync + 'static {}
#[cfg(not(target_arch = "wasm32"))]
impl<T: Send + Sync + 'static> Shared for T {}

/// `Send + Sync` wherever there are threads.
#[cfg(target_arch = "wasm32")]
pub trait Shared: 'static {}
#[cfg(target_arch = "wasm32")]
impl<T: 'static> Shared for T {}

/// `Send` wherever there are threads.
#[cfg(not(target_arch = "wasm32"))]
pub trait Movable: Send + 'static {}
#[cfg(not(target_arch = "wasm32"))]
impl<T: Send + 'static> Movable for T {}

/// `Send` wherever there are threads.
#[cfg(target_arch = "wasm32")]
pub trait Movable: 'static {}
#[cfg(target_arch = "wasm32")]
impl<T: 'static> Movable for T {}

/// Ends what another call waits for; it is called at most once.
#[cfg(not(target_arch = "wasm32"))]
pub type Notify = Box<dyn FnOnce() + Send>;

/// Polls something once.
#[cfg(not(target_arch = "wasm32"))]
pub(crate) type PollOnce<'a> = dyn FnMut(&mut std::task::Context<'_>) -> Poll<()> + Send + 'a;
/// Polls something once.
#[cfg(target_arch = "wasm32")]
pub(crate) type PollOnce<'a> = dyn FnMut(&mut std::task::Context<'_>) -> Poll<()> + 'a;

/// What takes the pages of a list, and says whether more are wanted.
#[cfg(not(target_arch = "wasm32"))]
pub(crate) type TakePage<'a> =
    dyn FnMut(Box<dyn crate::call::Output>) -> crate::error::Result<bool> + Send + 'a;
/// Ends what another call waits for; it is called at most once.
#[cfg(target_arch = "wasm32")]
pub type Notify = Box<dyn FnOnce()>;

/// What takes the pages of a list, and says whether more are wanted.
#[cfg(target_arch = "wasm32")]
pub(crate) type TakePage<'a> =
    dyn FnMut(Box<dyn crate::call::Output>) -> crate::error::Result<bool> + 'a;

/// What a client needs of its surroundings beside a transport: time, chance and settings.
pub trait Platform: Shared {
    /// An error where it could not wait just now; it is asked before a call sends anything.
    fn ready(&self) -> Result<()> {
        Ok(())
    }

    /// Milliseconds since 1970 began, by the wall clock.
    fn now(&self) -> i64;

    /// Time since some fixed moment; it never goes back.
    fn elapsed(&self) -> Duration;

    /// Waits.
    fn sleep(&self, pause: Duration) -> BoxFuture<'_, ()>;

    /// Ends after that time, unless something else is done before: then it is dropped, and should leave
    /// no timer behind. An emulator's clock, which only waiting moves, is not its clock.
    fn alarm(&self, after: Duration) -> BoxFuture<'_, ()> {
        self.sleep(after)
    }

    /// Something that one call waits for and another call ends. A host whose calls are not woken by
    /// their wakers has its own.
    fn signal(&self) -> (Notify, BoxFuture<'static, ()>) {
        let signal = Arc::new(Mutex::new(Signal::default()));
        let ended = signal.clone();
        let notify = move || {
            let mut signal = signal.lock().unwrap_or_else(PoisonError::into_inner);
            signal.given = true;
            if let Some(waker) = signal.waker.take() {
                waker.wake();
            }
        };
        let wait = poll_fn(move |context| {
            let mut signal = ended.lock().unwrap_or_else(PoisonError::into_inner);
            if signal.given {
                return Poll::Ready(());
            }
            signal.waker = Some(context.waker().clone());
            Poll::Pending
        });
        (Box::new(notify), Box::pin(wait))
    }

    /// Chance, for jitter and for the ids of attempts.
    fn random(&self) -> u32;

    /// Whether there is chance at all. Where it fails, no attempt is prepared: its id would not be its own.
    fn has_chance(&self) -> Result<()> {
        Ok(())
    }

    /// An environment variable, where there are such.
    fn variable(&self, name: &str) -> Option<String>;
}

#[derive(Default)]
struct Signal {
    given: bool,
    waker: Option<Waker>,
}

/// The operating system's clock, chance and environment, with tokio's timer.
#[cfg(feature = "native")]
#[derive(Debug)]
pub struct Native {
    start: std::time::Instant,
}

#[cfg(feature = "native")]
impl Default for Native {
    fn default() -> Self {
        Self { start: std::time::Instant::now() }
    }
}

#[cfg(feature = "native")]
impl Platform for Native {
    fn ready(&self) -> Result<()> {
        crate::runtime::timer().map(drop).map_err(crate::runtime::unusable)
    }

    fn now(&self) -> i64 {
        crate::types::Timestamp::from(std::time::SystemTime::now()).unix_milliseconds()
    }

    fn elapsed(&self) -> Duration {
        self.start.elapsed()
    }

    fn sleep(&self, pause: Duration) -> BoxFuture<'_, ()> {
        Box::pin(tokio::time::sleep(pause))
    }

    fn random(&self) -> u32 {
        // Without a source of chance, the clock's nanoseconds still spread retries apart.
        getrandom::u32().unwrap_or_else(|_| self.start.elapsed().subsec_nanos())
    }

    fn has_chance(&self) -> Result<()> {
        getrandom::u32().map(drop).map_err(|error| {
            crate::error::Error::configuration(format!(
                "The operating system gives no random numbers ({error}), which the id of an attempt is \
                 made of. Nothing was sent."
            ))
        })
    }

    fn variable(&self, name: &str) -> Option<String> {
        std::env::var(name).ok().filter(|value| !value.is_empty())
    }
}

/// Runs code of the caller's: nothing where it panics, which must not break or change a call.
pub(crate) fn guarded<T>(work: impl FnOnce() -> T) -> Option<T> {
    catch_unwind(AssertUnwindSafe(work)).ok()
}
