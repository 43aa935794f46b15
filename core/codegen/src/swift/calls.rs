//! The methods of a client that call the carrier: a file for each file of core that declares some.

use askama::Template;
use heck::{ToLowerCamelCase, ToUpperCamelCase};

use super::layout::{Doc, declared, given};
use super::said::Said;
use super::shape::{self, Argument, identifier};
use super::waits::WaitView;
use super::walks::is_walkable;
use crate::calls::{Call, Client, Parameter, Raise};
use crate::model::{Model, Shape};

#[derive(Template)]
#[template(path = "swift/calls.swift.jinja", escape = "none")]
struct Calls<'a> {
    client: &'a Client,
    calls: Vec<CallView<'a>>,
    waits: Vec<WaitView<'a>>,
}

/// By name, a file's text.
pub(super) fn files<'a>(
    model: &'a Model,
    client: &'a Client,
    said: &'a Said<'a>,
) -> Result<Vec<(String, String)>, String> {
    let mut names: Vec<&str> = Vec::new();
    let declared =
        client.calls.iter().map(|it| &it.file).chain(client.waits.iter().map(|it| &it.file));
    for file in declared {
        if !names.contains(&file.as_str()) {
            names.push(file);
        }
    }
    let file = |name: &str| {
        let calls = client.calls.iter().filter(|it| it.file == name);
        let waits = client.waits.iter().filter(|it| it.file == name);
        let calls = Calls {
            client,
            calls: calls
                .map(|it| CallView::new(model, client, it, said))
                .collect::<Result<_, _>>()?,
            waits: waits
                .map(|it| WaitView::new(model, client, it, said))
                .collect::<Result<_, _>>()?,
        };
        let text = calls.render().map_err(|error| error.to_string())?;
        // A gap stands between methods, not before the first.
        let text = text.replacen(" {\n\n    ///", " {\n    ///", 1);
        Ok((format!("{}+{}.swift", client.name, name.to_upper_camel_case()), text + "\n"))
    };
    names.into_iter().map(file).collect()
}

impl Calls<'_> {
    fn needs_foundation(&self) -> bool {
        let waits = self.waits.iter().flat_map(|it| &it.arguments);
        let taken = self.calls.iter().flat_map(|it| &it.arguments).chain(waits);
        taken.map(|it| it.of.trim_end_matches('?')).any(|it| it == "Decimal" || it == "Date")
    }
}

/// A call, as a file has it.
pub(super) struct CallView<'a> {
    pub(super) model: &'a Model,
    pub(super) client: &'a Client,
    pub(super) call: &'a Call,
    pub(super) said: &'a Said<'a>,
    pub(super) arguments: Vec<Argument>,
    /// The same as its walk takes them: each with its label.
    pub(super) walked: Vec<Argument>,
    /// What it returns.
    output: String,
}

impl<'a> CallView<'a> {
    fn new(
        model: &'a Model,
        client: &'a Client,
        call: &'a Call,
        said: &'a Said<'a>,
    ) -> Result<Self, String> {
        let told = |error: String| format!("{}: {error}", call.request);
        let output = shape::spelled(&call.output)
            .filter(|_| shape::is_known(model, &call.output))
            .filter(|_| !matches!(call.output, Shape::Optional(_)))
            .ok_or_else(|| told("Swift does not know how to return its answer".to_owned()))?;
        let arguments = arguments(model, &call.name, &call.arguments).map_err(told)?;
        let labelled = call.arguments.iter().map(|it| Argument::new(model, it));
        let walked = labelled.collect::<Result<_, _>>().map_err(told)?;
        if let Some(walk) = &call.walk {
            is_walkable(model, client, walk).map_err(told)?;
        }
        Ok(Self { model, client, call, said, arguments, walked, output })
    }

    pub(super) fn name(&self) -> String {
        self.call.name.to_lower_camel_case()
    }

    fn is_first_purchase(&self) -> bool {
        self.client.purchases().first().is_some_and(|it| it.name == self.call.name)
    }

    /// What core is given, by its own names.
    pub(super) fn pairs(&self) -> Vec<String> {
        pairs(&self.arguments)
    }

    fn asked(&self) -> String {
        let head = format!("try await calls.call(\"{}\"", self.call.name);
        given(2, &head, &self.pairs(), ", timeout)")
    }

    fn declared(&self, timeout: bool) -> Vec<String> {
        let mut items: Vec<String> = self.arguments.iter().map(Argument::declared).collect();
        if timeout {
            items.push(TIMEOUT.to_owned());
        }
        items
    }

    fn signature(&self) -> String {
        let tail = format!(" async throws -> {}", self.output);
        declared(
            1,
            &format!("public func {}", identifier(&self.name())),
            &self.declared(true),
            &tail,
        )
    }

    pub(super) fn source(&self) -> String {
        self.call.source(&self.client.title)
    }

    pub(super) fn parameters(&self) -> Vec<(String, String)> {
        let said = |(it, parameter): (&Argument, &Parameter)| {
            let doc = match parameter.shape {
                Shape::Sorting(_) => SORTING.to_owned(),
                _ => self.said.say_of(&it.doc, set_of(&parameter.shape)),
            };
            (it.name.trim_matches('`').to_owned(), doc)
        };
        self.arguments.iter().zip(&self.call.arguments).map(said).collect()
    }

    fn throws(&self) -> Vec<(String, String)> {
        let mut kinds = throws(self.said, &self.call.raises, !self.arguments.is_empty());
        if self.call.prepare.is_some() {
            kinds.iter_mut().for_each(carry);
        }
        kinds
    }

