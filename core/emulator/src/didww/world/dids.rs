//! The DIDs: what each of them is, made from the seed and its place.

use super::World;
use super::billing::{self, DIDS_AN_ORDER};
use super::{trunks, users};
use crate::didww::kind::Kind;
use crate::didww::version::Version;
use crate::didww::wire::Attributes;
use crate::time;

/// A DID.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Did {
    pub(crate) place: u32,
    subscriber: u64,
    /// Its number, where it was bought: one of the stock.
    stock: Option<u32>,
    /// What was noted, where that was changed.
    pub(crate) note: Option<Option<String>>,
    pub(crate) order: Option<u32>,
    pub(crate) group: u32,
    pub(crate) blocked: bool,
    pub(crate) awaiting_registration: bool,
    pub(crate) terminated: bool,
    pub(crate) emergency_enabled: bool,
    pub(crate) capacity_limit: Option<u32>,
    pub(crate) channels_included_count: u32,
    pub(crate) dedicated_channels_count: u32,
    /// None renews for ever; 0 will not renew.
    pub(crate) billing_cycles_count: Option<u32>,
    pub(crate) created_ms: u64,
    pub(crate) expires_ms: Option<u64>,
    /// When its number is free again, once it is terminated.
    pub(crate) gone_ms: Option<u64>,
    odd: Option<Odd>,
    pub(crate) trunk: Option<u32>,
    pub(crate) trunk_group: Option<u32>,
    pub(crate) pool: Option<u32>,
    pub(crate) shared_group: Option<u32>,
    pub(crate) verification: Option<u32>,
}

/// A row as real answers hold it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Odd {
    /// The page's first example: letters in its number, and less attributes.
    PageFirst,
    /// Its second: the same number, and no relationship `address_verification`.
    PageSecond,
    /// A recorded one: a number of 17 digits.
    Recorded,
}

impl World<'_> {
    /// The DID at a place.
    pub(crate) fn did(self, place: u32) -> Did {
        let mut did = match self.account.dids.get(&place) {
            Some(did) => did.clone(),
            None => self.seeded_did(place),
        };
        let deleted = &self.account.deleted;
        did.trunk = did.trunk.filter(|it| !deleted.contains(&(Kind::Trunk, *it)));
        did.trunk_group = did.trunk_group.filter(|it| !deleted.contains(&(Kind::TrunkGroup, *it)));
        did
    }

    fn seeded_did(self, place: u32) -> Did {
        let bits = self.draw(1, place);
        let part = |shift: u32, of: u32| (bits >> shift & 0xff) as u32 % of;
        let group = (bits >> 40) as u32 % super::groups::COUNT;
        let created_ms = CREATED_MS + u64::from(place) * 240_000 + bits % 200_000;
        let registered = self.group(group).needs_registration();
        let awaiting_registration = registered && part(0, 3) == 0;
        let terminated = !awaiting_registration && part(8, 13) == 0;
        let pool = (part(16, 3) != 0).then_some(part(24, billing::POOLS.len() as u32));
        let billing_cycles_count = match part(32, 12) {
            _ if terminated => Some(0),
            0 => Some(0),
            1 => Some(999),
            2..=4 => Some(1 + part(0, 24)),
            _ => None,
        };
        let did = Did {
            place,
            stock: None,
            note: None,
            // Every fiftieth was never ordered.
            order: (place % 50 != 49).then_some(place / DIDS_AN_ORDER),
            subscriber: self.draw(3, 0) % 1_000_000_000_000 + u64::from(place) * 48_271,
            group,
            blocked: awaiting_registration || terminated || part(16, 29) == 1,
            awaiting_registration,
            terminated,
            emergency_enabled: part(24, 9) == 0,
            capacity_limit: [None, Some(1), Some(2), Some(32_767)]
                .get(part(0, 4) as usize)
                .copied()
                .flatten(),
            channels_included_count: part(8, 2) * 2,
            dedicated_channels_count: part(16, 5) / 3,
            billing_cycles_count,
            created_ms,
            expires_ms: (part(24, 17) != 0)
                .then_some(created_ms + u64::from(30 + part(32, 250)) * 86_400_000),
            gone_ms: None,
            odd: None,
            trunk: (part(0, 5) < 2).then_some(part(8, trunks::TRUNKS)),
            trunk_group: (part(0, 5) == 2).then_some(part(8, trunks::GROUPS)),
            pool,
            shared_group: pool
                .filter(|_| part(32, 3) == 1)
                .map(|pool| pool + part(24, 2) * billing::POOLS.len() as u32),
            // Approved, or pending or rejected while the registration is awaited.
            verification: registered.then_some(
                part(16, 4) * 3 + if awaiting_registration { 1 + part(24, 2) } else { 0 },
            ),
        };
        if self.odd_rows { did.made_odd() } else { did }
    }
}

