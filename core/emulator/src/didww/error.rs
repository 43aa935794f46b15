//! DIDWW's refusals: a list of JSON:API errors.

use super::switches::Switches;
use super::usd::Usd;
use super::version::Version;
use super::wire::answer;
use crate::message::Response;
use serde::Serialize;
use serde_json::{Value, json};
use std::borrow::Cow;

/// A refusal: an HTTP status and all that is wrong.
#[derive(Clone, Debug)]
pub(crate) struct Failure {
    status: u16,
    errors: Vec<ErrorObject>,
    retry_after_s: Option<u32>,
}

/// One thing that is wrong.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ErrorObject {
    title: Cow<'static, str>,
    detail: String,
    code: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<Source>,
    status: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    meta: Option<Box<Value>>,
}

#[derive(Clone, Debug, Serialize)]
struct Source {
    pointer: String,
}

impl Failure {
    /// A refusal with the HTTP status as its code.
    pub(crate) fn of(
        status: u16,
        code: &'static str,
        title: impl Into<Cow<'static, str>>,
        detail: impl Into<String>,
    ) -> Self {
        let error = ErrorObject {
            title: title.into(),
            detail: detail.into(),
            code,
            source: None,
            status: status.to_string(),
            meta: None,
        };
        Self { status, errors: vec![error], retry_after_s: None }
    }

    /// A refusal of wrong parameters.
    pub(crate) fn parameters(errors: Vec<ErrorObject>) -> Self {
        Self { status: 400, errors, retry_after_s: None }
    }

    /// No credential, or a wrong one.
    pub(crate) fn unauthorized() -> Self {
        Self::of(401, "401", "Unauthorized", "Authorization failed")
    }

    /// No such object, or another customer's.
    pub(crate) fn no_record(id: &str) -> Self {
        let detail = format!("The record identified by {id} could not be found.");
        Self::of(404, "404", "Record not found", detail)
    }

    /// What is not switched on for the account.
    pub(crate) fn forbidden() -> Self {
        Self::of(403, "403", "Forbidden", "Available DIDs are not enabled for this account.")
    }

    /// Numbers that were asked for with less than three digits and without a place.
    pub(crate) fn too_wide() -> Self {
        let detail = "number_contains requires at least 3 digits or a coverage filter.";
        Self::of(400, "107", "Invalid filter value", detail)
    }

    /// One number more than may be reserved.
    pub(crate) fn too_many_reservations() -> Self {
        Self::invalid_all(vec![ErrorObject::general("The limit of reserved numbers is reached")])
    }

    /// Too little money, in the words of a version.
    pub(crate) fn funds(version: Version, available: Usd, cost: Usd) -> Self {
        let newer = version >= Version::V2026April;
        let title = if newer { "Insufficient balance" } else { "Insufficient funds" };
        let mut failure = Self::of(400, "400", title, title);
        let meta = json!({"available_balance": available.text(1), "total_cost": cost.text(1)});
        failure.errors.iter_mut().for_each(|it| it.meta = newer.then(|| Box::new(meta.clone())));
        failure
    }

    /// A customer who may only read.
    pub(crate) fn read_only() -> Self {
        Self::of(403, "403", "Forbidden", "The customer is in read-only mode.")
    }

    /// Changes that would break rules.
    pub(crate) fn invalid_all(errors: Vec<ErrorObject>) -> Self {
        Self { status: 422, errors, retry_after_s: None }
    }

    /// Too many requests.
    pub(crate) fn throttled(retry_after_s: Option<u32>) -> Self {
        let detail = "The emulator's limit of requests a second was passed.";
        Self { retry_after_s, ..Self::of(429, "429", "Too many requests", detail) }
    }

    /// A change that would break a rule.
    pub(super) fn invalid(title: &'static str, field: &str, pointer: &str) -> Self {
        Self::invalid_all(vec![ErrorObject::invalid(title, field, pointer)])
    }

    /// The answer.
    pub(crate) fn response(mut self, switches: &Switches) -> Response {
        if !switches.collect_errors {
            self.errors.truncate(1);
        }
        let errors = if switches.errors_object {
            let details = self.errors.iter().map(|error| error.detail.clone());
            json!({"base": details.collect::<Vec<_>>()})
        } else {
            serde_json::to_value(&self.errors).unwrap_or_default()
        };
        let body = json!({"errors": errors}).to_string();
        let response = answer(self.status, body.into_bytes(), switches);
        match self.retry_after_s {
            Some(seconds) => response.with_header("retry-after", seconds.to_string()),
            None => response,
        }
    }
}

