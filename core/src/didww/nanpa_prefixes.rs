//! The prefixes of North American numbers.

use telnum_macros::{document, open_set, operation, record};

use super::filters::filters;
use super::included::DidwwIncluded;
use super::names::{named, normalise, sorting};
use super::nanpa_prefix::DidwwNanpaPrefix;
use super::unknown::DidwwMember;

/// Lists one page of the prefixes of North American numbers that the carrier has; since version 2022-05-10.
#[operation(
    Didww::list_nanpa_prefixes,
    GET "/v3/nanpa_prefixes",
    page = "Get NANPA Prefixes",
    answer = document(DidwwNanpaPrefixPage),
    asks(filter = DidwwNanpaPrefixFilter, include = DidwwNanpaPrefixInclude, sort = DidwwNanpaPrefixSortKey, fields, pages),
    walk(nanpa_prefixes, ahead = 20, "All prefixes that pass the filters, one after another."),
)]
pub struct ListDidwwNanpaPrefixes;

/// Gets one prefix of North American numbers.
#[operation(
    Didww::get_nanpa_prefix,
    GET "/v3/nanpa_prefixes/{nanpa_prefix_id}",
    page = "Get NANPA Prefix",
    answer = document(DidwwNanpaPrefixDocument),
    asks(include = DidwwNanpaPrefixInclude, fields),
    raises(not_found = "the carrier has no such prefix"),
)]
pub struct GetDidwwNanpaPrefix {
    /// The prefix's id, which is not its digits.
    pub nanpa_prefix_id: String,
}

/// A page of NANPA prefixes. (DIDWW, *Get NANPA Prefixes*)
#[derive(Default)]
#[document]
#[record]
pub struct DidwwNanpaPrefixPage {
    /// The NANPA prefixes, in the carrier's order.
    pub nanpa_prefixes: Vec<DidwwNanpaPrefix>,
    /// The objects that they are linked to, each once.
    pub included: DidwwIncluded,
    /// How many NANPA prefixes there are in all pages, as the carrier reports it.
    pub total_records: Option<i32>,
    /// The API version that answered; versions before 2022-05-10 do not say.
    pub api_version: Option<String>,
    /// What this version of telnum does not know of the answer: `meta.x` is the member `x` of its `meta`.
    pub unknown: Vec<DidwwMember>,
}

/// A NANPA prefix with what it is linked to. (DIDWW, *Get NANPA Prefix*)
#[derive(Default)]
#[document]
#[record]
pub struct DidwwNanpaPrefixDocument {
    /// The NANPA prefix.
    pub nanpa_prefix: DidwwNanpaPrefix,
    /// The objects that it is linked to, each once.
    pub included: DidwwIncluded,
    /// The API version that answered; versions before 2022-05-10 do not say.
    pub api_version: Option<String>,
    /// What this version of telnum does not know of the answer: `meta.x` is the member `x` of its `meta`.
    pub unknown: Vec<DidwwMember>,
}

filters! {
    /// The filters of a list of NANPA prefixes; a NANPA prefix has to pass all of them. (DIDWW, *Get NANPA Prefixes*)
    DidwwNanpaPrefixFilter {
        /// The id.
        id text "id";
        /// The area code: three digits.
        npa text "npa";
        /// The exchange: three digits.
        nxx text "nxx";
        /// Area code and exchange together: six digits, one value alone.
        npanxx text "npanxx";
        /// The id of the country.
        country_id text "country.id";
        /// The id of the region.
        region_id text "region.id";
        /// Whether a group with the prefix has numbers to buy.
        did_group_is_available flag "did_group.is_available";
        /// What such a group's numbers can do, such as `voice_in`.
        did_group_features text "did_group.features";
    }
}

/// What can be included with NANPA prefixes. (DIDWW, *Get NANPA Prefixes*)
///
/// An unknown one is sent as it is.
#[open_set]
pub enum DidwwNanpaPrefixInclude {
    /// The country.
    Country,
    /// The region.
    Region,
}

/// What a list of NANPA prefixes can be sorted by. (DIDWW, *Get NANPA Prefixes*)
///
/// An unknown one is sent as it is.
#[open_set]
pub enum DidwwNanpaPrefixSortKey {
    /// The area code.
    Npa,
    /// The exchange.
    Nxx,
}

named!(DidwwNanpaPrefixInclude);
sorting!(DidwwNanpaPrefixSortKey);
