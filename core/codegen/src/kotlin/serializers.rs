//! A serializer of kotlinx.serialization for each record and set.
//!
//! Apart from what they serialise, as objects that a program names: a companion with such a serializer could not be
//! looked at by reflection where a program has no kotlinx.serialization.

use crate::model::{Kind, Model};

pub(super) fn serializers(model: &Model) -> String {
    let mut imports = Vec::new();
    let mut text = String::new();
    for it in &model.types {
        let package = if it.module == "emulator" { "dev.telnum.emulator" } else { "dev.telnum" };
        let (name, full) = (&it.name, format!("{package}.{}", it.name));
        imports.push(format!("import {full}\n"));
        let (kind, write, read) = match it.kind {
            Kind::Record(_) => ("Record", "toJson()", "fromJson(it)"),
            Kind::OpenSet(_) | Kind::ClosedSet(_) => ("Set", "text", "of(it)"),
        };
        text += &format!(
            "\n/** Of [{name}]. */\npublic object {name}Serializer : {kind}Serializer<{name}>(\n    \"{full}\",\n    \
             {{ it.{write} }},\n    {{ {name}.{read} }},\n)\n"
        );
    }
    imports.sort();
    format!("package dev.telnum.serialization\n\n{}{text}", imports.concat())
}
