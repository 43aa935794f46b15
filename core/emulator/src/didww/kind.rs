//! The types of objects, and how they are related.

use super::version::Version;

/// A type of object.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Kind {
    Did,
    DidGroup,
    Country,
    Region,
    City,
    DidGroupType,
    StockKeepingUnit,
    Trunk,
    TrunkGroup,
    Pop,
    Order,
    CapacityPool,
    QtyBasedPricing,
    SharedCapacityGroup,
    AddressVerification,
    Identity,
    EmergencyCallingService,
    EmergencyVerification,
    Area,
    NanpaPrefix,
    AddressRequirement,
    AvailableDid,
    Balance,
    DidReservation,
    DidHistory,
}

/// A relationship of a type: its name, where it leads, and the versions that have it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Relation {
    pub(crate) name: &'static str,
    /// None where the emulator has no such objects: then there are only links.
    pub(crate) to: Option<Kind>,
    since: Version,
    before: Option<Version>,
}

impl Kind {
    /// The type's name in JSON and in paths.
    pub(crate) fn name(self, version: Version) -> &'static str {
        match self {
            Self::Did => "dids",
            Self::DidGroup => "did_groups",
            Self::Country => "countries",
            Self::Region => "regions",
            Self::City => "cities",
            Self::DidGroupType => "did_group_types",
            Self::StockKeepingUnit => "stock_keeping_units",
            Self::Trunk if version.says_voice_in() => "voice_in_trunks",
            Self::Trunk => "trunks",
            Self::TrunkGroup if version.says_voice_in() => "voice_in_trunk_groups",
            Self::TrunkGroup => "trunk_groups",
            Self::Pop => "pops",
            Self::Order => "orders",
            Self::CapacityPool => "capacity_pools",
            Self::QtyBasedPricing => "qty_based_pricings",
            Self::SharedCapacityGroup => "shared_capacity_groups",
            Self::AddressVerification => "address_verifications",
            Self::Identity => "identities",
            Self::EmergencyCallingService => "emergency_calling_services",
            Self::EmergencyVerification => "emergency_verifications",
            Self::Area => "areas",
            Self::NanpaPrefix => "nanpa_prefixes",
            Self::AddressRequirement if version >= Version::V2026April => "address_requirements",
            Self::AddressRequirement => "requirements",
            Self::AvailableDid => "available_dids",
            Self::Balance => "balances",
            Self::DidReservation => "did_reservations",
            Self::DidHistory => "did_history",
        }
    }

    /// The type of a name.
    pub(crate) fn named(name: &str, version: Version) -> Option<Self> {
        ALL.into_iter().find(|kind| kind.name(version) == name)
    }

    /// Its relationships.
    pub(crate) fn relations(self, version: Version) -> impl Iterator<Item = &'static Relation> {
        let all: &[Relation] = match self {
            Self::Did => DIDS,
            Self::DidGroup => DID_GROUPS,
            Self::Country => COUNTRIES,
            Self::Region => REGIONS,
            Self::City => CITIES,
            Self::Trunk => TRUNKS,
            Self::TrunkGroup => TRUNK_GROUPS,
            Self::CapacityPool => CAPACITY_POOLS,
            Self::SharedCapacityGroup => SHARED_CAPACITY_GROUPS,
            Self::AddressVerification => ADDRESS_VERIFICATIONS,
            Self::Identity => IDENTITIES,
            Self::EmergencyCallingService => EMERGENCY_CALLING_SERVICES,
            Self::EmergencyVerification => EMERGENCY_VERIFICATIONS,
            Self::Area => AREAS,
            Self::NanpaPrefix => NANPA_PREFIXES,
            Self::AddressRequirement => ADDRESS_REQUIREMENTS,
            Self::AvailableDid => AVAILABLE_DIDS,
            Self::DidReservation => DID_RESERVATIONS,
            _ => &[],
        };
        let served = move |relation: &&Relation| {
            relation.since <= version && relation.before.is_none_or(|before| version < before)
        };
        all.iter().filter(served)
    }

    /// A relationship by its name.
    pub(crate) fn relation(self, name: &str, version: Version) -> Option<&'static Relation> {
        self.relations(version).find(|relation| relation.name == name)
    }
}

const ALL: [Kind; 25] = [
    Kind::Did,
    Kind::DidGroup,
    Kind::Country,
    Kind::Region,
    Kind::City,
    Kind::DidGroupType,
    Kind::StockKeepingUnit,
    Kind::Trunk,
    Kind::TrunkGroup,
    Kind::Pop,
    Kind::Order,
    Kind::CapacityPool,
    Kind::QtyBasedPricing,
    Kind::SharedCapacityGroup,
    Kind::AddressVerification,
    Kind::Identity,
    Kind::EmergencyCallingService,
    Kind::EmergencyVerification,
    Kind::Area,
    Kind::NanpaPrefix,
    Kind::AddressRequirement,
    Kind::AvailableDid,
    Kind::Balance,
    Kind::DidReservation,
    Kind::DidHistory,
];

