//! Local validation: all failures of a call, each in the carrier's own words.

use crate::error::{Carrier, Error, ErrorDetail, Result};

/// Collects what is wrong with a call's arguments.
#[derive(Debug, Default)]
pub struct Checks {
    failures: Vec<ErrorDetail>,
}

impl Checks {
    /// Adds a failure, unless its field, or what that is a part of, has one already: the first says what to mend.
    pub fn fail(&mut self, failure: ErrorDetail) {
        let field = failure.field.as_deref();
        if !self.failures.iter().any(|it| is_within(field, it.field.as_deref())) {
            self.failures.push(failure);
        }
    }

    /// All failures as one `invalid_input` error; nothing where there are none.
    ///
    /// `source` tells where a field stands in the request's body.
    pub fn finish(self, carrier: Carrier, source: fn(&str) -> Option<String>) -> Result<()> {
        if self.failures.is_empty() {
            return Ok(());
        }
        let placed = |it: ErrorDetail| ErrorDetail {
            source: it.source.or_else(|| source(it.field.as_deref()?)),
            ..it
        };
        Err(Error::invalid_input(carrier, self.failures.into_iter().map(placed).collect()))
    }
}

/// `items/0/qty` is within `items/0`.
fn is_within(field: Option<&str>, whole: Option<&str>) -> bool {
    match (field, whole) {
        (Some(field), Some(whole)) => {
            field.strip_prefix(whole).is_some_and(|it| it.is_empty() || it.starts_with('/'))
        }
        _ => field == whole,
    }
}
