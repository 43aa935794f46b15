//! The JSON shapes of IDT Express, member by member as its page shows them.

use super::account::current_fees;
use super::coverage::{Country, DidGroup, Fees, Region};
use super::stock::Single;
use super::switches::Switches;
use crate::money::Cents;
use serde::Serialize;

/// An id as text or as an integer.
#[derive(Clone, Debug, Serialize)]
#[serde(untagged)]
pub(crate) enum Id {
    Number(u64),
    Text(String),
}

/// A country inside a DID group, or in the list of countries.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct CountryJson {
    pub(crate) name: String,
    pub(crate) iso: &'static str,
    pub(crate) has_regions: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) supports_toll_free: Option<bool>,
}

/// A region.
#[derive(Clone, Copy, Debug, Serialize)]
pub(crate) struct RegionJson {
    pub(crate) name: &'static str,
    pub(crate) code: &'static str,
}

/// What a number costs.
#[derive(Clone, Copy, Debug, Serialize)]
pub(crate) struct FeesJson {
    pub(crate) setup_fee: Cents,
    pub(crate) monthly_fee: Cents,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) per_minute_rate: Option<&'static str>,
}

/// A DID group.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct DidGroupJson {
    pub(crate) id: Id,
    pub(crate) name: String,
    pub(crate) country_calling_code: &'static str,
    pub(crate) area_code: &'static str,
    /// `Some(None)` is a written `null`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) nxx: Option<Option<&'static str>>,
    pub(crate) toll_free: bool,
    pub(crate) country: CountryJson,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) region: Option<RegionJson>,
    pub(crate) fees: FeesJson,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) supports_browse: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) quantity: Option<u32>,
}

/// How many numbers.
#[derive(Clone, Copy, Debug, Serialize)]
pub(crate) struct QuantityJson {
    pub(crate) quantity: u32,
}

/// A number that is ordered by itself, and what it is ordered by.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct SingleJson {
    pub(crate) number: String,
    pub(crate) sku: String,
}

/// The `meta` of a list. Every member is absent when the account's `meta` is empty.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub(crate) struct MetaJson {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) page: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) page_size: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) total: Option<usize>,
}

impl MetaJson {
    /// The `meta` of a list that comes whole.
    pub(crate) fn whole(total: usize, switches: &Switches) -> Self {
        Self { total: Some(total), ..Self::default() }.emptied(switches)
    }

    /// Nothing, if the switch says so.
    pub(crate) fn emptied(self, switches: &Switches) -> Self {
        if switches.meta_empty { Self::default() } else { self }
    }
}

impl CountryJson {
    /// As the list of countries writes it.
    pub(crate) fn listed(country: &Country, switches: &Switches) -> Self {
        Self {
            name: country.name.to_owned(),
            iso: country.iso,
            has_regions: country.has_regions,
            supports_toll_free: (!switches.missing_optionals).then_some(country.supports_toll_free),
        }
    }
}

impl From<&Single> for SingleJson {
    fn from(single: &Single) -> Self {
        Self { number: single.number.clone(), sku: single.sku.clone() }
    }
}

impl From<&Region> for RegionJson {
    fn from(region: &Region) -> Self {
        Self { name: region.name, code: region.code }
    }
}

impl DidGroupJson {
    /// As coverage and the list of numbers write it.
    pub(crate) fn full(group: &'static DidGroup, switches: &Switches) -> Self {
        let listed = CountryJson::listed(group.country, switches);
        let fees = current_fees(group, switches);
        let rate = fees.per_minute.filter(|_| !switches.missing_optionals);
        Self {
            id: if switches.string_group_ids {
                Id::Text(group.id.to_string())
            } else {
                Id::Number(group.id.into())
            },
            name: group.name.clone(),
            country_calling_code: group.country.calling_code,
            area_code: &group.area_code,
            nxx: Some(group.nxx.as_deref())
                .filter(|nxx| nxx.is_some() || !switches.missing_optionals),
            toll_free: group.toll_free,
            country: CountryJson { name: listed.name.to_ascii_uppercase(), ..listed },
            region: group.region.map(RegionJson::from),
            fees: FeesJson {
                setup_fee: fees.setup,
                monthly_fee: fees.monthly,
                per_minute_rate: rate,
            },
            supports_browse: None,
            quantity: None,
        }
    }

    /// As an order writes it: with its own fees, and less said.
    pub(crate) fn ordered(group: &'static DidGroup, fees: Fees, switches: &Switches) -> Self {
        let mut json = Self::full(group, switches);
        json.country.supports_toll_free = None;
        json.fees =
            FeesJson { setup_fee: fees.setup, monthly_fee: fees.monthly, per_minute_rate: None };
        json
    }
}
