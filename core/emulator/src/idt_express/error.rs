//! IDT Express's error envelope and its codes.

use super::switches::Switches;
use crate::message::Response;
use serde::Serialize;

/// A refusal: an HTTP status and what is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Failure {
    status: u16,
    errors: Vec<ErrorObject>,
    retry_after_s: Option<u32>,
}

impl Failure {
    /// A refusal for one reason.
    pub(crate) fn of(status: u16, code: Code, detail: impl Into<String>) -> Self {
        Self::from_errors(status, vec![ErrorObject::new(code, detail)])
    }

    /// A refusal for several reasons.
    pub(crate) fn from_errors(status: u16, errors: Vec<ErrorObject>) -> Self {
        Self { status, errors, retry_after_s: None }
    }

    /// No such route.
    pub(crate) fn no_endpoint() -> Self {
        Self::of(404, Code::ResourceNotFound, "The endpoint you are using does not exist")
    }

    /// A wrong parameter of a request without a body, which never has a `source`.
    pub(crate) fn parameter(
        status: u16,
        code: Code,
        name: &str,
        detail: impl Into<String>,
    ) -> Self {
        Self::from_errors(status, vec![ErrorObject::new(code, detail).field(name)])
    }

    /// Tells when to come again.
    pub(crate) fn retry_after(mut self, seconds: Option<u32>) -> Self {
        self.retry_after_s = seconds;
        self
    }

    /// The envelope.
    pub(crate) fn response(mut self, request_id: &str, switches: &Switches) -> Response {
        if !switches.report_all_errors {
            self.errors.truncate(1);
        }
        if switches.missing_optionals {
            for error in &mut self.errors {
                (error.field, error.source) = (None, None);
            }
        }
        let envelope =
            Envelope { status: self.status, api_request_id: request_id, errors: &self.errors };
        let body = serde_json::to_vec(&envelope).unwrap_or_default();
        let response = Response::json(self.status, body);
        match self.retry_after_s {
            Some(seconds) => response.with_header("retry-after", seconds.to_string()),
            None => response,
        }
    }
}

/// One reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct ErrorObject {
    code: u16,
    title: &'static str,
    detail: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    field: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<String>,
}

impl ErrorObject {
    /// A reason with the title of its code.
    pub(crate) fn new(code: Code, detail: impl Into<String>) -> Self {
        let title = code.title();
        Self { code: code as u16, title, detail: detail.into(), field: None, source: None }
    }

    /// Names the field or parameter.
    pub(crate) fn field(mut self, name: &str) -> Self {
        self.field = Some(name.to_owned());
        self
    }

    /// Points into the request's body.
    pub(crate) fn source(mut self, pointer: &str) -> Self {
        self.source = Some(pointer.to_owned());
        self
    }
}

/// The codes of the carrier's table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Code {
    InvalidRequest = 1000,
    FieldMissing = 1001,
    InvalidField = 1002,
    ResourceNotFound = 1003,
    AccessDenied = 2000,
    QuotaExceeded = 2001,
    Throttled = 2002,
    FeatureNotEnabled = 3000,
    InsufficientFunds = 3001,
    TollFreeNotOffered = 4000,
    NumberNotFound = 4001,
    RegionNotOffered = 4002,
    CountryNotOffered = 4003,
    InvalidDidGroup = 4004,
}

impl Code {
    fn title(self) -> &'static str {
        match self {
            Self::InvalidRequest => "Invalid Request",
            Self::FieldMissing => "Required Field Missing",
            Self::InvalidField => "Invalid Field",
            Self::ResourceNotFound => "Resource Not Found",
            Self::AccessDenied => "Access Denied",
            Self::QuotaExceeded => "Quota Exceeded",
            Self::Throttled => "Throttled",
            Self::FeatureNotEnabled => "DIDs Feature Not Enabled",
            Self::InsufficientFunds => "Insufficient Funds",
            Self::TollFreeNotOffered => "Toll-Free Number Not Offered",
            Self::NumberNotFound => "Number Not Found",
            Self::RegionNotOffered => "Region Not Offered",
            Self::CountryNotOffered => "Country Not Offered",
            Self::InvalidDidGroup => "Invalid DID Group",
        }
    }
}

#[derive(Serialize)]
struct Envelope<'a> {
    status: u16,
    api_request_id: &'a str,
    errors: &'a [ErrorObject],
}
