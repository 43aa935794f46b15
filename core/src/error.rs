//! The one error of every call, in every language.

use std::fmt;
use std::ops::Deref;

use telnum_macros::{closed_set, record};

use crate::attempt::Attempt;
use crate::idt_express::IdtOrder;
use crate::types::Timestamp;

/// Why a call failed. Decide by `kind`; everything else explains.
///
/// It dereferences to [`ErrorInfo`], so `error.kind` and `error.details` read naturally.
#[derive(Clone, PartialEq)]
pub struct Error(Box<ErrorInfo>);

/// A result whose error is telnum's.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What an error says, as plain data: the same fields in every language.
#[record]
pub struct ErrorInfo {
    /// The stable kind: decide by this.
    pub kind: ErrorKind,
    /// One line for a person.
    pub text: String,
    /// The carrier that was called; absent where no carrier was involved.
    pub carrier: Option<Carrier>,
    /// The HTTP status of the answer; absent where none was read.
    pub http_status: Option<i32>,
    /// The carrier's id of the request, for its support.
    pub request_id: Option<String>,
    /// Seconds to wait before trying again, where the carrier or telnum knows.
    pub retry_after: Option<f64>,
    /// Everything that is wrong, each with its code and field.
    pub details: Vec<ErrorDetail>,
    /// The beginning of an answer that could not be read.
    pub excerpt: Option<String>,
    /// For `outcome_unknown`, the attempt whose outcome is unknown; for `conflict`, the one that was placed before.
    pub attempt: Option<Attempt>,
    /// Only for `outcome_unknown`: when it was sent.
    pub sent_at: Option<Timestamp>,
    /// Only for `outcome_unknown`: how it failed.
    pub cause: Option<ErrorKind>,
    /// An order to be looked at. For `outcome_unknown`, one that the answer named; for `conflict`,
    /// the one that the client's journal knows of.
    pub candidate_order_id: Option<String>,
    /// Only for a wait whose time was up: the order as it was seen last.
    pub order: Option<IdtOrder>,
}

/// One thing that is wrong, found here or by the carrier, in the same shape.
#[record]
pub struct ErrorDetail {
    /// Who found it.
    pub origin: ErrorOrigin,
    /// The carrier's code, for example `1002`.
    pub code: Option<String>,
    /// The carrier's short title, for example `Invalid Field`.
    pub title: Option<String>,
    /// What is wrong, for a person.
    pub detail: Option<String>,
    /// The field or parameter, in the carrier's spelling.
    pub field: Option<String>,
    /// A JSON Pointer (RFC 6901) into the request body.
    pub source: Option<String>,
    /// What else the carrier says of it, as JSON text: DIDWW's `meta`, with the balance that is too low.
    pub meta: Option<String>,
}

/// Who found an error.
#[closed_set]
pub enum ErrorOrigin {
    /// telnum, before anything was sent.
    Local,
    /// The carrier, in its answer.
    Carrier,
}

/// A carrier.
#[closed_set]
pub enum Carrier {
    /// IDT Express, `api.idtexpress.com`.
    IdtExpress,
    /// DialogTech, `secure.dialogtech.com`.
    DialogTech,
    /// DIDWW, `api.didww.com`.
    Didww,
}

impl ErrorKind {
    /// Whether another try may well succeed. A call that reads has been tried again already.
    pub const fn is_transient(self) -> bool {
        matches!(
            self,
            Self::Connect | Self::Timeout | Self::Transport | Self::Server | Self::RateLimited
        )
    }

    /// Whether it is certain that the purchase which failed so bought nothing. It is not of `outcome_unknown`, and not
    /// of `conflict`, where the attempt was placed before.
    pub const fn nothing_was_bought(self) -> bool {
        !matches!(self, Self::OutcomeUnknown | Self::Conflict)
    }
}

