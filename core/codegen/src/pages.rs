//! The tables of calls and of client options in the pages: what stands between `<!-- calls -->` and
//! `<!-- /calls -->`, in the spelling of each page's language.

use std::path::Path;

use crate::calls::{Call, ClientOption, OptionShape, Parameter, Wait};
use crate::model::Model;
use crate::speech::{Speech, Spelling};

/// How a page writes a call's arguments.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Style {
    /// `list_did_groups(country_iso, region_code=…)`.
    Python,
    /// `listDidGroups({ countryIso, regionCode })`.
    Object,
    /// `listDidGroups(countryIso, regionCode = …)`.
    Kotlin,
    /// `listDidGroups(countryIso, it -> it.regionCode(…))`.
    Java,
    /// `listDidGroups(countryIso:regionCode:)`.
    Swift,
    /// `list_did_groups`.
    Plain,
    /// `list_did_groups`, where something else tells of the options.
    Rust,
}

const PAGES: [(&str, Style); 7] = [
    ("README.md", Style::Plain),
    ("core/README.md", Style::Rust),
    ("bindings-python/README.md", Style::Python),
    ("bindings-wasm/js/README.md", Style::Object),
    ("bindings-uniffi/kotlin/README.md", Style::Kotlin),
    ("bindings-uniffi/kotlin/README-java.md", Style::Java),
    ("bindings-uniffi/swift/README.md", Style::Swift),
];

pub(crate) fn files(model: &Model, root: &Path) -> Result<Vec<(String, String)>, String> {
    let mut files = Vec::new();
    for (path, style) in PAGES {
        let page = std::fs::read_to_string(root.join(path)).map_err(|e| format!("{path}: {e}"))?;
        let table = Table::new(model, style);
        let page =
            replaced(&page, "calls", &table.calls(model)).map_err(|e| format!("{path}: {e}"))?;
        let page = if style == Style::Plain {
            replaced(&page, "options", &table.options(model)).map_err(|e| format!("{path}: {e}"))?
        } else {
            page
        };
        files.push((path.to_owned(), page));
    }
    Ok(files)
}

/// A page with something else between its marks.
fn replaced(page: &str, name: &str, text: &str) -> Result<String, String> {
    let (open, close) = (format!("<!-- {name} -->\n"), format!("<!-- /{name} -->"));
    let missing = || format!("there is no place for `{name}`: it is between {open} and {close}");
    let (before, rest) = page.split_once(&open).ok_or_else(missing)?;
    let (_, after) = rest.split_once(&close).ok_or_else(missing)?;
    Ok(format!("{before}{open}{text}{close}{after}"))
}

/// Arguments in a row; those that may be left out are marked.
fn marked(arguments: &[(String, bool)], mark: &str) -> String {
    let written = arguments.iter().map(|(name, must)| match must {
        true => name.clone(),
        false => format!("{name}{mark}"),
    });
    written.collect::<Vec<_>>().join(", ")
}

/// Arguments in a row; those that may be left out are set by a lambda.
fn with_options(arguments: &[(String, bool)]) -> String {
    let named = |must: bool| arguments.iter().filter(move |it| it.1 == must).map(|it| &it.0);
    let set: String = named(false).map(|it| format!(".{it}(…)")).collect();
    let options = if set.is_empty() { None } else { Some(format!("it -> it{set}")) };
    named(true).cloned().chain(options).collect::<Vec<_>>().join(", ")
}

struct Table {
    style: Style,
    speech: Speech,
}

impl Table {
    fn new(model: &Model, style: Style) -> Self {
        let snake = matches!(style, Style::Plain | Style::Rust | Style::Python);
        let spelling = if snake { Spelling::Snake } else { Spelling::Camel };
        Self { style, speech: Speech::of(model, spelling) }
    }