impl Did {
    /// One that is bought: a number of the stock, by a stock keeping unit.
    pub(crate) fn bought(world: World<'_>, stock: u32, unit: u32) -> Self {
        let group = unit / super::groups::UNITS;
        let awaiting_registration = world.group(group).needs_registration();
        Self {
            place: 0,
            subscriber: 0,
            stock: Some(stock),
            note: Some(None),
            order: None,
            group,
            blocked: awaiting_registration,
            awaiting_registration,
            terminated: false,
            emergency_enabled: false,
            capacity_limit: None,
            channels_included_count: unit % super::groups::UNITS * 2,
            dedicated_channels_count: 0,
            billing_cycles_count: None,
            created_ms: 0,
            expires_ms: None,
            gone_ms: None,
            odd: None,
            trunk: None,
            trunk_group: None,
            pool: None,
            shared_group: None,
            verification: None,
        }
    }

    /// Whether it was bought since the emulator began.
    pub(crate) fn is_bought(&self) -> bool {
        self.stock.is_some()
    }

    /// Its number in the stock, where it was bought.
    pub(crate) fn stock(&self) -> Option<u32> {
        self.stock
    }

    /// The unit that it is paid by.
    pub(crate) fn unit(&self) -> u32 {
        self.group * super::groups::UNITS + self.channels_included_count / 2
    }

    /// It is terminated, and held for so many days.
    pub(crate) fn end(&mut self, now_ms: u64, held_days: u32) {
        (self.terminated, self.blocked) = (true, true);
        self.billing_cycles_count = Some(0);
        self.gone_ms = Some(now_ms + u64::from(held_days) * time::DAY_MS);
    }

    /// The number, without any plus sign.
    pub(crate) fn number(&self, world: World<'_>) -> String {
        if let Some(number) = self.stock {
            return world.number(number);
        }
        match self.odd {
            Some(Odd::PageFirst | Odd::PageSecond) => return "437xxxxxxxxx".to_owned(),
            Some(Odd::Recorded) => return "16091609123456797".to_owned(),
            None => {}
        }
        let group = world.group(self.group);
        let ((country, digits), prefix) = (group.country(), group.prefix());
        let digits = digits.saturating_sub(prefix.len()).clamp(1, 12);
        let span = 10_u64.pow(u32::try_from(digits).unwrap_or(1));
        format!("{country}{prefix}{:0digits$}", self.subscriber % span)
    }

    /// What its owner noted.
    pub(crate) fn description(&self) -> Option<String> {
        if let Some(note) = &self.note {
            return note.clone();
        }
        match self.odd {
            Some(Odd::PageFirst | Odd::PageSecond) => return Some("string".to_owned()),
            Some(Odd::Recorded) => return Some("something".to_owned()),
            None => {}
        }
        match self.place % 8 {
            0 | 1 => None,
            2 => Some("Sales, \"hot\" line".to_owned()),
            3 => Some("Café Zürich ☎".to_owned()),
            4 => Some(String::new()),
            5 => Some("front desk".to_owned()),
            _ => Some(format!("line {:06}", self.place)),
        }
    }

