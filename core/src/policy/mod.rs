//! Decisions that are pure: time and chance come in as arguments.

pub(crate) mod paging;
pub(crate) mod places;
pub(crate) mod polling;
pub(crate) mod rate_limit;
pub(crate) mod retry;
pub(crate) mod retry_after;
pub(crate) mod retry_budget;
