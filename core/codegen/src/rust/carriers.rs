//! The clients of all carriers as bindings that call by name open them.

use askama::Template;
use heck::ToSnakeCase;

use crate::calls::{Client, OptionShape};
use crate::model::Model;

/// JavaScript's file, not yet formatted.
pub(super) fn wasm(model: &Model) -> Result<String, String> {
    Wasm { clients: &model.clients }.render().map_err(|error| error.to_string())
}

/// Kotlin's and Swift's, not yet formatted.
pub(super) fn uniffi(model: &Model) -> Result<String, String> {
    Uniffi { clients: &model.clients }.render().map_err(|error| error.to_string())
}

#[derive(Template)]
#[template(path = "rust/wasm.rs.jinja", escape = "none")]
struct Wasm<'a> {
    clients: &'a [Client],
}

#[derive(Template)]
#[template(path = "rust/uniffi.rs.jinja", escape = "none")]
struct Uniffi<'a> {
    clients: &'a [Client],
}

/// What both ask of a client.
trait Asks {
    /// A carrier's canonical name.
    fn carrier(&self, client: &Client) -> String {
        client.name.to_snake_case()
    }

    fn takes_tokens(&self, client: &Client) -> bool {
        client.options.iter().any(|it| it.shape == OptionShape::Tokens)
    }
}

impl Asks for Wasm<'_> {}
impl Asks for Uniffi<'_> {}
