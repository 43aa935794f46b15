//! telnum for Kotlin and Swift: what of core crosses, and how.
//!
//! Everything here is the inside of the two packages, whose public classes are in `kotlin/` and `swift/`.
//! Records and enums cross as core declares them. A carrier's client is generated from core's declarations:
//! `cargo run -p telnum-codegen` writes it.

pub mod attempt;
pub mod call;
pub mod dialogtech;
pub mod didww;
pub mod emulator;
pub mod idt_express;
pub mod link;
pub mod logger;
mod names;
pub mod pager;
mod runtime;
pub mod settings;
mod spelled;
pub mod token;
pub mod watch;

telnum::uniffi_reexport_scaffolding!();
telnum_emulator::uniffi_reexport_scaffolding!();
uniffi::setup_scaffolding!();
