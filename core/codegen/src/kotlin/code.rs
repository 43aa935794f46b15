//! Kotlin's types, and how calls and signatures are laid out.

use heck::ToLowerCamelCase;

use crate::calls::{ClientOption, OptionShape, Parameter};
use crate::model::Shape;

/// No line is longer.
const WIDTH: usize = 120;

/// A parameter of a function.
pub(super) struct Own {
    pub(super) name: String,
    of: String,
    default: Option<String>,
}

impl Own {
    pub(super) fn argument(it: &Parameter) -> Result<Self, String> {
        if TAKEN.contains(&it.name.as_str()) {
            return Err(format!("no argument can be called `{}`: the name is taken", it.name));
        }
        let of = kotlin(&it.shape)?;
        let (of, default) = match &it.shape {
            _ if it.required => (of, None),
            Shape::Filters(name) => (of, Some(format!("{name}()"))),
            Shape::List(_) | Shape::Sorting(_) => (of, Some("emptyList()".to_owned())),
            Shape::Fieldsets(_) => (of, Some("emptyMap()".to_owned())),
            _ => (format!("{of}?"), Some("null".to_owned())),
        };
        Ok(Self { name: name(&it.name), of, default })
    }

    pub(super) fn option(it: &ClientOption) -> Self {
        let of = match &it.shape {
            OptionShape::Text | OptionShape::Path | OptionShape::Credential { .. } => "String",
            OptionShape::Integer => "Int",
            OptionShape::Number => "Double",
            OptionShape::Flag => "Boolean",
            OptionShape::Duration => "Duration",
            OptionShape::Headers => {
                return Self::with(&it.name, "Map<String, String>", "emptyMap()");
            }
            OptionShape::Set(set) => set,
            OptionShape::Tokens => "TokenSource",
        };
        Self::with(&it.name, &format!("{of}?"), "null")
    }

    pub(super) fn with(name_in_core: &str, of: &str, default: &str) -> Self {
        Self { name: name(name_in_core), of: of.to_owned(), default: Some(default.to_owned()) }
    }

    /// Whether a call must give it.
    pub(super) fn is_required(&self) -> bool {
        self.default.is_none()
    }

    pub(super) fn of(&self) -> &str {
        &self.of
    }

    /// What stands in for it where it is not given.
    pub(super) fn default(&self) -> Option<&str> {
        self.default.as_deref()
    }

    pub(super) fn text(&self) -> String {
        let default = self.default.iter().map(|it| format!(" = {it}")).collect::<String>();
        format!("{}: {}{default}", self.name, self.of)
    }
}

/// What must be given comes first, as it can be given by place.
pub(super) fn in_order(mut parameters: Vec<Own>) -> Vec<Own> {
    parameters.sort_by_key(|it| !it.is_required());
    parameters
}

/// `head(a, b)tail`, on one line where it fits; the first line has its indent already.
pub(super) fn list(indent: usize, head: &str, items: &[String], tail: &str) -> String {
    let line = format!("{head}({}){tail}", items.join(", "));
    if !line.contains('\n') && indent + line.chars().count() <= WIDTH {
        return line;
    }
    lines(indent, head, items, tail)
}

/// The same, on a line each.
pub(super) fn lines(indent: usize, head: &str, items: &[String], tail: &str) -> String {
    let space = " ".repeat(indent);
    let items = items.iter().map(|it| format!("{space}    {it},\n")).collect::<String>();
    format!("{head}(\n{items}{space}){tail}")
}

/// A name as Kotlin spells it.
pub(super) fn name(name: &str) -> String {
    let name = name.to_lower_camel_case();
    if KEYWORDS.contains(&name.as_str()) { format!("`{name}`") } else { name }
}

/// What every call has beside its arguments.
const TAKEN: [&str; 5] = ["by", "core", "on_progress", "pages_ahead", "timeout"];

const KEYWORDS: [&str; 28] = [
    "as",
    "break",
    "class",
    "continue",
    "do",
    "else",
    "false",
    "for",
    "fun",
    "if",
    "in",
    "interface",
    "is",
    "null",
    "object",
    "package",
    "return",
    "super",
    "this",
    "throw",
    "true",
    "try",
    "typealias",
    "typeof",
    "val",
    "var",
    "when",
    "while",
];

/// A type as Kotlin declares it.
pub(super) fn kotlin(shape: &Shape) -> Result<String, String> {
    Ok(match shape {
        Shape::Text | Shape::Id => "String".to_owned(),
        Shape::Integer => "Int".to_owned(),
        Shape::Float => "Double".to_owned(),
        Shape::Flag => "Boolean".to_owned(),
        Shape::Decimal => "Decimal".to_owned(),
        Shape::Timestamp => "Timestamp".to_owned(),
        Shape::Filters(name) => name.clone(),
        Shape::Sorting(set) => format!("List<DidwwSort<{set}>>"),
        Shape::Fieldsets(_) => "Map<String, List<String>>".to_owned(),
        Shape::Named(name) => name.clone(),
        Shape::Optional(inner) => format!("{}?", kotlin(inner)?),
        Shape::List(inner) => format!("List<{}>", kotlin(inner)?),
        Shape::Object | Shape::Link { .. } => {
            return Err(
                "an argument or an answer is of a kind that Kotlin does not take by itself"
                    .to_owned(),
            );
        }
    })
}

#[cfg(test)]
mod tests {
    use super::{WIDTH, list, name};

    #[test]
    fn what_does_not_fit_stands_on_a_line_each() {
        let items = |length: usize| vec!["a".to_owned(), "b".repeat(length)];
        // Around them stand 4 spaces and 9 characters.
        let fits = list(4, "f", &items(WIDTH - 13), ": T");
        assert_eq!((fits.lines().count(), 4 + fits.len()), (1, WIDTH));
        let long = list(4, "f", &items(WIDTH - 12), ": T");
        let wanted = format!("f(\n        a,\n        {},\n    ): T", "b".repeat(WIDTH - 12));
        assert_eq!(long, wanted);
    }

    #[test]
    fn a_name_that_kotlin_keeps_for_itself_is_quoted() {
        assert_eq!((name("page_size").as_str(), name("object").as_str()), ("pageSize", "`object`"));
    }
}
