//! Options that arrive as plain data, from Python, JavaScript or an entry of the contract, and the members of
//! an attempt that does.

use std::borrow::Cow;
use std::time::Duration;

use serde_json::{Map, Value};

use crate::arguments::beyond;
use crate::config::{Settings, seconds, shown_name};
use crate::error::{Error, Result};
use crate::nearest::did_you_mean;
use crate::types::{Secret, Timestamp};

/// What an option can hold.
pub(crate) trait PlainOption: Sized {
    /// What it has to be.
    const EXPECTED: &'static str;

    /// Reads it, where it is that.
    fn read(value: &Value) -> Option<Self>;

    /// What it has to be instead of this value, which cannot be read. The value is not shown: it may be a secret.
    fn expected(_: &Value) -> Cow<'static, str> {
        Self::EXPECTED.into()
    }
}

/// Takes an option, and leaves null; nothing where it is absent or null.
pub(crate) fn take<T: PlainOption>(
    options: &mut Map<String, Value>,
    name: &str,
) -> Result<Option<T>> {
    match options.get_mut(name).map(Value::take) {
        None | Some(Value::Null) => Ok(None),
        Some(value) => T::read(&value).map(Some).ok_or_else(|| {
            Error::configuration(format!("`{name}` must be {}.", T::expected(&value)))
        }),
    }
}

macro_rules! settings {
    ($members:ident, $headers:ident, $($name:ident)*) => {
        (
            Settings {
                headers: $headers,
                #[cfg(feature = "native")]
                journal: take(&mut $members, "journal")?,
                $($name: take(&mut $members, stringify!($name))?),*
            },
            ["headers", #[cfg(feature = "native")] "journal", $(stringify!($name)),*],
        )
    };
}

impl Settings {
    /// Reads settings that arrive as plain data; an error names the setting. Times are seconds.
    /// `others` are the carrier's own options, which were read before.
    pub fn read(mut members: Map<String, Value>, others: &[&str]) -> Result<Self> {
        let headers = headers(&mut members)?;
        let (settings, known) = settings!(
            members, headers, environment base_url timeout max_retries requests_per_second
            max_connections max_body_bytes validate proxy ca_certificates app_name
        );
        let known: Vec<&str> = known.iter().chain(others).copied().collect();
        match members.keys().find(|it| !known.contains(&it.as_str())) {
            None => Ok(settings),
            Some(name) => {
                let meant = did_you_mean(name, &known);
                let name = shown_name(name);
                Err(Error::configuration(format!("`{name}` is not an option of a client{meant}.")))
            }
        }
    }
}

fn headers(members: &mut Map<String, Value>) -> Result<Vec<(String, String)>> {
    let named = match members.get_mut("headers").map(Value::take) {
        None | Some(Value::Null) => return Ok(Vec::new()),
        Some(Value::Object(named)) => named,
        Some(_) => return Err(Error::configuration("`headers` must be a map.")),
    };
    let header = |(name, value): (String, Value)| match value {
        Value::String(text) => Ok((name, text)),
        _ => Err(Error::configuration(format!(
            "`headers`: the value of `{}` must be a string.",
            shown_name(&name)
        ))),
    };
    named.into_iter().map(header).collect()
}

impl PlainOption for String {
    const EXPECTED: &'static str = "a string";

    fn read(value: &Value) -> Option<Self> {
        value.as_str().map(str::to_owned)
    }
}

#[cfg(feature = "native")]
impl PlainOption for std::path::PathBuf {
    const EXPECTED: &'static str = "a path";

    fn read(value: &Value) -> Option<Self> {
        value.as_str().filter(|it| !it.is_empty()).map(Self::from)
    }
}

impl PlainOption for Secret {
    const EXPECTED: &'static str = String::EXPECTED;

    fn read(value: &Value) -> Option<Self> {
        value.as_str().map(Self::from)
    }
}

impl PlainOption for i32 {
    const EXPECTED: &'static str = "a whole number";

    fn read(value: &Value) -> Option<Self> {
        value.as_i64()?.try_into().ok()
    }

    fn expected(value: &Value) -> Cow<'static, str> {
        beyond(value).map_or(Self::EXPECTED.into(), Cow::from)
    }
}

impl PlainOption for f64 {
    const EXPECTED: &'static str = "a number";

    fn read(value: &Value) -> Option<Self> {
        value.as_f64()
    }
}

impl PlainOption for bool {
    const EXPECTED: &'static str = "a boolean";

    fn read(value: &Value) -> Option<Self> {
        value.as_bool()
    }
}

impl PlainOption for Duration {
    const EXPECTED: &'static str = f64::EXPECTED;

    fn read(value: &Value) -> Option<Self> {
        value.as_f64().map(seconds)
    }
}

impl PlainOption for Timestamp {
    const EXPECTED: &'static str = "a moment, such as `2020-06-26T11:01:16Z`";

    fn read(value: &Value) -> Option<Self> {
        Self::read_text(value.as_str()?)
    }
}

impl PlainOption for Map<String, Value> {
    const EXPECTED: &'static str = "an object";

    fn read(value: &Value) -> Option<Self> {
        value.as_object().cloned()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn read(options: Value) -> Result<Settings> {
        Settings::read(serde_json::from_value(options).unwrap(), &["api_key"])
    }

    #[test]
    fn options_are_read_and_what_is_wrong_is_named() {
        let settings = read(json!({ "timeout": -1, "max_retries": 3, "headers": { "b": "1" } }));
        let settings = settings.unwrap();
        assert!(settings.timeout.map(crate::config::timeout).unwrap().is_err());
        assert_eq!((settings.max_retries, settings.headers.len()), (Some(3), 1));
        for (options, said) in [
            (json!({ "timeout": "3" }), "`timeout` must be a number."),
            (json!({ "max_retries": 3.5 }), "`max_retries` must be a whole number."),
            (
                json!({ "max_retries": 3_000_000_000_u64 }),
                "`max_retries` must be at most 2147483647, not 3000000000.",
            ),
            (json!({ "validate": "no" }), "`validate` must be a boolean."),
            (json!({ "environment": "Live" }), "`environment` must be `sandbox` or `live`."),
            (json!({ "headers": ["a"] }), "`headers` must be a map."),
            (json!({ "journal": "" }), "`journal` must be a path."),
            (json!({ "headers": { "A": 1 } }), "`headers`: the value of `A` must be a string."),
            (
                json!({ "apikey": "1" }),
                "`apikey` is not an option of a client (did you mean `api_key`?).",
            ),
        ] {
            assert_eq!(read(options).unwrap_err().text, said);
        }
        assert!(read(json!({ "timeout": null, "headers": null })).is_ok());
    }
}
