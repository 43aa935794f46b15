//! The switches: how they are declared and read, and those that are no carrier's own.

use crate::dialogtech::DialogTech;
use crate::didww::Didww;
use crate::idt_express::IdtExpress;
use serde_json::Value;

/// Declares `Switches`: their names, types and defaults in one table.
macro_rules! switches {
    ($( $(#[doc = $doc:literal])+ $name:ident: $kind:ty = $default:expr; )+) => {
        /// How an emulator is set.
        #[derive(Clone, Debug)]
        pub(crate) struct Switches {
            $( $(#[doc = $doc])+ pub(crate) $name: $kind, )+
        }

        impl Default for Switches {
            fn default() -> Self {
                Self { $( $name: $default, )+ }
            }
        }

        impl Switches {
            /// The names of all switches.
            pub(crate) const NAMES: &[&str] = &[$( stringify!($name), )+];

            /// Sets a switch by its name; none if there is no such switch.
            pub(crate) fn set(
                &mut self,
                name: &str,
                value: &serde_json::Value,
            ) -> Option<Result<(), String>> {
                Some(match name {
                    $( stringify!($name) => {
                        $crate::switches::read(value).map(|value| self.$name = value)
                    } )+
                    _ => return None,
                })
            }
        }
    };
}
pub(crate) use switches;

switches! {
    /// The server answers browsers: `OPTIONS`, and `access-control-allow-origin: *`.
    cors: bool = false;
    /// Requests are recorded.
    record_requests: bool = true;
}

/// The names of all switches, of every carrier.
pub(crate) fn names() -> Vec<String> {
    let mut names: Vec<String> = IdtExpress::switch_names().collect();
    names.extend(DialogTech::switch_names());
    names.extend(Didww::switch_names());
    names.extend(Switches::NAMES.iter().map(|&name| name.to_owned()));
    names
}

/// Reads a switch's value; the text of an error follows the switch's name.
#[inline(never)]
pub(crate) fn read<T: serde::de::DeserializeOwned>(value: &Value) -> Result<T, String> {
    T::deserialize(value).map_err(|error| refused(value, &error))
}

/// Which of these words a value is.
#[inline(never)]
pub(crate) fn word<'de, D: serde::Deserializer<'de>>(
    deserializer: D,
    words: &'static [&'static str],
) -> Result<usize, D::Error> {
    let text = <std::borrow::Cow<'de, str> as serde::Deserialize>::deserialize(deserializer)?;
    let place = words.iter().position(|it| *it == text);
    place.ok_or_else(|| serde::de::Error::unknown_variant(&text, words))
}

/// Not in each switch's code, of which there is much.
#[inline(never)]
fn refused(value: &Value, error: &serde_json::Error) -> String {
    format!("cannot be {value}: {error}")
}

/// Declares a switch that chooses between words.
macro_rules! choice {
    ($(#[doc = $doc:literal])+ $name:ident { $($(#[doc = $about:literal])+ $word:literal = $variant:ident,)+ }) => {
        $(#[doc = $doc])+
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum $name {
            $( $(#[doc = $about])+ $variant, )+
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                const WORDS: &[&str] = &[$($word),+];
                let place = $crate::switches::word(deserializer, WORDS)?;
                // By its place: the words were compared by code that all switches share.
                let all = [$(Self::$variant),+];
                all.get(place).copied().ok_or_else(|| serde::de::Error::custom("no such word"))
            }
        }
    };
}
pub(crate) use choice;
