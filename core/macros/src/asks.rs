//! Calls of a JSON:API carrier: what they ask for, and how their documents are read.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::{Ident, Type, parse_quote};
use telnum_table::{Answer, Asks, OperationTable};

/// Whether an answer is a JSON:API document.
pub(crate) fn is_json_api(answer: &Answer) -> bool {
    matches!(answer, Answer::Document(_) | Answer::Resource(_))
}

/// The same for every call, so that it is checked, sent and read by code that is compiled once.
pub(crate) fn asked(table: &OperationTable, name: &Ident) -> Option<TokenStream> {
    if !is_json_api(&table.answer) {
        return None;
    }
    let lists = ["filter", "include", "sort", "fields", "page", "page_size"];
    let given = lists.into_iter().filter(|it| table.asks.has(it)).map(|it| {
        let field = Ident::new(it, name.span());
        match it {
            "filter" => quote!(asked.filter = Some(&self.filter);),
            "page" | "page_size" => quote!(asked.#field = self.#field;),
            _ => quote!(asked.#field = &self.#field;),
        }
    });
    let id = id(table);
    let given_id = id.as_ref().map(|it| quote!(asked.id = Some(self.#it.as_ref());));
    let id_name = id.as_ref().map(ToString::to_string).unwrap_or_default();
    let mutable = (table.asks.is_any() || id.is_some()).then(|| quote!(mut));
    let method = format_ident!("{}", heck::AsPascalCase(table.verb.to_string()).to_string());
    let path = table.path.value();
    let segments = path.split('/').skip(1).map(|it| if it.starts_with('{') { "" } else { it });
    let version = match &table.version {
        Some(version) => quote!(Some(#version)),
        None => quote!(None),
    };
    // Not inlined into each of its callers, for it is as large as they are.
    Some(quote! {
        impl #name {
            const ENDPOINT: super::query::Endpoint = super::query::Endpoint {
                method: crate::transport::Method::#method,
                path: &[#(#segments),*],
                id: #id_name,
                version: #version,
            };

            #[inline(never)]
            fn asked(&self) -> super::query::Asked<'_> {
                let #mutable asked = super::query::Asked::default();
                #given_id
                #(#given)*
                asked
            }
        }
    })
}

/// What is checked of what is asked for.
pub(crate) fn rules(table: &OperationTable) -> Option<TokenStream> {
    let is_asked = is_json_api(&table.answer) && (table.asks.is_any() || id(table).is_some());
    is_asked.then(|| quote!(super::query::rules(&Self::ENDPOINT, &self.asked(), checks);))
}

/// The field that a path names.
fn id(table: &OperationTable) -> Option<Ident> {
    let path = table.path.value();
    let mut fields = path.split('/').filter_map(|it| it.strip_prefix('{')?.strip_suffix('}'));
    fields.next().map(|it| Ident::new(it, table.path.span()))
}

/// How callers say what they ask for.
pub(crate) fn setters(table: &OperationTable, name: &Ident) -> Option<TokenStream> {
    let Asks { filter, include, sort, fields, .. } = &table.asks;
    let filter = filter.as_ref().map(|of| {
        quote! {
            /// Only those that pass these filters.
            #[must_use]
            pub fn filter(mut self, filter: super::#of) -> Self {
                self.filter = filter;
                self
            }
        }
    });
    let include = include.as_ref().map(|set| {
        quote! {
            /// Brings these along too.
            #[must_use]
            pub fn include<T: Into<super::#set>>(mut self, names: impl IntoIterator<Item = T>) -> Self {
                self.include.extend(names.into_iter().map(|it| it.into().to_string()));
                self
            }
        }
    });
    let sort = sort.as_ref().map(|set| {
        quote! {
            /// Sorts by these keys, the first counting most.
            #[must_use]
            pub fn sort<T: Into<super::DidwwSort<super::#set>>>(
                mut self,
                keys: impl IntoIterator<Item = T>,
            ) -> Self {
                self.sort.extend(keys.into_iter().map(|it| it.into().to_string()));
                self
            }
        }
    });
    let path = table.path.value();
    let of = path.split('/').nth(2).unwrap_or_default();
    let fields = fields.as_ref().map(|set| {
        let name: Type = match set {
            Some(set) => parse_quote!(super::#set),
            None => parse_quote!(String),
        };
        quote! {
            /// Returns only these fields of each object that was asked for, and the links to what is included.
            #[must_use]
            pub fn fields<T: Into<#name>>(self, names: impl IntoIterator<Item = T>) -> Self {
                self.fields_of(#of, names.into_iter().map(|it| it.into().to_string()))
            }

            /// Returns only these fields of each object of a JSON:API type, such as `did_groups`.
            #[must_use]
            pub fn fields_of<T: Into<String>>(
                mut self,
                object_type: impl Into<String>,
                names: impl IntoIterator<Item = T>,
            ) -> Self {
                let fields = names.into_iter().map(Into::into).collect();
                self.fields.push(super::DidwwFieldset { object_type: object_type.into(), fields });
                self
            }
        }
    });
    let is_any = filter.is_some() || include.is_some() || sort.is_some() || fields.is_some();
    is_any.then(|| quote!(impl #name { #filter #include #sort #fields }))
}

/// Reads the document; one about another object than the path names is none.
pub(crate) fn read(table: &OperationTable) -> TokenStream {
    match &table.answer {
        Answer::Resource(kind) => quote! {
            let types = <#kind as super::resource::Typed>::TYPES;
            super::document::read(answer, &mut super::document::Alone(value, types), &self.asked())?;
        },
        _ => quote!(super::document::read(answer, value, &self.asked())?;),
    }
}

/// The same, by code that is compiled once for each type of answer, not once a call.
pub(crate) fn decoded(answer: &Answer) -> Option<TokenStream> {
    match answer {
        Answer::Document(kind) => {
            Some(quote!(super::document::decode::<#kind>(answer, &self.asked())))
        }
        Answer::Resource(kind) => {
            Some(quote!(super::document::decode_alone::<#kind>(answer, &self.asked())))
        }
        _ => None,
    }
}

/// A list in pages.
pub(crate) fn paged(name: &Ident, page: &Type) -> TokenStream {
    quote! {
        impl crate::pager::Paged for #name {
            type Listed = <#page as super::document::Page>::Listed;
            type Row = <#page as super::document::Page>::Row;
            type Key = String;

            const USUAL_SIZE: i32 = super::page::USUAL_SIZE;

            fn page_number(&self) -> Option<i32> {
                self.page
            }

            fn page_size(&self) -> Option<i32> {
                self.page_size
            }

            fn at_page(&self, page: i32) -> Self {
                self.clone().page(page)
            }

            fn rows(page: &mut #page) -> (&mut Vec<Self::Listed>, crate::pager::Listing) {
                let total = super::document::Page::total(page);
                let listing = crate::pager::Listing { total, ..crate::pager::Listing::default() };
                (super::document::Page::rows(page), listing)
            }

            /// Two rows can look alike.
            fn key(row: &Self::Listed) -> String {
                super::resource::Resource::id(row).to_owned()
            }

            fn into_rows(page: #page) -> Vec<Self::Row> {
                super::document::Page::into_rows(page)
            }

            fn sift(page: &mut #page, is_new: &mut dyn FnMut(u64) -> bool) -> crate::pager::Came {
                super::document::sift(page, is_new)
            }

            fn encode_at(&self, page: i32) -> crate::error::Result<crate::operation::Encoded> {
                let mut asked = self.asked();
                asked.page = Some(page);
                super::query::request(&Self::ENDPOINT, &asked)
            }
        }
    }
}
