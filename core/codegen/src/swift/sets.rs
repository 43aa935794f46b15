//! The canonical text of what is in a set, and the way back.

use super::layout::packed;
use super::said::case;
use super::{NOTICE, swift_name};
use crate::model::{Kind, Model, Shape, Type, Variant};

pub(super) fn sets(model: &Model) -> String {
    model.types.iter().fold(NOTICE.to_owned(), |text, it| {
        text + &match &it.kind {
            Kind::ClosedSet(variants) => closed(it, variants),
            Kind::OpenSet(variants) => open(it, variants, is_given(model, &it.name)),
            Kind::Record(_) => String::new(),
        }
    })
}

/// The values by their canonical texts.
fn names(variants: &[Variant]) -> String {
    let pairs: Vec<String> =
        variants.iter().map(|it| format!("\"{}\": .{}", it.name, case(&it.name))).collect();
    let line = format!("    private static let names = Names<Self>([{}])", pairs.join(", "));
    if line.len() <= 120 {
        return line;
    }
    format!("    private static let names = Names<Self>([\n{}\n    ])", packed(2, &pairs))
}

fn closed(it: &Type, variants: &[Variant]) -> String {
    let name = swift_name(&it.name);
    let access = access(name);
    let names = names(variants);
    format!(
        "
extension {name}: CanonicalText {{
{names}

    /// The value of this canonical text; `nil` where this version knows none.
    {access} init?(text: String) {{
        guard let value = Self.names.value(text) else {{ return nil }}
        self = value
    }}

    /// The canonical text, the same in every language.
    {access} var text: String {{ Self.names.text(self) }}
}}
"
    )
}

fn open(it: &Type, variants: &[Variant], is_given: bool) -> String {
    let name = swift_name(&it.name);
    let names = names(variants);
    let (spelled, sent) = match is_given {
        true => ("The carrier's spelling", ", and sent as it is"),
        false => ("The canonical text, the same in every language", ""),
    };
    let mut text = format!(
        "
extension {name}: CanonicalText {{
{names}

    /// The value of this canonical text; what this version does not know is `unknown`{sent}.
    public init(text: String) {{ self = Self.names.value(text) ?? .unknown(text: text) }}

    /// {spelled}.
    public var text: String {{ if case .unknown(let text) = self {{ text }} else {{ Self.names.text(self) }} }}
}}
"
    );
    if is_given {
        text += &format!(
            "
extension {name}: ExpressibleByStringLiteral {{
    public init(stringLiteral text: String) {{ self.init(text: text) }}
}}
"
        );
    }
    text
}

/// Users see it as a `TelnumError.Kind`.
fn access(name: &str) -> &'static str {
    if name == "ErrorKind" { "package" } else { "public" }
}

/// Whether it is what a caller gives: by an argument, to sort by, or as a name of a field.
fn is_given(model: &Model, name: &str) -> bool {
    let calls = model.clients.iter().flat_map(|it| &it.calls);
    let mut arguments = calls.flat_map(|it| &it.arguments).map(|it| match &it.shape {
        Shape::List(inner) => inner.as_ref(),
        shape => shape,
    });
    arguments.any(|it| matches!(it, Shape::Named(set) if set == name))
        || name.ends_with("SortKey")
        || name.ends_with("Field")
}
