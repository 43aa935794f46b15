//! A client of a carrier, as Kotlin has it.

use askama::Template;
use heck::ToLowerCamelCase;

use super::code::{self, Own};
use super::doc::Docs;
use super::{links, options};
use crate::calls::{Call, Client, Parameter, Wait, Walk};
use crate::model::{INCLUDED, Kind, Model, Shape};

pub(super) fn client(model: &Model, client: &Client, docs: &Docs) -> Result<String, String> {
    Face { model, client, docs }.render().map_err(|error| format!("{}: {error}", client.name))
}

#[derive(Template)]
#[template(path = "kotlin/client.kt.jinja", escape = "none")]
pub(super) struct Face<'a> {
    pub(super) model: &'a Model,
    pub(super) client: &'a Client,
    pub(super) docs: &'a Docs,
}

type Told<T> = Result<T, askama::Error>;

fn told(text: String) -> askama::Error {
    askama::Error::Custom(text.into())
}

impl Face<'_> {
    fn imports(&self) -> String {
        let mut names = vec!["kotlin.time.Duration".to_owned()];
        let mut flow = |name: &str| names.push(format!("kotlinx.coroutines.flow.{name}"));
        if self.has_steps() {
            flow("Flow");
        }
        if self.client.calls.iter().any(|it| it.walk.is_some()) {
            flow("transform");
        }
        if !self.client.waits.is_empty() {
            flow("last");
            flow("onEach");
        }
        names.sort();
        names.iter().map(|it| format!("import {it}\n")).collect::<String>().trim_end().to_owned()
    }

    pub(super) fn has_steps(&self) -> bool {
        !self.client.waits.is_empty() || self.client.calls.iter().any(|it| it.walk.is_some())
    }

    /// The constructors: with each option by name, and with the options in one.
    fn made_of_each(&self) -> String {
        let own = self.client.options.iter();
        let mut tags: Vec<String> = own.map(|it| self.option_tag(it)).collect();
        tags.extend(self.model.options.iter().map(|it| self.option_tag(it)));
        tags.extend(
            options::ADDED
                .iter()
                .map(|(name, _, doc)| format!("@param {} {doc}", code::name(name))),
        );
        let parameters = [self.own_options(), options::common(self.model)].into_iter().flatten();
        let parameters: Vec<String> = parameters.map(|it| it.text()).collect();
        let mut given: Vec<String> = self.own_options().into_iter().map(|it| it.name).collect();
        let common: Vec<String> =
            options::common(self.model).into_iter().map(|it| it.name).collect();
        given.push(code::list(8, "ClientOptions", &common, ""));
        format!(
            "{}\n    {} : {}",
            self.construction(tags),
            code::lines(4, "public constructor", &parameters, ""),
            code::list(4, "this", &given, "")
        )
    }

    fn made_of_options(&self) -> String {
        let mut tags: Vec<String> =
            self.client.options.iter().map(|it| self.option_tag(it)).collect();
        tags.push("@param options what every client can be set up with".to_owned());
        let mut parameters: Vec<String> = self.own_options().iter().map(Own::text).collect();
        parameters.push("options: ClientOptions".to_owned());
        format!(
            "{}\n    @JvmOverloads\n    {} : this(\n        {},\n    )",
            self.construction(tags),
            code::lines(4, "public constructor", &parameters, ""),
            options::channel(self.client, "null", 8)
        )
    }

    fn own_options(&self) -> Vec<Own> {
        self.client.options.iter().map(Own::option).collect()
    }

    /// A function's head: what it takes, and what it returns.
    fn head(&self, start: &str, parameters: Vec<Own>, returns: &str) -> String {
        let parameters: Vec<String> = code::in_order(parameters).iter().map(Own::text).collect();
        code::list(4, start, &parameters, &format!(": {returns}"))
    }

    fn arguments(&self, arguments: &[Parameter]) -> Told<Vec<Own>> {
        arguments.iter().map(|it| Own::argument(it).map_err(told)).collect()
    }

    fn output(&self, call: &Call) -> Told<String> {
        code::kotlin(&call.output).map_err(told)
    }

    fn read_head(&self, call: &Call) -> Told<String> {
        let mut parameters = self.arguments(&call.arguments)?;
        parameters.push(Own::with("timeout", "Duration?", "null"));
        let start = format!("public suspend fun {}", code::name(&call.name));
        Ok(self.head(&start, parameters, &format!("{} =", self.output(call)?)))
    }

    fn prepare_head(&self, call: &Call) -> Told<String> {
        let start =
            format!("public fun {}", code::name(call.prepare.as_deref().unwrap_or_default()));
        Ok(self.head(&start, self.arguments(&call.arguments)?, "Attempt ="))
    }

    fn walk_head(&self, call: &Call, walk: &Walk, name: &str, of: &str) -> Told<String> {
        let mut parameters = self.arguments(&call.arguments)?;
        if walk.ahead.is_some() {
            parameters.push(Own::with("pages_ahead", "Int?", "null"));
        }
        parameters.push(Own::with("timeout", "Duration?", "null"));
        Ok(self.head(&format!("public fun {name}"), parameters, &format!("Flow<{of}> =")))
    }

    fn wait_head(&self, wait: &Wait, is_watch: bool) -> Told<String> {
        let mut parameters = self.arguments(&wait.arguments)?;
        parameters.push(Own::with("timeout", "Duration?", "null"));
        let output = &wait.output;
        if is_watch {
            let start = format!("public fun {}", code::name(&wait.watch));
            return Ok(self.head(&start, parameters, &format!("Flow<{output}> =")));
        }
        parameters.push(Own::with("on_progress", &format!("suspend ({output}) -> Unit"), "{}"));
        Ok(self.head(
            &format!("public suspend fun {}", code::name(&wait.name)),
            parameters,
            &format!("{output} ="),
        ))
    }

    /// The parameters by name, passed on.
    fn passed(&self, arguments: &[Parameter], more: &[&str]) -> Told<Vec<String>> {
        let parameters = code::in_order(self.arguments(arguments)?).into_iter().map(|it| it.name);
        Ok(parameters.chain(more.iter().map(|it| (*it).to_owned())).collect())
    }

    /// Arguments by the names that core has for them.
    fn named(&self, arguments: &[Parameter]) -> Vec<String> {
        let mut named = Vec::new();
        for it in arguments {
            let (name, given) = (&it.name, code::name(&it.name));
            let maybe = if it.required { "" } else { "?" };
            let value = match &it.shape {
                Shape::Filters(_) => format!("{given}.given()"),
                Shape::Sorting(_) => format!("{given}.map {{ it.given() }}"),
                Shape::Named(of) if self.is_set(of) => format!("{given}{maybe}.text"),
                Shape::Named(of) if self.model.is_record(of) => format!("{given}{maybe}.given()"),
                Shape::List(of) if matches!(&**of, Shape::Named(of) if self.is_set(of)) => {
                    format!("{given}.map {{ it.text }}")
                }
                Shape::List(of) if matches!(&**of, Shape::Named(of) if self.model.is_input(of)) => {
                    format!("{given}.map {{ it.given() }}")
                }
                Shape::List(of) if matches!(&**of, Shape::Named(of) if self.model.is_record(of)) => {
                    format!("{given}.map {{ it.given() }}")
                }
                _ => given.clone(),
            };
            named.push(format!("\"{name}\" to {value}"));
            if matches!(it.shape, Shape::Filters(_)) {
                named.push(format!("\"other_filters\" to {given}.other.given()"));
            }
        }
        named
    }

    fn is_set(&self, name: &str) -> bool {
        let kind = self.model.types.iter().find(|it| it.name == name).map(|it| &it.kind);
        matches!(kind, Some(Kind::OpenSet(_) | Kind::ClosedSet(_)))
    }

    /// What reads the answer.
    fn brought(&self, output: &Shape) -> Told<String> {
        let read = match output {
            Shape::List(inner) => format!("many {{ {} }}", self.reader(inner)?),
            output => format!("one {{ {} }}", self.reader(output)?),
        };
        Ok(format!(" {{ {read} }}"))
    }

    /// What reads a record, whose links lead to what it includes then.
    fn reader(&self, output: &Shape) -> Told<String> {
        let Shape::Named(name) = output else {
            return Err(told("a call brings a record or a list of records".to_owned()));
        };
        let linked = if self.is_linked(output) { ".linked()" } else { "" };
        Ok(format!("{}(){linked}", name.to_lower_camel_case()))
    }

    fn read(&self, call: &Call) -> Told<String> {
        let mut given =
            vec![format!("\"{}\"", call.name), "timeout".to_owned(), "onResponse".to_owned()];
        given.extend(self.named(&call.arguments));
        Ok(code::list(8, "channel.call", &given, &self.brought(&call.output)?))
    }

    fn prepare(&self, call: &Call) -> String {
        let mut given = vec![format!("\"{}\"", call.name)];
        given.extend(self.named(&call.arguments));
        code::list(8, "channel.prepare", &given, "")
    }

    fn place(&self, call: &Call) -> Told<String> {
        let given = ["attempt", "timeout", "onResponse"].map(str::to_owned);
        Ok(code::list(8, "channel.place", &given, &self.brought(&call.output)?))
    }

    fn rows(&self, call: &Call, walk: &Walk) -> Told<String> {
        let mut more = vec!["timeout"];
        if walk.ahead.is_some() {
            more.insert(0, "pagesAhead");
        }
        let given = self.passed(&call.arguments, &more)?;
        let rows = code::name(&walk.name);
        Ok(format!(
            "{}\n            .transform {{ found -> found.{rows}.forEach {{ emit(it) }} }}",
            code::list(8, &pages(walk), &given, "")
        ))
    }

    fn walk(&self, call: &Call, walk: &Walk) -> Told<String> {
        let mut given = vec![format!("\"{}\"", walk.name), "timeout".to_owned()];
        given.extend(self.named(&call.arguments));
        if walk.ahead.is_some() {
            given.push("\"pages_ahead\" to pagesAhead".to_owned());
        }
        self.steps(&format!("\"{}\"", code::name(&walk.name)), &given, &call.output)
    }

    fn watch(&self, wait: &Wait) -> Told<String> {
        let mut given = vec![format!("\"{}\"", wait.watch), "timeout".to_owned()];
        given.extend(self.named(&wait.arguments));
        self.steps("by", &given, &Shape::Named(wait.output.clone()))
    }

    fn steps(&self, by: &str, given: &[String], output: &Shape) -> Told<String> {
        let read = format!(" {{ {} }}", self.reader(output)?);
        let line =
            code::list(8, &format!("unobserved({by}) {{ steps"), given, &format!("{read} }}"));
        if !line.contains('\n') {
            return Ok(line);
        }
        let walk = code::list(12, "steps", given, &read);
        Ok(format!("unobserved({by}) {{\n            {walk}\n        }}"))
    }

    fn watched(&self, wait: &Wait, by: &str) -> Told<String> {
        let mut given = vec![format!("\"{}\"", by.to_lower_camel_case())];
        given.extend(self.passed(&wait.arguments, &["timeout"])?);
        Ok(code::list(8, &watching(wait), &given, ""))
    }

    fn watching_head(&self, wait: &Wait) -> Told<String> {
        let mut parameters = vec!["by: String".to_owned()];
        let given = code::in_order(self.arguments(&wait.arguments)?);
        parameters.extend(given.iter().map(|it| format!("{}: {}", it.name, it.of())));
        parameters.push("timeout: Duration?".to_owned());
        let start = format!("internal fun {}", watching(wait));
        Ok(code::list(4, &start, &parameters, &format!(": Steps<{}>", wait.output)))
    }

    fn pages(&self, walk: &Walk) -> String {
        pages(walk)
    }

    /// The pages as steps, which whoever calls takes one by one.
    fn steps_head(&self, call: &Call, walk: &Walk) -> Told<String> {
        let mut parameters = code::in_order(self.arguments(&call.arguments)?);
        if walk.ahead.is_some() {
            parameters.push(Own::with("pages_ahead", "Int?", "null"));
        }
        parameters.push(Own::with("timeout", "Duration?", "null"));
        let parameters: Vec<String> =
            parameters.iter().map(|it| format!("{}: {}", it.name, it.of())).collect();
        let start = format!("internal fun {}", steps(walk));
        Ok(code::list(4, &start, &parameters, &format!(": Steps<{}> =", walk.page)))
    }

    fn paged(&self, call: &Call, walk: &Walk) -> Told<String> {
        let mut more = vec!["timeout"];
        if walk.ahead.is_some() {
            more.insert(0, "pagesAhead");
        }
        Ok(code::list(8, &steps(walk), &self.passed(&call.arguments, &more)?, ""))
    }

    fn camel(&self, name: &str) -> String {
        code::name(name)
    }

    fn is_linked(&self, output: &Shape) -> bool {
        match output {
            Shape::Named(name) => self.model.fields(name).iter().any(|it| is_included(&it.shape)),
            _ => false,
        }
    }

    /// The answers whose links lead to what they include, each with what is done for that.
    fn linked(&self) -> Vec<(String, Vec<String>)> {
        let mut answers: Vec<(String, Vec<String>)> = Vec::new();
        for call in self.client.calls.iter().filter(|it| self.is_linked(&it.output)) {
            let Shape::Named(name) = &call.output else { continue };
            if answers.iter().any(|(it, _)| it == name) {
                continue;
            }
            let mut steps = Vec::new();
            for field in self.model.fields(name) {
                let own = code::name(&field.name);
                match &field.shape {
                    it if is_included(it) => steps.push(format!("{own}.link()")),
                    Shape::Named(of) if links::leads(self.model, of) => {
                        steps.push(format!("{own}.link(included)"))
                    }
                    Shape::Optional(of) if matches!(&**of, Shape::Named(of) if links::leads(self.model, of)) =>
                    {
                        steps.push(format!("{own}?.link(included)"));
                    }
                    Shape::List(of) if matches!(&**of, Shape::Named(of) if links::leads(self.model, of)) =>
                    {
                        steps.push(format!("{own}.forEach {{ it.link(included) }}"));
                    }
                    _ => {}
                }
            }
            answers.push((name.clone(), steps));
        }
        answers
    }
}

fn is_included(shape: &Shape) -> bool {
    matches!(shape, Shape::Named(name) if name == INCLUDED)
}

/// What all methods of a wait call: `watchOrderSteps`.
pub(super) fn watching(wait: &Wait) -> String {
    format!("{}Steps", wait.watch.to_lower_camel_case())
}

/// `numberPages`.
pub(super) fn pages(walk: &Walk) -> String {
    format!("{}_pages", links::singular(&walk.name)).to_lower_camel_case()
}

/// `numberSteps`.
pub(super) fn steps(walk: &Walk) -> String {
    format!("{}_steps", links::singular(&walk.name)).to_lower_camel_case()
}
