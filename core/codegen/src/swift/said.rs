//! Core's docs as Swift says them.

use heck::ToLowerCamelCase;

use crate::model::{Kind, Model};
use crate::speech::{Speech, Spelling};

/// Spells names, kinds of errors and flags as Swift does.
pub(super) struct Said {
    speech: Speech,
    kinds: Vec<String>,
}

impl Said {
    pub(super) fn of(model: &Model) -> Self {
        let kinds =
            model.types.iter().filter(|it| it.name == "ErrorKind").flat_map(|it| match &it.kind {
                Kind::ClosedSet(variants) | Kind::OpenSet(variants) => variants.as_slice(),
                Kind::Record(_) => &[],
            });
        Self {
            speech: Speech::of(model, Spelling::Camel),
            kinds: kinds.map(|it| it.name.clone()).collect(),
        }
    }

    pub(super) fn say(&self, text: &str) -> String {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let spans = self.speech.say(&text);
        let spans = spans.split('`').enumerate().map(|(place, part)| match place % 2 {
            1 if self.kinds.iter().any(|it| it == part) => part.to_lower_camel_case(),
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
