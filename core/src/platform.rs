//! Every difference between platforms, in one place.

use std::future::Future;
use std::pin::Pin;
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

    /// Chance, for jitter and for the ids of attempts.
    fn random(&self) -> u32;

    /// An environment variable, where there are such.
    fn variable(&self, name: &str) -> Option<String>;
}

/// The operating system's clock, chance and environment, with tokio's timer.
#[cfg(feature = "reqwest")]
#[derive(Debug)]
pub struct Native {
    start: std::time::Instant,
}

#[cfg(feature = "reqwest")]
impl Default for Native {
    fn default() -> Self {
        Self { start: std::time::Instant::now() }
    }
}

#[cfg(feature = "reqwest")]
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

    fn variable(&self, name: &str) -> Option<String> {
        std::env::var(name).ok().filter(|value| !value.is_empty())
    }
}
