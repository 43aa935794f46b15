//! Decisions that are pure: time and chance come in as arguments.

pub(crate) mod paging;
pub(crate) mod retry;
pub(crate) mod retry_after;
