//! What calls of a JSON:API carrier may ask for: filters, includes, sorting, fields and pages. Said once, so
//! that every call has them under the same names and with the same words.

use proc_macro2::Ident;
use syn::parse::{Parse, ParseStream};
use syn::{Field, Fields, FieldsNamed, ItemStruct, Result, Token, parenthesized, parse_quote};

use crate::part;

/// `asks(filter = DidwwCityFilter, include = DidwwCityInclude, sort = DidwwCitySortKey, fields, pages)`.
#[derive(Default)]
pub struct Asks {
    /// The filters of the list.
    pub filter: Option<Ident>,
    /// The set of what can be included.
    pub include: Option<Ident>,
    /// The set of what can be sorted by.
    pub sort: Option<Ident>,
    /// Whether only some fields can be asked for, and the set of those of the type itself, where it has one.
    pub fields: Option<Option<Ident>>,
    /// Whether the list comes in pages.
    pub pages: bool,
}

impl Parse for Asks {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        let inner;
        parenthesized!(inner in input);
        let mut asks = Self::default();
        while !inner.is_empty() {
            let name: Ident = inner.parse()?;
            let set = match inner.parse::<Option<Token![=]>>()? {
                Some(_) => Some(inner.parse::<Ident>()?),
                None => None,
            };
            match (name.to_string().as_str(), set) {
                ("filter", Some(set)) => asks.filter = Some(set),
                ("include", Some(set)) => asks.include = Some(set),
                ("sort", Some(set)) => asks.sort = Some(set),
                ("fields", set) => asks.fields = Some(set),
                ("pages", None) => asks.pages = true,
                _ => return part::unknown(&name),
            }
            part::comma(&inner)?;
        }
        Ok(asks)
    }
}

impl Asks {
    /// Whether a call takes the argument of this name because of it.
    pub fn has(&self, argument: &str) -> bool {
        match argument {
            "filter" => self.filter.is_some(),
            "include" => self.include.is_some(),
            "sort" => self.sort.is_some(),
            "fields" => self.fields.is_some(),
            "page" | "page_size" => self.pages,
            _ => false,
        }
    }

    /// Whether there is anything.
    pub fn is_any(&self) -> bool {
        self.filter.is_some()
            || self.include.is_some()
            || self.sort.is_some()
            || self.fields.is_some()
            || self.pages
    }

    /// Adds an argument for each thing to what a request has of its own.
    pub fn complete(&self, item: &mut ItemStruct) {
        let mut added: Vec<Field> = Vec::new();
        if let Some(filter) = &self.filter {
            added.push(parse_quote! {
                /// Which ones: they have to pass all of these filters.
                pub filter: super::#filter
            });
        }
        if let Some(set) = &self.include {
            added.push(parse_quote! {
                /// What to include. To ask an object for what is not named here is an `invalid_input` error.
                #[of(#set)]
                pub include: Vec<String>
            });
        }
        if let Some(set) = &self.sort {
            added.push(parse_quote! {
                /// By what to sort, the first counting most; where a name is a string, `-` before it puts the
                /// greatest first. By default, by the carrier's own ids.
                #[of(#set)]
                pub sort: Vec<String>
            });
        }
        if let Some(set) = &self.fields {
            let of: Option<syn::Attribute> = set.as_ref().map(|it| parse_quote!(#[of(#it)]));
            added.push(parse_quote! {
                /// Which fields to return, by JSON:API type; by default, all. Links to what is included are
                /// added.
                #of
                pub fields: Vec<super::DidwwFieldset>
            });
        }
        if self.pages {
            added.push(parse_quote! {
                /// Counted from 1, which is the carrier's default.
                pub page: Option<i32>
            });
            added.push(parse_quote! {
                /// Rows per page, from 1 to 1000; the carrier's default is 50, and it may allow only 100.
                pub page_size: Option<i32>
            });
        }
        if added.is_empty() {
            return;
        }
        if !matches!(item.fields, Fields::Named(_)) {
            let empty: FieldsNamed = parse_quote!({});
            item.fields = Fields::Named(empty);
            item.semi_token = None;
        }
        if let Fields::Named(fields) = &mut item.fields {
            fields.named.extend(added);
        }
    }
}
