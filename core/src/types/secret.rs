use std::borrow::Cow;
use std::fmt;

use crate::operation::percent_encoded;

/// A credential. It prints as `[redacted]`, everywhere.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// The credential itself, for the one place that sends it.
    pub(crate) fn reveal(&self) -> &str {
        &self.0
    }

    /// Takes the credential out of a text that may quote it; one too short to be recognised stays.
    pub(crate) fn conceal_in(&self, text: &mut String) {
        if self.0.len() < 8 {
            return;
        }
        // As it is, and as it stands in a URL.
        for form in [Cow::from(&self.0), percent_encoded(&self.0).into()] {
            if text.contains(&*form) {
                *text = text.replace(&*form, "[redacted]");
            }
        }
    }

    /// True for a key that only an emulator accepts.
    pub(crate) fn is_for_emulator(&self) -> bool {
        self.0.starts_with("emulator-")
    }
}

impl<T: Into<String>> From<T> for Secret {
    fn from(text: T) -> Self {
        Self(text.into())
    }
}

impl From<&Self> for Secret {
    fn from(secret: &Self) -> Self {
        secret.clone()
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}
