//! The carriers in memory for JavaScript; `js/src/emulator.ts` makes a client's host of it.

#![cfg(target_arch = "wasm32")]

use std::time::Duration;

use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use telnum_emulator::{Arrival, Outcome, Request};
use wasm_bindgen::prelude::*;

/// The carriers in memory, their clock and the pauses that clients made.
#[wasm_bindgen]
pub struct Carriers {
    carriers: telnum_emulator::Emulator,
    started: u64,
    sleeps: Vec<f64>,
}

#[wasm_bindgen]
extern "C" {
    /// Takes what becomes of a request: `js/src/emulator.ts` makes an answer of it.
    pub type Receiver;

    #[wasm_bindgen(method, structural)]
    fn answered(this: &Receiver, status: u16, headers: Vec<String>, body: Vec<u8>);
    #[wasm_bindgen(method, structural)]
    fn failed(this: &Receiver, failure: &str, not_sent: bool, text: &str);
}

#[wasm_bindgen]
impl Carriers {
    /// Carriers whose every choice follows from this seed.
    #[wasm_bindgen(constructor)]
    pub fn new(seed: f64) -> Self {
        let carriers = telnum_emulator::Emulator::new(seed as u64);
        Self { started: carriers.now_ms(), carriers, sleeps: Vec::new() }
    }

    /// Answers a request within its limits, in the carriers' own time. Nothing is told where no limit
    /// ends the wait.
    #[expect(clippy::too_many_arguments, reason = "an object would be read by reflection")]
    pub fn send(
        &mut self,
        method: String,
        target: String,
        headers: Vec<String>,
        body: Option<Vec<u8>>,
        timeout_ms: f64,
        max_body_bytes: f64,
        receiver: &Receiver,
    ) {
        let mut texts = headers.into_iter();
        let mut headers = Vec::new();
        while let (Some(name), Some(value)) = (texts.next(), texts.next()) {
            headers.push((name, value));
        }
        let request = Request { method, target, headers, body: body.unwrap_or_default() };
        let timeout = Duration::try_from_secs_f64(timeout_ms / 1000.0).unwrap_or_default();
        let max_body = max_body_bytes as usize;
        let Arrival { spent_ms, outcome } =
            self.carriers.handle(&request).arrive(timeout, max_body);
        self.carriers.advance_ms(spent_ms);
        match outcome {
            Outcome::Whole(response) => {
                let headers = response.headers.into_iter().flat_map(|(name, value)| [name, value]);
                receiver.answered(response.status, headers.collect(), response.body);
            }
            Outcome::Refused => receiver.failed("connect", true, "connection refused"),
            Outcome::Broken => receiver.failed("broken", false, "the connection was dropped"),
            Outcome::TimedOut => receiver.failed("timeout", false, "no whole answer came in time"),
            Outcome::TooLarge => {
                let text = format!("the answer is larger than {max_body} bytes");
                receiver.failed("too_large", false, &text);
            }
            Outcome::Never => {}
        }
    }

    /// Lets a client pause.
    pub fn sleep(&mut self, milliseconds: f64) {
        self.sleeps.push(milliseconds);
        self.advance(milliseconds);
    }

    /// Moves the clock forward.
    pub fn advance(&mut self, milliseconds: f64) {
        self.carriers.advance_ms(milliseconds as u64);
    }

    /// Milliseconds since 1970 began, by the carriers' clock.
    pub fn now(&self) -> f64 {
        self.carriers.now_ms() as f64
    }

    /// Milliseconds since the carriers were made.
    pub fn elapsed(&self) -> f64 {
        self.carriers.now_ms().saturating_sub(self.started) as f64
    }

    /// Chance for clients: the upper half of the carriers' next number.
    pub fn random(&mut self) -> u32 {
        (self.carriers.next_random() >> 32) as u32
    }

    /// The pauses that clients made, in milliseconds.
    pub fn sleeps(&self) -> Vec<f64> {
        self.sleeps.clone()
    }

    /// Sets a switch to a value in JSON; what is wrong is thrown as text.
    pub fn set(&mut self, switch: &str, value: &str) -> Result<(), String> {
        // As bytes, which the emulator reads too: a reader of texts would be compiled besides.
        let value = serde_json::from_slice(value.as_bytes()).map_err(|error| error.to_string())?;
        self.carriers.set(switch, value)
    }

    /// Adds steps in JSON; what is wrong is thrown as text.
    pub fn script(&mut self, steps: &str) -> Result<(), String> {
        let steps = serde_json::from_slice(steps.as_bytes()).map_err(|error| error.to_string())?;
        self.carriers.script(&steps)
    }

    /// Every request that came; what is absent is null.
    pub fn requests(&self) -> JsValue {
        objects(self.carriers.requests())
    }

    /// What was bought; what is absent is null.
    pub fn ledger(&self) -> JsValue {
        objects(&self.carriers.ledger())
    }
}

/// Plain objects, named as in the canonical form.
fn objects<T: Serialize + ?Sized>(values: &T) -> JsValue {
    values.serialize(&Serializer::json_compatible()).unwrap_or(JsValue::NULL)
}
