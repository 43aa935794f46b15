//! The values of open sets for Java, to which each is an object of a class of its own.

use super::doc::{Docs, kdoc};
use super::types::{constant, object};
use crate::model::{Kind, Model};

/// Apart from the sets themselves: there, a constant would have to be made while its own class waits for the set's.
pub(super) fn sets(model: &Model, docs: &Docs) -> String {
    let mut imports = Vec::new();
    let mut text = String::new();
    for it in &model.types {
        let Kind::OpenSet(variants) = &it.kind else { continue };
        let name = &it.name;
        imports.push(format!("import dev.telnum.{name}\n"));
        let about = format!("The values of [{name}] that this version knows, for Java.");
        text += &format!("\n{}\npublic object {} {{", kdoc(0, &[about], &[]), plural(name));
        for variant in variants {
            let doc = docs.say(&variant.doc.split_whitespace().collect::<Vec<_>>().join(" "));
            let (own, value) = (constant(&variant.name), object(&variant.name));
            text += &format!(
                "\n{}\n    @JvmField\n    public val {own}: {name} = {name}.{value}\n",
                kdoc(4, &[doc], &[])
            );
        }
        text += "}\n";
    }
    imports.sort();
    format!("package dev.telnum.java\n\n{}{text}", imports.concat())
}

/// `IdtOrderStatuses`, of `IdtOrderStatus`.
pub(super) fn plural(name: &str) -> String {
    format!("{name}{}", if name.ends_with('s') { "es" } else { "s" })
}
