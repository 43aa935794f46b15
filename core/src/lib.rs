//! Buy and manage telephone numbers (DIDs) at IDT Express, DialogTech and DIDWW.
//!
//! A number is never bought twice: a purchase is sent once, and one whose answer is lost is
//! [`ErrorKind::OutcomeUnknown`], never an ordinary time-out.

#![cfg_attr(
    target_arch = "wasm32",
    expect(
        clippy::arc_with_non_send_sync,
        reason = "one type for all platforms; here, no threads"
    )
)]

mod arguments;
mod attempt;
mod builder;
mod channel;
mod checks;
mod config;
pub mod dialogtech;
pub mod didww;
mod driver;
#[cfg(feature = "emulator")]
mod emulator;
mod error;
mod failing;
mod host;
pub mod idt_express;
mod log;
mod operation;
mod pager;
mod platform;
mod policy;
mod purchase;
mod reading;
mod token;
mod transport;
mod types;
mod wire;

pub use arguments::{Arguments, FromArguments, Wording};
pub use attempt::{Attempt, AttemptArguments, AttemptStore, NoStore, PlacedAttempts, read_json};
pub use checks::Checks;
pub use config::{Environment, Settings, Surroundings, user_agent};
pub use dialogtech::*;
pub use didww::*;
pub use driver::CallOptions;
#[cfg(feature = "emulator")]
pub use emulator::Emulator;
pub use error::{Carrier, Error, ErrorDetail, ErrorInfo, ErrorKind, ErrorOrigin, Result};
pub use idt_express::*;
pub use log::{LogEvent, LogLevel, LogSink, LogSubject};
pub use operation::{Body, Encoded, Operation, Refusal, Repeat};
pub use pager::{Paged, Pager};
pub use platform::*;
pub use token::{TokenFailed, TokenSource};
pub use transport::*;
pub use types::*;

#[cfg(feature = "uniffi")]
uniffi::setup_scaffolding!();
