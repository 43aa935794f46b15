//! Python's plain data as JSON values.

use pyo3::prelude::*;
use pyo3::types::{PyBool, PyDict, PyFloat, PyInt, PyList, PyMapping, PyString, PyTuple};
use serde_json::{Map, Number, Value};

use crate::error::invalid_input;

/// Deeper data is refused rather than followed to the end of the stack.
const DEPTH: u8 = 64;

/// Arguments or options, by name; those that are None are left out.
///
/// What is no plain data becomes an empty list, however far in it stands, which nothing takes there: so
/// core names it and its rule, together with all other rules that are broken.
pub(crate) fn named(given: &Bound<'_, PyDict>) -> PyResult<Map<String, Value>> {
    let mut named = Map::with_capacity(given.len());
    for (name, value) in given {
        if !value.is_none() {
            named.insert(
                name.extract()?,
                read(&value, DEPTH, Otherwise::EmptyList).unwrap_or_default(),
            );
        }
    }
    Ok(named)
}

/// Any plain data; `name` says in the error what it was for.
pub(crate) fn plain(given: &Bound<'_, PyAny>, name: &str) -> PyResult<Value> {
    read(given, DEPTH, Otherwise::Fail)
        .map_err(|unfit| invalid_input(format!("`{name}` {}.", unfit.0)))
}

/// Why something is no plain data.
struct Unfit(String);

/// What becomes of what is no plain data.
#[derive(Clone, Copy)]
enum Otherwise {
    Fail,
    EmptyList,
}

fn read(value: &Bound<'_, PyAny>, depth: u8, otherwise: Otherwise) -> Result<Value, Unfit> {
    match (read_plain(value, depth, otherwise), otherwise) {
        (Err(_), Otherwise::EmptyList) => Ok(Value::Array(Vec::new())),
        (read, _) => read,
    }
}

fn read_plain(value: &Bound<'_, PyAny>, depth: u8, otherwise: Otherwise) -> Result<Value, Unfit> {
    let Some(deeper) = depth.checked_sub(1) else {
        return Err(Unfit("is nested too deeply".to_owned()));
    };
    if value.is_none() {
        Ok(Value::Null)
    } else if let Ok(text) = value.cast::<PyString>() {
        let text =
            text.to_str().map_err(|_| Unfit("holds a text that is no Unicode".to_owned()))?;
        Ok(Value::from(text))
    } else if let Ok(flag) = value.cast::<PyBool>() {
        Ok(Value::Bool(flag.is_true()))
    } else if value.is_instance_of::<PyInt>() {
        integer(value)
    } else if let Ok(number) = value.cast::<PyFloat>() {
        let number = Number::from_f64(number.value());
        number
            .map(Value::Number)
            .ok_or_else(|| Unfit("holds a number that is not finite".to_owned()))
    } else if let Ok(object) = value.cast::<PyDict>() {
        object_of(object, deeper, otherwise)
    } else if let Ok(list) = value.cast::<PyList>() {
        list.iter()
            .map(|it| read(&it, deeper, otherwise))
            .collect::<Result<_, _>>()
            .map(Value::Array)
    } else if let Ok(tuple) = value.cast::<PyTuple>() {
        tuple
            .iter()
            .map(|it| read(&it, deeper, otherwise))
            .collect::<Result<_, _>>()
            .map(Value::Array)
    } else if let Ok(number) = value.extract::<i64>() {
        // numpy's integers and others that say by `__index__` what they are.
        Ok(Value::from(number))
    } else if let Ok(record) = value.call_method0("to_dict") {
        read(&record, deeper, otherwise)
    } else if let Some(object) = as_dict(value) {
        object_of(&object, deeper, otherwise)
    } else {
        let kind = value.get_type().name().map(|it| it.to_string()).unwrap_or_default();
        Err(Unfit(format!("holds a value of type {kind}, which is no plain data")))
    }
}

/// Any other mapping, such as `os.environ`.
fn as_dict<'py>(value: &Bound<'py, PyAny>) -> Option<Bound<'py, PyDict>> {
    let object = PyDict::new(value.py());
    object.update(value.cast::<PyMapping>().ok()?).ok()?;
    Some(object)
}

fn object_of(object: &Bound<'_, PyDict>, depth: u8, otherwise: Otherwise) -> Result<Value, Unfit> {
    let mut members = Map::with_capacity(object.len());
    for (name, value) in object {
        let name = name.extract().map_err(|_| Unfit("has a name that is no text".to_owned()))?;
        members.insert(name, read(&value, depth, otherwise)?);
    }
    Ok(Value::Object(members))
}

/// What is too large for JSON's numbers goes on as its digits, which is what an id is anyway.
fn integer(value: &Bound<'_, PyAny>) -> Result<Value, Unfit> {
    if let Ok(number) = value.extract::<i64>() {
        return Ok(Value::from(number));
    }
    let digits = value.str().map(|it| it.to_string_lossy().into_owned());
    digits.map(Value::String).map_err(|_| Unfit("holds a number that is too large".to_owned()))
}
