//! telnum for Kotlin and Swift: what of core crosses, and how.
//!
//! Everything here is the inside of the two packages; their public classes are written by hand over
//! it, in `kotlin/` and `swift/`. Records and enums cross as core declares them.

mod attempt;
mod call;
mod emulator;
mod idt_express;
mod pager;
mod runtime;
mod settings;

pub use attempt::attempt_from_json;
pub use call::{
    CallError, CallSettings, Cancellation, IdtDidGroupsAnswer, IdtNumberPageAnswer, IdtOrderAnswer,
    IdtOrderPreviewAnswer,
};
pub use emulator::EmulatorCore;
pub use idt_express::IdtExpressCore;
pub use pager::NumbersPagerCore;
pub use settings::ClientSettings;

telnum::uniffi_reexport_scaffolding!();
telnum_emulator::uniffi_reexport_scaffolding!();
uniffi::setup_scaffolding!();
