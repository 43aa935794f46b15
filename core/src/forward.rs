//! What a relay sends for those who have no keys: their requests with this client's keys, and their attempts.

use serde_json::{Map, Value};

use crate::attempt::Attempt;
use crate::by_name::ByName;
use crate::call::Facts;
use crate::channel::Channel;
use crate::config::shown_name;
use crate::credentials;
use crate::driver::{CallOptions, Delivered};
use crate::error::{Carrier, Error, ErrorKind, Result};
use crate::operation::{Body, Encoded};
use crate::relayed::in_ascii;
use crate::transport::{HeaderText, Method};
use crate::types::ResponseInfo;

/// What the carrier answers, and the body, without secrets.
pub(crate) type Relayed = (ResponseInfo, String);

impl ByName {
    /// Sends what a relay was asked for, and brings what the carrier answers: a request of these members, which the
    /// relay has looked through (`operation`, `method`, `target`, `version`, `body`), or an `attempt`, which is placed.
    ///
    /// An attempt is to be placed by one request at a time. With an error it says whether it is certain that no one
    /// bought anything by the attempt. An attempt under `check` is only validated, and its canonical JSON brought.
    #[doc(hidden)]
    pub async fn relay(&self, request: &Map<String, Value>) -> Result<Relayed, (Error, bool)> {
        let uncertain = |error| (error, false);
        if self.is_keyless() {
            return Err(uncertain(Error::configuration(KEYLESS)));
        }
        let read = |attempt: &Value| {
            let members = attempt.as_object().ok_or_else(|| unfit("attempt"))?;
            Attempt::from_members(members)
        };
        let channel = &self.channel;
        if let Some(attempt) = request.get("check") {
            let attempt = read(attempt).map_err(uncertain)?;
            channel.validated(&attempt).map_err(uncertain)?;
            return Ok((ResponseInfo::of_no_answer(), in_ascii(&attempt)));
        }
        let Some(attempt) = request.get("attempt") else {
            return channel.forward(request).await.map_err(uncertain);
        };
        let attempt = read(attempt).map_err(uncertain)?;
        // What its journal says holds: others may have found out since what became of it.
        if channel.journal.is_some() {
            channel.placed.forget(&attempt);
        }
        match channel.place_raw(&attempt, CallOptions::default()).await {
            Ok((answer, body)) => Ok(channel.passed(answer.info, &body)),
            Err(error) => {
                let known = channel.placed.answer_of(&attempt).flatten();
                let error =
                    error.with(|it| it.candidate_order_id = it.candidate_order_id.take().or(known));
                let was_free = channel.placed.was_free(&attempt);
                if was_free || !error.kind.nothing_was_bought() {
                    return Err((error, was_free));
                }
                Err(uncertain(channel.unless_placed(&attempt, error).await))
            }
        }
    }

    /// Whether it has no keys, so that no relay can be made of it.
    #[doc(hidden)]
    pub fn is_keyless(&self) -> bool {
        self.channel.is_keyless
    }
}

pub(crate) const KEYLESS: &str = "A relay adds keys, and its client has none.";

impl Channel {
    async fn forward(&self, request: &Map<String, Value>) -> Result<Relayed> {
        let text = |name| request.get(name).and_then(Value::as_str);
        let named = self.named(text("operation").unwrap_or_default());
        let named = named.filter(|it| !it.facts.spends).ok_or_else(|| unfit("operation"))?;
        let method = match text("method") {
            Some("GET") => Method::Get,
            Some("POST") => Method::Post,
            Some("PATCH") => Method::Patch,
            Some("DELETE") => Method::Delete,
            _ => return Err(unfit("method")),
        };
        let (accept, content_type) = media_types(self.carrier);
        let mut request = self.request(
            Encoded {
                method,
                target: text("target").unwrap_or_default().to_owned(),
                accept,
                content_type,
                oldest_version: None,
                secrets: Vec::new(),
                body: text("body").map(|it| Body::Json(it.as_bytes().to_vec())),
            },
            false,
        );
        // Who asked reads the answer by the version that it knows.
        let asked = text("version").filter(|it| it.bytes().all(|it| it.is_ascii_graphic()));
        let its = request.headers.iter_mut().find(|it| it.0.ends_with("-version"));
        if let (Some((_, its)), Some(asked)) = (its, asked) {
            *its = HeaderText::Plain(asked.to_owned());
        }
        let facts = Facts { passes_on: true, ..*named.facts };
        let url = request.url.clone();
        let Delivered { outcome, trace, .. } = self.deliver(request, &facts, self.timeout).await;
        let outcome = outcome.map(|mut answer| {
            let body = std::mem::take(&mut answer.body);
            (self.concealed(trace.info(answer)), body)
        });
        let ended = outcome.as_ref().map(|it| &it.0);
        self.log_end(ended, &facts, (method.as_str(), &url), trace);
        outcome.map(|(info, body)| self.passed(info, &body)).map_err(|it| it.error)
    }

    /// This error, which says that nothing was bought, unless the journal knows that the attempt was placed before:
    /// whoever asks again, after a page was loaded again perhaps, would take it for the end of that.
    async fn unless_placed(&self, attempt: &Attempt, error: Error) -> Error {
        match self.taken_in_journal(attempt, self.timeout).await {
            Ok(None) => error,
            Ok(Some(order_id)) => self.placed_before(attempt, self.look_for(attempt), order_id),
            Err(failed) => self.untold(attempt, &failed),
        }
    }

    /// The relay's journal does not say whether the attempt was placed before.
    pub(crate) fn untold(&self, attempt: &Attempt, failed: &Error) -> Error {
        let look = self.look_for(attempt);
        let text = format!(
            "The relay's journal failed, so the relay cannot tell whether it placed this attempt before: it may \
             have been made. Place the same attempt again once the journal works. {look} before you buy again. \
             The journal's error: {}",
            failed.text
        );
        Error::new(ErrorKind::OutcomeUnknown, text).with(|it| {
            it.carrier = Some(self.carrier);
            it.attempt = Some(attempt.clone());
            it.cause = Some(failed.kind);
        })
    }

    /// How to find out what became of an attempt, as the beginning of a sentence.
    pub(crate) fn look_for(&self, attempt: &Attempt) -> &'static str {
        self.purchase_by(attempt).map_or("Look at the account", |it| it.0.facts.look)
    }

    /// An answer without secrets: this client's, and what the carrier shows, such as the password of a trunk, which
    /// is no business of those who hold no key.
    fn passed(&self, info: ResponseInfo, body: &[u8]) -> Relayed {
        let body = body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body);
        // Of UTF-16, which no client reads, nothing passes: what is in it would not be found.
        let text = if body.contains(&0) { "".into() } else { String::from_utf8_lossy(body) };
        (info, credentials::passed(&text, &|it| self.conceal_in(it)))
    }
}

/// What a carrier wants to be told of media types.
fn media_types(carrier: Carrier) -> (&'static str, Option<&'static str>) {
    match carrier {
        Carrier::Didww => ("application/vnd.api+json", Some("application/vnd.api+json")),
        _ => ("application/json", None),
    }
}

fn unfit(name: &str) -> Error {
    let text = format!("A relay was asked for a `{}` that no one has.", shown_name(name));
    Error::new(ErrorKind::InvalidInput, text)
}
