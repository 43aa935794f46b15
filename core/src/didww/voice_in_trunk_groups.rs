//! Groups of trunks: listing, reading, making, changing and deleting them.

use telnum_macros::{document, open_set, operation, record};

use super::changes::{self, Change, Kind};
use super::deleted::DidwwDeleted;
use super::filters::filters;
use super::included::DidwwIncluded;
use super::names::{named, normalise, sorting};
use super::unknown::DidwwMember;
use super::voice_in_trunk_group::DidwwVoiceInTrunkGroup;
use super::{query, trunk_changes};
use crate::checks::Checks;
use crate::error::{Error, Result};
use crate::operation::Encoded;
use crate::transport::{HttpResponse, Method};

/// Lists one page of the account's groups of trunks.
#[operation(
    Didww::list_voice_in_trunk_groups,
    GET "/v3/voice_in_trunk_groups",
    page = "Get Inbound Trunk Groups",
    answer = document(DidwwVoiceInTrunkGroupPage),
    asks(
        filter = DidwwVoiceInTrunkGroupFilter,
        include = DidwwVoiceInTrunkGroupInclude,
        sort = DidwwVoiceInTrunkGroupSortKey,
        fields,
        pages,
    ),
    walk(voice_in_trunk_groups, ahead = 20, "All groups that pass the filters, one after another."),
)]
pub struct ListDidwwVoiceInTrunkGroups;

/// Gets one group of trunks.
#[operation(
    Didww::get_voice_in_trunk_group,
    GET "/v3/voice_in_trunk_groups/{voice_in_trunk_group_id}",
    page = "Get Inbound Trunk Group",
    answer = document(DidwwVoiceInTrunkGroupDocument),
    asks(include = DidwwVoiceInTrunkGroupInclude, fields),
    raises(not_found = "there is no such group on this account"),
)]
pub struct GetDidwwVoiceInTrunkGroup {
    /// The group's id.
    pub voice_in_trunk_group_id: String,
}

/// Makes a group of trunks: a DID that sends its calls to it reaches them by their priorities and weights.
///
/// It is not sent again once the carrier may have acted on it: its name is taken then. Where the answer is lost, look
/// at `list_voice_in_trunk_groups`.
#[operation(
    Didww::create_voice_in_trunk_group,
    POST "/v3/voice_in_trunk_groups",
    page = "Create Inbound Trunk Group",
    repeat = never,
    answer = document(DidwwVoiceInTrunkGroupDocument),
    validate = CreateDidwwVoiceInTrunkGroup::rules,
    encode = CreateDidwwVoiceInTrunkGroup::request,
    raises(invalid_input = "the name is taken, or the carrier refuses another value, and the `origin` in `details` is \
        `carrier`"),
)]
pub struct CreateDidwwVoiceInTrunkGroup {
    /// Its name, which no other group and no trunk of the account has.
    pub name: String,
    /// How many calls it takes at a time.
    pub capacity_limit: Option<i32>,
    /// The account's own id for it, 100 characters at most; only in version 2026-04-16 and later.
    pub external_reference_id: Option<String>,
    /// The ids of its trunks.
    pub voice_in_trunk_ids: Vec<String>,
}

/// Changes a group of trunks: what is named is changed or cleared, all else stays as it is.
///
/// It is repeated when its answer is lost, as a second time changes nothing more.
#[operation(
    Didww::update_voice_in_trunk_group,
    PATCH "/v3/voice_in_trunk_groups/{voice_in_trunk_group_id}",
    page = "Update Inbound Trunk Group",
    repeat = idempotent,
    answer = document(DidwwVoiceInTrunkGroupDocument),
    validate = UpdateDidwwVoiceInTrunkGroup::rules,
    encode = UpdateDidwwVoiceInTrunkGroup::request,
    raises(
        invalid_input = "the name is taken, or the carrier refuses another value, and the `origin` in `details` is \
            `carrier`",
        not_found = "there is no such group on this account",
    ),
)]
pub struct UpdateDidwwVoiceInTrunkGroup {
    /// The group's id.
    pub voice_in_trunk_group_id: String,
    /// Its name, which no other group and no trunk of the account has.
    pub name: Option<String>,
    /// How many calls it takes at a time.
    pub capacity_limit: Option<i32>,
    /// The account's own id for it, 100 characters at most; only in version 2026-04-16 and later.
    pub external_reference_id: Option<String>,
    /// The ids of all its trunks, instead of those that it has. An empty list leaves them as they are: to take all of
    /// them out, clear `voice_in_trunks`.
    pub voice_in_trunk_ids: Vec<String>,
    /// What to take away from it, by name, such as `capacity_limit` or `voice_in_trunks`.
    #[of(DidwwVoiceInTrunkGroupClearable)]
    pub clear: Vec<String>,
}

