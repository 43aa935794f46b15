//! The countries where IDT Express sells numbers, and their regions.

use serde::Deserialize;

use super::did_group::{IdtCountry, IdtRegion};
use super::{errors, fit, rules};
use crate::arguments::{Arguments, FromArguments};
use crate::checks::Checks;
use crate::error::{Carrier, Result};
use crate::operation::{Encoded, Operation, Refusal, Repeat};
use crate::transport::{HttpResponse, Method};
use crate::wire::{self, Filled, Rows};

/// `GET /v1/dids/coverage/countries`: the countries where numbers can be bought.
///
/// (IDT Express, *Get Countries*)
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ListCountries;

/// `GET /v1/dids/coverage/countries/{country_iso}/regions`: the regions of a country.
///
/// The page names the US and Canada as the countries that have some. (IDT Express, *Get Regions*)
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListRegions {
    /// Two capital letters of ISO 3166-1, such as `CA`.
    pub country_iso: String,
}

impl ListRegions {
    /// The regions of this country.
    pub fn new(country_iso: impl Into<String>) -> Self {
        Self { country_iso: country_iso.into() }
    }
}

impl Operation for ListCountries {
    const NAME: &'static str = "list_countries";
    const CARRIER: Carrier = Carrier::IdtExpress;
    const REPEAT: Repeat = Repeat::Safe;
    type Output = Vec<IdtCountry>;

    fn validate(&self, _checks: &mut Checks) {}

    fn encode(&self) -> Result<Encoded> {
        Encoded::new(Method::Get, &["v1", "dids", "coverage", "countries"])
    }

    fn decode(&self, answer: &HttpResponse) -> Result<Self::Output> {
        #[derive(Deserialize)]
        struct Wire {
            countries: Rows<IdtCountry>,
            #[serde(default)]
            errors: Filled,
        }
        let wire: Wire = wire::read_json(answer)?;
        fit::no_errors(wire.errors)?;
        Ok(wire.countries.0)
    }

    fn decode_error(answer: &HttpResponse) -> Refusal {
        errors::read(answer)
    }
}

impl Operation for ListRegions {
    const NAME: &'static str = "list_regions";
    const CARRIER: Carrier = Carrier::IdtExpress;
    const REPEAT: Repeat = Repeat::Safe;
    type Output = Vec<IdtRegion>;

    fn validate(&self, checks: &mut Checks) {
        rules::country_iso(&self.country_iso, checks);
    }

    fn encode(&self) -> Result<Encoded> {
        Encoded::new(
            Method::Get,
            &["v1", "dids", "coverage", "countries", &self.country_iso, "regions"],
        )
    }

    fn decode(&self, answer: &HttpResponse) -> Result<Self::Output> {
        #[derive(Deserialize)]
        struct Wire {
            regions: Rows<IdtRegion>,
            #[serde(default)]
            errors: Filled,
        }
        let wire: Wire = wire::read_json(answer)?;
        fit::no_errors(wire.errors)?;
        let regions = wire.regions.0;
        match regions.iter().find(|it| is_elsewhere(&it.code, &self.country_iso)) {
            Some(other) => Err(wire::unreadable(&format!(
                "it lists the region {}, and those of {} were asked for",
                wire::quoted(&other.code),
                self.country_iso
            ))),
            None => Ok(regions),
        }
    }

    fn decode_error(answer: &HttpResponse) -> Refusal {
        errors::read(answer)
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

impl FromArguments for ListCountries {
    fn from_arguments(_: &mut Arguments) -> Self {
        Self
    }
}

impl FromArguments for ListRegions {
    fn from_arguments(arguments: &mut Arguments) -> Self {
        Self { country_iso: arguments.required_text("country_iso") }
    }
}
