use std::fmt;

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
        if self.0.len() >= 8 && text.contains(&self.0) {
            *text = text.replace(&self.0, "[redacted]");
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

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}
