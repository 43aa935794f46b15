//! How IDT Express refuses: its error object and its codes.

use serde::Deserialize;

use crate::arguments::Wording;
use crate::error::{Carrier, Error, ErrorDetail, ErrorKind, ErrorOrigin};
use crate::transport::HttpResponse;
use crate::wire::{self, Text};

/// The carrier's words for what is wrong with an argument.
pub(super) const WORDING: Wording = Wording { missing, invalid };

/// A required field is missing: code 1001.
pub(super) fn missing(field: &str) -> ErrorDetail {
    placed(ErrorDetail::local(
        "1001",
        "Required Field Missing",
        format!("`{field}` is required"),
        field,
    ))
}

/// A value breaks a rule: code 1002.
pub(super) fn invalid(field: &str, rule: &str) -> ErrorDetail {
    placed(ErrorDetail::local("1002", "Invalid Field", format!("`{field}` {rule}"), field))
}

/// Fields of a request body have a JSON Pointer.
fn placed(detail: ErrorDetail) -> ErrorDetail {
    let source = match detail.field.as_deref() {
        Some(field @ ("did_group_id" | "quantity")) => Some(format!("/order_items/0/{field}")),
        _ => None,
    };
    ErrorDetail { source, ..detail }
}

/// The kind that a documented code stands for.
fn kind_of(code: &str) -> Option<ErrorKind> {
    Some(match code {
        "1000" => ErrorKind::Rejected,
        "1001" | "1002" => ErrorKind::InvalidInput,
        "1003" | "4001" => ErrorKind::NotFound,
        "2000" => ErrorKind::Authentication,
        "2001" => ErrorKind::QuotaExceeded,
        "2002" => ErrorKind::RateLimited,
        "3000" => ErrorKind::NotEnabled,
        "3001" => ErrorKind::InsufficientFunds,
        "4000" | "4002" | "4003" | "4004" => ErrorKind::NotOffered,
        _ => return None,
    })
}

/// The kind that a status stands for, where there is no code that is known.
fn kind_of_status(status: u16) -> ErrorKind {
    match status {
        401 | 403 => ErrorKind::Authentication,
        404 => ErrorKind::NotFound,
        409 => ErrorKind::Conflict,
        429 => ErrorKind::RateLimited,
        500.. => ErrorKind::Server,
        _ => ErrorKind::Rejected,
    }
}

#[derive(Deserialize)]
struct WireErrors {
    api_request_id: Option<Text>,
    errors: Vec<WireError>,
}

#[derive(Deserialize)]
struct WireError {
    code: Option<Text>,
    title: Option<Text>,
    detail: Option<Text>,
    field: Option<Text>,
    source: Option<Text>,
}

impl From<WireError> for ErrorDetail {
    fn from(wire: WireError) -> Self {
        let text = |it: Option<Text>| it.and_then(Text::filled);
        Self {
            origin: ErrorOrigin::Carrier,
            code: text(wire.code),
            title: text(wire.title),
            detail: text(wire.detail),
            field: text(wire.field),
            source: text(wire.source),
        }
    }
}

/// Reads a refusal. The code decides; the status only where no code is known.
pub(super) fn read(answer: &HttpResponse) -> Error {
    let (request_id, details) = match wire::read_json::<WireErrors>(answer) {
        Ok(wire) => (
            wire.api_request_id.and_then(Text::filled),
            wire.errors.into_iter().map(ErrorDetail::from).collect(),
        ),
        Err(_) => (None, Vec::new()),
    };
    let known = details.iter().find_map(|it| kind_of(it.code.as_deref()?));
    let kind = known.unwrap_or_else(|| kind_of_status(answer.status));
    Error::new(kind, sentence(kind, answer.status, &details)).with(|it| {
        it.carrier = Some(Carrier::IdtExpress);
        it.http_status = Some(i32::from(answer.status));
        it.request_id = request_id;
        it.details = details;
    })
}

/// True where the error is a readable refusal of the carrier's own: it did not act.
///
/// A bare 4xx page may be a proxy's, and of 5xx nothing is documented.
pub(super) fn refused(error: &Error) -> bool {
    error.http_status.is_some_and(|status| (400..500).contains(&status))
        && error.details.iter().any(|it| it.origin == ErrorOrigin::Carrier && it.code.is_some())
}

fn sentence(kind: ErrorKind, status: u16, details: &[ErrorDetail]) -> String {
    let said: Vec<String> = details.iter().filter_map(said).collect();
    let said = if said.is_empty() {
        format!("IDT Express answered HTTP {status} without an error object")
    } else {
        format!("IDT Express refused: {}", said.join("; "))
    };
    match advice(kind) {
        Some(advice) => format!("{said}. {advice}"),
        None => format!("{said}."),
    }
}

fn said(detail: &ErrorDetail) -> Option<String> {
    let text = match (detail.title.as_deref(), detail.detail.as_deref()) {
        (Some(title), Some(detail)) if !detail.starts_with(title) => format!("{title}: {detail}"),
        (title, detail) => detail.or(title)?.to_owned(),
    };
    Some(match detail.code.as_deref() {
        Some(code) => format!("{text} (code {code})"),
        None => text,
    })
}

fn advice(kind: ErrorKind) -> Option<&'static str> {
    Some(match kind {
        ErrorKind::Authentication => {
            "Check the API key and secret: the sandbox and the live environment each have a secret \
             of their own."
        }
        ErrorKind::InsufficientFunds => "Nothing was bought.",
        ErrorKind::QuotaExceeded | ErrorKind::NotEnabled => "Ask your IDT Express account manager.",
        _ => return None,
    })
}
