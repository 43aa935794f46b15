//! A client: how it is set up, for itself and of an emulator.

use askama::Template;
use heck::{ToLowerCamelCase, ToSnakeCase};

use super::layout::{Doc, called, declared};
use super::options::{added, declared_option, level, logger, option_doc, store};
use super::said::Said;
use crate::calls::{Client, ClientOption, OptionShape};
use crate::model::Model;

#[derive(Template)]
#[template(path = "swift/client.swift.jinja", escape = "none")]
struct ClientView<'a> {
    model: &'a Model,
    client: &'a Client,
    said: &'a Said<'a>,
}

pub(super) fn file(model: &Model, client: &Client, said: &Said<'_>) -> Result<String, String> {
    let text = ClientView { model, client, said }.render().map_err(|error| error.to_string())?;
    Ok(text + "\n")
}

/// `IdtExpress(apiKey: "your API key", …)`, in documentation.
pub(super) fn example(client: &Client, others: &[&str]) -> String {
    let is_credential = |it: &&ClientOption| matches!(it.shape, OptionShape::Credential { .. });
    let credential = |it: &ClientOption| {
        let words = it.name.replace('_', " ").replace("api", "API");
        format!("{}: \"your {words}\"", it.name.to_lower_camel_case())
    };
    let mut given: Vec<String> =
        client.options.iter().filter(is_credential).map(credential).collect();
    if !client.has_sandbox && others.is_empty() {
        given.push("environment: .live".to_owned());
    }
    given.extend(others.iter().map(|it| (*it).to_owned()));
    format!("{}({})", client.name, given.join(", "))
}

