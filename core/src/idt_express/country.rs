//! The countries where IDT Express sells numbers, and their regions.

use telnum_macros::{object, operation, record};

use super::rules;
use crate::error::Result;
use crate::wire;

/// Lists the countries where numbers can be bought.
#[operation(
    IdtExpress::list_countries,
    GET "/v1/dids/coverage/countries",
    page = "Get Countries",
    answer = rows("countries", IdtCountry),
)]
pub struct ListCountries;

/// Lists the regions of a country; the carrier names the US and Canada as those that have some.
#[operation(
    IdtExpress::list_regions,
    GET "/v1/dids/coverage/countries/{country_iso}/regions",
    page = "Get Regions",
    answer = rows("regions", IdtRegion),
    fits = ListRegions::fits,
    raises(not_offered = "the carrier does not offer this country"),
)]
pub struct ListRegions {
    /// Two capital letters of ISO 3166-1, such as `CA`.
    #[check(rules::country_iso)]
    pub country_iso: String,
}

/// A country in which IDT Express sells numbers.
#[derive(Default)]
#[object(settle)]
#[record]
pub struct IdtCountry {
    /// The name as the carrier writes it; its case differs from call to call. Compare by `iso`.
    pub name: String,
    /// Two letters of ISO 3166-1.
    pub iso: Option<String>,
    /// Whether the country is divided into regions.
    pub has_regions: Option<bool>,
    /// Whether toll-free numbers are sold; absent in orders.
    pub supports_toll_free: Option<bool>,
}

/// A region of a country.
#[derive(Default)]
#[object(settle)]
#[record]
pub struct IdtRegion {
    /// The name.
    pub name: String,
    /// The code to pass back as it is, such as `CA-NF`.
    pub code: String,
}

impl ListRegions {
    fn fits(&self, regions: &[IdtRegion]) -> Result<()> {
        match regions.iter().find(|it| is_elsewhere(&it.code, &self.country_iso)) {
            Some(other) => Err(wire::unreadable(&format!(
                "it lists the region {}, and those of {} were asked for",
                wire::quoted(&other.code),
                self.country_iso
            ))),
            None => Ok(()),
        }
    }
}

/// A code of ISO 3166-2 begins with its country. Any other text is the carrier's own.
fn is_elsewhere(code: &str, country_iso: &str) -> bool {
    let country = code.trim().split_once('-').map(|(country, _)| country);
    country.is_some_and(|it| {
        it.len() == 2
            && it.bytes().all(|byte| byte.is_ascii_uppercase())
            && !it.eq_ignore_ascii_case(country_iso)
    })
}

impl IdtCountry {
    fn settle(&mut self) -> Result<(), &'static str> {
        wire::trim(&mut self.name);
        Ok(())
    }
}

impl IdtRegion {
    /// An empty object is one of the ways to say *none*. The code is kept as it is, to be passed back.
    fn settle(&mut self) -> Result<(), &'static str> {
        wire::trim(&mut self.name);
        if self.code.trim().is_empty() { Err("a region has no code") } else { Ok(()) }
    }
}