/// The stable kinds of failure.
#[closed_set]
pub enum ErrorKind {
    /// An argument breaks a rule; `details` name the field and the rule.
    InvalidInput,
    /// The credentials are missing, wrong, or of the other environment.
    Authentication,
    /// The account may not use this feature.
    NotEnabled,
    /// The order, number or endpoint does not exist, or is not yours.
    NotFound,
    /// The carrier does not offer this country, region, group or kind of number.
    NotOffered,
    /// The account's balance does not cover the order. Nothing was bought.
    InsufficientFunds,
    /// The account's allotment is used up.
    QuotaExceeded,
    /// Too many requests; `retry_after` says when to come back, where known.
    RateLimited,
    /// The request contradicts the present state.
    Conflict,
    /// The carrier said no without a reason that telnum knows.
    Rejected,
    /// The carrier failed (HTTP 5xx).
    Server,
    /// No connection could be made. Nothing was sent.
    Connect,
    /// The deadline passed.
    Timeout,
    /// The connection broke, or the answer was a redirect, which is never followed.
    Transport,
    /// The answer is not what the carrier documents.
    Decode,
    /// A purchase was sent and its answer was lost. It may have been bought: look before you buy again.
    OutcomeUnknown,
    /// The client is set up wrongly.
    Configuration,
}

impl Carrier {
    /// The name for a person to read.
    pub(crate) const fn title(self) -> &'static str {
        match self {
            Self::IdtExpress => "IDT Express",
            Self::DialogTech => "DialogTech",
            Self::Didww => "DIDWW",
        }
    }
}

impl Error {
    /// An error of this kind with one line for a person.
    pub fn new(kind: ErrorKind, text: impl Into<String>) -> Self {
        Self(Box::new(ErrorInfo {
            kind,
            text: text.into(),
            carrier: None,
            http_status: None,
            request_id: None,
            retry_after: None,
            details: Vec::new(),
            excerpt: None,
            attempt: None,
            sent_at: None,
            cause: None,
            candidate_order_id: None,
            order: None,
        }))
    }

    /// The client is set up wrongly.
    pub fn configuration(text: impl Into<String>) -> Self {
        Self::new(ErrorKind::Configuration, text)
    }

    /// Arguments that break rules, all of them at once.
    pub(crate) fn invalid_input(carrier: Carrier, details: Vec<ErrorDetail>) -> Self {
        let said = details.iter().filter_map(|it| it.detail.as_deref());
        let said: Vec<&str> = said.map(unstopped).collect();
        let text = format!("{}. Nothing was sent.", said.join("; "));
        Self::new(ErrorKind::InvalidInput, text).with(|it| {
            it.carrier = Some(carrier);
            it.details = details;
        })
    }

    /// Fills in fields.
    pub(crate) fn with(mut self, fill: impl FnOnce(&mut ErrorInfo)) -> Self {
        fill(&mut self.0);
        self
    }

    /// Everything the error says, as plain data.
    pub fn info(&self) -> &ErrorInfo {
        &self.0
    }

    /// Everything the error says, as plain data.
    pub fn into_info(self) -> ErrorInfo {
        *self.0
    }
}

/// What others say, to stand in a sentence of ours: without the full stop that it may end with.
#[doc(hidden)]
pub fn unstopped(said: &str) -> &str {
    said.trim_end_matches('.')
}

impl From<ErrorInfo> for Error {
    fn from(info: ErrorInfo) -> Self {
        Self(Box::new(info))
    }
}

impl Deref for Error {
    type Target = ErrorInfo;

    fn deref(&self) -> &ErrorInfo {
        &self.0
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for Error {}

impl ErrorDetail {
    /// A rule that an argument breaks, in the words and codes the carrier would use.
    pub(crate) fn local(code: &str, title: &str, detail: String, field: &str) -> Self {
        Self {
            origin: ErrorOrigin::Local,
            code: Some(code.to_owned()),
            title: Some(title.to_owned()),
            detail: Some(detail),
            field: Some(field.to_owned()),
            source: None,
            meta: None,
        }
    }
}
