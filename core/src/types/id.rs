use std::borrow::Cow;
use std::fmt;

use serde::{Deserialize, Serialize};

/// A carrier's id. Ids are text; a whole number is taken as its digits.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Id(String);

impl Id {
    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl AsRef<str> for Id {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl From<Id> for String {
    fn from(id: Id) -> Self {
        id.0
    }
}

impl From<&Id> for Id {
    fn from(id: &Id) -> Self {
        id.clone()
    }
}

macro_rules! from_text {
    ($($text:ty)*) => {$(
        impl From<$text> for Id {
            fn from(text: $text) -> Self {
                Self(text.into())
            }
        }
    )*};
}
from_text!(&str String &String Box<str> Cow<'_, str>);

macro_rules! from_number {
    ($($number:ty)*) => {$(
        impl From<$number> for Id {
            fn from(number: $number) -> Self {
                Self(number.to_string())
            }
        }
    )*};
}
from_number!(i32 u32 i64 u64 usize u128);
