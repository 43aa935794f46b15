//! DID groups: the places where numbers can be bought, with their fees.

use rust_decimal::Decimal;
use telnum_macros::{object, operation, record};
use telnum_wire::trimmed;

use super::country::{IdtCountry, IdtRegion};
use super::{errors, number_format, rules};
use crate::checks::Checks;
use crate::error::{ErrorDetail, Result};
use crate::types::{Id, decimal_text};
use crate::wire;

/// Lists the DID groups of a country: the places where numbers can be bought, with their fees.
#[operation(
    IdtExpress::list_did_groups,
    GET "/v1/dids/coverage/did_groups",
    page = "Get DID Groups",
    answer = rows("did_groups", IdtDidGroup),
    validate = ListDidGroups::has_a_region,
    fits = ListDidGroups::fits,
    raises(not_offered = "the carrier does not offer this country or region"),
)]
pub struct ListDidGroups {
    /// Two capital letters of ISO 3166-1, such as `BR`.
    #[check(rules::country_iso)]
    pub country_iso: String,
    /// Only groups of this region, by the carrier's code, such as `US-NJ`. Required for the US and Canada,
    /// unless `toll_free` is true; refused with it.
    pub region_code: Option<String>,
    /// True lists toll-free groups only.
    pub toll_free: Option<bool>,
}

/// Lists the numbers of a DID group that can be ordered one by one, each with its sku.
///
/// The carrier may sell them to others meanwhile.
#[operation(
    IdtExpress::browse_numbers,
    GET "/v1/dids/coverage/did_groups/{did_group_id}/browse_numbers",
    page = "Browse Numbers",
    answer = rows("numbers", IdtBrowsedNumber),
    raises(not_offered = "the carrier does not offer this DID group"),
)]
pub struct BrowseNumbers {
    /// The id of the DID group, as listed.
    #[check(rules::did_group_id)]
    pub did_group_id: Id,
}

/// A number of a DID group, as the carrier offers it.
#[derive(Default)]
#[object(settle)]
#[record]
pub struct IdtBrowsedNumber {
    /// The number as the carrier wrote it.
    #[key]
    pub number: String,
    /// Its E.164 form, where it can be known.
    #[derived]
    pub e164: Option<String>,
    /// The sku to order it by, to be passed back unchanged. Without one, it cannot be ordered by itself.
    #[key]
    pub sku: Option<String>,
}

/// A place where numbers can be bought, and what they cost there.
#[derive(Default)]
#[object(settle)]
#[record]
pub struct IdtDidGroup {
    /// The id to order by.
    #[key]
    pub id: String,
    /// The name, without surrounding white space.
    #[derived]
    pub name: String,
    /// The name as the carrier wrote it.
    #[attribute(name = "name")]
    pub name_text: String,
    /// The international calling code, such as `55`.
    pub country_calling_code: Option<String>,
    /// The area code.
    pub area_code: Option<String>,
    /// The exchange (NXX), in North America only.
    pub nxx: Option<String>,
    /// Whether its numbers are toll-free.
    pub toll_free: Option<bool>,
    /// The country.
    pub country: Option<IdtCountry>,
    /// The region, where the country has regions.
    pub region: Option<IdtRegion>,
    /// The fees, in the currency of the account. In an order: those at the time of ordering.
    pub fees: Option<IdtFees>,
}

/// Fees of a DID group, in the currency of the account. An absent fee is unknown, not zero.
#[derive(Default)]
#[object]
#[record]
pub struct IdtFees {
    /// Paid once for each number.
    #[serde(with = "decimal_text")]
    pub setup_fee: Option<Decimal>,
    /// Paid each month for each number.
    #[serde(with = "decimal_text")]
    pub monthly_fee: Option<Decimal>,
    /// The carrier does not say in which unit.
    #[serde(with = "decimal_text")]
    pub per_minute_rate: Option<Decimal>,
}

impl ListDidGroups {
    /// How a group is not one of those asked for. Numbers are bought by its id, so one is too many.
    fn contradicted_by(&self, group: &IdtDidGroup) -> Option<String> {
        let same = |asked: &str, came: &str| asked.trim().eq_ignore_ascii_case(came.trim());
        let iso = group.country.as_ref().and_then(|it| it.iso.as_deref());
        if let Some(iso) = iso.filter(|it| !same(&self.country_iso, it)) {
            let iso = wire::quoted(iso);
            return Some(format!("is in {iso}, and those of {} were asked for", self.country_iso));
        }
        if let (Some(asked), Some(region)) = (&self.region_code, &group.region)
            && !same(asked, &region.code)
        {
            let code = wire::quoted(&region.code);
            return Some(format!("is in {code}, and those of `{asked}` were asked for"));
        }
        (self.toll_free == Some(true) && group.toll_free == Some(false))
            .then(|| "is not toll-free".to_owned())
    }

    fn fits(&self, groups: &[IdtDidGroup]) -> Result<()> {
        match groups.iter().find_map(|it| Some((it, self.contradicted_by(it)?))) {
            Some((group, why)) => Err(wire::unreadable(&format!(
                "it lists the DID group {}, which {why}",
                wire::quoted(&group.id)
            ))),
            None => Ok(()),
        }
    }

    fn has_a_region(&self, checks: &mut Checks) {
        let toll_free = self.toll_free == Some(true);
        let divided = matches!(self.country_iso.as_str(), "US" | "CA");
        match self.region_code.as_deref() {
            Some(_) if toll_free => {
                checks.fail(errors::invalid("region_code", "must be left out with `toll_free`"));
            }
            Some(code) => rules::region_code(code, checks),
            None if divided && !toll_free => checks.fail(ErrorDetail {
                detail: Some(
                    "`region_code` is required for the US and Canada, such as `US-NJ`, unless \
                     `toll_free` is true"
                        .to_owned(),
                ),
                ..errors::missing("region_code")
            }),
            None => {}
        }
    }
}

impl IdtDidGroup {
    fn settle(&mut self) -> Result<(), &'static str> {
        wire::trim(&mut self.id);
        self.name = trimmed(&self.name_text).to_owned();
        if self.id.is_empty() { Err("a DID group has no id") } else { Ok(()) }
    }
}

impl IdtBrowsedNumber {
    fn settle(&mut self) -> Result<(), &'static str> {
        wire::trim(&mut self.number);
        self.e164 = number_format::e164(&self.number, None);
        if self.number.is_empty() { Err("a number is missing") } else { Ok(()) }
    }
}
