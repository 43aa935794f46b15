//! A purchase that exists before it is made.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use telnum_macros::record;

use crate::config::{Environment, shown_name};
use crate::error::{Carrier, Error, ErrorKind, Result};
use crate::from_value::Given;
use crate::plain_options::PlainOption;
use crate::types::Timestamp;

/// One purchase, prepared and not yet made: validated, serialisable, without any secret.
///
/// Keep it before you place it. Should the answer get lost, whoever holds the attempt can find out
/// what became of it; and an attempt written in one language is read in every other.
#[record]
pub struct Attempt {
    /// The version of this form; `1`.
    pub version: i32,
    /// The attempt's own id, made here. DIDWW gets it as the order's `external_reference_id`; no other carrier sees
    /// it.
    pub id: String,
    /// The carrier to buy from.
    pub carrier: Carrier,
    /// The environment to buy in. A client of the other one refuses the attempt.
    pub environment: Environment,
    /// The operation, for example `create_order`.
    pub operation: String,
    /// The operation's arguments, by name.
    pub arguments: AttemptArguments,
    /// When it was prepared.
    pub prepared_at: Timestamp,
}

/// The arguments of an attempt, by name: a JSON object.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct AttemptArguments(pub Map<String, Value>);

impl Default for AttemptArguments {
    fn default() -> Self {
        Self(Map::new())
    }
}

/// An attempt at nothing, which no client places.
impl Default for Attempt {
    fn default() -> Self {
        Self {
            version: 0,
            id: String::new(),
            carrier: Carrier::IdtExpress,
            environment: Environment::Sandbox,
            operation: String::new(),
            arguments: AttemptArguments::default(),
            prepared_at: Timestamp::from_unix_milliseconds(0),
        }
    }
}

/// The version of the form that this release writes and reads.
const VERSION: i32 = 1;

impl Attempt {
    /// A new attempt at this operation.
    pub(crate) fn new(
        carrier: Carrier,
        environment: Environment,
        operation: &str,
        arguments: Map<String, Value>,
        prepared_at: Timestamp,
        mut random: impl FnMut() -> u32,
    ) -> Self {
        let [a, b, c, d] = [random(), random(), random(), random()];
        // The layout of a random UUID (RFC 9562, version 4).
        let id = format!(
            "{a:08x}-{:04x}-4{:03x}-{:04x}-{:04x}{d:08x}",
            b >> 16,
            b & 0x0fff,
            (c >> 16) & 0x3fff | 0x8000,
            c & 0xffff
        );
        Self {
            version: VERSION,
            id,
            carrier,
            environment,
            operation: operation.to_owned(),
            arguments: AttemptArguments(arguments),
            prepared_at,
        }
    }

    /// Reads an attempt from its canonical JSON.
    pub fn from_json(text: &str) -> Result<Self> {
        Self::from_members(&read_json(text, "an attempt")?)
    }

    /// The same of the members of that JSON. It takes no parser, which would weigh ten thousand bytes in a
    /// browser.
    #[doc(hidden)]
    pub fn from_members(members: &Map<String, Value>) -> Result<Self> {
        // Of an open attempt, or of an error.
        if !members.contains_key("version") && members.get("attempt").is_some_and(Value::is_object)
        {
            let text = "This is not an attempt in JSON: pass its `attempt`.";
            return Err(Error::new(ErrorKind::InvalidInput, text));
        }
        Ok(Self {
            version: member(members, "version")?,
            id: member(members, "id")?,
            carrier: member(members, "carrier")?,
            environment: member(members, "environment")?,
            operation: member(members, "operation")?,
            arguments: AttemptArguments(member(members, "arguments")?),
            prepared_at: member(members, "prepared_at")?,
        })
    }

    /// The arguments, if this is an attempt at that carrier's operation in a form that is known.
    pub(crate) fn arguments_of(
        &self,
        carrier: Carrier,
        environment: Environment,
        operation: &str,
    ) -> Result<&Map<String, Value>> {
        let wrong = |what: String| Err(Error::new(ErrorKind::InvalidInput, what));
        if self.version != VERSION {
            return wrong(format!(
                "The attempt has version {}; this release of telnum knows version {VERSION}. \
                 Nothing was sent.",
                self.version
            ));
        }
        if self.carrier != carrier || self.operation != operation {
            return wrong(format!(
                "The attempt is for `{}` at {}, not for `{operation}` at {}. Nothing was sent.",
                self.operation,
                self.carrier.title(),
                carrier.title()
            ));
        }
        if self.environment != environment {
            return wrong(format!(
                "The attempt is for the {} environment, and this client is for {environment}. \
                 Nothing was sent.",
                self.environment
            ));
        }
        Ok(&self.arguments.0)
    }
}

