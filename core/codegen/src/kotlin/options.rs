//! The options that every client has, and the emulator, which makes clients of them.

use askama::Template;
use heck::ToSnakeCase;

use super::code::{self, Own};
use super::doc::{Docs, kdoc};
use crate::calls::{Client, ClientOption, OptionShape};
use crate::model::Model;

/// What the package adds to core's options: name, type and doc.
pub(super) const ADDED: [(&str, &str, &str); 3] = [
    (
        "journal_store",
        "Journal?",
        "a journal of your own, instead of a file: a database, say. A client has one journal",
    ),
    ("logger", "TelnumLogger?", "is told of each request and each call"),
    (
        "log_level",
        "LogLevel?",
        "the least level that the logger wants; by default it is told everything",
    ),
];

/// The options of every client, as parameters.
pub(super) fn common(model: &Model) -> Vec<Own> {
    let added = ADDED.iter().map(|(name, of, _)| Own::with(name, of, "null"));
    model.options.iter().map(Own::option).chain(added).collect()
}

/// The channel of a client, or of the emulated one.
pub(super) fn channel(client: &Client, emulator: &str, indent: usize) -> String {
    let is_tokens = |it: &&ClientOption| it.shape == OptionShape::Tokens;
    let own = client.options.iter().filter(|it| !is_tokens(it)).map(|it| {
        let maybe = if matches!(it.shape, OptionShape::Set(_)) { "?.text" } else { "" };
        format!("\"{}\" to {}{maybe}", it.name, code::name(&it.name))
    });
    let own = code::list(indent + 4, "arrayOf", &own.collect::<Vec<_>>(), "");
    let tokens = client.options.iter().find(is_tokens);
    let tokens = tokens.map_or_else(|| "null".to_owned(), |it| code::name(&it.name));
    let given = [
        format!("\"{}\"", factory(client)),
        emulator.to_owned(),
        "options".to_owned(),
        own,
        tokens,
    ];
    code::list(indent, "Channel.open", &given, "")
}

/// `dialog_tech`: the carrier's canonical name, which is also what the emulator calls the client.
fn factory(client: &Client) -> String {
    client.name.to_snake_case()
}

pub(super) fn options(model: &Model, docs: &Docs) -> Result<String, String> {
    Options { model, docs }.render().map_err(|error| error.to_string())
}

pub(super) fn emulator(model: &Model) -> Result<String, String> {
    Emulator { model }.render().map_err(|error| error.to_string())
}

#[derive(Template)]
#[template(path = "kotlin/options.kt.jinja", escape = "none")]
struct Options<'a> {
    model: &'a Model,
    docs: &'a Docs,
}

