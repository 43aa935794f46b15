//! telnum for JavaScript: core's clients as wasm classes, which the TypeScript beside them drives.
//!
//! A call is a future that TypeScript resumes step by step ([`Call`]); everything it waits for (an
//! answer, a pause) is a promise of the host's. So there is no executor here, dropping a call is all
//! that cancelling it takes, and a trap surfaces in the one place that resumes.

#![cfg(target_arch = "wasm32")]
#![expect(unreachable_pub, reason = "what wasm-bindgen exports is public, in modules that are not")]

mod call;
mod carriers;
mod client;
mod from_js;
mod host;
mod journal;
mod logger;
mod token;
mod walk;

pub use call::Call;
pub use client::{Client, not_loaded};
pub use walk::Walk;