fn member<T: PlainOption>(members: &Map<String, Value>, name: &str) -> Result<T> {
    let value = members.get(name);
    value.and_then(T::read).ok_or_else(|| wrong(name, T::EXPECTED, value))
}

fn wrong(name: &str, expected: &str, value: Option<&Value>) -> Error {
    let found = match value {
        Some(Value::String(text)) => format!(", not `{}`", shown_name(text)),
        _ => String::new(),
    };
    let text = format!("This is not an attempt in JSON: `{name}` must be {expected}{found}.");
    Error::new(ErrorKind::InvalidInput, text)
}

/// Reads a public type from its canonical JSON.
pub fn read_json<T: DeserializeOwned>(text: &str, what: &str) -> Result<T> {
    // As text, like every answer, so that the parser is compiled once.
    let read = serde_json::from_str(text).and_then(|value| T::deserialize(Given(value)));
    read.map_err(|error| {
        Error::new(ErrorKind::InvalidInput, format!("This is not {what} in JSON: {error}."))
    })
}

/// Remembers which attempts were placed, so that none is placed twice. Clients that are built from one
/// builder share it, and with it the clients of a process that was forked. A [`Journal`](crate::Journal)
/// remembers it for all processes, and after a restart.
#[derive(Clone, Debug, Default)]
pub struct PlacedAttempts(Arc<Mutex<Placed>>);

#[derive(Debug, Default)]
struct Placed {
    /// A table of the type that other code has too: each type is compiled by itself.
    attempts: HashMap<String, i32>,
    /// The ids of attempts whose answers came, and of the orders that they made, where the carrier gives one.
    orders: Vec<(String, Option<String>)>,
}

/// It was placed, and may have bought something.
const MAY_HAVE_BOUGHT: i32 = 0;
/// It was placed, and bought nothing.
const BOUGHT_NOTHING: i32 = 1;
/// It was prepared, and not placed.
const PREPARED: i32 = 2;
/// It was placed, and the carrier said that nothing was bought.
const REFUSED: i32 = 3;
/// It was placed, as the journal allowed, and not sent.
const WAS_FREE: i32 = 4;

impl PlacedAttempts {
    /// False where it was placed before.
    pub(crate) fn claim(&self, attempt: &Attempt) -> bool {
        self.its().attempts.insert(attempt.id.clone(), MAY_HAVE_BOUGHT) != Some(MAY_HAVE_BOUGHT)
    }

    /// It is certain that nothing was bought, because the carrier has refused it or because it was not sent.
    pub(crate) fn release(&self, attempt: &Attempt, is_refused: bool) {
        let how = if is_refused { REFUSED } else { BOUGHT_NOTHING };
        self.its().attempts.insert(attempt.id.clone(), how);
    }

    /// Its order was found.
    pub(crate) fn found(&self, attempt: &Attempt) {
        self.its().attempts.insert(attempt.id.clone(), MAY_HAVE_BOUGHT);
    }

    /// It was not sent, and a journal had allowed to place it.
    pub(crate) fn release_free(&self, attempt: &Attempt) {
        self.its().attempts.insert(attempt.id.clone(), WAS_FREE);
    }

    /// Whether it is certain that no one bought anything with it: a journal had allowed to place it.
    pub(crate) fn was_free(&self, attempt: &Attempt) -> bool {
        matches!(self.its().attempts.get(&attempt.id), Some(&(REFUSED | WAS_FREE)))
    }

    /// It was not placed here after all, and nobody knows whether it was elsewhere.
    pub(crate) fn forget(&self, attempt: &Attempt) {
        self.its().attempts.remove(&attempt.id);
    }

    /// Whether it was placed, and it is certain that nothing was bought; and if so, whether the carrier said so.
    pub(crate) fn bought_nothing(&self, attempt: &Attempt) -> Option<bool> {
        match self.its().attempts.get(&attempt.id) {
            Some(&(BOUGHT_NOTHING | WAS_FREE)) => Some(false),
            Some(&REFUSED) => Some(true),
            _ => None,
        }
    }

