//! Buy and manage telephone numbers (DIDs) at IDT Express, DialogTech and DIDWW.
//!
//! A number is never bought twice: a purchase is sent once, and one whose answer is lost is
//! [`ErrorKind::OutcomeUnknown`], never an ordinary time-out.
//!
//! Calls are awaited in a tokio runtime that was built with `enable_all`, as `#[tokio::main]` does. In any
//! other place they are a `configuration` error, and nothing is sent. (To find a runtime without timers,
//! telnum catches tokio's panic: its message still goes to the panic hook.) An [`Emulator`] needs no
//! runtime.
//!
//! A lazy list is read by `next` or as a stream, which needs no pinning:
//!
//! ```
//! use futures_util::StreamExt;
//! use telnum::{Emulator, ListNumbers};
//!
//! # async fn run() -> telnum::Result<()> {
//! let client = Emulator::new(7).idt_express()?;
//! let mut numbers = client.numbers(ListNumbers::new()).into_stream();
//! while let Some(number) = numbers.next().await {
//!     println!("{:?}", number?.e164);
//! }
//! # Ok(()) }
//! ```
//!
//! To store a status, take its `as_str`: the canonical text (`fulfilled_complete`) that all languages
//! share. `read` makes the same value of it; a status that this release does not know keeps the carrier's
//! own text.
//!
//! ```
//! use telnum::IdtOrderItemStatus;
//!
//! let status = IdtOrderItemStatus::read("Fulfilled – Complete");
//! assert_eq!(status.as_str(), "fulfilled_complete");
//! assert_eq!(IdtOrderItemStatus::read(status.as_str()), status);
//! ```

#![cfg_attr(
    target_arch = "wasm32",
    expect(
        clippy::arc_with_non_send_sync,
        reason = "one type for all platforms; here, no threads"
    )
)]

mod arguments;
mod attempt;
#[cfg(feature = "blocking")]
pub mod blocking;
mod builder;
mod buying;
mod by_name;
mod call;
mod channel;
mod checks;
mod config;
mod cost;
mod credentials;
mod destination;
pub mod dialogtech;
pub mod didww;
mod driver;
#[cfg(feature = "emulator")]
mod emulator;
mod error;
mod failing;
mod find;
mod forward;
mod from_value;
mod headers;
mod host;
pub mod idt_express;
mod journal;
mod log;
mod looks;
mod nearest;
mod operation;
mod pager;
mod plain_options;
mod platform;
mod policy;
mod purchase;
mod reading;
mod reconcile;
#[cfg(feature = "native")]
mod relay;
mod relayed;
#[cfg(feature = "native")]
mod runtime;
#[doc(hidden)]
pub mod seen;
mod sha1;
mod shown_seconds;
mod token;
mod trace;
mod transport;
mod types;
mod unsent;
mod until;
mod watch;
mod wire;

pub use arguments::{Arguments, FromArguments, Wording};
pub use attempt::{Attempt, AttemptArguments, PlacedAttempts, read_json};
#[doc(hidden)]
pub use builder::{Opening, open};
pub use buying::{CostBasis, NumberPurchase, PurchaseStage, PurchasedNumber};
pub use by_name::{ByName, Steps};
pub use call::Output;
pub use checks::Checks;
pub use config::{Environment, Settings, Surroundings, seconds, user_agent};
pub use dialogtech::*;
pub use didww::*;
pub use driver::CallOptions;
#[cfg(feature = "emulator")]
pub use emulator::Emulator;
pub use error::{
    Carrier, Error, ErrorDetail, ErrorInfo, ErrorKind, ErrorOrigin, Result, unstopped,
};
pub use idt_express::*;
pub use journal::{
    Claim, Journal, JournalClaim, JournalOutcome, JournalResult, OpenAttempt, PlacedAttempt,
    SettledAttempt,
};
#[cfg(feature = "native")]
pub use journal::{DatabaseFailed, FileJournal, PostgresDatabase, PostgresJournal};
pub use log::{LogEvent, LogLevel, LogSink, LogSubject};
pub use operation::{
    Body, Encoded, Lookup, Operation, Ran, Reads, Refusal, Repeat, Running, Special,
};
pub use pager::{Keyed, Listing, Paged, Pager};
pub use platform::*;
pub use reconcile::{AttemptOutcome, ReconciledAttempt};
#[cfg(feature = "native")]
pub use relay::{Relay, RelayCall, RelayRequest};
pub use token::{TokenFailed, TokenSource};
pub use transport::*;
pub use types::*;
pub use watch::{Look, Watch, Watched};

/// What the page shows is compiled and run.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
