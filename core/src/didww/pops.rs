//! The points of presence.

use telnum_macros::{document, operation, record};

use super::filters::filters;
use super::pop::DidwwPop;
use super::unknown::DidwwMember;

/// Lists the points of presence: where in the world calls can be handed over.
#[operation(
    Didww::list_pops,
    GET "/v3/pops",
    page = "Get POPs",
    answer = document(DidwwPopList),
    asks(filter = DidwwPopFilter, fields),
)]
pub struct ListDidwwPops;

/// All points of presence that were asked for: the carrier does not page them. (DIDWW, *Get POPs*)
#[derive(Default)]
#[document]
#[record]
pub struct DidwwPopList {
    /// The points of presence, in the carrier's order.
    pub pops: Vec<DidwwPop>,
    /// How many points of presence there are in all, as the carrier reports it.
    pub total_records: Option<i32>,
    /// The API version that answered; versions before 2022-05-10 do not say.
    pub api_version: Option<String>,
    /// What this version of telnum does not know of the answer: `meta.x` is the member `x` of its `meta`.
    pub unknown: Vec<DidwwMember>,
}

filters! {
    /// The filters of a list of points of presence; a point of presence has to pass all of them. (DIDWW, *Get POPs*)
    DidwwPopFilter {
        /// The id.
        id text "id";
    }
}