/// The errors of parameters, by the codes of the carrier.
impl ErrorObject {
    /// 101: an unknown type in `fields[…]`.
    pub(crate) fn resource(name: &str) -> Self {
        Self::bad("101", "Invalid resource", format!("{name} is not a valid resource."))
    }

    /// 102: an unknown filter.
    pub(crate) fn filter(name: &str) -> Self {
        Self::bad("102", "Filter not allowed", format!("{name} is not allowed."))
    }

    /// 104: an unknown field.
    pub(crate) fn field(name: &str, kind: &str) -> Self {
        Self::bad("104", "Invalid field", format!("{name} is not a valid field for {kind}."))
    }

    /// 106: what has to be there.
    pub(crate) fn missing(name: &str) -> Self {
        let detail = format!("The required parameter, {name}, is missing.");
        Self::bad("106", "Missing Parameter", detail)
    }

    /// 105: an unknown parameter.
    pub(crate) fn parameter(name: &str) -> Self {
        Self::bad("105", "Param not allowed", format!("{name} is not allowed."))
    }

    /// 107: a filter's value is none.
    pub(crate) fn filter_value(value: &str, name: &str) -> Self {
        let detail = format!("{value} is not a valid value for {name}.");
        Self::bad("107", "Invalid filter value", detail)
    }

    /// 107: a time before what is kept.
    pub(crate) fn too_old() -> Self {
        let detail = "Date must be within the last 90 days.".to_owned();
        Self::bad("107", "Invalid filter value", detail)
    }

    /// 112: something that cannot be included.
    pub(crate) fn include(name: &str, kind: &str) -> Self {
        let detail = format!("{name} is not a valid includable relationship of {kind}");
        Self::bad("112", "Invalid include", detail)
    }

    /// 114: nothing to sort by.
    pub(crate) fn sort(name: &str, kind: &str) -> Self {
        let detail = format!("{name} is not a valid sort criteria for {kind}");
        Self::bad("114", "Invalid sort criteria", detail)
    }

    /// 118: no number of a page, or no size.
    pub(crate) fn page(value: &str, name: &str) -> Self {
        let detail = format!("{value} is not a valid value for {name} page parameter.");
        Self::bad("118", "Invalid page value", detail)
    }

    /// 118: a page that is too large.
    pub(crate) fn page_size(most: u32) -> Self {
        let detail = format!("size exceeds maximum page size of {most}.");
        Self::bad("118", "Invalid page value", detail)
    }

    /// 109: a change that does not say what it changes.
    pub(crate) fn no_key() -> Self {
        let detail = "The resource object does not contain a key.".to_owned();
        Self::bad("109", "A key is required", detail)
    }

    /// 110: a change of something else than its path says.
    pub(crate) fn other_key(id: &str) -> Self {
        let detail = format!("The URL does not support the key {id}");
        Self::bad("110", "Key is not included in URL", detail)
    }

    /// 100: a field's value breaks a rule.
    pub(crate) fn invalid(title: impl Into<Cow<'static, str>>, field: &str, pointer: &str) -> Self {
        let title = title.into();
        let detail = format!("{field} - {title}");
        Self::unprocessable(title, detail, pointer)
    }

    /// 100: the attribute of this name breaks a rule.
    pub(crate) fn attribute(title: impl Into<Cow<'static, str>>, field: &str) -> Self {
        Self::invalid(title, field, &format!("/data/attributes/{field}"))
    }

    /// 100: the whole breaks a rule.
    pub(crate) fn general(title: &'static str) -> Self {
        Self::unprocessable(title.into(), title.to_owned(), "/data")
    }

    /// 100: with a detail that does not follow from its title.
    pub(crate) fn unprocessable(title: Cow<'static, str>, detail: String, pointer: &str) -> Self {
        let source = Some(Source { pointer: pointer.to_owned() });
        Self { title, detail, code: "100", source, status: "422".to_owned(), meta: None }
    }

    fn bad(code: &'static str, title: &'static str, detail: String) -> Self {
        let (title, status) = (title.into(), "400".to_owned());
        Self { title, detail, code, source: None, status, meta: None }
    }
}
