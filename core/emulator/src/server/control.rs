//! The control routes, `/_emulator/…`: JSON in, JSON out, no key.

use super::host::{Host, Reset};
use crate::members::Members;
use crate::target::Target;
use crate::{Request, Response, time};
use serde_json::{Map, Value, json};

/// Answers a control route; none if the request is for a carrier. Control requests are never
/// recorded, scripted or hurt by faults.
pub(super) fn answer(host: &Host, request: &Request) -> Option<Response> {
    let target = Target::parse(&request.target);
    let path = target.path();
    let ["_emulator", route @ ..] = path.as_slice() else { return None };
    let done = match (request.method.as_str(), route) {
        ("GET", ["health"]) => Ok(health(host)),
        ("GET", ["requests"]) => Ok(host.with(|emulator| json!({"requests": emulator.requests()}))),
        ("GET", ["ledger"]) => Ok(host.with(|emulator| json!({"ledger": emulator.ledger()}))),
        ("POST", ["reset"]) => reset(host, request),
        ("POST", ["switches"]) => switches(host, request),
        ("POST", ["script"]) => refusable(request).and_then(|steps| {
            host.with(|emulator| emulator.script(&steps))?;
            Ok(json!({"ok": true}))
        }),
        ("POST", ["faults"]) => refusable(request).and_then(|rules| {
            host.with(|emulator| emulator.add_faults(&rules))?;
            Ok(json!({"ok": true}))
        }),
        ("POST", ["clock"]) => clock(host, request),
        _ => return Some(error(404, "no such control route; see telnum-emulator --help")),
    };
    Some(match done {
        Ok(body) => Response::json(200, body.to_string().into_bytes()),
        Err(text) => error(400, &text),
    })
}

/// An answer that says what is wrong.
pub(super) fn error(status: u16, text: &str) -> Response {
    Response::json(status, json!({"error": text}).to_string().into_bytes())
}

fn health(host: &Host) -> Value {
    let now = host.with(|emulator| time::rfc3339(emulator.now_ms()));
    json!({"status": "ok", "version": env!("CARGO_PKG_VERSION"), "now": now})
}

fn reset(host: &Host, request: &Request) -> Result<Value, String> {
    let body = if request.body.is_empty() { json!({}) } else { body(request)? };
    let mut members = Members::of(&body)?;
    let seed = members.take("seed")?;
    let switches: Map<String, Value> = members.take("switches")?.unwrap_or_default();
    let clock_s = members.take("clock_s")?.unwrap_or_default();
    let has_date = members.take("date_header")?.unwrap_or_default();
    members.finish()?;
    host.reset(Reset { seed, switches: switches.into_iter().collect(), clock_s, has_date })?;
    Ok(json!({"ok": true}))
}

fn switches(host: &Host, request: &Request) -> Result<Value, String> {
    let Value::Object(switches) = body(request)? else {
        return Err("switches are a JSON object".to_owned());
    };
    host.with(|emulator| {
        switches.into_iter().try_for_each(|(name, value)| emulator.set(&name, value))
    })?;
    Ok(json!({"ok": true}))
}

fn clock(host: &Host, request: &Request) -> Result<Value, String> {
    let mut members = Members::of(&body(request)?)?;
    let seconds: f64 = members.require("advance_s")?;
    members.finish()?;
    if !(0.0..=MOST_ADVANCE_S).contains(&seconds) {
        return Err(format!("advance_s {seconds} is not between 0 and {MOST_ADVANCE_S}"));
    }
    let now_ms = host.with(|emulator| {
        emulator.advance_ms((seconds * 1_000.0).round() as u64);
        emulator.now_ms()
    });
    Ok(json!({"now": time::rfc3339(now_ms)}))
}

fn body(request: &Request) -> Result<Value, String> {
    serde_json::from_slice(&request.body).map_err(|error| format!("the body is no JSON: {error}"))
}

/// Steps or rules without the one fault a listening socket cannot do.
fn refusable(request: &Request) -> Result<Value, String> {
    let list = body(request)?;
    let refuses = |entry: &Value| {
        let fault = entry.get("fault").unwrap_or(entry);
        fault == "refuse"
    };
    match list.as_array().and_then(|entries| entries.iter().position(refuses)) {
        Some(place) => Err(format!(
            "entry {place}: the fault \"refuse\" cannot be done over HTTP, because the connection \
             is there before its request; connect to a closed port instead"
        )),
        None => Ok(list),
    }
}

const MOST_ADVANCE_S: f64 = 3_650.0 * 86_400.0;
