//! Calls by name with plain arguments: what Python and JavaScript share.

use serde::Serialize;
use serde_json::{Map, Value};

use super::DidsPager;
use super::client::Didww;
use super::errors::{self, WORDING};
use super::list_dids::ListDids;
use super::page::DidwwDidPage;
use crate::arguments::{Arguments, FromArguments};
use crate::checks::Checks;
use crate::driver::CallOptions;
use crate::error::{Error, ErrorKind, Result};
use crate::operation::Operation;
use crate::types::Response;

/// What a call by name brings.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum DidwwOutput {
    /// Of `list_dids`.
    Dids(DidwwDidPage),
}

/// The arguments of a walk: those of a page, and how many pages to ask for ahead.
struct Walk {
    request: ListDids,
    pages_ahead: Option<i32>,
}

impl FromArguments for Walk {
    fn from_arguments(arguments: &mut Arguments) -> Self {
        let pages_ahead = arguments.integer("pages_ahead");
        Self { request: ListDids::from_arguments(arguments), pages_ahead }
    }
}

/// As many requests as the carrier takes in a second.
const MOST_AHEAD: i32 = 20;

impl Didww {
    /// Calls an operation by its name.
    pub async fn call(
        &self,
        operation: &str,
        arguments: Map<String, Value>,
        options: CallOptions,
    ) -> Result<Response<DidwwOutput>> {
        match operation {
            ListDids::NAME => {
                let (request, checks) = Arguments::read::<ListDids>(arguments, WORDING);
                self.channel().check(&request, checks)?;
                Ok(self.send(&request, options).await?.map(DidwwOutput::Dids))
            }
            _ => Err(Error::new(
                ErrorKind::InvalidInput,
                format!("DIDWW has no operation `{operation}`."),
            )),
        }
    }

    /// As `dids`, with plain arguments: those of `list_dids`, and `pages_ahead` (0 to 20, by default
    /// none).
    pub fn dids_from(
        &self,
        arguments: Map<String, Value>,
        options: CallOptions,
    ) -> Result<DidsPager> {
        let (Walk { request, pages_ahead }, checks) = Arguments::read::<Walk>(arguments, WORDING);
        self.walk(request, pages_ahead, checks, options)
    }

    /// As `dids`, with so many pages asked for ahead: 0, the default, to 20.
    pub fn dids_ahead(
        &self,
        request: ListDids,
        pages_ahead: Option<i32>,
        options: CallOptions,
    ) -> Result<DidsPager> {
        self.walk(request, pages_ahead, Checks::default(), options)
    }

    fn walk(
        &self,
        request: ListDids,
        pages_ahead: Option<i32>,
        mut checks: Checks,
        options: CallOptions,
    ) -> Result<DidsPager> {
        let pages = pages_ahead.unwrap_or_default();
        if !(0..=MOST_AHEAD).contains(&pages) {
            let rule = format!("must be from 0 to {MOST_AHEAD}");
            checks.fail(errors::invalid("pages_ahead", &rule));
        }
        self.channel().check(&request, checks)?;
        let pages = usize::try_from(pages).unwrap_or_default();
        Ok(self.dids_with(request, options).pages_ahead(pages))
    }
}
