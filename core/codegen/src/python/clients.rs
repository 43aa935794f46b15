//! The clients, ordinary and for asyncio: both from the model.

use askama::Template;

use super::errors::class_name;
use super::method::{Given, Method};
use super::options::option_annotation;
use super::text::{annotation, filled, quoted};
use crate::calls::{Call, Client, ClientOption, OptionShape, Parameter, Raise, Wait, Walk};
use crate::model::{Model, Shape};
use crate::speech::raised;

/// Both clients of each carrier.
pub(super) fn files(model: &Model) -> Result<Vec<(String, String)>, String> {
    let mut files = Vec::new();
    for client in &model.clients {
        for is_async in [false, true] {
            let face = Face { model, client, is_async };
            let text = face.render().map_err(|error| error.to_string())? + "\n";
            let twin = if is_async { "async_" } else { "" };
            files.push((format!("_{twin}{}_client.py", client.module), text));
        }
    }
    Ok(files)
}

#[derive(Template)]
#[template(path = "python/client.py.jinja", escape = "none")]
pub(super) struct Face<'a> {
    pub(super) model: &'a Model,
    pub(super) client: &'a Client,
    pub(super) is_async: bool,
}

impl Face<'_> {
    pub(super) fn class(&self) -> String {
        format!("{}{}", if self.is_async { "Async" } else { "" }, self.client.name)
    }

    fn base(&self) -> &'static str {
        if self.is_async { "AsyncClient" } else { "Client" }
    }

    /// What the native module calls the function that opens a client.
    fn opener(&self) -> String {
        heck::AsSnakeCase(&self.client.name).to_string()
    }

    /// The client's own options, those that are given first, and those of every client.
    pub(super) fn options(&self) -> impl Iterator<Item = &ClientOption> {
        self.client.options.iter().chain(&self.model.options)
    }

    fn plain_options(&self) -> Vec<&ClientOption> {
        self.options().filter(|it| it.shape != OptionShape::Tokens).collect()
    }

    fn takes_tokens(&self) -> bool {
        self.options().any(|it| it.shape == OptionShape::Tokens)
    }

    fn class_doc(&self) -> String {
        let Client { title, has_sandbox, spends, .. } = self.client;
        let shared = if self.is_async { " for asyncio. Event loops" } else { ". Threads" };
        let money = if *spends { ", where no money is spent," } else { "" };
        let place = if *has_sandbox {
            format!("It talks to the carrier's sandbox{money} unless `environment` is `\"live\"`. ")
        } else {
            format!("{title} has no sandbox: every order at its own host spends money. ")
        };
        let close = if self.is_async {
            "Use it with `async with`, or await `close()`, to let go of its connections."
        } else {
            "Use it as a context manager, or call `close()`, to let go of its connections."
        };
        let about = format!(
            "{place}{close} It tells of its requests and calls by the logger `telnum` of the standard \
             library's `logging`."
        );
        let mut text = format!("    \"\"\"A client of {title}{shared} may share it.\n\n");
        text += &filled(&about, "    ", "");
        text += "\n";
        for option in self.options() {
            text += &filled(
                &format!(":param {}: {}", option.name, self.option_doc(option)),
                "    ",
                "    ",
            );
        }
        text +=
            "    :raises ConfigurationError: An option is missing or cannot be used.\n    \"\"\"\n";
        text
    }

    fn option_doc(&self, option: &ClientOption) -> String {
        let doc = self.said(&option.doc);
        match &option.shape {
            OptionShape::Credential { variable } => {
                format!("{doc} By default, `{variable}` of the environment.")
            }
            OptionShape::Duration => format!("{doc} In seconds."),
            OptionShape::Tokens => format!("{doc} {TOKENS}"),
            OptionShape::Path if self.is_async => format!("{doc} {JOURNALS} {ASYNC_JOURNALS}"),
            OptionShape::Path => format!("{doc} {JOURNALS}"),
            _ if option.name == "requests_per_second" => match &self.client.requests_per_second {
                Some(most) => format!(
                    "{doc} By default {}, which the carrier allows.",
                    most.trim_end_matches(".0")
                ),
                None => format!("{doc} By default there is no limit."),
            },
            _ => doc,
        }
    }

    /// A doc of core's as Python says it: kinds of errors are classes.
    fn said(&self, doc: &str) -> String {
        let mut text = super::text::one_line(doc);
        for (class, kind) in super::errors::classes(self.model) {
            text = text.replace(&format!("`{}` error", kind.name), &format!("`{class}`"));
        }
        text
    }

    fn constructor(&self) -> String {
        let parameter = |it: &ClientOption| {
            let of = option_annotation(&it.shape, self.is_async);
            format!("{}: {of} | None = None", it.name)
        };
        let is_credential = |it: &&ClientOption| matches!(it.shape, OptionShape::Credential { .. });
        let mut given = vec!["self".to_owned()];
        given.extend(self.options().filter(is_credential).map(parameter));
        given.push("*".to_owned());
        given.extend(self.options().filter(|it| !is_credential(it)).map(parameter));
        let given: Vec<&str> = given.iter().map(String::as_str).collect();
        one_or_many("    def __init__", "(", &given, ")", " -> None:").trim_end().to_owned()
    }

    fn is_first_purchase(&self, call: &Call) -> bool {
        self.client.purchases().first().is_some_and(|it| it.name == call.name)
    }

    fn source(&self, call: &Call) -> String {
        call.source(&self.client.title)
    }

    fn method(&self) -> Method {
        Method::new(self.is_async)
    }

    /// The arguments of a call, as one writes them.
    fn given(&self, parameters: &[Parameter]) -> Vec<Given> {
        let mut given: Vec<Given> = Vec::new();
        for it in parameters {
            let (of, mut doc) = (argument(&it.shape), self.said(&it.doc));
            match &it.shape {
                Shape::Filters(_) => doc = format!("{doc} {FILTERS}"),
                Shape::Fieldsets(_) => doc += " Such as `{\"dids\": [\"number\"]}`.",
                _ => {}
            }
            given.push(Given::new(&it.name, &of, it.required, &doc).secret(it.secret));
            if matches!(it.shape, Shape::Filters(_)) {
                let doc = "Filters that telnum does not know, by the carrier's names.";
                given.push(Given::new("other_filters", &of, false, doc));
            }
        }
        given
    }

    fn call(&self, call: &Call) -> String {
        let mut method = self.method();
        method.doc(&call.doc);
        method.doc(&[self.source(call)]);
        method.takes(self.given(&call.arguments));
        method.timeout("Seconds that this call may take in all.");
        self.raise(&mut method, &call.raises, !call.arguments.is_empty());
        method.raises("TelnumError", self.others(call, !call.arguments.is_empty()));
        let send = format!("self._call({}, {{arguments}}, timeout)", quoted(&call.name));
        method.waits(&call.name, &returned(&call.output), &send)
    }

    /// The same call, for the view that asks for responses: its words are those of the call.
    fn with_response(&self, call: &Call) -> String {
        let mut method = self.method();
        let mut given = self.given(&call.arguments);
        given.iter_mut().for_each(|it| it.doc.clear());
        method.takes(given);
        let send = format!("self._call({}, {{arguments}}, timeout)", quoted(&call.name));
        self.response(method, &call.name, &call.output, &send)
    }

    fn place_with_response(&self, call: &Call) -> String {
        let mut method = self.method();
        method.takes(vec![Given::new("attempt", "Attempt", true, "")]);
        self.response(method, "place", &call.output, "self._call(\"place\", {arguments}, timeout)")
    }

    fn response(&self, mut method: Method, name: &str, output: &Shape, send: &str) -> String {
        method.doc(&[format!("`{}.{name}`, returning a `Response`.", self.class())]);
        method.timeout("");
        method.waits(name, &format!("Response[{}]", returned(output)), send)
    }

    /// What else a call raises.
    fn others(&self, call: &Call, may_be_invalid: bool) -> &'static str {
        match (call.prepare.is_some(), call.raises.is_empty() && !may_be_invalid) {
            (true, _) => "Every other failure, by its kind. Nothing was bought.",
            (false, true) => "Every failure, by its kind.",
            (false, false) => "Every other failure, by its kind.",
        }
    }

    fn raise(&self, method: &mut Method, raises: &[Raise], may_be_invalid: bool) {
        if may_be_invalid {
            method.raises("InvalidInput", "An argument breaks a rule; nothing was sent.");
        }
        for raise in raises {
            let when = raised(&raise.when.replace("the error carries", "the exception carries"));
            method.raises(&class_name(&raise.kind), &format!("{when}."));
        }
    }

    fn prepare(&self, call: &Call, prepare: &str) -> String {
        let mut method = self.method();
        method.doc(&[format!(
            "A validated attempt at `{}`, to be kept and then placed. Nothing is sent.",
            call.name
        )]);
        method.takes(self.given(&call.arguments));
        method.raises("InvalidInput", "An argument breaks a rule; every such argument is named.");
        let send = format!("self._native.prepare({}, {{arguments}})", quoted(&call.name));
        method.returns(prepare, "Attempt", &send)
    }

    fn place(&self, call: &Call) -> String {
        let mut method = self.method();
        method.doc(&[
            "Sends a prepared purchase, once. It spends money.".to_owned(),
            self.source(call),
        ]);
        let prepares = self.client.purchases().into_iter().filter_map(|it| it.prepare.as_deref());
        let prepares: Vec<String> = prepares.map(|it| format!("`{it}`")).collect();
        let prepared =
            format!("What {} returned, here or in any other language.", prepares.join(" or "));
        method.takes(vec![Given::new("attempt", "Attempt", true, &prepared)]);
        method.timeout("Seconds that this call may take in all.");
        method.raises(
            "InvalidInput",
            "The attempt is not for this carrier and environment; nothing was sent.",
        );
        method.raises(
            "Conflict",
            "This client, or one with its journal, has placed the attempt before. Without a journal, another client, \
             or your program after a restart, knows nothing of that: look at the account before you place a stored \
             attempt again.",
        );
        self.raise(&mut method, &call.raises, false);
        method.raises("TelnumError", "Every other failure, by its kind. Nothing was bought.");
        method.waits(
            "place",
            &returned(&call.output),
            "self._call(\"place\", {arguments}, timeout)",
        )
    }

    fn walk(&self, call: &Call, walk: &Walk) -> String {
        let class = if self.is_async { "AsyncWalk" } else { "Walk" };
        let ahead = if walk.ahead.is_some() { ", but for `pages_ahead`" } else { "" };
        let mut method = self.method();
        method.doc(&walk.doc);
        method.doc(&[format!(
            "Its `pages()` goes page by page. Nothing is asked for before it is wanted{ahead}. {}",
            self.source(call)
        )]);
        let mut given = self.given(&call.arguments);
        for it in given.iter_mut().filter(|it| it.name == "page") {
            it.doc = "The page to begin with, counted from 1.".to_owned();
        }
        if let Some(most) = &walk.ahead {
            let doc = format!(
                "How many pages to ask for before they are wanted: 0, the default, to {most}."
            );
            given.push(Given::new("pages_ahead", "int", false, &doc));
        }
        method.takes(given);
        method.timeout("Seconds that each page may take.");
        method.raises("InvalidInput", "An argument breaks a rule.");
        let name = quoted(&walk.name);
        let begin = format!("{class}(self._walk({name}, {{arguments}}, timeout), {name})");
        method.imports(&format!("from ._walk import {class}"));
        method.returns(&walk.name, &format!("{class}[{}, {}]", walk.row, walk.page), &begin)
    }

    fn wait(&self, wait: &Wait) -> String {
        let mut method = self.method();
        method.doc(&wait.doc);
        method.doc(&[format!("({}, *{}*)", self.client.title, wait.page)]);
        method.takes(self.given(&wait.arguments));
        method.timeout("Seconds that the whole wait may take; 600 by default, 366 days at most.");
        let awaits = if self.is_async { " It may be a coroutine function." } else { "" };
        let doc = format!(
            "Called with the state as it is now, then each time it has changed. What it raises ends the \
             wait and comes out here. Its time counts, and is not cut off.{awaits}"
        );
        let of = format!("Callable[[{}], object]", wait.output);
        method.last(Given::new("on_progress", &of, false, &doc));
        self.raise(&mut method, &wait.raises, true);
        method.raises("TelnumError", "Every other failure, by its kind.");
        let passed = wait.arguments.iter().map(|it| match it.required {
            true => it.name.clone(),
            false => format!("{0}={0}", it.name),
        });
        let passed: Vec<String> = passed.chain(["timeout=timeout".to_owned()]).collect();
        let passed: Vec<&str> = passed.iter().map(String::as_str).collect();
        let begin = format!("        steps = self.{}", wait.watch);
        method.begins(one_or_many(&begin, "(", &passed, ")", "").trim());
        method.waits(&wait.name, &wait.output, "self._wait(steps, on_progress)")
    }

    fn watch(&self, wait: &Wait) -> String {
        let mut method = self.method();
        method.doc(&wait.watch_doc);
        method.doc(&[format!(
            "Nothing is asked for before it is wanted. ({}, *{}*)",
            self.client.title, wait.page
        )]);
        method.takes(self.given(&wait.arguments));
        let limit = "Seconds that the whole watch may take; 600 by default, 366 days at most.";
        method.timeout(&match wait.buys {
            true => limit.to_owned(),
            false => format!(
                "{limit} When they are up, a `Timeout` is raised that carries the state that was seen last."
            ),
        });
        method.raises("InvalidInput", "An argument breaks a rule.");
        let twin = if self.is_async { "async_" } else { "" };
        method.imports(&format!("from ._walk import {twin}steps"));
        let begin =
            format!("{twin}steps(self._walk({}, {{arguments}}, timeout))", quoted(&wait.watch));
        let iterator = if self.is_async { "AsyncIterator" } else { "Iterator" };
        method.returns(&wait.watch, &format!("{iterator}[{}]", wait.output), &begin)
    }
}

