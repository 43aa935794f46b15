//! Which operation a request is of.

use percent_encoding::percent_decode_str;
use serde_json::Value;

use super::routes::ROUTES;
use crate::error::Carrier;
use crate::operation::percent_encoded;

/// The requests of an operation.
#[derive(Debug)]
pub(super) struct Route {
    pub(super) carrier: Carrier,
    pub(super) operation: &'static str,
    pub(super) method: &'static str,
    /// `/v1/dids/orders/{order_id}`.
    pub(super) path: &'static str,
    /// Whether it goes by way of an attempt.
    pub(super) buys: bool,
    /// The parameters of its query; those in brackets, such as `filter[id]`, by what is before.
    pub(super) query: &'static [&'static str],
}

/// Those of a carrier.
pub(super) fn of(carrier: Carrier) -> Vec<&'static Route> {
    ROUTES.iter().filter(|it| it.carrier == carrier).collect()
}

impl Route {
    /// The path, written anew, where it is one of this operation's. What is not looked at goes nowhere.
    pub(super) fn path_of(&self, path: &str) -> Option<String> {
        let (mut given, mut written) = (path.split('/'), String::new());
        for (place, part) in self.path.split('/').enumerate() {
            let segment = given.next()?;
            if place == 0 {
                continue;
            }
            written.push('/');
            if part.starts_with('{') {
                written.extend(percent_encoded(&id_in(segment)?));
            } else if part == segment {
                written.push_str(part);
            } else {
                return None;
            }
        }
        given.next().is_none().then_some(written)
    }

    /// The query, written anew; the error is the name of a parameter that the operation does not have.
    pub(super) fn query_of(&self, query: &str) -> Result<String, String> {
        let mut written = String::new();
        for pair in query.split('&').filter(|it| !it.is_empty()) {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let decoded = |it| percent_decode_str(it).decode_utf8().map_err(|_| name.to_owned());
            let (name, value) = (decoded(name)?, decoded(value)?);
            let family = name.split_once('[').map_or(&*name, |it| it.0);
            let plain = |it: char| it.is_ascii_alphanumeric() || "_-.[]".contains(it);
            if !self.query.contains(&family) || !name.chars().all(plain) {
                return Err(name.into_owned());
            }
            written.push(if written.is_empty() { '?' } else { '&' });
            written.extend(percent_encoded(&name));
            written.push('=');
            written.extend(percent_encoded(&value));
        }
        Ok(written)
    }

    /// Whether this body is one that the operation sends: some share their path, and do very different things.
    pub(super) fn fits(&self, path: &str, body: Option<&Value>) -> bool {
        let has_body = matches!(self.method, "POST" | "PATCH");
        let Some(body) = body.filter(|_| has_body) else { return !has_body };
        if self.carrier != Carrier::Didww {
            return body["preview"] == true;
        }
        let data = &body["data"];
        let attributes = &data["attributes"];
        let is_alone = |name: &str, value: Value| {
            let one = attributes.as_object().is_some_and(|it| it.len() == 1);
            one && attributes[name] == value && data.get("relationships").is_none()
        };
        // What the body says it is about is what the path says.
        let mut path = path.split('/').skip(2);
        let is_of = |said: &Value, segment: Option<&str>| match said {
            Value::Null => true,
            said => said.as_str().zip(segment).is_some_and(|(said, it)| {
                percent_decode_str(it).decode_utf8().is_ok_and(|it| it == said)
            }),
        };
        if !is_of(&data["type"], path.next()) || !is_of(&data["id"], path.next()) {
            return false;
        }
        let trunk = attributes.pointer("/configuration/type").and_then(Value::as_str);
        match self.operation {
            "stop_renewing_did" => is_alone("billing_cycles_count", 0.into()),
            "terminate_did" => is_alone("terminated", true.into()),
            "restore_did" => is_alone("terminated", false.into()),
            "update_did" => attributes.get("terminated").is_none(),
            "create_sip_trunk" => trunk == Some("sip_configurations"),
            "create_pstn_trunk" => trunk == Some("pstn_configurations"),
            _ => true,
        }
    }
}

/// What a segment names; nothing of what could reach another path, or be read in two ways.
fn id_in(segment: &str) -> Option<String> {
    let id = percent_decode_str(segment).decode_utf8().ok()?;
    let is_odd = |it: char| it.is_control() || matches!(it, '/' | '\\' | '%' | '?' | '#' | ';');
    (!matches!(&*id, "" | "." | "..") && !id.contains(is_odd)).then(|| id.into_owned())
}
