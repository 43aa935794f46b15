//! The links of objects, as properties that can be followed.

use heck::ToLowerCamelCase;

use super::NOTICE;
use super::layout::Doc;
use super::said::Said;
use crate::model::{Kind, Model, Shape};

/// For each type that a page includes: that it is one, and its links.
pub(super) fn file(model: &Model, said: &Said<'_>) -> String {
    let mut text = NOTICE.to_owned();
    // What telnum does not know, no link leads to.
    for (list, target) in model.included().filter(|(_, it)| *it != "DidwwUnknownObject") {
        let list = list.name.to_lower_camel_case();
        text += &format!("\nextension {target}: DidwwObject {{\n");
        text += &format!(
            "    public static func included(in page: DidwwIncluded) -> [{target}] {{ page.{list} }}\n}}\n"
        );
    }
    for it in &model.types {
        let Kind::Record(fields) = &it.kind else { continue };
        let mut properties = Vec::new();
        for field in fields {
            let (Shape::Link { target, many }, Some(include)) = (&field.shape, &field.include)
            else {
                continue;
            };
            let property = field.name.to_lower_camel_case();
            let (kind, follow) = match many {
                true => (format!("[DidwwLinked<{target}>]"), "followMany"),
                false => (format!("DidwwLinked<{target}>?"), "followOne"),
            };
            let mut doc = Doc::new(1);
            doc.paragraph(&said.say(&field.doc));
            doc.throws(&[("invalidInput".to_owned(), "the answer does not say".to_owned())]);
            properties.push(format!(
                "{}\n    public var {property}: {kind} {{\n        get throws {{ try {follow}(object.{property}, \"{}\", \"{include}\") }}\n    }}\n",
                doc.text(),
                field.name
            ));
        }
        if !properties.is_empty() {
            text += &format!("\nextension DidwwLinked where Object == {} {{\n", it.name);
            text += &properties.join("\n");
            text += "}\n";
        }
    }
    text
}
