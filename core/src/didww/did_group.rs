//! The group that a DID is of: a place, a kind of number, and its prices.

use telnum_macros::{open_set, record, resource};
use telnum_wire::{FromJson, Json};

use super::link::{DidwwLink, DidwwLinks};
use super::unknown::DidwwMember;
use super::{DidwwAddressRequirementLink, DidwwCityLink, DidwwCountryLink, DidwwRegionLink};

/// A link to a DID group.
pub type DidwwDidGroupLink = DidwwLink;
/// A link to a kind of DID group.
pub type DidwwDidGroupTypeLink = DidwwLink;
/// Links to what can be bought.
pub type DidwwStockKeepingUnitLinks = DidwwLinks;

/// A group of DIDs. (DIDWW, *DID Group Object*)
#[derive(Default)]
#[resource("did_groups")]
#[record]
pub struct DidwwDidGroup {
    /// The id.
    pub id: String,
    /// The area's prefix, sometimes with the country's and sometimes without: do not put it together
    /// with others.
    pub prefix: Option<String>,
    /// A second prefix beside it, often empty; only in version 2017-09-18.
    pub local_prefix: Option<String>,
    /// The name of the area.
    pub area_name: Option<String>,
    /// What its numbers can do.
    pub features: Option<Vec<DidwwFeature>>,
    /// Whether use is paid by the minute.
    pub is_metered: Option<bool>,
    /// Whether channels can be added.
    pub allow_additional_channels: Option<bool>,
    /// What the carrier restricts, for a person to read.
    pub service_restrictions: Option<String>,
    /// Whether single numbers can be chosen.
    #[meta]
    pub available_dids_enabled: Option<bool>,
    /// Whether a user's documents are needed.
    #[meta]
    pub needs_registration: Option<bool>,
    /// Whether it has numbers to sell.
    #[meta]
    pub is_available: Option<bool>,
    /// How many numbers it has to sell.
    #[meta]
    pub total_count: Option<i32>,
    /// The country.
    #[to_one(include = "did_group.country")]
    pub country: DidwwCountryLink,
    /// The city.
    #[to_one(include = "did_group.city")]
    pub city: DidwwCityLink,
    /// The region.
    #[to_one(include = "did_group.region")]
    pub region: DidwwRegionLink,
    /// The kind of its numbers.
    #[to_one(include = "did_group.did_group_type")]
    pub did_group_type: DidwwDidGroupTypeLink,
    /// What can be bought of it, with prices.
    #[to_many(include = "did_group.stock_keeping_units")]
    pub stock_keeping_units: DidwwStockKeepingUnitLinks,
    /// What a user's address and documents have to be. (`requirement` before version 2026-04-16.)
    #[to_one(include = "did_group.address_requirement", was = "requirement")]
    pub address_requirement: DidwwAddressRequirementLink,
    /// What this version of telnum does not know.
    pub unknown: Vec<DidwwMember>,
}

/// What a number can do.
#[open_set]
pub enum DidwwFeature {
    /// Takes calls.
    VoiceIn,
    /// Makes calls.
    VoiceOut,
    /// Takes faxes over IP.
    T38,
    /// Takes text messages.
    SmsIn,
    /// Sends text messages; until version 2022-05-10.
    SmsOut,
    /// Messages between people.
    P2p,
    /// Messages from programs.
    A2p,
    /// Emergency calls.
    Emergency,
    /// Shows a caller's name.
    CnamOut,
}

/// The kind of a group's numbers. (DIDWW, *DID Group Type Object*)
#[derive(Default)]
#[resource("did_group_types")]
#[record]
pub struct DidwwDidGroupType {
    /// The id.
    pub id: String,
    /// The name, such as `Local`, `Mobile` or `Toll-free`.
    pub name: Option<String>,
    /// What this version of telnum does not know.
    pub unknown: Vec<DidwwMember>,
}

fn normalise(text: &str) -> String {
    text.trim().to_ascii_lowercase()
}

impl FromJson for DidwwFeature {
    fn from_json(json: Json<'_>) -> Option<Self> {
        json.text().map(|it| Self::read(&it))
    }
}
