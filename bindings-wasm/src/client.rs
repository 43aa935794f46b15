//! The carriers' clients, as TypeScript sees them: one class, which TypeScript splits into three.

use std::sync::Arc;

use serde_json::Value;
use telnum::seen::Shown;
use telnum::{
    Attempt, ByName, CallOptions, Error, Journal, LogSink, Output, Response, Surroundings,
    Timestamp, didww_not_loaded, user_agent,
};
use wasm_bindgen::prelude::*;

use crate::call::Call;
use crate::carriers;
use crate::from_js;
use crate::host::{Host, HostBridge};
use crate::journal::{HostJournal, Purchases};
use crate::logger::{HostLogger, Logger};
use crate::token::Tokens;
use crate::walk::Walk;
use telnum_wasm_message::message;

/// A client of a carrier.
#[wasm_bindgen]
pub struct Client {
    its: ByName,
}

#[wasm_bindgen]
impl Client {
    /// A client of this carrier with these options over this host; what is wrong is thrown as a message.
    #[wasm_bindgen(constructor)]
    pub fn new(
        carrier: &str,
        options: &JsValue,
        host: Host,
        logger: Option<Logger>,
        tokens: Option<Tokens>,
        journal: Option<Purchases>,
    ) -> Result<Client, JsValue> {
        Self::open(carrier, options, host, logger, tokens, journal).map_err(thrown)
    }

    /// Calls an operation by its snake_case name.
    pub fn call(
        &self,
        operation: String,
        arguments: &JsValue,
        timeout_ms: Option<f64>,
        signal: JsValue,
    ) -> Call {
        let its = self.its.clone();
        let arguments = from_js::members(arguments);
        Call::new(signal, async move {
            Ok(answered(&its.call(&operation, arguments, options(timeout_ms)).await?))
        })
    }

    /// Places an attempt.
    pub fn place(&self, attempt: &JsValue, timeout_ms: Option<f64>, signal: JsValue) -> Call {
        let its = self.its.clone();
        // In JavaScript's or in the canonical spelling.
        let attempt = Attempt::from_members(&from_js::members(attempt));
        Call::new(
            signal,
            async move { Ok(answered(&its.place(&attempt?, options(timeout_ms)).await?)) },
        )
    }

    /// A message with the error of an attempt whose call was given up, and freed: that it may have been made, and was sent
    /// at this time, in milliseconds since 1970, where that is known. Undefined where it is certain that nothing was
    /// bought.
    pub fn lost(&self, attempt: &JsValue, sent_at: Option<f64>) -> JsValue {
        let Ok(attempt) = Attempt::from_members(&from_js::members(attempt)) else {
            return JsValue::UNDEFINED;
        };
        let Some(order_id) = self.its.given_up(&attempt) else { return JsValue::UNDEFINED };
        let mut lost = self.its.lost(&attempt).into_info();
        lost.sent_at = sent_at.map(|it| Timestamp::from_unix_milliseconds(it as i64));
        lost.candidate_order_id = order_id;
        message(&[&lost])
    }

    /// Sends what a relay was asked for. A message with what is known of the exchange, and the body; or with an error,
    /// and whether it is certain that no one bought anything.
    pub fn relay(&self, request: &JsValue, signal: JsValue) -> Call {
        let its = self.its.clone();
        let request = from_js::members(request);
        Call::new(signal, async move {
            Ok(match its.relay(&request).await {
                Ok((info, body)) => message(&[&info, &body]),
                Err((error, was_free)) => message(&[error.info(), &was_free]),
            })
        })
    }

    /// Whether it has no keys, so that no relay can be made of it.
    #[wasm_bindgen(getter)]
    pub fn keyless(&self) -> bool {
        self.its.is_keyless()
    }

    /// A message with a validated attempt at the operation of this snake_case name.
    pub fn prepare(&self, operation: &str, arguments: &JsValue) -> Result<JsValue, JsValue> {
        let arguments = from_js::members(arguments);
        self.its.prepare(operation, arguments).map(|it| message(&[&it])).map_err(thrown)
    }

    /// A walk, by the name of its method.
    pub fn walk(
        &self,
        name: &str,
        arguments: &JsValue,
        timeout_ms: Option<f64>,
    ) -> Result<Walk, JsValue> {
        let (arguments, options) = (from_js::members(arguments), options(timeout_ms));
        let walker = self.its.walk(name, arguments, options);
        walker.map(Walk::over).map_err(thrown)
    }

    fn open(
        carrier: &str,
        options: &JsValue,
        host: Host,
        logger: Option<Logger>,
        tokens: Option<Tokens>,
        journal: Option<Purchases>,
    ) -> Result<Self, Error> {
        let options = from_js::members(options);
        let app_name = options.get("app_name").and_then(Value::as_str);
        let agent = host.names_user_agent().then(|| user_agent(app_name));
        let bridge = Arc::new(HostBridge::new(host, agent));
        let log = logger.map(|it| Arc::new(HostLogger(it)) as Arc<dyn LogSink>);
        let surroundings = Surroundings {
            transport: Some(bridge.clone()),
            platform: Some(bridge),
            log,
            journal: journal.map(|it| Arc::new(HostJournal(it)) as Arc<dyn Journal>),
            ..Surroundings::default()
        };
        Ok(Self { its: carriers::open(carrier, options, surroundings, tokens)? })
    }
}

/// A message with the error for a link that is not loaded.
#[wasm_bindgen(js_name = notLoaded)]
pub fn not_loaded(name: &str, include: &str) -> JsValue {
    thrown(didww_not_loaded(name, include))
}

/// A message with a value, and with what is known of its exchange.
fn answered(Response { value, info }: &Response<Box<dyn Output>>) -> JsValue {
    message(&[&**value as &dyn Shown, info])
}

fn options(timeout_ms: Option<f64>) -> CallOptions {
    CallOptions { timeout: timeout_ms.map(|it| telnum::seconds(it / 1000.0)) }
}

fn thrown(error: Error) -> JsValue {
    message(&[error.info()])
}
