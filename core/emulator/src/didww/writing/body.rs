//! The document that a request sends: one object with its attributes and relationships.

use super::Reading;
use crate::didww::error::{ErrorObject, Failure};
use serde_json::{Map, Value};

/// The object that was sent.
#[derive(Debug)]
pub(super) struct Body {
    data: Value,
}

impl Body {
    /// Reads it, and checks that it is of the type that its path names.
    pub(super) fn read(reading: Reading<'_>) -> Result<Self, Failure> {
        let mut body: Value = serde_json::from_slice(&reading.ask.request.body).map_err(|_| {
            Failure::of(400, "400", "Bad Request", "The request body is not a JSON document.")
        })?;
        let data = body.get_mut("data").filter(|it| it.is_object()).map(Value::take);
        let data = data.ok_or_else(|| bad(ErrorObject::missing("data")))?;
        let kind = data.get("type").and_then(Value::as_str).unwrap_or_default();
        if kind != reading.kind.name(reading.version) {
            return Err(bad(ErrorObject::resource(kind)));
        }
        Ok(Self { data })
    }

    /// Reads a change of the object of this id.
    pub(super) fn change(reading: Reading<'_>, id: &str) -> Result<Self, Failure> {
        let body = Self::read(reading)?;
        match body.data.get("id").and_then(Value::as_str) {
            None => Err(bad(ErrorObject::no_key())),
            Some(named) if named != id => Err(bad(ErrorObject::other_key(named))),
            Some(_) => Ok(body),
        }
    }

    /// Refuses attributes and relationships of other names.
    pub(super) fn only(&self, attributes: &[&str], relationships: &[&str]) -> Result<(), Failure> {
        let mut unknown = Vec::new();
        for (member, known) in [("attributes", attributes), ("relationships", relationships)] {
            let names = self.data.get(member).and_then(Value::as_object);
            not_allowed(names, known, &mut unknown);
        }
        if unknown.is_empty() { Ok(()) } else { Err(Failure::parameters(unknown)) }
    }

    /// An attribute that was sent.
    pub(super) fn attribute(&self, name: &str) -> Option<&Value> {
        self.data.get("attributes")?.get(name)
    }

    /// The text of an attribute.
    pub(super) fn text(&self, name: &str) -> Option<&str> {
        self.attribute(name).and_then(Value::as_str)
    }

    /// Where a relationship shall lead: a type and an id, or nowhere; none if it was not sent.
    pub(super) fn relationship(&self, name: &str) -> Option<Option<(&str, &str)>> {
        let data = self.data.get("relationships")?.get(name)?.get("data")?;
        let text = |name| data.get(name).and_then(Value::as_str).unwrap_or_default();
        Some((!data.is_null()).then(|| (text("type"), text("id"))))
    }
}

impl Body {
    /// Where a relationship to many shall lead; the inner none is what is no list.
    pub(super) fn relationships(&self, name: &str) -> Option<Option<Vec<(&str, &str)>>> {
        let data = self.data.get("relationships")?.get(name)?.get("data");
        let one = |it| text_of(it, "type").zip(text_of(it, "id")).unwrap_or_default();
        Some(data.and_then(Value::as_array).map(|all| all.iter().map(one).collect()))
    }
}

fn text_of<'a>(value: &'a Value, name: &str) -> Option<&'a str> {
    value.get(name).and_then(Value::as_str)
}

/// Names each member that is not known.
pub(super) fn not_allowed(
    members: Option<&Map<String, Value>>,
    known: &[&str],
    errors: &mut Vec<ErrorObject>,
) {
    let names = members.into_iter().flat_map(Map::keys);
    let unknown = names.filter(|it| !known.contains(&it.as_str()));
    errors.extend(unknown.map(|it| ErrorObject::parameter(it)));
}

/// A refusal of what cannot be understood.
pub(super) fn bad(error: ErrorObject) -> Failure {
    Failure::parameters(vec![error])
}
