//! `GET /v1/dids/coverage/countries`, `…/countries/{country_iso}/regions`, `…/did_groups`,
//! `…/did_groups/{did_group_id}/browse_numbers`

use crate::idt_express::account::Account;
use crate::idt_express::coverage::{Country, DidGroup};
use crate::idt_express::error::{Code, Failure};
use crate::idt_express::switches::{RegionlessCountry, TollFreeWithRegion};
use crate::idt_express::wire::{CountryJson, DidGroupJson, MetaJson, RegionJson, SingleJson};
use crate::idt_express::{Answer, Ask};
use serde::Serialize;

/// All countries.
pub(crate) fn countries(ask: Ask<'_>) -> Answer {
    let listed = |country| CountryJson::listed(country, ask.switches);
    let countries: Vec<CountryJson> = Country::all().iter().map(listed).collect();
    let meta = MetaJson::whole(countries.len(), ask.switches);
    Answer::of(200, &Countries { countries, meta })
}

/// The regions of a country.
pub(crate) fn regions(ask: Ask<'_>, iso: &str) -> Result<Answer, Failure> {
    let country = country(ask, iso)?;
    if !country.has_regions && ask.switches.regionless_country == RegionlessCountry::Error {
        let detail = format!("{} has no regions", country.name);
        return Err(not_offered(ask, Code::RegionNotOffered, "country_iso", detail));
    }
    let regions: Vec<RegionJson> = country.regions.iter().map(RegionJson::from).collect();
    let meta = MetaJson::whole(regions.len(), ask.switches);
    Ok(Answer::of(200, &Regions { regions, meta }))
}

/// The DID groups of a country, of one of its regions, or its toll-free ones.
pub(crate) fn did_groups(account: &Account, ask: Ask<'_>) -> Result<Answer, Failure> {
    let Some(iso) = ask.target.query("country_iso") else {
        return Err(missing("country_iso", "Country iso is required"));
    };
    let toll_free = match ask.target.query("toll_free") {
        None | Some("false") => false,
        Some("true") => true,
        Some(_) => return Err(invalid("toll_free", "Toll free must be true or false")),
    };
    let region_code = ask.target.query("region_code");
    let refuses_region = ask.switches.toll_free_with_region == TollFreeWithRegion::Refuse;
    if toll_free && region_code.is_some() && refuses_region {
        return Err(invalid("region_code", "Region code must not be sent for toll-free numbers"));
    }
    let country = country(ask, iso)?;
    let region = match region_code.filter(|_| !toll_free) {
        None if country.has_regions && !toll_free => {
            return Err(missing("region_code", "Region code is required for this country"));
        }
        None => None,
        Some(code) => Some(country.region(code).ok_or_else(|| {
            let detail = format!("Region {code} is not offered");
            not_offered(ask, Code::RegionNotOffered, "region_code", detail)
        })?),
    };
    if toll_free && !country.supports_toll_free {
        let detail = "Toll-Free numbers are not available in this country";
        return Err(not_offered(ask, Code::TollFreeNotOffered, "toll_free", detail.to_owned()));
    }

    let wanted = |group: &&DidGroup| {
        group.country == country && group.toll_free == toll_free && (group.region == region)
    };
    let browse = ask.switches.browse_members;
    let json = |group| DidGroupJson {
        supports_browse: browse.then_some(true),
        quantity: browse.then(|| account.stock.available(group)),
        ..DidGroupJson::full(group, ask.switches)
    };
    let did_groups: Vec<DidGroupJson> = DidGroup::all().iter().filter(wanted).map(json).collect();
    let meta = MetaJson::whole(did_groups.len(), ask.switches);
    Ok(Answer::of(200, &DidGroups { did_groups, meta }))
}

/// The numbers of a DID group that can be ordered one by one.
pub(crate) fn browse_numbers(
    account: &Account,
    ask: Ask<'_>,
    did_group_id: &str,
) -> Result<Answer, Failure> {
    // Only as lists write it: `+7` and `007` parse as well, but are not ids.
    let id = did_group_id.parse().ok().filter(|id: &u64| id.to_string() == did_group_id);
    let Some(group) = id.and_then(DidGroup::find) else {
        let detail = not_a_group(did_group_id);
        return Err(not_offered(ask, Code::InvalidDidGroup, "did_group_id", detail));
    };
    let singles = account.stock.browse(group, ask.switches.nanp_format);
    let numbers = singles.iter().map(SingleJson::from).collect();
    let meta = ask.switches.meta_empty.then(MetaJson::default);
    Ok(Answer::of(200, &BrowsedNumbers { numbers, meta }))
}

/// What a refusal says of an unknown DID group.
pub(super) fn not_a_group(did_group_id: impl std::fmt::Display) -> String {
    format!("DID Group {did_group_id} is not offered")
}

fn country(ask: Ask<'_>, iso: &str) -> Result<&'static Country, Failure> {
    let upper = iso.to_ascii_uppercase();
    let wanted = if ask.switches.iso_ignores_case { &upper } else { iso };
    Country::find(wanted).ok_or_else(|| {
        let detail = format!("Country {iso} is not offered");
        not_offered(ask, Code::CountryNotOffered, "country_iso", detail)
    })
}

fn missing(name: &str, detail: &str) -> Failure {
    Failure::parameter(422, Code::FieldMissing, name, detail)
}

fn invalid(name: &str, detail: &str) -> Failure {
    Failure::parameter(422, Code::InvalidField, name, detail)
}

fn not_offered(ask: Ask<'_>, code: Code, name: &str, detail: String) -> Failure {
    Failure::parameter(ask.switches.coverage_error_status.0, code, name, detail)
}

#[derive(Serialize)]
struct Countries {
    countries: Vec<CountryJson>,
    meta: MetaJson,
}

#[derive(Serialize)]
struct Regions {
    regions: Vec<RegionJson>,
    meta: MetaJson,
}

#[derive(Serialize)]
struct DidGroups {
    did_groups: Vec<DidGroupJson>,
    meta: MetaJson,
}

#[derive(Serialize)]
struct BrowsedNumbers {
    numbers: Vec<SingleJson>,
    /// The client that knows this list does not read any.
    #[serde(skip_serializing_if = "Option::is_none")]
    meta: Option<MetaJson>,
}
