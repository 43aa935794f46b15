//! Reads what carriers answer: JSON into fields, amounts and moments.
//!
//! JSON is read where it stands, one value at a time, with every digit of its numbers. The reader knows nothing of
//! types: each says where its members go ([`Fields`]), so that reading is compiled once; and what nobody asks
//! for is only skipped. It is a crate of its own so that it can be compiled for speed where all else is compiled
//! for size.
//!
//! It is telnum's own: it may change in any version.

pub mod amount;
pub mod calendar;
mod fields;
pub mod moment;
mod problem;
mod reader;
mod target;
mod text;
mod value;

pub use fields::{Fields, Member, MemberReader, Members, Nested, Rows, fill, find, rows};
pub use problem::Problem;
pub use reader::{Reader, Scalar};
pub use target::{FromJson, Moment, TakeMoment, TakeValue, Taken, Target, trimmed};
pub use text::unquoted;
pub use value::Json;

#[cfg(test)]
mod target_tests;
#[cfg(test)]
mod tests;
