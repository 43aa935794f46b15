//! A client of a carrier, as Kotlin has it.

use askama::Template;
use heck::ToLowerCamelCase;

use super::code::{self, Own};
use super::doc::Docs;
use super::{leads, options};
use crate::calls::{Call, Client, Parameter, Wait, Walk};
use crate::crossing::{self, Crossing};
use crate::model::{INCLUDED, Model, Shape};

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
    fn core(&self) -> String {
        crossing::core(self.client)
    }

    fn imports(&self) -> String {
        let core = |name: &str| format!("dev.telnum.internal.{name}");
        let mut names = vec![core(&self.core()), "kotlin.time.Duration".to_owned()];
        for call in &self.client.calls {
            if let Crossing::Record(name) = crossing::crossing(self.client, call) {
                names.push(core(&name));
            }
        }
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
        names.dedup();
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
            options::LOGGING
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
            "{}\n    @JvmOverloads\n    {} : this(\n        translating {{ {} }},\n    )",
            self.construction(tags),
            code::lines(4, "public constructor", &parameters, ""),
            code::list(0, &self.core(), &options::own_given(self.client), "")
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
        let begins = if call.prepare.is_some() { " =" } else { " = calling {" };
        let returns = self.output(call)? + begins;
        Ok(self.head(
            &format!("public suspend fun {}", code::name(&call.name)),
            parameters,
            &returns,
        ))
    }

    fn prepare_head(&self, call: &Call) -> Told<String> {
        let start =
            format!("public fun {}", code::name(call.prepare.as_deref().unwrap_or_default()));
        Ok(self.head(&start, self.arguments(&call.arguments)?, "Attempt = translating {"))
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

    /// A call of the core.
    fn cross(&self, indent: usize, name: &str, call: &Call, more: &[&str], tail: &str) -> String {
        let head = format!("core.{}", code::name(name));
        let more: Vec<String> = more.iter().map(|it| (*it).to_owned()).collect();
        let record = match crossing::crossing(self.client, call) {
            Crossing::Whole => call.request.clone(),
            Crossing::Record(name) => name,
            Crossing::Apart => {
                let given = call.arguments.iter().map(|it| code::name(&it.name));
                return code::list(indent, &head, &given.chain(more).collect::<Vec<_>>(), tail);
            }
        };
        let field = |it: &Parameter| {
            let given = code::name(&it.name);
            let given = match it.shape {
                Shape::Fieldsets(_) => format!("fieldsets({given})"),
                _ => given,
            };
            format!("{} = {given}", code::name(&it.field))
        };
        let fields: Vec<String> = call.arguments.iter().map(field).collect();
        code::nested(indent, &head, (&record, &fields), &more, tail)
    }

    fn read(&self, call: &Call) -> String {
        let linked = if self.is_linked(&call.output) { ".linked()" } else { "" };
        let tail = format!(".also {{ tell(it.info) }}.value{linked}");
        self.cross(8, &call.name, call, &["callSettings(timeout)"], &tail)
    }

    fn prepare(&self, call: &Call) -> String {
        self.cross(8, call.prepare.as_deref().unwrap_or_default(), call, &[], "")
    }

    fn buy(&self, call: &Call) -> Told<String> {
        let prepare = code::name(call.prepare.as_deref().unwrap_or_default());
        let given = self.passed(&call.arguments, &[])?;
        Ok(code::nested(8, "place", (&prepare, &given), &["timeout".to_owned()], ""))
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

    fn begin(&self, call: &Call, walk: &Walk) -> String {
        let mut more = vec!["callSettings(timeout)"];
        if walk.ahead.is_some() {
            more.insert(0, "pagesAhead");
        }
        let begin = self.cross(16, &walk.name, call, &more, "");
        if begin.contains('\n') {
            return format!("{{\n                {begin}\n            }}");
        }
        format!("{{ {begin} }}")
    }

    fn watch(&self, wait: &Wait) -> String {
        let given = wait.arguments.iter().map(|it| code::name(&it.name));
        let given: Vec<String> = given.chain(["callSettings(timeout)".to_owned()]).collect();
        code::list(8, &format!("core.{}", code::name(&wait.watch)), &given, "")
    }

    fn watched(&self, wait: &Wait, by: &str) -> Told<String> {
        let mut given = vec![format!("\"{}\"", by.to_lower_camel_case())];
        given.extend(self.passed(&wait.arguments, &["timeout"])?);
        Ok(code::list(8, &self.watching(wait), &given, ""))
    }

    /// What both methods of a wait call.
    fn watching(&self, wait: &Wait) -> String {
        format!("{}Steps", wait.watch.to_lower_camel_case())
    }

    fn watching_head(&self, wait: &Wait) -> Told<String> {
        let mut parameters = vec!["by: String".to_owned()];
        let given = code::in_order(self.arguments(&wait.arguments)?);
        parameters.extend(given.iter().map(|it| format!("{}: {}", it.name, it.of())));
        parameters.push("timeout: Duration?".to_owned());
        let start = format!("private fun {}", self.watching(wait));
        Ok(code::list(4, &start, &parameters, &format!(": Flow<{}>", wait.output)))
    }

    fn pages(&self, walk: &Walk) -> String {
        pages(walk)
    }

    fn camel(&self, name: &str) -> String {
        code::name(name)
    }

    fn linked_page(&self, call: &Call) -> &'static str {
        if self.is_linked(&call.output) { "?.linked()" } else { "" }
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
                    Shape::Named(of) if leads(self.model, of) => {
                        steps.push(format!("{own}.link(included)"))
                    }
                    Shape::Optional(of) if matches!(&**of, Shape::Named(of) if leads(self.model, of)) =>
                    {
                        steps.push(format!("{own}?.link(included)"));
                    }
                    Shape::List(of) if matches!(&**of, Shape::Named(of) if leads(self.model, of)) =>
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

/// `numberPages`.
fn pages(walk: &Walk) -> String {
    format!("{}_pages", one(&walk.name)).to_lower_camel_case()
}

/// `number`, of `numbers`.
fn one(names: &str) -> String {
    match (names.strip_suffix("ies"), names.strip_suffix("sses")) {
        (Some(stem), _) => format!("{stem}y"),
        (_, Some(stem)) => format!("{stem}ss"),
        _ => names.strip_suffix('s').unwrap_or(names).to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::one;

    #[test]
    fn rows_are_named_one_by_one() {
        let names = ["numbers", "addresses", "countries", "stock"].map(one);
        assert_eq!(names, ["number", "address", "country", "stock"]);
    }
}
