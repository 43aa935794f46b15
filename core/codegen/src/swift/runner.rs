//! The parts of Swift's contract runner that name operations and options.

use askama::Template;
use heck::ToLowerCamelCase;

use super::calls::arguments;
use super::layout::called;
use super::shape::{self, Argument, is_linked};
use crate::calls::{Client, ClientOption, OptionShape, Parameter};
use crate::model::{Filters, Input, Kind, Model, Shape};

#[derive(Template)]
#[template(path = "swift/runner_calls.swift.jinja", escape = "none")]
struct Calls<'a> {
    client: &'a Client,
    arms: Vec<(String, String)>,
    /// The arguments of each operation.
    known: Vec<(String, String)>,
    /// What has a canonical form.
    written: Vec<String>,
}

#[derive(Template)]
#[template(path = "swift/runner_clients.swift.jinja", escape = "none")]
struct Clients<'a> {
    model: &'a Model,
}

pub(super) fn files(model: &Model) -> Result<Vec<(String, String)>, String> {
    let told = |error: askama::Error| error.to_string();
    let clients = Clients { model }.render().map_err(told)?;
    let mut files = vec![(format!("{FOLDER}/Clients.swift"), clients + "\n")];
    // Each type once, for whichever client it is.
    let mut written = vec!["Attempt".to_owned()];
    for (place, client) in model.clients.iter().enumerate() {
        let before = if place == 0 { 0 } else { written.len() };
        let (mut arms, mut known) = (Vec::new(), Vec::new());
        if client.spends {
            known.push(("place".to_owned(), "[\"attempt\"]".to_owned()));
            let place = "client.place(Attempt(json: (given[\"attempt\"] ?? .null).written), timeout: timeout)";
            arms.push(("place".to_owned(), format!("        return try await written({place})")));
        }
        for call in &client.calls {
            let told = |error: String| format!("{}: {error}", call.request);
            let taken = arguments(model, &call.name, &call.arguments).map_err(told)?;
            let given = given(model, &taken, &call.arguments).map_err(told)?;
            let names = names(&call.arguments);
            let mut arm = |name: &str, others: &[&str], make: &dyn Fn(&[String]) -> String| {
                let others = others.iter().map(|it| (*it).to_owned());
                let all: Vec<String> = given.iter().cloned().chain(others).collect();
                arms.push((name.to_owned(), make(&all)));
            };
            let method = |name: &str| format!("client.{}", name.to_lower_camel_case());
            if let Some(prepare) = &call.prepare {
                arm(prepare, &[], &|all| {
                    called(2, &format!("return try written({}", method(prepare)), all, ")")
                });
                known.push((prepare.clone(), listed(&names)));
            }
            let head = format!("return try await written({}", method(&call.name));
            arm(&call.name, &[TIMEOUT], &|all| called(2, &head, all, ")"));
            known.push((call.name.clone(), listed(&names)));
            let element = match &call.output {
                Shape::List(inner) => inner.as_ref(),
                output => output,
            };
            let Shape::Named(element) = element else {
                return Err(told(
                    "Swift's runner compares records, and its answer is none".to_owned(),
                ));
            };
            note(&mut written, Some(element.clone()));
            if let Some(walk) = &call.walk {
                let mut names = names.clone();
                let ahead: &[&str] = match walk.ahead {
                    Some(_) => &["pagesAhead: given[\"pages_ahead\"]?.integer", TIMEOUT],
                    None => &[TIMEOUT],
                };
                names.extend(walk.ahead.iter().map(|_| "pages_ahead".to_owned()));
                arm(&walk.name, ahead, &|all| gathered(&method(&walk.name), all));
                known.push((walk.name.clone(), listed(&names)));
                note(&mut written, (!is_linked(model, &walk.page)).then(|| walk.row.clone()));
            }
        }
        for wait in &client.waits {
            let told = |error: String| format!("{}: {error}", wait.request);
            let taken = arguments(model, &wait.name, &wait.arguments).map_err(told)?;
            let mut all = given(model, &taken, &wait.arguments).map_err(told)?;
            all.push(TIMEOUT.to_owned());
            let names = listed(&names(&wait.arguments));
            let head =
                format!("return try await written(client.{}", wait.name.to_lower_camel_case());
            arms.push((wait.name.clone(), called(2, &head, &all, ")")));
            let watch = format!("client.{}", wait.watch.to_lower_camel_case());
            arms.push((wait.watch.clone(), gathered(&watch, &all)));
            known.extend([(wait.name.clone(), names.clone()), (wait.watch.clone(), names)]);
            note(&mut written, Some(wait.output.clone()));
        }
        let written = written.get(before..).unwrap_or_default().to_vec();
        let text = Calls { client, arms, known, written }.render().map_err(told)?;
        files.push((format!("{FOLDER}/{}Calls.swift", client.name), text + "\n"));
    }
    Ok(files)
}

