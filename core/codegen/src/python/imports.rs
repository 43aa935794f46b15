//! What a client's module imports for type checkers alone.

use std::collections::{BTreeMap, BTreeSet};

use super::clients::{Face, one_or_many};
use crate::calls::OptionShape;
use crate::model::Shape;

impl Face<'_> {
    pub(super) fn imports(&self) -> String {
        let mut from: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
        let mut need = |module: &str, name| {
            from.entry(module.to_owned()).or_default().insert(name);
        };
        let own = format!(".{}", self.client.module);
        need("._response", "Response");
        for option in self.options() {
            match &option.shape {
                OptionShape::Headers => need("collections.abc", "Mapping"),
                OptionShape::Path => {
                    need("os", "PathLike");
                    need(".journal", "Journal");
                    if self.is_async {
                        need(".journal", "AsyncJournal");
                    }
                }
                OptionShape::Tokens => need("collections.abc", "Callable"),
                OptionShape::Set(name) => need(self.module_of(name, &own), name),
                _ => {}
            }
        }
        for call in &self.client.calls {
            if call.arguments.iter().any(|it| matches!(it.shape, Shape::List(_))) {
                need("collections.abc", "Iterable");
            }
            let arguments = call.arguments.iter().map(|it| &it.shape);
            for shape in arguments.chain([&call.output]) {
                for (module, name) in self.names(shape, &own) {
                    need(module, name);
                }
            }
            if let Some(walk) = &call.walk {
                need("._walk", if self.is_async { "AsyncWalk" } else { "Walk" });
                need(&own, &walk.row);
            }
            if call.prepare.is_some() {
                need(".common", "Attempt");
            }
        }
        for wait in &self.client.waits {
            need("collections.abc", "Callable");
            need("collections.abc", if self.is_async { "AsyncIterator" } else { "Iterator" });
            need(self.module_of(&wait.output, &own), &wait.output);
            for shape in wait.arguments.iter().map(|it| &it.shape) {
                if matches!(shape, Shape::List(_)) {
                    need("collections.abc", "Iterable");
                }
                for (module, name) in self.names(shape, &own) {
                    need(module, name);
                }
            }
        }
        let has_filters = self
            .client
            .calls
            .iter()
            .flat_map(|it| &it.arguments)
            .any(|it| matches!(it.shape, Shape::Filters(_)));
        if has_filters {
            need("typing", "TypeAlias");
        }
        let (mut standard, mut ours) = (String::new(), String::new());
        for (module, names) in from {
            let names: Vec<&str> = names.into_iter().collect();
            let line = one_or_many(&format!("    from {module} import "), "(", &names, ")", "");
            *(if module.starts_with('.') { &mut ours } else { &mut standard }) += &line;
        }
        let alias = if has_filters {
            "\n    DidwwFilter: TypeAlias = str | int | bool | Iterable[str | int] | Mapping[str, bool]\n"
        } else {
            ""
        };
        format!("{standard}\n{ours}{alias}").trim_start_matches('\n').to_owned()
    }

    /// What an annotation names, and where that is.
    fn names<'a>(&self, shape: &'a Shape, own: &'a str) -> Vec<(&'a str, &'a str)> {
        match shape {
            Shape::Named(name) => vec![(self.module_of(name, own), name)],
            Shape::Decimal => vec![("decimal", "Decimal")],
            Shape::Optional(inner) | Shape::List(inner) => self.names(inner, own),
            Shape::Filters(_) => {
                vec![("collections.abc", "Iterable"), ("collections.abc", "Mapping")]
            }
            Shape::Sorting(set) => vec![("collections.abc", "Iterable"), (own, set)],
            Shape::Fieldsets(set) => {
                let both = ["Iterable", "Mapping"].map(|it| ("collections.abc", it));
                both.into_iter().chain(set.iter().map(|it| (own, it.as_str()))).collect()
            }
            _ => Vec::new(),
        }
    }

    fn module_of<'a>(&self, name: &str, own: &'a str) -> &'a str {
        let common = |it: &&crate::model::Type| it.name == name && it.module == "common";
        if self.model.types.iter().any(|it| common(&it)) { ".common" } else { own }
    }
}
