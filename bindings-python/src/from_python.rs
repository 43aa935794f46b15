//! Python's plain data as JSON values.

use std::cell::Cell;

use pyo3::prelude::*;
use pyo3::types::{
    PyBool, PyByteArray, PyBytes, PyDict, PyFloat, PyFrozenSet, PyInt, PyMapping, PyMemoryView,
    PySet, PyString, PyType,
};
use serde_json::{Map, Number, Value};

use crate::error::invalid_input;

/// Deeper data is refused rather than followed to the end of the stack.
const DEPTH: u8 = 64;
/// More values in arguments are refused rather than followed to the end of a generator, which may have
/// none.
const ARGUMENTS: u32 = 10_000;
/// A record may be a page with all that it includes.
const VALUES: u32 = 1_000_000;

/// Arguments or options, by name; those that are None are left out.
///
/// What is not plain data becomes a list in a list, however far in it stands, which nothing takes: so
/// core names it and its rule, together with all other rules that are broken.
pub(crate) fn named(given: &Bound<'_, PyDict>) -> PyResult<Map<String, Value>> {
    let reader = Reader { otherwise: Otherwise::Unfit, left: Cell::new(ARGUMENTS) };
    let mut named = Map::with_capacity(given.len());
    for (name, value) in given {
        if !value.is_none() {
            let value = match reader.read(&value, DEPTH) {
                Ok(value) => value,
                Err(Unfit::Raised(error)) => return Err(error),
                Err(Unfit::Because(_)) => unfit(),
            };
            named.insert(name.extract()?, value);
        }
    }
    Ok(named)
}

/// Any plain data; `name` says in the error what it was for.
pub(crate) fn plain(given: &Bound<'_, PyAny>, name: &str) -> PyResult<Value> {
    let reader = Reader { otherwise: Otherwise::Fail, left: Cell::new(VALUES) };
    reader.read(given, DEPTH).map_err(|unfit| match unfit {
        Unfit::Because(reason) => invalid_input(format!("`{name}` {reason}.")),
        Unfit::Raised(error) => error,
    })
}

/// A number; None where it is something else. A flag is a number in Python, but counts nothing.
pub(crate) fn number(given: &Bound<'_, PyAny>) -> PyResult<Option<f64>> {
    let reader = Reader { otherwise: Otherwise::Fail, left: Cell::new(1) };
    match reader.read(given, 1) {
        Ok(value) => Ok(value.as_f64()),
        // Not finite: core says what is.
        Err(Unfit::Because(_)) => Ok(given.cast::<PyFloat>().ok().map(|it| it.value())),
        Err(Unfit::Raised(error)) => Err(error),
    }
}

/// Why something is not plain data.
enum Unfit {
    Because(String),
    /// A caller's own code raised something.
    Raised(PyErr),
}

impl From<&str> for Unfit {
    fn from(reason: &str) -> Self {
        Self::Because(reason.to_owned())
    }
}

/// What becomes of what is not plain data.
#[derive(Clone, Copy, PartialEq)]
enum Otherwise {
    Fail,
    Unfit,
}

/// What no argument and no setting takes.
fn unfit() -> Value {
    Value::Array(vec![Value::Array(Vec::new())])
}

struct Reader {
    otherwise: Otherwise,
    /// How many more values it reads.
    left: Cell<u32>,
}

type Read<T = Value> = Result<T, Unfit>;

impl Reader {
    fn read(&self, value: &Bound<'_, PyAny>, depth: u8) -> Read {
        match self.read_plain(value, depth) {
            Err(Unfit::Because(_)) if self.otherwise == Otherwise::Unfit => Ok(unfit()),
            read => read,
        }
    }

