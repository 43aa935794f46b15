//! A call under way: a future that the host resumes, each time after what it waited for.

use std::cell::RefCell;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, Waker};

use js_sys::Array;
use telnum::Error;
use wasm_bindgen::prelude::*;

use telnum_wasm_message::message;

/// A call under way. Freeing it drops the future, which cancels the call.
#[wasm_bindgen]
pub struct Call {
    // Gone once it has ended.
    future: Option<CallFuture>,
    signal: JsValue,
    outcome: Option<Result<JsValue, JsValue>>,
    cause: JsValue,
}

/// What a call brings in the end: a message.
type CallFuture = Pin<Box<dyn Future<Output = Result<JsValue, Error>>>>;

impl Call {
    /// A call that brings a message.
    pub(crate) fn new(
        signal: JsValue,
        future: impl Future<Output = Result<JsValue, Error>> + 'static,
    ) -> Self {
        Self { future: Some(Box::pin(future)), signal, outcome: None, cause: JsValue::UNDEFINED }
    }
}

#[wasm_bindgen]
impl Call {
    /// Goes on after one of the last promises was fulfilled; returns those that it waits for now, or
    /// undefined at the end.
    pub fn resume(&mut self) -> Option<Array> {
        let future = self.future.as_mut()?;
        let waiting = Waiting {
            signal: self.signal.clone(),
            promises: Array::new(),
            cause: std::mem::take(&mut self.cause),
        };
        let (polled, waited) =
            waiting.during(|| future.as_mut().poll(&mut Context::from_waker(Waker::noop())));
        self.cause = waited.cause;
        let Poll::Ready(outcome) = polled else { return Some(waited.promises) };
        self.future = None;
        self.outcome = Some(outcome.map_err(|error| message(&[error.info()])));
        None
    }

    /// The message that it brought; thrown where it tells of an error. Undefined before its end.
    pub fn outcome(&mut self) -> Result<JsValue, JsValue> {
        self.outcome.take().unwrap_or(Ok(JsValue::UNDEFINED))
    }

    /// What the caller's own code threw last amid the call: the cause of its error, where it ends with one.
    #[wasm_bindgen(getter)]
    pub fn cause(&self) -> JsValue {
        self.cause.clone()
    }
}

/// What the call that is being polled exchanges with the host.
#[derive(Default)]
pub(crate) struct Waiting {
    signal: JsValue,
    promises: Array,
    cause: JsValue,
}

thread_local! {
    // Only while a call is polled. A host may begin another call meanwhile, so the former is put back.
    static CURRENT: RefCell<Option<Waiting>> = const { RefCell::new(None) };
}

impl Waiting {
    /// Polls a call; brings what it waits for.
    fn during<T>(self, poll: impl FnOnce() -> T) -> (T, Self) {
        let former = CURRENT.replace(Some(self));
        let polled = poll();
        (polled, CURRENT.replace(former).unwrap_or_default())
    }

    /// The signal that aborts the call being polled.
    pub(crate) fn signal() -> JsValue {
        CURRENT.with_borrow(|it| it.as_ref().map_or(JsValue::UNDEFINED, |it| it.signal.clone()))
    }

    /// Remembers what the caller's own code threw amid the call being polled.
    pub(crate) fn blame(thrown: JsValue) {
        CURRENT.with_borrow_mut(|it| it.as_mut().map(|it| it.cause = thrown));
    }

    /// Makes the call being polled wait for this too.
    pub(crate) fn for_promise(promise: &JsValue) {
        CURRENT.with_borrow(|it| it.as_ref().map(|it| it.promises.push(promise)));
    }
}
