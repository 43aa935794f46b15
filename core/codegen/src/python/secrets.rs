//! Methods for asyncio that are given a secret.

use super::clients::{Face, one_or_many};
use super::text::quoted;
use crate::calls::Call;

impl Face<'_> {
    /// The calls of which no frame may show what they are given.
    fn secretive(&self) -> impl Iterator<Item = &Call> {
        self.client.calls.iter().filter(|it| it.arguments.iter().any(|it| it.secret))
    }

    pub(super) fn takes_secrets(&self) -> bool {
        self.is_async && self.secretive().next().is_some()
    }

    /// Not a decorator: of what is decorated, type checkers no longer know that it is a coroutine function.
    pub(super) fn keep_secrets(&self) -> String {
        let names: Vec<String> = self.secretive().map(|it| quoted(&it.name)).collect();
        let classes = [self.class(), format!("{}WithResponse", self.class())];
        let call = |class: &String| {
            let given: Vec<&str> =
                [class.as_str()].into_iter().chain(names.iter().map(String::as_str)).collect();
            one_or_many("keep_secrets", "(", &given, ")", "")
        };
        classes.iter().map(call).collect::<String>().trim_end().to_owned()
    }
}
