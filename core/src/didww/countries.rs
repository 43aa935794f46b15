//! The countries that the carrier has numbers in.

use telnum_macros::{document, open_set, operation, record};

use super::filters::filters;
use super::included::DidwwIncluded;
use super::names::{named, normalise, sorting};
use super::place::DidwwCountry;
use super::unknown::DidwwMember;

/// Lists the countries that the carrier knows; the filter `is_available` leaves those in which it has numbers.
#[operation(
    Didww::list_countries,
    GET "/v3/countries",
    page = "Get Countries",
    answer = document(DidwwCountryList),
    asks(filter = DidwwCountryFilter, include = DidwwCountryInclude, sort = DidwwCountrySortKey, fields),
)]
pub struct ListDidwwCountries;

/// Gets one country.
#[operation(
    Didww::get_country,
    GET "/v3/countries/{country_id}",
    page = "Get Country",
    answer = document(DidwwCountryDocument),
    asks(include = DidwwCountryInclude, fields),
    raises(not_found = "the carrier has no such country"),
)]
pub struct GetDidwwCountry {
    /// The country's id, which is not its ISO code.
    pub country_id: String,
}

/// All countries that were asked for: the carrier does not page them. (DIDWW, *Get Countries*)
#[derive(Default)]
#[document]
#[record]
pub struct DidwwCountryList {
    /// The countries, in the carrier's order.
    pub countries: Vec<DidwwCountry>,
    /// The objects that they are linked to, each once.
    pub included: DidwwIncluded,
    /// How many countries there are in all, as the carrier reports it.
    pub total_records: Option<i32>,
    /// The API version that answered; versions before 2022-05-10 do not say.
    pub api_version: Option<String>,
    /// What this version of telnum does not know of the answer: `meta.x` is the member `x` of its `meta`.
    pub unknown: Vec<DidwwMember>,
}

/// A country with what it is linked to. (DIDWW, *Get Country*)
#[derive(Default)]
#[document]
#[record]
pub struct DidwwCountryDocument {
    /// The country.
    pub country: DidwwCountry,
    /// The objects that it is linked to, each once.
    pub included: DidwwIncluded,
    /// The API version that answered; versions before 2022-05-10 do not say.
    pub api_version: Option<String>,
    /// What this version of telnum does not know of the answer: `meta.x` is the member `x` of its `meta`.
    pub unknown: Vec<DidwwMember>,
}

filters! {
    /// The filters of a list of countries; a country has to pass all of them. (DIDWW, *Get Countries*)
    DidwwCountryFilter {
        /// The id.
        id text "id";
        /// Two letters of ISO 3166-1.
        iso text "iso";
        /// The name, without regard to case.
        name text "name";
        /// The calling code, such as `44`.
        prefix text "prefix";
        /// Whether there are numbers to buy.
        is_available flag "is_available";
    }
}

/// What can be included with countries. (DIDWW, *Get Countries*)
///
/// An unknown one is sent as it is.
#[open_set]
pub enum DidwwCountryInclude {
    /// Their regions; only in version 2026-04-16 and later.
    Regions,
}

/// What a list of countries can be sorted by. (DIDWW, *Get Countries*)
///
/// An unknown one is sent as it is.
#[open_set]
pub enum DidwwCountrySortKey {
    /// The ISO code.
    Iso,
    /// The name.
    Name,
    /// The calling code.
    Prefix,
}

named!(DidwwCountryInclude);
sorting!(DidwwCountrySortKey);
