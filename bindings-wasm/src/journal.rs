//! A journal that a caller has in JavaScript.

use js_sys::Promise;
use serde_json::Value;
use telnum::seen::{Seen, Shown};
use telnum::{
    Attempt, BoxFuture, Claim, Error, Journal, OpenAttempt, PlacedAttempt, Result, Timestamp,
};
use telnum_wasm_message::message;
use wasm_bindgen::prelude::*;

use crate::call::Waiting;
use crate::from_js::members;
use crate::host::settled;
use crate::token::Asked;

#[wasm_bindgen]
extern "C" {
    /// A journal, on the side of TypeScript.
    pub type Purchases;

    #[wasm_bindgen(method)]
    fn tell(this: &Purchases, message: JsValue, signal: &JsValue) -> Promise;

    #[wasm_bindgen(method)]
    fn read(this: &Purchases) -> Promise;

    #[wasm_bindgen(method, getter, js_name = endsByItself)]
    fn ends_by_itself(this: &Purchases) -> bool;
}

/// The caller's journal, as core uses it.
pub(crate) struct HostJournal(pub(crate) Purchases);

impl HostJournal {
    /// One value more tells of an outcome.
    fn tell(&self, values: &[&dyn Shown]) -> Promise {
        self.0.tell(message(values), &Waiting::signal())
    }

    /// The list of this name, of what it has.
    async fn list(&self, name: &str) -> Result<Vec<Value>> {
        let asked: Asked = settled(self.0.read()).await.unchecked_into();
        if let Some(failed) = asked.blamed() {
            return Err(Error::configuration(failed));
        }
        match members(&asked).get_mut(name).map(Value::take) {
            Some(Value::Array(list)) => Ok(list),
            _ => Err(Error::configuration("The journal says nothing of what it has.")),
        }
    }
}

impl Journal for HostJournal {
    fn ends_by_itself(&self) -> bool {
        self.0.ends_by_itself()
    }

    fn claim<'a>(&'a self, attempt: &'a Attempt, at: Timestamp) -> BoxFuture<'a, Result<Claim>> {
        let told = self.tell(&[attempt, &at]);
        Box::pin(async move {
            let claimed = settled(told).await;
            if claimed.as_bool() == Some(true) {
                return Ok(Claim::Granted);
            }
            let asked: Asked = claimed.unchecked_into();
            match asked.blamed() {
                Some(failed) => Err(Error::configuration(failed)),
                None => Ok(Claim::Taken { order_id: asked.text() }),
            }
        })
    }

    fn settle<'a>(
        &'a self,
        attempt: &'a Attempt,
        outcome: Result<Option<&'a str>, &'a Error>,
        at: Timestamp,
    ) -> BoxFuture<'a, Result<()>> {
        let ended = match outcome {
            Ok(order_id) => order_id.map_or(Seen::Absent, Seen::Text),
            Err(error) => error.info().seen(),
        };
        let told = self.tell(&[attempt, &at, &ended]);
        Box::pin(async move {
            settled(told).await;
            Ok(())
        })
    }

    fn open(&self) -> BoxFuture<'_, Result<Vec<OpenAttempt>>> {
        Box::pin(async move {
            let mut open = Vec::new();
            for it in self.list("open").await? {
                open.push(OpenAttempt::from_value(&it)?);
            }
            Ok(open)
        })
    }

    fn placed(&self) -> BoxFuture<'_, Result<Vec<PlacedAttempt>>> {
        Box::pin(async move {
            let mut placed = Vec::new();
            for it in self.list("placed").await? {
                placed.extend(PlacedAttempt::from_value(&it));
            }
            Ok(placed)
        })
    }
}
