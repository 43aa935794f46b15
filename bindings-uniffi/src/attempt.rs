//! Attempts that were kept as text.

use telnum::Attempt;

use crate::call::CallError;

/// Reads an attempt from its canonical JSON, whichever language wrote it.
#[uniffi::export]
pub fn attempt_from_json(text: &str) -> Result<Attempt, CallError> {
    Ok(Attempt::from_json(text)?)
}
