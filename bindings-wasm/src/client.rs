//! The carriers' clients, as TypeScript sees them: one class, which TypeScript splits into three.

use std::sync::Arc;

use serde::Serialize;
use serde_json::Value;
use telnum::seen::Seen;
use telnum::{
    Attempt, ByName, CallOptions, Error, LogSink, Output, Response, ResponseInfo, Surroundings,
    didww_not_loaded, user_agent,
};
use wasm_bindgen::prelude::*;

use crate::call::Call;
use crate::carriers;
use crate::from_js;
use crate::host::{Host, HostBridge};
use crate::logger::{HostLogger, Logger};
use crate::to_json::to_json;
use crate::token::Tokens;
use crate::walk::Walk;

/// A client of a carrier.
#[wasm_bindgen]
pub struct Client {
    its: ByName,
}

#[wasm_bindgen]
impl Client {
    /// A client of this carrier with these options over this host; what is wrong is thrown as JSON.
    #[wasm_bindgen(constructor)]
    pub fn new(
        carrier: &str,
        options: &JsValue,
        host: Host,
        logger: Option<Logger>,
        tokens: Option<Tokens>,
    ) -> Result<Client, JsValue> {
        Self::open(carrier, options, host, logger, tokens).map_err(thrown)
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
        let attempt = read_attempt(attempt);
        Call::new(
            signal,
            async move { Ok(answered(&its.place(&attempt?, options(timeout_ms)).await?)) },
        )
    }

    /// A validated attempt at the operation of this snake_case name, as JSON.
    pub fn prepare(&self, operation: &str, arguments: &JsValue) -> Result<String, JsValue> {
        let arguments = from_js::members(arguments);
        self.its.prepare(operation, arguments).map(|it| to_json(&it)).map_err(thrown)
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
    ) -> Result<Self, Error> {
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
            log,
            ..Surroundings::default()
        };
        Ok(Self { its: carriers::open(carrier, options, surroundings, tokens)? })
    }
}

/// The error for a link that is not loaded, as JSON.
#[wasm_bindgen(js_name = notLoaded)]
pub fn not_loaded(name: &str, include: &str) -> String {
    to_json(didww_not_loaded(name, include).info())
}

/// A value with what is known of its exchange, as JSON.
fn answered(answer: &Response<Box<dyn Output>>) -> String {
    #[derive(Serialize)]
    struct Answered<'a> {
        value: Seen<'a>,
        info: &'a ResponseInfo,
    }
    to_json(&Answered { value: answer.value.seen(), info: &answer.info })
}

fn options(timeout_ms: Option<f64>) -> CallOptions {
    CallOptions { timeout: timeout_ms.map(|it| telnum::seconds(it / 1000.0)) }
}

/// An attempt in JavaScript's or in the canonical spelling.
fn read_attempt(attempt: &JsValue) -> Result<Attempt, Error> {
    Attempt::from_json(&to_json(&from_js::members(attempt)))
}

fn thrown(error: Error) -> JsValue {
    to_json(error.info()).into()
}