    fn doc(&self) -> String {
        let mut doc = Doc::new(1);
        self.call.doc.iter().for_each(|it| doc.paragraph(&self.said.say(it)));
        doc.paragraph(&self.source());
        let mut parameters = self.parameters();
        parameters.push(timeout(match self.call.prepare.is_some() {
            true => "How long this call may take in all; 60 s by default.",
            false => "How long this call may take in all; by default, the `timeout` of the client.",
        }));
        doc.parameters(&parameters);
        doc.throws(&self.throws());
        doc.text()
    }

    fn prepare_doc(&self) -> String {
        let mut doc = Doc::new(1);
        let name = self.symbol(&self.name(), &["timeout"]);
        doc.paragraph(&format!(
            "A validated attempt at ``{name}``, to be kept and then placed. Nothing is sent."
        ));
        doc.parameters(&self.parameters());
        let when = "an argument breaks a rule; every such argument is named".to_owned();
        doc.throws(&[("invalidInput".to_owned(), when)]);
        doc.text()
    }

    fn prepare_signature(&self, prepare: &str) -> String {
        let head = format!("public func {}", prepare.to_lower_camel_case());
        declared(1, &head, &self.declared(false), " throws -> Attempt")
    }

    fn prepared(&self) -> String {
        given(2, &format!("try calls.prepare(\"{}\"", self.call.name), &self.pairs(), ")")
    }

    fn place_doc(&self, prepare: &str) -> String {
        let purchases = self.client.purchases();
        let mut doc = Doc::new(1);
        doc.paragraph("Sends a prepared purchase, once. It spends money.");
        doc.paragraph(
            "Placing the same attempt again with this client is a `conflict`, unless it is certain that \
             nothing was bought.",
        );
        doc.paragraph(&self.source());
        let prepared = match purchases.len() {
            1 => format!("``{}``", self.symbol(&prepare.to_lower_camel_case(), &[])),
            _ => "preparing it".to_owned(),
        };
        let attempt = format!("What {prepared} returned, here or in another language.");
        let whole = timeout("How long this call may take in all; 60 s by default.");
        doc.parameters(&[("attempt".to_owned(), attempt), whole]);
        let mut kinds = vec![
            (
                "invalidInput".to_owned(),
                "this is not an attempt at this carrier; nothing is sent".to_owned(),
            ),
            (
                "conflict".to_owned(),
                "this client, or one with its journal, has placed the attempt before".to_owned(),
            ),
        ];
        for call in purchases {
            for mut kind in throws(self.said, &call.raises, false) {
                carry(&mut kind);
                if !kinds.contains(&kind) {
                    kinds.push(kind);
                }
            }
        }
        doc.throws(&kinds);
        doc.text()
    }

    /// A method with its labels, as documentation refers to it.
    pub(super) fn symbol(&self, name: &str, others: &[&str]) -> String {
        symbol(name, &self.arguments, others)
    }
}

/// The arguments of a method. The first has no label where the method's name says what it is.
pub(super) fn arguments(
    model: &Model,
    method: &str,
    parameters: &[Parameter],
) -> Result<Vec<Argument>, String> {
    let mut arguments =
        parameters.iter().map(|it| Argument::new(model, it)).collect::<Result<Vec<_>, _>>()?;
    if let (Some(first), Some(parameter)) = (arguments.first_mut(), parameters.first()) {
        let thing = parameter.name.strip_suffix("_id").unwrap_or(&parameter.name);
        first.labelled = !(parameter.required && method.ends_with(&format!("_{thing}")));
    }
    Ok(arguments)
}

/// Says what a caller goes on with.
fn carry((kind, when): &mut (String, String)) {
    if kind == "outcomeUnknown" {
        when.push_str(". The error carries the attempt");
    }
}

/// The set that an argument's values are of, where they are.
pub(super) fn set_of(shape: &Shape) -> Option<&str> {
    match shape {
        Shape::Named(name) => Some(name),
        Shape::List(inner) => set_of(inner),
        _ => None,
    }
}

/// The kinds of error that a call throws.
pub(super) fn throws(
    said: &Said<'_>,
    raises: &[Raise],
    may_be_invalid: bool,
) -> Vec<(String, String)> {
    let mut kinds = Vec::new();
    if may_be_invalid && !raises.iter().any(|it| it.kind == "invalid_input") {
        let when = "an argument breaks a rule; nothing is sent".to_owned();
        kinds.push(("invalidInput".to_owned(), when));
    }
    kinds.extend(raises.iter().map(|it| (it.kind.to_lower_camel_case(), said.say(&it.when))));
    kinds
}

/// What core is given, by its own names.
pub(super) fn pairs(arguments: &[Argument]) -> Vec<String> {
    arguments.iter().flat_map(|it| it.given.iter().cloned()).collect()
}

pub(super) fn symbol(name: &str, arguments: &[Argument], others: &[&str]) -> String {
    symbol_of(name, arguments.iter().map(|it| (&*it.name, it.labelled)), others)
}

pub(super) fn symbol_of<'a>(
    name: &str,
    labels: impl Iterator<Item = (&'a str, bool)>,
    others: &[&str],
) -> String {
    let own = labels.map(|(name, labelled)| if labelled { name.trim_matches('`') } else { "_" });
    let labels: String = own.chain(others.iter().copied()).map(|it| format!("{it}:")).collect();
    format!("{name}({labels})")
}

pub(super) fn timeout(doc: &str) -> (String, String) {
    ("timeout".to_owned(), doc.to_owned())
}

/// How Swift writes what to sort by.
const SORTING: &str = "By what to sort, each `.ascending(…)` or `.descending(…)`, the first counting most. By default, \
                       by the carrier's own ids.";
pub(super) const TIMEOUT: &str = "timeout: Duration? = nil";
