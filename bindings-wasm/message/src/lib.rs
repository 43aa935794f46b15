//! Messages to JavaScript, which the readers in `js/src/records.ts` follow. The values are a JSON array, so that one
//! `JSON.parse` makes all of them, each on its own: a slice of one long text would keep all of it alive.

#![cfg(target_arch = "wasm32")]

use js_sys::{Array, Int32Array};
use serde::Serialize;
use serde_json::{Map, Value};
use telnum::seen::message::{Form, message as told};
use telnum::seen::{Shown, amount_text, moment_text};
use telnum::{Decimal, Timestamp};
use wasm_bindgen::JsValue;

/// Some values, each of any type: where a record may be or a list, a code tells which it is.
pub fn message(values: &[&dyn Shown]) -> JsValue {
    let mut told = told::<Json>(values);
    told.values.push(b']');
    let text = String::from_utf8(told.values).unwrap_or_default();
    Array::of2(&Int32Array::from(told.codes.as_slice()), &text.into()).into()
}

/// The items of a JSON array, each with the comma before it.
struct Json;

impl Form for Json {
    const FIRST: &'static [u8] = b"[null,false,true";

    fn text(values: &mut Vec<u8>, text: &str) -> bool {
        if text.bytes().any(|it| it < b' ' || it == b'"' || it == b'\\') {
            add(values, text);
            return false;
        }
        values.extend_from_slice(b",\"");
        values.extend_from_slice(text.as_bytes());
        values.push(b'"');
        true
    }

    fn is_text(written: &[u8], text: &str) -> bool {
        matches!(written, [b',', b'"', inner @ .., b'"'] if inner == text.as_bytes())
    }

    fn amount(values: &mut Vec<u8>, amount: &Decimal) -> bool {
        amount_text(amount, |it| Self::text(values, it))
    }

    fn moment(values: &mut Vec<u8>, moment: &Timestamp) -> bool {
        moment_text(moment, |it| Self::text(values, it))
    }

    fn count(values: &mut Vec<u8>, count: i32) {
        add(values, &count);
    }

    fn number(values: &mut Vec<u8>, number: f64) {
        add(values, &number);
    }

    fn plain(values: &mut Vec<u8>, members: &Map<String, Value>) {
        add(values, members);
    }
}

fn add<T: Serialize + ?Sized>(values: &mut Vec<u8>, value: &T) {
    values.push(b',');
    // A vector takes whatever is written to it.
    drop(serde_json::to_writer(values, value));
}
