//! How DIDWW refuses: JSON:API error objects, their codes, and the shapes that differ from them.

use std::borrow::Cow;

use telnum_wire::Json;

use crate::arguments::Wording;
use crate::error::{Carrier, Error, ErrorDetail, ErrorKind, ErrorOrigin, unstopped};
use crate::find::{around, holds};
use crate::operation::Refusal;
use crate::transport::HttpResponse;
use crate::{credentials, wire};

/// The carrier's words for what is wrong with an argument.
pub(super) const WORDING: Wording = Wording { missing, invalid };

/// A required parameter is missing: code 106.
pub(super) fn missing(field: &str) -> ErrorDetail {
    ErrorDetail::local("106", "Missing parameter", format!("`{field}` is required"), field)
}

/// A parameter breaks a rule, with the code that the carrier gives to its kind.
pub(super) fn invalid(field: &str, rule: &str) -> ErrorDetail {
    // Two parameters have short names as arguments, and brackets on the wire.
    let (argument, field) = match field {
        "page" | "page[number]" => ("page", "page[number]"),
        "page_size" | "page[size]" => ("page_size", "page[size]"),
        other => (other, other),
    };
    let (code, title) = match field.split_once('[').map_or(field, |(it, _)| it) {
        "page" | "pages_ahead" => ("118", "Invalid page value"),
        "include" => ("112", "Invalid include"),
        "sort" => ("114", "Invalid sort criteria"),
        "fields" => ("104", "Invalid field"),
        "filter" | "other_filters" => ("107", "Invalid filter value"),
        _ => ("105", "Param not allowed"),
    };
    ErrorDetail::local(code, title, format!("`{argument}` {rule}"), field)
}

/// The error of a parameter that breaks a rule which shows only once something was looked at.
pub(super) fn refused(field: &str, rule: &str) -> Error {
    Error::invalid_input(Carrier::Didww, vec![invalid(field, rule)])
}

/// A filter that telnum does not know: code 102.
pub(super) fn unknown_filter(name: &str) -> ErrorDetail {
    let field = format!("filter[{name}]");
    let text = format!("`{field}` is no filter that telnum knows; put it in `other_filters`");
    ErrorDetail::local("102", "Filter not allowed", text, &field)
}

/// Ids have 36, and references 100; a longer text is something else by mistake.
const LONGEST_NAME: usize = 255;

/// What is wrong with a name that is sent as it is, so that it stays one name.
pub(super) fn problem_of_name(name: &str) -> Option<&'static str> {
    if name.is_empty() {
        Some("is empty")
    } else if name.chars().nth(LONGEST_NAME).is_some() {
        Some("has more than 255 characters")
    } else if name.contains([',', '"', '[', ']']) {
        Some("holds a comma, a quote or a bracket")
    } else if name.chars().any(|it| it.is_control() || it.is_whitespace()) {
        Some("holds white space or control characters")
    } else {
        None
    }
}

/// The kind that an error's code stands for; 400 has several meanings, which its title tells apart.
fn kind_of(error: &ErrorDetail) -> Option<ErrorKind> {
    let says = |word: &str| error.title.as_deref().is_some_and(|it| holds(it, word));
    Some(match error.code.as_deref()? {
        "400" if says("Insufficient") => ErrorKind::InsufficientFunds,
        "400" | "100" | "101" | "102" | "103" | "104" | "105" | "106" | "107" | "108" | "109"
        | "110" | "111" | "112" | "113" | "114" | "115" | "116" | "117" | "118" | "422" => {
            ErrorKind::InvalidInput
        }
        "401" => ErrorKind::Authentication,
        "403" => ErrorKind::NotEnabled,
        "404" => ErrorKind::NotFound,
        "406" | "415" => ErrorKind::Rejected,
        "409" => ErrorKind::Conflict,
        "429" => ErrorKind::RateLimited,
        "500" => ErrorKind::Server,
        _ => return None,
    })
}

