//! What each list can be filtered and sorted by, except the DIDs'.

use crate::didww::kind::Kind;
use crate::didww::version::Version;

/// What a filter looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Takes {
    Id,
    /// An attribute: the same text, whatever its case.
    Same(&'static str),
    /// The type of a trunk's configuration.
    Configuration,
    /// An attribute that is null or the very same text.
    Exactly(&'static str),
    /// An attribute, or a member of `meta`, that is true or false.
    Flag(&'static str),
    /// The id of what it is related to; blank where that may be nothing.
    Related(Kind),
    /// The features of a group, or of the groups of a prefix.
    Features,
    /// Whether one of its groups has numbers in stock.
    HasStock,
    /// How many numbers a group has at least.
    AtLeast,
    /// The six digits of a prefix, of a group's or its own.
    Npanxx,
    /// Digits that a number contains.
    Contains,
    /// A time that it is not older than.
    NotBefore,
    /// A time that it is not newer than.
    NotAfter,
    /// Whether a pool has channels that nothing is assigned to.
    Unassigned,
}

/// What may be asked of a type's list: a name, what is looked at, whether several values may be given, and since
/// which version.
pub(super) type Row = (&'static str, Takes, bool, Version);

const ALWAYS: Version = Version::V2017;

const ID: Row = ("id", Takes::Id, true, ALWAYS);
const NAME: Row = ("name", Takes::Same("name"), true, ALWAYS);
const COUNTRY: Row = ("country.id", Takes::Related(Kind::Country), true, ALWAYS);
const REGION: Row = ("region.id", Takes::Related(Kind::Region), true, ALWAYS);
const CITY: Row = ("city.id", Takes::Related(Kind::City), true, ALWAYS);
const TYPE: Row = ("did_group_type.id", Takes::Related(Kind::DidGroupType), true, ALWAYS);
const AVAILABLE: Row = ("is_available", Takes::HasStock, false, ALWAYS);

const STATUS: Row = ("status", Takes::Same("status"), true, ALWAYS);
const REFERENCE: Row = ("reference", Takes::Same("reference"), true, ALWAYS);
const EXTERNAL: Row =
    ("external_reference_id", Takes::Exactly("external_reference_id"), false, Version::V2026April);

pub(super) fn rows(kind: Kind) -> &'static [Row] {
    match kind {
        Kind::Country => &[
            ID,
            ("iso", Takes::Same("iso"), true, ALWAYS),
            NAME,
            ("prefix", Takes::Same("prefix"), true, ALWAYS),
            AVAILABLE,
        ],
        Kind::Region => {
            &[ID, COUNTRY, NAME, ("iso", Takes::Same("iso"), true, Version::V2026April)]
        }
        Kind::City => &[
            ID,
            COUNTRY,
            REGION,
            NAME,
            AVAILABLE,
            ("area.id", Takes::Related(Kind::Area), true, Version::V2026April),
        ],
        Kind::Area => &[ID, COUNTRY, NAME],
        Kind::NanpaPrefix => &[
            ID,
            ("npa", Takes::Same("npa"), true, ALWAYS),
            ("nxx", Takes::Same("nxx"), true, ALWAYS),
            ("npanxx", Takes::Npanxx, false, ALWAYS),
            COUNTRY,
            REGION,
            ("did_group.is_available", Takes::HasStock, false, ALWAYS),
            ("did_group.features", Takes::Features, true, ALWAYS),
        ],
        Kind::Pop => &[ID],
        Kind::DidGroupType => &[ID, NAME],
        Kind::DidGroup => &[
            COUNTRY,
            REGION,
            CITY,
            TYPE,
            ID,
            ("prefix", Takes::Same("prefix"), true, ALWAYS),
            ("area_name", Takes::Same("area_name"), true, ALWAYS),
            ("features", Takes::Features, true, ALWAYS),
            AVAILABLE,
            ("available_dids_enabled", Takes::Flag("available_dids_enabled"), false, ALWAYS),
            ("needs_registration", Takes::Flag("needs_registration"), false, ALWAYS),
            ("is_metered", Takes::Flag("is_metered"), false, ALWAYS),
            ("allow_additional_channels", Takes::Flag("allow_additional_channels"), false, ALWAYS),
            ("meta.total_count_gteq", Takes::AtLeast, false, Version::V2022),
            ("nanpa_prefix.id", Takes::Related(Kind::NanpaPrefix), true, Version::V2022),
            ("nanpa_prefix.npanxx", Takes::Npanxx, true, Version::V2022),
        ],
        Kind::CapacityPool => {
            &[ID, COUNTRY, NAME, ("has_unassigned_channels", Takes::Unassigned, false, ALWAYS)]
        }
        Kind::DidHistory => &[
            ID,
            ("did_number", Takes::Same("did_number"), true, ALWAYS),
            ("action", Takes::Same("action"), true, ALWAYS),
            ("method", Takes::Same("method"), true, ALWAYS),
            ("created_at_gteq", Takes::NotBefore, false, ALWAYS),
            ("created_at_lteq", Takes::NotAfter, false, ALWAYS),
        ],
        Kind::Trunk => {
            &[ID, NAME, ("configuration.type", Takes::Configuration, true, ALWAYS), EXTERNAL]
        }
        Kind::TrunkGroup => &[ID, EXTERNAL],
        Kind::SharedCapacityGroup => &[
            ID,
            NAME,
            ("capacity_pool.id", Takes::Related(Kind::CapacityPool), true, ALWAYS),
            EXTERNAL,
        ],
        Kind::AddressVerification => &[ID, STATUS, REFERENCE, EXTERNAL],
        Kind::Order => &[
            ID,
            STATUS,
            REFERENCE,
            ("created_at_gteq", Takes::NotBefore, false, ALWAYS),
            ("created_at_lteq", Takes::NotAfter, false, ALWAYS),
            EXTERNAL,
        ],
        Kind::DidReservation => {
            &[ID, ("description", Takes::Same("description"), true, Version::V2026April)]
        }
        Kind::AvailableDid => &[
            COUNTRY,
            REGION,
            CITY,
            ("did_group.id", Takes::Related(Kind::DidGroup), true, ALWAYS),
            TYPE,
            ("did_group.features", Takes::Features, true, ALWAYS),
            ID,
            ("number_contains", Takes::Contains, false, ALWAYS),
            ("did_group.needs_registration", Takes::Flag("needs_registration"), false, ALWAYS),
            ("nanpa_prefix.id", Takes::Related(Kind::NanpaPrefix), false, Version::V2022),
        ],
        _ => &[],
    }
}

/// The attributes that a type's list can be sorted by; one of another object has a dot.
pub(super) fn sorts(kind: Kind, version: Version) -> Vec<&'static str> {
    let newest = version >= Version::V2026April;
    let all: &[&'static str] = match kind {
        Kind::Country => &["iso", "name", "prefix"],
        Kind::Region if newest => &["name", "iso"],
        Kind::Region | Kind::City | Kind::Area | Kind::DidGroupType => &["name"],
        Kind::NanpaPrefix => &["npa", "nxx"],
        Kind::DidHistory => &["created_at"],
        Kind::Trunk => &[
            "name",
            "priority",
            "capacity_limit",
            "weight",
            "cli_format",
            "cli_prefix",
            "description",
            "ringing_timeout",
            "created_at",
        ],
        Kind::TrunkGroup => &["name", "created_at", "capacity_limit"],
        Kind::SharedCapacityGroup => {
            &["name", "created_at", "shared_channels_count", "metered_channels_count"]
        }
        Kind::AddressVerification => &["created_at"],
        Kind::Order if newest => {
            &["status", "amount", "created_at", "description", "reference", "external_reference_id"]
        }
        Kind::Order => &["status", "amount", "created_at", "description"],
        Kind::DidReservation if newest => &["created_at", "description", "expire_at", "expires_at"],
        Kind::DidReservation => &["created_at", "description", "expire_at"],
        Kind::DidGroup => &[
            "allow_additional_channels",
            "area_name",
            "country.name",
            "did_group_type.name",
            "is_metered",
            "prefix",
            "service_restrictions",
        ],
        Kind::CapacityPool => &[
            "name",
            "renew_date",
            "total_channels_count",
            "assigned_channels_count",
            "minimum_limit",
            "minimum_qty_per_order",
            "setup_price",
            "monthly_price",
            "metered_rate",
        ],
        _ => &[],
    };
    let known = |name: &&&str| newest || **name != "service_restrictions";
    all.iter().filter(known).copied().collect()
}
