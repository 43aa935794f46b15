//! Clients for programs without async: each call waits on the thread that makes it.
//!
//! Any client is one by `blocking()`, also one of an emulator:
//!
//! ```
//! let client = telnum::Emulator::new(7).idt_express()?.blocking()?;
//! let order = client.create_order(16847, 3)?;
//! for number in client.numbers(telnum::ListNumbers::new()) {
//!     println!("{:?}", number?.e164);
//! }
//! # Ok::<(), telnum::Error>(())
//! ```
//!
//! Inside async code each call is a `configuration` error, with nothing sent: await the client itself there. (To find
//! that out, telnum catches tokio's panic: its message still goes to the panic hook.)

mod dialogtech;
mod didww;
mod idt_express;

use std::fmt;
use std::future::Future;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use tokio::runtime::{Builder, Runtime};

pub use self::dialogtech::DialogTech;
pub use self::didww::Didww;
pub use self::idt_express::IdtExpress;
use crate::error::{Error, Result};
use crate::pager::{Paged, Pager};
use crate::watch::Watched;

/// Where a client's calls wait.
#[derive(Clone)]
struct Waiting(Arc<Kept>);

/// A runtime that may be dropped anywhere: tokio's own panics in async code.
struct Kept(Option<Runtime>);

impl Waiting {
    fn new() -> Result<Self> {
        let runtime = Builder::new_current_thread().enable_all().build();
        let runtime = runtime.map_err(|error| {
            Error::configuration(format!("No runtime could be started: {error}."))
        })?;
        Ok(Self(Arc::new(Kept(Some(runtime)))))
    }

    fn wait<T>(&self, call: impl Future<Output = Result<T>>) -> Result<T> {
        let inside = || {
            Error::configuration(
                "A blocking client was called inside async code: await the client itself there. Nothing was sent.",
            )
        };
        let runtime = self.0.0.as_ref().ok_or_else(inside)?;
        // tokio tells of that by a panic alone, here while nothing is sent yet.
        catch_unwind(AssertUnwindSafe(|| runtime.block_on(async {}))).map_err(|_| inside())?;
        runtime.block_on(call)
    }
}

impl Drop for Kept {
    fn drop(&mut self) {
        if let Some(runtime) = self.0.take() {
            runtime.shutdown_background();
        }
    }
}

impl fmt::Debug for Waiting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Waiting")
    }
}

/// The rows of a list, one after another. A page is asked for when its first row is wanted.
#[derive(Debug)]
pub struct Walk<O: Paged> {
    pager: Pager<O>,
    waiting: Waiting,
}

impl<O: Paged> Walk<O> {
    /// Asks for so many pages before they are wanted.
    #[must_use]
    pub fn pages_ahead(self, pages: usize) -> Self {
        Self { pager: self.pager.pages_ahead(pages), waiting: self.waiting }
    }

    /// The next page, or nothing at the end.
    pub fn next_page(&mut self) -> Result<Option<O::Output>> {
        self.waiting.wait(self.pager.next_page())
    }
}

impl<O: Paged> Iterator for Walk<O> {
    type Item = Result<O::Row>;

    fn next(&mut self) -> Option<Self::Item> {
        self.waiting.wait(self.pager.next()).transpose()
    }
}

/// Something as it is now, then each time it has changed, until nothing more will change.
#[derive(Debug)]
pub struct Watch<R: Watched> {
    watch: crate::watch::Watch<R>,
    waiting: Waiting,
}

impl<R: Watched> Iterator for Watch<R> {
    type Item = Result<R::State>;

    fn next(&mut self) -> Option<Self::Item> {
        self.waiting.wait(self.watch.next()).transpose()
    }
}

#[cfg(test)]
mod tests {
    use crate::{Emulator, ErrorKind, ListNumbers, WaitForOrder};

    #[test]
    fn what_is_bought_is_waited_for_and_listed() {
        let emulator = Emulator::new(7);
        let client = emulator.idt_express().unwrap().blocking().unwrap();
        let attempt = client.prepare_order(16847, 3).unwrap();
        let order = client.place(&attempt).unwrap();
        let watch = client.watch_order(WaitForOrder::new(&order.id), Default::default()).unwrap();
        let states: Vec<_> = watch.map(|it| it.unwrap().fulfilled).collect();
        assert_eq!((states.first(), states.last()), (Some(&Some(0)), Some(&Some(3))));
        assert_eq!(client.wait_for_order(&order.id).unwrap().fulfilled, Some(3));
        let numbers: Vec<_> = client.numbers(ListNumbers::new()).map(|it| it.unwrap()).collect();
        // Beside the four that the account had.
        assert_eq!((numbers.len(), emulator.ledger().len()), (7, 1));
        assert!(client.numbers(ListNumbers::new()).next_page().unwrap().is_some());
    }

    #[test]
    fn other_threads_wait_beside_it() {
        let client = Emulator::new(7).idt_express().unwrap().blocking().unwrap();
        let calls = std::array::from_fn::<_, 8, _>(|_| {
            let client = client.clone();
            std::thread::spawn(move || client.list_countries().unwrap().len())
        });
        assert_eq!(calls.map(|it| it.join().unwrap()), [17; 8]);
    }

    #[test]
    fn inside_async_code_it_says_so_and_sends_nothing() {
        let emulator = Emulator::new(7);
        let client = emulator.idt_express().unwrap().blocking().unwrap();
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let refused = runtime.block_on(async {
            let refused = client.create_order(16847, 1).unwrap_err();
            drop(client);
            refused
        });
        assert_eq!((refused.kind, emulator.requests().len()), (ErrorKind::Configuration, 0));
    }
}
