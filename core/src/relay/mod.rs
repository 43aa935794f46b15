//! A relay: it stands between those who must hold no key, such as a page in a browser, and the carrier.
//!
//! A telnum client without keys whose `base_url` is a relay sends it a carrier's ordinary requests. The relay adds the
//! keys of its own client, allows what its owner allows, and places each attempt once, by its journal.

mod answer;
mod include;
mod request;
mod route;
mod routes;

use std::sync::{Arc, Mutex};

use serde_json::Value;

use crate::attempt::Attempt;
use crate::by_name::ByName;
use crate::error::{Error, ErrorKind, Result};
use crate::nearest::did_you_mean;
use crate::transport::HttpResponse;
use route::Route;

/// Adds a client's keys to the requests of those who have none.
///
/// It speaks no HTTP itself: any server can hand it requests and send what it answers.
///
/// ```
/// # async fn run() -> telnum::Result<()> {
/// use telnum::{Emulator, Relay, RelayRequest};
///
/// let client = Emulator::new(7).idt_express()?;
/// let relay = Relay::new(client.by_name(), ["list_countries"])?;
/// let request = RelayRequest::new("GET", "/v1/dids/coverage/countries");
/// let answer = match relay.read(request) {
///     // Here is the place to ask who it is, and to `refuse`.
///     Ok(call) => relay.answer(call).await,
///     Err(refusal) => refusal,
/// };
/// assert_eq!(answer.status, 200);
/// # Ok(()) }
/// ```
#[derive(Clone)]
pub struct Relay {
    calls: ByName,
    allowed: Vec<&'static Route>,
    /// The attempts that are placed now, by their ids.
    under_way: Arc<Mutex<Vec<String>>>,
}

/// A request as it came to a relay.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RelayRequest {
    /// The verb, in capital letters.
    pub method: String,
    /// Path and query as they were sent, from where the relay begins: `/v1/dids/numbers?page=2`.
    pub target: String,
    /// Names, in any case, and values.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
}

impl RelayRequest {
    /// A request without headers and body.
    pub fn new(method: impl Into<String>, target: impl Into<String>) -> Self {
        Self { method: method.into(), target: target.into(), ..Self::default() }
    }
}

/// A request that a relay understands and its owner allows.
#[derive(Clone, Debug, PartialEq)]
pub struct RelayCall {
    /// The operation, such as `list_numbers`.
    pub operation: &'static str,
    /// For a purchase, what is to be placed.
    pub attempt: Option<Attempt>,
    /// Path and query.
    pub target: String,
    /// The JSON that is sent; a purchase's is made of its attempt.
    pub body: Option<Value>,
    method: &'static str,
    version: Option<String>,
}

impl Relay {
    /// A relay that adds the keys of this client, and allows these operations alone, by their names.
    ///
    /// A `configuration` error says that there is no such operation, that it sends nothing of its own, that the client
    /// has no keys, or that it buys and has no journal.
    pub fn new<'a>(calls: ByName, allow: impl IntoIterator<Item = &'a str>) -> Result<Self> {
        let wrong = |text: String| Err(Error::configuration(text));
        let channel = &calls.channel;
        if channel.is_keyless {
            return wrong(crate::forward::KEYLESS.to_owned());
        }
        let known = route::of(channel.carrier);
        let mut allowed = Vec::new();
        for name in allow {
            let Some(route) = known.iter().copied().find(|it| it.operation == name) else {
                let others: Vec<&str> = known.iter().map(|it| it.operation).collect();
                let carrier = channel.carrier.title();
                return wrong(format!(
                    "`allow`: {carrier} has no operation `{}` that sends a request of its own{}. What makes \
                     other calls, such as `buy_numbers`, is allowed by these.",
                    crate::config::shown_name(name),
                    did_you_mean(name, &others)
                ));
            };
            if route.buys && channel.journal.is_none() {
                return wrong(format!(
                    "`allow`: `{name}` buys, so the relay's client needs a `journal`: without one an attempt \
                     could be placed twice."
                ));
            }
            allowed.push(route);
        }
        Ok(Self { calls, allowed, under_way: Arc::default() })
    }

    /// Reads and answers a request; see `read` and `answer`.
    pub async fn handle(&self, request: RelayRequest) -> HttpResponse {
        match self.read(request) {
            Ok(call) => self.answer(call).await,
            Err(refusal) => refusal,
        }
    }

    /// Finds out what a request asks for, and validates the attempt of a purchase. Where the relay does not allow it, it
    /// brings the answer that says so; an `include` of objects that no allowed operation reads is not allowed either.
    pub fn read(&self, request: RelayRequest) -> std::result::Result<RelayCall, HttpResponse> {
        self.understood(request).map_err(|error| answer::told(error, false))
    }

    /// Has the carrier answer. The answer is the carrier's own, without what is not the caller's business, or an
    /// error of the relay's, which clients of telnum raise as it is. Nothing of the keys is in either, and of credentials
    /// that the carrier shows, such as the password of a trunk, there is only `[redacted]`.
    ///
    /// An attempt that was placed before is not placed again: its order is read, and is the answer. A purchase that
    /// another request has begun is waited for up to 30 s. What became of it is `outcome_unknown` after that, and where
    /// the journal fails.
    pub async fn answer(&self, call: RelayCall) -> HttpResponse {
        self.answered(call).await
    }

    /// The answer that refuses a call, with 403 and this reason.
    pub fn refuse(&self, reason: &str) -> HttpResponse {
        let reason = if reason.is_empty() { "The relay refused." } else { reason };
        answer::told(Error::new(ErrorKind::Rejected, reason), false)
    }

    /// The answer with an error of the relay's own, of a kind by its name.
    #[doc(hidden)]
    pub fn told(kind: &str, text: &str) -> HttpResponse {
        let kind = ErrorKind::named(kind).unwrap_or(ErrorKind::Configuration);
        answer::told(Error::new(kind, text), false)
    }
}

impl std::fmt::Debug for Relay {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let allowed: Vec<&str> = self.allowed.iter().map(|it| it.operation).collect();
        f.debug_struct("Relay").field("allow", &allowed).finish_non_exhaustive()
    }
}
