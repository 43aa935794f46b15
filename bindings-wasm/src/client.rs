//! The clients, as TypeScript sees them.

use std::sync::Arc;

use serde::Serialize;
use serde_json::Value;
use telnum::{
    Attempt, CallOptions, Error, IdtExpress, LogSink, Response, ResponseInfo, Surroundings,
    user_agent,
};
use wasm_bindgen::prelude::*;

use crate::call::Call;
use crate::from_js;
use crate::host::{Host, HostBridge};
use crate::logger::{HostLogger, Logger};
use crate::to_json::to_json;
use crate::walk::{NumbersWalk, OrderWalk, OrdersWalk};

/// A client of IDT Express.
#[wasm_bindgen]
pub struct Client {
    client: IdtExpress,
}

#[wasm_bindgen]
impl Client {
    /// A client with these options over this host; what is wrong with them is thrown as JSON.
    #[wasm_bindgen(constructor)]
    pub fn new(options: &JsValue, host: Host, logger: Option<Logger>) -> Result<Client, JsValue> {
        Self::open(options, host, logger).map_err(thrown)
    }

    /// Calls an operation by its snake_case name.
    pub fn call(
        &self,
        operation: String,
        arguments: &JsValue,
        timeout_ms: Option<f64>,
        signal: JsValue,
    ) -> Call {
        let client = self.client.clone();
        let arguments = from_js::members(arguments);
        Call::new(signal, async move {
            client.call(&operation, arguments, options(timeout_ms)).await.map(Answered::from)
        })
    }

    /// Places an attempt.
    pub fn place(&self, attempt: &JsValue, timeout_ms: Option<f64>, signal: JsValue) -> Call {
        let client = self.client.clone();
        let attempt = read_attempt(attempt);
        Call::new(signal, async move {
            client.send_place(&attempt?, options(timeout_ms)).await.map(Answered::from)
        })
    }

    /// A validated attempt, as JSON.
    #[wasm_bindgen(js_name = prepareOrder)]
    pub fn prepare_order(&self, arguments: &JsValue) -> Result<String, JsValue> {
        let attempt = self.client.prepare_order_from(from_js::members(arguments));
        attempt.map(|it| to_json(&it)).map_err(thrown)
    }

    /// A lazy walk over numbers.
    pub fn numbers(
        &self,
        arguments: &JsValue,
        timeout_ms: Option<f64>,
    ) -> Result<NumbersWalk, JsValue> {
        let pager = self.client.numbers_from(from_js::members(arguments), options(timeout_ms));
        pager.map(NumbersWalk::over).map_err(thrown)
    }

    /// A lazy walk over orders.
    pub fn orders(
        &self,
        arguments: &JsValue,
        timeout_ms: Option<f64>,
    ) -> Result<OrdersWalk, JsValue> {
        let pager = self.client.orders_from(from_js::members(arguments), options(timeout_ms));
        pager.map(OrdersWalk::over).map_err(thrown)
    }

    /// An order watched until nothing more will change.
    #[wasm_bindgen(js_name = watchOrder)]
    pub fn watch_order(
        &self,
        arguments: &JsValue,
        timeout_ms: Option<f64>,
    ) -> Result<OrderWalk, JsValue> {
        let watch = self.client.watch_order_from(from_js::members(arguments), options(timeout_ms));
        watch.map(OrderWalk::over).map_err(thrown)
    }

    fn open(options: &JsValue, host: Host, logger: Option<Logger>) -> Result<Self, Error> {
        let mut options = from_js::members(options);
        if let Some(timeout) = options.remove("timeout_ms") {
            let seconds = timeout.as_f64().map(|it| Value::from(it / 1000.0));
            options.insert("timeout".to_owned(), seconds.unwrap_or(timeout));
        }
        let app_name = options.get("app_name").and_then(Value::as_str);
        let agent = host.names_user_agent().then(|| user_agent(app_name));
        let bridge = Arc::new(HostBridge::new(host, agent));
        let log = logger.map(|it| Arc::new(HostLogger(it)) as Arc<dyn LogSink>);
        let surroundings = Surroundings {
            transport: Some(bridge.clone()),
            platform: Some(bridge),
            store: None,
            log,
        };
        let client = IdtExpress::builder().options(options)?.surroundings(surroundings).build()?;
        Ok(Self { client })
    }
}

/// A value with what is known of its exchange, to be written as JSON.
#[derive(Serialize)]
struct Answered<T> {
    value: T,
    info: ResponseInfo,
}

impl<T> From<Response<T>> for Answered<T> {
    fn from(Response { value, info }: Response<T>) -> Self {
        Self { value, info }
    }
}

fn options(timeout_ms: Option<f64>) -> CallOptions {
    CallOptions { timeout: timeout_ms.map(|it| it / 1000.0) }
}

/// An attempt in JavaScript's or in the canonical spelling.
fn read_attempt(attempt: &JsValue) -> Result<Attempt, Error> {
    Attempt::from_json(&to_json(&from_js::members(attempt)))
}

fn thrown(error: Error) -> JsValue {
    to_json(error.info()).into()
}
