//! How IDT Express refuses: its error object and its codes.

use telnum_wire::Json;

use crate::arguments::Wording;
use crate::error::{Carrier, Error, ErrorDetail, ErrorKind, ErrorOrigin, unstopped};
use crate::operation::Refusal;
use crate::transport::HttpResponse;
use crate::wire;

/// The carrier's words for what is wrong with an argument.
pub(super) const WORDING: Wording = Wording { missing, invalid };

/// A required field is missing: code 1001.
pub(super) fn missing(field: &str) -> ErrorDetail {
    ErrorDetail::local("1001", "Required Field Missing", format!("`{field}` is required"), field)
}

/// A value breaks a rule: code 1002.
pub(super) fn invalid(field: &str, rule: &str) -> ErrorDetail {
    ErrorDetail::local("1002", "Invalid Field", format!("`{field}` {rule}"), field)
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

/// Reads a refusal. The code decides; the status only where no code is known.
pub(super) fn read(answer: &HttpResponse) -> Refusal {
    let text = wire::text(answer);
    let body = Json::read(&text);
    let member = |name| body.and_then(|it| it.member(name));
    let details = details(member("errors"));
    let request_id = scalar(body, "api_request_id");
    let known = details.iter().find_map(|it| kind_of(it.code.as_deref()?));
    let kind = known.unwrap_or_else(|| kind_of_status(answer.status));
    // A bare 4xx page, or an envelope with foreign codes, may be a proxy's; of 5xx nothing is documented.
    let is_the_carriers = request_id.is_some()
        || member("status").is_some_and(|it| it.get() == answer.status.to_string());
    let did_not_act = (400..500).contains(&answer.status) && known.is_some() && is_the_carriers;
    let error = Error::new(kind, sentence(kind, answer.status, &details)).with(|it| {
        it.carrier = Some(Carrier::IdtExpress);
        it.http_status = Some(i32::from(answer.status));
        it.request_id = request_id;
        it.details = details;
    });
    Refusal { error, did_not_act }
}

/// The error objects of a body: a list as documented, or one alone.
fn details(errors: Option<Json<'_>>) -> Vec<ErrorDetail> {
    let list = errors.map(|it| it.items().unwrap_or_else(|| vec![it]));
    let list = list.into_iter().flatten().take(MOST_DETAILS).map(Some);
    list.map(|error| ErrorDetail {
        origin: ErrorOrigin::Carrier,
        code: scalar(error, "code"),
        title: scalar(error, "title"),
        detail: scalar(error, "detail"),
        field: scalar(error, "field"),
        source: scalar(error, "source"),
        meta: None,
    })
    .filter(|it| it.code.is_some() || it.title.is_some() || it.detail.is_some())
    .collect()
}

/// A body may hold a million errors, or one of a megabyte; nobody reads them.
const MOST_DETAILS: usize = 50;
const LONGEST_TEXT: usize = 500;

fn scalar(object: Option<Json<'_>>, member: &str) -> Option<String> {
    let text = object?.member(member)?.text()?;
    let text: String = text.trim().chars().take(LONGEST_TEXT).collect();
    Some(text).filter(|it| !it.is_empty())
}

fn sentence(kind: ErrorKind, status: u16, details: &[ErrorDetail]) -> String {
    let said: Vec<String> = details.iter().take(5).filter_map(said).collect();
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
    let text = unstopped(&text);
    Some(match detail.code.as_deref() {
        Some(code) => format!("{text} (code {code})"),
        None => text.to_owned(),
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
