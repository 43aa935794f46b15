//! What is left of an object that was deleted.

use telnum_macros::record;

use crate::error::{Error, ErrorKind};

/// An object that was deleted.
#[record]
pub struct DidwwDeleted {
    /// The id that it had.
    pub id: String,
}

impl DidwwDeleted {
    /// The carrier says nothing more of it.
    pub(super) fn of(id: &str) -> Self {
        Self { id: id.to_owned() }
    }

    /// An earlier request may have deleted it, and now the carrier does not find it.
    pub(super) fn where_gone(id: &str, refusal: &Error) -> Option<Self> {
        (refusal.kind == ErrorKind::NotFound).then(|| Self::of(id))
    }
}
