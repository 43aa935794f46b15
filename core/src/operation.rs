//! An operation is a value: it can be validated, encoded and decoded without a network or a client.

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use serde::Serialize;

use crate::checks::Checks;
use crate::error::{Carrier, Error, ErrorKind, Result};
use crate::platform::Shared;
use crate::transport::{HttpResponse, Method};

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
    /// What a success brings.
    type Output: Serialize + Shared;

    /// Adds to `checks` every rule that the arguments break.
    fn validate(&self, checks: &mut Checks);

    /// The request, before credentials and host are added.
    fn encode(&self) -> Result<Encoded>;

    /// Reads a successful answer.
    fn decode(&self, answer: &HttpResponse) -> Result<Self::Output>;

    /// Reads a refusal: any answer that is neither a success nor a redirect.
    fn decode_error(answer: &HttpResponse) -> Refusal;

    /// What a refusal means after an earlier request of this call may have been acted on, where it means
    /// that the work is done.
    fn settled_by(&self, _refusal: &Error) -> Option<Self::Output> {
        None
    }

    /// For a purchase: the order's id in an answer that is otherwise not readable.
    fn find_order_id(_answer: &HttpResponse) -> Option<String> {
        None
    }
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
    /// A JSON body.
    pub json: Option<Vec<u8>>,
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
            target.extend(utf8_percent_encode(segment, RESERVED));
        }
        Ok(Self { method, target, json: None })
    }

    /// Adds a query parameter, where there is a value.
    #[must_use]
    pub fn query(mut self, name: &str, value: Option<impl ToString>) -> Self {
        if let Some(value) = value {
            self.target.push(if self.target.contains('?') { '&' } else { '?' });
            self.target.extend(utf8_percent_encode(name, RESERVED));
            self.target.push('=');
            self.target.extend(utf8_percent_encode(&value.to_string(), RESERVED));
        }
        self
    }

    /// Adds a JSON body.
    pub fn json(mut self, body: &serde_json::Value) -> Self {
        self.json = Some(body.to_string().into_bytes());
        self
    }
}

/// Everything but letters, digits, `-`, `.`, `_` and `~` (RFC 3986, 2.3).
const RESERVED: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'!')
    .add(b'"')
    .add(b'#')
    .add(b'$')
    .add(b'%')
    .add(b'&')
    .add(b'\'')
    .add(b'(')
    .add(b')')
    .add(b'*')
    .add(b'+')
    .add(b',')
    .add(b'/')
    .add(b':')
    .add(b';')
    .add(b'<')
    .add(b'=')
    .add(b'>')
    .add(b'?')
    .add(b'@')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');
