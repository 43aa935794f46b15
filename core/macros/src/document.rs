//! How a record is read from a JSON:API document.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{Error, GenericArgument, Ident, ItemStruct, PathArguments, Result, Type};

use crate::object::{self, Place};

pub(crate) fn expand(mut item: ItemStruct) -> Result<TokenStream> {
    let mut reads = object::reads(&mut item, &["included", "unknown"])?;
    let name = &item.ident;
    if reads.is_empty() {
        return Err(Error::new_spanned(name, "a document's first field is its `data`"));
    }
    let data = reads.remove(0);
    let is_there = |wanted: &str| {
        item.fields.iter().any(|it| it.ident.as_ref().is_some_and(|it| it == wanted))
    };
    let is_linked = is_there("included");
    let meta: Vec<_> = reads.iter().filter(|it| !matches!(it.place, Place::Derived)).collect();
    let members = object::members(meta.iter().copied());
    let targets = meta.iter().map(|it| {
        let (number, field) = (it.number, &it.name);
        quote!(#number => crate::wire::Field::target(&mut self.#field))
    });
    let fields = object::fields(name, &members, targets, None);
    let field = &data.name;
    let row = row(&data.kind);
    let (data_of, kind) = match &row {
        Some(row) => (quote!(Rows(&mut self.#field)), row),
        None => {
            let kind = &data.kind;
            (quote!(One(&mut self.#field, <#kind as crate::didww::resource::Typed>::TYPES)), kind)
        }
    };
    let included = match is_linked {
        true => quote!(Some(&mut self.included)),
        false => quote!(None),
    };
    let page = row.as_ref().map(|row| page(name, field, row, is_linked, is_there("total_records")));
    let linked = is_linked.then(|| linked(name, field, kind, row.is_some()));
    Ok(quote! {
        #item

        const _: () = {
            #fields

            impl crate::didww::document::Document for #name {
                fn parts(&mut self) -> crate::didww::document::Parts<'_> {
                    crate::didww::document::Parts {
                        data: crate::didww::document::Data::#data_of,
                        included: #included,
                    }
                }

                fn unknown(&mut self) -> &mut Vec<crate::didww::DidwwMember> {
                    &mut self.unknown
                }
            }

            #page
        };

        #linked
    })
}

/// How links are followed from what the document is about.
fn linked(name: &Ident, field: &Ident, kind: &Type, is_list: bool) -> TokenStream {
    let linked = quote!(crate::didww::DidwwLinked<'_, #kind>);
    if is_list {
        return quote! {
            impl #name {
                /// The rows, with links that can be followed.
                pub fn linked(&self) -> impl ExactSizeIterator<Item = #linked> {
                    self.#field.iter().map(|it| crate::didww::DidwwLinked::new(it, &self.included))
                }

                /// The rows, each with a share of what was included.
                pub fn into_rows(self) -> Vec<crate::didww::DidwwRow<#kind>> {
                    crate::didww::DidwwRow::all(self.#field, self.included)
                }
            }
        };
    }
    quote! {
        impl #name {
            /// The object, with links that can be followed.
            pub fn linked(&self) -> #linked {
                crate::didww::DidwwLinked::new(&self.#field, &self.included)
            }
        }
    }
}

/// How a walk takes a page apart.
fn page(name: &Ident, field: &Ident, row: &Type, is_linked: bool, has_total: bool) -> TokenStream {
    let (handed_out, into_rows) = match is_linked {
        true => (quote!(crate::didww::DidwwRow<#row>), quote!(#name::into_rows(self))),
        false => (quote!(#row), quote!(self.#field)),
    };
    let total = if has_total { quote!(self.total_records) } else { quote!(None) };
    quote! {
        impl crate::didww::document::Page for #name {
            type Listed = #row;
            type Row = #handed_out;

            fn rows(&mut self) -> &mut Vec<#row> {
                &mut self.#field
            }

            fn total(&self) -> Option<i32> {
                #total
            }

            fn into_rows(self) -> Vec<#handed_out> {
                #into_rows
            }
        }
    }
}

/// The `T` of a `Vec<T>`.
fn row(of: &Type) -> Option<Type> {
    let Type::Path(path) = of else { return None };
    let last = path.path.segments.last().filter(|it| it.ident == "Vec")?;
    let PathArguments::AngleBracketed(inner) = &last.arguments else { return None };
    match inner.args.first()? {
        GenericArgument::Type(inner) => Some(inner.clone()),
        other => Some(Type::Verbatim(other.to_token_stream())),
    }
}
