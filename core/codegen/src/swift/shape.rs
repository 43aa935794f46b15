//! What shapes are in Swift: as types, as defaults, and as core is given them.

use heck::ToLowerCamelCase;

use super::swift_name;
use crate::calls::{Client, OptionShape, Parameter};
use crate::model::{INCLUDED, Model, Shape};

/// An argument as Swift's methods take it.
pub(super) struct Argument {
    pub(super) name: String,
    /// Whether callers write its name.
    pub(super) labelled: bool,
    pub(super) of: String,
    pub(super) default: Option<String>,
    pub(super) doc: String,
    /// As core is given it, by core's names.
    pub(super) given: Vec<String>,
}

impl Argument {
    pub(super) fn new(model: &Model, it: &Parameter) -> Result<Self, String> {
        let name = it.name.to_lower_camel_case();
        if OURS.contains(&name.as_str()) {
            return Err(format!(
                "`{}` is the name of an argument that every call has in Swift",
                it.name
            ));
        }
        let ident = identifier(&name);
        let value = match (&it.shape, it.required) {
            (Shape::Id, true) => format!("{ident}.description"),
            (Shape::Id, false) => format!("{ident}?.description"),
            (Shape::List(inner), _) if **inner == Shape::Id => {
                format!("{ident}.map(\\.description)")
            }
            (Shape::Sorting(_), _) => format!("{ident}.map(\\.text)"),
            (Shape::Filters(_) | Shape::Fieldsets(_), _) => format!("{ident}.asJson"),
            (Shape::List(inner), _) if is_input(model, inner) => format!("{ident}.map(\\.asJson)"),
            _ => ident.clone(),
        };
        let mut given = vec![format!("\"{}\": {value}", it.name)];
        if matches!(it.shape, Shape::Filters(_)) {
            given.push(format!("\"other_filters\": {ident}.other.asJson"));
        }
        let (of, default) = taken(&it.shape, it.required)
            .filter(|_| is_known(model, &it.shape))
            .ok_or_else(|| format!("Swift does not know how to take `{}`", it.name))?;
        Ok(Self { name: ident, labelled: true, of, default, doc: it.doc.clone(), given })
    }

    pub(super) fn declared(&self) -> String {
        let label = if self.labelled { "" } else { "_ " };
        let default = self.default.as_ref().map(|it| format!(" = {it}")).unwrap_or_default();
        format!("{label}{}: {}{default}", self.name, self.of)
    }

    /// As a method of the same arguments is given it.
    pub(super) fn passed(&self) -> String {
        let Self { name, labelled, .. } = self;
        if *labelled { format!("{}: {name}", name.trim_matches('`')) } else { name.clone() }
    }
}

/// What every call takes beside its own arguments.
const OURS: [&str; 4] = ["timeout", "isolation", "onProgress", "pagesAhead"];

/// What an argument is declared as, and its default.
fn taken(shape: &Shape, required: bool) -> Option<(String, Option<String>)> {
    let nil = || Some("nil".to_owned());
    let list = || Some("[]".to_owned());
    let empty = if required { None } else { list() };
    Some(match (shape, required) {
        (Shape::Id, true) => ("some CarrierId".to_owned(), None),
        (Shape::Id, false) => ("(any CarrierId)?".to_owned(), nil()),
        (Shape::Filters(name), _) => (name.clone(), Some(format!("{name}()"))),
        (Shape::Sorting(set), _) => (format!("[DidwwSort<{set}>]"), list()),
        (Shape::Fieldsets(_), _) => ("[DidwwFieldset]".to_owned(), list()),
        (Shape::List(inner), _) => match &**inner {
            Shape::Id => ("[any CarrierId]".to_owned(), empty),
            inner => (format!("[{}]", spelled(inner)?), empty),
        },
        (shape, true) => (spelled(shape)?, None),
        (shape, false) => (format!("{}?", spelled(shape)?), nil()),
    })
}

/// A type; nothing where callers neither give nor get such.
pub(super) fn spelled(shape: &Shape) -> Option<String> {
    Some(match shape {
        Shape::Text => "String".to_owned(),
        Shape::Integer => "Int".to_owned(),
        Shape::Float => "Double".to_owned(),
        Shape::Flag => "Bool".to_owned(),
        Shape::Decimal => "Decimal".to_owned(),
        Shape::Timestamp => "Date".to_owned(),
        Shape::Named(name) => swift_name(name).to_owned(),
        Shape::List(inner) => format!("[{}]", spelled(inner)?),
        Shape::Optional(inner) => format!("{}?", spelled(inner)?),
        Shape::Object
        | Shape::Id
        | Shape::Filters(_)
        | Shape::Sorting(_)
        | Shape::Fieldsets(_)
        | Shape::Link { .. } => return None,
    })
}

/// Whether callers give objects of this shape as parts of a call.
pub(super) fn is_input(model: &Model, shape: &Shape) -> bool {
    matches!(shape, Shape::Named(name) if model.is_input(name))
}

/// Whether all types that a shape names are there.
pub(super) fn is_known(model: &Model, shape: &Shape) -> bool {
    match shape {
        Shape::Named(name) => model.is_input(name) || model.types.iter().any(|it| it.name == *name),
        Shape::List(inner) | Shape::Optional(inner) => is_known(model, inner),
        _ => true,
    }
}

/// The type of an option that may be left out.
pub(super) fn option(shape: &OptionShape) -> String {
    match shape {
        OptionShape::Text | OptionShape::Path | OptionShape::Credential { .. } => {
            "String?".to_owned()
        }
        OptionShape::Integer => "Int?".to_owned(),
        OptionShape::Number => "Double?".to_owned(),
        OptionShape::Flag => "Bool?".to_owned(),
        OptionShape::Duration => "Duration?".to_owned(),
        OptionShape::Headers => "[String: String]".to_owned(),
        OptionShape::Set(name) => format!("{}?", swift_name(name)),
        OptionShape::Tokens => "(@Sendable () async throws -> String)?".to_owned(),
    }
}

/// What an option is where it is left out.
pub(super) fn default(shape: &OptionShape) -> &'static str {
    if *shape == OptionShape::Headers { "[:]" } else { "nil" }
}

/// Whether what an answer is about leads to what it includes.
pub(super) fn is_linked(model: &Model, page: &str) -> bool {
    let includes = |shape: &Shape| matches!(shape, Shape::Named(name) if name == INCLUDED);
    model.fields(page).iter().any(|it| includes(&it.shape))
}

/// What users see the rows of a page as.
pub(super) fn row(model: &Model, page: &str, row: &str) -> String {
    if is_linked(model, page) { format!("DidwwLinked<{row}>") } else { row.to_owned() }
}

/// The case of `Carrier`.
pub(super) fn carrier(client: &Client) -> String {
    client.name.to_lower_camel_case()
}

/// A type without the prefix of its carrier.
pub(super) fn bare<'a>(client: &Client, name: &'a str) -> &'a str {
    name.strip_prefix(client.prefix.as_str()).unwrap_or(name)
}

/// In backticks where Swift has another use for the word.
pub(super) fn identifier(name: &str) -> String {
    if RESERVED.contains(&name) { format!("`{name}`") } else { name.to_owned() }
}

const RESERVED: [&str; 30] = [
    "as",
    "break",
    "case",
    "catch",
    "class",
    "continue",
    "default",
    "defer",
    "do",
    "else",
    "enum",
    "extension",
    "false",
    "for",
    "func",
    "guard",
    "if",
    "import",
    "in",
    "init",
    "is",
    "operator",
    "protocol",
    "repeat",
    "return",
    "self",
    "switch",
    "throw",
    "true",
    "where",
];
