//! The clients for Java, which has neither coroutines nor named arguments: each call waits, or brings a future.

use askama::Template;
use heck::{ToLowerCamelCase, ToSnakeCase, ToUpperCamelCase};

use super::client::{self, Face};
use super::code::{self, Own};
use super::doc::{Docs, exchange, kdoc};
use super::options;
use crate::calls::{Call, Client, ClientOption, OptionShape, Parameter, Wait, Walk};
use crate::model::Model;

pub(super) fn client(model: &Model, client: &Client, docs: &Docs) -> Result<String, String> {
    let face = Face { model, client, docs };
    let face = JavaFace { client, docs, face };
    let text = face.render().map_err(|error| format!("{}: {error}", client.name))?;
    Ok(format!("package dev.telnum.java\n\n{}\n{text}", imports(model, client, &text)))
}

/// What the text names of elsewhere.
fn imports(model: &Model, client: &Client, text: &str) -> String {
    let code =
        text.lines().filter(|it| !it.trim_start().starts_with('*')).collect::<Vec<_>>().join("\n");
    let words: Vec<&str> = code.split(|it: char| !it.is_alphanumeric()).collect();
    let ours = model.types.iter().filter(|it| it.module != "emulator").map(|it| it.name.as_str());
    let ours = ours.chain(["DidwwDidFilter", "DidwwSort", "Response", "TokenSource", &client.name]);
    let mut names: Vec<String> = ours.map(|it| format!("dev.telnum.{it}")).collect();
    names.extend(ELSEWHERE.map(str::to_owned));
    // Docs link to it.
    names.push("dev.telnum.TelnumException".to_owned());
    names.retain(|it| {
        let name = it.rsplit('.').next().unwrap_or(it);
        name == "TelnumException" || words.contains(&name)
    });
    names.sort();
    names.dedup();
    names.iter().map(|it| format!("import {it}\n")).collect()
}

const ELSEWHERE: [&str; 6] = [
    "java.util.concurrent.CompletableFuture",
    "java.util.function.Consumer",
    "java.util.function.Function",
    "java.util.function.Supplier",
    "kotlin.time.Duration",
    "kotlin.time.toKotlinDuration",
];

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
        let logging = options::LOGGING.iter().map(|(_, _, doc)| (*doc).to_owned());
        let setter = |(own, doc): (Own, String)| {
            let with = format!("with_{}", own.name.to_snake_case()).to_lower_camel_case();
            let of = own.of().replace("Duration?", "java.time.Duration?");
            let doc = kdoc(4, &[sentence(&doc)], &[]);
            format!(
                "{doc}\n    public fun {0}({0}: {of}): B =\n        options(options.{with}({0}))",
                own.name
            )
        };
        options::common(self.model).into_iter().zip(core.chain(logging)).map(setter).collect()
    }
}

#[derive(Template)]
#[template(path = "kotlin/java_client.kt.jinja", escape = "none")]
struct JavaFace<'a> {
    client: &'a Client,
    docs: &'a Docs,
    face: Face<'a>,
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

