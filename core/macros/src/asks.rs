//! Calls of a JSON:API carrier: what they ask for, and how their documents are read.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Ident, Type, parse_quote};
use telnum_table::{Answer, Asks, OperationTable};

/// Whether an answer is a JSON:API document.
pub(crate) fn is_json_api(answer: &Answer) -> bool {
    matches!(answer, Answer::Document(_) | Answer::Resource(_))
}

/// The same for every call, so that it is checked and sent by code that is compiled once.
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
    let mutable = table.asks.is_any().then(|| quote!(mut));
    Some(quote! {
        impl #name {
            fn asked(&self) -> super::query::Asked<'_> {
                let #mutable asked = super::query::Asked::default();
                #(#given)*
                asked
            }
        }
    })
}

/// What a path's id has to be.
pub(crate) fn id_rule(table: &OperationTable) -> Option<TokenStream> {
    let field = id(table).filter(|_| is_json_api(&table.answer))?;
    let name = field.to_string();
    Some(quote!(super::query::id(#name, self.#field.as_ref(), checks);))
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
    let id = match id(table) {
        Some(field) => quote!(Some(self.#field.as_ref())),
        None => quote!(None),
    };
    let output = table.answer.output();
    let document = match &table.answer {
        Answer::Resource(kind) => quote! {
            &mut super::document::Alone(&mut value, <#kind as super::resource::Typed>::TYPES)
        },
        _ => quote!(&mut value),
    };
    let linked = match table.asks.include {
        Some(_) => quote!(!self.include.is_empty()),
        None => quote!(false),
    };
    quote! {
        let mut value = #output::default();
        super::document::read(answer, #document, #linked, #id)?;
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
        }
    }
}
