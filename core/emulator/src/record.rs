//! What the emulator tells afterwards: which requests came, and what was bought.

use crate::message::Request;
use crate::redaction;
use serde::Serialize;

/// A request that reached the emulator, also when it was then dropped. Its secrets are redacted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RecordedRequest {
    /// The method.
    pub method: String,
    /// The path with its query, credentials replaced by `[redacted]`.
    pub target: String,
    /// The headers as sent, names in lower case, credentials replaced by `[redacted]`.
    pub headers: Vec<RecordedHeader>,
    /// The body as text; bytes that are no UTF-8 are replaced, and credentials by `[redacted]`.
    pub body: String,
}

/// One header of a recorded request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RecordedHeader {
    /// The name, in lower case.
    pub name: String,
    /// The value.
    pub value: String,
}

/// One order that was really placed through the API. Previews and refused orders leave no entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LedgerEntry {
    /// The carrier, for example `idt_express`.
    pub carrier: String,
    /// The order's id as text; none where the carrier gives no id (DialogTech).
    pub order_id: Option<String>,
    /// What was ordered, at IDT Express.
    pub did_group_id: Option<i32>,
    /// How many numbers were ordered.
    pub quantity: i32,
    /// What the whole order was to cost when it was placed, for example `6.00`; none where the
    /// carrier does not say (DialogTech).
    pub cost: Option<String>,
    /// When it was placed, RFC 3339 in UTC.
    pub at: String,
    /// The numbers delivered so far; more may follow as the clock goes on.
    pub numbers: Vec<String>,
    /// The kind of number, at DialogTech its `type`: `local`, `tollfree`, `true800` or
    /// `canadian_local`.
    pub number_type: Option<String>,
    /// What was searched for, at DialogTech: an area code, perhaps with an exchange.
    pub search: Option<String>,
    /// How many slots were bought with the numbers, at DialogTech.
    pub slots_bought: Option<i32>,
}

impl RecordedRequest {
    /// The canonical JSON.
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}

impl LedgerEntry {
    /// The canonical JSON.
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}

impl RecordedRequest {
    /// Keeps a request without its secrets.
    pub(crate) fn of(request: &Request) -> Self {
        let header = |(name, value): &(String, String)| {
            let name = name.to_ascii_lowercase();
            let value = redaction::header(&name, value);
            RecordedHeader { name, value }
        };
        Self {
            method: request.method.clone(),
            target: redaction::target(&request.target),
            headers: request.headers.iter().map(header).collect(),
            body: redaction::body(request),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_redacted_and_names_lower_cased() {
        let recorded = RecordedRequest::of(&Request {
            method: "GET".into(),
            target: "/v1/dids/numbers".into(),
            headers: vec![
                ("X-Api-Secret".into(), "emulator-secret".into()),
                ("x-api-key".into(), "emulator-key".into()),
                ("Api-Key".into(), "emulator-didww".into()),
                ("Accept".into(), "application/json".into()),
            ],
            body: vec![b'a', 0xff],
        });
        let values: Vec<&str> = recorded.headers.iter().map(|h| h.value.as_str()).collect();
        assert_eq!(values, ["[redacted]", "[redacted]", "[redacted]", "application/json"]);
        assert!(recorded.headers.iter().all(|h| h.name == h.name.to_lowercase()));
        assert_eq!(recorded.body, "a\u{fffd}");
    }
}
