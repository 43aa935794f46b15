//! The carriers' clients, as TypeScript sees them: one class, which TypeScript splits into three.

use std::sync::Arc;

use serde::Serialize;
use serde_json::{Map, Value};
use telnum::{
    Attempt, CallOptions, DialogTech, Didww, Error, ErrorKind, IdtExpress, LogSink, Response,
    ResponseInfo, Surroundings, didww_not_loaded, user_agent,
};
use wasm_bindgen::prelude::*;

use crate::call::Call;
use crate::from_js;
use crate::host::{Host, HostBridge};
use crate::logger::{HostLogger, Logger};
use crate::to_json::to_json;
use crate::token::{HostTokens, Tokens};
use crate::walk::{Walk, Walker};

/// A client of a carrier.
#[wasm_bindgen]
pub struct Client {
    its: Its,
}

#[derive(Clone)]
enum Its {
    IdtExpress(IdtExpress),
    DialogTech(DialogTech),
    Didww(Didww),
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
        Call::new(signal, async move { its.call(&operation, arguments, timeout_ms).await })
    }

    /// Places an attempt.
    pub fn place(&self, attempt: &JsValue, timeout_ms: Option<f64>, signal: JsValue) -> Call {
        let its = self.its.clone();
        let attempt = read_attempt(attempt);
        Call::new(signal, async move { its.place(&attempt?, timeout_ms).await })
    }

    /// A validated attempt at the operation of this snake_case name, as JSON.
    pub fn prepare(&self, operation: &str, arguments: &JsValue) -> Result<String, JsValue> {
        let arguments = from_js::members(arguments);
        let attempt = match &self.its {
            Its::IdtExpress(client) => client.prepare_from(operation, arguments),
            Its::DialogTech(client) => client.prepare_from(operation, arguments),
            Its::Didww(client) => client.prepare_from(operation, arguments),
        };
        attempt.map(|it| to_json(&it)).map_err(thrown)
    }

    /// A walk, by the name of its method.
    pub fn walk(
        &self,
        name: &str,
        arguments: &JsValue,
        timeout_ms: Option<f64>,
    ) -> Result<Walk, JsValue> {
        let (arguments, options) = (from_js::members(arguments), options(timeout_ms));
        let walker = match &self.its {
            Its::IdtExpress(client) => {
                client.walk(name, arguments, options).map(Walker::IdtExpress)
            }
            Its::DialogTech(_) => Err(no_operation(name)),
            Its::Didww(client) => client.walk(name, arguments, options).map(Walker::Didww),
        };
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
        if tokens.is_some() && carrier != "didww" {
            // Which of the others has none, so that core says so.
            options.insert("token_source".to_owned(), Value::Null);
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
        let its = match carrier {
            "dialog_tech" => Its::DialogTech(
                DialogTech::builder().options(options)?.surroundings(surroundings).build()?,
            ),
            "didww" => {
                let mut builder = Didww::builder();
                if let Some(source) = tokens {
                    builder = builder.token_source(Arc::new(HostTokens(source)));
                }
                Its::Didww(builder.options(options)?.surroundings(surroundings).build()?)
            }
            "idt_express" => Its::IdtExpress(
                IdtExpress::builder().options(options)?.surroundings(surroundings).build()?,
            ),
            // A client of another carrier than was meant might buy there.
            _ => return Err(Error::configuration(format!("There is no carrier `{carrier}`."))),
        };
        Ok(Self { its })
    }
}

impl Its {
    async fn call(
        &self,
        operation: &str,
        arguments: Map<String, Value>,
        timeout_ms: Option<f64>,
    ) -> Result<String, Error> {
        let options = options(timeout_ms);
        Ok(match self {
            Self::IdtExpress(it) => answered(it.call(operation, arguments, options).await?),
            Self::DialogTech(it) => answered(it.call(operation, arguments, options).await?),
            Self::Didww(it) => answered(it.call(operation, arguments, options).await?),
        })
    }

    async fn place(&self, attempt: &Attempt, timeout_ms: Option<f64>) -> Result<String, Error> {
        let options = options(timeout_ms);
        Ok(match self {
            Self::IdtExpress(it) => answered(it.send_place(attempt, options).await?),
            Self::DialogTech(it) => answered(it.send_place(attempt, options).await?),
            Self::Didww(_) => return Err(no_operation("place")),
        })
    }
}

/// The error for a link that is not loaded, as JSON.
#[wasm_bindgen(js_name = notLoaded)]
pub fn not_loaded(name: &str, include: &str) -> String {
    to_json(didww_not_loaded(name, include).info())
}

/// A value with what is known of its exchange, as JSON.
fn answered<T: Serialize>(Response { value, info }: Response<T>) -> String {
    #[derive(Serialize)]
    struct Answered<T> {
        value: T,
        info: ResponseInfo,
    }
    to_json(&Answered { value, info })
}

fn options(timeout_ms: Option<f64>) -> CallOptions {
    CallOptions { timeout: timeout_ms.map(|it| telnum::seconds(it / 1000.0)) }
}

/// An attempt in JavaScript's or in the canonical spelling.
fn read_attempt(attempt: &JsValue) -> Result<Attempt, Error> {
    Attempt::from_json(&to_json(&from_js::members(attempt)))
}

fn no_operation(name: &str) -> Error {
    Error::new(ErrorKind::InvalidInput, format!("This carrier has no operation `{name}`."))
}

fn thrown(error: Error) -> JsValue {
    to_json(error.info()).into()
}
