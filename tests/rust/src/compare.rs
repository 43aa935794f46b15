//! Comparing in the canonical form.

use serde_json::Value;

/// Where `found` is not exactly `wanted`; nothing where it is.
pub(crate) fn exactly(wanted: &Value, found: &Value) -> Option<String> {
    difference(wanted, found, false, "")
}

/// As `exactly`, but objects may have more members than wanted.
pub(crate) fn at_least(wanted: &Value, found: &Value) -> Option<String> {
    difference(wanted, found, true, "")
}

fn difference(wanted: &Value, found: &Value, partly: bool, path: &str) -> Option<String> {
    match (wanted, found) {
        (Value::Object(wanted), Value::Object(found)) => {
            let missing = wanted.iter().find_map(|(name, value)| {
                let path = format!("{path}/{name}");
                match found.get(name) {
                    Some(found) => difference(value, found, partly, &path),
                    None => Some(format!("{path} is missing")),
                }
            });
            missing.or_else(|| {
                let extra = found.keys().find(|name| !partly && !wanted.contains_key(*name))?;
                Some(format!("{path}/{extra} is too much"))
            })
        }
        (Value::Array(wanted), Value::Array(found)) if wanted.len() == found.len() => {
            let mut pairs = wanted.iter().zip(found).enumerate();
            pairs.find_map(|(index, (wanted, found))| {
                difference(wanted, found, partly, &format!("{path}/{index}"))
            })
        }
        (Value::Number(wanted), Value::Number(found)) if wanted.as_f64() == found.as_f64() => None,
        _ if wanted == found => None,
        _ => {
            Some(format!("{} is {found}, not {wanted}", if path.is_empty() { "it" } else { path }))
        }
    }
}
