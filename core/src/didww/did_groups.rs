//! What the carrier sells: groups of numbers, with their prices.

use telnum_macros::{document, open_set, operation, record};

use super::did_group::DidwwDidGroup;
use super::filters::filters;
use super::included::DidwwIncluded;
use super::names::{named, normalise, sorting};
use super::unknown::DidwwMember;

/// Lists one page of what can be bought: groups of numbers of a place and a kind.
///
/// Include `"stock_keeping_units"` for prices: a group has one for each count of channels that the price includes,
/// and it is the stock keeping unit that is ordered. Prices are without VAT, in USD.
#[operation(
    Didww::list_did_groups,
    GET "/v3/did_groups",
    page = "Get DID Groups",
    answer = document(DidwwDidGroupPage),
    asks(filter = DidwwDidGroupFilter, include = DidwwDidGroupInclude, sort = DidwwDidGroupSortKey, fields, pages),
    walk(did_groups, ahead = 20, "All groups that pass the filters, one after another."),
)]
pub struct ListDidwwDidGroups;

/// Gets one group of numbers. Include `"stock_keeping_units"` for its prices.
#[operation(
    Didww::get_did_group,
    GET "/v3/did_groups/{did_group_id}",
    page = "Get DID Group",
    answer = document(DidwwDidGroupDocument),
    asks(include = DidwwDidGroupInclude, fields),
    raises(not_found = "the carrier has no such group"),
)]
pub struct GetDidwwDidGroup {
    /// The group's id.
    pub did_group_id: String,
}

/// A page of DID groups. (DIDWW, *Get DID Groups*)
#[derive(Default)]
#[document]
#[record]
pub struct DidwwDidGroupPage {
    /// The DID groups, in the carrier's order.
    pub did_groups: Vec<DidwwDidGroup>,
    /// The objects that they are linked to, each once.
    pub included: DidwwIncluded,
    /// How many DID groups there are in all pages, as the carrier reports it.
    pub total_records: Option<i32>,
    /// The API version that answered; versions before 2022-05-10 do not say.
    pub api_version: Option<String>,
    /// What this version of telnum does not know of the answer: `meta.x` is the member `x` of its `meta`.
    pub unknown: Vec<DidwwMember>,
}

/// A DID group with what it is linked to. (DIDWW, *Get DID Group*)
#[derive(Default)]
#[document]
#[record]
pub struct DidwwDidGroupDocument {
    /// The DID group.
    pub did_group: DidwwDidGroup,
    /// The objects that it is linked to, each once.
    pub included: DidwwIncluded,
    /// The API version that answered; versions before 2022-05-10 do not say.
    pub api_version: Option<String>,
    /// What this version of telnum does not know of the answer: `meta.x` is the member `x` of its `meta`.
    pub unknown: Vec<DidwwMember>,
}

filters! {
    /// The filters of a list of DID groups; a DID group has to pass all of them. (DIDWW, *Get DID Groups*)
    DidwwDidGroupFilter {
        /// The id of the country.
        country_id text "country.id";
        /// The id of the region.
        region_id text "region.id";
        /// The id of the city.
        city_id text "city.id";
        /// The id of the kind of its numbers.
        did_group_type_id text "did_group_type.id";
        /// The id.
        id text "id";
        /// The area's prefix. Whether the country's code belongs to it is not certain: rather filter by ids.
        prefix text "prefix";
        /// The name of the area, without regard to case.
        area_name text "area_name";
        /// What its numbers can do, such as `voice_in`. Whether several mean any or all of them is not
        /// documented: look at `features` of what comes back.
        features text "features";
        /// Whether it has numbers to sell.
        is_available flag "is_available";
        /// Whether single numbers can be chosen: see `list_available_dids`.
        available_dids_enabled flag "available_dids_enabled";
        /// Whether a user's documents are needed before a number works.
        needs_registration flag "needs_registration";
        /// Whether incoming calls are paid by the minute.
        is_metered flag "is_metered";
        /// Whether channels can be added.
        allow_additional_channels flag "allow_additional_channels";
        /// How many numbers it has to sell at least; since version 2022-05-10.
        total_count_gteq count "meta.total_count_gteq";
        /// The id of a NANPA prefix that it has; since version 2022-05-10.
        nanpa_prefix_id text "nanpa_prefix.id";
        /// The six digits of a NANPA prefix that it has; since version 2022-05-10.
        nanpa_prefix_npanxx text "nanpa_prefix.npanxx";
    }
}

/// What can be included with DID groups. (DIDWW, *Get DID Groups*)
///
/// An unknown one is sent as it is.
#[open_set]
pub enum DidwwDidGroupInclude {
    /// The country.
    Country,
    /// The region.
    Region,
    /// The city.
    City,
    /// The kind of its numbers.
    DidGroupType,
    /// What can be bought of it, with prices.
    StockKeepingUnits,
    /// What a user's address and documents have to be; since version 2026-04-16.
    AddressRequirement,
    /// The same before version 2026-04-16.
    Requirement,
}

/// What a list of DID groups can be sorted by. (DIDWW, *Get DID Groups*)
///
/// An unknown one is sent as it is.
#[open_set]
pub enum DidwwDidGroupSortKey {
    /// Whether channels can be added.
    AllowAdditionalChannels,
    /// The name of the area.
    AreaName,
    /// The name of the country.
    #[written("country.name")]
    CountryName,
    /// The name of the kind of its numbers.
    #[written("did_group_type.name")]
    DidGroupTypeName,
    /// Whether incoming calls are paid by the minute.
    IsMetered,
    /// The prefix.
    Prefix,
    /// What the carrier restricts; only in version 2026-04-16 and later.
    ServiceRestrictions,
}

named!(DidwwDidGroupInclude);
sorting!(DidwwDidGroupSortKey);
