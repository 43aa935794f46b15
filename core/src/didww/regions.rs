//! The regions of countries.

use telnum_macros::{document, open_set, operation, record};

use super::filters::filters;
use super::included::DidwwIncluded;
use super::names::{named, normalise, sorting};
use super::place::DidwwRegion;
use super::unknown::DidwwMember;

/// Lists the regions of countries, such as the states of the United States.
#[operation(
    Didww::list_regions,
    GET "/v3/regions",
    page = "Get Regions",
    answer = document(DidwwRegionList),
    asks(filter = DidwwRegionFilter, include = DidwwRegionInclude, sort = DidwwRegionSortKey, fields),
)]
pub struct ListDidwwRegions;

/// Gets one region.
#[operation(
    Didww::get_region,
    GET "/v3/regions/{region_id}",
    page = "Get Region",
    answer = document(DidwwRegionDocument),
    asks(include = DidwwRegionInclude, fields),
    raises(not_found = "the carrier has no such region"),
)]
pub struct GetDidwwRegion {
    /// The region's id.
    pub region_id: String,
}

/// All regions that were asked for: the carrier does not page them. (DIDWW, *Get Regions*)
#[derive(Default)]
#[document]
#[record]
pub struct DidwwRegionList {
    /// The regions, in the carrier's order.
    pub regions: Vec<DidwwRegion>,
    /// The objects that they are linked to, each once.
    pub included: DidwwIncluded,
    /// How many regions there are in all, as the carrier reports it.
    pub total_records: Option<i32>,
    /// The API version that answered; versions before 2022-05-10 do not say.
    pub api_version: Option<String>,
    /// What this version of telnum does not know of the answer: `meta.x` is the member `x` of its `meta`.
    pub unknown: Vec<DidwwMember>,
}

/// A region with what it is linked to. (DIDWW, *Get Region*)
#[derive(Default)]
#[document]
#[record]
pub struct DidwwRegionDocument {
    /// The region.
    pub region: DidwwRegion,
    /// The objects that it is linked to, each once.
    pub included: DidwwIncluded,
    /// The API version that answered; versions before 2022-05-10 do not say.
    pub api_version: Option<String>,
    /// What this version of telnum does not know of the answer: `meta.x` is the member `x` of its `meta`.
    pub unknown: Vec<DidwwMember>,
}

filters! {
    /// The filters of a list of regions; a region has to pass all of them. (DIDWW, *Get Regions*)
    DidwwRegionFilter {
        /// The id.
        id text "id";
        /// The id of the country.
        country_id text "country.id";
        /// The name, without regard to case.
        name text "name";
        /// The code; only in version 2026-04-16 and later.
        iso text "iso";
    }
}

/// What can be included with regions. (DIDWW, *Get Regions*)
///
/// An unknown one is sent as it is.
#[open_set]
pub enum DidwwRegionInclude {
    /// The country.
    Country,
}

/// What a list of regions can be sorted by. (DIDWW, *Get Regions*)
///
/// An unknown one is sent as it is.
#[open_set]
pub enum DidwwRegionSortKey {
    /// The name.
    Name,
    /// The code; only in version 2026-04-16 and later.
    Iso,
}

named!(DidwwRegionInclude);
sorting!(DidwwRegionSortKey);
