//! An operation is a value: it can be validated, encoded and decoded without a network or a client.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, PercentEncode, utf8_percent_encode};
use serde::Serialize;
use serde_json::{Map, Value};

use crate::attempt::Attempt;
use crate::call::Output;
use crate::channel::Channel;
use crate::checks::Checks;
use crate::error::{Carrier, Error, ErrorKind, Result};
use crate::platform::{BoxFuture, Shared};
use crate::seen::Shown;
use crate::transport::{HttpResponse, Method};
use crate::types::Secret;
use crate::watch::Look;

/// One call of a carrier's API. The request struct is the operation.
pub trait Operation: Clone + Shared {
    /// The name that callers use, in snake case.
    const NAME: &'static str;
    /// The carrier that is called.
    const CARRIER: Carrier;
    /// How it may be repeated.
    const REPEAT: Repeat;
    /// Whether it buys. Such an operation is sent only by way of an attempt.
    const SPENDS: bool = false;
    /// Whether it may spend all the same, in some cases: a lost answer is no ordinary error then.
    const MAY_SPEND: bool = false;
    /// For what spends, or may: how to find out what became of a lost one, as the beginning of a sentence that
    /// ends with `before you buy again`.
    const LOOK: &'static str =
        "Look at the account's orders (`reconcile_orders`, or the carrier's portal)";
    /// The client that it is for.
    type Client;
    /// What a success holds.
    type Output: Serialize + Shared + Shown;

    /// Adds to `checks` every rule that the arguments break.
    fn validate(&self, checks: &mut Checks);

    /// Where an argument stands in the request's body, as a JSON Pointer.
    fn source(_field: &str) -> Option<String> {
        None
    }

    /// The request, before credentials and host are added.
    fn encode(&self) -> Result<Encoded>;

    /// Reads a successful answer.
    fn decode(&self, answer: &HttpResponse) -> Result<Self::Output>;

    /// Reads it where the value stays: one that is large would be moved at a price.
    #[doc(hidden)]
    fn decode_any(&self, answer: &HttpResponse) -> Result<Box<dyn Output>> {
        Ok(Box::new(self.decode(answer)?))
    }

    /// Reads a refusal: any answer that is neither a success nor a redirect.
    fn decode_error(answer: &HttpResponse) -> Refusal;

    /// Whether an answer with a status of success is a refusal all the same, as its body says.
    fn is_refusal(_answer: &HttpResponse) -> bool {
        false
    }

    /// What a refusal means after an earlier request of this call may have been acted on, where it means
    /// that the work is done.
    fn settled_by(&self, _refusal: &Error) -> Option<Self::Output> {
        None
    }

    /// What few operations have.
    #[doc(hidden)]
    fn special(&self) -> Option<&dyn Special> {
        None
    }

    /// For a purchase: the arguments as an attempt keeps them.
    fn arguments(&self) -> Map<String, Value> {
        Map::new()
    }

    /// For a purchase: the order's id in an answer that is otherwise not readable.
    fn find_order_id(_answer: &HttpResponse) -> Option<String> {
        None
    }
}

/// An operation that buys nothing, so that its client sends it as it is.
///
/// A purchase goes by way of an attempt, and another carrier's operation to its own client:
///
/// ```compile_fail
/// # async fn run(client: telnum::IdtExpress) {
/// client.send(&telnum::CreateOrder::new(16847, 1), telnum::CallOptions::new()).await;
/// # }
/// ```
///
/// ```compile_fail
/// # async fn run(client: telnum::IdtExpress) {
/// client.send(&telnum::ListDids::new(), telnum::CallOptions::new()).await;
/// # }
/// ```
///
/// ```
/// # async fn run(client: telnum::IdtExpress) {
/// client.send(&telnum::GetOrder::new("x-1"), telnum::CallOptions::new()).await;
/// # }
/// ```
pub trait Reads: Operation {}

