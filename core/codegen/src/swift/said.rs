//! Core's docs as Swift says them.

use heck::ToLowerCamelCase;

use crate::model::{Kind, Model};
use crate::speech::{Speech, Spelling};

/// Spells names, kinds of errors and flags as Swift does.
pub(super) struct Said<'a> {
    model: &'a Model,
    speech: Speech,
}

impl<'a> Said<'a> {
    pub(super) fn of(model: &'a Model) -> Self {
        Self { model, speech: Speech::of(model, Spelling::Camel) }
    }

    pub(super) fn say(&self, text: &str) -> String {
        self.say_of(text, None)
    }

    fn has(&self, set: &str, value: &str) -> bool {
        let types = self.model.types.iter().filter(|it| it.name == set);
        let mut variants = types.flat_map(|it| match &it.kind {
            Kind::ClosedSet(variants) | Kind::OpenSet(variants) => variants.as_slice(),
            Kind::Record(_) => &[],
        });
        variants.any(|it| it.name == value)
    }

    /// A text about what holds values of this set: they are written as cases.
    pub(super) fn say_of(&self, text: &str, set: Option<&str>) -> String {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let spans = self.speech.say(&text);
        let spans = spans.split('`').enumerate().map(|(place, part)| match place % 2 {
            1 if set.is_some_and(|it| self.has(it, part)) => format!(".{}", case(part)),
            1 if self.has("ErrorKind", part) => case(part),
            _ => part.to_owned(),
        });
        let text = spans.collect::<Vec<_>>().join("`");
        for (word, flag) in [("True ", "`true` "), ("False ", "`false` ")] {
            if let Some(rest) = text.strip_prefix(word) {
                return format!("{flag}{rest}");
            }
        }
        text
    }
}

/// What Swift calls a value of a set.
pub(super) fn case(name: &str) -> String {
    name.replace('.', "_").to_lower_camel_case()
}