impl ClientView<'_> {
    fn doc(&self) -> String {
        let title = &self.client.title;
        let mut doc = Doc::new(0);
        doc.paragraph(&format!("A client of {title}. It may be shared by any number of tasks."));
        if !self.client.has_sandbox {
            doc.paragraph(&format!(
                "{title} has no sandbox: every order at its own host spends money, so `environment: .live` \
                 must be named, or another host as `baseUrl`."
            ));
        }
        doc.code(&[format!("let client = try {}", example(self.client, &[]))]);
        let mut text = "Every method throws ``TelnumError``. Cancelling the task cancels the request and throws \
                        `CancellationError`"
            .to_owned();
        match self.client.purchases().first().and_then(|it| it.prepare.as_deref()) {
            Some(prepare) => {
                text += &format!(
                    "; a purchase that is cancelled after its first byte was sent may have been made, so keep \
                     the ``Attempt`` that `{}` returns where that matters.",
                    prepare.to_lower_camel_case()
                );
            }
            None => text += ".",
        }
        doc.paragraph(&text);
        doc.text()
    }

    fn own(&self) -> Vec<String> {
        self.client.options.iter().map(declared_option).collect()
    }

    /// Its own options, and those of every client.
    fn all(&self) -> Vec<String> {
        let shared = self.model.options.iter().map(declared_option);
        self.own().into_iter().chain(shared).chain(added()).collect()
    }

    fn with_options(&self) -> Vec<String> {
        self.own().into_iter().chain(["options: ClientOptions".to_owned()]).collect()
    }

    fn initialiser(&self) -> String {
        declared(1, "public convenience init", &self.all(), " throws")
    }

    fn options_initialiser(&self) -> String {
        declared(1, "public convenience init", &self.with_options(), " throws")
    }

    fn emulated_name(&self) -> String {
        self.client.name.to_lower_camel_case()
    }

    fn emulated_method(&self) -> String {
        let tail = format!(" throws -> {}", self.client.name);
        declared(1, &format!("public func {}", self.emulated_name()), &self.all(), &tail)
    }

    fn emulated_options_method(&self) -> String {
        let tail = format!(" throws -> {}", self.client.name);
        declared(1, &format!("public func {}", self.emulated_name()), &self.with_options(), &tail)
    }

    fn said(&self, it: &ClientOption) -> (String, String) {
        let mut doc = option_doc(self.said, it);
        match &it.shape {
            OptionShape::Credential { variable } => {
                doc += &format!(" By default, `{variable}` of the environment.");
            }
            OptionShape::Tokens => doc += TOKENS,
            _ if it.name == "requests_per_second" => {
                doc += &match &self.client.requests_per_second {
                    Some(most) => {
                        format!(
                            " By default {}, which the carrier allows.",
                            most.trim_end_matches(".0")
                        )
                    }
                    None => " By default there is no limit.".to_owned(),
                };
            }
            _ => {}
        }
        (it.name.to_lower_camel_case(), doc)
    }

    fn init_doc(&self) -> String {
        let mut doc = Doc::new(1);
        doc.paragraph("A client with these options; what is left out has its default.");
        let mut given: Vec<(String, String)> =
            self.client.options.iter().map(|it| self.said(it)).collect();
        given.extend(self.model.options.iter().map(|it| self.said(it)));
        given.extend([store(), logger(), level()]);
        doc.parameters(&given);
        doc.throws(&refused());
        doc.text()
    }

    fn options_doc(&self) -> String {
        let mut doc = Doc::new(1);
        doc.paragraph("A client with these options as one value.");
        let mut given: Vec<(String, String)> =
            self.client.options.iter().map(|it| self.said(it)).collect();
        given.push(("options".to_owned(), "What every client can be set up with.".to_owned()));
        doc.parameters(&given);
        doc.throws(&refused());
        doc.text()
    }

    fn emulated_doc(&self, given: &str) -> String {
        let mut doc = Doc::new(1);
        doc.paragraph(&format!(
            "A client of the emulated {}, a ``{}``. {given}",
            self.client.title, self.client.name
        ));
        doc.throws(&refused());
        doc.text()
    }

    fn with_response_doc(&self) -> String {
        let mut doc = Doc::new(1);
        doc.paragraph(
            "Calls, and returns the value with status, headers, request id, attempts and time. Of several \
             calls they are the last one's.",
        );
        if !self.client.waits.is_empty() || self.client.calls.iter().any(|it| it.walk.is_some()) {
            doc.paragraph(
                "A walk or a wait makes many calls: below `withResponse` it throws a `configuration` error, \
                 and nothing is sent.",
            );
        }
        doc.text()
    }

    fn gathered_for_init(&self) -> String {
        self.gathered("try self.init")
    }

    fn gathered_for_emulated(&self) -> String {
        self.gathered(&format!("return try {}", self.emulated_name()))
    }

    /// The options of every client as one value, given to what takes them so.
    fn gathered(&self, head: &str) -> String {
        let passed = |it: &str| format!("{it}: {it}");
        let shared = self.model.options.iter().map(|it| it.name.to_lower_camel_case());
        let shared: Vec<String> =
            shared.chain([store().0, logger().0, level().0]).map(|it| passed(&it)).collect();
        let options = called(2, "let options = ClientOptions", &shared, "");
        let own = self.client.options.iter().map(|it| passed(&it.name.to_lower_camel_case()));
        let given: Vec<String> = own.chain(["options: options".to_owned()]).collect();
        format!("{options}\n{}", called(2, head, &given, ""))
    }

    fn opened(&self) -> String {
        self.calls(&[])
    }

    fn emulated(&self) -> String {
        self.calls(&["of: self".to_owned()])
    }

    fn calls(&self, host: &[String]) -> String {
        let (mut own, mut tokens) = (Vec::new(), Vec::new());
        for it in &self.client.options {
            let name = it.name.to_lower_camel_case();
            match it.shape {
                OptionShape::Tokens => tokens.push(format!("tokenSource: {name}")),
                _ => own.push(format!("\"{}\": {name}", it.name)),
            }
        }
        let own = if own.is_empty() { ":".to_owned() } else { own.join(", ") };
        let mut items = vec![format!("\"{}\"", self.client.name.to_snake_case())];
        items.extend_from_slice(host);
        items.extend([format!("[{own}]"), "options".to_owned()]);
        items.extend(tokens);
        called(2, "let calls = try Calls", &items, "")
    }
}

fn refused() -> [(String, String); 1] {
    [("configuration".to_owned(), "an option is missing or breaks a rule".to_owned())]
}

/// What only Swift can say of a source of tokens.
const TOKENS: &str = " It is asked before each request, in a task of its own, which is cancelled with the call and \
                      when the call's time is up. What it throws fails the call, with nothing sent.";
