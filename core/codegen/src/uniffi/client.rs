//! A client of a carrier, as it crosses.

use askama::Template;

use super::settings;
use crate::calls::{Call, Client, ClientOption, OptionShape, Parameter, Wait, Walk};
use crate::crossing::{self, Crossing};
use crate::model::{Model, Shape};
use crate::speech::wrapped;

pub(crate) fn client(model: &Model, client: &Client) -> Result<String, String> {
    Core { model, client }.render().map_err(|error| error.to_string())
}

#[derive(Template)]
#[template(path = "uniffi/client.rs.jinja", escape = "none")]
struct Core<'a> {
    model: &'a Model,
    client: &'a Client,
}

type Told<T> = Result<T, askama::Error>;

fn told(text: String) -> askama::Error {
    askama::Error::Custom(text.into())
}

impl Core<'_> {
    fn core(&self) -> String {
        crossing::core(self.client)
    }

    fn factory(&self) -> String {
        crossing::factory(self.client)
    }

    fn pager(&self, walk: &Walk) -> String {
        crossing::pager(self.model, self.client, walk)
    }

    fn watch(&self, wait: &Wait) -> Told<String> {
        crossing::watch(wait).map_err(told)
    }

    fn answer(&self, call: &Call) -> Told<String> {
        crossing::answer(call).map_err(told)
    }

    /// What calls return, each once.
    fn answers(&self) -> Told<Vec<(String, String)>> {
        let mut answers = Vec::new();
        for call in &self.client.calls {
            let answer = (self.answer(call)?, rust(&call.output).map_err(told)?);
            if !answers.contains(&answer) {
                answers.push(answer);
            }
        }
        Ok(answers)
    }

    /// The records that arguments cross in.
    fn records(&self) -> Vec<(String, &Call)> {
        let record = |call| match crossing::crossing(self.client, call) {
            Crossing::Record(name) => Some((name, call)),
            Crossing::Apart | Crossing::Whole => None,
        };
        self.client.calls.iter().filter_map(record).collect()
    }

    fn is_whole(&self, call: &Call) -> bool {
        matches!(crossing::crossing(self.client, call), Crossing::Whole)
    }

    fn reads(&self) -> bool {
        self.client.calls.iter().any(|it| it.prepare.is_none())
    }

    fn parameters(&self, call: &Call) -> Told<String> {
        match crossing::crossing(self.client, call) {
            Crossing::Whole => Ok(format!("request: {}, ", call.request)),
            Crossing::Record(name) => Ok(format!("wanted: {name}, ")),
            Crossing::Apart => self.each(&call.arguments),
        }
    }

    fn each(&self, arguments: &[Parameter]) -> Told<String> {
        let parameter = |it: &Parameter| Ok(format!("{}: {}, ", it.field, self.of(it)?));
        arguments.iter().map(parameter).collect()
    }

    fn of(&self, argument: &Parameter) -> Told<String> {
        let of = rust(&argument.shape).map_err(told)?;
        let is_optional = !argument.required && !matches!(argument.shape, Shape::List(_));
        Ok(if is_optional { format!("Option<{of}>") } else { of })
    }

    /// Makes core's request of the parameters, where it is not one already.
    fn request(&self, call: &Call) -> String {
        match crossing::crossing(self.client, call) {
            Crossing::Whole => String::new(),
            Crossing::Record(_) => made(&call.request, &call.arguments, "wanted."),
            Crossing::Apart => made(&call.request, &call.arguments, ""),
        }
    }

    fn waited(&self, wait: &Wait) -> String {
        made(&wait.request, &wait.arguments, "")
    }

    /// What core's own method for the purchase takes.
    fn given(&self, call: &Call) -> String {
        if !call.is_plain() || self.is_whole(call) {
            return "request".to_owned();
        }
        let of = match crossing::crossing(self.client, call) {
            Crossing::Record(_) => "wanted.",
            Crossing::Whole | Crossing::Apart => "",
        };
        let given = call.arguments.iter().map(|it| format!("{of}{}", it.field));
        given.collect::<Vec<_>>().join(", ")
    }

    /// The options of no other client, as parameters.
    fn options(&self) -> Told<String> {
        let parameter = |it: &ClientOption| {
            let of = settings::of(&it.name, &it.shape).map_err(told)?;
            Ok(format!("{}: Option<{of}>, ", option(it)))
        };
        self.client.options.iter().map(parameter).collect()
    }

    fn passed(&self) -> String {
        self.client.options.iter().map(|it| format!("{}, ", option(it))).collect()
    }

    fn option<'b>(&self, it: &'b ClientOption) -> &'b str {
        option(it)
    }

    /// What core's builder takes.
    fn set(&self, it: &ClientOption) -> String {
        match it.shape {
            OptionShape::Tokens => "Arc::new(HostTokens(given))".to_owned(),
            _ => "given".to_owned(),
        }
    }

    fn docs(&self, doc: &str) -> String {
        let lines = wrapped(doc, 90).into_iter().map(|line| format!("/// {line}"));
        lines.collect::<Vec<_>>().join("\n")
    }

    fn first<'b>(&self, doc: &'b [String]) -> &'b str {
        doc.first().map_or("", String::as_str)
    }
}

/// What an option is called here.
fn option(it: &ClientOption) -> &str {
    if it.shape == OptionShape::Tokens { "tokens" } else { &it.name }
}

fn made(request: &str, arguments: &[Parameter], of: &str) -> String {
    let value = |it: &Parameter| {
        let given = format!("{of}{}", it.field);
        match &it.shape {
            Shape::Id if it.required => given,
            Shape::Id => format!("{given}.map(Into::into)"),
            Shape::List(inner) if matches!(**inner, Shape::Id) => {
                format!("{given}.into_iter().map(Into::into).collect()")
            }
            _ => given,
        }
    };
    let (required, others): (Vec<_>, Vec<_>) = arguments.iter().partition(|it| it.required);
    let required = required.into_iter().map(value).collect::<Vec<_>>().join(", ");
    if others.is_empty() {
        return format!("let request = {request}::new({required});");
    }
    let set = |it: &Parameter| format!("request.{} = {};\n", it.field, value(it));
    let others: String = others.into_iter().map(set).collect();
    format!("let mut request = {request}::new({required});\n{}", others.trim_end())
}

/// A type as it crosses.
fn rust(shape: &Shape) -> Result<String, String> {
    Ok(match shape {
        Shape::Text | Shape::Id => "String".to_owned(),
        Shape::Integer => "i32".to_owned(),
        Shape::Float => "f64".to_owned(),
        Shape::Flag => "bool".to_owned(),
        Shape::Decimal => "Decimal".to_owned(),
        Shape::Timestamp => "Timestamp".to_owned(),
        Shape::Named(name) => name.clone(),
        Shape::Optional(inner) => format!("Option<{}>", rust(inner)?),
        Shape::List(inner) => format!("Vec<{}>", rust(inner)?),
        Shape::Object
        | Shape::Filters(_)
        | Shape::Sorting(_)
        | Shape::Fieldsets(_)
        | Shape::Link { .. } => {
            return Err(
                "an argument or an answer is of a kind that does not cross by itself".to_owned()
            );
        }
    })
}
