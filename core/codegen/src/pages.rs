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
    /// `listDidGroups(countryIso:regionCode:)`.
    Swift,
    /// `list_did_groups`.
    Plain,
}

const PAGES: [(&str, Style); 5] = [
    ("README.md", Style::Plain),
    ("bindings-python/README.md", Style::Python),
    ("bindings-wasm/js/README.md", Style::Object),
    ("bindings-uniffi/kotlin/README.md", Style::Kotlin),
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

struct Table {
    style: Style,
    speech: Speech,
}

impl Table {
    fn new(model: &Model, style: Style) -> Self {
        let snake = matches!(style, Style::Plain | Style::Python);
        let spelling = if snake { Spelling::Snake } else { Spelling::Camel };
        Self { style, speech: Speech::of(model, spelling) }
    }

    fn calls(&self, model: &Model) -> String {
        let mut text = "| | |\n| --- | --- |\n".to_owned();
        for client in &model.clients {
            text += &format!("| **{}** (`{}`) | |\n", client.title, client.name);
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
        let mut rows = self.row(&call.name, &call.arguments, &doc);
        if let Some(walk) = &call.walk {
            let doc = walk.doc.first().map_or_else(String::new, |it| self.speech.say(it));
            rows += &self.row(&walk.name, &call.arguments, &doc);
        }
        rows
    }

    fn wait(&self, wait: &Wait) -> String {
        let doc = |doc: &[String]| doc.first().map_or_else(String::new, |it| self.speech.say(it));
        self.row(&wait.name, &wait.arguments, &doc(&wait.doc))
            + &self.row(&wait.watch, &wait.arguments, &doc(&wait.watch_doc))
    }

    fn row(&self, name: &str, arguments: &[Parameter], doc: &str) -> String {
        let called = self.speech.name(name);
        let names: Vec<String> = arguments.iter().map(|it| self.speech.name(&it.name)).collect();
        let signature = match self.style {
            Style::Plain => called,
            Style::Object if names.is_empty() => format!("{called}()"),
            Style::Object => format!("{called}({{ {} }})", names.join(", ")),
            Style::Python | Style::Kotlin => {
                let default = if self.style == Style::Python { "=…" } else { " = …" };
                let given = arguments.iter().zip(&names);
                let given = given.map(|(it, name)| match it.required {
                    true => name.clone(),
                    false => format!("{name}{default}"),
                });
                format!("{called}({})", given.collect::<Vec<_>>().join(", "))
            }
            Style::Swift => {
                // The object of the verb needs no label.
                let object = |it: &Parameter| name.ends_with(it.name.trim_end_matches("_id"));
                let label = |at: usize, it: &Parameter| match at == 0 && object(it) {
                    true => "_:".to_owned(),
                    false => format!("{}:", self.speech.name(&it.name)),
                };
                let labels = arguments.iter().enumerate().map(|(at, it)| label(at, it));
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