/// Deletes a group of trunks, and its trunks with it: take those out first that shall stay (`update_voice_in_trunk`).
///
/// The carrier refuses while DIDs send their calls to it: route them elsewhere first (`update_did`).
///
/// It is repeated when its answer is lost; a group that this call's own repeat no longer finds counts as deleted.
#[operation(
    Didww::delete_voice_in_trunk_group,
    DELETE "/v3/voice_in_trunk_groups/{voice_in_trunk_group_id}",
    page = "Delete Inbound Trunk Group",
    repeat = idempotent,
    answer = with(DeleteDidwwVoiceInTrunkGroup::read, DidwwDeleted),
    validate = DeleteDidwwVoiceInTrunkGroup::rules,
    encode = DeleteDidwwVoiceInTrunkGroup::request,
    settled_by = DeleteDidwwVoiceInTrunkGroup::is_gone,
    raises(
        invalid_input = "DIDs send their calls to it or to one of its trunks, and the `origin` in `details` is `carrier`",
        not_found = "there is no such group on this account",
    ),
)]
pub struct DeleteDidwwVoiceInTrunkGroup {
    /// The group's id.
    pub voice_in_trunk_group_id: String,
}

/// A page of groups of trunks. (DIDWW, *Get Inbound Trunk Groups*)
#[derive(Default)]
#[document]
#[record]
pub struct DidwwVoiceInTrunkGroupPage {
    /// The groups, in the carrier's order.
    pub voice_in_trunk_groups: Vec<DidwwVoiceInTrunkGroup>,
    /// The objects that they are linked to, each once.
    pub included: DidwwIncluded,
    /// How many groups there are in all pages, as the carrier reports it.
    pub total_records: Option<i32>,
    /// The API version that answered; versions before 2022-05-10 do not say.
    pub api_version: Option<String>,
    /// What this version of telnum does not know of the answer: `meta.x` is the member `x` of its `meta`.
    pub unknown: Vec<DidwwMember>,
}

/// A group of trunks with what it is linked to. (DIDWW, *Get Inbound Trunk Group*)
#[derive(Default)]
#[document]
#[record]
pub struct DidwwVoiceInTrunkGroupDocument {
    /// The group.
    pub voice_in_trunk_group: DidwwVoiceInTrunkGroup,
    /// The objects that it is linked to, each once.
    pub included: DidwwIncluded,
    /// The API version that answered; versions before 2022-05-10 do not say.
    pub api_version: Option<String>,
    /// What this version of telnum does not know of the answer: `meta.x` is the member `x` of its `meta`.
    pub unknown: Vec<DidwwMember>,
}

filters! {
    /// The filters of a list of groups of trunks; a group has to pass all of them. (DIDWW, *Get Inbound Trunk
    /// Groups*)
    DidwwVoiceInTrunkGroupFilter {
        /// The id.
        id text "id";
        /// The name.
        name text "name";
        /// The account's own id for it; only in version 2026-04-16 and later.
        external_reference_id text "external_reference_id";
    }
}

/// What can be included with groups of trunks. (DIDWW, *Get Inbound Trunk Groups*)
///
/// An unknown one is sent as it is.
#[open_set]
pub enum DidwwVoiceInTrunkGroupInclude {
    /// Its trunks.
    VoiceInTrunks,
}

