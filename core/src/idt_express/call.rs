//! Calls by name with plain arguments: what Python and JavaScript share.

use serde::Serialize;
use serde_json::{Map, Value};

use super::client::IdtExpress;
use super::did_group::{IdtDidGroup, ListDidGroups};
use super::errors::WORDING;
use super::number::{IdtNumberPage, ListNumbers};
use super::order::{GetOrder, IdtOrder, IdtOrderPreview};
use super::order_request::{CreateOrder, PreviewOrder};
use super::pager::NumbersPager;
use crate::arguments::{Arguments, FromArguments};
use crate::attempt::Attempt;
use crate::driver::CallOptions;
use crate::error::{Error, ErrorKind, Result};
use crate::operation::Operation;
use crate::types::Response;

/// What a call by name brings.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum IdtOutput {
    /// Of `list_did_groups`.
    DidGroups(Vec<IdtDidGroup>),
    /// Of `preview_order`.
    Preview(IdtOrderPreview),
    /// Of `create_order` and `get_order`.
    Order(IdtOrder),
    /// Of `list_numbers`.
    Numbers(IdtNumberPage),
}

impl IdtExpress {
    /// Calls an operation by its name.
    pub async fn call(
        &self,
        operation: &str,
        arguments: Map<String, Value>,
        options: CallOptions,
    ) -> Result<Response<IdtOutput>> {
        match operation {
            ListDidGroups::NAME => {
                self.read::<ListDidGroups>(arguments, options, IdtOutput::DidGroups).await
            }
            PreviewOrder::NAME => {
                self.read::<PreviewOrder>(arguments, options, IdtOutput::Preview).await
            }
            CreateOrder::NAME => {
                let attempt = self.prepare_order_from(arguments)?;
                Ok(self.send_place(&attempt, options).await?.map(IdtOutput::Order))
            }
            GetOrder::NAME => self.read::<GetOrder>(arguments, options, IdtOutput::Order).await,
            ListNumbers::NAME => {
                self.read::<ListNumbers>(arguments, options, IdtOutput::Numbers).await
            }
            _ => Err(Error::new(
                ErrorKind::InvalidInput,
                format!("IDT Express has no operation `{operation}`."),
            )),
        }
    }

    /// As `prepare_order`, with plain arguments.
    pub fn prepare_order_from(&self, arguments: Map<String, Value>) -> Result<Attempt> {
        let (order, checks) = Arguments::read::<CreateOrder>(arguments, WORDING);
        self.prepare(&order, checks)
    }

    /// As `numbers`, with plain arguments.
    pub fn numbers_from(
        &self,
        arguments: Map<String, Value>,
        options: CallOptions,
    ) -> Result<NumbersPager> {
        let (request, checks) = Arguments::read::<ListNumbers>(arguments, WORDING);
        self.channel().check(&request, checks)?;
        Ok(self.numbers_with(request, options))
    }

    async fn read<O: Operation + FromArguments>(
        &self,
        arguments: Map<String, Value>,
        options: CallOptions,
        wrap: impl FnOnce(O::Output) -> IdtOutput,
    ) -> Result<Response<IdtOutput>> {
        let (operation, checks) = Arguments::read::<O>(arguments, WORDING);
        self.channel().check(&operation, checks)?;
        Ok(self.send(&operation, options).await?.map(wrap))
    }
}
