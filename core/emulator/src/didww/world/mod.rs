//! What the account holds. Nothing is kept: each object is made from the seed, its type and its
//! place whenever somebody asks, so that a million DIDs cost no memory.

mod billing;
mod coverage;
mod dids;
mod groups;
mod history;
mod ids;
mod places;
mod reservations;
mod trunks;
mod users;

use super::kind::Kind;
use super::version::Version;
use super::wire::Attributes;
use crate::random::{Purpose, Random, mix};
pub(crate) use coverage::{prefix_digits, prefixes_of};
pub(crate) use dids::Did;
pub(crate) use groups::features;
pub(crate) use history::OLDEST_MS;
pub(crate) use reservations::Reservation;

/// Everything, by the seed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct World<'a> {
    salt: u64,
    dids: u32,
    odd_rows: bool,
    whole_prefix: bool,
    /// What the account has, and its credit, in cents.
    balance: [u32; 2],
    /// The numbers that are reserved.
    held: &'a [Reservation],
}

/// Where a relationship leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Related {
    One(Option<u32>),
    Many(Vec<u32>),
}

impl Related {
    /// The places of all objects there.
    pub(crate) fn places(&self) -> Vec<u32> {
        match self {
            Self::One(place) => place.iter().copied().collect(),
            Self::Many(places) => places.clone(),
        }
    }
}

impl<'a> World<'a> {
    /// The account of a seed, as the switches want it, with these numbers reserved.
    pub(crate) fn new(
        seed: u64,
        switches: &super::switches::Switches,
        held: &'a [Reservation],
    ) -> Self {
        Self {
            salt: Random::stream(seed, Purpose::Didww).next(),
            dids: switches.dids.0,
            odd_rows: switches.odd_rows,
            whole_prefix: switches.whole_prefix,
            balance: [switches.balance.0, switches.credit.0],
            held,
        }
    }

    /// How many objects there are of a type.
    pub(crate) fn count(self, kind: Kind) -> u32 {
        match kind {
            Kind::Did => self.dids,
            Kind::DidGroup => groups::COUNT,
            Kind::StockKeepingUnit => groups::COUNT * groups::UNITS,
            Kind::DidGroupType => groups::TYPES.len() as u32,
            Kind::Country => places::COUNTRIES.len() as u32,
            Kind::Region => places::REGIONS.len() as u32,
            Kind::City => places::CITIES.len() as u32,
            Kind::Trunk => trunks::TRUNKS,
            Kind::TrunkGroup => trunks::GROUPS,
            Kind::Pop => trunks::POPS.len() as u32,
            Kind::Order => self.dids.div_ceil(billing::DIDS_AN_ORDER),
            Kind::CapacityPool => billing::POOLS.len() as u32,
            Kind::QtyBasedPricing => billing::POOLS.len() as u32 * billing::PRICINGS,
            Kind::SharedCapacityGroup => billing::SHARED_GROUPS,
            Kind::AddressVerification => billing::VERIFICATIONS,
            Kind::Identity => users::IDENTITIES,
            Kind::EmergencyCallingService | Kind::EmergencyVerification => users::SERVICES,
            Kind::Area => coverage::AREAS.len() as u32,
            Kind::NanpaPrefix => coverage::PREFIXES,
            Kind::AddressRequirement => groups::COUNT,
            Kind::AvailableDid => groups::COUNT * coverage::MOST_NUMBERS,
            Kind::Balance => 1,
            Kind::DidHistory => history::COUNT.min(self.dids),
            // They are found by their own numbers, which go on.
            Kind::DidReservation => u32::MAX,
        }
    }

    /// The id of an object.
    pub(crate) fn id(self, kind: Kind, place: u32) -> String {
        match (kind, dids::PAGE_IDS.get(place as usize)) {
            (Kind::Did, Some(id)) if self.odd_rows => (*id).to_owned(),
            _ => ids::write(self.salt, kind, place),
        }
    }

    /// The object of an id.
    pub(crate) fn find(self, kind: Kind, id: &str) -> Option<u32> {
        let on_page = dids::PAGE_IDS.iter().position(|page_id| *page_id == id);
        let on_page = on_page.filter(|_| kind == Kind::Did && self.odd_rows);
        let place = match on_page {
            Some(place) => u32::try_from(place).ok()?,
            None => ids::read(self.salt, kind, id)?,
        };
        let is_there = match kind {
            Kind::AvailableDid => self.can_be_chosen(place),
            Kind::DidReservation => self.reservation(place).is_some(),
            Kind::AddressRequirement => self.group(place).needs_registration(),
            _ => place < self.count(kind),
        };
        (is_there && self.id(kind, place) == id).then_some(place)
    }

