//! Trunks, trunk groups and points of presence.

use super::World;
use crate::didww::kind::Kind;
use crate::didww::version::Version;
use crate::didww::wire::Attributes;
use crate::didww::writing::OLDER;
use crate::time;
use serde_json::{Map, Value};

impl World<'_> {
    /// The trunks of a group; the last group of the seed has none.
    pub(super) fn trunks_of(self, group: u32) -> Vec<u32> {
        let mut all = self.places(Kind::Trunk);
        all.retain(|trunk| self.of_trunk(*trunk, Kind::TrunkGroup) == Some(group));
        all
    }

    /// The group of a trunk, or where calls to it leave the carrier.
    pub(super) fn of_trunk(self, trunk: u32, to: Kind) -> Option<u32> {
        let changed = self.account.links.get(&(to, trunk));
        let link = changed.copied().unwrap_or_else(|| seeded_link(trunk, to));
        link.filter(|it| !self.account.deleted.contains(&(to, *it)))
    }

    /// Writes a trunk's attributes, or a group's.
    pub(super) fn trunk_attributes(self, kind: Kind, place: u32, out: &mut Attributes<'_>) {
        match (self.account.written.get(&(kind, place)), kind) {
            (Some(written), _) => {
                let version = out.version;
                for name in NAMES {
                    let value = written.get(name);
                    let known = version >= Version::V2026April || name != "external_reference_id";
                    if let Some(value) = value.filter(|_| known) {
                        out.json(name, &as_of(value, version).to_string());
                    }
                }
            }
            (None, Kind::Trunk) => trunk_attributes(place, out),
            (None, _) => group_attributes(place, out),
        }
    }
}

/// A configuration as a version tells it; other values stay as they are.
fn as_of(value: &Value, version: Version) -> Value {
    let mut value = value.clone();
    let is_sip = value.get("type").is_some_and(|it| it == "sip_configurations");
    let attributes = value.get_mut("attributes").and_then(Value::as_object_mut);
    if let Some(attributes) = attributes.filter(|_| is_sip && version < Version::V2026April) {
        let (older, newer) = OLDER;
        if let Some(mode) = attributes.remove(newer) {
            attributes.insert(older.to_owned(), mode);
        }
        let known = sip_defaults(version);
        attributes.retain(|name, _| known.contains_key(name));
    }
    value
}

/// A trunk by SIP that says nothing of itself, in a version, as recorded.
pub(crate) fn sip_defaults(version: Version) -> Map<String, Value> {
    // An even place has no password.
    let mut all: Map<String, Value> = read(&sip(0, version));
    let attributes = all.remove("attributes");
    let mut all = attributes.and_then(|it| it.as_object().cloned()).unwrap_or_default();
    for name in ["host", "username", "rerouting_disconnect_code_ids"] {
        all.insert(name.to_owned(), Value::Null);
    }
    all.insert("resolve_ruri".to_owned(), Value::Bool(false));
    all
}

/// Reads the emulator's own JSON.
pub(super) fn read(json: &str) -> Map<String, Value> {
    serde_json::from_slice(json.as_bytes()).unwrap_or_default()
}

/// Every fourth trunk is in no group, and every third's point of presence is not said.
fn seeded_link(trunk: u32, to: Kind) -> Option<u32> {
    match to {
        _ if trunk >= TRUNKS => None,
        Kind::TrunkGroup => (trunk % 4 != 3).then_some(trunk / 4 % (GROUPS - 1)),
        _ => (trunk % 3 != 2).then_some(trunk % POPS.len() as u32),
    }
}

/// What trunks and groups have, in the order in which it is written.
const NAMES: [&str; 11] = [
    "name",
    "priority",
    "weight",
    "capacity_limit",
    "cli_format",
    "cli_prefix",
    "description",
    "ringing_timeout",
    "created_at",
    "external_reference_id",
    "configuration",
];

fn trunk_attributes(place: u32, out: &mut Attributes<'_>) {
    out.text("name", &format!("Trunk {:02}", place + 1));
    out.number("priority", place % 10);
    out.number("weight", if place.is_multiple_of(3) { 65_535 } else { 100 });
    out.optional_number("capacity_limit", place.is_multiple_of(2).then_some(5 + place));
    let format = [Some("raw"), Some("e164"), Some("local"), None];
    out.optional("cli_format", format.get(place as usize % 4).copied().flatten());
    out.optional("cli_prefix", (place % 5 == 1).then_some("+1"));
    out.optional("description", (place % 2 == 1).then_some("Office \"north\", 2nd floor"));
    out.optional_number("ringing_timeout", (place % 3 == 1).then_some(30));
    out.text("created_at", &time::rfc3339_ms(CREATED_MS + u64::from(place) * 86_400_000));
    external_id(place, out);
    let configuration = if place.is_multiple_of(3) { pstn(place) } else { sip(place, out.version) };
    out.json("configuration", &configuration);
}

