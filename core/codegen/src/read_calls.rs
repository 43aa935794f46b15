//! Reads what can be called out of the declarations in core.

use std::path::Path;

use heck::ToSnakeCase;
use quote::ToTokens;
use syn::{Attribute, Item, ItemStruct, Type as Syntax};
use telnum_table::{
    Answer, Argument, CarrierTable, OperationTable, OwnOption, Raises, WatchTable, doc, is_filter,
};

use crate::calls::{Call, Client, ClientOption, OptionShape, Parameter, Raise, Wait, Walk};
use crate::model::{CARRIERS, Shape};
use crate::read::shape;

/// Gathers the declarations of all files.
#[derive(Default)]
pub(crate) struct Calls {
    clients: Vec<Client>,
    calls: Vec<(String, Call)>,
    waits: Vec<(String, Wait)>,
    /// The options that every client has.
    pub(crate) options: Vec<ClientOption>,
}

impl Calls {
    /// What a file declares.
    pub(crate) fn read(
        &mut self,
        syntax: &syn::File,
        module: &str,
        file: &Path,
    ) -> Result<(), String> {
        for item in &syntax.items {
            let Item::Struct(item) = item else { continue };
            self.item(item, module, file).map_err(|error| format!("{}: {error}", item.ident))?;
        }
        Ok(())
    }

    fn item(&mut self, item: &ItemStruct, module: &str, file: &Path) -> Result<(), String> {
        let told = |error: syn::Error| error.to_string();
        let marked = |name: &str| item.attrs.iter().find(|it| it.path().is_ident(name));
        if let Some(mark) = marked("carrier") {
            let table: CarrierTable = mark.parse_args().map_err(told)?;
            self.clients.push(client(&table, item, module)?);
        }
        if let Some(mark) = marked("operation") {
            let table: OperationTable = mark.parse_args().map_err(told)?;
            self.calls.push((table.client.to_string(), call(&table, item, file)?));
        }
        if let Some(mark) = marked("watch") {
            let table: WatchTable = mark.parse_args().map_err(told)?;
            self.waits.push((table.client.to_string(), wait(&table, item, file)?));
        }
        if item.ident == "Settings" && module == "common" {
            self.options = OwnOption::all(item)
                .map_err(told)?
                .into_iter()
                .map(option)
                .collect::<Result<_, String>>()?;
        }
        Ok(())
    }

    /// The clients, each with its calls.
    pub(crate) fn into_clients(mut self) -> Result<(Vec<Client>, Vec<ClientOption>), String> {
        self.calls.sort_by_cached_key(|(_, it)| (it.path.clone(), it.verb != "GET"));
        for (client, call) in self.calls {
            self.clients
                .iter_mut()
                .find(|it| it.name == client)
                .ok_or_else(|| format!("{}: there is no client `{client}`", call.request))?
                .calls
                .push(call);
        }
        for (client, mut wait) in self.waits {
            let client = self
                .clients
                .iter_mut()
                .find(|it| it.name == client)
                .ok_or_else(|| format!("{}: there is no client `{client}`", wait.request))?;
            let call = client.of_wait(&wait);
            let call = call.ok_or_else(|| format!("there is no operation `{}`", wait.by))?;
            wait.page.clone_from(&call.page);
            wait.source = format!("{} {}", call.verb, call.path);
            wait.buys = call.prepare.is_some();
            client.waits.push(wait);
        }
        if let Some(client) = self.clients.iter().find(|it| it.module == "common") {
            return Err(format!("{}: its folder is missing in CARRIERS of model.rs", client.name));
        }
        self.clients.sort_by_key(|it| CARRIERS.iter().position(|name| *name == it.module));
        Ok((self.clients, self.options))
    }
}

fn client(table: &CarrierTable, item: &ItemStruct, module: &str) -> Result<Client, String> {
    let options = OwnOption::all(item).map_err(|error| error.to_string())?;
    let options = options.into_iter().filter(|it| it.is_option || it.credential.is_some());
    Ok(Client {
        name: table.client.to_string(),
        prefix: table.prefix.as_ref().map_or_else(|| table.client.to_string(), syn::LitStr::value),
        module: module.to_owned(),
        title: table.title.value(),
        spends: table.spends,
        has_sandbox: table.sandbox.is_some(),
        requests_per_second: table.requests_per_second.as_ref().map(ToString::to_string),
        options: options.map(option).collect::<Result<_, _>>()?,
        calls: Vec::new(),
        waits: Vec::new(),
    })
}

fn option(it: OwnOption) -> Result<ClientOption, String> {
    let name = it.name.to_string();
    let of = it.of.to_token_stream().to_string();
    let of = of.strip_prefix("Option < ").and_then(|it| it.strip_suffix(" >")).unwrap_or(&of);
    let shape = match (&it.credential, of) {
        (Some(credential), _) => OptionShape::Credential { variable: credential.variable.value() },
        (_, "String") => OptionShape::Text,
        (_, "i32") => OptionShape::Integer,
        (_, "f64") => OptionShape::Number,
        (_, "bool") => OptionShape::Flag,
        (_, "Duration") => OptionShape::Duration,
        (_, "std :: path :: PathBuf") => OptionShape::Path,
        (_, "Vec < (String , String) >") => OptionShape::Headers,
        (_, "Arc < dyn TokenSource >") => OptionShape::Tokens,
        (_, name) if name.chars().all(char::is_alphanumeric) => OptionShape::Set(name.to_owned()),
        _ => return Err(format!("`{name}`: no language knows an option of {of}")),
    };
    Ok(ClientOption { name, doc: it.doc, shape })
}

