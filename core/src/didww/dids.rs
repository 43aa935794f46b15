//! The DIDs on the account: reading one, changing it, giving it up and taking it back.

use telnum_macros::{document, open_set, operation, record};

use super::changes::{self, Change, Kind};
use super::did::DidwwDid;
use super::included::DidwwIncluded;
use super::names::{named, normalise};
use super::query;
use super::unknown::DidwwMember;
use crate::checks::Checks;
use crate::error::Result;
use crate::operation::Encoded;
use crate::transport::Method;

/// Gets one DID, linked to what the call includes.
#[operation(
    Didww::get_did,
    GET "/v3/dids/{did_id}",
    page = "Get DID",
    answer = document(DidwwDidDocument),
    asks(include = DidwwInclude, fields = DidwwDidField),
    raises(not_found = "there is no such DID on this account, or no longer"),
)]
pub struct GetDidwwDid {
    /// The DID's id, which is not the number.
    pub did_id: String,
}

/// Changes a DID: what is named is changed or cleared, all else stays as it is.
///
/// A DID sends its calls to a trunk or to a group of trunks, and has its channels of a pool or of a shared group: to
/// set one of a pair clears the other. It is repeated when its answer is lost, as a second time changes nothing more.
#[operation(
    Didww::update_did,
    PATCH "/v3/dids/{did_id}",
    page = "Update DID",
    repeat = idempotent,
    answer = document(DidwwDidDocument),
    validate = UpdateDidwwDid::rules,
    encode = UpdateDidwwDid::request,
    raises(
        invalid_input = "the carrier refuses a value, and the `origin` in `details` is `carrier`",
        not_found = "there is no such DID on this account, or no longer",
    ),
)]
pub struct UpdateDidwwDid {
    /// The DID's id, which is not the number.
    pub did_id: String,
    /// The account's own description.
    pub description: Option<String>,
    /// How many calls it takes at a time, 0 to 32767; cleared, there is no limit.
    pub capacity_limit: Option<i32>,
    /// How many channels of its pool it has for itself.
    pub dedicated_channels_count: Option<i32>,
    /// How often it will be renewed, 0 to 999; cleared, until it is given up.
    pub billing_cycles_count: Option<i32>,
    /// The id of the trunk that takes its calls.
    pub voice_in_trunk_id: Option<String>,
    /// The id of the group of trunks that takes its calls.
    pub voice_in_trunk_group_id: Option<String>,
    /// The id of the pool that its channels are of.
    pub capacity_pool_id: Option<String>,
    /// The id of the group that it shares channels with.
    pub shared_capacity_group_id: Option<String>,
    /// The id of the check of its user's address.
    pub address_verification_id: Option<String>,
    /// What to take away from it, by name, such as `description` or `voice_in_trunk`.
    #[of(DidwwDidClearable)]
    pub clear: Vec<String>,
}

/// Lets a DID end when the time that is paid for is over: it works until `expires_at`, and is not renewed then.
///
/// The gentler way to give up a number. Until it expires, `update_did` that clears `billing_cycles_count` takes it
/// back.
#[operation(
    Didww::stop_renewing_did,
    PATCH "/v3/dids/{did_id}",
    page = "Update DID",
    repeat = idempotent,
    answer = document(DidwwDidDocument),
    encode = StopRenewingDidwwDid::request,
    raises(not_found = "there is no such DID on this account, or no longer"),
)]
pub struct StopRenewingDidwwDid {
    /// The DID's id, which is not the number.
    pub did_id: String,
}

/// Gives up a DID now: calls and messages to it stop, and nothing is paid back.
///
/// The carrier holds it for some time, about 35 days, in which `restore_did` takes it back. To let it work until the
/// time that is paid for is over, call `stop_renewing_did`.
#[operation(
    Didww::terminate_did,
    PATCH "/v3/dids/{did_id}",
    page = "Update DID",
    repeat = idempotent,
    answer = document(DidwwDidDocument),
    encode = TerminateDidwwDid::request,
    raises(
        invalid_input = "the carrier does not let it be given up so, as one of a bulk order",
        not_found = "there is no such DID on this account, or no longer",
    ),
)]
pub struct TerminateDidwwDid {
    /// The DID's id, which is not the number.
    pub did_id: String,
}

/// Takes back a DID that was given up, as long as the carrier holds it. It may spend money: one that has expired is
/// renewed first, and the renewal is paid for.
///
/// From then on it is renewed until it is given up, however often it was to be renewed before. It is never sent again by
/// itself.
#[operation(
    Didww::restore_did,
    PATCH "/v3/dids/{did_id}",
    page = "Update DID",
    repeat = never,
    answer = document(DidwwDidDocument),
    encode = RestoreDidwwDid::request,
    look = "Look at the DID's `terminated` (`get_did`)",
    raises(
        outcome_unknown = "the answer was lost: the DID may have been restored, and its renewal paid for. Look at its \
            `terminated` before you call again",
        insufficient_funds = "the balance does not cover the renewal; nothing has changed",
        not_found = "there is no such DID on this account, or the carrier no longer holds it",
    ),
)]
pub struct RestoreDidwwDid {
    /// The DID's id, which is not the number.
    pub did_id: String,
}

