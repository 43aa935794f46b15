//! DID groups with their types and stock keeping units.

use super::World;
use super::places::{CITIES, COUNTRIES};
use crate::didww::kind::Kind;
use crate::didww::version::Version;
use crate::didww::wire::Attributes;

/// A DID group: a city's, or a country's of some type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Group {
    place: u32,
    country: u32,
    city: Option<u32>,
    kind: u32,
    /// How many of its numbers are reserved or sold.
    taken: u32,
}

impl World<'_> {
    /// The group at a place.
    pub(crate) fn group(self, place: u32) -> Group {
        let taken = self.taken_of(place);
        if let Some(city) = CITIES.get(place as usize) {
            return Group { place, country: city.country, city: Some(place), kind: LOCAL, taken };
        }
        let beyond = place.saturating_sub(LOCAL_GROUPS);
        let (country, kind) = (beyond / 3, beyond % 3);
        if country >= NATIONS {
            return Group { place, country: NATIONS, city: None, kind: GLOBAL, taken };
        }
        let kind = if country % 4 == 3 && kind == 1 { SHARED_COST } else { MOBILE + kind };
        Group { place, country, city: None, kind, taken }
    }
}

impl Group {
    /// What numbers of this group begin with, without their country's code.
    pub(super) fn prefix(self) -> &'static str {
        let of_city = self.city.and_then(|city| CITIES.get(city as usize));
        match self.kind {
            LOCAL => of_city.map_or("", |city| city.area_code),
            MOBILE => "6",
            NATIONAL => "55",
            SHARED_COST => "180",
            TOLL_FREE => "800",
            _ => "883",
        }
    }

    /// The code of its country, and how many digits follow.
    pub(super) fn country(self) -> (&'static str, usize) {
        let country = COUNTRIES.get(self.country as usize);
        country.map_or(("", 0), |country| (country.prefix.unwrap_or_default(), country.digits))
    }

    /// How many numbers it has, reserved and sold ones too.
    pub(crate) fn numbers(self) -> u32 {
        stock_of(self.place)
    }

    /// How many numbers it has to sell.
    pub(crate) fn stock(self) -> u32 {
        self.numbers().saturating_sub(self.taken)
    }

    /// Whether single numbers of it can be chosen.
    pub(crate) fn lets_choose(self) -> bool {
        self.kind != GLOBAL
    }

    /// Whether DIDs of it wait for a registration.
    pub(crate) fn needs_registration(self) -> bool {
        self.kind == MOBILE || self.place % 5 == 2
    }

    /// What a DID of it can do.
    pub(crate) fn features(self) -> &'static [&'static str] {
        match self.kind {
            MOBILE => &["voice_in", "voice_out", "sms_in", "sms_out", "t38"],
            TOLL_FREE | GLOBAL => &["voice_in"],
            _ if self.place.is_multiple_of(2) => &["voice_in", "voice_out", "t38"],
            _ => &["voice_in", "sms_in", "emergency", "cnam_out"],
        }
    }

    /// Where a relationship to one object leads.
    pub(crate) fn related(self, to: Kind) -> Option<u32> {
        match to {
            Kind::Country => Some(self.country),
            Kind::City => self.city,
            Kind::Region => self.region(),
            Kind::DidGroupType => Some(self.kind),
            _ => None,
        }
    }

    fn region(self) -> Option<u32> {
        CITIES.get(self.city? as usize)?.region
    }

    pub(super) fn attributes(self, world: World<'_>, out: &mut Attributes<'_>) {
        let prefix = if world.whole_prefix {
            format!("{}{}", self.country().0, self.prefix())
        } else {
            self.prefix().to_owned()
        };
        out.text("prefix", &prefix);
        if out.version == Version::V2017 {
            out.text("local_prefix", "");
        }
        let area_name = self.city.and_then(|city| CITIES.get(city as usize)).map(|city| city.name);
        let area_name = area_name.or(TYPES.get(self.kind as usize).copied());
        out.text("area_name", area_name.unwrap_or_default());
        out.words("features", &features(self.features(), out.version));
        out.boolean("is_metered", self.kind == TOLL_FREE);
        out.boolean("allow_additional_channels", self.kind != MOBILE);
        if out.version >= Version::V2026April {
            let restricted = self.kind == TOLL_FREE;
            out.optional("service_restrictions", restricted.then_some("No calls from payphones."));
        }
    }

    /// Only the first member is always there; the oldest version's are those that were recorded.
    pub(super) fn meta(self, version: Version) -> String {
        let enabled = self.lets_choose();
        let (registration, count) = (self.needs_registration(), self.stock());
        let available = count > 0;
        if version == Version::V2017 {
            let restrictions =
                if registration { "\"Proof of address is needed.\"" } else { "null" };
            return format!(
                "{{\"needs_registration\":{registration},\"is_available\":{available},\
                 \"restrictions\":{restrictions},\"available_dids_enabled\":{enabled}}}"
            );
        }
        if self.place % 7 == 6 {
            return format!("{{\"available_dids_enabled\":{enabled}}}");
        }
        format!(
            "{{\"available_dids_enabled\":{enabled},\"needs_registration\":{registration},\
             \"is_available\":{available},\"total_count\":{count}}}"
        )
    }
}

