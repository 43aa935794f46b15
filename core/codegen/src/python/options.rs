//! The options of the clients, as type checkers know them.

use crate::calls::{ClientOption, OptionShape};
use crate::model::Model;

/// What clients can be set up with, for whoever passes it on.
pub(super) fn module(model: &Model) -> String {
    let mut text = super::text::head("What clients can be set up with, for type checkers.");
    text += "from __future__ import annotations\n\n";
    text += "from collections.abc import Callable, Mapping\nfrom os import PathLike\nfrom typing import TypedDict\n\n";
    text += "from .common import Environment\n";
    for client in &model.clients {
        for option in &client.options {
            if let OptionShape::Set(name) = &option.shape {
                text += &format!("from .{} import {name}\n", client.module);
            }
        }
    }
    text += "from .journal import AsyncJournal, Journal\n";
    let fields = |options: &[ClientOption]| -> String {
        let field = |it: &ClientOption| {
            format!("    {}: {}\n", it.name, option_annotation(&it.shape, true))
        };
        options.iter().map(field).collect()
    };
    text += "\n\nclass ClientOptions(TypedDict, total=False):\n    \"\"\"What every client can be set up with.\"\"\"\n\n";
    text += &fields(&model.options);
    for client in &model.clients {
        text += &format!(
            "\n\nclass {}Options(ClientOptions, total=False):\n    \"\"\"What a client of {} can be set up \
             with.\"\"\"\n\n{}",
            client.name,
            client.title,
            fields(&client.options)
        );
    }
    text
}

pub(super) fn option_annotation(shape: &OptionShape, is_async: bool) -> &str {
    match shape {
        OptionShape::Text | OptionShape::Credential { .. } => "str",
        OptionShape::Integer => "int",
        OptionShape::Number | OptionShape::Duration => "float",
        OptionShape::Flag => "bool",
        OptionShape::Path if is_async => "str | PathLike[str] | Journal | AsyncJournal",
        OptionShape::Path => "str | PathLike[str] | Journal",
        OptionShape::Headers => "Mapping[str, str]",
        OptionShape::Set(name) => name,
        OptionShape::Tokens => "Callable[[], object]",
    }
}
