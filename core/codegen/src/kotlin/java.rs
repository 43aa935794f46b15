//! The clients for Java, which has neither coroutines nor named arguments: each call waits, or brings a future.

use askama::Template;
use heck::{ToLowerCamelCase, ToSnakeCase, ToUpperCamelCase};

use super::client::{self, Face};
use super::code::{self, Own};
use super::doc::{Docs, kdoc};
use super::java_docs::sentence;
use super::java_imports::imports;
use super::options;
use crate::calls::{Call, Client, ClientOption, OptionShape, Parameter, Wait, Walk};
use crate::model::Model;

pub(super) fn client(model: &Model, client: &Client, docs: &Docs) -> Result<String, String> {
    let face = Face { model, client, docs };
    let face = JavaFace { client, docs, face };
    let text = face.render().map_err(|error| format!("{}: {error}", client.name))?;
    Ok(format!("package dev.telnum.java\n\n{}\n{text}", imports(model, client, &text)))
}

/// What a caller's own journal implements in Kotlin.
const JOURNAL: &str = "Journal?";

pub(super) fn builder(model: &Model, docs: &Docs) -> Result<String, String> {
    Builder { model, docs }.render().map_err(|error| error.to_string())
}

#[derive(Template)]
#[template(path = "kotlin/java_builder.kt.jinja", escape = "none")]
struct Builder<'a> {
    model: &'a Model,
    docs: &'a Docs,
}

impl Builder<'_> {
    fn setters(&self) -> Vec<String> {
        let core = self.model.options.iter().map(|it| self.docs.option(it, None));
        let added = options::ADDED.iter().map(|(_, _, doc)| (*doc).to_owned());
        let setter = |(own, doc): (Own, String)| {
            let with = format!("with_{}", own.name.to_snake_case()).to_lower_camel_case();
            let of = own.of().replace("Duration?", "java.time.Duration?");
            let doc = kdoc(4, &[sentence(&doc)], &[]);
            if own.of() == JOURNAL {
                // Java cannot implement what suspends.
                return format!(
                    "{doc}\n    public fun {0}({0}: BlockingJournal?): B =\n        set(options.{with}({0}?.let(::Unblocked)))",
                    own.name
                );
            }
            format!(
                "{doc}\n    public fun {0}({0}: {of}): B =\n        set(options.{with}({0}))",
                own.name
            )
        };
        options::common(self.model).into_iter().zip(core.chain(added)).map(setter).collect()
    }
}

#[derive(Template)]
#[template(path = "kotlin/java_client.kt.jinja", escape = "none")]
pub(super) struct JavaFace<'a> {
    pub(super) client: &'a Client,
    pub(super) docs: &'a Docs,
    pub(super) face: Face<'a>,
}

type Told<T> = Result<T, askama::Error>;

fn told(text: String) -> askama::Error {
    askama::Error::Custom(text.into())
}

/// What may be given to a call, with a setter each.
struct Optional {
    name: String,
    of: String,
    default: String,
    doc: String,
}

/// A class of what may be given to a method.
struct Options {
    name: String,
    method: String,
    each: Vec<Optional>,
    /// What progress is told by, where it is.
    progress: Option<String>,
}

