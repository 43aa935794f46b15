//! What attributes may be, and how the carrier says that they are not.

use serde_json::Value;

/// What an attribute may be.
#[derive(Clone, Copy, Debug)]
pub(super) enum Rule {
    /// A text that is not blank; one that is made must have it.
    Name,
    /// A text of at most so many letters, or null.
    Text(usize),
    /// A whole number from one to another, or null where that is allowed.
    Count(u32, u32, bool),
    /// One of these words, whatever its case, or null.
    OneOf(&'static [&'static str]),
}

/// An attribute as it was sent, if it was.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sent<'a> {
    pub(super) value: Option<&'a Value>,
    /// Whether the object is made by it.
    pub(super) is_new: bool,
}

impl Rule {
    /// The value to keep; none if it was not sent.
    pub(super) fn check(self, sent: Sent<'_>) -> Result<Option<Value>, String> {
        let Some(value) = sent.value else {
            let lacks = sent.is_new && matches!(self, Self::Name);
            return if lacks { Err(BLANK.to_owned()) } else { Ok(None) };
        };
        let good = match (self, value) {
            (Self::Name, Value::String(text)) if !text.trim().is_empty() => value.clone(),
            (Self::Name, Value::String(_) | Value::Null) => return Err(BLANK.to_owned()),
            (Self::Text(_) | Self::OneOf(_) | Self::Count(_, _, true), Value::Null) => Value::Null,
            (Self::Text(most), Value::String(text)) => {
                if text.chars().count() > most {
                    return Err(format!("is too long (maximum is {most} characters)"));
                }
                value.clone()
            }
            (Self::OneOf(words), Value::String(text)) => {
                let known = words.iter().find(|it| it.eq_ignore_ascii_case(text));
                Value::from(*known.ok_or("is not included in the list")?)
            }
            (Self::Count(least, most, _), value) => count(value, least, most)?.into(),
            _ => return Err("is invalid".to_owned()),
        };
        Ok(Some(good))
    }
}

/// A whole number within bounds.
pub(super) fn count(value: &Value, least: u32, most: u32) -> Result<u32, String> {
    let number = value.as_i64().ok_or("is not a number")?;
    if number < i64::from(least) {
        return Err(format!("must be greater than or equal to {least}"));
    }
    u32::try_from(number)
        .ok()
        .filter(|it| *it <= most)
        .ok_or_else(|| format!("must be less than or equal to {most}"))
}

pub(super) const BLANK: &str = "can't be blank";