/// What few operations have beside what all of them do.
#[doc(hidden)]
pub trait Special: Shared {
    /// For a purchase: the same, as it is sent for this attempt, where the carrier is told which one it is.
    fn for_attempt(&self, _attempt: &Attempt) -> Option<Look> {
        None
    }

    /// For a purchase that was refused, and is placed again: looks for the order of this attempt until then, where an
    /// order shows of which attempt it is.
    fn look_back<'a>(
        &'a self,
        _by: Running<'a>,
        _attempt: &'a Attempt,
        _until: Duration,
    ) -> Option<BoxFuture<'a, Result<Option<String>>>> {
        None
    }

    /// For a purchase: the calls that are made before it, to see whether it may be sent.
    fn guard(&self) -> Vec<Lookup> {
        Vec::new()
    }

    /// What the failure of such a call means.
    fn guard_failed(&self, _at: usize, error: Error) -> Error {
        error
    }

    /// For a purchase: whether it may be sent, by what these calls brought.
    fn guarded(&self, _seen: &[Box<dyn Output>]) -> Result<()> {
        Ok(())
    }

    /// What needs no carrier brings its answer itself, by the client's first credential where there is one.
    fn locally(&self, _key: Option<&Secret>) -> Option<Result<Box<dyn Output>>> {
        None
    }

    /// What takes several calls makes them itself.
    fn run<'a>(&'a self, _by: Running<'a>) -> Option<Ran<'a>> {
        None
    }
}

/// What an operation finds out by calls of its own. Boxed where that is done, once for all carriers, and not once an
/// operation.
#[doc(hidden)]
pub type Ran<'a> = BoxFuture<'a, Result<Box<dyn Output>>>;

/// By what an operation makes calls of its own, and how long the caller gives it, where that was said.
#[doc(hidden)]
#[derive(Clone, Copy)]
pub struct Running<'a> {
    pub(crate) channel: &'a Arc<Channel>,
    pub(crate) limit: Option<Duration>,
}

impl fmt::Debug for Running<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Running").finish_non_exhaustive()
    }
}

/// A call that is made before a purchase.
#[doc(hidden)]
#[derive(Debug)]
pub struct Lookup {
    pub(crate) operation: &'static str,
    pub(crate) arguments: Map<String, Value>,
}

/// What brings its answer itself has neither a request nor an answer to read.
pub(crate) fn sends_nothing<T>() -> Result<T> {
    Err(Error::new(ErrorKind::Configuration, "This call sends nothing: a fault in telnum."))
}

/// An answer that is neither a success nor a redirect.
#[derive(Clone, Debug, PartialEq)]
pub struct Refusal {
    /// What it says.
    pub error: Error,
    /// True where it is certain that the carrier itself refused and did not act; a proxy's page or a
    /// failing server proves nothing.
    pub did_not_act: bool,
}

/// How an operation may be repeated when its answer is lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Repeat {
    /// It only reads.
    Safe,
    /// Doing it twice is as doing it once.
    Idempotent,
    /// It may spend money: never sent again after it may have been sent.
    Never,
}

/// A request without host and credentials.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Encoded {
    /// The verb.
    pub method: Method,
    /// Path and query, encoded.
    pub target: String,
    /// What the answer may be, for the `accept` header.
    pub accept: &'static str,
    /// What the `content-type` header says, where it is not what the body is: some carriers want one
    /// without any body.
    pub content_type: Option<&'static str>,
    /// A header that names a version of the carrier's API, and the oldest one that knows the call: a client
    /// of a later version goes on with its own.
    pub oldest_version: Option<(&'static str, &'static str)>,
    /// What it holds that shall be shown nowhere, beside credentials.
    pub secrets: Vec<Secret>,
    /// The body, if there is one.
    pub body: Option<Body>,
}

/// A body, in one of the forms that carriers take.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Body {
    /// JSON.
    Json(Vec<u8>),
    /// A form, encoded as a query is.
    Form(String),
}