/// What a list of groups of trunks can be sorted by. (DIDWW, *Get Inbound Trunk Groups*)
///
/// An unknown one is sent as it is.
#[open_set]
pub enum DidwwVoiceInTrunkGroupSortKey {
    /// The name.
    Name,
    /// When it was made.
    CreatedAt,
    /// How many calls it takes at a time.
    CapacityLimit,
}

/// What a group of trunks can be without. (DIDWW, *Update Inbound Trunk Group*)
#[open_set]
pub enum DidwwVoiceInTrunkGroupClearable {
    /// The limit to its calls.
    CapacityLimit,
    /// The account's own id for it.
    ExternalReferenceId,
    /// All its trunks.
    VoiceInTrunks,
}

named!(DidwwVoiceInTrunkGroupInclude, DidwwVoiceInTrunkGroupClearable);
sorting!(DidwwVoiceInTrunkGroupSortKey);

const KIND: Kind = Kind {
    attributes: &["capacity_limit", "external_reference_id"],
    links: &[],
    lists: &["voice_in_trunks"],
    either: &[],
};

/// What is set of a group.
struct Set<'a> {
    name: Option<&'a str>,
    capacity_limit: Option<i32>,
    external_reference_id: Option<&'a str>,
    voice_in_trunk_ids: &'a [String],
}

impl<'a> Set<'a> {
    fn changes(&self) -> [Change<'a>; 4] {
        let trunks = ["voice_in_trunks", "voice_in_trunk_ids", "voice_in_trunks"];
        [
            Change::text("name", self.name),
            Change::count("capacity_limit", self.capacity_limit),
            Change::text("external_reference_id", self.external_reference_id),
            Change::links(trunks, self.voice_in_trunk_ids),
        ]
    }

    fn rules(&self, checks: &mut Checks) {
        changes::counts(&[("capacity_limit", self.capacity_limit, [0, i32::MAX])], checks);
        trunk_changes::named(self.name, checks);
        trunk_changes::reference(self.external_reference_id, checks);
    }
}

impl CreateDidwwVoiceInTrunkGroup {
    fn set(&self) -> Set<'_> {
        Set {
            name: Some(&self.name),
            capacity_limit: self.capacity_limit,
            external_reference_id: self.external_reference_id.as_deref(),
            voice_in_trunk_ids: &self.voice_in_trunk_ids,
        }
    }

    fn rules(&self, checks: &mut Checks) {
        self.set().rules(checks);
        changes::ids(&self.set().changes(), checks);
    }

    fn request(&self) -> Result<Encoded> {
        changes::made(&["v3", "voice_in_trunk_groups"], &self.set().changes())
    }
}

impl UpdateDidwwVoiceInTrunkGroup {
    fn set(&self) -> Set<'_> {
        Set {
            name: self.name.as_deref(),
            capacity_limit: self.capacity_limit,
            external_reference_id: self.external_reference_id.as_deref(),
            voice_in_trunk_ids: &self.voice_in_trunk_ids,
        }
    }

    fn rules(&self, checks: &mut Checks) {
        self.set().rules(checks);
        changes::rules(&self.set().changes(), &self.clear, &KIND, checks);
    }

    fn request(&self) -> Result<Encoded> {
        let path = ["v3", "voice_in_trunk_groups", &self.voice_in_trunk_group_id];
        changes::request(&path, &self.set().changes(), &self.clear, &KIND)
    }
}

impl DeleteDidwwVoiceInTrunkGroup {
    fn rules(&self, checks: &mut Checks) {
        query::id("voice_in_trunk_group_id", &self.voice_in_trunk_group_id, checks);
    }

    fn request(&self) -> Result<Encoded> {
        let path = ["v3", "voice_in_trunk_groups", &self.voice_in_trunk_group_id];
        query::address(Method::Delete, &path)
    }

    fn read(&self, _: &HttpResponse) -> Result<DidwwDeleted> {
        Ok(DidwwDeleted::of(&self.voice_in_trunk_group_id))
    }

    fn is_gone(&self, refusal: &Error) -> Option<DidwwDeleted> {
        DidwwDeleted::where_gone(&self.voice_in_trunk_group_id, refusal)
    }
}
