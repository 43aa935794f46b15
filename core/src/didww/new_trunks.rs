//! Making the trunks that take the calls of DIDs.

use telnum_macros::operation;

use super::changes::{self, Change};
use super::trunk_changes::{self, Sip, common_of};
use super::voice_in_trunk::DidwwCliFormat;
use super::voice_in_trunks::DidwwVoiceInTrunkDocument;
use crate::checks::Checks;
use crate::error::Result;
use crate::operation::Encoded;
use crate::types::Secret;

/// Makes a trunk that sends calls to a SIP host.
///
/// It is not sent again once the carrier may have acted on it: its name is taken then. Where the answer is lost, look
/// at `list_voice_in_trunks`.
#[operation(
    Didww::create_sip_trunk,
    POST "/v3/voice_in_trunks",
    page = "Create Inbound Trunk",
    repeat = never,
    answer = document(DidwwVoiceInTrunkDocument),
    validate = CreateDidwwSipTrunk::rules,
    encode = CreateDidwwSipTrunk::request,
    raises(invalid_input = "the name is taken, or the carrier refuses another value, and the `origin` in `details` is \
        `carrier`"),
)]
pub struct CreateDidwwSipTrunk {
    /// Its name, which no other trunk and no group of the account has.
    pub name: String,
    /// The user that calls are for; `{DID}` in it stands for the number that was called.
    pub username: Option<String>,
    /// The host that calls are sent to: its name or address.
    pub host: String,
    /// The port that calls are sent to.
    pub port: Option<i32>,
    /// Whether DIDWW shows who it is when that host asks.
    pub auth_enabled: Option<bool>,
    /// The user that it says it is.
    pub auth_user: Option<String>,
    /// The password for it. It is shown nowhere.
    pub auth_password: Option<Secret>,
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
}

/// Makes a trunk that sends calls on to a telephone number.
///
/// It is not sent again once the carrier may have acted on it: its name is taken then. Where the answer is lost, look
/// at `list_voice_in_trunks`.
#[operation(
    Didww::create_pstn_trunk,
    POST "/v3/voice_in_trunks",
    page = "Create Inbound Trunk",
    repeat = never,
    answer = document(DidwwVoiceInTrunkDocument),
    validate = CreateDidwwPstnTrunk::rules,
    encode = CreateDidwwPstnTrunk::request,
    raises(invalid_input = "the name is taken, or the carrier refuses another value, and the `origin` in `details` is \
        `carrier`"),
)]
pub struct CreateDidwwPstnTrunk {
    /// Its name, which no other trunk and no group of the account has.
    pub name: String,
    /// The number that calls are sent on to: digits, with the country code and without a plus sign.
    pub dst: String,
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
}

impl CreateDidwwSipTrunk {
    fn sip(&self) -> Sip<'_> {
        Sip {
            username: self.username.as_deref(),
            host: Some(&self.host),
            port: self.port,
            auth_enabled: self.auth_enabled,
            auth_user: self.auth_user.as_deref(),
            auth_password: self.auth_password.as_ref(),
        }
    }

    fn changes(&self) -> Vec<Change<'_>> {
        trunk_changes::common(&common_of!(self, Some(&self.name)), self.sip().configuration())
    }

    fn rules(&self, checks: &mut Checks) {
        common_of!(self, Some(&self.name)).rules(checks);
        self.sip().rules(checks);
        changes::ids(&self.changes(), checks);
    }

    fn request(&self) -> Result<Encoded> {
        let encoded = changes::made(&["v3", "voice_in_trunks"], &self.changes())?;
        Ok(encoded.secrets(self.auth_password.iter()))
    }
}

impl CreateDidwwPstnTrunk {
    fn changes(&self) -> Vec<Change<'_>> {
        trunk_changes::common(&common_of!(self, Some(&self.name)), trunk_changes::pstn(&self.dst))
    }

    fn rules(&self, checks: &mut Checks) {
        common_of!(self, Some(&self.name)).rules(checks);
        trunk_changes::dst(&self.dst, checks);
        changes::ids(&self.changes(), checks);
    }

    fn request(&self) -> Result<Encoded> {
        changes::made(&["v3", "voice_in_trunks"], &self.changes())
    }
}