fn group_attributes(place: u32, out: &mut Attributes<'_>) {
    out.text("name", &format!("trunk group sample {}", place + 1));
    out.optional_number("capacity_limit", place.is_multiple_of(2).then_some(1_000));
    out.text("created_at", &time::rfc3339_ms(CREATED_MS + u64::from(place) * 3_600_000));
    external_id(place, out);
}

pub(super) fn pop_attributes(place: u32, out: &mut Attributes<'_>) {
    out.text("name", POPS.get(place as usize).copied().unwrap_or_default());
}

/// An id of the customer's own system, which newer versions keep.
pub(super) fn external_id(place: u32, out: &mut Attributes<'_>) {
    if out.version >= Version::V2026April {
        let id = place.is_multiple_of(2).then(|| format!("crm-{place}"));
        out.optional("external_reference_id", id.as_deref());
    }
}

fn pstn(place: u32) -> String {
    let dst =
        if place.is_multiple_of(2) { format!("\"1212555{place:04}\"") } else { "null".to_owned() };
    format!("{{\"type\":\"pstn_configurations\",\"attributes\":{{\"dst\":{dst}}}}}")
}

fn sip(place: u32, version: Version) -> String {
    // Every other one authenticates, so that there is a password to be kept secret.
    let auth = if place % 2 == 1 { AUTH } else { NO_AUTH };
    let newer = match version {
        Version::V2017 => "",
        older if older < Version::V2026April => SIP_SINCE_2021,
        _ => SIP_SINCE_2026,
    };
    [
        "{\"type\":\"sip_configurations\",\"attributes\":{\"host\":\"sip",
        &place.to_string(),
        ".example.com\",",
        auth,
        SIP,
        newer,
        "}}",
    ]
    .concat()
}

/// How many there are.
pub(super) const TRUNKS: u32 = 40;
/// How many groups of them there are.
pub(super) const GROUPS: u32 = 9;
pub(super) const POPS: [&str; 4] = ["DE, FRA", "US, NYC", "SG, SIN", "US, LAX"];

/// 2018-12-28T11:07:28.007Z
const CREATED_MS: u64 = 1_545_995_248_007;

/// Its members after `host`; written out, because building them takes more room in a browser.
const NO_AUTH: &str = r#""auth_enabled":false,"auth_user":null,"auth_password":null,"#;
const AUTH: &str =
    r#""auth_enabled":true,"auth_user":"emulator-user","auth_password":"emulator-password","#;
const SIP: &str = concat!(
    r#""username":"{DID}","port":null,"auth_from_user":null,"auth_from_domain":null,"#,
    r#""resolve_ruri":true,"codec_ids":[9,10,8,7,6],"#,
    r#""rx_dtmf_format_id":1,"tx_dtmf_format_id":1,"transport_protocol_id":1,"sst_enabled":false,"#,
    r#""sst_min_timer":600,"sst_max_timer":900,"sst_accept_501":true,"sst_session_expires":null,"#,
    r#""sst_refresh_method_id":1,"sip_timer_b":8000,"dns_srv_failover_timer":2000,"rtp_ping":false,"#,
    r#""rtp_timeout":30,"force_symmetric_rtp":false,"symmetric_rtp_ignore_rtcp":false,"#,
    r#""max_transfers":0,"max_30x_redirects":0,"rerouting_disconnect_code_ids":[56,58,1505]"#,
);

/// Since 2021-04-19: the recordings of 2017-09-18 lack them.
const SIP_SINCE_2021: &str = concat!(
    r#","allowed_rtp_ips":null,"media_encryption_mode":"disabled","stir_shaken_mode":"disabled","#,
    r#""diversion_relay_mode":"none""#,
);

const SIP_SINCE_2026: &str = concat!(
    r#","allowed_rtp_ips":null,"media_encryption_mode":"disabled","stir_shaken_mode":"disabled","#,
    r#""diversion_relay_policy":"none","use_did_in_ruri":false,"cnam_lookup":false,"#,
    r#""enabled_sip_registration":false,"incoming_auth_username":null,"#,
    r#""incoming_auth_password":null,"diversion_inject_mode":"none","#,
    r#""network_protocol_priority":"force_ipv4""#,
);
