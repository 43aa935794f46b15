//! The runner of the entries in Rust: each call by the method that users call.

use askama::Template;

use crate::calls::{Call, Client, Parameter, Wait};
use crate::model::{Field, Filters, Input, Model, Shape};

/// The runner's file, not yet formatted.
pub(super) fn text(model: &Model) -> Result<String, String> {
    Runner { clients: &model.clients, filters: &model.filters, inputs: &model.inputs }
        .render()
        .map_err(|error| error.to_string())
}

#[derive(Template)]
#[template(path = "rust/runner.rs.jinja", escape = "none")]
struct Runner<'a> {
    clients: &'a [Client],
    filters: &'a [Filters],
    inputs: &'a [Input],
}

impl Runner<'_> {
    fn request(&self, call: &Call) -> String {
        read(&call.request)
    }

    fn wait(&self, wait: &Wait) -> String {
        read(&wait.request)
    }

    /// What the method takes.
    fn passed(&self, call: &Call) -> String {
        if !call.is_plain() {
            return "request".to_owned();
        }
        let fields = call.required().into_iter().map(|it| format!("request.{}", it.field));
        fields.collect::<Vec<_>>().join(", ")
    }

    /// A function that reads a request.
    fn reader(&self, request: &str, arguments: &[Parameter]) -> String {
        let required = arguments.iter().filter(|it| it.required);
        let required: Vec<String> = required.map(taken).collect();
        let optional = arguments.iter().filter(|it| !it.required);
        let optional: Vec<String> =
            optional.map(|it| format!("request.{} = {};", it.field, taken(it))).collect();
        let mutable = if optional.is_empty() { "" } else { "mut " };
        let given = if arguments.is_empty() { "_" } else { "given" };
        format!(
            "fn {}({given}: &Given<'_>) -> Result<{request}, Failure> {{\nlet {mutable}request = \
             {request}::new({});\n{}\nOk(request)\n}}",
            heck::AsSnakeCase(request),
            required.join(", "),
            optional.join("\n"),
        )
    }

    /// How a filter is set, by what it takes.
    fn wanted(&self, field: &Field) -> &'static str {
        match &field.shape {
            Shape::Optional(inner) if **inner == Shape::Flag => "flag",
            _ => "wanted",
        }
    }
}

fn read(request: &str) -> String {
    format!("{}(given)", heck::AsSnakeCase(request))
}

fn taken(it: &Parameter) -> String {
    if matches!(it.shape, Shape::Filters(_)) {
        return format!("filter(given, \"{}\")?", it.name);
    }
    // So that the compiler knows which of the types that `new` takes is meant.
    let of = match (it.required, &it.shape) {
        (true, Shape::Text) => "<String as Taken>".to_owned(),
        (true, Shape::Id) => "<telnum::Id as Taken>".to_owned(),
        (true, Shape::Named(name)) => format!("<telnum::{name} as Taken>"),
        (true, Shape::List(inner)) => format!("<Vec<{}> as Taken>", super::spell(inner)),
        _ => "Taken".to_owned(),
    };
    format!("{of}::take(given, \"{}\")?", it.name)
}