/// How many numbers a group has at first.
pub(super) fn stock_of(place: u32) -> u32 {
    place * 71 % 500
}

/// The features that a version knows, in its own words.
pub(crate) fn features(all: &[&'static str], version: Version) -> Vec<&'static str> {
    let written = |feature: &&'static str| match (*feature, version) {
        ("voice_in", Version::V2017) => Some("voice"),
        ("sms_in", Version::V2017) => Some("sms"),
        ("sms_out", Version::V2017) => None,
        ("sms_out", newer) if newer >= Version::V2026April => None,
        ("emergency" | "cnam_out", older) if older < Version::V2026April => None,
        (feature, _) => Some(feature),
    };
    all.iter().filter_map(written).collect()
}

/// The stock keeping units of a group.
pub(super) fn units(group: u32) -> Vec<u32> {
    (0..UNITS).map(|unit| group * UNITS + unit).collect()
}

pub(super) fn unit_attributes(place: u32, out: &mut Attributes<'_>) {
    let (setup, monthly) = unit_price(place);
    out.text("setup_price", setup);
    out.text("monthly_price", monthly);
    out.number("channels_included_count", place % UNITS * 2);
}

/// The group of a unit.
pub(crate) fn unit_group(place: u32) -> u32 {
    place / UNITS
}

/// What a unit costs at first and a month, in as many decimals as the carrier feels like.
pub(crate) fn unit_price(place: u32) -> (&'static str, &'static str) {
    let (group, unit) = (place / UNITS, place % UNITS);
    let (setup, monthly) = PRICES.get(group as usize % PRICES.len()).copied().unwrap_or_default();
    (setup, if unit == 0 { monthly } else { "15.0" })
}

pub(super) fn type_attributes(place: u32, out: &mut Attributes<'_>) {
    out.text("name", TYPES.get(place as usize).copied().unwrap_or_default());
}

const GLOBAL: u32 = 0;
const LOCAL: u32 = 1;
const MOBILE: u32 = 2;
const NATIONAL: u32 = 3;
const TOLL_FREE: u32 = 4;
const SHARED_COST: u32 = 5;

/// Their names, by the constants above.
pub(super) const TYPES: [&str; 6] =
    ["Global", "Local", "Mobile", "National", "Toll-free", "Shared Cost"];

/// Those that are countries.
const NATIONS: u32 = COUNTRIES.len() as u32 - 1;
const LOCAL_GROUPS: u32 = CITIES.len() as u32;

/// One a city, three a country, and one for all the world.
pub(super) const COUNT: u32 = LOCAL_GROUPS + NATIONS * 3 + 1;
/// Stock keeping units a group.
pub(super) const UNITS: u32 = 2;

const PRICES: [(&str, &str); 4] =
    [("0.0", "2.06"), ("5.00", "0.8"), ("1.5", "12"), ("0.00", "0.125")];
