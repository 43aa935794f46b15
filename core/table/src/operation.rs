//! What a request says of its operation.

use proc_macro2::Ident;
use syn::parse::{Parse, ParseStream};
use syn::{LitInt, LitStr, Path, Result, Token, Type, parenthesized};

use crate::asks::Asks;
use crate::part::{self, Target};

/// The kinds of error that a call raises, with when it does: a clause that follows `where`.
pub type Raises = Vec<(Ident, LitStr)>;

/// `#[operation(…)]`.
///
/// ```text
/// #[operation(
///     IdtExpress::list_regions,
///     GET "/v1/dids/coverage/countries/{country_iso}/regions",
///     page = "Get Regions",
///     answer = rows("regions", IdtRegion),
///     raises(not_offered = "the carrier does not offer this country"),
/// )]
/// ```
pub struct OperationTable {
    /// The client that has it.
    pub client: Ident,
    /// What callers call it.
    pub method: Ident,
    /// `GET`, `POST` …
    pub verb: Ident,
    /// Where it is sent; `{field}` is a field of the request.
    pub path: LitStr,
    /// The page of the carrier's documentation.
    pub page: LitStr,
    /// What a success holds, and who reads it.
    pub answer: Answer,
    /// What the call may ask of a JSON:API carrier.
    pub asks: Asks,
    /// Looks at a success that was read: whether it is what was asked for.
    pub fits: Option<Path>,
    /// `idempotent` or `never`, where the verb does not say it.
    pub repeat: Option<Ident>,
    /// Where it buys: the method that prepares it, before it is placed.
    pub purchase: Option<Ident>,
    /// The lazy walk over all pages.
    pub walk: Option<Walk>,
    /// What it raises beside what every call may.
    pub raises: Raises,
    /// The JSON Pointer of the object in the body that has the arguments as its members.
    pub body: Option<LitStr>,
    /// A rule over several fields.
    pub validate: Option<Path>,
    /// Makes the request, where verb, path and query do not say all.
    pub encode: Option<Path>,
    /// See `Operation::settled_by`.
    pub settled_by: Option<Path>,
    /// See `Operation::find_order_id`.
    pub find_order_id: Option<Path>,
    /// See `Operation::is_refusal`.
    pub is_refusal: Option<Path>,
    /// See `Operation::LOOK`; what is no purchase and has it may spend.
    pub look: Option<LitStr>,
    /// See `Special::for_attempt`.
    pub for_attempt: Option<Path>,
    /// See `Special::look_back`.
    pub look_back: Option<Path>,
    /// See `Special::guard`, `Special::guard_failed` and `Special::guarded`.
    pub guard: Option<(Path, Path, Path)>,
    /// The oldest version of the carrier's API that knows the call.
    pub version: Option<LitStr>,
}

/// What a success holds.
pub enum Answer {
    /// A list under this name.
    Rows(LitStr, Box<Type>),
    /// A page of a list: its rows' name and type, and its own type.
    Page(LitStr, Box<Type>, Box<Type>),
    /// What this function reads.
    With(Path, Box<Type>),
    /// What this function makes, without a request: the verb is `LOCAL`.
    Local(Path, Box<Type>),
    /// What this function finds out by calls of its own, as many as it takes.
    Run(Path, Box<Type>),
    /// A JSON:API document: an object, or rows of a list, with what they are linked to.
    Document(Box<Type>),
    /// A JSON:API document of one object that has no links: the object itself.
    Resource(Box<Type>),
}

/// A lazy walk over all rows.
pub struct Walk {
    /// What callers call it; its pages hold their rows under the same name.
    pub method: Ident,
    /// The most pages that may be asked for ahead; none, where it cannot be asked.
    pub ahead: Option<LitInt>,
    /// What it does.
    pub doc: LitStr,
}

/// `#[watch(…)]`: a method that waits, and one that shows each state on the way.
pub struct WatchTable {
    /// The client that has both.
    pub client: Ident,
    /// The method that waits.
    pub method: Ident,
    /// The method that shows each state.
    pub watch: Ident,
    /// What the method that shows each state does.
    pub watch_doc: LitStr,
    /// The operation that is called again and again; where it is a purchase, what watches it buys.
    pub by: Ident,
    /// What is watched.
    pub output: Type,
    /// What waiting raises beside what every call may.
    pub raises: Raises,
}

