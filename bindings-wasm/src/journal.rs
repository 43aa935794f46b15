//! A journal that a caller has in JavaScript.

use js_sys::Promise;
use telnum::seen::{Seen, Shown};
use telnum::{
    Attempt, AttemptOutcome, BoxFuture, Claim, Error, Journal, OpenAttempt, Result, Timestamp,
};
use telnum_wasm_message::message;
use wasm_bindgen::prelude::*;

use crate::host::settled;
use crate::token::Asked;

#[wasm_bindgen]
extern "C" {
    /// A journal, on the side of TypeScript.
    pub type Purchases;

    #[wasm_bindgen(method)]
    fn claim(this: &Purchases, message: JsValue, signal: &JsValue) -> Promise;
    #[wasm_bindgen(method)]
    fn settle(this: &Purchases, message: JsValue) -> Promise;
}

/// The caller's journal, as core uses it.
pub(crate) struct HostJournal(pub(crate) Purchases);

impl Journal for HostJournal {
    fn claim<'a>(&'a self, attempt: &'a Attempt, at: Timestamp) -> BoxFuture<'a, Result<Claim>> {
        Box::pin(async move {
            let message = message(&[attempt, &at]);
            let claimed = settled(|signal| self.0.claim(message, signal)).await;
            if claimed.as_bool() == Some(true) {
                return Ok(Claim::Granted);
            }
            let asked: Asked = claimed.unchecked_into();
            match asked.failed() {
                Some(failed) => Err(Error::configuration(failed)),
                None => Ok(Claim::Taken { order_id: asked.text() }),
            }
        })
    }

    fn settle<'a>(
        &'a self,
        attempt: &'a Attempt,
        it: &'a AttemptOutcome,
    ) -> BoxFuture<'a, Result<()>> {
        let result = Seen::Text(it.result.as_str());
        let said: [&dyn Shown; 8] = [
            attempt,
            &result,
            &it.at,
            &it.order_id,
            &it.cause,
            &it.text,
            &it.sent_at,
            &it.candidate_order_id,
        ];
        let message = message(&said);
        Box::pin(async move {
            settled(|_| self.0.settle(message)).await;
            Ok(())
        })
    }

    /// TypeScript has the journal itself: to read its answer here would weigh a browser down.
    fn open(&self) -> BoxFuture<'_, Result<Vec<OpenAttempt>>> {
        Box::pin(async { Err(Error::configuration("Call `open` of the journal itself.")) })
    }
}
