//! Where a trunk sends calls: to a host by SIP, or to a number by PSTN.

use super::Reading;
use super::body::{bad, not_allowed};
use super::rules::BLANK;
use crate::didww::error::{ErrorObject, Failure};
use crate::didww::version::Version;
use crate::didww::world::sip_defaults;
use serde_json::{Map, Value, json};

/// Reads a configuration that was sent, over the one that was before.
pub(super) fn read(
    reading: Reading<'_>,
    sent: Option<&Value>,
    old: Option<&Value>,
    errors: &mut Vec<ErrorObject>,
) -> Result<Value, Failure> {
    let Some(sent) = sent else {
        if old.is_none() {
            errors.push(ErrorObject::attribute(BLANK, "configuration"));
        }
        return Ok(old.cloned().unwrap_or_default());
    };
    let kind = sent.get("type").and_then(Value::as_str).unwrap_or_default();
    let old = old.filter(|it| it.get("type").and_then(Value::as_str) == Some(kind));
    let old = old.and_then(|it| it.get("attributes")?.as_object());
    let empty = Map::new();
    let sent = sent.get("attributes").and_then(Value::as_object).unwrap_or(&empty);
    let attributes = match kind {
        "sip_configurations" => sip(reading, sent, old, errors)?,
        "pstn_configurations" => pstn(sent, old, errors)?,
        _ => {
            errors.push(ErrorObject::attribute("is invalid", "configuration/type"));
            return Ok(Value::Null);
        }
    };
    Ok(json!({"type": kind, "attributes": attributes}))
}

fn pstn(
    sent: &Map<String, Value>,
    old: Option<&Map<String, Value>>,
    errors: &mut Vec<ErrorObject>,
) -> Result<Map<String, Value>, Failure> {
    only(sent, &["dst"])?;
    let mut all = old.cloned().unwrap_or_default();
    all.extend(sent.clone());
    if all.get("dst").and_then(Value::as_str).is_none_or(str::is_empty) {
        errors.push(ErrorObject::attribute(BLANK, "configuration/dst"));
    }
    Ok(all)
}

fn sip(
    reading: Reading<'_>,
    sent: &Map<String, Value>,
    old: Option<&Map<String, Value>>,
    errors: &mut Vec<ErrorObject>,
) -> Result<Map<String, Value>, Failure> {
    let Reading { version, world, ask, .. } = reading;
    let defaults = sip_defaults(version);
    // The carrier makes these two itself.
    let known = defaults.keys().map(String::as_str).filter(|it| !it.starts_with("incoming_auth_"));
    only(sent, &known.collect::<Vec<_>>())?;
    for (name, value) in sent {
        let default = defaults.get(name).unwrap_or(&Value::Null);
        let is_of_its_type = match default {
            Value::Bool(_) => value.is_boolean(),
            Value::Number(_) => value.is_u64(),
            Value::Array(_) => value.is_array() || value.is_null(),
            Value::String(_) => value.is_string(),
            _ => !value.is_object() && !value.is_boolean(),
        };
        if !is_of_its_type {
            errors.push(wrong(name, "is invalid"));
        }
    }
    let mut all = old.cloned().unwrap_or_else(|| sip_defaults(Version::V2026April));
    for (name, value) in sent {
        let name = if name == OLDER.0 { OLDER.1 } else { name };
        all.insert(name.to_owned(), value.clone());
    }
    let blank = |name: &str| match all.get(name) {
        None | Some(Value::Null) => true,
        Some(value) => value == "",
    };
    let is = |name: &str| all.get(name) == Some(&Value::Bool(true));
    let registers = is("enabled_sip_registration");
    if registers {
        for name in ["host", "port"].into_iter().filter(|it| !blank(it)) {
            errors.push(wrong(name, "must be blank"));
        }
    } else {
        if blank("host") {
            errors.push(wrong("host", BLANK));
        }
        if is("use_did_in_ruri") {
            errors.push(wrong("use_did_in_ruri", "is not allowed without SIP registration"));
        }
    }
    if !registers || blank("incoming_auth_username") {
        let made = |of: u32| format!("emulator-{:016x}", world.chance(ask.now_ms, of));
        for (of, name) in ["incoming_auth_username", "incoming_auth_password"].iter().enumerate() {
            let value = registers.then(|| made(of as u32));
            all.insert((*name).to_owned(), value.into());
        }
    }
    Ok(all)
}

fn wrong(name: &str, title: &'static str) -> ErrorObject {
    ErrorObject::attribute(title, &format!("configuration/{name}"))
}

fn only(sent: &Map<String, Value>, known: &[&str]) -> Result<(), Failure> {
    let mut unknown = Vec::new();
    not_allowed(Some(sent), known, &mut unknown);
    match unknown.into_iter().next() {
        Some(first) => Err(bad(first)),
        None => Ok(()),
    }
}

/// A setting's name before 2026-04-16, and its name now.
pub(in crate::didww) const OLDER: (&str, &str) = ("diversion_relay_mode", "diversion_relay_policy");
