//! Walks: each step is a call of its own.

use std::cell::RefCell;
use std::rc::Rc;

use telnum::seen::Seen;
use telnum::{Error, ErrorKind, Output, Steps};
use wasm_bindgen::prelude::*;

use crate::call::Call;
use telnum_wasm_message::message;

/// A walk over pages, or over what becomes of an order.
#[wasm_bindgen]
pub struct Walk(Slot);

/// What walks, taken out while a step is under way, and put back even where that is cancelled.
type Slot = Rc<RefCell<Option<Box<dyn Steps>>>>;

struct Taken {
    walker: Option<Box<dyn Steps>>,
    slot: Slot,
}

#[wasm_bindgen]
impl Walk {
    /// A message with the next step, which is absent at the end.
    pub fn next(&self, signal: JsValue) -> Call {
        let slot = self.0.clone();
        Call::new(signal, async move { Taken::of(slot).next().await })
    }
}

impl Walk {
    pub(crate) fn over(walker: Box<dyn Steps>) -> Self {
        Self(Rc::new(RefCell::new(Some(walker))))
    }
}

impl Taken {
    fn of(slot: Slot) -> Self {
        Self { walker: slot.take(), slot }
    }

    async fn next(&mut self) -> Result<JsValue, Error> {
        match &mut self.walker {
            Some(walker) => {
                let step = walker.next().await?;
                Ok(message(&[&step.as_deref().map_or(Seen::Absent, <dyn Output>::seen)]))
            }
            None => {
                let text = "The walk is already under way to its next step: wait for it.";
                Err(Error::new(ErrorKind::InvalidInput, text))
            }
        }
    }
}

impl Drop for Taken {
    fn drop(&mut self) {
        if let Some(walker) = self.walker.take() {
            self.slot.replace(Some(walker));
        }
    }
}
