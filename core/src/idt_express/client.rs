//! The client of IDT Express.

use std::fmt;
use std::sync::Arc;

use super::builder::IdtExpressBuilder;
use super::country::{ListCountries, ListRegions};
use super::delete_number::{DeleteNumber, IdtRemovedNumber};
use super::did_group::{IdtCountry, IdtDidGroup, IdtRegion, ListDidGroups};
use super::number::{IdtNumberPage, ListNumbers};
use super::order::{GetOrder, IdtOrder, IdtOrderPreview};
use super::order_list::{IdtOrderPage, ListOrders};
use super::order_request::{CreateOrder, PreviewOrder};
use super::wait::{OrderWatch, WaitForOrder};
use super::{NumbersPager, OrdersPager};
use crate::attempt::Attempt;
use crate::channel::Channel;
use crate::checks::Checks;
use crate::driver::CallOptions;
use crate::error::Result;
use crate::operation::Operation;
use crate::types::{Id, Response};

/// A client of IDT Express. Cloning it is cheap and shares its connections.
///
/// ```
/// use telnum::{IdtExpress, Environment};
///
/// let client = IdtExpress::builder()
///     .api_key("your key")
///     .api_secret("your sandbox secret")
///     .environment(Environment::Sandbox)
///     .build()?;
/// # Ok::<(), telnum::Error>(())
/// ```
#[derive(Clone)]
pub struct IdtExpress {
    channel: Arc<Channel>,
}

impl IdtExpress {
    /// A client with keys from `IDT_EXPRESS_API_KEY` and `IDT_EXPRESS_API_SECRET`, at the sandbox.
    pub fn from_env() -> Result<Self> {
        Self::builder().build()
    }

    /// Sets up a client.
    pub fn builder() -> IdtExpressBuilder {
        IdtExpressBuilder::default()
    }

    /// Lists the countries where numbers can be bought. `GET /v1/dids/coverage/countries`
    pub async fn list_countries(&self) -> Result<Vec<IdtCountry>> {
        Ok(self.send(&ListCountries, CallOptions::default()).await?.value)
    }

    /// Lists the regions of a country. `GET /v1/dids/coverage/countries/{country_iso}/regions`
    pub async fn list_regions(&self, country_iso: impl Into<String>) -> Result<Vec<IdtRegion>> {
        Ok(self.send(&ListRegions::new(country_iso), CallOptions::default()).await?.value)
    }

    /// Lists the DID groups of a country. `GET /v1/dids/coverage/did_groups`
    pub async fn list_did_groups(&self, request: ListDidGroups) -> Result<Vec<IdtDidGroup>> {
        Ok(self.send(&request, CallOptions::default()).await?.value)
    }

    /// Checks an order, funds included, and buys nothing. `POST /v1/dids/orders`
    pub async fn preview_order(
        &self,
        did_group_id: impl Into<Id>,
        quantity: i32,
    ) -> Result<IdtOrderPreview> {
        let request = PreviewOrder::new(did_group_id, quantity);
        Ok(self.send(&request, CallOptions::default()).await?.value)
    }

    /// A validated attempt to order, to be kept and then placed. Nothing is sent.
    pub fn prepare_order(&self, did_group_id: impl Into<Id>, quantity: i32) -> Result<Attempt> {
        self.channel.prepare(&CreateOrder::new(did_group_id, quantity), Checks::default())
    }

    /// Sends a prepared order, once. `POST /v1/dids/orders`
    ///
    /// An answer that is lost is `outcome_unknown`: the order may have been made. Placing the same
    /// attempt again with this client is a `conflict`, unless it is certain that nothing was bought;
    /// another process must look at the account's orders first.
    pub async fn place(&self, attempt: &Attempt) -> Result<IdtOrder> {
        Ok(self.send_place(attempt, CallOptions::default()).await?.value)
    }

    /// Prepares an order and places it. `POST /v1/dids/orders`
    ///
    /// An answer that is lost is `outcome_unknown`, which carries the attempt.
    pub async fn create_order(
        &self,
        did_group_id: impl Into<Id>,
        quantity: i32,
    ) -> Result<IdtOrder> {
        self.place(&self.prepare_order(did_group_id, quantity)?).await
    }

