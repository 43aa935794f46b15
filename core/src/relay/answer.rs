//! What a relay answers.

use std::sync::{MutexGuard, PoisonError};
use std::time::Duration;

use serde_json::{Map, Value};
use tokio::runtime::Handle;

use super::{Relay, RelayCall, route};
use crate::attempt::Attempt;
use crate::error::{Error, ErrorKind, Result};
use crate::forward::Relayed;
use crate::journal::OpenAttempt;
use crate::relayed::{ERROR, NOTHING_BOUGHT};
use crate::transport::HttpResponse;
use crate::types::Header;

impl Relay {
    pub(super) async fn answered(&self, call: RelayCall) -> HttpResponse {
        let answer = match &call.attempt {
            Some(attempt) => self.placed(attempt, call.version.as_deref()).await,
            None => {
                let RelayCall { operation, method, target, version, body, .. } = &call;
                let body = body.as_ref().map(Value::to_string);
                let request = asked(operation, method, target, version.as_deref(), body);
                self.calls.relay(&request).await
            }
        };
        answer.map_or_else(|(error, was_free)| told(error, was_free), passed)
    }

    /// Places an attempt, unless it was placed before: then its order is the answer.
    async fn placed(
        &self,
        attempt: &Attempt,
        version: Option<&str>,
    ) -> Result<Relayed, (Error, bool)> {
        let channel = &self.calls.channel;
        let Some(_under_way) = UnderWay::begin(self, &attempt.id).await else {
            let (named, _) = channel.purchase_by(attempt).map_err(|error| (error, false))?;
            return Err((channel.lost(named.facts, attempt), false));
        };
        let mut left = channel.purchase_timeout.min(LONGEST_WAIT);
        let mut looks = 0;
        loop {
            let error = match self.sent(attempt).await {
                Err((error, _)) if error.kind == ErrorKind::Conflict => error,
                ended => return ended,
            };
            if let Some(order_id) = &error.candidate_order_id {
                return self.order(order_id, version, error.clone()).await;
            }
            let open = channel.open_attempts(channel.timeout).await;
            let open = open.map_err(|error| (channel.untold(attempt, &error), false))?;
            let open = open.into_iter().find(|it| it.attempt.id == attempt.id);
            left = left.saturating_sub(PAUSE);
            match open {
                // Another process may be placing it.
                Some(open) if open.cause.is_none() && !left.is_zero() && self.is_recent(&open) => {}
                Some(open) => return Err((self.unknown(attempt, open), false)),
                // It was settled just now, or has no order that could be read.
                None if looks > 1 => return Err((error, false)),
                None => looks += 1,
            }
            channel.platform.alarm(PAUSE).await;
        }
    }

    /// Places it to its end, also where whoever asked for it goes away.
    async fn sent(&self, attempt: &Attempt) -> Result<Relayed, (Error, bool)> {
        let (calls, mut request) = (self.calls.clone(), Map::new());
        request.insert("attempt".to_owned(), serde_json::to_value(attempt).unwrap_or_default());
        let place = async move { calls.relay(&request).await };
        let Ok(runtime) = Handle::try_current() else { return place.await };
        runtime.spawn(place).await.unwrap_or_else(|_| {
            let text = "The relay ended while the attempt was placed.";
            Err((Error::new(ErrorKind::OutcomeUnknown, text), false))
        })
    }

    /// The order that an attempt has made.
    async fn order(
        &self,
        order_id: &str,
        version: Option<&str>,
        placed: Error,
    ) -> Result<Relayed, (Error, bool)> {
        let routes = route::of(self.calls.channel.carrier);
        let get = routes.iter().find(|it| it.operation == "get_order");
        let path = get.and_then(|it| {
            let (before, _) = it.path.split_once('{')?;
            it.path_of(&format!("{before}{}", crate::operation::percent_encoded(order_id)))
        });
        let Some(path) = path else { return Err((placed, false)) };
        let request = asked("get_order", "GET", &path, version, None);
        match self.calls.relay(&request).await {
            Ok(answer) if (200..300).contains(&answer.0.http_status) => Ok(answer),
            // A refusal to show it would read as one to place it.
            _ => Err((placed, false)),
        }
    }

    fn is_recent(&self, open: &OpenAttempt) -> bool {
        let channel = &self.calls.channel;
        let since = channel.platform.now() - open.claimed_at.unix_milliseconds();
        u64::try_from(since).is_ok_and(|it| Duration::from_millis(it) < channel.purchase_timeout)
    }

