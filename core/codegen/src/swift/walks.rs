//! The methods that walk over a list, row by row and page by page.

use heck::{ToLowerCamelCase, ToUpperCamelCase};

use super::calls::{CallView, TIMEOUT, symbol_of, timeout};
use super::layout::{Doc, called, declared, given};
use super::shape::{self, Argument, bare, identifier};
use crate::calls::{Client, Walk};
use crate::model::Model;

/// Whether its pages have a name of their own, and rows.
pub(super) fn is_walkable(model: &Model, client: &Client, walk: &Walk) -> Result<(), String> {
    let walks = client.calls.iter().filter_map(|it| it.walk.as_ref());
    if walks.filter(|it| it.page == walk.page).count() > 1 {
        return Err(format!("Swift names walks by their pages, and two have a {}", walk.page));
    }
    match model.fields(&walk.page).iter().any(|it| it.name == walk.name) {
        true => Ok(()),
        false => Err(format!("a {} has no rows named `{}`", walk.page, walk.name)),
    }
}

impl CallView<'_> {
    pub(super) fn walk_symbol(&self, name: impl AsRef<str>) -> String {
        let ahead = self.call.walk.as_ref().is_some_and(|it| it.ahead.is_some());
        let others: &[&str] = if ahead { &["pagesAhead", "timeout"] } else { &["timeout"] };
        symbol_of(
            &name.as_ref().to_lower_camel_case(),
            self.walked.iter().map(|it| (&*it.name, true)),
            others,
        )
    }

    /// `IdtNumbers`.
    pub(super) fn rows(&self, walk: &Walk) -> String {
        format!("{}{}", self.client.prefix, walk.name.to_upper_camel_case())
    }

    /// `IdtNumberPages`.
    pub(super) fn pages(&self, walk: &Walk) -> String {
        format!("{}s", walk.page)
    }

    /// `numberPages`.
    pub(super) fn pages_method(&self, walk: &Walk) -> String {
        format!("{}s", bare(self.client, &walk.page).to_lower_camel_case())
    }

    pub(super) fn row(&self, walk: &Walk) -> String {
        shape::row(self.model, &walk.page, &walk.row)
    }

    pub(super) fn walk_signature(&self, name: impl AsRef<str>, returned: String) -> String {
        let mut items: Vec<String> = self.walked.iter().map(|it| it.declared()).collect();
        if self.call.walk.as_ref().is_some_and(|it| it.ahead.is_some()) {
            items.push("pagesAhead: Int? = nil".to_owned());
        }
        items.push(TIMEOUT.to_owned());
        let name = name.as_ref().to_lower_camel_case();
        declared(1, &format!("public func {name}"), &items, &format!(" -> {returned}"))
    }

    pub(super) fn walk_doc(&self, walk: &Walk) -> String {
        let mut doc = Doc::new(1);
        walk.doc.iter().for_each(|it| doc.paragraph(&self.said.say(it)));
        let list = self.symbol(&self.name(), &["timeout"]);
        doc.paragraph(&format!(
            "A page is asked for when its first row is wanted, and throws what ``{list}`` throws. Rows that \
             moved to another page meanwhile come once. Each iteration starts over."
        ));
        let one = bare(self.client, &walk.page).trim_end_matches("Page").to_lower_camel_case();
        let one = identifier(&one);
        let given = self.walked.iter().filter(|it| it.default.is_none()).map(Argument::passed);
        let given = given.collect::<Vec<_>>().join(", ");
        doc.code(&[
            format!(
                "for try await {one} in client.{}({given}) {{",
                walk.name.to_lower_camel_case()
            ),
            format!("    print({one})"),
            "}".to_owned(),
        ]);
        doc.paragraph(&self.source());
        let mut parameters = self.parameters();
        for (_, doc) in parameters.iter_mut().filter(|(name, _)| name == "page") {
            *doc = "The page to start with, counted from 1.".to_owned();
        }
        if let Some(most) = &walk.ahead {
            let ahead = format!(
                "How many pages to ask for before they are wanted: 0, the default, to {most}."
            );
            parameters.push(("pagesAhead".to_owned(), ahead));
        }
        parameters.push(timeout(
            "How long each page may take in all; by default, the `timeout` of the client.",
        ));
        doc.parameters(&parameters);
        doc.text()
    }

    pub(super) fn walk_begun(&self, walk: &Walk) -> String {
        let mut passed: Vec<String> = self.walked.iter().map(Argument::passed).collect();
        if walk.ahead.is_some() {
            passed.push("pagesAhead: pagesAhead".to_owned());
        }
        passed.push("timeout: timeout".to_owned());
        let method = self.pages_method(walk);
        let rows = walk.name.to_lower_camel_case();
        let (head, tail) =
            (format!("{}(pages: {method}", self.rows(walk)), format!(") {{ $0.{rows} }}"));
        let line = format!("        {head}({}){tail}", passed.join(", "));
        if line.len() <= 120 {
            return line;
        }
        let pages = called(2, &format!("let pages = {method}"), &passed, "");
        format!("{pages}\n        return {}(pages: pages) {{ $0.{rows} }}", self.rows(walk))
    }

    pub(super) fn walked(&self, walk: &Walk) -> String {
        let mut pairs = self.pairs();
        pairs.extend(walk.ahead.iter().map(|_| "\"pages_ahead\": pagesAhead".to_owned()));
        given(2, &format!("calls.steps(\"{}\"", walk.name), &pairs, ", timeout)")
    }
}
