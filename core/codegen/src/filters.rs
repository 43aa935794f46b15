//! Reads what `filters!` and `inputs!` of core declare: the filters of a list, and objects that callers give.

use syn::parse::{Parse, ParseStream};
use syn::{Attribute, File, Ident, Item, LitStr, Token, braced};

use crate::model::{Field, Filters, Input, Shape};
use crate::read::doc;

/// The filters of a file, where it has some.
pub(crate) fn read(file: &File) -> Result<Vec<Filters>, String> {
    declared(file, "filters")
}

/// The inputs of a file, where it has some.
pub(crate) fn inputs(file: &File) -> Result<Vec<Input>, String> {
    declared(file, "inputs")
}

fn declared<T: Parse>(file: &File, by: &str) -> Result<Vec<T>, String> {
    let calls = file.items.iter().filter_map(|item| match item {
        Item::Macro(it) if it.ident.is_none() && it.mac.path.is_ident(by) => Some(it),
        _ => None,
    });
    calls.map(|it| it.mac.parse_body().map_err(|error| error.to_string())).collect()
}

impl Parse for Input {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let about = doc(&input.call(Attribute::parse_outer)?);
        let name: Ident = input.parse()?;
        let members;
        braced!(members in input);
        let mut fields = Vec::new();
        while !members.is_empty() {
            let attributes = members.call(Attribute::parse_outer)?;
            let (name, kind): (Ident, Ident) = (members.parse()?, members.parse()?);
            members.parse::<Token![;]>()?;
            let shape = if kind == "count" { Shape::Integer } else { Shape::Text };
            fields.push(Field {
                name: name.to_string(),
                doc: doc(&attributes),
                shape: Shape::Optional(Box::new(shape)),
                include: None,
            });
        }
        Ok(Self { name: name.to_string(), doc: about, fields })
    }
}

impl Parse for Filters {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let about = doc(&input.call(Attribute::parse_outer)?);
        let name: Ident = input.parse()?;
        let input = &{
            let inner;
            braced!(inner in input);
            inner
        };
        let mut fields = Vec::new();
        while !input.is_empty() {
            let attributes = input.call(Attribute::parse_outer)?;
            let (name, kind): (Ident, Ident) = (input.parse()?, input.parse()?);
            let (_, _): (LitStr, Token![;]) = (input.parse()?, input.parse()?);
            let shape = if kind == "flag" { Shape::Flag } else { Shape::Named(FILTER.to_owned()) };
            fields.push(Field {
                name: name.to_string(),
                doc: doc(&attributes),
                shape: Shape::Optional(Box::new(shape)),
                include: None,
            });
        }
        Ok(Self { name: name.to_string(), doc: about, fields })
    }
}

/// What a filter wants of a field.
pub(crate) const FILTER: &str = "DidwwFilter";