    /// The answer of an attempt came, with this order.
    pub(crate) fn made(&self, attempt: &Attempt, order_id: Option<&str>) {
        let mut its = self.its();
        its.attempts.insert(attempt.id.clone(), MAY_HAVE_BOUGHT);
        its.orders.push((attempt.id.clone(), order_id.map(str::to_owned)));
    }

    /// Whether it was placed, here or by somebody who shares the journal.
    pub(crate) fn is_taken(&self, attempt: &Attempt) -> bool {
        self.may_have_bought(attempt) || self.answer_of(attempt).is_some()
    }

    /// Whether it was placed, and may have bought something.
    pub(crate) fn may_have_bought(&self, attempt: &Attempt) -> bool {
        self.its().attempts.get(&attempt.id) == Some(&MAY_HAVE_BOUGHT)
    }

    /// An attempt that was prepared here, and not placed.
    pub(crate) fn prepared(&self, attempt: &Attempt) {
        self.its().attempts.insert(attempt.id.clone(), PREPARED);
    }

    /// Whether it was prepared or placed here.
    pub(crate) fn knows(&self, attempt: &Attempt) -> bool {
        self.its().attempts.contains_key(&attempt.id)
    }

    /// The id of the order that an attempt made, where its answer came and shows one.
    pub(crate) fn answer_of(&self, attempt: &Attempt) -> Option<Option<String>> {
        self.its().orders.iter().find(|it| it.0 == attempt.id).map(|it| it.1.clone())
    }

    /// Whether some attempt made this order, and its answer came.
    pub(crate) fn has_made(&self, order_id: &str) -> bool {
        self.its().orders.iter().any(|it| it.1.as_deref() == Some(order_id))
    }

    /// These, unless they are new and shared with no one; then the earlier ones.
    pub(crate) fn over(self, earlier: Self) -> Self {
        let is_new = Arc::strong_count(&self.0) == 1 && self.its().attempts.is_empty();
        if is_new { earlier } else { self }
    }

    fn its(&self) -> MutexGuard<'_, Placed> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn members(json: &Value) -> Map<String, Value> {
        json.as_object().cloned().unwrap_or_default()
    }

    #[test]
    fn an_attempt_is_read_as_serde_reads_it() {
        let whole = json!({
            "version": 1, "id": "a", "carrier": "idt_express", "environment": "live",
            "operation": "create_order", "arguments": { "quantity": 2 },
            "prepared_at": "2026-01-02T03:04:05Z", "another": null,
        });
        let odd = [
            Value::Null,
            json!(true),
            json!(1),
            json!(1.5),
            json!(3_000_000_000_u64),
            json!(""),
            json!("didww"),
            json!("dialog_tech"),
            json!("Live"),
            json!("sandbox"),
            json!("2026-01-02"),
            json!("2026-01-02T03:04:05.006+02:00"),
            json!([]),
            json!({}),
        ];
        for (name, _) in members(&whole) {
            for value in odd.iter().map(Some).chain([None]) {
                let mut members = members(&whole);
                match value {
                    Some(value) => members.insert(name.clone(), value.clone()),
                    None => members.remove(&name),
                };
                let text = serde_json::to_string(&members).unwrap();
                let expected = serde_json::from_str::<Attempt>(&text).ok();
                assert_eq!(Attempt::from_members(&members).ok(), expected, "{text}");
                assert_eq!(Attempt::from_json(&text).ok(), expected, "{text}");
            }
        }
        let said = |members| Attempt::from_members(&members).unwrap_err().to_string();
        assert_eq!(
            said(Map::new()),
            "This is not an attempt in JSON: `version` must be a whole number."
        );
        assert_eq!(
            said(members(&json!({ "attempt": whole, "claimed_at": "2026-01-02T03:04:05Z" }))),
            "This is not an attempt in JSON: pass its `attempt`."
        );
        let mut members = members(&whole);
        members.insert("environment".to_owned(), json!("Live"));
        assert_eq!(
            said(members),
            "This is not an attempt in JSON: `environment` must be `sandbox` or `live`, not `Live`."
        );
    }
}
