//! Where a DID group is: country, region, city.

use telnum_macros::{record, resource};

use super::link::{DidwwLink, DidwwLinks};
use super::unknown::DidwwMember;

/// A link to a country.
pub type DidwwCountryLink = DidwwLink;
/// Links to countries.
pub type DidwwCountryLinks = DidwwLinks;
/// A link to a region.
pub type DidwwRegionLink = DidwwLink;
/// Links to regions.
pub type DidwwRegionLinks = DidwwLinks;
/// A link to a city.
pub type DidwwCityLink = DidwwLink;
/// A link to an area.
pub type DidwwAreaLink = DidwwLink;

/// A country. (DIDWW, *Country Object*)
#[derive(Default)]
#[resource("countries")]
#[record]
pub struct DidwwCountry {
    /// The id.
    pub id: String,
    /// The name.
    pub name: Option<String>,
    /// The calling code, such as `44`.
    pub prefix: Option<String>,
    /// Two letters of ISO 3166-1.
    pub iso: Option<String>,
    /// Its regions.
    #[to_many(include = "did_group.country.regions")]
    pub regions: DidwwRegionLinks,
    /// What this version of telnum does not know.
    pub unknown: Vec<DidwwMember>,
}

/// A region of a country. (DIDWW, *Region Object*)
#[derive(Default)]
#[resource("regions")]
#[record]
pub struct DidwwRegion {
    /// The id.
    pub id: String,
    /// The name.
    pub name: Option<String>,
    /// Its code as the carrier writes it: `CA` and `US-CA` are both seen.
    pub iso: Option<String>,
    /// The country it is in.
    #[to_one(include = "did_group.region.country")]
    pub country: DidwwCountryLink,
    /// What this version of telnum does not know.
    pub unknown: Vec<DidwwMember>,
}

/// A city. (DIDWW, *City Object*)
#[derive(Default)]
#[resource("cities")]
#[record]
pub struct DidwwCity {
    /// The id.
    pub id: String,
    /// The name.
    pub name: Option<String>,
    /// The country it is in.
    #[to_one(include = "did_group.city.country")]
    pub country: DidwwCountryLink,
    /// The region it is in.
    #[to_one(include = "did_group.city.region")]
    pub region: DidwwRegionLink,
    /// The area that rules for addresses name; only in version 2026-04-16 and later.
    #[to_one(include = "did_group.city.area")]
    pub area: DidwwAreaLink,
    /// What this version of telnum does not know.
    pub unknown: Vec<DidwwMember>,
}

/// An area of a country: rules say in which ones a user's address may be. (DIDWW, *Area Object*)
///
/// It is not what numbers are sold by: that is a city, or a region.
#[derive(Default)]
#[resource("areas")]
#[record]
pub struct DidwwArea {
    /// The id.
    pub id: String,
    /// The name.
    pub name: Option<String>,
    /// The country it is in.
    #[to_one(include = "country")]
    pub country: DidwwCountryLink,
    /// What this version of telnum does not know.
    pub unknown: Vec<DidwwMember>,
}
