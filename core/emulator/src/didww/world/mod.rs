//! What the account holds. Of what follows from the seed nothing is kept: each object is made from
//! the seed, its type and its place whenever it is asked for, so that a million DIDs cost no memory.
//! What was made or changed since is in the account.

mod billing;
mod coverage;
mod dids;
mod groups;
mod history;
mod ids;
mod orders;
mod places;
mod trunks;
mod users;

use super::account::{Account, MADE, Reservation};
use super::kind::Kind;
use super::usd::Usd;
use super::version::Version;
use super::wire::Attributes;
use crate::random::{Purpose, Random, mix};
use crate::time;
pub(crate) use coverage::{group_of_number, prefix_digits, prefixes_of};
pub(crate) use dids::Did;
pub(crate) use groups::features;
pub(crate) use groups::{unit_group, unit_price};
pub(crate) use history::{Entry, OLDEST_MS};
pub(crate) use trunks::sip_defaults;

/// Everything, by the seed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct World<'a> {
    salt: u64,
    dids: u32,
    odd_rows: bool,
    whole_prefix: bool,
    /// What the account has, and its credit, in cents.
    balance: [u32; 2],
    minimum_channels: u32,
    order_visible_ms: u64,
    /// What was made or changed.
    pub(crate) account: &'a Account,
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
    /// The account of a seed, as the switches want it and after what it did.
    pub(crate) fn new(
        seed: u64,
        switches: &super::switches::Switches,
        account: &'a Account,
    ) -> Self {
        Self {
            salt: Random::stream(seed, Purpose::Didww).next(),
            dids: switches.dids.0,
            odd_rows: switches.odd_rows,
            whole_prefix: switches.whole_prefix,
            balance: [switches.balance.0, switches.credit.0],
            minimum_channels: switches.minimum_channels.0,
            order_visible_ms: u64::from(switches.order_visible_after_s.0) * 1_000,
            account,
        }
    }

    /// The places of all objects of a type's list.
    pub(crate) fn places(self, kind: Kind) -> Vec<u32> {
        let account = self.account;
        let made = |count: usize| MADE..MADE + count as u32;
        let more: Vec<u32> = match kind {
            Kind::DidReservation => {
                return account.reservations.iter().map(|it| it.serial).collect();
            }
            Kind::Order => made(account.orders.len()).filter(|it| self.lists_order(*it)).collect(),
            Kind::DidHistory => made(account.history.len()).filter(|it| self.keeps(*it)).collect(),
            Kind::Did => (MADE..MADE + account.bought).collect(),
            _ => {
                let count = account.made.value(kind);
                (MADE..MADE + count).collect()
            }
        };
        let all = (0..self.count(kind)).chain(more);
        match kind {
            Kind::Did => all.filter(|it| self.has_did(*it)).collect(),
            _ => all.filter(|it| !account.deleted.contains(&(kind, *it))).collect(),
        }
    }

    /// Whether the account has a DID: it has arrived and is not gone.
    fn has_did(self, place: u32) -> bool {
        let arrived = |it: &Did| it.created_ms <= self.account.now_ms;
        let is_there = place < self.dids
            || (place >= MADE && self.account.dids.get(&place).is_some_and(arrived));
        is_there && !self.account.gone.contains(&place)
    }

    /// The balance and the credit, less what was spent.
    pub(crate) fn funds(self) -> [Usd; 2] {
        let [balance, credit] = self.balance.map(Usd::cents);
        [balance - self.account.spent, credit]
    }

    /// How many objects of a type follow from the seed.
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
            Kind::Did => self.has_did(place),
            Kind::Trunk | Kind::TrunkGroup => {
                let account = self.account;
                let is_there =
                    place < self.count(kind) || account.written.contains_key(&(kind, place));
                is_there && !account.deleted.contains(&(kind, place))
            }
            Kind::Order if place >= MADE => self.account.order(place).is_some(),
            Kind::DidHistory if place >= MADE => self.keeps(place),
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
            Kind::Trunk | Kind::TrunkGroup => self.trunk_attributes(kind, place, out),
            Kind::Pop => trunks::pop_attributes(place, out),
            Kind::Order => self.order_attributes(place, out),
            Kind::CapacityPool => self.pool_attributes(place, out),
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
                self.reservation(place).into_iter().for_each(|it| reserved(it, out));
            }
            Kind::Balance => {
                let [balance, credit] = self.funds();
                out.text("balance", &balance.in_cents());
                out.text("credit", &credit.in_cents());
                out.text("total_balance", &(balance + credit).in_cents());
            }
        }
    }

    /// An object's own `meta`, as JSON.
    pub(crate) fn meta(self, kind: Kind, place: u32, version: Version) -> Option<String> {
        match kind {
            Kind::DidGroup => Some(self.group(place).meta(version)),
            Kind::DidHistory => self.history_meta(place),
            Kind::EmergencyCallingService => {
                Some("{\"setup_price\":\"0.0\",\"monthly_price\":\"1.5\"}".to_owned())
            }
            Kind::TrunkGroup => {
                let trunks = self.trunks_of(place).len();
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
            (Kind::Trunk, _) => Related::One(self.of_trunk(place, to)),
            (Kind::TrunkGroup, _) => Related::Many(self.trunks_of(place)),
            (Kind::CapacityPool, _) => Related::Many(billing::of_pool(place, to)),
            (Kind::SharedCapacityGroup, Kind::CapacityPool) => {
                Related::One(Some(billing::pool_of_shared_group(place)))
            }
            (Kind::SharedCapacityGroup | Kind::AddressVerification, _) => {
                let mut all = self.places(Kind::Did);
                all.retain(|did| self.did(*did).related(from) == Some(place));
                Related::Many(all)
            }
            (Kind::Identity | Kind::EmergencyCallingService | Kind::EmergencyVerification, _) => {
                Related::One(users::related(place, to))
            }
            _ => Related::One(None),
        }
    }

    /// An object's attributes.
    pub(crate) fn object(
        self,
        kind: Kind,
        place: u32,
        version: Version,
    ) -> serde_json::Map<String, serde_json::Value> {
        let mut attributes = Attributes::new(self, version, None);
        self.attributes(kind, place, &mut attributes);
        trunks::read(&format!("{{{}}}", attributes.finish().0))
    }

    /// One of an object's attributes, or of the members of its `meta`.
    pub(crate) fn member(
        self,
        kind: Kind,
        place: u32,
        version: Version,
        name: &str,
    ) -> serde_json::Value {
        let mut object = self.object(kind, place, version);
        let meta = self.meta(kind, place, version);
        object.extend(meta.map(|it| trunks::read(&it)).unwrap_or_default());
        // A reservation is sorted by either name of its end.
        let name = if name.starts_with("expire") && !object.contains_key(name) {
            object.keys().find(|it| it.starts_with("expire")).cloned()
        } else {
            Some(name.to_owned())
        };
        name.and_then(|it| object.remove(&it)).unwrap_or_default()
    }

    /// The reservation of a serial number.
    pub(crate) fn reservation(self, serial: u32) -> Option<&'a Reservation> {
        self.account.reservations.iter().find(|it| it.serial == serial)
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

fn reserved(reservation: &Reservation, out: &mut Attributes<'_>) {
    out.optional("description", reservation.description.as_deref());
    out.text("created_at", &time::rfc3339_ms(reservation.created_ms));
    let name = if out.version >= Version::V2026April { "expires_at" } else { "expire_at" };
    out.text(name, &time::rfc3339_ms(reservation.expires_ms));
}
