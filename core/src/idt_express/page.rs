//! What all lists in pages say of themselves.

use telnum_macros::object;

/// Rows per page where none are asked for, as the carrier documents it.
pub(super) const USUAL_SIZE: i32 = 100;

/// What a page says of its list.
#[derive(Default)]
#[object]
pub(super) struct Meta {
    pub(super) page: Option<i32>,
    pub(super) page_size: Option<i32>,
    pub(super) total: Option<i32>,
}
