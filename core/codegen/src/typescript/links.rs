//! What is linked: the objects of a page of DIDWW, and the filters that are asked for by name.

use heck::ToLowerCamelCase;

use super::HEAD;
use crate::calls::Call;
use crate::model::{Field, INCLUDED, Model, Shape};

/// Where the links of a page's objects lead: for each list of included objects, the links of its rows.
pub(super) fn lists(model: &Model) -> String {
    let lists: Vec<(String, &str)> =
        model.included().map(|(list, name)| (list.name.to_lower_camel_case(), name)).collect();
    let mut text = HEAD.to_owned();
    text += "\n/** A link: where it leads, and what brings that along. */\n\
             export interface Link {\n  name: string;\n  to: string;\n  include: string;\n}\n\
             \n/** The links of the objects of each list that a page includes. */\n\
             export const lists: Record<string, { type: string; links: readonly Link[] }> = {\n";
    for (list, name) in &lists {
        text += &format!("  {list}: {{\n    type: '{name}',\n    links: [\n");
        for Field { name, shape, include, .. } in model.fields(name) {
            let Shape::Link { target, .. } = shape else { continue };
            let include = include.as_deref().unwrap_or(name);
            let to = lists.iter().find(|(_, name)| name == target).map_or("", |(list, _)| list);
            let name = name.to_lower_camel_case();
            text += &format!("      {{ name: '{name}', to: '{to}', include: '{include}' }},\n");
        }
        text += "    ],\n  },\n";
    }
    text + "};\n"
}

/// Whether a call takes filters.
pub(super) fn has_filters(call: &Call) -> bool {
    call.arguments.iter().any(|it| matches!(it.shape, Shape::Filters))
}

/// The list of an output's rows, where these lead to other objects of their page.
pub(super) fn rows<'a>(model: &'a Model, call: &Call) -> Option<&'a str> {
    let Shape::Named(page) = &call.output else { return None };
    let mut lists = model
        .fields(page)
        .iter()
        .filter(|it| matches!(&it.shape, Shape::List(row) if leads(model, row)));
    lists.next().map(|it| it.name.as_str())
}

/// Whether an object of this shape leads to others.
pub(super) fn leads(model: &Model, shape: &Shape) -> bool {
    match shape {
        Shape::Named(name) => {
            model.fields(name).iter().any(|it| matches!(it.shape, Shape::Link { .. }))
        }
        _ => false,
    }
}

/// Whether what is linked is all in a list that a page includes, and is called there as the list is here.
pub(super) fn are_linkable(model: &Model, page: &str) -> bool {
    let fields = model.fields(page);
    let includes =
        fields.iter().any(|it| matches!(&it.shape, Shape::Named(name) if name == INCLUDED));
    let mut leading = fields.iter().filter(|it| match &it.shape {
        Shape::List(inner) | Shape::Optional(inner) => leads(model, inner),
        shape => leads(model, shape),
    });
    includes
        && leading.all(|it| {
            let Shape::List(row) = &it.shape else { return false };
            model.included().any(|(list, name)| {
                list.name == it.name && matches!(row.as_ref(), Shape::Named(row) if row == name)
            })
        })
}
