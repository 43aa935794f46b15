//! The areas that rules for addresses name.

use telnum_macros::{document, open_set, operation, record};

use super::filters::filters;
use super::included::DidwwIncluded;
use super::names::{named, normalise, sorting};
use super::place::DidwwArea;
use super::unknown::DidwwMember;

/// Lists one page of areas: a rule for a user's address may name one.
///
/// Numbers are sold by city or region, not by area.
#[operation(
    Didww::list_areas,
    GET "/v3/areas",
    page = "Get Areas",
    answer = document(DidwwAreaPage),
    asks(filter = DidwwAreaFilter, include = DidwwAreaInclude, sort = DidwwAreaSortKey, fields, pages),
    walk(areas, ahead = 20, "All areas that pass the filters, one after another."),
)]
pub struct ListDidwwAreas;

/// Gets one area.
#[operation(
    Didww::get_area,
    GET "/v3/areas/{area_id}",
    page = "Get Area",
    answer = document(DidwwAreaDocument),
    asks(include = DidwwAreaInclude, fields),
    raises(not_found = "the carrier has no such area"),
)]
pub struct GetDidwwArea {
    /// The area's id.
    pub area_id: String,
}

/// A page of areas. (DIDWW, *Get Areas*)
#[derive(Default)]
#[document]
#[record]
pub struct DidwwAreaPage {
    /// The areas, in the carrier's order.
    pub areas: Vec<DidwwArea>,
    /// The objects that they are linked to, each once.
    pub included: DidwwIncluded,
    /// How many areas there are in all pages, as the carrier reports it.
    pub total_records: Option<i32>,
    /// The API version that answered; versions before 2022-05-10 do not say.
    pub api_version: Option<String>,
    /// What this version of telnum does not know of the answer: `meta.x` is the member `x` of its `meta`.
    pub unknown: Vec<DidwwMember>,
}

/// An area with what it is linked to. (DIDWW, *Get Area*)
#[derive(Default)]
#[document]
#[record]
pub struct DidwwAreaDocument {
    /// The area.
    pub area: DidwwArea,
    /// The objects that it is linked to, each once.
    pub included: DidwwIncluded,
    /// The API version that answered; versions before 2022-05-10 do not say.
    pub api_version: Option<String>,
    /// What this version of telnum does not know of the answer: `meta.x` is the member `x` of its `meta`.
    pub unknown: Vec<DidwwMember>,
}

filters! {
    /// The filters of a list of areas; an area has to pass all of them. (DIDWW, *Get Areas*)
    DidwwAreaFilter {
        /// The id.
        id text "id";
        /// The id of the country.
        country_id text "country.id";
        /// The name, without regard to case.
        name text "name";
    }
}

/// What can be included with areas. (DIDWW, *Get Areas*)
///
/// An unknown one is sent as it is.
#[open_set]
pub enum DidwwAreaInclude {
    /// The country.
    Country,
}

/// What a list of areas can be sorted by. (DIDWW, *Get Areas*)
///
/// An unknown one is sent as it is.
#[open_set]
pub enum DidwwAreaSortKey {
    /// The name.
    Name,
}

named!(DidwwAreaInclude);
sorting!(DidwwAreaSortKey);