    /// Whether a version's row has the relationship at all.
    pub(crate) fn has_relation(&self, to: Option<Kind>) -> bool {
        self.odd != Some(Odd::PageSecond) || to != Some(Kind::AddressVerification)
    }

    /// Where a relationship leads.
    pub(crate) fn related(&self, to: Kind) -> Option<u32> {
        match to {
            Kind::DidGroup => Some(self.group),
            Kind::Order => self.order,
            Kind::Trunk => self.trunk,
            Kind::TrunkGroup => self.trunk_group,
            Kind::CapacityPool => self.pool,
            Kind::SharedCapacityGroup => self.shared_group,
            Kind::AddressVerification => self.verification,
            Kind::Identity => self.verification.map(|place| place % users::IDENTITIES),
            Kind::EmergencyCallingService | Kind::EmergencyVerification => {
                self.emergency_enabled.then_some(self.place % users::SERVICES)
            }
            _ => None,
        }
    }

    /// Scheduled for removal: it will not renew.
    pub(crate) fn pending_removal(&self) -> bool {
        self.billing_cycles_count == Some(0)
    }

    pub(super) fn attributes(&self, out: &mut Attributes<'_>) {
        out.boolean("blocked", self.blocked);
        out.optional_number("capacity_limit", self.capacity_limit);
        out.optional("description", self.description().as_deref());
        out.boolean("terminated", self.terminated);
        out.boolean("awaiting_registration", self.awaiting_registration);
        out.text("created_at", &time::rfc3339_ms(self.created_ms));
        let world = out.world;
        out.text("number", &self.number(world));
        out.optional("expires_at", self.expires_ms.map(time::rfc3339_ms).as_deref());
        out.number("channels_included_count", self.channels_included_count);
        out.number("dedicated_channels_count", self.dedicated_channels_count);
        if out.version == Version::V2017 {
            out.boolean("pending_removal", self.pending_removal());
        } else if self.billing_cycles_shown() {
            out.optional_number("billing_cycles_count", self.billing_cycles_count);
        }
        if out.version >= Version::V2026April {
            out.boolean("emergency_enabled", self.emergency_enabled);
        }
    }

    fn billing_cycles_shown(&self) -> bool {
        let is_odd = matches!(self.odd, Some(Odd::PageFirst | Odd::PageSecond));
        !is_odd || self.billing_cycles_count.is_some()
    }

    /// The first three rows are not ours.
    fn made_odd(self) -> Self {
        let odd = match self.place {
            0 => Odd::PageFirst,
            1 => Odd::PageSecond,
            2 => Odd::Recorded,
            _ => return self,
        };
        let of_page = odd != Odd::Recorded;
        Self {
            odd: Some(odd),
            blocked: false,
            awaiting_registration: false,
            terminated: false,
            capacity_limit: Some(if of_page { 1 } else { 2 }),
            channels_included_count: if of_page { 2 } else { 0 },
            dedicated_channels_count: 0,
            billing_cycles_count: None,
            created_ms: if of_page { CREATED_MS } else { RECORDED_MS },
            expires_ms: Some(if of_page { CREATED_MS } else { RECORDED_MS + 2_678_409_740 }),
            verification: if of_page { None } else { self.verification },
            emergency_enabled: false,
            ..self
        }
    }
}

/// The ids of the page's examples.
pub(super) const PAGE_IDS: [&str; 2] =
    ["ac40fb08-ac14-4a6c-8f20-fe650870c266", "b37f0fcf-24d0-4799-8e81-a69bcc889f2e"];

/// 2017-06-25T08:21:41.795Z
const CREATED_MS: u64 = 1_498_378_901_795;
/// 2018-12-27T09:59:55.015Z
const RECORDED_MS: u64 = 1_545_904_795_015;
