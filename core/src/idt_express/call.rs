//! Calls by name with plain arguments: what Python and JavaScript share.

use serde::Serialize;
use serde_json::{Map, Value};

use super::client::IdtExpress;
use super::country::{ListCountries, ListRegions};
use super::delete_number::{DeleteNumber, IdtRemovedNumber};
use super::did_group::{IdtCountry, IdtDidGroup, IdtRegion, ListDidGroups};
use super::errors::WORDING;
use super::number::{IdtNumberPage, ListNumbers};
use super::order::{GetOrder, IdtOrder, IdtOrderPreview};
use super::order_list::{IdtOrderPage, ListOrders};
use super::order_request::{CreateOrder, PreviewOrder};
use super::wait::{OrderWatch, WaitForOrder};
use super::{NumbersPager, OrdersPager};
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
    /// Of `list_countries`.
    Countries(Vec<IdtCountry>),
    /// Of `list_regions`.
    Regions(Vec<IdtRegion>),
    /// Of `list_did_groups`.
    DidGroups(Vec<IdtDidGroup>),
    /// Of `preview_order`.
    Preview(IdtOrderPreview),
    /// Of `create_order` and `get_order`.
    Order(IdtOrder),
    /// Of `list_orders`.
    Orders(IdtOrderPage),
    /// Of `list_numbers`.
    Numbers(IdtNumberPage),
    /// Of `delete_number`.
    Removed(IdtRemovedNumber),
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
            ListCountries::NAME => {
                self.read::<ListCountries>(arguments, options, IdtOutput::Countries).await
            }
            ListRegions::NAME => {
                self.read::<ListRegions>(arguments, options, IdtOutput::Regions).await
            }
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
            ListOrders::NAME => {
                self.read::<ListOrders>(arguments, options, IdtOutput::Orders).await
            }
            DeleteNumber::NAME => {
                self.read::<DeleteNumber>(arguments, options, IdtOutput::Removed).await
            }
            ListNumbers::NAME => {
                self.read::<ListNumbers>(arguments, options, IdtOutput::Numbers).await
            }
            _ => Err(Error::new(
                ErrorKind::InvalidInput,
                format!("IDT Express has no operation `{operation}`."),
            )),
        }
    }

    /// For bindings: the `outcome_unknown` of a purchase that is sent now, should its end not come
    /// through to the caller.
    pub fn lost_order(&self, attempt: &Attempt) -> Error {
        self.channel().lost::<CreateOrder>(attempt)
    }

    /// As `prepare_order`, with plain arguments.
    pub fn prepare_order_from(&self, arguments: Map<String, Value>) -> Result<Attempt> {
        let (order, checks) = Arguments::read::<CreateOrder>(arguments, WORDING);
        self.channel().prepare(&order, checks)
    }

    /// As `watch_order`, with plain arguments.
    pub fn watch_order_from(
        &self,
        arguments: Map<String, Value>,
        options: CallOptions,
    ) -> Result<OrderWatch> {
        let (request, checks) = Arguments::read::<WaitForOrder>(arguments, WORDING);
        OrderWatch::new(self.clone(), request, checks, options)
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

    /// As `orders`, with plain arguments.
    pub fn orders_from(
        &self,
        arguments: Map<String, Value>,
        options: CallOptions,
    ) -> Result<OrdersPager> {
        let (request, checks) = Arguments::read::<ListOrders>(arguments, WORDING);
        self.channel().check(&request, checks)?;
        Ok(self.orders_with(request, options))
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
