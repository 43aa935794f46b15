//! Why an answer cannot be read.

use std::borrow::Cow;
use std::fmt;

/// What is wrong, and where, if that is one place. Small, for it is handed up through every level.
#[derive(Debug)]
pub struct Problem(Box<Inner>);

#[derive(Debug)]
struct Inner {
    what: Cow<'static, str>,
    at: Option<usize>,
}

impl Problem {
    #[cold]
    pub(crate) fn at(what: &'static str, at: usize) -> Self {
        Self(Box::new(Inner { what: Cow::Borrowed(what), at: Some(at) }))
    }
}

impl From<&'static str> for Problem {
    #[cold]
    fn from(what: &'static str) -> Self {
        Self(Box::new(Inner { what: Cow::Borrowed(what), at: None }))
    }
}

impl From<String> for Problem {
    #[cold]
    fn from(what: String) -> Self {
        Self(Box::new(Inner { what: Cow::Owned(what), at: None }))
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.what)?;
        match self.0.at {
            Some(at) => write!(f, " at byte {at}"),
            None => Ok(()),
        }
    }
}
