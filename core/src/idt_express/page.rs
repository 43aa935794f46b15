//! What all lists in pages say of themselves.

use serde::Deserialize;

use crate::wire::Count;

/// Rows per page where none are asked for, as the carrier documents it.
pub(super) const USUAL_SIZE: i32 = 100;

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct WireMeta {
    pub(super) page: Count,
    pub(super) page_size: Count,
    pub(super) total: Count,
}
