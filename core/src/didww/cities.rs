//! The cities that the carrier has numbers of.

use telnum_macros::{document, open_set, operation, record};

use super::filters::filters;
use super::included::DidwwIncluded;
use super::names::{named, normalise, sorting};
use super::place::DidwwCity;
use super::unknown::DidwwMember;

/// Lists one page of the cities that the carrier knows; the filter `is_available` leaves those of which it has
/// numbers.
#[operation(
    Didww::list_cities,
    GET "/v3/cities",
    page = "Get Cities",
    answer = document(DidwwCityPage),
    asks(filter = DidwwCityFilter, include = DidwwCityInclude, sort = DidwwCitySortKey, fields, pages),
    walk(cities, ahead = 20, "All cities that pass the filters, one after another."),
)]
pub struct ListDidwwCities;

/// Gets one city.
#[operation(
    Didww::get_city,
    GET "/v3/cities/{city_id}",
    page = "Get City",
    answer = document(DidwwCityDocument),
    asks(include = DidwwCityInclude, fields),
    raises(not_found = "the carrier has no such city"),
)]
pub struct GetDidwwCity {
    /// The city's id.
    pub city_id: String,
}

/// A page of cities. (DIDWW, *Get Cities*)
#[derive(Default)]
#[document]
#[record]
pub struct DidwwCityPage {
    /// The cities, in the carrier's order.
    pub cities: Vec<DidwwCity>,
    /// The objects that they are linked to, each once.
    pub included: DidwwIncluded,
    /// How many cities there are in all pages, as the carrier reports it.
    pub total_records: Option<i32>,
    /// The API version that answered; versions before 2022-05-10 do not say.
    pub api_version: Option<String>,
    /// What this version of telnum does not know of the answer: `meta.x` is the member `x` of its `meta`.
    pub unknown: Vec<DidwwMember>,
}

/// A city with what it is linked to. (DIDWW, *Get City*)
#[derive(Default)]
#[document]
#[record]
pub struct DidwwCityDocument {
    /// The city.
    pub city: DidwwCity,
    /// The objects that it is linked to, each once.
    pub included: DidwwIncluded,
    /// The API version that answered; versions before 2022-05-10 do not say.
    pub api_version: Option<String>,
    /// What this version of telnum does not know of the answer: `meta.x` is the member `x` of its `meta`.
    pub unknown: Vec<DidwwMember>,
}

filters! {
    /// The filters of a list of cities; a city has to pass all of them. (DIDWW, *Get Cities*)
    DidwwCityFilter {
        /// The id.
        id text "id";
        /// The id of the country.
        country_id text "country.id";
        /// The id of the region.
        region_id text "region.id";
        /// The name, without regard to case.
        name text "name";
        /// Whether there are numbers to buy.
        is_available flag "is_available";
        /// The id of the area; only in version 2026-04-16 and later.
        area_id text "area.id";
    }
}

/// What can be included with cities. (DIDWW, *Get Cities*)
///
/// An unknown one is sent as it is.
#[open_set]
pub enum DidwwCityInclude {
    /// The country.
    Country,
    /// The region.
    Region,
    /// The area; only in version 2026-04-16 and later.
    Area,
}

/// What a list of cities can be sorted by. (DIDWW, *Get Cities*)
///
/// An unknown one is sent as it is.
#[open_set]
pub enum DidwwCitySortKey {
    /// The name.
    Name,
}

named!(DidwwCityInclude);
sorting!(DidwwCitySortKey);
