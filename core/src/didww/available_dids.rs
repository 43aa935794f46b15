//! The numbers that can be bought one by one.

use telnum_macros::{document, open_set, operation, record};

use super::available_did::DidwwAvailableDid;
use super::filters::filters;
use super::included::DidwwIncluded;
use super::names::{named, normalise};
use super::unknown::DidwwMember;

/// Lists a few of the numbers that can be bought one by one, with `total_count`, how many there are.
///
/// This is a sample, not a page: the carrier picks a few numbers at random, and a second call may return the same
/// ones. To see others, narrow `number_contains` or the place. Listing a number does not hold it: reserve it
/// (`create_did_reservation`), or order it. DIDWW enables this for an account on request, and forbids copying the
/// numbers into another database.
#[operation(
    Didww::list_available_dids,
    GET "/v3/available_dids",
    page = "Get Available DIDs",
    answer = document(DidwwAvailableDidList),
    asks(filter = DidwwAvailableDidFilter, include = DidwwAvailableDidInclude, fields),
    raises(not_enabled = "the account may not choose single numbers: ask DIDWW to enable it"),
)]
pub struct ListDidwwAvailableDids;

/// Gets one number that can be bought, as long as no one has taken it.
#[operation(
    Didww::get_available_did,
    GET "/v3/available_dids/{available_did_id}",
    page = "Get Available DID",
    answer = document(DidwwAvailableDidDocument),
    asks(include = DidwwAvailableDidInclude, fields),
    raises(
        not_found = "the number is taken, or there is none of this id",
        not_enabled = "the account may not choose single numbers: ask DIDWW to enable it",
    ),
)]
pub struct GetDidwwAvailableDid {
    /// The id that `list_available_dids` shows, which is not the number.
    pub available_did_id: String,
}

/// A few of the numbers that can be bought. (DIDWW, *Get Available DIDs*)
#[derive(Default)]
#[document]
#[record]
pub struct DidwwAvailableDidList {
    /// The numbers that the carrier picked, in no particular order.
    pub available_dids: Vec<DidwwAvailableDid>,
    /// The objects that they are linked to, each once.
    pub included: DidwwIncluded,
    /// How many numbers pass the filters, as the carrier reports it: usually many more than are listed.
    #[meta(was = "total_records")]
    pub total_count: Option<i32>,
    /// The API version that answered; versions before 2022-05-10 do not say.
    pub api_version: Option<String>,
    /// What this version of telnum does not know of the answer: `meta.x` is the member `x` of its `meta`.
    pub unknown: Vec<DidwwMember>,
}

/// A number that can be bought, with what it is linked to. (DIDWW, *Get Available DID*)
#[derive(Default)]
#[document]
#[record]
pub struct DidwwAvailableDidDocument {
    /// The number.
    pub available_did: DidwwAvailableDid,
    /// The objects that it is linked to, each once.
    pub included: DidwwIncluded,
    /// The API version that answered; versions before 2022-05-10 do not say.
    pub api_version: Option<String>,
    /// What this version of telnum does not know of the answer: `meta.x` is the member `x` of its `meta`.
    pub unknown: Vec<DidwwMember>,
}

filters! {
    /// What numbers are looked for; a number has to pass all of these. (DIDWW, *Get Available DIDs*)
    DidwwAvailableDidFilter {
        /// The id of its group's country.
        country_id text "country.id";
        /// The id of its group's region.
        region_id text "region.id";
        /// The id of its group's city.
        city_id text "city.id";
        /// The id of its group.
        did_group_id text "did_group.id";
        /// The id of the kind of its group.
        did_group_type_id text "did_group_type.id";
        /// What its group can do, such as `voice_in`. Whether several mean any or all of them is not documented:
        /// include `did_group`, and look at its `features`.
        did_group_features text "did_group.features";
        /// The id.
        id text "id";
        /// Digits that the number holds. Fewer than three need a filter by place or group beside them.
        number_contains text "number_contains";
        /// Whether a user's documents are needed before the number works.
        did_group_needs_registration flag "did_group.needs_registration";
        /// The id of its NANPA prefix; since version 2022-05-10.
        nanpa_prefix_id text "nanpa_prefix.id";
    }
}

/// What can be included with numbers. (DIDWW, *Get Available DIDs*)
///
/// An unknown one is sent as it is.
#[open_set]
pub enum DidwwAvailableDidInclude {
    /// The group.
    DidGroup,
    /// What can be bought of the group: the prices.
    #[written("did_group.stock_keeping_units")]
    DidGroupStockKeepingUnits,
    /// The NANPA prefix; since version 2022-05-10.
    NanpaPrefix,
}

named!(DidwwAvailableDidInclude);
