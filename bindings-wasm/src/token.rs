//! A source of tokens that a caller wrote in JavaScript.

use std::error::Error;
use std::fmt;

use js_sys::Promise;
use telnum::{BoxFuture, Secret, TokenFailed, TokenSource};
use wasm_bindgen::prelude::*;

use crate::call::Waiting;
use crate::host::settled;

#[wasm_bindgen]
extern "C" {
    /// What brings tokens, on the side of TypeScript.
    pub type Tokens;

    #[wasm_bindgen(method)]
    fn ask(this: &Tokens, signal: &JsValue) -> Promise;

    /// What was asked for: a text, such as a token, or why there is none.
    pub type Asked;

    #[wasm_bindgen(method, getter, structural)]
    pub fn text(this: &Asked) -> Option<String>;
    #[wasm_bindgen(method, getter, structural)]
    pub fn failed(this: &Asked) -> Option<String>;
    #[wasm_bindgen(method, getter, structural)]
    fn thrown(this: &Asked) -> JsValue;
}

impl Asked {
    /// Why there is none; what was thrown becomes the cause of the call's error.
    pub(crate) fn blamed(&self) -> Option<String> {
        let failed = self.failed()?;
        Waiting::blame(self.thrown());
        Some(failed)
    }
}

/// Why there is none. A string as an error would bring along how a string is debugged, five thousand bytes.
struct Failed(String);

impl fmt::Display for Failed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Failed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Error for Failed {}

/// The caller's source, as core asks it.
pub(crate) struct HostTokens(pub(crate) Tokens);

impl TokenSource for HostTokens {
    fn token(&self) -> BoxFuture<'_, Result<Secret, TokenFailed>> {
        Box::pin(async {
            let asked: Asked = settled(self.0.ask(&Waiting::signal())).await.unchecked_into();
            match asked.text() {
                Some(token) => Ok(Secret::from(token)),
                None => {
                    Err(TokenFailed::from(Box::new(Failed(asked.blamed().unwrap_or_default()))))
                }
            }
        })
    }
}
