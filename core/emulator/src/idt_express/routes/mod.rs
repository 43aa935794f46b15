//! One file for each resource.

pub(super) mod coverage;
pub(super) mod create_order;
pub(super) mod numbers;
pub(super) mod orders;
mod page;
