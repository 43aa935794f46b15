//! The clients of all carriers as the binding for JavaScript calls them.

use askama::Template;
use heck::ToSnakeCase;

use crate::calls::{Client, OptionShape};
use crate::model::Model;

/// The binding's file, not yet formatted.
pub(super) fn text(model: &Model) -> Result<String, String> {
    Carriers { clients: &model.clients }.render().map_err(|error| error.to_string())
}

#[derive(Template)]
#[template(path = "rust/wasm.rs.jinja", escape = "none")]
struct Carriers<'a> {
    clients: &'a [Client],
}

impl Carriers<'_> {
    /// A carrier's canonical name.
    fn carrier(&self, client: &Client) -> String {
        client.name.to_snake_case()
    }

    fn takes_tokens(&self, client: &Client) -> bool {
        client.options.iter().any(|it| it.shape == OptionShape::Tokens)
    }
}