    /// An order with its items and numbers. `GET /v1/dids/orders/{order_id}`
    pub async fn get_order(&self, order_id: impl Into<Id>) -> Result<IdtOrder> {
        Ok(self.send(&GetOrder::new(order_id), CallOptions::default()).await?.value)
    }

    /// Waits until nothing more will change of an order: delivered, partly, not at all, or backordered
    /// (`delivery` says which). `GET /v1/dids/orders/{order_id}`, again and again
    ///
    /// It looks at once, then after growing pauses, for ten minutes at most. When the time is up, the
    /// error is a `timeout` that carries the order as it was seen last.
    pub async fn wait_for_order(&self, order_id: impl Into<Id>) -> Result<IdtOrder> {
        self.watch_order(WaitForOrder::new(order_id), CallOptions::default())?.end().await
    }

    /// As `wait_for_order`, with options; their `timeout` is for the whole wait, and may be as long as
    /// 366 days.
    pub async fn wait_for_order_with(
        &self,
        request: WaitForOrder,
        options: CallOptions,
    ) -> Result<IdtOrder> {
        self.watch_order(request, options)?.end().await
    }

    /// Watches an order until nothing more will change: it comes at once, then whenever it has changed.
    /// The `timeout` is for the whole watch, and may be as long as 366 days.
    pub fn watch_order(&self, request: WaitForOrder, options: CallOptions) -> Result<OrderWatch> {
        OrderWatch::new(self.clone(), request, Checks::default(), options)
    }

    /// One page of the account's orders, without items and numbers. `GET /v1/dids/orders`
    pub async fn list_orders(&self, request: ListOrders) -> Result<IdtOrderPage> {
        Ok(self.send(&request, CallOptions::default()).await?.value)
    }

    /// All orders of the account, from the request's page on, lazily.
    pub fn orders(&self, request: ListOrders) -> OrdersPager {
        self.orders_with(request, CallOptions::default())
    }

    /// As `orders`, with options for each page.
    pub fn orders_with(&self, request: ListOrders, options: CallOptions) -> OrdersPager {
        OrdersPager::new(Arc::clone(&self.channel), request, options)
    }

    /// Removes a number from the account. `DELETE /v1/dids/numbers/{number}`
    ///
    /// It is repeated when its answer is lost; a number that the repeat no longer finds counts as removed.
    pub async fn delete_number(&self, number: impl Into<String>) -> Result<IdtRemovedNumber> {
        Ok(self.send(&DeleteNumber::new(number), CallOptions::default()).await?.value)
    }

    /// One page of the account's numbers. `GET /v1/dids/numbers`
    pub async fn list_numbers(&self, request: ListNumbers) -> Result<IdtNumberPage> {
        Ok(self.send(&request, CallOptions::default()).await?.value)
    }

    /// All numbers of the account, from the request's page on, lazily.
    pub fn numbers(&self, request: ListNumbers) -> NumbersPager {
        self.numbers_with(request, CallOptions::default())
    }

    /// As `numbers`, with options for each page.
    pub fn numbers_with(&self, request: ListNumbers, options: CallOptions) -> NumbersPager {
        NumbersPager::new(Arc::clone(&self.channel), request, options)
    }

    /// Sends any operation that buys nothing; brings status, headers, attempts and time along.
    pub async fn send<O: Operation>(
        &self,
        operation: &O,
        options: CallOptions,
    ) -> Result<Response<O::Output>> {
        self.channel.send(operation, options).await
    }

    /// As `place`, with options; brings status, headers, attempts and time along.
    pub async fn send_place(
        &self,
        attempt: &Attempt,
        options: CallOptions,
    ) -> Result<Response<IdtOrder>> {
        let order = self.channel.prepared::<CreateOrder>(attempt)?;
        self.channel.purchase(&order, attempt, options).await
    }

    /// Where its requests go.
    pub fn base_url(&self) -> &str {
        &self.channel.base_url
    }

    pub(super) fn over(channel: Channel) -> Self {
        Self { channel: Arc::new(channel) }
    }

    pub(super) fn channel(&self) -> &Channel {
        &self.channel
    }
}

impl fmt::Debug for IdtExpress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("IdtExpress")
            .field("base_url", &self.channel.base_url)
            .field("headers", &self.channel.headers)
            .finish_non_exhaustive()
    }
}