impl Parse for OperationTable {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        let Target { client, method } = input.parse()?;
        input.parse::<Token![,]>()?;
        let (verb, path) = (input.parse()?, input.parse()?);
        part::comma(input)?;
        let (mut page, mut answer, mut fits, mut repeat, mut walk) = (None, None, None, None, None);
        let (mut raises, mut purchase) = (Raises::new(), None);
        let (mut validate, mut encode, mut settled_by) = (None, None, None);
        let (mut find_order_id, mut is_refusal, mut look, mut body) = (None, None, None, None);
        let (mut for_attempt, mut version) = (None, None);
        let (mut guard, mut look_back) = (None, None);
        let mut asks = Asks::default();
        while !input.is_empty() {
            let name: Ident = input.parse()?;
            match name.to_string().as_str() {
                "page" => page = Some(part::text(input)?),
                "answer" => {
                    input.parse::<Token![=]>()?;
                    answer = Some(input.parse()?);
                }
                "asks" => asks = input.parse()?,
                "fits" => fits = Some(part::path(input)?),
                "repeat" => {
                    input.parse::<Token![=]>()?;
                    repeat = Some(input.parse()?);
                }
                "purchase" => {
                    let inner;
                    parenthesized!(inner in input);
                    purchase = Some(inner.parse()?);
                }
                "walk" => walk = Some(input.parse()?),
                "raises" => raises = part::raises(input)?,
                "body" => body = Some(part::text(input)?),
                "validate" => validate = Some(part::path(input)?),
                "encode" => encode = Some(part::path(input)?),
                "settled_by" => settled_by = Some(part::path(input)?),
                "find_order_id" => find_order_id = Some(part::path(input)?),
                "is_refusal" => is_refusal = Some(part::path(input)?),
                "look" => look = Some(part::text(input)?),
                "for_attempt" => for_attempt = Some(part::path(input)?),
                "look_back" => look_back = Some(part::path(input)?),
                "guard" => {
                    let inner;
                    parenthesized!(inner in input);
                    let looks = inner.parse()?;
                    inner.parse::<Token![,]>()?;
                    let failed = inner.parse()?;
                    inner.parse::<Token![,]>()?;
                    guard = Some((looks, failed, inner.parse()?));
                }
                "version" => version = Some(part::text(input)?),
                _ => return part::unknown(&name),
            }
            part::comma(input)?;
        }
        let (page, answer) = (part::required(page, "page")?, part::required(answer, "answer")?);
        Ok(Self {
            client,
            method,
            verb,
            path,
            page,
            answer,
            asks,
            fits,
            repeat,
            purchase,
            walk,
            raises,
            body,
            validate,
            encode,
            settled_by,
            find_order_id,
            is_refusal,
            look,
            for_attempt,
            look_back,
            guard,
            version,
        })
    }
}

impl OperationTable {
    /// `Safe`, `Idempotent` or `Never`: how it may be repeated.
    pub fn repeat(&self) -> Result<&'static str> {
        match self.repeat.as_ref().map(ToString::to_string).as_deref() {
            _ if self.purchase.is_some() => Ok("Never"),
            Some("idempotent") => Ok("Idempotent"),
            Some("never") => Ok("Never"),
            Some(_) => {
                Err(syn::Error::new(self.method.span(), "`repeat` is `idempotent` or `never`"))
            }
            None if self.verb == "GET" || self.verb == "LOCAL" => Ok("Safe"),
            None => Err(syn::Error::new(
                self.verb.span(),
                "what is no GET says how it may be repeated: `repeat = …` or `purchase`",
            )),
        }
    }
}

impl Answer {
    /// What a success is read as.
    pub fn output(&self) -> Type {
        match self {
            Self::Rows(_, row) => syn::parse_quote!(Vec<#row>),
            Self::Page(_, _, page) => (**page).clone(),
            Self::With(_, output)
            | Self::Local(_, output)
            | Self::Run(_, output)
            | Self::Document(output)
            | Self::Resource(output) => (**output).clone(),
        }
    }
}

impl Parse for Answer {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        let form: Ident = input.parse()?;
        let inner;
        parenthesized!(inner in input);
        let answer = match form.to_string().as_str() {
            "rows" => {
                let name = inner.parse()?;
                inner.parse::<Token![,]>()?;
                Self::Rows(name, inner.parse()?)
            }
            "page" => {
                let name = inner.parse()?;
                inner.parse::<Token![,]>()?;
                let row = inner.parse()?;
                inner.parse::<Token![,]>()?;
                Self::Page(name, row, inner.parse()?)
            }
            "document" => Self::Document(inner.parse()?),
            "resource" => Self::Resource(inner.parse()?),
            "with" | "local" | "run" => {
                let function = inner.parse()?;
                inner.parse::<Token![,]>()?;
                let output = inner.parse()?;
                match form.to_string().as_str() {
                    "with" => Self::With(function, output),
                    "local" => Self::Local(function, output),
                    _ => Self::Run(function, output),
                }
            }
            _ => return part::unknown(&form),
        };
        part::comma(&inner)?;
        Ok(answer)
    }
}

impl Parse for Walk {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        let inner;
        parenthesized!(inner in input);
        let method = inner.parse()?;
        inner.parse::<Token![,]>()?;
        let mut ahead = None;
        if inner.peek(Ident::peek_any) {
            let name: Ident = inner.parse()?;
            if name != "ahead" {
                return part::unknown(&name);
            }
            inner.parse::<Token![=]>()?;
            ahead = Some(inner.parse()?);
            inner.parse::<Token![,]>()?;
        }
        let doc = inner.parse()?;
        part::comma(&inner)?;
        Ok(Self { method, ahead, doc })
    }
}

use syn::ext::IdentExt;

impl Parse for WatchTable {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        let Target { client, method } = input.parse()?;
        part::comma(input)?;
        let (mut watch, mut by, mut output, mut raises) = (None, None, None, Raises::new());
        while !input.is_empty() {
            let name: Ident = input.parse()?;
            match name.to_string().as_str() {
                "watch" => watch = Some(input.parse::<Walk>()?),
                "by" => {
                    input.parse::<Token![=]>()?;
                    by = Some(input.parse()?);
                }
                "output" => output = Some(part::of_type(input)?),
                "raises" => raises = part::raises(input)?,
                _ => return part::unknown(&name),
            }
            part::comma(input)?;
        }
        let watch = part::required(watch, "watch")?;
        Ok(Self {
            client,
            method,
            watch: watch.method,
            watch_doc: watch.doc,
            by: part::required(by, "by")?,
            output: part::required(output, "output")?,
            raises,
        })
    }
}