impl Options<'_> {
    fn docs(&self) -> String {
        let paragraphs = [
            "What every client can be set up with, as one value: for clients that are set up alike. What is absent \
             has its default.",
            "```
val options = ClientOptions(timeout = 10.seconds, maxRetries = 1)
val idt = IdtExpress(options = options)
val didww = Didww(options = options.copy(requestsPerSecond = 5.0))
```",
            "In Java, `new ClientOptions().withMaxRetries(1)`; each of these returns options of its own.",
        ];
        let core =
            self.model.options.iter().map(|it| (it.name.as_str(), self.docs.option(it, None)));
        let added = ADDED.iter().map(|(name, _, doc)| (*name, (*doc).to_owned()));
        let tags =
            core.chain(added).map(|(name, doc)| format!("@property {} {doc}", code::name(name)));
        kdoc(0, &paragraphs.map(str::to_owned), &tags.collect::<Vec<_>>())
    }

    fn properties(&self) -> Vec<String> {
        common(self.model).iter().map(|it| format!("public val {}", it.text())).collect()
    }

    /// By the names that core has for them.
    fn given(&self) -> String {
        let pair = |it: &ClientOption| {
            let given = code::name(&it.name);
            let given = match it.shape {
                OptionShape::Duration => format!("{given}?.inSeconds()"),
                OptionShape::Set(_) => format!("{given}?.text"),
                OptionShape::Headers => format!("{given}.ifEmpty {{ null }}"),
                _ => given,
            };
            format!("\"{}\" to {given}", it.name)
        };
        code::lines(4, "arrayOf", &self.model.options.iter().map(pair).collect::<Vec<_>>(), "")
    }

    /// Each option as it prints. A header's value may be a secret, and so may a text: a URL can hold a password.
    fn shown(&self) -> Vec<String> {
        let core = self.model.options.iter().map(|it| {
            let name = code::name(&it.name);
            match it.shape {
                OptionShape::Headers => {
                    format!("\"{name}\" to {name}.keys.takeIf {{ it.isNotEmpty() }}")
                }
                OptionShape::Text | OptionShape::Credential { .. } => {
                    format!("\"{name}\" to {name}?.let {{ \"…\" }}")
                }
                _ => format!("\"{name}\" to {name}"),
            }
        });
        let added = ADDED.iter().map(|(name, _, _)| code::name(name));
        core.chain(added.map(|name| format!("\"{name}\" to {name}"))).collect()
    }

    /// A method an option, for Java, which has neither named arguments nor Kotlin's durations.
    fn withers(&self) -> Vec<String> {
        let wither = |it: Own| {
            let with = code::name(&format!("with_{}", heck::AsSnakeCase(&it.name)));
            let (of, value) = match it.of() {
                "Duration?" => ("java.time.Duration?", format!("{}?.toKotlinDuration()", it.name)),
                of => (of, it.name.clone()),
            };
            let doc = format!("    /** A copy with this value of [{}]. */", it.name);
            let copied = format!("copy({} = {value})", it.name);
            let head = format!("    public fun {with}({}: {of}): ClientOptions =", it.name);
            let fits = head.len() + copied.len() < 120;
            format!("{doc}\n{head}{}{copied}", if fits { " " } else { "\n        " })
        };
        common(self.model).into_iter().map(wither).chain(self.durations()).collect()
    }

    /// A getter for each, since Java cannot name Kotlin's.
    fn durations(&self) -> Vec<String> {
        let durations = common(self.model).into_iter().filter(|it| it.of() == "Duration?");
        let getter = |it: Own| {
            let get = format!("get{}", crate::speech::raised(&it.name));
            format!(
                "    /** [{0}] for Java, where it is `{get}()`. */\n    @JvmName(\"{get}\")\n    \
                 public fun {0}InJava(): java.time.Duration? = {0}?.toJavaDuration()",
                it.name
            )
        };
        durations.map(getter).collect()
    }
}

#[derive(Template)]
#[template(path = "kotlin/emulator.kt.jinja", escape = "none")]
struct Emulator<'a> {
    model: &'a Model,
}

impl Emulator<'_> {
    fn factory(&self, client: &Client) -> String {
        code::name(&factory(client))
    }

    fn docs(&self, client: &Client) -> String {
        let is_key = |it: &&ClientOption| matches!(it.shape, OptionShape::Credential { .. });
        let keys = if client.options.iter().filter(is_key).count() == 1 { "key" } else { "keys" };
        let paragraph = format!(
            "A client of the emulated {}. Host and {keys} are the emulator's; any may be replaced. The parameters are \
             those of [{}].",
            client.title, client.name
        );
        let tag = "@throws TelnumException.Configuration where a setting breaks a rule";
        kdoc(4, &[paragraph], &[tag.to_owned()])
    }

    fn of_each(&self, client: &Client) -> String {
        let own: Vec<Own> = client.options.iter().map(Own::option).collect();
        let mut given: Vec<String> = own.iter().map(|it| it.name.clone()).collect();
        let common = common(self.model);
        let each: Vec<String> = common.iter().map(|it| it.name.clone()).collect();
        given.push(code::list(8, "ClientOptions", &each, ""));
        let parameters: Vec<String> = own.iter().chain(&common).map(Own::text).collect();
        let factory = self.factory(client);
        let tail = format!(": {} = {}", client.name, code::list(4, &factory, &given, ""));
        code::list(4, &format!("public fun {factory}"), &parameters, &tail)
    }

    fn of_options(&self, client: &Client) -> String {
        let own = client.options.iter().map(|it| Own::option(it).text());
        let parameters: Vec<String> = own.chain(["options: ClientOptions".to_owned()]).collect();
        let tail =
            format!(": {} =\n        {}({})", client.name, client.name, channel(client, "core", 8));
        code::lines(4, &format!("public fun {}", self.factory(client)), &parameters, &tail)
    }
}
