//! The carrier's names for what can be included, sorted by and returned.

use std::fmt;

use telnum_macros::open_set;

/// What can be included with a list of DIDs. (DIDWW, *Get DIDs*, *Includes*)
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
pub struct DidwwSort<K = DidwwSortKey> {
    /// What to sort by.
    pub key: K,
    /// The greatest first.
    pub descending: bool,
}

/// What a list can be sorted by.
pub trait DidwwSorting: fmt::Display {
    /// The key of this name.
    fn named(name: &str) -> Self;
}

impl<K: DidwwSorting> DidwwSort<K> {
    /// Reads the carrier's form: a minus sign before the name sorts the greatest first.
    pub fn read(text: &str) -> Self {
        let (name, descending) = text.strip_prefix('-').map_or((text, false), |it| (it, true));
        Self { key: K::named(name), descending }
    }
}

/// The carrier's form.
impl<K: DidwwSorting> fmt::Display for DidwwSort<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.descending { "-" } else { "" })?;
        self.key.fmt(f)
    }
}

impl<K: DidwwSorting> From<K> for DidwwSort<K> {
    fn from(key: K) -> Self {
        Self { key, descending: false }
    }
}

impl<K: DidwwSorting> From<&str> for DidwwSort<K> {
    fn from(text: &str) -> Self {
        Self::read(text)
    }
}

impl<K: DidwwSorting> From<&String> for DidwwSort<K> {
    fn from(text: &String) -> Self {
        Self::read(text)
    }
}

impl<K: DidwwSorting> From<String> for DidwwSort<K> {
    fn from(text: String) -> Self {
        Self::read(&text)
    }
}

/// The carrier's names are case-sensitive.
pub(super) fn normalise(text: &str) -> String {
    text.to_owned()
}

/// Names that are sent as they are: any text stands for one.
macro_rules! named {
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
pub(super) use named;

/// What can be sorted by.
macro_rules! sorting {
    ($($name:ident),*) => {$(
        impl $crate::didww::DidwwSorting for $name {
            fn named(name: &str) -> Self {
                Self::read(name)
            }
        }

        impl $name {
            /// The greatest first.
            pub fn descending(self) -> $crate::didww::DidwwSort<Self> {
                $crate::didww::DidwwSort { key: self, descending: true }
            }
        }
    )*};
}
pub(super) use sorting;

named!(DidwwInclude, DidwwDidField);
sorting!(DidwwSortKey);
