//! Objects that callers give as parts of a call, such as the items of an order: declared by `inputs!`, read by code
//! that is compiled once.

use serde_json::{Map, Value};

use super::errors;
use crate::arguments::{Arguments, Scalar};

/// Declares an object that callers give: its members, each of which may be left out. A `text` takes text, a `count`
/// a whole number.
macro_rules! inputs {
    ($(#[$about:meta])* $input:ident { $($(#[$doc:meta])* $name:ident $kind:ident;)* }) => {
        $(#[$about])*
        #[derive(Clone, Debug, Default, PartialEq, Eq)]
        #[non_exhaustive]
        pub struct $input {
            $(
                $(#[$doc])*
                pub $name: Option<$crate::didww::inputs::inputs!(@type $kind)>,
            )*
        }

        impl $input {
            /// One with nothing in it yet.
            pub fn new() -> Self {
                Self::default()
            }

            $(
                $(#[$doc])*
                #[must_use]
                pub fn $name(mut self, value: impl Into<$crate::didww::inputs::inputs!(@type $kind)>) -> Self {
                    self.$name = Some(value.into());
                    self
                }
            )*
        }

        impl $crate::didww::inputs::Input for $input {
            fn each(&self) -> Vec<(&'static str, Option<serde_json::Value>)> {
                vec![$((stringify!($name), $crate::arguments::Argument::value(&self.$name))),*]
            }

            fn place(&mut self, name: &str) -> Option<&mut dyn $crate::didww::inputs::Kept> {
                match name {
                    $(stringify!($name) => Some(&mut self.$name),)*
                    _ => None,
                }
            }
        }

        impl $crate::arguments::Argument for Vec<$input> {
            fn take(arguments: &mut $crate::arguments::Arguments, name: &'static str) -> Self {
                let mut inputs = Self::new();
                $crate::didww::inputs::take(arguments, name, &mut |at, members, arguments| {
                    let mut input = $input::default();
                    $crate::didww::inputs::read(&mut input, (name, at), members, arguments);
                    inputs.push(input);
                });
                inputs
            }

            fn value(&self) -> Option<serde_json::Value> {
                let written = |it: &$input| $crate::didww::inputs::written(it);
                (!self.is_empty()).then(|| self.iter().map(written).collect())
            }
        }
    };
    (@type text) => { String };
    (@type count) => { i32 };
}
pub(super) use inputs;

/// An object that callers give. `inputs!` implements it.
pub(super) trait Input {
    /// Its members by their names, those left out without a value.
    fn each(&self) -> Vec<(&'static str, Option<Value>)>;

    /// Where the member of this name is kept.
    fn place(&mut self, name: &str) -> Option<&mut dyn Kept>;
}

/// Where a member of an input is kept.
pub(super) trait Kept {
    /// Keeps a value, or says what it has to be.
    fn keep(&mut self, value: &Value) -> Result<(), String>;
}

impl<T: Scalar> Kept for Option<T> {
    fn keep(&mut self, value: &Value) -> Result<(), String> {
        *self = T::read(value);
        if self.is_some() { Ok(()) } else { Err(T::broken(value).into_owned()) }
    }
}

/// An input as an attempt keeps it.
pub(super) fn written(input: &dyn Input) -> Value {
    let mut members = Map::new();
    for (name, value) in input.each() {
        if let Some(value) = value {
            members.insert(name.to_owned(), value);
        }
    }
    members.into()
}

/// Adds an input of these members, which stands at this place in its list.
type Add<'a> = dyn FnMut(usize, Map<String, Value>, &mut Arguments) + 'a;

/// Takes a list of inputs.
pub(super) fn take(arguments: &mut Arguments, name: &'static str, add: &mut Add<'_>) {
    for (at, item) in arguments.list(name).into_iter().enumerate() {
        let members = match item {
            Value::Object(members) => members,
            _ => {
                arguments.fail(&format!("{name}/{at}"), "must be an object");
                // It keeps its place: failures tell the places of the others.
                Map::new()
            }
        };
        add(at, members, arguments);
    }
}

/// Reads an input, and says what is wrong with it.
pub(super) fn read(
    input: &mut dyn Input,
    (list, at): (&str, usize),
    members: Map<String, Value>,
    arguments: &mut Arguments,
) {
    for (name, value) in members {
        let field = format!("{list}/{at}/{name}");
        let kept = match input.place(&name) {
            None => Err("is no member that telnum knows".to_owned()),
            Some(_) if value.is_null() => Ok(()),
            Some(place) => place.keep(&value),
        };
        if let Err(rule) = kept {
            arguments.refuse(errors::invalid(&field, &rule));
        }
    }
}