/// The kind that a status stands for, where there is no code that is known.
fn kind_of_status(status: u16) -> ErrorKind {
    match status {
        400 | 422 => ErrorKind::InvalidInput,
        401 => ErrorKind::Authentication,
        403 => ErrorKind::NotEnabled,
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
    let body = Json::read(&text).and_then(Json::members);
    let body = body.unwrap_or_default();
    let details = details(&body);
    let known = details.iter().find_map(kind_of);
    let kind = match known {
        // What a failing server says of the request proves nothing.
        _ if answer.status >= 500 => ErrorKind::Server,
        Some(kind) => kind,
        None => kind_of_status(answer.status),
    };
    // A proxy's own error object, or its timeout, proves nothing.
    let is_its_own = named(&body, "errors").is_some() && !details.is_empty();
    let did_not_act = (400..500).contains(&answer.status) && answer.status != 408 && is_its_own;
    let error = Error::new(kind, sentence(kind, answer.status, &details)).with(|it| {
        it.carrier = Some(Carrier::Didww);
        it.http_status = Some(i32::from(answer.status));
        it.details = details;
    });
    Refusal { error, did_not_act }
}

/// The error objects of a body: a list as documented, one alone, or messages by field.
fn details(body: &Members<'_>) -> Vec<ErrorDetail> {
    let errors = named(body, "errors");
    let list = errors.and_then(Json::items);
    let mut details: Vec<ErrorDetail> = match (list, errors.and_then(Json::members)) {
        (Some(errors), _) => errors.into_iter().take(MOST_DETAILS).map(detail).collect(),
        (None, Some(members)) => {
            let is_error_object = ["title", "detail", "code", "status"]
                .iter()
                .any(|name| named(&members, name).is_some_and(|it| it.items().is_none()));
            match (is_error_object, errors) {
                (true, Some(error)) => vec![detail(error)],
                _ => members.iter().flat_map(|(field, it)| by_field(field, *it)).collect(),
            }
        }
        _ => named(body, "error").map(|it| said_only(None, it)).into_iter().collect(),
    };
    details.retain(|it| it.code.is_some() || it.title.is_some() || it.detail.is_some());
    details.truncate(MOST_DETAILS);
    details
}

type Members<'a> = Vec<(Cow<'a, str>, Json<'a>)>;

fn named<'a>(members: &Members<'a>, wanted: &str) -> Option<Json<'a>> {
    members.iter().find(|(name, _)| name == wanted).map(|it| it.1)
}

fn detail(error: Json<'_>) -> ErrorDetail {
    let Some(members) = error.members() else { return said_only(None, error) };
    let said = |name| scalar(named(&members, name));
    let source = named(&members, "source").and_then(Json::members).unwrap_or_default();
    let (pointer, parameter) =
        (scalar(named(&source, "pointer")), scalar(named(&source, "parameter")));
    let detail = said("detail");
    let field = pointer.as_deref().and_then(field_of_pointer);
    let refused = detail.as_deref().and_then(refused_name);
    // Cut short, it would be no JSON.
    let meta = named(&members, "meta").filter(|it| (3..=LONGEST_META).contains(&it.get().len()));
    ErrorDetail {
        origin: ErrorOrigin::Carrier,
        code: said("code").or_else(|| said("status")),
        title: said("title"),
        field: field.map(str::to_owned).or(parameter).or(refused.map(str::to_owned)),
        detail,
        source: pointer,
        meta: meta.filter(|it| it.get() != "null").map(|it| credentials::concealed(it.get())),
    }
}

/// The part of a pointer that names a field: `/data/attributes/items/0/qty` is about `items/0/qty`.
fn field_of_pointer(pointer: &str) -> Option<&str> {
    let parts = ["/data/attributes/", "/data/relationships/"];
    parts.iter().find_map(|it| pointer.strip_prefix(it)).filter(|it| !it.is_empty())
}

/// The name in front of `… is not allowed.` and `… is not a valid …`.
fn refused_name(detail: &str) -> Option<&str> {
    let (name, _) = around(detail, " is not ")?;
    (!name.contains(' ')).then_some(name)
}

/// As encrypted files are refused in older versions: `{"base": ["outdated fingerprint"]}`.
fn by_field(field: &str, messages: Json<'_>) -> Vec<ErrorDetail> {
    let list = messages.items().unwrap_or_else(|| vec![messages]);
    list.into_iter().map(|it| said_only(Some(field), it)).collect()
}

fn said_only(field: Option<&str>, message: Json<'_>) -> ErrorDetail {
    ErrorDetail {
        origin: ErrorOrigin::Carrier,
        code: None,
        title: None,
        detail: scalar(Some(message)),
        field: field.map(|it| it.chars().take(LONGEST_TEXT).collect()),
        source: None,
        meta: None,
    }
}

/// A body may hold a million errors, or one of a megabyte; nobody reads them.
const MOST_DETAILS: usize = 50;
const LONGEST_TEXT: usize = 500;
const LONGEST_META: usize = 4000;

fn scalar(value: Option<Json<'_>>) -> Option<String> {
    let text: String = value?.text()?.trim().chars().take(LONGEST_TEXT).collect();
    Some(text).filter(|it| !it.is_empty())
}

fn sentence(kind: ErrorKind, status: u16, details: &[ErrorDetail]) -> String {
    let said: Vec<String> = details.iter().take(5).filter_map(said).collect();
    let said = if said.is_empty() {
        format!("DIDWW answered HTTP {status} without an error object")
    } else {
        format!("DIDWW refused: {}", said.join("; "))
    };
    match advice(kind) {
        Some(advice) => format!("{said}. {advice}"),
        None => format!("{said}."),
    }
}

fn said(detail: &ErrorDetail) -> Option<String> {
    let text = match (detail.title.as_deref(), detail.detail.as_deref()) {
        (Some(title), Some(detail)) if !holds(detail, title) => format!("{title}: {detail}"),
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
            "Check the API key or the token: the sandbox and the live environment each have their own."
        }
        ErrorKind::NotEnabled => "Ask DIDWW: the account may be in read-only mode.",
        ErrorKind::RateLimited => "DIDWW takes 20 requests a second with a key.",
        _ => return None,
    })
}
