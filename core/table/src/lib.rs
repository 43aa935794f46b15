//! What the declarations in core say: an operation by `#[operation(…)]` on its request, a wait by
//! `#[watch(…)]`, a carrier by `#[carrier(…)]` on its client's builder.
//!
//! `telnum-macros` writes Rust from it, `telnum-codegen` every other language's face. Both read it here, so
//! that they cannot differ.

mod asks;
mod carrier;
mod field;
mod operation;
mod part;

pub use asks::Asks;
pub use carrier::{CarrierTable, Credential, CredentialsGo, OwnOption};
pub use field::{Argument, Arguments, doc, inside_option, is_filter, private};
pub use operation::{Answer, OperationTable, Raises, Walk, WatchTable};
