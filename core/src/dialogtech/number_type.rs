//! The kinds of number that can be ordered.

use serde_json::Value;
use telnum_macros::open_set;

use crate::arguments::Scalar;

/// A kind of number. All of them are North American.
///
/// (DialogTech, *Number Order*, `type`)
#[open_set]
pub enum DialogTechNumberType {
    /// A local number of the United States. It needs a `search`.
    Local,
    /// A toll-free number. It takes no `search`.
    Tollfree,
    /// A number that begins with 800 itself. It takes no `search`.
    True800,
    /// A local number of Canada. It needs a `search`.
    CanadianLocal,
}

impl DialogTechNumberType {
    /// Whether numbers of this kind belong to a place, so that `search` says where to look.
    pub(super) fn is_local(&self) -> bool {
        matches!(self, Self::Local | Self::CanadianLocal)
    }

    pub(super) fn is_known(&self) -> bool {
        !matches!(self, Self::Unknown { .. })
    }
}

/// The kind that no carrier has: what stands in for a missing one.
impl Default for DialogTechNumberType {
    fn default() -> Self {
        Self::Unknown { text: String::new() }
    }
}

impl Scalar for DialogTechNumberType {
    const RULE: &'static str = String::RULE;

    fn read(value: &Value) -> Option<Self> {
        value.as_str().map(Self::read)
    }

    fn write(&self) -> Value {
        self.as_str().into()
    }
}

impl From<&str> for DialogTechNumberType {
    fn from(text: &str) -> Self {
        Self::read(text)
    }
}

impl From<&String> for DialogTechNumberType {
    fn from(text: &String) -> Self {
        Self::read(text)
    }
}

impl From<String> for DialogTechNumberType {
    fn from(text: String) -> Self {
        Self::read(&text)
    }
}

/// The carrier's own words are the names already, and it is not known to take any other spelling.
fn normalise(text: &str) -> String {
    text.to_owned()
}