fn call(table: &OperationTable, item: &ItemStruct, file: &Path) -> Result<Call, String> {
    let output = table.answer.output();
    let walk = table.walk.as_ref().map(|it| {
        let row = match &table.answer {
            Answer::Page(_, row, _) => row.to_token_stream().to_string(),
            // A page of DIDWW is called by its row.
            _ => output.to_token_stream().to_string().trim_end_matches("Page").to_owned(),
        };
        Walk {
            name: it.method.to_string(),
            doc: paragraphs(&it.doc.value()),
            row,
            page: output.to_token_stream().to_string(),
            ahead: it.ahead.as_ref().map(ToString::to_string),
        }
    });
    let mut item = item.clone();
    table.asks.complete(&mut item);
    let item = &item;
    Ok(Call {
        name: table.method.to_string(),
        request: item.ident.to_string(),
        file: stem(file),
        doc: paragraphs(&documented(&item.attrs, &item.ident.to_string())?),
        verb: table.verb.to_string(),
        path: table.path.value(),
        sends: !matches!(table.answer, Answer::Run(..) | Answer::Local(..)),
        page: table.page.value(),
        arguments: parameters(item)?,
        output: shape(&output)?,
        prepare: table.purchase.as_ref().map(ToString::to_string),
        walk,
        raises: raises(&table.raises),
    })
}

fn wait(table: &WatchTable, item: &ItemStruct, file: &Path) -> Result<Wait, String> {
    Ok(Wait {
        name: table.method.to_string(),
        doc: paragraphs(&documented(&item.attrs, &item.ident.to_string())?),
        request: item.ident.to_string(),
        file: stem(file),
        watch: table.watch.to_string(),
        watch_doc: paragraphs(&table.watch_doc.value()),
        page: String::new(),
        source: String::new(),
        by: table.by.to_string(),
        buys: false,
        arguments: parameters(item)?,
        output: table.output.to_token_stream().to_string(),
        raises: raises(&table.raises),
    })
}

/// The type of an argument that nothing may show.
const SECRET: &str = "Option < Secret >";

fn stem(file: &Path) -> String {
    file.file_stem().map(|it| it.to_string_lossy().into_owned()).unwrap_or_default()
}

fn parameters(item: &ItemStruct) -> Result<Vec<Parameter>, String> {
    let arguments = Argument::all(item).map_err(|error| error.to_string())?;
    arguments
        .into_iter()
        .map(|it| {
            if it.doc.is_empty() {
                return Err(format!("`{}` has no doc comment", it.name));
            }
            let required = it.is_required();
            let shape = match argument_shape(&it)? {
                Shape::Optional(inner) => *inner,
                shape => shape,
            };
            let secret = it.of.to_token_stream().to_string() == SECRET;
            let field = it.field.to_string();
            Ok(Parameter { name: it.name, field, doc: one_line(&it.doc), shape, required, secret })
        })
        .collect()
}

/// What only an argument can hold, and what everything else can.
fn argument_shape(argument: &Argument) -> Result<Shape, String> {
    let set = argument.set.as_ref().map(ToString::to_string);
    // What every call asks for is found from wherever its file is.
    let of = argument.of.to_token_stream().to_string().replace("super :: ", "");
    Ok(match (of.as_str(), set) {
        ("Vec < DidwwFieldset >", set) => Shape::Fieldsets(set),
        ("Vec < String >", Some(set)) if argument.name == "sort" => Shape::Sorting(set),
        ("Vec < String >", Some(set)) => Shape::List(Box::new(Shape::Named(set))),
        (of, _) if is_filter(of) => Shape::Filters(of.to_owned()),
        (of, _) => of_type(of, &argument.of)?,
    })
}

fn of_type(of: &str, syntax: &Syntax) -> Result<Shape, String> {
    Ok(match of {
        "Id" => Shape::Id,
        "Option < Id >" => Shape::Optional(Box::new(Shape::Id)),
        SECRET => Shape::Optional(Box::new(Shape::Text)),
        "Vec < Id >" => Shape::List(Box::new(Shape::Id)),
        _ => shape(syntax)?,
    })
}

fn raises(table: &Raises) -> Vec<Raise> {
    let raise = |(kind, when): &(syn::Ident, syn::LitStr)| Raise {
        kind: kind.to_string().to_snake_case(),
        when: one_line(&when.value()),
    };
    table.iter().map(raise).collect()
}

fn documented(attributes: &[Attribute], name: &str) -> Result<String, String> {
    let text = doc(attributes);
    if text.is_empty() { Err(format!("{name} has no doc comment")) } else { Ok(text) }
}

fn paragraphs(text: &str) -> Vec<String> {
    text.split("\n\n").map(one_line).collect()
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
