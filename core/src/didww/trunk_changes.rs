//! What calls set of a trunk, checked and sent alike for all of them.

use super::changes::{self, Change};
use super::voice_in_trunk::DidwwCliFormat;
use super::{errors, query};
use crate::checks::Checks;
use crate::types::Secret;

/// What every trunk has.
pub(super) struct Common<'a> {
    pub(super) name: Option<&'a str>,
    pub(super) description: Option<&'a str>,
    pub(super) priority: Option<i32>,
    pub(super) weight: Option<i32>,
    pub(super) capacity_limit: Option<i32>,
    pub(super) ringing_timeout: Option<i32>,
    pub(super) cli_format: Option<&'a DidwwCliFormat>,
    pub(super) cli_prefix: Option<&'a str>,
    pub(super) external_reference_id: Option<&'a str>,
    pub(super) voice_in_trunk_group_id: Option<&'a str>,
    pub(super) pop_id: Option<&'a str>,
}

/// What every request about a trunk has, under the same names.
macro_rules! common_of {
    ($request:ident, $name:expr) => {
        $crate::didww::trunk_changes::Common {
            name: $name,
            description: $request.description.as_deref(),
            priority: $request.priority,
            weight: $request.weight,
            capacity_limit: $request.capacity_limit,
            ringing_timeout: $request.ringing_timeout,
            cli_format: $request.cli_format.as_ref(),
            cli_prefix: $request.cli_prefix.as_deref(),
            external_reference_id: $request.external_reference_id.as_deref(),
            voice_in_trunk_group_id: $request.voice_in_trunk_group_id.as_deref(),
            pop_id: $request.pop_id.as_deref(),
        }
    };
}
pub(super) use common_of;

impl Common<'_> {
    pub(super) fn rules(&self, checks: &mut Checks) {
        changes::counts(
            &[
                ("priority", self.priority, [0, 65535]),
                ("weight", self.weight, [0, 65535]),
                ("capacity_limit", self.capacity_limit, [0, i32::MAX]),
                ("ringing_timeout", self.ringing_timeout, [1, 32]),
            ],
            checks,
        );
        named(self.name, checks);
        reference(self.external_reference_id, checks);
        if let Some(DidwwCliFormat::Unknown { .. }) = self.cli_format {
            checks.fail(errors::invalid("cli_format", "must be `raw`, `e164` or `local`"));
        }
    }
}

/// A name that is given says something.
pub(super) fn named(name: Option<&str>, checks: &mut Checks) {
    if name.is_some_and(|it| it.trim().is_empty()) {
        checks.fail(errors::invalid("name", "is empty"));
    }
}

pub(super) fn reference(id: Option<&str>, checks: &mut Checks) {
    if id.is_some_and(|it| it.chars().count() > 100) {
        checks.fail(errors::invalid("external_reference_id", "has more than 100 characters"));
    }
}

/// What is set of a trunk.
pub(super) fn common<'a>(it: &Common<'a>, configuration: Option<String>) -> Vec<Change<'a>> {
    let group = ["voice_in_trunk_group", "voice_in_trunk_group_id", "voice_in_trunk_groups"];
    vec![
        Change::text("name", it.name),
        Change::text("description", it.description),
        Change::count("priority", it.priority),
        Change::count("weight", it.weight),
        Change::count("capacity_limit", it.capacity_limit),
        Change::count("ringing_timeout", it.ringing_timeout),
        Change::text("cli_format", it.cli_format.map(DidwwCliFormat::as_str)),
        Change::text("cli_prefix", it.cli_prefix),
        Change::text("external_reference_id", it.external_reference_id),
        Change::attribute("configuration", configuration),
        Change::link(group, it.voice_in_trunk_group_id),
        Change::link(["pop", "pop_id", "pops"], it.pop_id),
    ]
}

/// Where a SIP trunk sends calls.
pub(super) struct Sip<'a> {
    pub(super) username: Option<&'a str>,
    pub(super) host: Option<&'a str>,
    pub(super) port: Option<i32>,
    pub(super) auth_enabled: Option<bool>,
    pub(super) auth_user: Option<&'a str>,
    pub(super) auth_password: Option<&'a Secret>,
}

impl Sip<'_> {
    pub(super) fn rules(&self, checks: &mut Checks) {
        changes::counts(&[("port", self.port, [1, 65535])], checks);
        let is_bad =
            |it: &str| it.is_empty() || it.chars().any(|it| it.is_whitespace() || it.is_control());
        if self.host.is_some_and(is_bad) {
            checks.fail(errors::invalid("host", "is empty, or holds white space"));
        }
    }

    /// As it is sent; nothing where nothing of it is set.
    pub(super) fn configuration(&self) -> Option<String> {
        let text = |it: Option<&str>| it.map(query::quoted);
        let attributes = query::object(&[
            ("username", text(self.username)),
            ("host", text(self.host)),
            ("port", self.port.map(|it| it.to_string())),
            ("auth_enabled", self.auth_enabled.map(|it| it.to_string())),
            ("auth_user", text(self.auth_user)),
            ("auth_password", text(self.auth_password.map(Secret::reveal))),
        ]);
        (attributes != "{}").then(|| configuration("sip_configurations", attributes))
    }
}

/// Where a trunk sends calls on to a telephone number.
pub(super) fn pstn(dst: &str) -> Option<String> {
    let attributes = query::object(&[("dst", Some(query::quoted(dst)))]);
    Some(configuration("pstn_configurations", attributes))
}

pub(super) fn dst(dst: &str, checks: &mut Checks) {
    if dst.is_empty() || !dst.bytes().all(|it| it.is_ascii_digit()) {
        checks.fail(errors::invalid("dst", "must be digits, without a plus sign"));
    }
}

fn configuration(of: &str, attributes: String) -> String {
    query::object(&[("type", Some(query::quoted(of))), ("attributes", Some(attributes))])
}