impl Encoded {
    /// A request to this path; each segment is encoded.
    ///
    /// A segment that is empty or made of dots would reach another endpoint, so it is refused even
    /// where validation is off.
    pub fn new(method: Method, segments: &[&str]) -> Result<Self> {
        let mut target = String::new();
        for segment in segments {
            if matches!(*segment, "" | "." | "..") {
                return Err(Error::new(
                    ErrorKind::InvalidInput,
                    "An id that is empty or made of dots cannot be part of a path. Nothing was sent.",
                ));
            }
            target.push('/');
            target.extend(percent_encoded(segment));
        }
        Ok(Self {
            method,
            target,
            accept: "application/json",
            content_type: None,
            oldest_version: None,
            secrets: Vec::new(),
            body: None,
        })
    }

    /// Adds a query parameter, where there is a value.
    #[must_use]
    pub fn query(mut self, name: &str, value: Option<impl ToString>) -> Self {
        if let Some(value) = value {
            self.add(name, &value.to_string(), false);
        }
        self
    }

    /// Adds a parameter, where there is a value: to the form if one is sent, otherwise to the query.
    #[must_use]
    pub fn parameter(mut self, name: &str, value: Option<impl ToString>) -> Self {
        if let Some(value) = value {
            self.add(name, &value.to_string(), true);
        }
        self
    }

    /// Not generic, so that it is compiled once.
    fn add(&mut self, name: &str, value: &str, to_form: bool) {
        let (text, separator) = match &mut self.body {
            Some(Body::Form(form)) if to_form => {
                let separator = if form.is_empty() { "" } else { "&" };
                (form, separator)
            }
            _ => {
                let separator = if self.target.contains('?') { "&" } else { "?" };
                (&mut self.target, separator)
            }
        };
        text.push_str(separator);
        text.extend(percent_encoded(name));
        text.push('=');
        text.extend(percent_encoded(value));
    }

    /// The same as a form that is posted: the query goes into it, and all parameters from now on.
    #[must_use]
    pub fn as_form(mut self) -> Self {
        let form = match self.target.split_once('?') {
            Some((path, query)) => {
                let (path, query) = (path.to_owned(), query.to_owned());
                self.target = path;
                query
            }
            None => String::new(),
        };
        self.method = Method::Post;
        self.body = Some(Body::Form(form));
        self
    }

    /// Adds a JSON body.
    pub fn json(mut self, body: &serde_json::Value) -> Self {
        self.body = Some(Body::Json(serde_json::to_vec(body).unwrap_or_default()));
        self
    }

    /// Holds these, which shall be shown nowhere.
    #[must_use]
    pub fn secrets<'a>(mut self, secrets: impl Iterator<Item = &'a Secret>) -> Self {
        self.secrets.extend(secrets.cloned());
        self
    }

    /// Says this in the `content-type` header, with or without a body.
    #[must_use]
    pub fn content_type(mut self, media_type: &'static str) -> Self {
        self.content_type = Some(media_type);
        self
    }

    /// Takes other answers than plain JSON.
    #[must_use]
    pub fn accept(mut self, media_types: &'static str) -> Self {
        self.accept = media_types;
        self
    }
}

impl Body {
    /// What it is, for the `content-type` header.
    pub const fn content_type(&self) -> &'static str {
        match self {
            Self::Json(_) => "application/json; charset=utf-8",
            Self::Form(_) => "application/x-www-form-urlencoded",
        }
    }

    /// The bytes that go on the wire.
    pub fn into_bytes(self) -> Vec<u8> {
        match self {
            Self::Json(bytes) => bytes,
            Self::Form(text) => text.into_bytes(),
        }
    }
}

/// As a value stands in a query, a form or a path.
pub(crate) fn percent_encoded(text: &str) -> PercentEncode<'_> {
    utf8_percent_encode(text, RESERVED)
}

/// Everything but letters, digits, `-`, `.`, `_` and `~` (RFC 3986, 2.3).
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');
