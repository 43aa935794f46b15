//! The struct of a request: how callers make one, and how it is read from plain data.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{ItemStruct, Type};
use telnum_table::{Argument, inside_option, private};

/// The request itself: how callers make one.
pub(crate) fn request(item: &ItemStruct, arguments: &[Argument]) -> TokenStream {
    let name = &item.ident;
    let required: Vec<&Argument> = arguments.iter().filter(|it| it.is_required()).collect();
    let none_required = required.is_empty();
    let default = none_required.then(|| quote!(#[derive(Default)]));
    let parameters = required.iter().map(|Argument { field, of, .. }| match is_plain(of) {
        true => quote!(#field: #of),
        false => quote!(#field: impl Into<#of>),
    });
    let fields = arguments.iter().map(|it| {
        let field = &it.field;
        match (it.is_required(), is_plain(&it.of)) {
            (true, true) => quote!(#field),
            (true, false) => quote!(#field: #field.into()),
            (false, _) => quote!(#field: Default::default()),
        }
    });
    let own = private(item);
    let own: Vec<_> = own.iter().map(|it| quote!(#it: Default::default())).collect();
    let made = match arguments.is_empty() {
        true => quote!(Self),
        false => quote!(Self { #(#fields,)* #(#own),* }),
    };
    let setters = arguments.iter().filter_map(|Argument { field, of, doc, .. }| {
        let of = inside_option(of)?;
        let (parameter, value) = match is_plain(&of) {
            true => (quote!(#of), quote!(#field)),
            false => (quote!(impl Into<#of>), quote!(#field.into())),
        };
        Some(quote! {
            #[doc = #doc]
            #[must_use]
            pub fn #field(mut self, #field: #parameter) -> Self {
                self.#field = Some(#value);
                self
            }
        })
    });
    // What calls of JSON:API ask for has setters of its own.
    let lists = arguments.iter().filter(|it| it.field == "clear").map(list_setter);
    let texts = arguments.iter().filter(|it| {
        let is_texts = it.of.to_token_stream().to_string() == "Vec < String >";
        is_texts && it.set.is_none() && !it.is_required()
    });
    let texts = texts.map(|Argument { field, doc, .. }| {
        quote! {
            #[doc = #doc]
            #[must_use]
            pub fn #field<T: Into<String>>(mut self, texts: impl IntoIterator<Item = T>) -> Self {
                self.#field.extend(texts.into_iter().map(Into::into));
                self
            }
        }
    });
    let read = match arguments.is_empty() {
        true => quote!(Self),
        false => {
            // Taken to where they stay, by code that is compiled once for each type of argument.
            let fields = arguments.iter().map(|it| &it.field);
            let filled = arguments.iter().map(
                |Argument { field, name, .. }| quote!(arguments.fill(#name, &mut request.#field);),
            );
            quote! {
                let mut request = Self { #(#fields: Default::default(),)* #(#own),* };
                #(#filled)*
                request
            }
        }
    };
    quote! {
        #[derive(Clone, Debug, PartialEq)]
        #default
        #item

        impl #name {
            /// A request with what every such request has.
            pub fn new(#(#parameters),*) -> Self {
                #made
            }

            #(#setters)*

            #(#lists)*

            #(#texts)*
        }

        impl crate::arguments::FromArguments for #name {
            fn from_arguments(arguments: &mut crate::arguments::Arguments) -> Self {
                let _ = &arguments;
                #read
            }
        }
    }
}

/// How callers give the texts of a set.
fn list_setter(Argument { field, set, doc, .. }: &Argument) -> TokenStream {
    quote! {
        #[doc = #doc]
        #[must_use]
        pub fn #field<T: Into<super::#set>>(mut self, names: impl IntoIterator<Item = T>) -> Self {
            self.#field.extend(names.into_iter().map(|it| it.into().to_string()));
            self
        }
    }
}

/// What is passed as it is; anything else may be made of something nearer at hand.
pub(crate) fn is_plain(of: &Type) -> bool {
    matches!(of.to_token_stream().to_string().as_str(), "i32" | "bool" | "f64")
}
