//! JSON as carriers write it: read where it stands, one value at a time, with every digit of its numbers.
//!
//! The reader knows nothing of types, so it is compiled once; and what nobody asks for is only skipped.

mod problem;
mod reader;
mod text;
mod value;

pub(crate) use problem::Problem;
pub(crate) use reader::{Reader, Scalar};
pub(crate) use text::string;
pub(crate) use value::Json;

#[cfg(test)]
mod tests;
