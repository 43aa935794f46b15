//! JSON as carriers write it: read where it stands, one value at a time, with every digit of its numbers.
//!
//! The reader knows nothing of types, so it is compiled once; and what nobody asks for is only skipped. It is
//! a crate of its own so that it can be compiled for speed where all else is compiled for size.
//!
//! It is telnum's own: it may change in any version.

mod problem;
mod reader;
mod text;
mod value;

pub use problem::Problem;
pub use reader::{Reader, Scalar};
pub use text::string;
pub use value::Json;

#[cfg(test)]
mod tests;
