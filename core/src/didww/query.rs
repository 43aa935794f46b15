//! What a call asks for, checked and sent alike for all calls.

use super::errors;
use super::fieldset::{self, DidwwFieldset};
use super::filters::{self, Filters};
use crate::checks::Checks;
use crate::error::Result;
use crate::operation::{Body, Encoded};
use crate::transport::Method;

/// Where a call goes to.
pub(super) struct Endpoint {
    pub(super) method: Method,
    /// Its second segment is the type that is asked for; an empty one stands for the id.
    pub(super) path: &'static [&'static str],
    /// What callers call the id.
    pub(super) id: &'static str,
    /// The oldest version that knows the call, where that is not the oldest of all.
    pub(super) version: Option<&'static str>,
}

/// What a call asks for, as far as it can.
#[derive(Default)]
pub(super) struct Asked<'a> {
    pub(super) id: Option<&'a str>,
    pub(super) filter: Option<&'a dyn Filters>,
    pub(super) include: &'a [String],
    pub(super) sort: &'a [String],
    pub(super) fields: &'a [DidwwFieldset],
    pub(super) page: Option<i32>,
    pub(super) page_size: Option<i32>,
}

/// Adds what is wrong with what is asked for.
pub(super) fn rules(endpoint: &Endpoint, asked: &Asked<'_>, checks: &mut Checks) {
    if let Some(asked) = asked.id {
        id(endpoint.id, asked, checks);
    }
    let mut named = |field: &str, name: &str| {
        if let Some(problem) = errors::problem_of_name(name) {
            checks.fail(errors::invalid(field, &format!("has a name that {problem}")));
        }
    };
    asked.include.iter().for_each(|it| named("include", it));
    asked.sort.iter().for_each(|it| named("sort", it.strip_prefix('-').unwrap_or(it)));
    for DidwwFieldset { object_type, fields } in asked.fields {
        let field = format!("fields[{object_type}]");
        named(&field, object_type);
        fields.iter().for_each(|it| named(&field, it));
    }
    for DidwwFieldset { object_type, .. } in asked.fields.iter().filter(|it| it.fields.is_empty()) {
        checks.fail(errors::invalid(&format!("fields[{object_type}]"), "names no field"));
    }
    if let Some(wanted) = asked.filter {
        filters::validate(wanted, checks);
    }
    if asked.page.is_some_and(|it| it < 1) {
        checks.fail(errors::invalid("page[number]", "must be 1 or more"));
    }
    if asked.page_size.is_some_and(|it| !(1..=1000).contains(&it)) {
        checks.fail(errors::invalid("page[size]", "must be from 1 to 1000"));
    }
}

/// Adds what is wrong with the id of what is asked for.
pub(super) fn id(field: &str, id: &str, checks: &mut Checks) {
    // Dots would reach another endpoint.
    let problem = if matches!(id, "." | "..") { Some("is made of dots") } else { None };
    if let Some(problem) = problem.or_else(|| errors::problem_of_name(id)) {
        checks.fail(errors::invalid(field, problem));
    }
}

/// A request for what is asked for.
pub(super) fn request(endpoint: &Endpoint, asked: &Asked<'_>) -> Result<Encoded> {
    let joined = |names: &[String]| (!names.is_empty()).then(|| names.join(","));
    let id = asked.id.unwrap_or_default();
    let path: Vec<&str> =
        endpoint.path.iter().map(|it| if it.is_empty() { id } else { it }).collect();
    let mut encoded = address(endpoint.method, &path)?;
    if let Some(wanted) = asked.filter {
        encoded = filters::encode(wanted, encoded);
    }
    encoded = encoded.query("include", joined(asked.include)).query("sort", joined(asked.sort));
    let object_type = path.get(1).copied().unwrap_or_default();
    for fieldset in fieldset::with_links(asked.fields, asked.include, object_type) {
        let name = format!("fields[{}]", fieldset.object_type);
        encoded = encoded.query(&name, Some(fieldset.fields.join(",")));
    }
    encoded = encoded.query("page[number]", asked.page).query("page[size]", asked.page_size);
    encoded.oldest_version = endpoint.version.map(|it| (VERSION_HEADER, it));
    Ok(encoded)
}

/// A request that sends this JSON.
pub(super) fn body(method: Method, path: &[&str], json: String) -> Result<Encoded> {
    let body = Some(Body::Json(json.into_bytes()));
    Ok(Encoded { body, ..address(method, path)? })
}

/// The same, by a version that knows the call, whatever the client's own: later ones are kept.
pub(super) fn at_version(mut encoded: Encoded, version: &'static str) -> Encoded {
    encoded.oldest_version = Some((VERSION_HEADER, version));
    encoded
}

/// A request that makes or changes an object of this type.
pub(super) fn written(
    method: Method,
    path: &[&str],
    attributes: &[(&str, Option<String>)],
    links: &[(&str, Option<String>)],
) -> Result<Encoded> {
    let id = path.get(2).map(|it| quoted(it));
    let object_type = path.get(1).map(|it| quoted(it));
    let part = |members| Some(object(members)).filter(|it| it != "{}");
    let data = object(&[
        ("id", id),
        ("type", object_type),
        ("attributes", part(attributes)),
        ("relationships", part(links)),
    ]);
    body(method, path, object(&[("data", Some(data))]))
}

/// A link to one object of this type, as it is written.
pub(super) fn link(object_type: &str, id: &str) -> String {
    let one = object(&[("type", Some(quoted(object_type))), ("id", Some(quoted(id)))]);
    object(&[("data", Some(one))])
}

/// Links to objects of this type, as they are written.
pub(super) fn links(object_type: &str, ids: &[&str]) -> String {
    let object_type = quoted(object_type);
    let one = |id: &&str| object(&[("type", Some(object_type.clone())), ("id", Some(quoted(id)))]);
    let all: Vec<String> = ids.iter().map(one).collect();
    format!("{{\"data\":[{}]}}", all.join(","))
}

/// An object, written as text: what builds it as values is code of two thousand bytes each time.
pub(super) fn object(members: &[(&str, Option<String>)]) -> String {
    let mut text = String::from("{");
    for (name, value) in members {
        if let Some(value) = value {
            let comma = if text.len() > 1 { "," } else { "" };
            text.extend([comma, &quoted(name), ":", value]);
        }
    }
    text + "}"
}

/// Text as JSON writes it.
pub(super) fn quoted(text: &str) -> String {
    // A `Value` that is displayed brings half of std's errors along, into browsers too.
    serde_json::to_string(text).unwrap_or_default()
}

/// The carrier wants both headers on every request, a `GET` included.
pub(super) fn address(method: Method, path: &[&str]) -> Result<Encoded> {
    Ok(Encoded::new(method, path)?.accept(MEDIA_TYPE).content_type(MEDIA_TYPE))
}

/// What says which version of the API a request is for.
pub(super) const VERSION_HEADER: &str = "x-didww-api-version";

/// JSON:API; parameters to it are refused.
const MEDIA_TYPE: &str = "application/vnd.api+json";
