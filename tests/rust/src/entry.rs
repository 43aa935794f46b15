//! The form of an entry; a member that is not in it makes the entry fail.

use std::path::Path;

use serde::Deserialize;
use serde_json::{Map, Value};

/// One behaviour.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Entry {
    pub(crate) name: String,
    #[serde(rename = "about")]
    pub(crate) _about: String,
    #[serde(default, rename = "decides")]
    pub(crate) _decides: Vec<String>,
    #[serde(default)]
    pub(crate) needs: Vec<String>,
    #[serde(default)]
    pub(crate) http: bool,
    #[serde(default)]
    pub(crate) emulator: Setting,
    #[serde(default)]
    pub(crate) client: Map<String, Value>,
    #[serde(default)]
    pub(crate) before: Vec<Step>,
    #[serde(default)]
    pub(crate) script: Option<Value>,
    pub(crate) call: Call,
    pub(crate) expect: Expect,
    pub(crate) requests: Option<Vec<WantedRequest>>,
    pub(crate) slept: Option<Vec<u64>>,
    pub(crate) ledger: Option<Vec<Value>>,
    pub(crate) logs: Option<Vec<Value>>,
    #[serde(default)]
    pub(crate) conceals: Vec<String>,
}

impl Entry {
    /// What its name begins with: `idt`, `dt`, `dw`.
    pub(crate) fn carrier(&self) -> &str {
        self.name.split('-').next().unwrap_or_default()
    }
}

/// How the emulator is set.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Setting {
    pub(crate) seed: u64,
    pub(crate) switches: Map<String, Value>,
}

impl Default for Setting {
    fn default() -> Self {
        Self { seed: 7, switches: Map::new() }
    }
}

/// What happens before the script is loaded.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "snake_case")]
pub(crate) enum Step {
    Call(Call),
    /// A call that must end with an error.
    Fails(Call),
    Script(Value),
    Advance(f64),
}

/// A call by name.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Call {
    pub(crate) operation: String,
    #[serde(default)]
    pub(crate) arguments: Map<String, Value>,
    pub(crate) timeout: Option<f64>,
}

/// What shall come of it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Expect {
    #[serde(default, deserialize_with = "present")]
    pub(crate) value: Option<Value>,
    pub(crate) includes: Option<Value>,
    pub(crate) error: Option<Value>,
    #[serde(default)]
    pub(crate) error_says: Vec<String>,
    #[serde(default)]
    pub(crate) cancelled: bool,
    pub(crate) info: Option<Value>,
}

/// A request that shall have been sent.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct WantedRequest {
    pub(crate) method: String,
    pub(crate) target: String,
    #[serde(default)]
    pub(crate) headers: Map<String, Value>,
    #[serde(default)]
    pub(crate) no_headers: Vec<String>,
    pub(crate) body: Option<Value>,
}

/// An entry, or why there is none.
pub(crate) enum Read {
    Entry(Box<Entry>),
    Unreadable { name: String, reason: String },
}

impl Read {
    pub(crate) fn name(&self) -> &str {
        match self {
            Self::Entry(entry) => &entry.name,
            Self::Unreadable { name, .. } => name,
        }
    }
}

/// Reads all entries of a folder, file by file in the order of their names.
pub(crate) fn read_all(folder: &Path) -> Result<Vec<Read>, String> {
    let failed =
        |what: &Path, error: &dyn std::fmt::Display| format!("{}: {error}", what.display());
    let listing = std::fs::read_dir(folder).map_err(|error| failed(folder, &error))?;
    let mut paths: Vec<_> = listing.flatten().map(|it| it.path()).collect();
    paths.retain(|path| path.extension().is_some_and(|it| it == "json"));
    paths.sort();
    let mut entries = Vec::new();
    for path in paths {
        let text = std::fs::read_to_string(&path).map_err(|error| failed(&path, &error))?;
        let file: Value = serde_json::from_str(&text).map_err(|error| failed(&path, &error))?;
        let found = file.get("entries").and_then(Value::as_array).cloned().unwrap_or_default();
        entries.extend(found.into_iter().map(read));
    }
    if entries.is_empty() { Err(failed(folder, &"no entries")) } else { Ok(entries) }
}

fn read(entry: Value) -> Read {
    let name = entry.get("name").and_then(Value::as_str).unwrap_or("(no name)").to_owned();
    match serde_json::from_value(entry) {
        Ok(entry) => Read::Entry(Box::new(entry)),
        Err(error) => {
            Read::Unreadable { name, reason: format!("not a form that is known: {error}") }
        }
    }
}

/// `"value": null` expects null; without the member, no value is expected.
fn present<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<Value>, D::Error> {
    Value::deserialize(deserializer).map(Some)
}