impl JavaFace<'_> {
    fn camel(&self, name: &str) -> String {
        code::name(name)
    }

    fn output(&self, call: &Call) -> Told<String> {
        code::kotlin(&call.output).map_err(told)
    }

    fn has_options(&self, arguments: &[Parameter]) -> bool {
        arguments.iter().any(|it| !it.required)
    }

    fn has_walk_options(&self, call: &Call, walk: &Walk) -> bool {
        walk.ahead.is_some() || self.has_options(&call.arguments)
    }

    /// What must be given, and the options where they are.
    fn parameters(&self, arguments: &[Parameter], options: Option<&str>) -> Told<Vec<String>> {
        let required = arguments.iter().filter(|it| it.required);
        let mut parameters: Vec<String> = required
            .map(|it| Own::argument(it).map(|it| it.text()).map_err(told))
            .collect::<Told<_>>()?;
        parameters.extend(options.map(|it| format!("options: Consumer<{it}>")));
        Ok(parameters)
    }

    fn options_of(&self, name: &str) -> String {
        format!("{}Options", name.to_upper_camel_case())
    }

    fn head(&self, name: &str, arguments: &[Parameter], with: bool, output: &str) -> Told<String> {
        let options = self.options_of(name);
        let parameters = self.parameters(arguments, with.then_some(options.as_str()))?;
        let start = format!("public fun {}", code::name(name));
        Ok(code::list(4, &start, &parameters, &format!(": {output} =")))
    }

    fn later_head(
        &self,
        name: &str,
        arguments: &[Parameter],
        with: bool,
        output: &str,
    ) -> Told<String> {
        let options = self.options_of(name);
        let parameters = self.parameters(arguments, with.then_some(options.as_str()))?;
        let start = format!("public fun {}", code::name(&format!("{name}_async")));
        Ok(code::list(4, &start, &parameters, &format!(": CompletableFuture<{output}> =")))
    }

    /// Arguments by name; those that may be given are of `with`.
    fn given(&self, arguments: &[Parameter], with: bool) -> Vec<String> {
        let given = |it: &Parameter| {
            let name = code::name(&it.name);
            match (it.required, with) {
                (true, _) => Some(format!("{name} = {name}")),
                (false, true) => Some(format!("{name} = with.{name}")),
                (false, false) => None,
            }
        };
        arguments.iter().filter_map(given).collect()
    }

    /// What is made of the options before anything is called: `how { its.call(given) }`.
    fn opened(&self, name: &str, with: bool, how: [&str; 3], given: &[String]) -> String {
        let [before, call, after] = how;
        if !with {
            return code::list(8, &format!("{before}{call}"), given, after);
        }
        let options = format!("{}().made(options)", self.options_of(name));
        let body = code::list(12, &format!("{before}{call}"), given, after);
        format!("{options}.let {{ with ->\n            {body}\n        }}")
    }

    fn call(&self, name: &str, arguments: &[Parameter], with: bool, how: &str) -> Told<String> {
        let mut given = self.given(arguments, with);
        given.push("timeout = timeout".to_owned());
        let call = format!("its.{}", code::name(name));
        Ok(self.opened(name, with, [&format!("{how} {{ "), &call, " }"], &given))
    }

    fn prepare_head(&self, call: &Call, with: bool) -> Told<String> {
        let options = self.options_of(&call.name);
        let parameters = self.parameters(&call.arguments, with.then_some(options.as_str()))?;
        let start =
            format!("public fun {}", code::name(call.prepare.as_deref().unwrap_or_default()));
        Ok(code::list(4, &start, &parameters, ": Attempt ="))
    }

    fn prepare(&self, call: &Call, with: bool) -> Told<String> {
        let name = code::name(call.prepare.as_deref().unwrap_or_default());
        let given = self.given(&call.arguments, with);
        Ok(self.opened(&call.name, with, ["", &format!("its.{name}"), ""], &given))
    }

    /// Whose options a walk takes: its call's, or its own where it can ask ahead.
    fn walk_options(&self, call: &Call, walk: &Walk) -> String {
        self.options_of(if walk.ahead.is_some() { &walk.name } else { &call.name })
    }

    fn pages(&self, walk: &Walk) -> String {
        client::pages(walk)
    }

    fn walk_head(
        &self,
        call: &Call,
        walk: &Walk,
        name: &str,
        of: &str,
        with: bool,
    ) -> Told<String> {
        let options = self.walk_options(call, walk);
        let parameters = self.parameters(&call.arguments, with.then_some(options.as_str()))?;
        Ok(code::list(
            4,
            &format!("public fun {}", code::name(name)),
            &parameters,
            &format!(": Walk<{of}> ="),
        ))
    }

    /// What Kotlin's own methods are given, in its order.
    fn by_place(&self, arguments: &[Parameter], with: bool) -> Told<Vec<String>> {
        let mut parameters: Vec<&Parameter> = arguments.iter().collect();
        parameters.sort_by_key(|it| !it.required);
        let given = |it: &Parameter| {
            let own = Own::argument(it).map_err(told)?;
            Ok(match (it.required, with) {
                (true, _) => code::name(&it.name),
                (false, true) => format!("with.{}", code::name(&it.name)),
                (false, false) => own.default().unwrap_or("null").to_owned(),
            })
        };
        parameters.into_iter().map(given).collect()
    }

    fn steps(&self, call: &Call, walk: &Walk, with: bool) -> Told<Vec<String>> {
        let mut given = self.by_place(&call.arguments, with)?;
        if walk.ahead.is_some() {
            given.push(if with { "with.pagesAhead".to_owned() } else { "null".to_owned() });
        }
        given.push("timeout".to_owned());
        Ok(given)
    }

    fn rows(&self, call: &Call, walk: &Walk, with: bool) -> Told<String> {
        let after = format!(" }}) {{ it.{} }}", code::name(&walk.name));
        self.walked(call, walk, with, ["Walk.of({ ", &after])
    }

    fn paged(&self, call: &Call, walk: &Walk, with: bool) -> Told<String> {
        self.walked(call, walk, with, ["Walk.of { ", " }"])
    }

    fn walked(&self, call: &Call, walk: &Walk, with: bool, around: [&str; 2]) -> Told<String> {
        let name = if walk.ahead.is_some() { &walk.name } else { &call.name };
        let steps = format!("its.{}", client::steps(walk));
        let [before, after] = around;
        Ok(self.opened(name, with, [before, &steps, after], &self.steps(call, walk, with)?))
    }

    fn wait(&self, wait: &Wait, with: bool, how: &str) -> Told<String> {
        let mut given = self.given(&wait.arguments, with);
        given.push("timeout = timeout".to_owned());
        let told = if with { " { with.onProgress?.accept(it) } }" } else { " }" };
        let call = format!("its.{}", code::name(&wait.name));
        Ok(self.opened(&wait.name, with, [&format!("{how} {{ "), &call, told], &given))
    }

    fn watch_head(&self, wait: &Wait, with: bool) -> Told<String> {
        let options = self.options_of(&wait.watch);
        let parameters = self.parameters(&wait.arguments, with.then_some(options.as_str()))?;
        let start = format!("public fun {}", code::name(&wait.watch));
        Ok(code::list(4, &start, &parameters, &format!(": Walk<{}> =", wait.output)))
    }

    fn watch(&self, wait: &Wait, with: bool) -> Told<String> {
        let mut given = vec![format!("\"{}\"", code::name(&wait.watch))];
        given.extend(self.by_place(&wait.arguments, with)?);
        given.push("timeout".to_owned());
        let steps = format!("its.{}", client::watching(wait));
        Ok(self.opened(&wait.watch, with, ["Walk.of { ", &steps, " }"], &given))
    }

    fn options(&self) -> Told<Vec<Options>> {
        let mut all = Vec::new();
        for call in &self.client.calls {
            if self.has_options(&call.arguments) {
                let each = self.optional(&call.arguments, None)?;
                all.push(self.options_class(&call.name, each, None));
            }
            if let Some((walk, most)) =
                call.walk.as_ref().and_then(|it| Some((it, it.ahead.as_ref()?)))
            {
                let each = self.optional(&call.arguments, Some(most))?;
                all.push(self.options_class(&walk.name, each, None));
            }
        }
        for wait in &self.client.waits {
            let each = self.optional(&wait.arguments, None)?;
            all.push(self.options_class(&wait.name, each, Some(&wait.output)));
            if self.has_options(&wait.arguments) {
                let each = self.optional(&wait.arguments, None)?;
                all.push(self.options_class(&wait.watch, each, None));
            }
        }
        Ok(all)
    }

    fn options_class(
        &self,
        method: &str,
        each: Vec<Optional>,
        progress: Option<&String>,
    ) -> Options {
        let (name, progress) = (self.options_of(method), progress.cloned());
        Options { name, method: code::name(method), each, progress }
    }

    fn optional(&self, arguments: &[Parameter], ahead: Option<&String>) -> Told<Vec<Optional>> {
        let optional = |it: &Parameter| {
            let own = Own::argument(it).map_err(told)?;
            let of = own.of().to_owned();
            let default = own.default().unwrap_or("null").to_owned();
            let doc = kdoc(8, &[sentence(&self.docs.say(&it.doc))], &[]);
            Ok(Optional { name: own.name, of, default, doc })
        };
        let mut all: Vec<Optional> =
            arguments.iter().filter(|it| !it.required).map(optional).collect::<Told<_>>()?;
        if let Some(most) = ahead {
            let doc = format!(
                "How many pages to ask for before they are wanted: 0, the default, to {most}."
            );
            all.push(Optional {
                name: "pagesAhead".to_owned(),
                of: "Int?".to_owned(),
                default: "null".to_owned(),
                doc: kdoc(8, &[doc], &[]),
            });
        }
        Ok(all)
    }

    fn option_type(&self, it: &ClientOption) -> String {
        Own::option(it).of().to_owned()
    }

    fn is_tokens(&self, it: &ClientOption) -> bool {
        it.shape == OptionShape::Tokens
    }

    fn option_docs(&self, it: &ClientOption) -> String {
        kdoc(8, &[sentence(&self.docs.option(it, Some(self.client)))], &[])
    }

    fn own_options(&self) -> String {
        self.client.options.iter().map(|it| format!("{}, ", code::name(&it.name))).collect()
    }

    fn factory(&self) -> String {
        self.client.name.to_lower_camel_case()
    }

    fn plain(&self) -> Option<&Call> {
        self.client.calls.iter().find(|it| it.prepare.is_none() && it.required().is_empty())
    }

    fn example_call(&self) -> String {
        self.plain()
            .map_or_else(|| "place(attempt)".to_owned(), |it| format!("{}()", code::name(&it.name)))
    }

    fn example_type(&self) -> Told<String> {
        match self.plain().or_else(|| self.client.purchases().first().copied()) {
            Some(call) => self.output(call),
            None => Ok("T".to_owned()),
        }
    }
}