const fn always(name: &'static str, to: Kind) -> Relation {
    Relation { name, to: Some(to), since: Version::V2017, before: None }
}

const fn since(since: Version, name: &'static str, to: Option<Kind>) -> Relation {
    Relation { name, to, since, before: None }
}

const fn before(before: Version, name: &'static str, to: Option<Kind>) -> Relation {
    Relation { name, to, since: Version::V2017, before: Some(before) }
}

const DIDS: &[Relation] = &[
    always("did_group", Kind::DidGroup),
    always("order", Kind::Order),
    since(Version::V2021December, "voice_in_trunk", Some(Kind::Trunk)),
    since(Version::V2021December, "voice_in_trunk_group", Some(Kind::TrunkGroup)),
    before(Version::V2021December, "trunk", Some(Kind::Trunk)),
    before(Version::V2021December, "trunk_group", Some(Kind::TrunkGroup)),
    always("capacity_pool", Kind::CapacityPool),
    always("shared_capacity_group", Kind::SharedCapacityGroup),
    since(Version::V2021April, "address_verification", Some(Kind::AddressVerification)),
    since(Version::V2026April, "emergency_calling_service", Some(Kind::EmergencyCallingService)),
    since(Version::V2026April, "emergency_verification", Some(Kind::EmergencyVerification)),
    since(Version::V2026April, "identity", Some(Kind::Identity)),
];

const DID_GROUPS: &[Relation] = &[
    always("country", Kind::Country),
    always("city", Kind::City),
    always("did_group_type", Kind::DidGroupType),
    always("region", Kind::Region),
    always("stock_keeping_units", Kind::StockKeepingUnit),
    since(Version::V2026April, "address_requirement", Some(Kind::AddressRequirement)),
    Relation {
        name: "requirement",
        to: Some(Kind::AddressRequirement),
        since: Version::V2021April,
        before: Some(Version::V2026April),
    },
];

const COUNTRIES: &[Relation] = &[since(Version::V2026April, "regions", Some(Kind::Region))];

const REGIONS: &[Relation] = &[always("country", Kind::Country)];

const CITIES: &[Relation] = &[
    always("country", Kind::Country),
    always("region", Kind::Region),
    since(Version::V2026April, "area", Some(Kind::Area)),
];

const AREAS: &[Relation] = &[always("country", Kind::Country)];

const NANPA_PREFIXES: &[Relation] =
    &[always("country", Kind::Country), always("region", Kind::Region)];

const ADDRESS_REQUIREMENTS: &[Relation] =
    &[always("country", Kind::Country), always("did_group_type", Kind::DidGroupType)];

const AVAILABLE_DIDS: &[Relation] = &[
    always("did_group", Kind::DidGroup),
    since(Version::V2022, "nanpa_prefix", Some(Kind::NanpaPrefix)),
];

const DID_RESERVATIONS: &[Relation] = &[always("available_did", Kind::AvailableDid)];

const TRUNKS: &[Relation] = &[
    since(Version::V2021December, "voice_in_trunk_group", Some(Kind::TrunkGroup)),
    before(Version::V2021December, "trunk_group", Some(Kind::TrunkGroup)),
    always("pop", Kind::Pop),
];

const TRUNK_GROUPS: &[Relation] = &[
    since(Version::V2021December, "voice_in_trunks", Some(Kind::Trunk)),
    before(Version::V2021December, "trunks", Some(Kind::Trunk)),
];

const CAPACITY_POOLS: &[Relation] = &[
    always("countries", Kind::Country),
    always("shared_capacity_groups", Kind::SharedCapacityGroup),
    always("qty_based_pricings", Kind::QtyBasedPricing),
];

const SHARED_CAPACITY_GROUPS: &[Relation] =
    &[always("capacity_pool", Kind::CapacityPool), always("dids", Kind::Did)];

const ADDRESS_VERIFICATIONS: &[Relation] =
    &[since(Version::V2017, "address", None), always("dids", Kind::Did)];

const IDENTITIES: &[Relation] = &[
    always("country", Kind::Country),
    always("birth_country", Kind::Country),
    since(Version::V2026April, "proofs", None),
    since(Version::V2026April, "addresses", None),
    since(Version::V2026April, "permanent_documents", None),
];

const EMERGENCY_CALLING_SERVICES: &[Relation] = &[
    always("country", Kind::Country),
    always("did_group_type", Kind::DidGroupType),
    since(Version::V2026April, "emergency_requirement", None),
    always("emergency_verification", Kind::EmergencyVerification),
];

const EMERGENCY_VERIFICATIONS: &[Relation] = &[
    since(Version::V2026April, "address", None),
    always("emergency_calling_service", Kind::EmergencyCallingService),
];
