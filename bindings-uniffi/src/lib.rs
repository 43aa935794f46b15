//! telnum for Kotlin and Swift: what of core crosses, and how.
//!
//! Everything here is the inside of the two packages, whose public types are in `kotlin/` and `swift/`. Calls cross
//! by their names: arguments as JSON, answers as messages, which generated readers make records of. So one more
//! operation or record is not a line here.

pub mod call;
pub mod cancellation;
mod carriers;
pub mod client;
pub mod emulator;
pub mod journal;
pub mod link;
pub mod logger;
mod message;
mod names;
mod runtime;
mod spelled;
pub mod steps;
pub mod token;

uniffi::setup_scaffolding!();
