//! The fields of a request: each is an argument of the call.

use proc_macro2::Ident;
use quote::ToTokens;
use syn::{
    Attribute, Expr, Fields, GenericArgument, ItemStruct, Lit, LitStr, Meta, Path, PathArguments,
    Result, Type,
};

/// All arguments, in the order of their declaration.
pub type Arguments = Vec<Argument>;

/// An argument of a call.
pub struct Argument {
    /// The field.
    pub field: Ident,
    /// What callers call it, where that is no name in Rust: `#[argument("type")]`.
    pub name: String,
    /// What the carrier calls it in a query: `#[sent("page[number]")]`.
    pub sent: String,
    /// What it holds.
    pub of: Type,
    /// The rule that it has to keep: `#[check(rules::country_iso)]`.
    pub check: Option<Path>,
    /// What an attempt keeps of it, where that is not what was given: `#[kept(Request::method)]`.
    pub kept: Option<Path>,
    /// What it is.
    pub doc: String,
    /// The set that texts are of, where any text is sent as it is: `#[of(DidwwInclude)]`.
    pub set: Option<Ident>,
    /// `#[required]`: a list that may not be left out, as an empty one says nothing.
    pub required: bool,
}

/// The attributes that are for us alone.
const OURS: [&str; 6] = ["argument", "sent", "check", "kept", "of", "required"];

impl Argument {
    /// The arguments of a request: its public fields.
    pub fn all(item: &ItemStruct) -> Result<Arguments> {
        match &item.fields {
            Fields::Named(fields) => {
                fields.named.iter().filter(|it| is_public(it)).map(Self::of).collect()
            }
            _ => Ok(Arguments::new()),
        }
    }

    fn of(field: &syn::Field) -> Result<Self> {
        let ident = field
            .ident
            .clone()
            .ok_or_else(|| syn::Error::new_spanned(field, "a name is missing"))?;
        let text = |name: &str| -> Result<Option<String>> {
            let marked = field.attrs.iter().find(|it| it.path().is_ident(name));
            marked.map(|it| it.parse_args::<LitStr>().map(|it| it.value())).transpose()
        };
        let path = |name: &str| -> Result<Option<Path>> {
            let marked = field.attrs.iter().find(|it| it.path().is_ident(name));
            marked.map(Attribute::parse_args).transpose()
        };
        let name = text("argument")?.unwrap_or_else(|| ident.to_string());
        Ok(Self {
            sent: text("sent")?.unwrap_or_else(|| name.clone()),
            name,
            of: field.ty.clone(),
            check: path("check")?,
            kept: path("kept")?,
            set: path("of")?.as_ref().and_then(Path::get_ident).cloned(),
            doc: doc(&field.attrs),
            required: field.attrs.iter().any(|it| it.path().is_ident("required")),
            field: ident,
        })
    }

    /// Whether a call must give it.
    pub fn is_required(&self) -> bool {
        let of = self.of.to_token_stream().to_string();
        let may_be_left_out =
            of.starts_with("Option <") || of.starts_with("Vec <") || is_filter(&of);
        self.required || !may_be_left_out
    }

    /// Takes our own attributes off the fields, which no compiler knows.
    pub fn strip(item: &mut ItemStruct) {
        for field in &mut item.fields {
            field.attrs.retain(|it| !OURS.iter().any(|name| it.path().is_ident(name)));
        }
    }
}

fn is_public(field: &syn::Field) -> bool {
    !matches!(field.vis, syn::Visibility::Inherited)
}

/// What a request keeps for itself, which no caller gives: its private fields.
pub fn private(item: &ItemStruct) -> Vec<Ident> {
    let fields = item.fields.iter().filter(|it| !is_public(it));
    fields.filter_map(|it| it.ident.clone()).collect()
}

/// Whether a type is one of the filters of lists, all of which may be left out.
pub fn is_filter(of: &str) -> bool {
    of.trim_start_matches("super :: ").starts_with("Didww") && of.ends_with("Filter")
}

/// A doc comment, without the space that begins its lines.
pub fn doc(attributes: &[Attribute]) -> String {
    let lines = attributes.iter().filter_map(|attribute| match &attribute.meta {
        Meta::NameValue(pair) if pair.path.is_ident("doc") => match &pair.value {
            Expr::Lit(literal) => match &literal.lit {
                Lit::Str(text) => Some(text.value().trim().to_owned()),
                _ => None,
            },
            _ => None,
        },
        _ => None,
    });
    lines.collect::<Vec<_>>().join("\n").trim().to_owned()
}

/// The `T` of an `Option<T>`.
pub fn inside_option(of: &Type) -> Option<Type> {
    let Type::Path(path) = of else { return None };
    let last = path.path.segments.last().filter(|it| it.ident == "Option")?;
    let PathArguments::AngleBracketed(inner) = &last.arguments else { return None };
    match inner.args.first()? {
        GenericArgument::Type(inner) => Some(inner.clone()),
        _ => None,
    }
}
