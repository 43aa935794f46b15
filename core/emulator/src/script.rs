//! Scripts: steps that answer the next requests, one each.

use crate::fault::{self, Fault};
use crate::members::{self, Members};
use crate::message::Response;
use serde_json::Value;
use std::collections::BTreeMap;

/// What answers one request.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Step {
    /// The emulator's own behaviour.
    Own,
    /// An answer made up beforehand; the carrier's state stays untouched.
    Canned(Response),
    /// A fault.
    Fault(Fault),
}

impl Step {
    /// Reads a list of steps; the text of an error names the step.
    pub(crate) fn read_all(steps: &Value) -> Result<Vec<Self>, String> {
        members::each(steps, "step", Self::read)
    }

    fn read(step: &Value) -> Result<Self, String> {
        let mut members = Members::of(step)?;
        let step = if members.has("fault") {
            Self::Fault(Fault::take(&mut members)?)
        } else if members.has("own") {
            match members.require("own")? {
                true => Self::Own,
                false => return Err("member \"own\" can only be true".to_owned()),
            }
        } else if members.has("status") {
            Self::Canned(canned(&mut members)?)
        } else {
            return Err("a step has one of \"status\", \"own\" and \"fault\"".to_owned());
        };
        members.finish()?;
        Ok(step)
    }
}

fn canned(members: &mut Members) -> Result<Response, String> {
    let status = fault::status(members.require("status")?)?;
    let (body, content_type) = match (members.take::<Value>("body")?, members.take("text")?) {
        (Some(_), Some(_)) => return Err("a step has a \"body\" or a \"text\"".to_owned()),
        (Some(json), None) => (json.to_string().into_bytes(), Some("application/json")),
        (None, Some(text)) => (String::into_bytes(text), Some("text/html")),
        (None, None) => (Vec::new(), None),
    };
    let mut headers = Vec::new();
    for (name, value) in members.take::<BTreeMap<String, String>>("headers")?.unwrap_or_default() {
        headers.push((header_name(name)?, fault::header(value)?));
    }
    let typed = headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("content-type"));
    if let (Some(content_type), false) = (content_type, typed) {
        headers.push(("content-type".to_owned(), content_type.to_owned()));
    }
    Ok(Response { status, headers, body })
}

fn header_name(name: String) -> Result<String, String> {
    let token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    if name.is_empty() || !name.bytes().all(token) {
        return Err(format!("{name:?} is no header name"));
    }
    Ok(name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn canned_answers_bring_their_type() {
        let steps = json!([
            {"status": 200, "body": {"a": 1}, "headers": {"retry-after": "2"}},
            {"status": 502, "text": "<html>"},
            {"status": 200, "text": "<x/>", "headers": {"Content-Type": "application/xml"}},
            {"status": 204},
        ]);
        let steps = Step::read_all(&steps).unwrap();
        let types: Vec<Option<String>> = steps
            .iter()
            .map(|step| match step {
                Step::Canned(response) => response
                    .headers
                    .iter()
                    .find(|(name, _)| name.eq_ignore_ascii_case("content-type"))
                    .map(|(_, value)| value.clone()),
                other => panic!("{other:?}"),
            })
            .collect();
        let expected = ["application/json", "text/html", "application/xml"];
        assert_eq!(types[..3], expected.map(|text| Some(text.to_owned())));
        assert_eq!(types[3], None);
    }

    #[test]
    fn mistakes_name_the_step() {
        let error = |steps: Value| Step::read_all(&steps).unwrap_err();
        assert_eq!(error(json!({})), "steps are a JSON array");
        assert_eq!(
            error(json!([{"own": true}, {"own": true, "x": 1}])),
            r#"step 1: unknown member "x""#
        );
        assert!(error(json!(["rest_after"])).starts_with(r#"step 0: unknown fault "rest_after""#));
        assert_eq!(error(json!([{"fault": "delay"}])), r#"step 0: member "seconds" is missing"#);
        assert!(error(json!([{"fault": "delay", "seconds": -1}])).contains("-1 seconds"));
        assert!(error(json!([{"fault": "status", "status": 99}])).contains("status 99"));
        assert!(error(json!([{"fault": "huge", "bytes": "9"}])).contains("bytes"));
        assert!(error(json!([{"fault": "redirect"}])).contains("location"));
        assert!(error(json!([{"status": 200, "body": 1, "text": "x"}])).contains("or a"));
        assert!(error(json!([{"status": 200, "headers": {"a b": "x"}}])).contains("header name"));
        assert!(error(json!([{"status": 200, "headers": {"a": "x\r\ny"}}])).contains("value"));
        assert!(error(json!([7])).contains("7 is no object"));
        assert!(error(json!([{}])).contains("one of"));
    }
}