    fn read_plain(&self, value: &Bound<'_, PyAny>, depth: u8) -> Read {
        let Some(deeper) = depth.checked_sub(1) else {
            return Err("is nested too deeply".into());
        };
        let Some(left) = self.left.get().checked_sub(1) else {
            return Err("holds too many values".into());
        };
        self.left.set(left);
        if value.is_none() {
            Ok(Value::Null)
        } else if let Ok(text) = value.cast::<PyString>() {
            let text = text.to_str().map_err(|_| "holds a text that is not Unicode")?;
            Ok(Value::from(text))
        } else if let Ok(flag) = value.cast::<PyBool>() {
            Ok(Value::Bool(flag.is_true()))
        } else if value.is_instance_of::<PyInt>() {
            integer(value)
        } else if let Ok(number) = value.cast::<PyFloat>() {
            let number = Number::from_f64(number.value());
            Ok(Value::Number(number.ok_or("holds a number that is not finite")?))
        } else if let Ok(object) = value.cast::<PyDict>() {
            self.object(object, deeper)
        } else if let Ok(number) = value.extract::<i64>() {
            // numpy's integers and others that say by `__index__` what they are.
            Ok(Value::from(number))
        } else if let Some(number) = real(value) {
            number
        } else if let Ok(record) = value.call_method0("to_dict") {
            self.read(&record, deeper)
        } else if let Some(object) = as_dict(value) {
            self.object(&object, deeper)
        } else if is_several(value)
            && let Ok(items) = value.try_iter()
        {
            let mut list = Vec::new();
            for item in items {
                list.push(self.read(&item.map_err(Unfit::Raised)?, deeper)?);
                if self.left.get() == 0 {
                    return Err("holds too many values".into());
                }
            }
            if value.is_instance_of::<PySet>() || value.is_instance_of::<PyFrozenSet>() {
                // Their order differs from run to run; requests should not.
                list.sort_by_cached_key(Value::to_string);
            }
            Ok(Value::Array(list))
        } else {
            let kind = value.get_type().name().map(|it| it.to_string()).unwrap_or_default();
            Err(Unfit::Because(format!("holds a value of type {kind}, which is not plain data")))
        }
    }

    fn object(&self, object: &Bound<'_, PyDict>, depth: u8) -> Read {
        let mut members = Map::with_capacity(object.len());
        for (name, value) in object {
            let name = name.extract().map_err(|_| "has a name that is not a string")?;
            members.insert(name, self.read(&value, depth)?);
        }
        Ok(Value::Object(members))
    }
}

/// Whether what can be iterated is a list of values: bytes are not, nor are a class's members.
fn is_several(value: &Bound<'_, PyAny>) -> bool {
    !(value.is_instance_of::<PyBytes>()
        || value.is_instance_of::<PyByteArray>()
        || value.is_instance_of::<PyMemoryView>()
        || value.is_instance_of::<PyType>())
}

/// Any other mapping, such as `os.environ`.
fn as_dict<'py>(value: &Bound<'py, PyAny>) -> Option<Bound<'py, PyDict>> {
    let object = PyDict::new(value.py());
    object.update(value.cast::<PyMapping>().ok()?).ok()?;
    Some(object)
}

/// What is too large for JSON's numbers goes on as its digits, which is what an id is anyway.
fn integer(value: &Bound<'_, PyAny>) -> Read {
    if let Ok(number) = value.extract::<i64>() {
        return Ok(Value::from(number));
    }
    let digits = value.str().map(|it| it.to_string_lossy().into_owned());
    digits.map(Value::String).map_err(|_| "holds a number that is too large".into())
}

/// A `Decimal`, a `Fraction`, one of numpy's numbers: whole ones stay exact, and none becomes whole.
fn real(value: &Bound<'_, PyAny>) -> Option<Read> {
    let near = value.extract::<f64>().ok().filter(|it| it.is_finite())?;
    if near == 0.0 && value.is_truthy().unwrap_or(true) {
        return Some(Err("holds a number that is too small".into()));
    }
    let ratio = value.call_method0("as_integer_ratio").ok()?;
    let (whole, parts) = ratio.extract::<(Bound<'_, PyAny>, Bound<'_, PyAny>)>().ok()?;
    if parts.eq(1).ok()? {
        return Some(integer(&whole));
    }
    let number = Number::from_f64(near).filter(|_| near.fract() != 0.0);
    Some(number.map(Value::Number).ok_or_else(|| "holds a number that is too precise".into()))
}
