//! A group of DIDs that share channels.

use telnum_macros::{record, resource};

use super::link::{DidwwLink, DidwwLinks};
use super::unknown::DidwwMember;
use super::{DidwwCapacityPoolLink, DidwwDidLinks};
use crate::types::Timestamp;

/// A link to a group that shares channels.
pub type DidwwSharedCapacityGroupLink = DidwwLink;
/// Links to groups that share channels.
pub type DidwwSharedCapacityGroupLinks = DidwwLinks;

/// A group of DIDs that share channels. (DIDWW, *Shared Capacity Group Object*)
#[derive(Default)]
#[resource("shared_capacity_groups")]
#[record]
pub struct DidwwSharedCapacityGroup {
    /// The id.
    pub id: String,
    /// The name.
    pub name: Option<String>,
    /// Channels that its DIDs share.
    pub shared_channels_count: Option<i32>,
    /// Channels that are paid by use.
    pub metered_channels_count: Option<i32>,
    /// The account's own id for it.
    pub external_reference_id: Option<String>,
    /// When it was made.
    pub created_at: Option<Timestamp>,
    /// The pool that its channels are of.
    #[to_one(include = "shared_capacity_group.capacity_pool")]
    pub capacity_pool: DidwwCapacityPoolLink,
    /// Its DIDs, by id only: most are rows of some page.
    #[to_many]
    pub dids: DidwwDidLinks,
    /// What this version of telnum does not know.
    pub unknown: Vec<DidwwMember>,
}
