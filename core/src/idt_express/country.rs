//! The countries where IDT Express sells numbers, and their regions.

use serde::Deserialize;

use super::did_group::{IdtCountry, IdtRegion};
use super::{errors, rules};
use crate::arguments::{Arguments, FromArguments};
use crate::checks::Checks;
use crate::error::{Carrier, Result};
use crate::operation::{Encoded, Operation, Refusal, Repeat};
use crate::transport::{HttpResponse, Method};
use crate::wire::{self, Rows};

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
        }
        Ok(wire::read_json::<Wire>(answer)?.countries.0)
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
        }
        Ok(wire::read_json::<Wire>(answer)?.regions.0)
    }

    fn decode_error(answer: &HttpResponse) -> Refusal {
        errors::read(answer)
    }
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
