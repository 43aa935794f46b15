//! Changing a trunk.

use telnum_macros::{open_set, operation};

use super::changes::{self, Change, Kind};
use super::errors;
use super::names::{named, normalise};
use super::trunk_changes::{self, Sip, common_of};
use super::voice_in_trunk::DidwwCliFormat;
use super::voice_in_trunks::DidwwVoiceInTrunkDocument;
use crate::checks::Checks;
use crate::error::Result;
use crate::operation::Encoded;
use crate::types::Secret;

/// Changes a trunk: what is named is changed or cleared, all else stays as it is.
///
/// It is repeated when its answer is lost, as a second time changes nothing more.
#[operation(
    Didww::update_voice_in_trunk,
    PATCH "/v3/voice_in_trunks/{voice_in_trunk_id}",
    page = "Update Inbound Trunk",
    repeat = idempotent,
    answer = document(DidwwVoiceInTrunkDocument),
    validate = UpdateDidwwVoiceInTrunk::rules,
    encode = UpdateDidwwVoiceInTrunk::request,
    raises(
        invalid_input = "the name is taken, or the carrier refuses another value, and the `origin` in `details` is \
            `carrier`",
        not_found = "there is no such trunk on this account",
    ),
)]
pub struct UpdateDidwwVoiceInTrunk {
    /// The trunk's id.
    pub voice_in_trunk_id: String,
    /// Its name, which no other trunk and no group of the account has.
    pub name: Option<String>,
    /// The user that calls are for; `{DID}` in it stands for the number that was called.
    pub username: Option<String>,
    /// The host that calls are sent to: its name or address.
    pub host: Option<String>,
    /// The port that calls are sent to.
    pub port: Option<i32>,
    /// Whether DIDWW shows who it is when that host asks.
    pub auth_enabled: Option<bool>,
    /// The user that it says it is.
    pub auth_user: Option<String>,
    /// The password for it. It is shown nowhere.
    pub auth_password: Option<Secret>,
    /// For a trunk that sends calls on to a telephone number: digits, with the country code and without a plus sign.
    pub dst: Option<String>,
    /// A description.
    pub description: Option<String>,
    /// Which of several trunks is tried first, 0 to 65535: the lowest number.
    pub priority: Option<i32>,
    /// How often it is chosen among trunks of one priority, 0 to 65535.
    pub weight: Option<i32>,
    /// How many calls it takes at a time.
    pub capacity_limit: Option<i32>,
    /// How many seconds it rings before the call is given up, 1 to 32.
    pub ringing_timeout: Option<i32>,
    /// How the caller's number is written.
    pub cli_format: Option<DidwwCliFormat>,
    /// What stands before the caller's number.
    pub cli_prefix: Option<String>,
    /// The account's own id for it, 100 characters at most; only in version 2026-04-16 and later.
    pub external_reference_id: Option<String>,
    /// The id of the group that it is of.
    pub voice_in_trunk_group_id: Option<String>,
    /// The id of the POP where it takes calls over.
    pub pop_id: Option<String>,
    /// What to take away from it, by name, such as `description` or `voice_in_trunk_group`.
    #[of(DidwwVoiceInTrunkClearable)]
    pub clear: Vec<String>,
}

/// What a trunk can be without. (DIDWW, *Update Inbound Trunk*)
#[open_set]
pub enum DidwwVoiceInTrunkClearable {
    /// Its description.
    Description,
    /// The limit to its calls.
    CapacityLimit,
    /// How long it rings: as long as the carrier lets it.
    RingingTimeout,
    /// What stands before the caller's number.
    CliPrefix,
    /// The account's own id for it.
    ExternalReferenceId,
    /// The group that it is of.
    VoiceInTrunkGroup,
    /// The POP where it takes calls over: the carrier picks one.
    Pop,
}

named!(DidwwVoiceInTrunkClearable);

const KIND: Kind = Kind {
    attributes: &[
        "description",
        "capacity_limit",
        "ringing_timeout",
        "cli_prefix",
        "external_reference_id",
    ],
    links: &["voice_in_trunk_group", "pop"],
    lists: &[],
    either: &[],
};

impl UpdateDidwwVoiceInTrunk {
    fn sip(&self) -> Sip<'_> {
        Sip {
            username: self.username.as_deref(),
            host: self.host.as_deref(),
            port: self.port,
            auth_enabled: self.auth_enabled,
            auth_user: self.auth_user.as_deref(),
            auth_password: self.auth_password.as_ref(),
        }
    }

    fn changes(&self) -> Vec<Change<'_>> {
        let pstn = self.dst.as_deref().and_then(trunk_changes::pstn);
        trunk_changes::common(
            &common_of!(self, self.name.as_deref()),
            pstn.or_else(|| self.sip().configuration()),
        )
    }

    fn rules(&self, checks: &mut Checks) {
        common_of!(self, self.name.as_deref()).rules(checks);
        self.sip().rules(checks);
        if let Some(dst) = &self.dst {
            trunk_changes::dst(dst, checks);
            if self.sip().configuration().is_some() {
                let rule = "is for a trunk to a telephone number, and what else is given for one to a SIP host";
                checks.fail(errors::invalid("dst", rule));
            }
        }
        changes::rules(&self.changes(), &self.clear, &KIND, checks);
    }

    fn request(&self) -> Result<Encoded> {
        let path = ["v3", "voice_in_trunks", &self.voice_in_trunk_id];
        let encoded = changes::request(&path, &self.changes(), &self.clear, &KIND)?;
        Ok(encoded.secrets(self.auth_password.iter()))
    }
}
