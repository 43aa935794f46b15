//! How one request reaches a carrier, and what each way can prove.

#[cfg(feature = "native")]
mod native;
#[cfg(feature = "reqwest")]
mod reqwest;

use std::fmt;
use std::time::Duration;

use crate::platform::{BoxFuture, Shared};
use crate::types::{Header, Secret};

#[cfg(feature = "reqwest")]
pub use self::reqwest::ReqwestTransport;
#[cfg(feature = "native")]
pub use native::{NativeTransport, NativeTransportOptions};

/// Sends one request and brings one answer. It never repeats a request and never follows a redirect.
pub trait Transport: Shared {
    /// What this transport can prove.
    fn abilities(&self) -> Abilities;

    /// Puts the request on the wire at most once, and reads the whole answer within the limits.
    fn send<'a>(
        &'a self,
        request: &'a HttpRequest,
        limits: Limits,
    ) -> BoxFuture<'a, Result<HttpResponse, TransportError>>;
}

/// What a transport can prove.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Abilities {
    /// It can send on a connection that was never used.
    pub fresh_connection: bool,
    /// It tells a connection that was never made from an answer that was lost.
    pub proves_not_sent: bool,
    /// One call is one request on the wire.
    pub one_wire_request: bool,
}

impl Abilities {
    /// Everything can be proved.
    pub const ALL: Self =
        Self { fresh_connection: true, proves_not_sent: true, one_wire_request: true };
}

/// The limits of one request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// How long the whole exchange may take, connecting and every byte of the body included.
    pub timeout: Duration,
    /// How many bytes the decoded body may have.
    pub max_body: usize,
    /// Whether the request needs a connection that was never used.
    pub fresh_connection: bool,
}

/// A plain HTTP request, ready to be sent.
#[derive(Clone, PartialEq, Eq)]
pub struct HttpRequest {
    /// The verb.
    pub method: Method,
    /// The absolute URL, encoded.
    pub url: String,
    /// Headers, names in lower case.
    pub headers: Vec<(String, HeaderText)>,
    /// The body, if there is one.
    pub body: Option<Vec<u8>>,
}

/// Values in a query may be credentials, and a body is the caller's own business.
impl fmt::Debug for HttpRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (url, query) = self.url.split_once('?').unwrap_or((&self.url, ""));
        let names: Vec<&str> = query.split('&').filter_map(|it| it.split('=').next()).collect();
        f.debug_struct("HttpRequest")
            .field("method", &self.method)
            .field("url", &url)
            .field("query", &names)
            .field("headers", &self.headers)
            .finish_non_exhaustive()
    }
}

/// The verbs that the carriers use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Reads.
    Get,
    /// Creates.
    Post,
    /// Changes in part.
    Patch,
    /// Removes.
    Delete,
}

impl Method {
    /// As it stands on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
        }
    }
}

/// The text of a header, which may be a secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HeaderText {
    /// Anyone may read it.
    Plain(String),
    /// It never shows.
    Secret(Secret),
}

impl HeaderText {
    /// The text as it goes on the wire: for transports only.
    pub fn reveal(&self) -> &str {
        match self {
            Self::Plain(text) => text,
            Self::Secret(secret) => secret.reveal(),
        }
    }

    /// Whether it names a later version of a carrier's API, all of which are days.
    pub(crate) fn is_after(&self, version: &str) -> bool {
        matches!(self, Self::Plain(text) if text.as_str() > version)
    }

    /// The secret, where it is one.
    pub(crate) fn secret(&self) -> Option<&Secret> {
        match self {
            Self::Plain(_) => None,
            Self::Secret(secret) => Some(secret),
        }
    }
}

/// A whole answer.
#[derive(Clone, Debug, PartialEq)]
pub struct HttpResponse {
    /// The status.
    pub status: u16,
    /// Headers, names in lower case.
    pub headers: Vec<Header>,
    /// The decoded body.
    pub body: Vec<u8>,
}

impl HttpResponse {
    /// The first header of this name, which is in lower case.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|header| header.name == name).map(|header| header.value.as_str())
    }

    /// The carrier's id of the request, for its support.
    pub fn request_id(&self) -> Option<String> {
        self.header("x-request-id").map(str::to_owned)
    }
}

/// Why there is no whole answer.
#[derive(Clone, Debug, PartialEq)]
pub struct TransportError {
    /// What happened.
    pub failure: Failure,
    /// True only when it is certain that not a byte of the request was sent.
    pub not_sent: bool,
    /// One line for a person, without any secret.
    pub text: String,
    /// The status and the headers, where they came before it failed: what a refusal says by them holds,
    /// whatever became of its body, which is empty here.
    pub head: Option<Box<HttpResponse>>,
}

impl TransportError {
    /// A failure of which no status is known.
    pub fn new(failure: Failure, not_sent: bool, text: impl Into<String>) -> Self {
        Self { failure, not_sent, text: text.into(), head: None }
    }

    /// The same failure, after this status and these headers came.
    #[must_use]
    pub fn after(self, status: u16, headers: Vec<Header>) -> Self {
        Self { head: Some(Box::new(HttpResponse { status, headers, body: Vec::new() })), ..self }
    }
}

/// What can happen to a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure {
    /// No connection could be made.
    Connect,
    /// The time was up.
    Timeout,
    /// The connection broke before the answer was whole.
    Broken,
    /// The answer's body passed the limit.
    TooLarge,
    /// The answer's body is not encoded as its headers say.
    Garbled,
    /// The request could not even be made: the settings cannot work.
    Unusable,
}