impl JavaFace<'_> {
    fn about(&self) -> String {
        let Client { name, title, .. } = self.client;
        let mut paragraphs = vec![format!(
            "A client of {title}. It may be shared by any number of threads; [close] it when it is no longer needed."
        )];
        if self.client.spends && !self.client.has_sandbox {
            paragraphs
                .push(format!("{title} has no sandbox: every order at its own host spends money."));
        }
        if let Some((_, example)) = EXAMPLES.iter().find(|(of, _)| of == name) {
            paragraphs.push(format!("```\n{example}\n```"));
        }
        let purchase = self.client.purchases().first().and_then(|it| it.prepare.clone());
        let purchase = purchase.map_or_else(String::new, |prepare| {
            format!(
                "; a purchase that is cancelled after its first byte was sent may have been made, so keep the \
                 [Attempt] of [{}] where that matters",
                code::name(&prepare)
            )
        });
        paragraphs.push(format!(
            "Every method throws [TelnumException], one subclass a kind; a future fails with it. An interrupt of the \
             thread that waits, and `cancel` of a future, cancel the request{purchase}."
        ));
        kdoc(0, &paragraphs, &[])
    }

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

    fn steps(&self, call: &Call, walk: &Walk, with: bool) -> Told<Vec<String>> {
        let mut given = Vec::new();
        let mut parameters: Vec<&Parameter> = call.arguments.iter().collect();
        parameters.sort_by_key(|it| !it.required);
        for it in parameters {
            let name = code::name(&it.name);
            let own = Own::argument(it).map_err(told)?;
            given.push(match (it.required, with) {
                (true, _) => name,
                (false, true) => format!("with.{name}"),
                (false, false) => own.default().unwrap_or("null").to_owned(),
            });
        }
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
        let mut parameters: Vec<&Parameter> = wait.arguments.iter().collect();
        parameters.sort_by_key(|it| !it.required);
        given.extend(parameters.into_iter().map(|it| match (it.required, with) {
            (true, _) => code::name(&it.name),
            (false, true) => format!("with.{}", code::name(&it.name)),
            (false, false) => "null".to_owned(),
        }));
        given.push("timeout".to_owned());
        let steps = format!("its.{}", client::watching(wait));
        Ok(self.opened(&wait.watch, with, ["Walk.of { ", &steps, " }"], &given))
    }

    /// All options of calls: the name, what takes them, each, and whether progress is told.
    fn options(&self) -> Told<Vec<(String, String, Vec<Optional>, bool)>> {
        let mut all = Vec::new();
        for call in &self.client.calls {
            if self.has_options(&call.arguments) {
                let each = self.optional(&call.arguments, None)?;
                all.push((self.options_of(&call.name), code::name(&call.name), each, false));
            }
            if let Some((walk, most)) =
                call.walk.as_ref().and_then(|it| Some((it, it.ahead.as_ref()?)))
            {
                let each = self.optional(&call.arguments, Some(most))?;
                all.push((self.options_of(&walk.name), code::name(&walk.name), each, false));
            }
        }
        for wait in &self.client.waits {
            let each = self.optional(&wait.arguments, None)?;
            all.push((self.options_of(&wait.name), code::name(&wait.name), each, true));
            if self.has_options(&wait.arguments) {
                let each = self.optional(&wait.arguments, None)?;
                all.push((self.options_of(&wait.watch), code::name(&wait.watch), each, false));
            }
        }
        Ok(all)
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

    /// What a wait brings.
    fn waited(&self) -> &str {
        self.client.waits.first().map_or("Any", |it| it.output.as_str())
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

    // The docs.

    fn paragraphs(&self, doc: &[String]) -> Vec<String> {
        doc.iter().map(|it| self.docs.say(it)).collect()
    }

    fn params(&self, arguments: &[Parameter]) -> Vec<String> {
        arguments.iter().filter(|it| it.required).map(|it| self.docs.param(it)).collect()
    }

    fn call_docs(&self, call: &Call) -> String {
        let mut doc = self.paragraphs(&call.doc);
        if let Some(prepare) = &call.prepare {
            doc.push(format!("It is [{}] and [place] in one.", code::name(prepare)));
        }
        doc.push(exchange(self.client, call, ""));
        let mut tags = self.params(&call.arguments);
        tags.extend(self.docs.raises(&call.raises, !call.arguments.is_empty()));
        kdoc(4, &doc, &tags)
    }

    fn prepare_docs(&self, call: &Call) -> String {
        self.face.prepare_docs(call)
    }

    fn place_docs(&self) -> String {
        self.face.place_docs(false)
    }

    fn walk_docs(&self, call: &Call, walk: &Walk) -> String {
        let mut doc = self.paragraphs(&walk.doc);
        doc.push(
            "A page is asked for when its first row is wanted. Each iteration begins again."
                .to_owned(),
        );
        doc.push(exchange(self.client, call, ", page by page"));
        let mut tags = self.params(&call.arguments);
        tags.extend(self.docs.raises(&call.raises, !call.arguments.is_empty()));
        kdoc(4, &doc, &tags)
    }

    fn wait_docs(&self, wait: &Wait, is_watch: bool) -> String {
        let mut doc = self.paragraphs(if is_watch { &wait.watch_doc } else { &wait.doc });
        if is_watch {
            doc.push(
                "Nothing is asked for before it is iterated; each iteration begins again."
                    .to_owned(),
            );
        }
        let mut looks = self.client.calls.iter().filter(|it| it.verb == "GET");
        if let Some(call) = looks.find(|it| it.page == wait.page) {
            doc.push(exchange(self.client, call, ", again and again"));
        }
        let mut tags = self.params(&wait.arguments);
        if !is_watch {
            tags.push("@return the state in the end".to_owned());
        }
        tags.extend(self.docs.raises(&wait.raises, !wait.arguments.is_empty()));
        kdoc(4, &doc, &tags)
    }
}

/// With a capital letter and a full stop.
fn sentence(text: &str) -> String {
    format!("{}.", crate::speech::raised(text).trim_end_matches('.'))
}

/// How a client is first used.
const EXAMPLES: [(&str, &str); 3] = [
    (
        "IdtExpress",
        "try (var client = IdtExpressClient.builder().apiKey(\"your key\").apiSecret(\"your sandbox secret\").build()) {
    List<IdtDidGroup> groups = client.listDidGroups(\"US\", it -> it.regionCode(\"US-NJ\"));
}",
    ),
    (
        "DialogTech",
        "try (var client = DialogTechClient.builder().accessKey(\"your key\").secretAccessKey(\"your secret\")
        .environment(Environment.LIVE).build()) {
    DialogTechOrder order = client.orderNumbers(DialogTechNumberTypes.LOCAL, 2, it -> it.search(\"312\"));
}",
    ),
    (
        "Didww",
        "try (var client = DidwwClient.builder().apiKey(\"your sandbox key\").build()) {
    for (DidwwDid did : client.dids(it -> it.include(List.of(DidwwIncludes.DID_GROUP_COUNTRY)))) {
        System.out.println(did.getE164() + \" \" + did.getDidGroup().getCountry().getName());
    }
}",
    ),
];
