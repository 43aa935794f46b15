//! A client without keys, at its owner's relay: it names the attempt that it places, and heeds what the relay says
//! in its own name.

use std::sync::atomic::Ordering;
use std::time::Duration;

use serde_json::Value;
use telnum_wire::{Json, amount};

use crate::arguments::given;
use crate::attempt::Attempt;
use crate::channel::Channel;
use crate::error::{Error, ErrorDetail, ErrorKind, ErrorOrigin, Result};
use crate::failing::Failing;
use crate::operation::Encoded;
use crate::platform::BoxFuture;
use crate::policy::retry::Failed;
use crate::policy::retry_after;
use crate::transport::{HeaderText, HttpResponse, Limits, Method};
use crate::types::Timestamp;
use crate::wire;

/// Names the attempt that a purchase is for, as canonical JSON in ASCII.
pub(crate) const ATTEMPT: &str = "telnum-attempt";
/// What a relay says in its own name: an error in its canonical form.
pub(crate) const ERROR: &str = "application/vnd.telnum.error+json";
/// The member of such an error that says that the attempt was tried, and that it is certain it bought nothing.
pub(crate) const NOTHING_BOUGHT: &str = "nothing_was_bought";

/// Servers read 16 kB of headers in all, cookies among them.
const LONGEST: usize = 12_000;

impl Channel {
    /// The header that names an attempt to a relay, where this client has no keys.
    pub(crate) fn naming(&self, attempt: &Attempt) -> Result<Option<(String, HeaderText)>> {
        if !self.is_keyless {
            return Ok(None);
        }
        let text = in_ascii(attempt);
        if text.len() > LONGEST {
            return Err(Error::new(
                ErrorKind::InvalidInput,
                format!(
                    "A relay reads which attempt it places from a header of {LONGEST} bytes at most, and this \
                     one takes {}: order fewer items. Nothing was sent.",
                    text.len()
                ),
            )
            .with(|it| it.carrier = Some(self.carrier)));
        }
        Ok(Some((ATTEMPT.to_owned(), HeaderText::Plain(text))))
    }

    /// Whether its host is a relay that places each attempt once, so that a purchase may be sent again. A proxy that
    /// only adds keys would buy again, so it is asked before, once.
    pub(crate) fn places_once(&self, longest: Duration) -> BoxFuture<'_, bool> {
        Box::pin(self.look_for_relay(longest))
    }

    async fn look_for_relay(&self, longest: Duration) -> bool {
        if !self.is_keyless || self.is_relay_known.load(Ordering::Relaxed) {
            return self.is_keyless;
        }
        // No carrier has such a path, and a relay answers in its own name.
        let Ok(encoded) = Encoded::new(Method::Get, &["telnum-relay"]) else { return false };
        let request = self.request(encoded, false);
        let timeout = longest.min(LONGEST_LOOK);
        let limits = Limits { timeout, max_body: 65_536, fresh_connection: false };
        let is_one = matches!(self.transport.send(&request, limits).await, Ok(it) if is_told(&it));
        self.is_relay_known.store(is_one, Ordering::Relaxed);
        is_one
    }

    /// What a relay says in its own name.
    pub(crate) fn told(&self, answer: &HttpResponse, sent_at: Timestamp) -> Option<Failing> {
        if !self.is_keyless || !is_told(answer) {
            return None;
        }
        self.is_relay_known.store(true, Ordering::Relaxed);
        let text = wire::text(answer);
        let body = Json::read(&text)?;
        let said = |name| scalar(body, name);
        let kind = said("kind").and_then(|it| ErrorKind::named(&it))?;
        let header = answer.header("retry-after");
        let wait = header.and_then(|it| retry_after::read(it, None, self.platform.now()));
        let error = Error::new(kind, said("text")?).with(|it| {
            it.carrier = Some(self.carrier);
            it.http_status = said("http_status").and_then(|it| amount::read_whole(&it));
            it.request_id = said("request_id");
            it.retry_after = wait.map(|it| it.as_secs_f64());
            it.details = body.member("details").map(details).unwrap_or_default();
            it.excerpt = said("excerpt");
            it.sent_at = said("sent_at").and_then(|it| Timestamp::read_text(&it));
            it.cause = said("cause").and_then(|it| ErrorKind::named(&it));
            it.candidate_order_id = said("candidate_order_id");
            self.conceal(it);
        });
        let failed = Failed {
            kind,
            not_sent: false,
            refused: kind.nothing_was_bought(),
            final_answer: false,
            retry_after: wait,
        };
        let is_certain = said(NOTHING_BOUGHT).as_deref() == Some("true");
        Some(Failing { error, failed, sent_at, told: Some(is_certain) })
    }
}

/// A look that says only who is there.
const LONGEST_LOOK: Duration = Duration::from_secs(10);

fn is_told(answer: &HttpResponse) -> bool {
    answer.header("content-type").is_some_and(|it| it.starts_with(ERROR))
}

fn scalar(object: Json<'_>, member: &str) -> Option<String> {
    Some(object.member(member)?.text()?.into_owned())
}

fn details(list: Json<'_>) -> Vec<ErrorDetail> {
    let one = |it: Json<'_>| ErrorDetail {
        origin: match scalar(it, "origin").as_deref() {
            Some("carrier") => ErrorOrigin::Carrier,
            _ => ErrorOrigin::Local,
        },
        code: scalar(it, "code"),
        title: scalar(it, "title"),
        detail: scalar(it, "detail"),
        field: scalar(it, "field"),
        source: scalar(it, "source"),
        meta: scalar(it, "meta"),
    };
    list.items().into_iter().flatten().map(one).collect()
}

/// An attempt in its canonical form, in ASCII: a header holds nothing else.
pub(crate) fn in_ascii(attempt: &Attempt) -> String {
    let Attempt { version, id, carrier, environment, operation, arguments, prepared_at } = attempt;
    let text = |it: &str| Some(Value::from(it));
    let members = given([
        ("version", Some((*version).into())),
        ("id", text(id)),
        ("carrier", text(carrier.as_str())),
        ("environment", text(environment.as_str())),
        ("operation", text(operation)),
        ("arguments", Some(Value::Object(arguments.0.clone()))),
        ("prepared_at", prepared_at.with_text(text)),
    ]);
    let mut text = String::new();
    let written = serde_json::to_vec(&Value::Object(members)).unwrap_or_default();
    for character in String::from_utf8_lossy(&written).chars() {
        if character.is_ascii() && character != '\u{7f}' {
            text.push(character);
            continue;
        }
        for unit in character.encode_utf16(&mut [0; 2]) {
            text.push_str("\\u");
            for shift in [12, 8, 4, 0] {
                text.extend(char::from_digit(u32::from(*unit) >> shift & 15, 16));
            }
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_attempt_is_the_same_behind_a_header() {
        let mut attempt =
            Attempt { version: 1, id: "\u{e9}\u{1f600}\u{7f}\"\n".into(), ..Attempt::default() };
        attempt.arguments.0.insert("quantity".to_owned(), 2.into());
        let text = in_ascii(&attempt);
        assert!(text.bytes().all(|it| matches!(it, b' '..=b'~')), "{text}");
        assert_eq!(Attempt::from_json(&text), Ok(attempt));
    }
}
