//! The methods that wait, and that show each state on the way.

use heck::ToLowerCamelCase;

use super::calls::{TIMEOUT, arguments, pairs, symbol, throws, timeout};
use super::layout::{Doc, called, declared, given};
use super::said::Said;
use super::shape::{Argument, bare};
use crate::calls::{Client, Wait};
use crate::model::Model;

/// A wait, as a file has it.
pub(super) struct WaitView<'a> {
    client: &'a Client,
    pub(super) wait: &'a Wait,
    said: &'a Said<'a>,
    pub(super) arguments: Vec<Argument>,
}

impl<'a> WaitView<'a> {
    pub(super) fn new(
        model: &Model,
        client: &'a Client,
        wait: &'a Wait,
        said: &'a Said<'a>,
    ) -> Result<Self, String> {
        let told = |error: String| format!("{}: {error}", wait.request);
        let arguments = arguments(model, &wait.name, &wait.arguments).map_err(told)?;
        Ok(Self { client, wait, said, arguments })
    }

    /// `IdtOrderWatch`.
    pub(super) fn states(&self) -> String {
        format!("{}{}Watch", self.client.prefix, bare(self.client, &self.wait.output))
    }

    fn declared(&self) -> Vec<String> {
        let own = self.arguments.iter().map(Argument::declared);
        own.chain([TIMEOUT.to_owned()]).collect()
    }

    fn source(&self) -> String {
        let often = if self.wait.buys { ", once" } else { ", again and again" };
        let (source, page) = (&self.wait.source, &self.wait.page);
        format!("`{source}`{often} ({}, *{page}*)", self.client.title)
    }

    fn parameters(&self) -> Vec<(String, String)> {
        let own = |it: &Argument| (it.name.trim_matches('`').to_owned(), self.said.say(&it.doc));
        let limit =
            timeout("How long the whole wait may take; ten minutes by default, 366 days at most.");
        self.arguments.iter().map(own).chain([limit]).collect()
    }

    pub(super) fn doc(&self) -> String {
        let mut doc = Doc::new(1);
        self.wait.doc.iter().for_each(|it| doc.paragraph(&self.said.say(it)));
        doc.paragraph(match self.wait.buys {
            true => "Cancelling the task ends the wait, and takes back nothing that was sent.",
            false => "Cancelling the task ends the wait, and changes nothing at the carrier.",
        });
        doc.code(&[format!(
            "let last = try await {} {{ print($0) }}",
            self.example(&self.wait.name)
        )]);
        doc.paragraph(&self.source());
        let mut parameters = self.parameters();
        parameters.push((
            "isolation".to_owned(),
            "Where `onProgress` runs: where the caller is.".to_owned(),
        ));
        parameters.push((
            "onProgress".to_owned(),
            "Gets the state as it is now, then each time it has changed, the end included. What it throws \
             ends the wait and is thrown here."
                .to_owned(),
        ));
        doc.parameters(&parameters);
        doc.throws(&throws(self.said, &self.wait.raises, true));
        doc.text()
    }

    pub(super) fn watch_doc(&self) -> String {
        let mut doc = Doc::new(1);
        self.wait.watch_doc.iter().for_each(|it| doc.paragraph(&self.said.say(it)));
        let labels = ["timeout", "isolation", "onProgress"];
        let wait = symbol(&self.wait.name.to_lower_camel_case(), &self.arguments, &labels);
        doc.paragraph(&format!(
            "Nothing is sent before the first state is wanted. It throws what ``{wait}`` throws. Each \
             iteration starts over."
        ));
        doc.code(&[
            format!("for try await state in {} {{", self.example(&self.wait.watch)),
            "    print(state)".to_owned(),
            "}".to_owned(),
        ]);
        doc.paragraph(&self.source());
        doc.parameters(&self.parameters());
        doc.text()
    }

    /// A call of the method, with what must be given.
    fn example(&self, method: &str) -> String {
        let given = self.arguments.iter().filter(|it| it.default.is_none()).map(Argument::passed);
        let given = given.collect::<Vec<_>>().join(", ");
        format!("client.{}({given})", method.to_lower_camel_case())
    }

    pub(super) fn signature(&self) -> String {
        let mut items = self.declared();
        let output = &self.wait.output;
        items.push("isolation: isolated (any Actor)? = #isolation".to_owned());
        items.push(format!("onProgress: (({output}) async throws -> Void)? = nil"));
        let head = format!("public func {}", self.wait.name.to_lower_camel_case());
        declared(1, &head, &items, &format!(" async throws -> {output}"))
    }

    pub(super) fn ended(&self) -> String {
        let passed = self.arguments.iter().map(Argument::passed);
        let passed: Vec<String> = passed.chain(["timeout: timeout".to_owned()]).collect();
        let watch = self.wait.watch.to_lower_camel_case();
        let watch = called(2, &format!("let states = {watch}"), &passed, "");
        format!(
            "{watch}\n        return try await states.last(isolation: isolation, onProgress: onProgress)"
        )
    }

    pub(super) fn watch_signature(&self) -> String {
        let head = format!("public func {}", self.wait.watch.to_lower_camel_case());
        declared(1, &head, &self.declared(), &format!(" -> {}", self.states()))
    }

    pub(super) fn begun(&self) -> String {
        let head = format!("calls.steps(\"{}\"", self.wait.watch);
        given(2, &head, &pairs(&self.arguments), ", timeout)")
    }

    pub(super) fn watch_symbol(&self) -> String {
        symbol(&self.wait.watch.to_lower_camel_case(), &self.arguments, &["timeout"])
    }
}
