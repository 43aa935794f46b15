//! A group of trunks that takes the calls of DIDs.

use telnum_macros::{record, resource};

use super::DidwwVoiceInTrunkLinks;
use super::link::DidwwLink;
use super::unknown::DidwwMember;
use crate::types::Timestamp;

/// A link to a group of trunks.
pub type DidwwVoiceInTrunkGroupLink = DidwwLink;

/// A group of trunks. (DIDWW, *Voice In Trunk Group Object*)
#[derive(Default)]
#[resource("voice_in_trunk_groups", "trunk_groups")]
#[record]
pub struct DidwwVoiceInTrunkGroup {
    /// The id.
    pub id: String,
    /// The name.
    pub name: Option<String>,
    /// How many calls it takes at a time; absent where there is no limit.
    pub capacity_limit: Option<i32>,
    /// The account's own id for it.
    pub external_reference_id: Option<String>,
    /// When it was made.
    pub created_at: Option<Timestamp>,
    /// How many trunks it has.
    #[meta]
    pub trunks_count: Option<i32>,
    /// Its trunks.
    #[to_many(include = "voice_in_trunk_group.voice_in_trunks", was = "trunks")]
    pub voice_in_trunks: DidwwVoiceInTrunkLinks,
    /// What this version of telnum does not know.
    pub unknown: Vec<DidwwMember>,
}
