//! A DID: a number on the account.

use telnum_macros::{record, resource};

use super::link::DidwwLinks;
use super::unknown::DidwwMember;
use super::{
    DidwwAddressVerificationLink, DidwwCapacityPoolLink, DidwwDidGroupLink, DidwwOrderLink,
    DidwwSharedCapacityGroupLink, DidwwVoiceInTrunkGroupLink, DidwwVoiceInTrunkLink,
};
use crate::types::Timestamp;

/// Links to DIDs.
pub type DidwwDidLinks = DidwwLinks;

/// A DID: a number on the account. (DIDWW, *Get DIDs*)
///
/// With `fields`, what was not named is absent. Attributes are never checked against each other.
#[derive(Default)]
#[resource("dids")]
#[record]
pub struct DidwwDid {
    /// The id.
    pub id: String,
    /// The number as the carrier wrote it: E.164 without the plus sign, as a rule.
    pub number: Option<String>,
    /// Its E.164 form, where it can be known.
    #[derived]
    pub e164: Option<String>,
    /// The account's own description.
    pub description: Option<String>,
    /// Whether it takes no calls: terminated, or waiting for a registration.
    pub blocked: Option<bool>,
    /// Whether documents of its user are still to be approved.
    pub awaiting_registration: Option<bool>,
    /// Whether it was given up; it can be restored until it expires.
    pub terminated: Option<bool>,
    /// Whether emergency calls are set up; since version 2026-04-16.
    pub emergency_enabled: Option<bool>,
    /// Whether it will be removed; only in version 2017-09-18. Later, `billing_cycles_count` is 0.
    pub pending_removal: Option<bool>,
    /// How many calls it takes at a time; absent where there is no limit.
    pub capacity_limit: Option<i32>,
    /// Channels that its price includes.
    pub channels_included_count: Option<i32>,
    /// Channels that it has for itself.
    pub dedicated_channels_count: Option<i32>,
    /// How often it will be renewed: 0 is never, absent is for ever or not said.
    pub billing_cycles_count: Option<i32>,
    /// When it came to the account.
    pub created_at: Option<Timestamp>,
    /// When it expires, unless it is renewed.
    pub expires_at: Option<Timestamp>,
    /// The group it is of.
    #[to_one(include = "did_group")]
    pub did_group: DidwwDidGroupLink,
    /// The order that bought it.
    #[to_one(include = "order")]
    pub order: DidwwOrderLink,
    /// The trunk that takes its calls. (`trunk` before version 2021-12-15.)
    #[to_one(include = "voice_in_trunk", was = "trunk")]
    pub voice_in_trunk: DidwwVoiceInTrunkLink,
    /// The group of trunks that takes its calls. (`trunk_group` before version 2021-12-15.)
    #[to_one(include = "voice_in_trunk_group", was = "trunk_group")]
    pub voice_in_trunk_group: DidwwVoiceInTrunkGroupLink,
    /// The pool that its channels are of.
    #[to_one(include = "capacity_pool")]
    pub capacity_pool: DidwwCapacityPoolLink,
    /// The group that it shares channels with.
    #[to_one(include = "shared_capacity_group")]
    pub shared_capacity_group: DidwwSharedCapacityGroupLink,
    /// The check of its user's address.
    #[to_one(include = "address_verification")]
    pub address_verification: DidwwAddressVerificationLink,
    /// What this version of telnum does not know.
    pub unknown: Vec<DidwwMember>,
}

impl DidwwDid {
    fn derive(&mut self) {
        self.e164 = self.number.as_deref().and_then(e164);
    }
}

/// E.164 has 7 to 15 digits. The carrier shows longer numbers, and such with letters.
pub(super) fn e164(number: &str) -> Option<String> {
    let is_one = (7..=15).contains(&number.len()) && number.bytes().all(|it| it.is_ascii_digit());
    is_one.then(|| {
        let mut text = String::with_capacity(1 + number.len());
        text.push('+');
        text.push_str(number);
        text
    })
}