/// A DID with what it is linked to. (DIDWW, *Get DID*)
#[derive(Default)]
#[document]
#[record]
pub struct DidwwDidDocument {
    /// The DID.
    pub did: DidwwDid,
    /// The objects that it is linked to, each once.
    pub included: DidwwIncluded,
    /// The API version that answered; versions before 2022-05-10 do not say.
    pub api_version: Option<String>,
    /// What this version of telnum does not know of the answer: `meta.x` is the member `x` of its `meta`.
    pub unknown: Vec<DidwwMember>,
}

/// What a DID can be without. (DIDWW, *Update DID*)
#[open_set]
pub enum DidwwDidClearable {
    /// Its description.
    Description,
    /// The limit to its calls.
    CapacityLimit,
    /// The limit to its renewals: it is renewed until it is given up.
    BillingCyclesCount,
    /// The trunk that takes its calls.
    VoiceInTrunk,
    /// The group of trunks that takes its calls.
    VoiceInTrunkGroup,
    /// The pool that its channels are of.
    CapacityPool,
    /// The group that it shares channels with.
    SharedCapacityGroup,
    /// The check of its user's address.
    AddressVerification,
    /// The service for emergency calls, which ends with the next renewal.
    EmergencyCallingService,
}

named!(DidwwDidClearable);

/// A DID has a trunk or a group of trunks, and a pool or a shared group.
const KIND: Kind = Kind {
    attributes: &["description", "capacity_limit", "billing_cycles_count"],
    links: &[
        "voice_in_trunk",
        "voice_in_trunk_group",
        "capacity_pool",
        "shared_capacity_group",
        "address_verification",
        "emergency_calling_service",
    ],
    lists: &[],
    either: &[
        ["voice_in_trunk", "voice_in_trunk_group"],
        ["capacity_pool", "shared_capacity_group"],
    ],
};

impl UpdateDidwwDid {
    fn changes(&self) -> [Change<'_>; 9] {
        [
            Change::text("description", self.description.as_deref()),
            Change::count("capacity_limit", self.capacity_limit),
            Change::count("dedicated_channels_count", self.dedicated_channels_count),
            Change::count("billing_cycles_count", self.billing_cycles_count),
            Change::link(
                ["voice_in_trunk", "voice_in_trunk_id", "voice_in_trunks"],
                self.voice_in_trunk_id.as_deref(),
            ),
            Change::link(
                ["voice_in_trunk_group", "voice_in_trunk_group_id", "voice_in_trunk_groups"],
                self.voice_in_trunk_group_id.as_deref(),
            ),
            Change::link(
                ["capacity_pool", "capacity_pool_id", "capacity_pools"],
                self.capacity_pool_id.as_deref(),
            ),
            Change::link(
                ["shared_capacity_group", "shared_capacity_group_id", "shared_capacity_groups"],
                self.shared_capacity_group_id.as_deref(),
            ),
            Change::link(
                ["address_verification", "address_verification_id", "address_verifications"],
                self.address_verification_id.as_deref(),
            ),
        ]
    }

    fn rules(&self, checks: &mut Checks) {
        let counts = [
            ("capacity_limit", self.capacity_limit, [0, 32767]),
            ("dedicated_channels_count", self.dedicated_channels_count, [0, i32::MAX]),
            ("billing_cycles_count", self.billing_cycles_count, [0, 999]),
        ];
        changes::counts(&counts, checks);
        changes::rules(&self.changes(), &self.clear, &KIND, checks);
    }

    fn request(&self) -> Result<Encoded> {
        changes::request(&["v3", "dids", &self.did_id], &self.changes(), &self.clear, &KIND)
    }
}

/// A change of one attribute of a DID.
fn one(did_id: &str, name: &str, sent: &str) -> Result<Encoded> {
    let attribute = (name, Some(sent.to_owned()));
    query::written(Method::Patch, &["v3", "dids", did_id], &[attribute], &[])
}

impl StopRenewingDidwwDid {
    fn request(&self) -> Result<Encoded> {
        one(&self.did_id, "billing_cycles_count", "0")
    }
}

impl TerminateDidwwDid {
    fn request(&self) -> Result<Encoded> {
        one(&self.did_id, "terminated", "true")
    }
}

impl RestoreDidwwDid {
    fn request(&self) -> Result<Encoded> {
        one(&self.did_id, "terminated", "false")
    }
}
