//! The parts that declarations are made of: `name`, `name = value` and `name(values)`.

use proc_macro2::{Ident, Span};
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::{LitStr, Path, Result, Token, Type, parenthesized};

/// `Client::method`.
pub(crate) struct Target {
    pub(crate) client: Ident,
    pub(crate) method: Ident,
}

impl Parse for Target {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        let client = input.parse()?;
        input.parse::<Token![::]>()?;
        Ok(Self { client, method: input.parse()? })
    }
}

/// Which kinds of error a call raises, and when: `raises(not_found = "there is no such order")`.
pub(crate) fn raises(input: ParseStream<'_>) -> Result<Vec<(Ident, LitStr)>> {
    let inner;
    parenthesized!(inner in input);
    let pairs = Punctuated::<Raise, Token![,]>::parse_terminated(&inner)?;
    Ok(pairs.into_iter().map(|it| (it.kind, it.when)).collect())
}

struct Raise {
    kind: Ident,
    when: LitStr,
}

impl Parse for Raise {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        let kind = input.parse()?;
        input.parse::<Token![=]>()?;
        Ok(Self { kind, when: input.parse()? })
    }
}

/// `= "text"`.
pub(crate) fn text(input: ParseStream<'_>) -> Result<LitStr> {
    input.parse::<Token![=]>()?;
    input.parse()
}

/// `= some::path`.
pub(crate) fn path(input: ParseStream<'_>) -> Result<Path> {
    input.parse::<Token![=]>()?;
    input.parse()
}

/// `= Some<Type>`.
pub(crate) fn of_type(input: ParseStream<'_>) -> Result<Type> {
    input.parse::<Token![=]>()?;
    input.parse()
}

/// A part that must be there.
pub(crate) fn required<T>(part: Option<T>, name: &str) -> Result<T> {
    part.ok_or_else(|| syn::Error::new(Span::call_site(), format!("`{name}` is missing")))
}

/// A part that nobody knows.
pub(crate) fn unknown<T>(name: &Ident) -> Result<T> {
    Err(syn::Error::new(name.span(), format!("nothing is known of `{name}` here")))
}

/// The comma between parts, or the end.
pub(crate) fn comma(input: ParseStream<'_>) -> Result<()> {
    if !input.is_empty() {
        input.parse::<Token![,]>()?;
    }
    Ok(())
}
