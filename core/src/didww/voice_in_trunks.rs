//! The trunks that take the calls of DIDs: listing, reading and deleting them.

use telnum_macros::{document, open_set, operation, record};

use super::deleted::DidwwDeleted;
use super::filters::filters;
use super::included::DidwwIncluded;
use super::names::{named, normalise, sorting};
use super::query;
use super::unknown::DidwwMember;
use super::voice_in_trunk::DidwwVoiceInTrunk;
use crate::checks::Checks;
use crate::error::{Error, Result};
use crate::operation::Encoded;
use crate::transport::{HttpResponse, Method};

/// Lists one page of the account's trunks.
#[operation(
    Didww::list_voice_in_trunks,
    GET "/v3/voice_in_trunks",
    page = "Get Inbound Trunks",
    answer = document(DidwwVoiceInTrunkPage),
    asks(
        filter = DidwwVoiceInTrunkFilter,
        include = DidwwVoiceInTrunkInclude,
        sort = DidwwVoiceInTrunkSortKey,
        fields,
        pages,
    ),
    walk(voice_in_trunks, ahead = 20, "All trunks that pass the filters, one after another."),
)]
pub struct ListDidwwVoiceInTrunks;

/// Gets one trunk.
#[operation(
    Didww::get_voice_in_trunk,
    GET "/v3/voice_in_trunks/{voice_in_trunk_id}",
    page = "Get Inbound Trunk",
    answer = document(DidwwVoiceInTrunkDocument),
    asks(include = DidwwVoiceInTrunkInclude, fields),
    raises(not_found = "there is no such trunk on this account"),
)]
pub struct GetDidwwVoiceInTrunk {
    /// The trunk's id.
    pub voice_in_trunk_id: String,
}

/// Deletes a trunk. The carrier refuses while DIDs send their calls to it: route them elsewhere first (`update_did`).
///
/// It is repeated when its answer is lost; a trunk that this call's own repeat no longer finds counts as deleted.
#[operation(
    Didww::delete_voice_in_trunk,
    DELETE "/v3/voice_in_trunks/{voice_in_trunk_id}",
    page = "Delete Inbound Trunk",
    repeat = idempotent,
    answer = with(DeleteDidwwVoiceInTrunk::read, DidwwDeleted),
    validate = DeleteDidwwVoiceInTrunk::rules,
    encode = DeleteDidwwVoiceInTrunk::request,
    settled_by = DeleteDidwwVoiceInTrunk::is_gone,
    raises(
        invalid_input = "DIDs send their calls to it, and the `origin` in `details` is `carrier`",
        not_found = "there is no such trunk on this account",
    ),
)]
pub struct DeleteDidwwVoiceInTrunk {
    /// The trunk's id.
    pub voice_in_trunk_id: String,
}

/// A page of trunks. (DIDWW, *Get Inbound Trunks*)
#[derive(Default)]
#[document]
#[record]
pub struct DidwwVoiceInTrunkPage {
    /// The trunks, in the carrier's order.
    pub voice_in_trunks: Vec<DidwwVoiceInTrunk>,
    /// The objects that they are linked to, each once.
    pub included: DidwwIncluded,
    /// How many trunks there are in all pages, as the carrier reports it.
    pub total_records: Option<i32>,
    /// The API version that answered; versions before 2022-05-10 do not say.
    pub api_version: Option<String>,
    /// What this version of telnum does not know of the answer: `meta.x` is the member `x` of its `meta`.
    pub unknown: Vec<DidwwMember>,
}

/// A trunk with what it is linked to. (DIDWW, *Get Inbound Trunk*)
#[derive(Default)]
#[document]
#[record]
pub struct DidwwVoiceInTrunkDocument {
    /// The trunk.
    pub voice_in_trunk: DidwwVoiceInTrunk,
    /// The objects that it is linked to, each once.
    pub included: DidwwIncluded,
    /// The API version that answered; versions before 2022-05-10 do not say.
    pub api_version: Option<String>,
    /// What this version of telnum does not know of the answer: `meta.x` is the member `x` of its `meta`.
    pub unknown: Vec<DidwwMember>,
}

filters! {
    /// The filters of a list of trunks; a trunk has to pass all of them. (DIDWW, *Get Inbound Trunks*)
    DidwwVoiceInTrunkFilter {
        /// The id.
        id text "id";
        /// The name.
        name text "name";
        /// The account's own id for it; only in version 2026-04-16 and later.
        external_reference_id text "external_reference_id";
        /// Where it sends calls: `sip_configurations` or `pstn_configurations`.
        configuration_type text "configuration.type";
    }
}

/// What can be included with trunks. (DIDWW, *Get Inbound Trunk*)
///
/// An unknown one is sent as it is.
#[open_set]
pub enum DidwwVoiceInTrunkInclude {
    /// The group that it is of.
    VoiceInTrunkGroup,
    /// Where it takes calls over.
    Pop,
}

/// What a list of trunks can be sorted by. (DIDWW, *Get Inbound Trunks*)
///
/// An unknown one is sent as it is.
#[open_set]
pub enum DidwwVoiceInTrunkSortKey {
    /// The name.
    Name,
    /// Which of several is tried first.
    Priority,
    /// How many calls it takes at a time.
    CapacityLimit,
    /// How often it is chosen among those of one priority.
    Weight,
    /// How the caller's number is written.
    CliFormat,
    /// What stands before the caller's number.
    CliPrefix,
    /// The description.
    Description,
    /// How long it rings.
    RingingTimeout,
    /// When it was made.
    CreatedAt,
    /// The account's own id for it; only in version 2026-11-19 and later.
    ExternalReferenceId,
}

named!(DidwwVoiceInTrunkInclude);
sorting!(DidwwVoiceInTrunkSortKey);

impl DeleteDidwwVoiceInTrunk {
    fn rules(&self, checks: &mut Checks) {
        query::id("voice_in_trunk_id", &self.voice_in_trunk_id, checks);
    }

    fn request(&self) -> Result<Encoded> {
        query::address(Method::Delete, &["v3", "voice_in_trunks", &self.voice_in_trunk_id])
    }

    fn read(&self, _: &HttpResponse) -> Result<DidwwDeleted> {
        Ok(DidwwDeleted::of(&self.voice_in_trunk_id))
    }

    fn is_gone(&self, refusal: &Error) -> Option<DidwwDeleted> {
        DidwwDeleted::where_gone(&self.voice_in_trunk_id, refusal)
    }
}