fn note(written: &mut Vec<String>, name: Option<String>) {
    written.extend(name.filter(|it| !written.contains(it)));
}

/// The rows of a walk, or the states of a watch, as a list.
fn gathered(head: &str, all: &[String]) -> String {
    let steps = called(2, &format!("let steps = {head}"), all, "");
    format!(
        "{steps}\n        return .list(try await steps.reduce(into: []) {{ $0.append(try written($1)) }})"
    )
}

fn names(parameters: &[Parameter]) -> Vec<String> {
    let mut names: Vec<String> = parameters.iter().map(|it| it.name.clone()).collect();
    if parameters.iter().any(|it| matches!(it.shape, Shape::Filters(_))) {
        names.push("other_filters".to_owned());
    }
    names
}

/// A list of texts, on lines of its own where it is long.
fn listed(names: &[String]) -> String {
    let names: Vec<String> = names.iter().map(|it| format!("\"{it}\"")).collect();
    let line = format!("[{}]", names.join(", "));
    if line.len() <= 80 {
        return line;
    }
    let all = called(1, "", &names, "");
    format!("[{}]", all.trim_start().trim_start_matches('(').trim_end_matches(')'))
}

/// The arguments of a call, as an entry gives them.
fn given(
    model: &Model,
    taken: &[Argument],
    parameters: &[Parameter],
) -> Result<Vec<String>, String> {
    let pairs = taken.iter().zip(parameters);
    pairs
        .map(|(argument, it)| {
            let read = read(model, it)
                .ok_or_else(|| format!("Swift's runner does not know how to read `{}`", it.name))?;
            Ok(match argument.labelled {
                true => format!("{}: {read}", argument.name.trim_matches('`')),
                false => read,
            })
        })
        .collect()
}

fn read(model: &Model, it: &Parameter) -> Option<String> {
    let name = &it.name;
    let with = |part: &str, none: &str| match it.required {
        true => format!("given[\"{name}\"]?.{part} ?? {none}"),
        false => format!("given[\"{name}\"]?.{part}"),
    };
    Some(match &it.shape {
        Shape::Text => with("text", "\"\""),
        Shape::Integer => with("integer", "0"),
        Shape::Float => with("number", "0"),
        Shape::Flag => with("flag", "false"),
        Shape::Decimal => with("decimal", "0"),
        Shape::Timestamp => with("time", ".distantPast"),
        Shape::Id if it.required => format!("given.id(\"{name}\")"),
        Shape::Id => format!("given[\"{name}\"]?.id"),
        Shape::Filters(filters) => format!("try {}(given)", reader_of(filters)),
        Shape::Sorting(_) => format!("try given[\"{name}\"]?.sorting() ?? []"),
        Shape::Fieldsets(_) => format!("given[\"{name}\"]?.fieldsets ?? []"),
        Shape::Named(set) if is_open(model, set) => match it.required {
            true => format!("{set}(text: given[\"{name}\"]?.text ?? \"\")"),
            false => format!("(given[\"{name}\"]?.text).map({set}.init(text:))"),
        },
        Shape::Named(of) if model.is_record(of) && it.required => {
            format!("try {of}(json: given[\"{name}\"]?.written ?? \"\")")
        }
        Shape::List(inner) => match inner.as_ref() {
            Shape::Text => format!("given[\"{name}\"]?.texts ?? []"),
            Shape::Id => format!("given[\"{name}\"]?.list.compactMap(\\.id) ?? []"),
            Shape::Named(of) if model.is_input(of) => {
                format!("try (given[\"{name}\"]?.list ?? []).map({}(_:))", reader_of(of))
            }
            Shape::Named(of) if model.is_record(of) => {
                format!("try (given[\"{name}\"]?.list ?? []).map {{ try {of}(json: $0.written) }}")
            }
            Shape::Named(set) if is_open(model, set) => {
                format!("(given[\"{name}\"]?.texts ?? []).map({set}.init(text:))")
            }
            _ => return None,
        },
        _ => return None,
    })
}

/// What reads the filters of this name: `cityFilter`.
fn reader_of(filters: &str) -> String {
    filters.strip_prefix("Didww").unwrap_or(filters).to_lower_camel_case()
}