/// What only Python can say of a source of tokens.
const TOKENS: &str = "It is called before each request, and with asyncio it may be a coroutine function. Its \
                      time counts; only a coroutine function's is cut off when the call's is up. What it \
                      raises is the cause of the call's `Authentication`.";

/// What only Python can say of a journal.
const JOURNALS: &str = "Or a journal of your own: an object as `telnum.journal.Journal` describes it, such as a \
                        `PostgresJournal`. What its `claim` raises is the cause of a `ConfigurationError`, and nothing \
                        is sent.";
const ASYNC_JOURNALS: &str = "Its methods may be coroutine functions.";

/// How a filter is written.
const FILTERS: &str = "By name, such as `country_id`, `number` or `blocked`: a value is text, a number or a \
                       flag, a list of such (any of them), or `{\"blank\": True}`, for no value at all.";

/// What a call returns: lists as lists, not as the tuples that records hold.
fn returned(output: &Shape) -> String {
    match output {
        Shape::List(inner) => format!("list[{}]", annotation(inner)),
        output => annotation(output),
    }
}

/// What an argument takes: any iterable where a list is meant.
fn argument(shape: &Shape) -> String {
    match shape {
        Shape::List(inner) => format!("Iterable[{}]", argument(inner)),
        shape => annotation(shape),
    }
}

/// On one line where it fits, otherwise one item a line.
pub(super) fn one_or_many(
    before: &str,
    open: &str,
    items: &[&str],
    close: &str,
    after: &str,
) -> String {
    let is_import = before.contains("import ");
    let short = match is_import {
        true => format!("{before}{}{after}", items.join(", ")),
        false => format!("{before}{open}{}{close}{after}", items.join(", ")),
    };
    if short.chars().count() <= 100 {
        return short + "\n";
    }
    let indent: String = before.chars().take_while(|it| *it == ' ').collect();
    let lines: String = items.iter().map(|it| format!("{indent}    {it},\n")).collect();
    format!("{before}{open}\n{}{indent}{close}{after}\n", lines.replace("*,,", "*,"))
}
