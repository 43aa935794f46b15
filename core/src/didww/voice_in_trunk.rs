//! A trunk that takes the calls of DIDs.

use serde_json::Value;
use telnum_macros::{open_set, record, resource};
use telnum_wire::{Json, Taken};

use super::link::{DidwwLink, DidwwLinks};
use super::names::named;
use super::unknown::DidwwMember;
use super::{DidwwPopLink, DidwwVoiceInTrunkGroupLink};
use crate::arguments::Scalar;
use crate::types::Timestamp;
use crate::wire::{Field, Target};

/// A link to a trunk.
pub type DidwwVoiceInTrunkLink = DidwwLink;
/// Links to trunks.
pub type DidwwVoiceInTrunkLinks = DidwwLinks;

/// A trunk: where the calls to a DID go. (DIDWW, *Voice In Trunk Object*)
#[derive(Default)]
#[resource("voice_in_trunks", "trunks")]
#[record]
pub struct DidwwVoiceInTrunk {
    /// The id.
    pub id: String,
    /// The name.
    pub name: Option<String>,
    /// The account's own description.
    pub description: Option<String>,
    /// The account's own id for it.
    pub external_reference_id: Option<String>,
    /// Its rank in its group; a smaller one goes first.
    pub priority: Option<i32>,
    /// Its share among trunks of one priority.
    pub weight: Option<i32>,
    /// How many calls it takes at a time; absent where there is no limit.
    pub capacity_limit: Option<i32>,
    /// How a caller's number is shown.
    #[derived]
    pub cli_format: Option<DidwwCliFormat>,
    /// The same as the carrier wrote it.
    #[attribute(name = "cli_format")]
    pub cli_format_text: Option<String>,
    /// What is put before a caller's number.
    pub cli_prefix: Option<String>,
    /// Seconds that it rings.
    pub ringing_timeout: Option<i32>,
    /// When it was made.
    pub created_at: Option<Timestamp>,
    /// Where it leads.
    pub configuration: Option<DidwwTrunkConfiguration>,
    /// The group it is in.
    #[to_one(include = "voice_in_trunk.voice_in_trunk_group", was = "trunk_group")]
    pub voice_in_trunk_group: DidwwVoiceInTrunkGroupLink,
    /// Where in the world calls are handed over.
    #[to_one(include = "voice_in_trunk.pop")]
    pub pop: DidwwPopLink,
    /// What this version of telnum does not know.
    pub unknown: Vec<DidwwMember>,
}

/// Where a trunk leads.
#[derive(Default)]
#[record]
pub struct DidwwTrunkConfiguration {
    /// `sip_configurations`, `pstn_configurations`, or an older type.
    pub configuration_type: String,
    /// The number that calls go to, for `pstn_configurations`.
    pub dst: Option<String>,
    /// Every setting, `dst` included: those of SIP are many, and differ between versions. Of a password
    /// there is only `"[redacted]"`.
    pub attributes: Vec<DidwwMember>,
}

/// How a caller's number is shown.
#[open_set]
pub enum DidwwCliFormat {
    /// As it came.
    Raw,
    /// In E.164.
    E164,
    /// As in the called country.
    Local,
}

named!(DidwwCliFormat);

impl Scalar for DidwwCliFormat {
    const RULE: &'static str = String::RULE;

    fn read(value: &Value) -> Option<Self> {
        value.as_str().map(Self::read)
    }

    fn write(&self) -> Value {
        self.as_str().into()
    }
}

fn normalise(text: &str) -> String {
    text.trim().to_ascii_lowercase()
}

impl DidwwVoiceInTrunk {
    fn derive(&mut self) {
        self.cli_format = self.cli_format_text.as_deref().map(DidwwCliFormat::read);
    }
}

impl Field for Option<DidwwTrunkConfiguration> {
    fn target(&mut self) -> Target<'_> {
        Target::Value(self)
    }
}

impl Taken for DidwwTrunkConfiguration {
    fn taken(json: Json<'_>) -> Option<(Self, bool)> {
        let members = json.members()?;
        let mut configuration = Self::default();
        let mut is_all = true;
        for (name, value) in members {
            match (&*name, value.members()) {
                ("type", None) => match value.text() {
                    Some(text) => configuration.configuration_type = text.into_owned(),
                    None => is_all = false,
                },
                ("attributes", Some(attributes)) => {
                    let dst = attributes.iter().find(|(name, _)| name == "dst");
                    configuration.dst = dst.and_then(|(_, it)| it.text()).map(Into::into);
                    configuration.attributes =
                        attributes.iter().map(|(name, it)| DidwwMember::new(name, *it)).collect();
                }
                _ => is_all = false,
            }
        }
        Some((configuration, is_all))
    }
}
