//! Countries, regions and cities.

use crate::didww::kind::Kind;
use crate::didww::version::Version;
use crate::didww::wire::Attributes;

/// A country: its name, its calling code, its ISO code, and how long its national numbers are.
#[derive(Debug)]
pub(super) struct Country {
    name: &'static str,
    pub(super) prefix: Option<&'static str>,
    iso: &'static str,
    pub(super) digits: usize,
}

/// A city: its name, its country, its region, and the area code.
#[derive(Debug)]
pub(super) struct City {
    pub(super) name: &'static str,
    pub(super) country: u32,
    pub(super) region: Option<u32>,
    pub(super) area_code: &'static str,
}

pub(super) fn country_attributes(place: u32, out: &mut Attributes<'_>) {
    let Some(country) = COUNTRIES.get(place as usize) else { return };
    out.text("name", country.name);
    out.optional("prefix", country.prefix);
    out.text("iso", country.iso);
}

pub(super) fn region_attributes(place: u32, out: &mut Attributes<'_>) {
    let Some((_, name, iso)) = REGIONS.get(place as usize) else { return };
    out.text("name", name);
    if out.version > Version::V2017 {
        out.optional("iso", *iso);
    }
}

pub(super) fn city_attributes(place: u32, out: &mut Attributes<'_>) {
    let Some(city) = CITIES.get(place as usize) else { return };
    out.text("name", city.name);
}

/// The regions of a country.
pub(super) fn regions_of(country: u32) -> Vec<u32> {
    let all = (0..).zip(&REGIONS);
    all.filter(|(_, (of, ..))| *of == country).map(|(place, _)| place).collect()
}

/// The country of a region.
pub(super) fn country_of_region(place: u32) -> Option<u32> {
    REGIONS.get(place as usize).map(|(country, ..)| *country)
}

/// The country or the region of a city.
pub(super) fn of_city(place: u32, to: Kind) -> Option<u32> {
    let city = CITIES.get(place as usize)?;
    if to == Kind::Region { city.region } else { Some(city.country) }
}

const fn country(
    name: &'static str,
    prefix: &'static str,
    iso: &'static str,
    digits: usize,
) -> Country {
    Country { name, prefix: Some(prefix), iso, digits }
}

const fn city(
    name: &'static str,
    country: u32,
    region: Option<u32>,
    area_code: &'static str,
) -> City {
    City { name, country, region, area_code }
}

/// The last one is no country, and has no calling code of its own.
pub(super) const COUNTRIES: [Country; 13] = [
    country("United Kingdom", "44", "GB", 10),
    country("United States", "1", "US", 10),
    country("Canada", "1", "CA", 10),
    country("Germany", "49", "DE", 10),
    country("France", "33", "FR", 9),
    country("Austria", "43", "AT", 11),
    country("Brazil", "55", "BR", 10),
    country("Israel", "972", "IL", 9),
    country("Australia", "61", "AU", 9),
    country("Poland", "48", "PL", 9),
    country("Switzerland", "41", "CH", 9),
    country("Japan", "81", "JP", 9),
    Country { name: "International", prefix: None, iso: "XX", digits: 12 },
];

/// Country, name and ISO code. Whether the code names its country too differs in the carrier's
/// documents, so it does here.
pub(super) const REGIONS: [(u32, &str, Option<&str>); 9] = [
    (1, "California", Some("US-CA")),
    (1, "New York", Some("US-NY")),
    (1, "Texas", Some("TX")),
    (2, "Ontario", Some("CA-ON")),
    (2, "Quebec", Some("CA-QC")),
    (3, "Bayern", None),
    (6, "São Paulo", Some("BR-SP")),
    (8, "New South Wales", Some("NSW")),
    (10, "Zürich", Some("CH-ZH")),
];

pub(super) const CITIES: [City; 18] = [
    city("London", 0, None, "20"),
    city("Manchester", 0, None, "161"),
    city("Los Angeles", 1, Some(0), "213"),
    city("New York", 1, Some(1), "212"),
    city("Houston", 1, Some(2), "713"),
    city("Toronto", 2, Some(3), "437"),
    city("Montréal", 2, Some(4), "514"),
    city("Berlin", 3, None, "30"),
    city("München", 3, Some(5), "89"),
    city("Paris", 4, None, "1"),
    city("Wien", 5, None, "720"),
    city("São Paulo", 6, Some(6), "11"),
    city("Tel Aviv", 7, None, "77"),
    city("Sydney", 8, Some(7), "2"),
    city("Warszawa", 9, None, "22"),
    city("Zürich", 10, Some(8), "44"),
    city("Genève", 10, None, "22"),
    city("東京", 11, None, "3"),
];
