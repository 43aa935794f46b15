//! telnum for Kotlin and Swift: what of core crosses, and how.
//!
//! Everything here is the inside of the two packages; their public classes are written by hand over
//! it, in `kotlin/` and `swift/`. Records and enums cross as core declares them.

pub mod attempt;
pub mod call;
pub mod dialogtech;
pub mod didww;
pub mod emulator;
pub mod idt_express;
pub mod logger;
pub mod pager;
mod runtime;
pub mod settings;
mod spelled;
pub mod token;
pub mod watch;

telnum::uniffi_reexport_scaffolding!();
telnum_emulator::uniffi_reexport_scaffolding!();
uniffi::setup_scaffolding!();