    fn unknown(&self, attempt: &Attempt, open: OpenAttempt) -> Error {
        let channel = &self.calls.channel;
        let look = channel.look_for(attempt);
        let text = format!(
            "The relay placed this attempt before, and its outcome is unknown: it may have been made. {look} \
             before you buy again."
        );
        Error::new(ErrorKind::OutcomeUnknown, text).with(|it| {
            it.carrier = Some(channel.carrier);
            it.sent_at = open.sent_at.or(Some(open.claimed_at));
            it.cause = open.cause;
            it.candidate_order_id = open.candidate_order_id;
        })
    }
}

/// An attempt that one request places, while others for the same wait.
struct UnderWay<'a> {
    relay: &'a Relay,
    id: &'a str,
}

impl<'a> UnderWay<'a> {
    /// Nothing, where the other takes longer than is waited for.
    async fn begin(relay: &'a Relay, id: &'a str) -> Option<Self> {
        let mut left = relay.calls.channel.purchase_timeout.min(LONGEST_WAIT);
        while !relay.begin(id) {
            left = left.checked_sub(SHORT_PAUSE)?;
            // By the real clock: what is waited for is another request's.
            relay.calls.channel.platform.alarm(SHORT_PAUSE).await;
        }
        Some(Self { relay, id })
    }
}

impl Drop for UnderWay<'_> {
    fn drop(&mut self) {
        self.relay.under_way().retain(|it| it != self.id);
    }
}

impl Relay {
    /// False where another request is placing it.
    fn begin(&self, id: &str) -> bool {
        let mut all = self.under_way();
        let is_new = !all.iter().any(|it| it == id);
        if is_new {
            all.push(id.to_owned());
        }
        is_new
    }

    fn under_way(&self) -> MutexGuard<'_, Vec<String>> {
        self.under_way.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// How often another process's purchase is looked at, and one of this relay's.
const PAUSE: Duration = Duration::from_millis(250);
const SHORT_PAUSE: Duration = Duration::from_millis(50);
/// How long a request for an attempt waits for what another one has begun: a page has a minute for all of its purchase,
/// and must be told in time that the outcome is unknown.
const LONGEST_WAIT: Duration = Duration::from_secs(30);

fn asked(
    operation: &str,
    method: &str,
    target: &str,
    version: Option<&str>,
    body: Option<String>,
) -> Map<String, Value> {
    let members = [
        ("operation", Some(operation)),
        ("method", Some(method)),
        ("target", Some(target)),
        ("version", version),
        ("body", body.as_deref()),
    ];
    members.into_iter().filter_map(|(name, it)| Some((name.to_owned(), it?.into()))).collect()
}

/// An error of the relay's own, in its canonical form.
pub(super) fn told(error: Error, was_free: bool) -> HttpResponse {
    let status = status_of(error.kind);
    let mut headers = vec![Header::new("content-type".to_owned(), ERROR.to_owned())];
    if let Some(seconds) = error.retry_after {
        headers.push(Header::new("retry-after".to_owned(), format!("{}", seconds.ceil())));
    }
    // Whoever asked has the attempt.
    let info = error.with(|it| (it.attempt, it.order) = (None, None)).into_info();
    let mut body = serde_json::to_value(&info).unwrap_or_default();
    if let (Some(members), true) = (body.as_object_mut(), was_free) {
        members.insert(NOTHING_BOUGHT.to_owned(), true.into());
    }
    uncached(HttpResponse { status, headers, body: body.to_string().into_bytes() })
}

/// An answer as others may see it: without what is between the carrier and this client.
fn passed((info, body): Relayed) -> HttpResponse {
    let mut headers = info.headers;
    headers.retain(|it| PASSED.contains(&it.name.as_str()));
    let status = u16::try_from(info.http_status).unwrap_or(502);
    uncached(HttpResponse { status, headers, body: body.into_bytes() })
}

/// The headers of an answer that a client reads.
const PASSED: &[&str] = &["content-type", "retry-after", "x-request-id"];

fn uncached(mut answer: HttpResponse) -> HttpResponse {
    answer.headers.push(Header::new("cache-control".to_owned(), "no-store".to_owned()));
    answer
}

/// For those who do not read the error.
fn status_of(kind: ErrorKind) -> u16 {
    match kind {
        ErrorKind::InvalidInput => 400,
        ErrorKind::InsufficientFunds => 402,
        ErrorKind::NotEnabled | ErrorKind::Rejected => 403,
        ErrorKind::NotFound | ErrorKind::NotOffered => 404,
        ErrorKind::Conflict => 409,
        ErrorKind::RateLimited | ErrorKind::QuotaExceeded => 429,
        ErrorKind::Configuration => 500,
        ErrorKind::Timeout => 504,
        _ => 502,
    }
}
