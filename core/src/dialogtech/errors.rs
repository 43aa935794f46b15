//! How DialogTech refuses: with HTTP 200, the word `failed` and free text.

use super::answer::{self, Answer};
use crate::arguments::Wording;
use crate::error::{Error, ErrorDetail, ErrorKind, ErrorOrigin, unstopped};
use crate::find::find;
use crate::operation::Refusal;
use crate::transport::HttpResponse;
use crate::wire;

/// How what is wrong with an argument is said. The carrier has neither codes nor titles.
pub(super) const WORDING: Wording = Wording { missing, invalid };

/// A required argument is missing.
pub(super) fn missing(field: &str) -> ErrorDetail {
    detail(ErrorOrigin::Local, format!("`{field}` is required"), Some(field))
}

/// A value breaks a rule.
pub(super) fn invalid(field: &str, rule: &str) -> ErrorDetail {
    detail(ErrorOrigin::Local, format!("`{field}` {rule}"), Some(field))
}

fn detail(origin: ErrorOrigin, text: String, field: Option<&str>) -> ErrorDetail {
    ErrorDetail {
        origin,
        code: None,
        title: None,
        detail: Some(text),
        field: field.map(str::to_owned),
        source: None,
        meta: None,
    }
}

/// Reads a refusal: the carrier's own word, or a status that proves nothing.
pub(super) fn read(answer: &HttpResponse) -> Refusal {
    match Answer::read(answer) {
        Answer::Failed { text } if answer.status == 200 => {
            Refusal { error: failed(text), did_not_act: true }
        }
        // The carrier is not known to use another status: a proxy, or a server amid its work.
        _ => {
            let text = format!("DialogTech answered HTTP {}", answer.status);
            let error = Error::new(kind_of_status(answer.status), format!("{text}."));
            Refusal { error: excerpted(error, answer), did_not_act: false }
        }
    }
}

/// An answer that is neither a refusal nor a readable order, with what could be read of it.
pub(super) fn unreadable(answer: &HttpResponse, read: &Answer) -> Error {
    let why = match read {
        Answer::Unreadable { why, numbers } if numbers.is_empty() => why.clone(),
        // Whoever looks in the portal knows what to look for.
        Answer::Unreadable { why, numbers } => format!("{why}; it names {}", numbers.join(", ")),
        Answer::Failed { text } => format!("it says failed with HTTP {}: {text}", answer.status),
        Answer::Bought { .. } => String::new(),
    };
    excerpted(wire::unreadable(&why), answer)
}

fn failed(text: String) -> Error {
    let kind = kind_of(&text).unwrap_or(ErrorKind::Rejected);
    let said = if text.is_empty() { "without saying why" } else { unstopped(&text) };
    let advice = match kind {
        ErrorKind::Authentication => " Check the access key and the secret access key.",
        _ => "",
    };
    let said = format!("DialogTech refused: {said}. Nothing was bought.{advice}");
    let details = match text.is_empty() {
        true => Vec::new(),
        false => vec![detail(ErrorOrigin::Carrier, text, None)],
    };
    Error::new(kind, said).with(|it| it.details = details)
}

/// The kind that a known text stands for. The carrier documents no texts; this one is what its
/// `general.login` says of a user it does not know.
fn kind_of(text: &str) -> Option<ErrorKind> {
    text.eq_ignore_ascii_case("INVALID ACCOUNT").then_some(ErrorKind::Authentication)
}

fn kind_of_status(status: u16) -> ErrorKind {
    match status {
        401 | 403 => ErrorKind::Authentication,
        404 => ErrorKind::NotFound,
        429 => ErrorKind::RateLimited,
        500.. => ErrorKind::Server,
        _ => ErrorKind::Rejected,
    }
}

/// The beginning of the answer itself: the document type that may come before it says nothing.
fn excerpted(error: Error, answer: &HttpResponse) -> Error {
    let text = answer::text_of(&answer.body);
    let text = find(&text, "<response").and_then(|at| text.get(at..)).unwrap_or(&text);
    error.with(|it| {
        it.excerpt = Some(text.chars().take(LONGEST_EXCERPT).collect())
            .filter(|it: &String| !it.trim().is_empty());
    })
}

/// Longer than what is kept in the end, so that no half of a secret is left there.
const LONGEST_EXCERPT: usize = 4000;
