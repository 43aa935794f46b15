//! What the clients of all carriers can do, each by the name of an operation.

mod didww;

use std::sync::Arc;

use pyo3::prelude::*;
use pyo3::types::PyDict;
use serde_json::{Map, Value};
use telnum::seen::Shown;
use telnum::{Attempt, BoxFuture, CallOptions, Error, ErrorKind, Response, Result};

use crate::bridge::Show;
use crate::client::{Client, Open};
use crate::error::to_exception;
use crate::from_python;
use crate::log::PythonLog;
use crate::steps::Steps;
use crate::to_python::to_python;
use crate::tokens::PythonTokens;

/// A client of core's.
pub(crate) trait Carrier: Send + Sync {
    /// Calls an operation by its name; one that buys goes by way of `place`.
    fn call(
        &self,
        operation: String,
        arguments: Map<String, Value>,
        options: CallOptions,
    ) -> BoxFuture<'static, Result<Response<Show>>>;

    /// Whether the operation of this name buys.
    fn is_purchase(&self, operation: &str) -> bool;

    /// A validated attempt at the operation of this name; nothing is sent.
    fn prepare(&self, operation: &str, arguments: Map<String, Value>) -> Result<Attempt>;

    /// Sends an attempt; brings the order's id along, where the carrier gives one.
    fn place(
        &self,
        attempt: Attempt,
        options: CallOptions,
    ) -> BoxFuture<'static, Result<(Response<Show>, Option<String>)>>;

    /// What is known of a purchase whose end cannot be shown.
    fn lost(&self, attempt: &Attempt) -> Error;

    /// A lazy walk, by its name.
    fn walk(
        &self,
        name: &str,
        arguments: Map<String, Value>,
        options: CallOptions,
    ) -> Result<Box<dyn Steps>>;

    /// The module of its records.
    fn module(&self) -> &'static str;

    /// Where its requests go.
    fn base_url(&self) -> &str;
}

macro_rules! plain_carriers {
    ($($client:ident $module:literal $walk:expr, $order_id:expr;)*) => {$(
        impl Carrier for telnum::$client {
            fn call(
                &self,
                operation: String,
                arguments: Map<String, Value>,
                options: CallOptions,
            ) -> BoxFuture<'static, Result<Response<Show>>> {
                let client = self.clone();
                Box::pin(async move {
                    Ok(Self::call(&client, &operation, arguments, options).await?.map(shown))
                })
            }

            fn is_purchase(&self, operation: &str) -> bool {
                Self::is_purchase(operation)
            }

            fn prepare(&self, operation: &str, arguments: Map<String, Value>) -> Result<Attempt> {
                self.prepare_from(operation, arguments)
            }

            fn place(
                &self,
                attempt: Attempt,
                options: CallOptions,
            ) -> BoxFuture<'static, Result<(Response<Show>, Option<String>)>> {
                let client = self.clone();
                Box::pin(async move {
                    let answer = client.send_place(&attempt, options).await?;
                    let order_id = $order_id(&answer.value);
                    Ok((answer.map(shown), order_id))
                })
            }

            fn lost(&self, attempt: &Attempt) -> Error {
                self.lost(attempt)
            }

            fn walk(
                &self,
                name: &str,
                arguments: Map<String, Value>,
                options: CallOptions,
            ) -> Result<Box<dyn Steps>> {
                $walk(self, name, arguments, options)
            }

            fn module(&self) -> &'static str {
                $module
            }

            fn base_url(&self) -> &str {
                self.base_url()
            }
        }
    )*};
}

// Those whose values become Python's as they are.
plain_carriers! {
    IdtExpress "idt_express"
        |client: &telnum::IdtExpress, name: &str, arguments, options| {
            let steps = telnum::IdtExpress::walk(client, name, arguments, options)?;
            Ok(Box::new(steps) as Box<dyn Steps>)
        },
        |order: &telnum::IdtOrder| Some(order.id.clone());
    // It gives no id.
    DialogTech "dialogtech" |_, name: &str, _, _| Err(no_walk(name)), |_| None;
}

macro_rules! openers {
    ($($(#[$doc:meta])* $name:ident($builder:ident);)*) => {
        $(
            $(#[$doc])*
            pub(crate) fn $name(
                py: Python<'_>,
                builder: telnum::$builder,
                given: &Bound<'_, PyDict>,
            ) -> PyResult<Client> {
                let options = from_python::named(given)?;
                let builder = builder.logger(Arc::new(PythonLog)).options(options);
                let builder = builder.map_err(|error| to_exception(py, error))?;
                let open: Open = Box::new(move || Ok(Arc::new(builder.clone().build()?)));
                Client::open(py, open)
            }
        )*
    };
}

openers! {
    /// A client of IDT Express.
    idt_express(IdtExpressBuilder);
    /// A client of DialogTech.
    dialog_tech(DialogTechBuilder);
    /// A client of DIDWW.
    didww(DidwwBuilder);
}

/// A builder with the source of tokens that a caller may have given.
pub(crate) fn with_tokens(
    builder: telnum::DidwwBuilder,
    tokens: Option<Bound<'_, PyAny>>,
) -> PyResult<telnum::DidwwBuilder> {
    Ok(match tokens {
        Some(source) => builder.token_source(Arc::new(PythonTokens::new(source)?)),
        None => builder,
    })
}

/// A value that becomes Python's as it is.
fn shown<T: Shown + Send + 'static>(value: T) -> Show {
    Box::new(move |py| to_python(py, &value))
}

/// The attempt that a call is to place, where it buys.
pub(crate) fn attempt(
    carrier: &dyn Carrier,
    operation: &str,
    arguments: &mut Map<String, Value>,
) -> Result<Option<Attempt>> {
    match operation {
        "place" => given_attempt(std::mem::take(arguments)).map(Some),
        _ if carrier.is_purchase(operation) => {
            carrier.prepare(operation, std::mem::take(arguments)).map(Some)
        }
        _ => Ok(None),
    }
}

/// The attempt that `place` takes.
fn given_attempt(mut arguments: Map<String, Value>) -> Result<Attempt> {
    match arguments.remove("attempt") {
        Some(object @ Value::Object(_)) => telnum::read_json(&object.to_string(), "an attempt"),
        // Not quoted: a stored attempt's text is as long as a page.
        _ => Err(Error::new(
            ErrorKind::InvalidInput,
            "`attempt` must be an `Attempt`; `Attempt.from_json` reads one from its JSON text.",
        )),
    }
}

fn no_walk(name: &str) -> Error {
    Error::new(ErrorKind::InvalidInput, format!("There is no walk `{name}`."))
}