fn is_open(model: &Model, name: &str) -> bool {
    let is = |kind: &Kind| matches!(kind, Kind::OpenSet(_));
    model.types.iter().any(|it| it.name == name && is(&it.kind))
}

impl Clients<'_> {
    fn case(&self, client: &Client) -> String {
        shape::carrier(client)
    }

    fn names(&self, options: &[ClientOption]) -> String {
        let plain = options.iter().filter(|it| it.shape != OptionShape::Tokens);
        listed(&plain.map(|it| it.name.clone()).collect::<Vec<_>>())
    }

    fn constructed(&self, client: &Client) -> String {
        let mut all = self.own(client, "key");
        all.extend(self.model.options.iter().map(|it| option(it, "text", " ?? url")));
        all.push("logger: journal.take".to_owned());
        called(3, &format!("return .{}(try {}", shape::carrier(client), client.name), &all, ")")
    }

    fn options(&self) -> String {
        let shared = self.model.options.iter().map(|it| option(it, "text", ""));
        let all: Vec<String> = shared.chain(["logger: journal.take".to_owned()]).collect();
        called(2, "let options = try ClientOptions", &all, "")
    }

    fn emulated(&self, client: &Client) -> String {
        let mut all = self.own(client, "text");
        all.push("options: options".to_owned());
        let case = shape::carrier(client);
        called(3, &format!(".{case}(try emulator.{case}"), &all, ")")
    }

    fn own(&self, client: &Client, key: &str) -> Vec<String> {
        let plain = client.options.iter().filter(|it| it.shape != OptionShape::Tokens);
        let own = |it: &ClientOption| match (&it.shape, key) {
            (OptionShape::Credential { .. }, "key") => {
                format!("{}: key(\"{}\", url)", it.name.to_lower_camel_case(), it.name)
            }
            _ => option(it, "text", ""),
        };
        plain.map(own).collect()
    }

    fn input_reader(&self, it: &Input) -> String {
        reader_of(&it.name)
    }

    fn known(&self, it: &Input) -> String {
        listed(&it.fields.iter().map(|it| it.name.clone()).collect::<Vec<_>>())
    }

    fn input(&self, it: &Input) -> String {
        let member = |it: &crate::model::Field| {
            let part = match &it.shape {
                Shape::Optional(inner) if **inner == Shape::Integer => "integer",
                _ => "text",
            };
            format!("{}: given[\"{}\"]?.{part}", it.name.to_lower_camel_case(), it.name)
        };
        let all: Vec<String> = it.fields.iter().map(member).collect();
        called(1, &format!("return {}", it.name), &all, "")
    }

    fn reader(&self, it: &Filters) -> String {
        reader_of(&it.name)
    }

    fn filter(&self, filters: &Filters) -> String {
        let filter = |it: &crate::model::Field| {
            let read = match &it.shape {
                Shape::Optional(inner) if **inner == Shape::Flag => {
                    format!("filter[\"{}\"]?.flag", it.name)
                }
                _ => format!("filter[\"{}\"]?.filter()", it.name),
            };
            format!("{}: {read}", it.name.to_lower_camel_case())
        };
        let mut all: Vec<String> = filters.fields.iter().map(filter).collect();
        all.push("other: otherFilters(others)".to_owned());
        called(1, &format!("return try {}", filters.name), &all, "")
    }
}

/// An option, as an entry names it.
fn option(it: &ClientOption, text: &str, otherwise: &str) -> String {
    let name = &it.name;
    let read = match &it.shape {
        OptionShape::Text | OptionShape::Path | OptionShape::Credential { .. } => {
            format!("{text}(\"{name}\")")
        }
        OptionShape::Integer => format!("integer(\"{name}\")"),
        OptionShape::Number => format!("number(\"{name}\")"),
        OptionShape::Flag => format!("flag(\"{name}\")"),
        OptionShape::Duration => format!("duration(\"{name}\")"),
        OptionShape::Headers => format!("headers(\"{name}\")"),
        OptionShape::Set(set) => {
            format!("value(\"{name}\", {}.init(text:))", super::swift_name(set))
        }
        OptionShape::Tokens => "nil".to_owned(),
    };
    let otherwise = if name == "base_url" { otherwise } else { "" };
    format!("{}: {read}{otherwise}", name.to_lower_camel_case())
}

const TIMEOUT: &str = "timeout: timeout";
const FOLDER: &str = "tests/swift/Sources/Contract/Generated";