    fn calls(&self, model: &Model) -> String {
        let mut text = "| | |\n| --- | --- |\n".to_owned();
        for client in &model.clients {
            let face = if self.style == Style::Java { "Client" } else { "" };
            text += &format!("| **{}** (`{}{face}`) | |\n", client.title, client.name);
            for call in &client.calls {
                text += &self.call(call);
            }
            for wait in &client.waits {
                text += &self.wait(wait);
            }
        }
        text
    }

    fn call(&self, call: &Call) -> String {
        let mut doc = call.doc.first().map_or_else(String::new, |it| self.speech.say(it));
        if let Some(prepare) = &call.prepare {
            doc += &format!(" In two steps: `{}`, then `place`.", self.speech.name(prepare));
        }
        let mut rows = self.row(&call.name, &call.arguments, None, &doc);
        if let Some(walk) = &call.walk {
            let doc = walk.doc.first().map_or_else(String::new, |it| self.speech.say(it));
            let ahead = walk.ahead.as_ref().map(|_| "pages_ahead");
            rows += &self.row(&walk.name, &call.arguments, ahead, &doc);
        }
        rows
    }

    fn wait(&self, wait: &Wait) -> String {
        let doc = |doc: &[String]| doc.first().map_or_else(String::new, |it| self.speech.say(it));
        self.row(&wait.name, &wait.arguments, Some("on_progress"), &doc(&wait.doc))
            + &self.row(&wait.watch, &wait.arguments, None, &doc(&wait.watch_doc))
    }

    /// A call with its arguments, those first that must be given; `further` may be given too.
    fn row(&self, name: &str, arguments: &[Parameter], further: Option<&str>, doc: &str) -> String {
        let called = self.speech.name(name);
        let must = arguments.iter().filter(|it| it.required).map(|it| (it.name.as_str(), true));
        let may = arguments.iter().filter(|it| !it.required).map(|it| (it.name.as_str(), false));
        let further = further.map(|it| (it, false));
        let arguments: Vec<(String, bool)> = match self.style {
            // In the order of their labels.
            Style::Swift => arguments
                .iter()
                .map(|it| (it.name.as_str(), it.required))
                .chain(further)
                .map(|(name, must)| (self.speech.name(name), must))
                .collect(),
            _ => must
                .chain(may)
                .chain(further)
                .map(|(it, must)| (self.speech.name(it), must))
                .collect(),
        };
        let signature = match self.style {
            Style::Plain | Style::Rust => called,
            Style::Object if arguments.is_empty() => format!("{called}()"),
            Style::Object => format!("{called}({{ {} }})", marked(&arguments, "?")),
            Style::Python => format!("{called}({})", marked(&arguments, "=…")),
            Style::Kotlin => format!("{called}({})", marked(&arguments, " = …")),
            Style::Java => format!("{called}({})", with_options(&arguments)),
            Style::Swift => {
                // The object of the verb needs no label.
                let object = |it: &str| {
                    called.to_lowercase().ends_with(&it.trim_end_matches("Id").to_lowercase())
                };
                let label = |at: usize, it: &str| match at == 0 && object(it) {
                    true => "_:".to_owned(),
                    false => format!("{it}:"),
                };
                let labels = arguments.iter().enumerate().map(|(at, (it, _))| label(at, it));
                format!("{called}({})", labels.collect::<String>())
            }
        };
        format!("| `{signature}` | {doc} |\n")
    }

    fn options(&self, model: &Model) -> String {
        let mut text = "| option | of | |\n| --- | --- | --- |\n".to_owned();
        for client in &model.clients {
            for option in &client.options {
                text += &self.option(option, &client.title);
            }
        }
        for option in &model.options {
            text += &self.option(option, "all");
        }
        text
    }

    fn option(&self, option: &ClientOption, of: &str) -> String {
        let doc = self.speech.say(&option.doc.split_whitespace().collect::<Vec<_>>().join(" "));
        let variable = match &option.shape {
            OptionShape::Credential { variable } => {
                format!(" By default, `{variable}` of the environment.")
            }
            _ => String::new(),
        };
        format!("| `{}` | {of} | {doc}{variable} |\n", option.name)
    }
}
