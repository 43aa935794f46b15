//! The options of every client as they cross, and the names that errors quote.

use askama::Template;

use crate::calls::{ClientOption, OptionShape};
use crate::model::Model;
use crate::speech::wrapped;

/// How a client is set up.
pub(crate) fn settings(model: &Model) -> Result<String, String> {
    let options = model.options.iter().map(Own::of).collect::<Result<Vec<_>, _>>()?;
    Settings { options }.render().map_err(|error| error.to_string())
}

/// The names of options, arguments and calls. Fields are not among them: errors quote those as the carrier's.
pub(crate) fn names(model: &Model) -> Result<String, String> {
    let mut names: Vec<&str> = model.options.iter().map(|it| it.name.as_str()).collect();
    for client in &model.clients {
        names.extend(client.options.iter().map(|it| it.name.as_str()));
        for call in &client.calls {
            names.push(&call.name);
            names.extend(call.prepare.as_deref());
            names.extend(call.arguments.iter().map(|it| it.name.as_str()));
            let walk = call.walk.as_ref();
            names.extend(walk.map(|it| it.name.as_str()));
            names.extend(walk.and_then(|it| it.ahead.as_ref()).map(|_| "pages_ahead"));
        }
        for wait in &client.waits {
            names.extend([wait.name.as_str(), wait.watch.as_str()]);
            names.extend(wait.arguments.iter().map(|it| it.name.as_str()));
        }
    }
    names.retain(|it| it.contains('_'));
    names.sort_unstable();
    names.dedup();
    let lines: String = names.iter().map(|it| format!("\"{it}\",\n")).collect();
    Ok(format!("/// In order.\npub(crate) const NAMES: &[&str] = &[\n{lines}];\n"))
}

#[derive(Template)]
#[template(path = "uniffi/settings.rs.jinja", escape = "none")]
struct Settings<'a> {
    options: Vec<Own<'a>>,
}

/// An option of every client.
struct Own<'a> {
    name: &'a str,
    doc: String,
    of: String,
    /// What core takes, of what was `given`.
    core: String,
}

impl<'a> Own<'a> {
    fn of(option: &'a ClientOption) -> Result<Self, String> {
        let name = option.name.as_str();
        let (of, core) = match &option.shape {
            OptionShape::Headers => {
                ("HashMap<String, String>".to_owned(), format!("in_order(given.{name})"))
            }
            OptionShape::Duration => {
                ("Option<f64>".to_owned(), format!("given.{name}.map(telnum::seconds)"))
            }
            shape => (format!("Option<{}>", of(name, shape)?), format!("given.{name}")),
        };
        let unit = if option.shape == OptionShape::Duration { " In seconds." } else { "" };
        let lines = wrapped(&format!("{}{unit}", option.doc), 90)
            .into_iter()
            .map(|line| format!("    /// {line}"));
        Ok(Self { name, doc: lines.collect::<Vec<_>>().join("\n"), of, core })
    }
}

/// The type of an option that is given.
pub(super) fn of(name: &str, shape: &OptionShape) -> Result<String, String> {
    Ok(match shape {
        OptionShape::Text | OptionShape::Credential { .. } => "String".to_owned(),
        OptionShape::Integer => "i32".to_owned(),
        OptionShape::Number => "f64".to_owned(),
        OptionShape::Flag => "bool".to_owned(),
        OptionShape::Set(set) => set.clone(),
        OptionShape::Tokens => "Arc<dyn TokenSourceCore>".to_owned(),
        OptionShape::Duration | OptionShape::Headers => {
            return Err(format!(
                "the option `{name}` is of a kind that crosses only where every client has it"
            ));
        }
    })
}
