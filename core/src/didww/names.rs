//! The carrier's names for what can be included, sorted by and returned.

use serde_json::Value;
use telnum_macros::open_set;

use crate::arguments::Scalar;

/// What a list of DIDs can bring along. (DIDWW, *Get DIDs*, *Includes*)
///
/// An unknown one is sent as it is, for what the carrier adds.
#[open_set]
pub enum DidwwInclude {
    /// The order that bought the DID.
    Order,
    /// The trunk that takes its calls.
    VoiceInTrunk,
    /// The group of that trunk.
    #[written("voice_in_trunk.voice_in_trunk_group")]
    VoiceInTrunkVoiceInTrunkGroup,
    /// Where that trunk takes calls over.
    #[written("voice_in_trunk.pop")]
    VoiceInTrunkPop,
    /// The group of trunks that takes its calls.
    VoiceInTrunkGroup,
    /// The pool that its channels are of.
    CapacityPool,
    /// The group that it shares channels with.
    SharedCapacityGroup,
    /// The group it is of.
    DidGroup,
    /// The country of that group.
    #[written("did_group.country")]
    DidGroupCountry,
    /// The city of that group.
    #[written("did_group.city")]
    DidGroupCity,
    /// The region of that group.
    #[written("did_group.region")]
    DidGroupRegion,
    /// The kind of that group.
    #[written("did_group.did_group_type")]
    DidGroupDidGroupType,
    /// What can be bought of that group.
    #[written("did_group.stock_keeping_units")]
    DidGroupStockKeepingUnits,
    /// The check of its user's address. The carrier's page lacks it among the includes.
    AddressVerification,
    /// Its user; since version 2026-04-16. It is among the DID's and the page's `unknown`.
    Identity,
    /// The service for emergency calls; since version 2026-04-16. It is among `unknown`.
    EmergencyCallingService,
    /// The check of the address for emergency calls; since version 2026-04-16. It is among `unknown`.
    EmergencyVerification,
}

/// What a list of DIDs can be sorted by. (DIDWW, *Get DIDs*, *Sorting*)
///
/// An unknown one is sent as it is.
#[open_set]
pub enum DidwwSortKey {
    /// Whether it takes no calls.
    Blocked,
    /// Whether it waits for a registration.
    AwaitingRegistration,
    /// Whether it was given up.
    Terminated,
    /// How many calls it takes.
    CapacityLimit,
    /// How often it will be renewed.
    BillingCyclesCount,
    /// The description.
    Description,
    /// The number.
    Number,
    /// When it expires.
    ExpiresAt,
    /// Channels that its price includes.
    ChannelsIncludedCount,
    /// Channels that it has for itself.
    DedicatedChannelsCount,
    /// When it came to the account.
    CreatedAt,
}

/// An attribute of a DID that a list can be narrowed to. (DIDWW, *Get DIDs*, *Fielding*)
///
/// An unknown one is sent as it is.
#[open_set]
pub enum DidwwDidField {
    /// Whether it takes no calls.
    Blocked,
    /// Whether it waits for a registration.
    AwaitingRegistration,
    /// Whether it was given up.
    Terminated,
    /// How many calls it takes.
    CapacityLimit,
    /// How often it will be renewed.
    BillingCyclesCount,
    /// The description.
    Description,
    /// The number.
    Number,
    /// When it expires.
    ExpiresAt,
    /// Channels that its price includes.
    ChannelsIncludedCount,
    /// Channels that it has for itself.
    DedicatedChannelsCount,
    /// When it came to the account.
    CreatedAt,
}

/// One key of a sorting, the first counting most. Its text is the carrier's: `number`, `-created_at`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct DidwwSort {
    /// What to sort by.
    pub key: DidwwSortKey,
    /// The greatest first.
    pub descending: bool,
}

impl DidwwSort {
    /// Reads the carrier's form: a minus sign before the name sorts the greatest first.
    pub fn read(text: &str) -> Self {
        let (name, descending) = text.strip_prefix('-').map_or((text, false), |it| (it, true));
        Self { key: DidwwSortKey::read(name), descending }
    }

    /// The carrier's form.
    pub(super) fn text(&self) -> String {
        format!("{}{}", if self.descending { "-" } else { "" }, self.key)
    }
}

impl DidwwInclude {
    fn text(&self) -> &str {
        self.as_str()
    }
}

impl DidwwSortKey {
    /// The greatest first.
    pub fn descending(self) -> DidwwSort {
        DidwwSort { key: self, descending: true }
    }
}

impl From<DidwwSortKey> for DidwwSort {
    fn from(key: DidwwSortKey) -> Self {
        Self { key, descending: false }
    }
}

/// The carrier's names are case-sensitive.
fn normalise(text: &str) -> String {
    text.to_owned()
}

macro_rules! from_text {
    ($($name:ident),*) => {$(
        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self::read(text)
            }
        }

        impl From<&String> for $name {
            fn from(text: &String) -> Self {
                Self::read(text)
            }
        }

        impl From<String> for $name {
            fn from(text: String) -> Self {
                Self::read(&text)
            }
        }
    )*};
}
from_text!(DidwwInclude, DidwwSort, DidwwDidField);

macro_rules! scalar {
    ($($name:ident),*) => {$(
        impl Scalar for $name {
            const RULE: &'static str = String::RULE;

            fn read(value: &Value) -> Option<Self> {
                value.as_str().map(Self::read)
            }

            fn write(&self) -> Value {
                self.text().into()
            }
        }
    )*};
}
scalar!(DidwwInclude, DidwwSort);
