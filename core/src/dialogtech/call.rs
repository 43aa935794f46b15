//! Calls by name with plain arguments: what Python and JavaScript share.

use serde::Serialize;
use serde_json::{Map, Value};

use super::client::DialogTech;
use super::errors::WORDING;
use super::order::DialogTechOrder;
use super::order_request::OrderNumbers;
use crate::arguments::Arguments;
use crate::attempt::Attempt;
use crate::driver::CallOptions;
use crate::error::{Error, ErrorKind, Result};
use crate::operation::Operation;
use crate::types::Response;

/// What a call by name brings.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum DialogTechOutput {
    /// Of `order_numbers`.
    Order(DialogTechOrder),
}

impl DialogTech {
    /// Calls an operation by its name.
    pub async fn call(
        &self,
        operation: &str,
        arguments: Map<String, Value>,
        options: CallOptions,
    ) -> Result<Response<DialogTechOutput>> {
        match operation {
            OrderNumbers::NAME => {
                let attempt = self.prepare_order_from(arguments)?;
                Ok(self.send_place(&attempt, options).await?.map(DialogTechOutput::Order))
            }
            _ => Err(Error::new(
                ErrorKind::InvalidInput,
                format!("DialogTech has no operation `{operation}`."),
            )),
        }
    }

    /// For bindings: the `outcome_unknown` of a purchase that is sent now, should its end not come
    /// through to the caller.
    pub fn lost_order(&self, attempt: &Attempt) -> Error {
        self.channel().lost::<OrderNumbers>(attempt)
    }

    /// As `prepare_order`, with plain arguments.
    pub fn prepare_order_from(&self, arguments: Map<String, Value>) -> Result<Attempt> {
        let (order, checks) = Arguments::read::<OrderNumbers>(arguments, WORDING);
        self.channel().prepare(&order, checks)
    }
}
