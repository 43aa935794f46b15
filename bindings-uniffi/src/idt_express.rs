//! The client of IDT Express, as it crosses: typed arguments in, records out.

use std::sync::Arc;

use telnum::{
    Attempt, DeleteNumber, GetOrder, IdtExpress, IdtExpressBuilder, ListCountries, ListDidGroups,
    ListNumbers, ListOrders, ListRegions, Operation, PreviewOrder, Response, WaitForOrder,
};

use crate::call::{
    CallError, CallSettings, IdtCountriesAnswer, IdtDidGroupsAnswer, IdtNumberPageAnswer,
    IdtOrderAnswer, IdtOrderPageAnswer, IdtOrderPreviewAnswer, IdtRegionsAnswer,
    IdtRemovedNumberAnswer, run,
};
use crate::pager::{NumbersPagerCore, OrdersPagerCore};
use crate::runtime::Place;
use crate::settings::ClientSettings;
use crate::watch::OrderWatchCore;

/// A client of IDT Express.
#[derive(Debug, uniffi::Object)]
pub struct IdtExpressCore {
    client: IdtExpress,
    place: Place,
}

impl IdtExpressCore {
    /// Sets up a client over what the builder has already.
    pub(crate) fn build(
        mut builder: IdtExpressBuilder,
        api_key: Option<String>,
        api_secret: Option<String>,
        settings: ClientSettings,
        place: Place,
    ) -> Result<Self, CallError> {
        if let Some(key) = api_key {
            builder = builder.api_key(key);
        }
        if let Some(secret) = api_secret {
            builder = builder.api_secret(secret);
        }
        if let Some(sink) = settings.sink() {
            builder = builder.logger(sink);
        }
        Ok(Self { client: builder.settings(settings.into()).build()?, place })
    }

    /// Sends a request that buys nothing.
    async fn send<O, A>(&self, request: O, settings: CallSettings) -> Result<A, CallError>
    where
        O: Operation,
        A: From<Response<O::Output>>,
    {
        let (client, options) = (self.client.clone(), settings.options());
        run(self.place, async move { client.send(&request, options).await }).await
    }
}

#[uniffi::export]
impl IdtExpressCore {
    /// A client with these keys, or those of the environment.
    #[uniffi::constructor]
    pub fn new(
        api_key: Option<String>,
        api_secret: Option<String>,
        settings: ClientSettings,
    ) -> Result<Self, CallError> {
        Self::build(IdtExpress::builder(), api_key, api_secret, settings, Place::Apart)
    }

    /// What the client may print: its host and its own headers, no key.
    pub fn describe(&self) -> String {
        format!("{:?}", self.client)
    }

    /// Lists the countries where numbers can be bought.
    pub async fn list_countries(
        &self,
        settings: CallSettings,
    ) -> Result<IdtCountriesAnswer, CallError> {
        self.send(ListCountries, settings).await
    }

    /// Lists the regions of a country.
    pub async fn list_regions(
        &self,
        country_iso: String,
        settings: CallSettings,
    ) -> Result<IdtRegionsAnswer, CallError> {
        self.send(ListRegions::new(country_iso), settings).await
    }

    /// Lists the DID groups of a country.
    pub async fn list_did_groups(
        &self,
        country_iso: String,
        region_code: Option<String>,
        toll_free: Option<bool>,
        settings: CallSettings,
    ) -> Result<IdtDidGroupsAnswer, CallError> {
        self.send(ListDidGroups { country_iso, region_code, toll_free }, settings).await
    }

    /// Checks an order and buys nothing.
    pub async fn preview_order(
        &self,
        did_group_id: String,
        quantity: i32,
        settings: CallSettings,
    ) -> Result<IdtOrderPreviewAnswer, CallError> {
        self.send(PreviewOrder::new(did_group_id, quantity), settings).await
    }

    /// A validated attempt to order. Nothing is sent.
    pub fn prepare_order(&self, did_group_id: String, quantity: i32) -> Result<Attempt, CallError> {
        Ok(self.client.prepare_order(did_group_id, quantity)?)
    }

    /// Sends a prepared order, once.
    pub async fn place(
        &self,
        attempt: Attempt,
        settings: CallSettings,
    ) -> Result<IdtOrderAnswer, CallError> {
        let (client, options) = (self.client.clone(), settings.options());
        run(self.place, async move { client.send_place(&attempt, options).await }).await
    }

    /// An order with its items and numbers.
    pub async fn get_order(
        &self,
        order_id: String,
        settings: CallSettings,
    ) -> Result<IdtOrderAnswer, CallError> {
        self.send(GetOrder::new(order_id), settings).await
    }

    /// Watches an order until nothing more will change. Nothing is asked for yet.
    pub fn watch_order(
        &self,
        order_id: String,
        through_backorder: Option<bool>,
        settings: CallSettings,
    ) -> Result<Arc<OrderWatchCore>, CallError> {
        let request = WaitForOrder { order_id: order_id.into(), through_backorder };
        let watch = self.client.watch_order(request, settings.options())?;
        Ok(Arc::new(OrderWatchCore::new(watch, self.place)))
    }

    /// One page of the account's orders.
    pub async fn list_orders(
        &self,
        page: Option<i32>,
        page_size: Option<i32>,
        filter_by_status: Option<String>,
        settings: CallSettings,
    ) -> Result<IdtOrderPageAnswer, CallError> {
        self.send(ListOrders { page, page_size, filter_by_status }, settings).await
    }

    /// A walk over all orders, page by page. Nothing is asked for yet.
    pub fn orders(
        &self,
        page: Option<i32>,
        page_size: Option<i32>,
        filter_by_status: Option<String>,
        settings: CallSettings,
    ) -> Arc<OrdersPagerCore> {
        let request = ListOrders { page, page_size, filter_by_status };
        let pager = self.client.orders_with(request, settings.options());
        Arc::new(OrdersPagerCore::new(pager, self.place))
    }

    /// Removes a number from the account.
    pub async fn delete_number(
        &self,
        number: String,
        settings: CallSettings,
    ) -> Result<IdtRemovedNumberAnswer, CallError> {
        self.send(DeleteNumber::new(number), settings).await
    }

    /// One page of the account's numbers.
    pub async fn list_numbers(
        &self,
        page: Option<i32>,
        page_size: Option<i32>,
        settings: CallSettings,
    ) -> Result<IdtNumberPageAnswer, CallError> {
        self.send(ListNumbers { page, page_size }, settings).await
    }

    /// A walk over all numbers, page by page. Nothing is asked for yet.
    pub fn numbers(
        &self,
        page: Option<i32>,
        page_size: Option<i32>,
        settings: CallSettings,
    ) -> Arc<NumbersPagerCore> {
        let request = ListNumbers { page, page_size };
        let pager = self.client.numbers_with(request, settings.options());
        Arc::new(NumbersPagerCore::new(pager, self.place))
    }
}
