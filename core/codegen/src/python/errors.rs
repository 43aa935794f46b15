//! The exceptions: one class a kind, with the fields of core's error.

use heck::ToPascalCase;

use super::records::parameter;
use super::text::{annotation, docstring, head};
use super::{ERROR_RECORD, variants};
use crate::model::{Field, Model, Variant};

/// The module of exceptions.
pub(super) fn module(model: &Model) -> String {
    let fields = model.fields(ERROR_RECORD);
    let mut text = head("What a call raises: one class a kind, all of them `TelnumError`.");
    text.push_str(
        "from __future__ import annotations\n\nfrom collections.abc import Sequence\nfrom datetime import datetime\n\n\
         from ._error import ErrorBase\n\
         from .common import Attempt, Carrier, ErrorDetail, ErrorKind\n\
         from .idt_express import IdtOrder\n",
    );
    text.push_str(&base(fields));
    for (name, variant) in classes(model) {
        text.push_str(&format!(
            "\n\nclass {name}(TelnumError):\n{}\n    _kind = \"{}\"\n",
            docstring(&variant.doc, "    "),
            variant.name
        ));
    }
    text
}

/// The name and the kind of each exception.
pub(super) fn classes(model: &Model) -> impl Iterator<Item = (String, &Variant)> {
    variants(model, "ErrorKind").iter().map(|it| (class_name(&it.name), it))
}

/// A kind that names a thing and not a mishap reads as an exception only with `Error` behind it.
pub(super) fn class_name(kind: &str) -> String {
    let name = kind.to_pascal_case();
    match kind {
        "server" | "connect" | "transport" | "decode" | "configuration" => format!("{name}Error"),
        _ => name,
    }
}

fn base(fields: &[Field]) -> String {
    let doc = "Why a call failed. Decide by the class, or by `kind`; everything else explains.";
    let mut text = format!("\n\nclass TelnumError(ErrorBase):\n{}\n", docstring(doc, "    "));
    text.push_str("    _fields = (\n");
    for field in fields {
        text.push_str(&format!("        \"{}\",\n", field.name));
    }
    text.push_str("    )\n\n");
    for field in fields {
        text.push_str(&format!("    {}: {}\n", field.name, annotation(&field.shape)));
        text.push_str(&docstring(&field.doc, "    "));
    }
    text.push_str("\n    def __init__(\n        self,\n        text: str,\n        *,\n        kind: ErrorKind | None = None,\n");
    let others = || fields.iter().filter(|it| !matches!(it.name.as_str(), "text" | "kind"));
    for field in others() {
        text.push_str(&parameter(field));
    }
    text.push_str("    ) -> None:\n        self._fill(\n            kind,\n            text,\n");
    for field in others() {
        text.push_str(&format!("            {},\n", field.name));
    }
    text.push_str("        )\n");
    text
}
