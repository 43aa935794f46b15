//! Strict reading of the emulator's own JSON: every member is known, or the text says which is not.

use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

/// The members of one object, taken out one by one.
#[derive(Debug)]
pub(crate) struct Members(Map<String, Value>);

impl Members {
    /// The members of an object. A bare text stands for `{"fault": text}`.
    pub(crate) fn of(value: &Value) -> Result<Self, String> {
        match value {
            Value::Object(members) => Ok(Self(members.clone())),
            Value::String(fault) => {
                let mut members = Map::new();
                members.insert("fault".to_owned(), Value::from(fault.as_str()));
                Ok(Self(members))
            }
            other => Err(format!("{other} is no object")),
        }
    }

    /// Whether the object still holds a member.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }

    /// Takes a member out; none if it is absent.
    pub(crate) fn take<T: DeserializeOwned>(&mut self, name: &str) -> Result<Option<T>, String> {
        let Some(value) = self.0.remove(name) else { return Ok(None) };
        T::deserialize(&value)
            .map(Some)
            .map_err(|error| format!("member {name:?} cannot be {value}: {error}"))
    }

    /// Takes a member out that must be there.
    pub(crate) fn require<T: DeserializeOwned>(&mut self, name: &str) -> Result<T, String> {
        self.take(name)?.ok_or_else(|| format!("member {name:?} is missing"))
    }

    /// Refuses whatever nobody took.
    pub(crate) fn finish(self) -> Result<(), String> {
        match self.0.keys().next() {
            Some(name) => Err(format!("unknown member {name:?}")),
            None => Ok(()),
        }
    }
}

/// Reads every element of a JSON array, naming the one that is wrong.
pub(crate) fn each<T>(
    list: &Value,
    what: &str,
    read: impl Fn(&Value) -> Result<T, String>,
) -> Result<Vec<T>, String> {
    let Value::Array(elements) = list else { return Err(format!("{what}s are a JSON array")) };
    let numbered = elements.iter().enumerate();
    numbered
        .map(|(index, element)| read(element).map_err(|text| format!("{what} {index}: {text}")))
        .collect()
}
