//! Whole requests against the emulated IDT Express.

mod coverage;
mod errors;
mod numbers;
mod orders;
mod scenarios;
mod singles;
mod sorting;

use super::*;
