//! What every call of an entry has: what came of it, and how its arguments are read.

use serde::Serialize;
use serde_json::{Map, Value};
use telnum::seen::Shown;
use telnum::{
    Decimal, DialogTechNumberType, DidwwCallbackMethod, DidwwCliFormat, DidwwFieldset, DidwwFilter,
    DidwwOtherFilter, Error, Id, Response, ResponseInfo, Secret,
};

/// What came back, in canonical form.
pub(crate) struct Came {
    pub(crate) value: Value,
    pub(crate) info: Option<ResponseInfo>,
}

/// Why nothing came back.
pub(crate) enum Failure {
    Error(Error),
    /// The entry is wrong, or wants what this runner does not know.
    Runner(String),
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Error(error)
    }
}

pub(crate) fn whole<T: Serialize + Shown>(
    answer: telnum::Result<Response<T>>,
) -> Result<Came, Failure> {
    let Response { value, info } = answer?;
    Ok(Came { info: Some(info), ..plain(Ok(value))? })
}

/// What is seen of a value, which bindings write, has to be what it serialises to.
pub(crate) fn plain<T: Serialize + Shown>(value: telnum::Result<T>) -> Result<Came, Failure> {
    let value = value?;
    let written = |error: serde_json::Error| Failure::Runner(error.to_string());
    let json = serde_json::to_string(&value).map_err(written)?;
    let seen = serde_json::to_string(&value.seen()).map_err(written)?;
    if seen != json {
        return Err(Failure::Runner(format!("{json} is seen as {seen}")));
    }
    Ok(Came { value: serde_json::from_str(&json).map_err(written)?, info: None })
}

/// The entry's arguments.
pub(crate) struct Given<'a>(pub(crate) &'a Map<String, Value>);

/// An argument of the type that the methods take.
pub(crate) trait Taken: Sized {
    /// The argument of this name.
    fn take(given: &Given<'_>, name: &str) -> Result<Self, Failure>;
}

/// A single value, or a list of such.
pub(crate) trait Plain: Sized {
    fn read(value: &Value) -> Option<Self>;
}

impl<T: Plain> Taken for T {
    fn take(given: &Given<'_>, name: &str) -> Result<Self, Failure> {
        let missing = || Failure::Runner(format!("argument {name} is missing"));
        let value: Option<T> = Taken::take(given, name)?;
        value.ok_or_else(missing)
    }
}

impl<T: Plain> Taken for Option<T> {
    fn take(given: &Given<'_>, name: &str) -> Result<Self, Failure> {
        let Some(value) = given.0.get(name) else { return Ok(None) };
        let wrong = || Failure::Runner(format!("argument {name} cannot be {value}"));
        T::read(value).map(Some).ok_or_else(wrong)
    }
}

impl<T: Plain> Taken for Vec<T> {
    fn take(given: &Given<'_>, name: &str) -> Result<Self, Failure> {
        let Some(value) = given.0.get(name) else { return Ok(Self::new()) };
        let wrong = || Failure::Runner(format!("argument {name} cannot be {value}"));
        let list = value.as_array().ok_or_else(wrong)?;
        list.iter().map(|it| T::read(it).ok_or_else(wrong)).collect()
    }
}

impl Plain for String {
    fn read(value: &Value) -> Option<Self> {
        value.as_str().map(str::to_owned)
    }
}

impl Plain for Id {
    fn read(value: &Value) -> Option<Self> {
        match value {
            Value::String(text) => Some(Self::from(text)),
            _ => value.as_i64().map(Self::from),
        }
    }
}

impl Plain for telnum::Attempt {
    fn read(value: &Value) -> Option<Self> {
        Self::from_json(&value.to_string()).ok()
    }
}

impl Plain for Secret {
    fn read(value: &Value) -> Option<Self> {
        value.as_str().map(Self::from)
    }
}

impl Plain for Decimal {
    fn read(value: &Value) -> Option<Self> {
        value.as_str()?.parse().ok()
    }
}

impl Plain for i32 {
    fn read(value: &Value) -> Option<Self> {
        value.as_i64().and_then(|it| it.try_into().ok())
    }
}

impl Plain for bool {
    fn read(value: &Value) -> Option<Self> {
        value.as_bool()
    }
}

macro_rules! read_from_text {
    ($($name:ident)*) => {$(
        impl Plain for $name {
            fn read(value: &Value) -> Option<Self> {
                value.as_str().map(Self::read)
            }
        }
    )*};
}
read_from_text!(DialogTechNumberType DidwwCallbackMethod DidwwCliFormat);

impl Taken for Vec<DidwwFieldset> {
    fn take(given: &Given<'_>, name: &str) -> Result<Self, Failure> {
        let names = |value: &Value| -> Option<Vec<String>> {
            value.as_array()?.iter().map(String::read).collect()
        };
        let wrong = || Failure::Runner(format!("argument {name} cannot be read"));
        let fieldset = |(object_type, value)| {
            names(&value).map(|fields| DidwwFieldset { object_type, fields }).ok_or_else(wrong)
        };
        given.members(name).into_iter().map(fieldset).collect()
    }
}

/// Some kind of filter, as it is given.
pub(crate) trait Filter: Default {
    /// Sets a filter by its name; false where there is none of it.
    fn set(&mut self, name: &str, value: &Value) -> Result<bool, Failure>;

    /// Those that are not known.
    fn other(&mut self) -> &mut Vec<DidwwOtherFilter>;
}

/// The filters of a list: those that are known, and others by the carrier's names.
pub(crate) fn filter<T: Filter>(given: &Given<'_>, name: &str) -> Result<T, Failure> {
    let mut filter = T::default();
    for (name, value) in given.members(name) {
        if !filter.set(&name, &value)? {
            return Err(Failure::Runner(format!("unknown filter {name}")));
        }
    }
    for (name, value) in given.members("other_filters") {
        filter.other().push(DidwwOtherFilter { name, wanted: wanted(&value)? });
    }
    Ok(filter)
}

/// A flag that is wanted.
pub(crate) fn flag(value: &Value) -> Result<bool, Failure> {
    value.as_bool().ok_or_else(|| Failure::Runner(format!("{value} is no flag")))
}

impl Given<'_> {
    fn members(&self, name: &str) -> Map<String, Value> {
        self.0.get(name).and_then(Value::as_object).cloned().unwrap_or_default()
    }
}

/// What is wanted of a field.
pub(crate) fn wanted(value: &Value) -> Result<DidwwFilter, Failure> {
    let scalar = |value: &Value| match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    Ok(match value {
        Value::Array(values) => DidwwFilter::OneOf(values.iter().map(scalar).collect()),
        Value::Object(it) if it.get("blank") == Some(&Value::Bool(true)) => DidwwFilter::Blank,
        Value::Object(_) | Value::Null => {
            return Err(Failure::Runner(format!("{value} is no filter")));
        }
        one => DidwwFilter::Is(scalar(one)),
    })
}
