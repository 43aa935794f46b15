//! The kinds of numbers.

use telnum_macros::{document, open_set, operation, record};

use super::did_group::DidwwDidGroupType;
use super::filters::filters;
use super::names::{normalise, sorting};
use super::unknown::DidwwMember;

/// Lists one page of the kinds of numbers, such as `Local` or `Toll-free`.
#[operation(
    Didww::list_did_group_types,
    GET "/v3/did_group_types",
    page = "Get DID Group Types",
    answer = document(DidwwDidGroupTypePage),
    asks(filter = DidwwDidGroupTypeFilter, sort = DidwwDidGroupTypeSortKey, fields, pages),
    walk(did_group_types, ahead = 20, "All kinds of numbers that pass the filters, one after another."),
)]
pub struct ListDidwwDidGroupTypes;

/// Gets one kind of numbers.
#[operation(
    Didww::get_did_group_type,
    GET "/v3/did_group_types/{did_group_type_id}",
    page = "Get DID Group Type",
    answer = resource(DidwwDidGroupType),
    asks(fields),
    raises(not_found = "the carrier has no such kind"),
)]
pub struct GetDidwwDidGroupType {
    /// The kind's id.
    pub did_group_type_id: String,
}

/// A page of DID group types. (DIDWW, *Get DID Group Types*)
#[derive(Default)]
#[document]
#[record]
pub struct DidwwDidGroupTypePage {
    /// The DID group types, in the carrier's order.
    pub did_group_types: Vec<DidwwDidGroupType>,
    /// How many DID group types there are in all pages, as the carrier reports it.
    pub total_records: Option<i32>,
    /// The API version that answered; versions before 2022-05-10 do not say.
    pub api_version: Option<String>,
    /// What this version of telnum does not know of the answer: `meta.x` is the member `x` of its `meta`.
    pub unknown: Vec<DidwwMember>,
}

filters! {
    /// The filters of a list of DID group types; a DID group type has to pass all of them. (DIDWW, *Get DID Group Types*)
    DidwwDidGroupTypeFilter {
        /// The id.
        id text "id";
        /// The name, such as `Local`.
        name text "name";
    }
}

/// What a list of DID group types can be sorted by. (DIDWW, *Get DID Group Types*)
///
/// An unknown one is sent as it is.
#[open_set]
pub enum DidwwDidGroupTypeSortKey {
    /// The name.
    Name,
}

sorting!(DidwwDidGroupTypeSortKey);
