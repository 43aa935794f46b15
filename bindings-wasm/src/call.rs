//! A call under way: a future that the host resumes, each time after what it waited for.

use std::cell::RefCell;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, Waker};

use serde::Serialize;
use telnum::Error;
use wasm_bindgen::prelude::*;

use crate::to_json::to_json;

/// A call under way. Freeing it drops the future, which cancels the call.
#[wasm_bindgen]
pub struct Call {
    // Gone once it has ended.
    future: Option<CallFuture>,
    signal: JsValue,
    outcome: Option<Result<String, String>>,
}

/// What a call brings in the end: JSON text.
type CallFuture = Pin<Box<dyn Future<Output = Result<String, Error>>>>;

impl Call {
    pub(crate) fn new<T: Serialize>(
        signal: JsValue,
        future: impl Future<Output = Result<T, Error>> + 'static,
    ) -> Self {
        let future: CallFuture = Box::pin(async move { Ok(to_json(&future.await?)) });
        Self { future: Some(future), signal, outcome: None }
    }
}

#[wasm_bindgen]
impl Call {
    /// Goes on after the last promise was fulfilled; returns the next promise, or undefined at the end.
    pub fn resume(&mut self) -> JsValue {
        let Some(future) = &mut self.future else { return JsValue::UNDEFINED };
        let (polled, promise) = Waiting::during(self.signal.clone(), || {
            future.as_mut().poll(&mut Context::from_waker(Waker::noop()))
        });
        let Poll::Ready(outcome) = polled else { return promise };
        self.future = None;
        self.outcome = Some(outcome.map_err(|error| to_json(error.info())));
        JsValue::UNDEFINED
    }

    /// What it brought, as JSON; thrown where it is an error. Undefined before its end.
    pub fn outcome(&mut self) -> Result<Option<String>, JsValue> {
        self.outcome.take().transpose().map_err(JsValue::from)
    }
}

/// What the call that is being polled exchanges with the host.
pub(crate) struct Waiting {
    signal: JsValue,
    promise: JsValue,
}

thread_local! {
    // Only while a call is polled. A host may begin another call meanwhile, so the former is put back.
    static CURRENT: RefCell<Option<Waiting>> = const { RefCell::new(None) };
}

impl Waiting {
    /// Polls a call; brings the promise that it waits for.
    fn during<T>(signal: JsValue, poll: impl FnOnce() -> T) -> (T, JsValue) {
        let waiting = Self { signal, promise: JsValue::UNDEFINED };
        let former = CURRENT.replace(Some(waiting));
        let polled = poll();
        let promise = CURRENT.replace(former).map_or(JsValue::UNDEFINED, |it| it.promise);
        (polled, promise)
    }

    /// The signal that aborts the call being polled.
    pub(crate) fn signal() -> JsValue {
        CURRENT.with_borrow(|it| it.as_ref().map_or(JsValue::UNDEFINED, |it| it.signal.clone()))
    }

    /// Makes the call being polled wait for this.
    pub(crate) fn for_promise(promise: JsValue) {
        CURRENT.with_borrow_mut(|it| {
            if let Some(waiting) = it {
                waiting.promise = promise;
            }
        });
    }
}
