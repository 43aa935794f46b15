//! telnum for Kotlin and Swift: what of core crosses, and how.
//!
//! Everything here is the inside of the two packages; their public classes are written by hand over
//! it, in `kotlin/` and `swift/`. Records and enums cross as core declares them.

mod attempt;
mod call;
mod dialogtech;
mod didww;
mod emulator;
mod idt_express;
mod logger;
mod pager;
mod runtime;
mod settings;
mod token;
mod watch;

pub use attempt::attempt_from_json;
pub use call::{
    CallError, CallSettings, DialogTechOrderAnswer, DidwwDidPageAnswer, IdtCountriesAnswer,
    IdtDidGroupsAnswer, IdtNumberPageAnswer, IdtOrderAnswer, IdtOrderPageAnswer,
    IdtOrderPreviewAnswer, IdtRegionsAnswer, IdtRemovedNumberAnswer,
};
pub use dialogtech::{DialogTechCore, DialogTechWanted};
pub use didww::{DidwwCore, link_not_asked};
pub use emulator::EmulatorCore;
pub use idt_express::IdtExpressCore;
pub use logger::{LoggerCore, LoggerFailed};
pub use pager::{DidsPagerCore, NumbersPagerCore, OrdersPagerCore};
pub use settings::ClientSettings;
pub use token::{TokenFailed, TokenSourceCore};
pub use watch::OrderWatchCore;

telnum::uniffi_reexport_scaffolding!();
telnum_emulator::uniffi_reexport_scaffolding!();
uniffi::setup_scaffolding!();
