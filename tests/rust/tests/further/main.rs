//! What the contract's entries cannot say: the wire, the clock, large bodies, and Rust's own surface.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "in tests, a panic is what tells"
)]

mod bodies;
mod builder;
mod connections;
mod deadline;
mod dialogtech;
mod didww;
mod encodings;
mod floods;
mod house;
mod idioms;
mod journal;
mod journal_file;
mod late;
mod operations;
mod own_journal;
mod panics;
mod raw;
mod reconcile;
mod relay;
mod relay_owner;
mod reqwest;
mod runner;
mod runtime;
mod secrets;
mod shared;
mod support;
mod surroundings;
mod tls;
mod walks;
mod wire;
