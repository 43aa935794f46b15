//! Where a value goes, and how tolerantly it is read: carriers' pages and answers disagree on types.

use std::borrow::Cow;

use rust_decimal::Decimal;

use crate::fields::{self, Nested, Rows};
use crate::{Json, Problem, Reader, Scalar, amount, moment};

/// The place of one value. There are few kinds of them, so that what reads them is compiled once.
pub enum Target<'a> {
    /// Any scalar, as text.
    Text(&'a mut Option<String>),
    /// The same without surrounding white space; empty text is none.
    Filled(&'a mut Option<String>),
    /// The same of what a thing can be known by, which a flag is not.
    FilledKey(&'a mut Option<String>),
    /// Any scalar, as text; empty where there is none.
    Whole(&'a mut String),
    /// The same of what a thing can be known by.
    Key(&'a mut String),
    /// A whole number in any notation, for some languages write 2 as 2.0.
    Count(&'a mut Option<i32>),
    /// True, false, 0, 1, yes, no, or these as text.
    Flag(&'a mut Option<bool>),
    /// Decimal text, or a number.
    Amount(&'a mut Option<Decimal>),
    /// A moment in RFC 3339.
    Moment(&'a mut dyn TakeMoment),
    /// Whether anything is said there.
    Said(&'a mut bool),
    /// A count that is the member of this name in an object.
    Within(&'static str, &'a mut Option<i32>),
    /// An object; anything else is none.
    Object(&'a mut dyn Nested),
    /// A list of objects.
    Rows(&'a mut dyn Rows),
    /// What has to be seen whole.
    Value(&'a mut dyn TakeValue),
    /// No place at all.
    Nowhere,
}

/// Takes what a list or an object holds for it, and says whether that was all.
pub trait TakeValue {
    /// Takes it.
    fn take(&mut self, json: Json<'_>) -> bool;
}

/// What can be made of a list or an object.
pub trait Taken: Sized {
    /// Makes it, and says whether that was all there is.
    fn taken(json: Json<'_>) -> Option<(Self, bool)>;
}

/// One value of a list.
pub trait FromJson: Sized {
    /// The value; nothing where it cannot be read.
    fn from_json(json: Json<'_>) -> Option<Self>;
}

/// A moment, by its milliseconds since 1970 began.
pub trait Moment {
    /// The moment.
    fn at(milliseconds: i64) -> Self;
}

/// A place for a moment.
pub trait TakeMoment {
    /// Takes milliseconds since 1970 began, or that there is none.
    fn take(&mut self, milliseconds: Option<i64>);
}

impl<T: Moment> TakeMoment for Option<T> {
    fn take(&mut self, milliseconds: Option<i64>) {
        *self = milliseconds.map(T::at);
    }
}

impl FromJson for String {
    fn from_json(json: Json<'_>) -> Option<Self> {
        json.text().map(Into::into)
    }
}

impl<T: Taken> TakeValue for Option<T> {
    fn take(&mut self, json: Json<'_>) -> bool {
        let Some((value, is_all)) = T::taken(json) else { return false };
        *self = Some(value);
        is_all
    }
}

/// A list, or a single value where older versions write one.
impl<T: FromJson> TakeValue for Option<Vec<T>> {
    fn take(&mut self, json: Json<'_>) -> bool {
        let items = json.items();
        let is_list = items.is_some();
        let items = items.unwrap_or_else(|| vec![json]);
        let read: Vec<T> = items.iter().filter_map(|it| T::from_json(*it)).collect();
        let is_all = read.len() == items.len();
        *self = (is_list || is_all).then_some(read);
        is_all
    }
}

impl<'a> Target<'a> {
    /// The same, of which white space and empty text are not kept.
    pub fn filled(self) -> Self {
        match self {
            Self::Text(it) => Self::Filled(it),
            other => other,
        }
    }

    /// The same of what a thing can be known by.
    pub fn key(self) -> Self {
        match self {
            Self::Text(it) => Self::FilledKey(it),
            Self::Whole(it) => Self::Key(it),
            other => other,
        }
    }

    /// The same within an object.
    pub fn within(self, name: &'static str) -> Self {
        match self {
            Self::Count(it) => Self::Within(name, it),
            other => other,
        }
    }

    /// Reads what is next, and says whether it could: what cannot be read must neither hide an order or a
    /// page nor, where that is kept, vanish.
    pub fn read(self, reader: &mut Reader<'_>) -> Result<bool, Problem> {
        match self {
            Self::Object(it) => fields::nested(reader, it).map(|()| true),
            Self::Rows(_) if reader.peek() == Some(b'n') => reader.skip().map(|()| true),
            Self::Rows(it) => fields::rows(reader, it).map(|()| true),
            Self::Within(name, it) => fields::within(reader, name, it).map(|()| true),
            Self::Value(it) => {
                let json = reader.json()?;
                Ok(json.get() == "null" || it.take(json))
            }
            Self::Nowhere => reader.skip().map(|()| true),
            scalar => Ok(scalar.take(reader.scalar()?)),
        }
    }

    /// Takes a scalar.
    fn take(self, scalar: Scalar<'_>) -> bool {
        match (&scalar, self) {
            (_, Self::Said(it)) => *it = says_something(&scalar),
            (Scalar::Flag(value), Self::Flag(it)) => *it = Some(*value),
            (Scalar::Null, _) => {}
            (Scalar::Other(_), _) | (Scalar::Flag(_), Self::Key(_) | Self::FilledKey(_)) => {
                return false;
            }
            (_, target) => return target.take_text(text_of(scalar)),
        }
        true
    }

    fn take_text(self, text: Cow<'_, str>) -> bool {
        let trimmed = trimmed(&text);
        let is_read = match self {
            Self::Text(it) => {
                *it = Some(text.into_owned());
                return true;
            }
            Self::Whole(it) | Self::Key(it) => {
                *it = text.into_owned();
                return true;
            }
            Self::Filled(it) | Self::FilledKey(it) => {
                *it = match trimmed.len() {
                    0 => None,
                    length if length == text.len() => Some(text.into_owned()),
                    _ => Some(trimmed.to_owned()),
                };
                return true;
            }
            Self::Count(it) => {
                *it = count(trimmed);
                it.is_some()
            }
            Self::Flag(it) => {
                *it = flag(trimmed);
                it.is_some()
            }
            Self::Amount(it) => {
                *it = amount::read(trimmed);
                it.is_some()
            }
            Self::Moment(it) => {
                // Samples of carriers leave the zone out, where their answers name UTC.
                let read = moment::read(trimmed.as_bytes())
                    .or_else(|| moment::read(&[trimmed.as_bytes(), b"Z"].concat()));
                it.take(read);
                read.is_some()
            }
            _ => false,
        };
        is_read || trimmed.is_empty()
    }
}

/// Without surrounding white space, of which there is mostly none.
pub fn trimmed(text: &str) -> &str {
    let is_graphic = |it: Option<&u8>| it.is_some_and(u8::is_ascii_graphic);
    let (first, last) = (text.as_bytes().first(), text.as_bytes().last());
    if is_graphic(first) && is_graphic(last) { text } else { text.trim() }
}

fn text_of(scalar: Scalar<'_>) -> Cow<'_, str> {
    match scalar {
        Scalar::Text(text) => text,
        Scalar::Number(written) => Cow::Borrowed(written),
        Scalar::Flag(true) => Cow::Borrowed("true"),
        Scalar::Flag(false) => Cow::Borrowed("false"),
        Scalar::Null | Scalar::Other(_) => Cow::Borrowed(""),
    }
}

fn says_something(scalar: &Scalar<'_>) -> bool {
    match scalar {
        Scalar::Text(text) => !matches!(text.trim(), "" | "0"),
        Scalar::Number(written) => *written != "0",
        Scalar::Flag(filled) | Scalar::Other(filled) => *filled,
        Scalar::Null => false,
    }
}

/// A whole number, however it is written.
fn count(text: &str) -> Option<i32> {
    text.parse().ok().or_else(|| amount::read_whole(text))
}

fn flag(text: &str) -> Option<bool> {
    match text {
        "true" | "1" => Some(true),
        "false" | "0" => Some(false),
        _ if text.eq_ignore_ascii_case("yes") => Some(true),
        _ if text.eq_ignore_ascii_case("no") => Some(false),
        _ => None,
    }
}
