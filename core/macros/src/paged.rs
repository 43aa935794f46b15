//! Lists in pages, of carriers whose lists all say the same of their pages.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Ident, LitStr};
use telnum_table::{Answer, Argument, OperationTable};

use crate::asks;

/// A list that says of its pages what every list of the carrier says.
pub(crate) fn paged(
    table: &OperationTable,
    name: &Ident,
    arguments: &[Argument],
) -> Option<TokenStream> {
    let (rows_name, row, page) = match (&table.answer, &table.walk) {
        (Answer::Page(rows_name, row, page), Some(_)) => (rows_name, row, page),
        (Answer::Document(page), Some(_)) => return Some(asks::paged(name, page)),
        _ => return None,
    };
    let rows = rows(rows_name);
    let has = |name: &str| arguments.iter().any(|it| it.field == name);
    if !has("page") || !has("page_size") {
        let text = "a list in pages has `page` and `page_size`";
        return Some(syn::Error::new(name.span(), text).to_compile_error());
    }
    Some(quote! {
        impl crate::pager::Paged for #name {
            type Listed = #row;
            type Row = #row;
            type Key = <#row as crate::pager::Keyed>::Key;

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

            fn rows(page: &mut #page) -> (&mut Vec<#row>, crate::pager::Listing) {
                let listing = crate::pager::Listing {
                    page: page.page,
                    page_size: page.page_size,
                    total: page.total,
                };
                (&mut page.#rows, listing)
            }

            fn key(row: &#row) -> Self::Key {
                crate::pager::Keyed::key(row)
            }

            fn into_rows(page: #page) -> Vec<#row> {
                page.#rows
            }
        }
    })
}

pub(crate) fn rows(name: &LitStr) -> Ident {
    Ident::new(&name.value(), name.span())
}
