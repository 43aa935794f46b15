//! An operation as the driver meets it, whichever it is: what drives a call is compiled once, not once an
//! operation.

use std::any::Any;

use crate::checks::Checks;
use crate::error::{Error, ErrorKind, Result};
use crate::operation::{Encoded, Operation, Refusal, Repeat, Special};
use crate::platform::Shared;
use crate::seen::Shown;
use crate::transport::HttpResponse;
use crate::types::Response;

/// What a call brings, whichever it was. It can be seen, and taken as what it is.
pub trait Output: Any + Shared + Shown {}

impl<T: Any + Shared + Shown> Output for T {}

/// What is known of an operation before there is one.
pub(crate) struct Facts {
    pub(crate) name: &'static str,
    pub(crate) repeat: Repeat,
    pub(crate) spends: bool,
    /// Whether any answer that comes whole is the answer: what it says is for another to read.
    pub(crate) passes_on: bool,
    pub(crate) may_spend: bool,
    pub(crate) look: &'static str,
    pub(crate) source: fn(&str) -> Option<String>,
    pub(crate) is_refusal: fn(&HttpResponse) -> bool,
    pub(crate) refusal: fn(&HttpResponse) -> Refusal,
    pub(crate) find_order_id: fn(&HttpResponse) -> Option<String>,
}

impl Facts {
    /// Of this operation.
    pub(crate) const fn of<O: Operation>() -> &'static Self {
        const {
            &Self {
                name: O::NAME,
                repeat: O::REPEAT,
                spends: O::SPENDS,
                passes_on: false,
                may_spend: O::MAY_SPEND,
                look: O::LOOK,
                source: O::source,
                is_refusal: O::is_refusal,
                refusal: O::decode_error,
                find_order_id: O::find_order_id,
            }
        }
    }
}

/// An operation without its type; see there what each does.
pub(crate) trait Call: Shared {
    fn facts(&self) -> &'static Facts;
    fn validate(&self, checks: &mut Checks);
    fn arguments(&self) -> serde_json::Map<String, serde_json::Value>;
    fn special(&self) -> Option<&dyn Special>;
    fn encode(&self) -> Result<Encoded>;
    fn decode(&self, answer: &HttpResponse) -> Result<Box<dyn Output>>;
    fn settled_by(&self, refusal: &Error) -> Option<Box<dyn Output>>;
}

impl<O: Operation> Call for O {
    fn facts(&self) -> &'static Facts {
        Facts::of::<O>()
    }

    fn validate(&self, checks: &mut Checks) {
        Operation::validate(self, checks);
    }

    fn arguments(&self) -> serde_json::Map<String, serde_json::Value> {
        Operation::arguments(self)
    }

    fn special(&self) -> Option<&dyn Special> {
        Operation::special(self)
    }

    fn encode(&self) -> Result<Encoded> {
        Operation::encode(self)
    }

    fn decode(&self, answer: &HttpResponse) -> Result<Box<dyn Output>> {
        self.decode_any(answer)
    }

    fn settled_by(&self, refusal: &Error) -> Option<Box<dyn Output>> {
        Some(Box::new(Operation::settled_by(self, refusal)?))
    }
}

/// What a call brought, as the type that its operation names.
pub(crate) fn typed<T: Any>(value: Box<dyn Output>) -> Result<T> {
    let value: Box<dyn Any> = value;
    value.downcast::<T>().map(|it| *it).map_err(|_| mistaken())
}

fn mistaken() -> Error {
    Error::new(ErrorKind::Decode, "The call brought another type than its own: a fault in telnum.")
}

impl Response<Box<dyn Output>> {
    /// The same exchange, with the type that the operation names.
    pub(crate) fn typed<T: Any>(self) -> Result<Response<T>> {
        Ok(Response { value: typed(self.value)?, info: self.info })
    }
}
