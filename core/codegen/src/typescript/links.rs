//! What is linked: the objects of a page of DIDWW, and the filters that are asked for by name.

use heck::ToLowerCamelCase;

use super::HEAD;
use crate::calls::{Call, Parameter};
use crate::model::{Field, INCLUDED, Model, Shape};

/// The lists that objects with links can be in, each with their type: those that a page includes, and those of
/// what is only ever asked for itself.
fn all_lists(model: &Model) -> Vec<(String, &str)> {
    let mut lists: Vec<(String, &str)> =
        model.included().map(|(list, name)| (list.name.to_lower_camel_case(), name)).collect();
    for call in model.clients.iter().flat_map(|it| &it.calls) {
        let Shape::Named(page) = &call.output else { continue };
        for field in model.fields(page).iter().filter(|it| leads(model, row(&it.shape))) {
            if let (Shape::List(_), Shape::Named(name)) = (&field.shape, row(&field.shape))
                && lists.iter().all(|(_, it)| it != name)
            {
                lists.push((field.name.to_lower_camel_case(), name));
            }
        }
    }
    lists
}

/// Where the links of a page's objects lead: for each list, the links of its rows.
pub(super) fn lists(model: &Model) -> String {
    let lists = all_lists(model);
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

/// Whether there are objects whose members have names of their own: filters, inputs or records.
pub(super) fn has_objects(model: &Model, arguments: &[Parameter]) -> bool {
    arguments.iter().any(|it| match &it.shape {
        Shape::Filters(_) => true,
        Shape::Named(name) => model.is_record(name),
        Shape::List(of) => {
            matches!(&**of, Shape::Named(name) if model.is_input(name) || model.is_record(name))
        }
        _ => false,
    })
}

/// The arguments that hold records, which `asked` spells as core does.
pub(super) const ATTEMPTS: [(&str, &str); 2] = [("attempt", "Attempt"), ("attempts", "Attempt")];

/// What an output is about, where that leads to other objects.
pub(super) struct Linked {
    /// The field that holds it.
    pub(super) field: String,
    /// The list that such objects are in.
    pub(super) list: String,
}

/// The rows of an output, or its object, where these lead to others.
pub(super) fn linked(model: &Model, call: &Call) -> Option<Linked> {
    let Shape::Named(page) = &call.output else { return None };
    let field = model.fields(page).iter().find(|it| leads(model, row(&it.shape)))?;
    let Shape::Named(name) = row(&field.shape) else { return None };
    let (list, _) = all_lists(model).into_iter().find(|(_, it)| it == name)?;
    Some(Linked { field: field.name.to_lower_camel_case(), list })
}

/// What a list holds, or the shape itself.
fn row(shape: &Shape) -> &Shape {
    match shape {
        Shape::List(row) => row,
        shape => shape,
    }
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

/// Whether an output holds what its rows, or its object, lead to.
pub(super) fn are_linkable(model: &Model, page: &str) -> bool {
    let fields = model.fields(page);
    let includes =
        fields.iter().any(|it| matches!(&it.shape, Shape::Named(name) if name == INCLUDED));
    let leading = fields.iter().filter(|it| match &it.shape {
        Shape::List(inner) | Shape::Optional(inner) => leads(model, inner),
        shape => leads(model, shape),
    });
    includes && leading.count() == 1
}