    /// Writes an object's attributes.
    pub(crate) fn attributes(self, kind: Kind, place: u32, out: &mut Attributes<'_>) {
        match kind {
            Kind::Did => self.did(place).attributes(out),
            Kind::DidGroup => self.group(place).attributes(self, out),
            Kind::StockKeepingUnit => groups::unit_attributes(place, out),
            Kind::DidGroupType => groups::type_attributes(place, out),
            Kind::Country => places::country_attributes(place, out),
            Kind::Region => places::region_attributes(place, out),
            Kind::City => places::city_attributes(place, out),
            Kind::Trunk => trunks::trunk_attributes(place, out),
            Kind::TrunkGroup => trunks::group_attributes(place, out),
            Kind::Pop => trunks::pop_attributes(place, out),
            Kind::Order => self.order_attributes(place, out),
            Kind::CapacityPool => billing::pool_attributes(place, out),
            Kind::QtyBasedPricing => billing::pricing_attributes(place, out),
            Kind::SharedCapacityGroup => billing::shared_group_attributes(place, out),
            Kind::AddressVerification => billing::verification_attributes(place, out),
            Kind::Identity => users::identity_attributes(place, out),
            Kind::EmergencyCallingService => users::service_attributes(place, out),
            Kind::EmergencyVerification => users::verification_attributes(place, out),
            Kind::Area => coverage::area_attributes(place, out),
            Kind::NanpaPrefix => coverage::prefix_attributes(place, out),
            Kind::AddressRequirement => coverage::requirement_attributes(self, place, out),
            Kind::AvailableDid => out.text("number", &self.number(place)),
            Kind::DidHistory => self.history_attributes(place, out),
            Kind::DidReservation => {
                self.reservation(place).into_iter().for_each(|it| it.attributes(out));
            }
            Kind::Balance => {
                let [balance, credit] = self.balance;
                let text = |cents: u32| format!("{}.{:02}", cents / 100, cents % 100);
                out.text("balance", &text(balance));
                out.text("credit", &text(credit));
                out.text("total_balance", &text(balance.saturating_add(credit)));
            }
        }
    }

    /// An object's own `meta`, as JSON.
    pub(crate) fn meta(self, kind: Kind, place: u32, version: Version) -> Option<String> {
        match kind {
            Kind::DidGroup => Some(self.group(place).meta(version)),
            Kind::DidHistory => history::meta(place),
            Kind::EmergencyCallingService => {
                Some("{\"setup_price\":\"0.0\",\"monthly_price\":\"1.5\"}".to_owned())
            }
            Kind::TrunkGroup => {
                let trunks = trunks::of_group(place).len();
                Some(format!("{{\"trunks_count\":{trunks}}}"))
            }
            _ => None,
        }
    }

    /// Where a relationship leads, by the types at its ends; both names of trunks are alike.
    pub(crate) fn related(self, from: Kind, place: u32, to: Kind) -> Related {
        match (from, to) {
            (Kind::Did, _) => Related::One(self.did(place).related(to)),
            (Kind::DidGroup, Kind::AddressRequirement) => {
                Related::One(self.group(place).needs_registration().then_some(place))
            }
            (Kind::AddressRequirement, _) => {
                Related::One(coverage::of_requirement(self, place, to))
            }
            (Kind::Area, _) => Related::One(coverage::country_of_area(place)),
            (Kind::NanpaPrefix, _) => Related::One(coverage::of_prefix(place, to)),
            (Kind::DidReservation, _) => Related::One(self.reservation(place).map(|it| it.number)),
            (Kind::AvailableDid, _) => Related::One(coverage::of_number(place, to)),
            (Kind::City, Kind::Area) => Related::One(coverage::area_of_city(place)),
            (Kind::DidGroup, Kind::StockKeepingUnit) => Related::Many(groups::units(place)),
            (Kind::DidGroup, _) => Related::One(self.group(place).related(to)),
            (Kind::Country, _) => Related::Many(places::regions_of(place)),
            (Kind::Region, _) => Related::One(places::country_of_region(place)),
            (Kind::City, _) => Related::One(places::of_city(place, to)),
            (Kind::Trunk, Kind::TrunkGroup) => Related::One(trunks::group_of(place)),
            (Kind::Trunk, _) => Related::One(trunks::pop_of(place)),
            (Kind::TrunkGroup, _) => Related::Many(trunks::of_group(place)),
            (Kind::CapacityPool, _) => Related::Many(billing::of_pool(place, to)),
            (Kind::SharedCapacityGroup, Kind::CapacityPool) => {
                Related::One(Some(billing::pool_of_shared_group(place)))
            }
            (Kind::SharedCapacityGroup | Kind::AddressVerification, _) => {
                let all = (0..self.dids).filter(|did| self.did(*did).related(from) == Some(place));
                Related::Many(all.collect())
            }
            (Kind::Identity | Kind::EmergencyCallingService | Kind::EmergencyVerification, _) => {
                Related::One(users::related(place, to))
            }
            _ => Related::One(None),
        }
    }

    /// One of an object's attributes, or of the members of its `meta`.
    pub(crate) fn member(
        self,
        kind: Kind,
        place: u32,
        version: Version,
        name: &str,
    ) -> serde_json::Value {
        let mut attributes = Attributes::new(self, version, None);
        self.attributes(kind, place, &mut attributes);
        let read = |text: &str| serde_json::from_slice(text.as_bytes()).unwrap_or_default();
        let mut object: serde_json::Map<String, serde_json::Value> =
            read(&format!("{{{}}}", attributes.finish().0));
        object.extend(self.meta(kind, place, version).map(|it| read(&it)).unwrap_or_default());
        // A reservation is sorted by either name of its end.
        let name = if name.starts_with("expire") && !object.contains_key(name) {
            object.keys().find(|it| it.starts_with("expire")).cloned()
        } else {
            Some(name.to_owned())
        };
        name.and_then(|it| object.remove(&it)).unwrap_or_default()
    }

    /// The groups of a place, or of a prefix; a group itself.
    pub(crate) fn groups_of(self, kind: Kind, place: u32) -> Vec<u32> {
        let is_of = |group: &u32| match kind {
            Kind::NanpaPrefix => prefixes_of(*group).contains(&place),
            Kind::DidGroup => *group == place,
            _ => self.group(*group).related(kind) == Some(place),
        };
        (0..groups::COUNT).filter(is_of).collect()
    }

    /// A number that follows from the seed, a purpose and a place.
    fn draw(self, purpose: u64, place: u32) -> u64 {
        mix(self.salt ^ mix(purpose << 32 | u64::from(place)))
    }
}
