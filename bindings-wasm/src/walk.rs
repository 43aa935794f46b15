//! Walks: each step is a call of its own.

use std::cell::RefCell;
use std::rc::Rc;

use telnum::{Error, ErrorKind, NumbersPager, OrderWatch, OrdersPager};
use wasm_bindgen::prelude::*;

use crate::call::Call;

/// What walks, taken out while a step is under way, and put back even where that is cancelled.
type Slot<T> = Rc<RefCell<Option<T>>>;

struct Taken<T> {
    walker: Option<T>,
    slot: Slot<T>,
}

impl<T> Taken<T> {
    fn of(slot: Slot<T>) -> Self {
        Self { walker: slot.take(), slot }
    }

    fn walker(&mut self) -> Result<&mut T, Error> {
        self.walker.as_mut().ok_or_else(|| {
            let text = "The walk is already under way to its next step: wait for it.";
            Error::new(ErrorKind::InvalidInput, text)
        })
    }
}

impl<T> Drop for Taken<T> {
    fn drop(&mut self) {
        if let Some(walker) = self.walker.take() {
            self.slot.replace(Some(walker));
        }
    }
}

macro_rules! walks {
    ($($(#[doc = $doc:literal])* $name:ident($walker:ty) by $step:ident;)*) => {$(
        $(#[doc = $doc])*
        #[wasm_bindgen]
        pub struct $name(Slot<$walker>);

        impl $name {
            pub(crate) fn over(walker: $walker) -> Self {
                Self(Rc::new(RefCell::new(Some(walker))))
            }
        }

        #[wasm_bindgen]
        impl $name {
            /// The next step, or null at the end.
            pub fn next(&self, signal: JsValue) -> Call {
                let slot = self.0.clone();
                Call::new(signal, async move { Taken::of(slot).walker()?.$step().await })
            }
        }
    )*};
}
walks! {
    /// A walk over pages of numbers.
    NumbersWalk(NumbersPager) by next_page;
    /// A walk over pages of orders.
    OrdersWalk(OrdersPager) by next_page;
    /// An order as it is, then each time it has changed.
    OrderWalk(OrderWatch) by next;
}
