//! What a client's builder says of its carrier.

use proc_macro2::Ident;
use syn::parse::{Parse, ParseStream};
use syn::{Fields, ItemStruct, LitFloat, LitStr, Result, Token, Type, bracketed};

use crate::field::doc;
use crate::part;

/// `#[carrier(…)]` on the builder of a client. Its fields are the options that no other client has.
///
/// ```text
/// #[carrier(
///     IdtExpress, "IDT Express",
///     live = ["https://api.idtexpress.com"], sandbox = "https://sandbox-api.idtexpress.com",
/// )]
/// pub struct IdtExpressBuilder {
///     /// The account's API key, the same in both environments.
///     #[credential(header = "x-api-key", variable = "IDT_EXPRESS_API_KEY")]
///     api_key: Option<Secret>,
/// }
/// ```
pub struct CarrierTable {
    /// The client.
    pub client: Ident,
    /// What people call the carrier.
    pub title: LitStr,
    /// How the names of the carrier's types begin, where not as the client's.
    pub prefix: Option<LitStr>,
    /// The carrier's live hosts; the first is the one to call.
    pub live: Vec<LitStr>,
    /// The carrier's own test host.
    pub sandbox: Option<LitStr>,
    /// How many requests the carrier allows in a second, where it says so.
    pub requests_per_second: Option<LitFloat>,
    /// Whether its operations spend money.
    pub spends: bool,
}

/// Where credentials go.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum CredentialsGo {
    /// Into headers.
    Header,
    /// Into the query, or into the form where one is sent.
    Parameter,
}

/// A credential.
pub struct Credential {
    /// Where it goes.
    pub go: CredentialsGo,
    /// The name that it is sent by.
    pub sent: LitStr,
    /// The environment variable that may hold it.
    pub variable: LitStr,
}

/// An option that no other client has.
pub struct OwnOption {
    /// Its name.
    pub name: Ident,
    /// What it holds.
    pub of: Type,
    /// What it is.
    pub doc: String,
    /// For a credential: where it goes.
    pub credential: Option<Credential>,
    /// `#[option]`: a setting. What has neither mark is nothing that a caller sets.
    pub is_option: bool,
}

impl Parse for CarrierTable {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        let client = input.parse()?;
        input.parse::<Token![,]>()?;
        let title = input.parse()?;
        part::comma(input)?;
        let (mut live, mut sandbox, mut requests_per_second) = (Vec::new(), None, None);
        let (mut spends, mut prefix) = (true, None);
        while !input.is_empty() {
            let name: Ident = input.parse()?;
            match name.to_string().as_str() {
                "live" => {
                    input.parse::<Token![=]>()?;
                    let inner;
                    bracketed!(inner in input);
                    let hosts = inner.parse_terminated(|it| it.parse::<LitStr>(), Token![,])?;
                    live = hosts.into_iter().collect();
                }
                "prefix" => prefix = Some(part::text(input)?),
                "sandbox" => sandbox = Some(part::text(input)?),
                "requests_per_second" => {
                    input.parse::<Token![=]>()?;
                    requests_per_second = Some(input.parse()?);
                }
                "buys_nothing" => spends = false,
                _ => return part::unknown(&name),
            }
            part::comma(input)?;
        }
        Ok(Self { client, title, prefix, live, sandbox, requests_per_second, spends })
    }
}

impl OwnOption {
    /// The options of a builder, in the order of their declaration.
    pub fn all(item: &ItemStruct) -> Result<Vec<Self>> {
        let Fields::Named(fields) = &item.fields else { return Ok(Vec::new()) };
        let mut options = Vec::new();
        for field in &fields.named {
            let Some(name) = field.ident.clone() else { continue };
            let marked = |mark: &str| field.attrs.iter().find(|it| it.path().is_ident(mark));
            options.push(Self {
                name,
                of: field.ty.clone(),
                doc: doc(&field.attrs),
                credential: marked("credential").map(syn::Attribute::parse_args).transpose()?,
                is_option: marked("option").is_some(),
            });
        }
        Ok(options)
    }

    /// Takes our own attributes off the fields.
    pub fn strip(item: &mut ItemStruct) {
        for field in &mut item.fields {
            field
                .attrs
                .retain(|it| !["credential", "option"].iter().any(|name| it.path().is_ident(name)));
        }
    }
}

impl Parse for Credential {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        let place: Ident = input.parse()?;
        let go = match place.to_string().as_str() {
            "header" => CredentialsGo::Header,
            "parameter" => CredentialsGo::Parameter,
            _ => return part::unknown(&place),
        };
        let sent = part::text(input)?;
        input.parse::<Token![,]>()?;
        let name: Ident = input.parse()?;
        if name != "variable" {
            return part::unknown(&name);
        }
        Ok(Self { go, sent, variable: part::text(input)? })
    }
}
