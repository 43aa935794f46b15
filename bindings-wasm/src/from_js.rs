//! JavaScript values as the plain data that core reads.

use js_sys::{Array, BigInt, JsString, Number, Object, Reflect, Symbol};
use serde_json::{Map, Value};
use wasm_bindgen::{JsCast, JsValue};

/// The members of an object; `js/src/given.ts` has put their names into core's spelling.
pub(crate) fn members(object: &JsValue) -> Map<String, Value> {
    let mut members = Map::new();
    if let Some(object) = object.dyn_ref::<Object>() {
        collect(object, DEPTH, |name, value| members.insert(name, value));
    }
    members
}

fn collect<T>(object: &Object, depth: u32, mut put: impl FnMut(String, Value) -> T) {
    for entry in Object::entries(object) {
        let entry: Array = entry.unchecked_into();
        let value = entry.get(1);
        if let (Some(name), false) = (entry.get(0).as_string(), value.is_undefined()) {
            put(name, plain(&value, depth));
        }
    }
}

fn plain(value: &JsValue, depth: u32) -> Value {
    if let Some(text) = value.dyn_ref::<JsString>() {
        // Half a character would be sent as another one, so that it names something else.
        return if text.is_valid_utf16() { String::from(text).into() } else { unfit() };
    }
    if let Some(flag) = value.as_bool() {
        return flag.into();
    }
    if let Some(number) = value.as_f64() {
        return plain_number(number);
    }
    if value.is_null() || value.is_undefined() {
        return Value::Null;
    }
    if let Some(number) = value.dyn_ref::<BigInt>() {
        return whole(number);
    }
    match value.dyn_ref::<Object>() {
        Some(object) if depth > 0 && !value.is_function() => {
            if let Some(list) = value.dyn_ref::<Array>() {
                return list.iter().map(|item| plain(&item, depth - 1)).collect();
            }
            // A `Map`, a `Set` or `Headers`: what it holds are no members.
            if Reflect::has(value, &Symbol::iterator()).unwrap_or(true) {
                return unfit();
            }
            let mut members = Map::new();
            collect(object, depth - 1, |name, value| members.insert(name, value));
            Value::Object(members)
        }
        _ => unfit(),
    }
}

fn plain_number(number: f64) -> Value {
    if Number::is_safe_integer(&number.into()) {
        return (number as i64).into();
    }
    // Beyond the safe integers two ids share one number, and NaN is none: neither may pass for absent.
    if number.is_finite() && number.fract() != 0.0 { number.into() } else { unfit() }
}

fn whole(number: &BigInt) -> Value {
    let digits = number.to_string(10).ok().and_then(|it| it.as_string()).unwrap_or_default();
    let small = digits.parse::<i64>().map(Value::from);
    small.or_else(|_| digits.parse::<u64>().map(Value::from)).unwrap_or_else(|_| unfit())
}

/// What no argument can be, so that core refuses it and names the argument.
fn unfit() -> Value {
    // An empty list would do for a list.
    Value::Array(vec![Value::Null])
}

/// No argument is nested more deeply; without a bound, one could exhaust the stack.
const DEPTH: u32 = 16;
