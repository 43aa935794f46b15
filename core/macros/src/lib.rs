//! The attributes that telnum's public types carry, so that a type is declared once and reads clean.
//!
//! - `#[record]`: plain data, the same in every language.
//! - `#[closed_set]`: an enum that we alone extend.
//! - `#[open_set]`: an enum that a carrier may extend; an unknown text is kept, never an error.
//! - `#[object]`: how a record is read from a JSON object.
//! - `#[resource]`: how a record is read from a JSON:API resource object.
//! - `#[document]`: how a record is read from a JSON:API document.
//! - `#[operation]`: a request, and all that is known of its call.
//! - `#[carrier]`: the builder of a client, and all that is known of its carrier.
//! - `#[watch]`: a request that is looked at again and again.

mod asks;
mod carrier;
mod document;
mod object;
mod operation;
mod paged;
mod request;
mod resource;
mod special;

use heck::ToSnakeCase;
use proc_macro::TokenStream;
use quote::quote;
use syn::{Fields, ItemEnum, ItemStruct, LitStr, parse_macro_input, parse_quote};

/// Plain data with one canonical form: snake_case JSON; a record in Kotlin and Swift.
#[proc_macro_attribute]
pub fn record(_arguments: TokenStream, item: TokenStream) -> TokenStream {
    let item = parse_macro_input!(item as ItemStruct);
    let name = &item.ident;
    let fields: Vec<_> = item.fields.iter().filter_map(|it| it.ident.as_ref()).collect();
    let (shape, names) = (name.to_string(), fields.iter().map(ToString::to_string));
    let numbers = 0..fields.len();
    quote! {
        #[derive(Clone, Debug, PartialEq, ::serde::Serialize, ::serde::Deserialize)]
        #[non_exhaustive]
        #item

        impl #name {
            /// The canonical JSON, the same in every language.
            pub fn to_json(&self) -> String {
                ::serde_json::to_string(self).unwrap_or_default()
            }

            /// Reads it from its canonical JSON; an error says what it was to be. No generic function, so that
            /// it is compiled here, for size.
            #[doc(hidden)]
            pub fn read_canonical(
                text: &str,
                what: &str,
            ) -> crate::error::Result<Box<dyn crate::call::Output>> {
                Ok(Box::new(crate::attempt::read_json::<Self>(text, what)?))
            }
        }

        impl crate::seen::Record for #name {
            fn shape(&self) -> &'static crate::seen::Shape {
                const { &crate::seen::Shape::new(#shape, &[#(#names),*]) }
            }

            fn field(&self, number: usize) -> crate::seen::Seen<'_> {
                match number {
                    #(#numbers => crate::seen::Shown::seen(&self.#fields),)*
                    _ => crate::seen::Seen::Absent,
                }
            }
        }

        impl crate::seen::Shown for #name {
            fn seen(&self) -> crate::seen::Seen<'_> {
                crate::seen::Seen::Record(self)
            }
        }
    }
    .into()
}

/// An enum of unit variants that only telnum extends. Its canonical form is the snake_case name.
#[proc_macro_attribute]
pub fn closed_set(_arguments: TokenStream, item: TokenStream) -> TokenStream {
    let item = parse_macro_input!(item as ItemEnum);
    let (name, variants, texts) = names(&item);
    let quoted: Vec<String> = texts.iter().map(|it| format!("`{it}`")).collect();
    let expected = match quoted.split_last() {
        Some((last, others)) if !others.is_empty() => format!("{} or {last}", others.join(", ")),
        _ => quoted.concat(),
    };
    quote! {
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, ::serde::Serialize, ::serde::Deserialize)]
        #[serde(rename_all = "snake_case")]
        #[non_exhaustive]
        #item

        impl #name {
            /// The canonical name, the same in every language: the text to store.
            pub const fn as_str(self) -> &'static str {
                match self { #(Self::#variants => #texts,)* }
            }

            /// The one of this canonical name, where there is one.
            pub fn named(name: &str) -> Option<Self> {
                match name {
                    #(#texts => Some(Self::#variants),)*
                    _ => None,
                }
            }
        }

        impl crate::plain_options::PlainOption for #name {
            const EXPECTED: &'static str = #expected;

            fn read(value: &::serde_json::Value) -> Option<Self> {
                Self::named(value.as_str()?)
            }
        }

        impl crate::seen::Shown for #name {
            fn seen(&self) -> crate::seen::Seen<'_> {
                crate::seen::Seen::Text(self.as_str())
            }
        }

        impl ::core::fmt::Display for #name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(self.as_str())
            }
        }
    }
    .into()
}

/// An enum of unit variants that the carrier may extend. Adds `Unknown`, which keeps the text.
///
/// The type needs `fn normalise(text: &str) -> String` in scope, which turns what the carrier wrote
/// into the canonical name: the variant's in snake_case, or the one in `#[written("…")]` above it.
/// `#[open_set(default)]` makes an empty text the default.
#[proc_macro_attribute]
pub fn open_set(arguments: TokenStream, item: TokenStream) -> TokenStream {
    let wants_default = parse_macro_input!(arguments as Option<syn::Token![default]>);
    let mut item = parse_macro_input!(item as ItemEnum);
    let (name, variants, texts) = names(&item);
    let default = wants_default.map(|_| {
        quote! {
            /// Nothing is known yet.
            impl Default for #name {
                fn default() -> Self {
                    Self::Unknown { text: String::new() }
                }
            }
        }
    });
    let tests = quote::format_ident!("{}_tests", name.to_string().to_snake_case());
    for variant in &mut item.variants {
        variant.attrs.retain(|it| !it.path().is_ident("written"));
    }
    item.variants.push(parse_quote! {
        /// A value this version does not know: the carrier's own text.
        Unknown {
            /// What the carrier wrote.
            text: String,
        }
    });
    quote! {
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        #item

        impl #name {
            /// The known value that the carrier's text stands for, or `Unknown` with the text.
            pub fn read(text: &str) -> Self {
                let known = |text: &str| match text {
                    #(#texts => Some(Self::#variants),)*
                    _ => None,
                };
                // As the carrier writes it, it mostly is the name already.
                known(text)
                    .or_else(|| known(&normalise(text)))
                    .unwrap_or_else(|| Self::Unknown { text: text.to_owned() })
            }

            /// The text to store: the canonical name of a known value (`fulfilled_complete`), the
            /// carrier's text of an unknown one. It is the same in every language, and `read` makes
            /// the same value of it.
            pub fn as_str(&self) -> &str {
                match self {
                    #(Self::#variants => #texts,)*
                    Self::Unknown { text } => text,
                }
            }
        }

        impl crate::seen::Shown for #name {
            fn seen(&self) -> crate::seen::Seen<'_> {
                crate::seen::Seen::Text(self.as_str())
            }
        }

        impl ::core::fmt::Display for #name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        #default

        impl ::serde::Serialize for #name {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> ::serde::Deserialize<'de> for #name {
            fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                Ok(Self::read(&<String as ::serde::Deserialize>::deserialize(deserializer)?))
            }
        }

        #[cfg(test)]
        mod #tests {
            #[test]
            fn what_is_stored_reads_as_the_same_value() {
                for text in [#(#texts,)* "Never Heard – Of"] {
                    let value = super::#name::read(text);
                    let is_known = !matches!(value, super::#name::Unknown { .. });
                    assert_eq!((value.as_str(), is_known), (text, text != "Never Heard – Of"));
                }
            }
        }
    }
    .into()
}

/// Reads the record below it from a JSON object: each field is the member of its name, and may be marked
/// `#[key]` (what a thing is known by, which a flag is not), `#[within("quantity")]` (a member of an object
/// of its name), `#[attribute(name = "…")]`, `#[attribute(was = "…")]` (a second name) or `#[derived]` (made
/// from others). `#[object(settle)]` ends with the type's own `settle`, whose error says what is missing.
#[proc_macro_attribute]
pub fn object(arguments: TokenStream, item: TokenStream) -> TokenStream {
    let settle = parse_macro_input!(arguments as Option<syn::Ident>);
    let item = parse_macro_input!(item as ItemStruct);
    object::object(settle.as_ref(), item).unwrap_or_else(|error| error.to_compile_error()).into()
}

/// Reads the record below it from a JSON:API resource object of this type, for example
/// `#[resource("cities")]`, and lets a linked object be asked for the objects it is
/// linked to.
///
/// Each field is the attribute of its name, but for `id`, `unknown` and those that are marked:
/// `#[to_one(include = "…")]`, `#[to_many(include = "…")]`, `#[meta]`, `#[derived]` (set by the type's
/// own `derive`). `was = "…"` in a mark, or `#[attribute(was = "…")]`, gives a name of older versions.
#[proc_macro_attribute]
pub fn resource(arguments: TokenStream, item: TokenStream) -> TokenStream {
    let kinds = parse_macro_input!(arguments as resource::Kinds);
    let item = parse_macro_input!(item as ItemStruct);
    resource::expand(&kinds, item).unwrap_or_else(|error| error.to_compile_error()).into()
}

/// Reads the record below it from a JSON:API document. Its first field is the document's `data`: an object, or
/// rows of a list. `included` holds what these are linked to, `unknown` what is not known; each other field is
/// the member of its name in the document's `meta`, or one that `#[meta(was = "…")]` names.
#[proc_macro_attribute]
pub fn document(_arguments: TokenStream, item: TokenStream) -> TokenStream {
    let item = parse_macro_input!(item as ItemStruct);
    document::expand(item).unwrap_or_else(|error| error.to_compile_error()).into()
}

/// Makes the request below it an operation. What it may say is in `telnum_table::OperationTable`; each
/// field is an argument, and may name its rule (`#[check(…)]`), its name for callers (`#[argument("…")]`)
/// and for the carrier (`#[sent("…")]`).
#[proc_macro_attribute]
pub fn operation(arguments: TokenStream, item: TokenStream) -> TokenStream {
    let table = parse_macro_input!(arguments as telnum_table::OperationTable);
    let item = parse_macro_input!(item as ItemStruct);
    operation::operation(&table, item).unwrap_or_else(|error| error.to_compile_error()).into()
}

/// Makes the struct below it the builder of a client: see `telnum_table::CarrierTable`. A field is a
/// `#[credential(…)]`, an `#[option]`, or nothing that a caller sets.
#[proc_macro_attribute]
pub fn carrier(arguments: TokenStream, item: TokenStream) -> TokenStream {
    let table = parse_macro_input!(arguments as telnum_table::CarrierTable);
    let item = parse_macro_input!(item as ItemStruct);
    carrier::carrier(&table, item).unwrap_or_else(|error| error.to_compile_error()).into()
}

/// Makes the struct below it the request of a wait: see `telnum_table::WatchTable`.
#[proc_macro_attribute]
pub fn watch(arguments: TokenStream, item: TokenStream) -> TokenStream {
    let table = parse_macro_input!(arguments as telnum_table::WatchTable);
    let item = parse_macro_input!(item as ItemStruct);
    operation::watch(&table, item).unwrap_or_else(|error| error.to_compile_error()).into()
}

fn names(item: &ItemEnum) -> (syn::Ident, Vec<syn::Ident>, Vec<String>) {
    let variants: Vec<_> = item
        .variants
        .iter()
        .filter(|variant| matches!(variant.fields, Fields::Unit))
        .map(|variant| variant.ident.clone())
        .collect();
    let texts = item
        .variants
        .iter()
        .filter(|variant| matches!(variant.fields, Fields::Unit))
        .map(|variant| {
            let written = variant.attrs.iter().find(|it| it.path().is_ident("written"));
            let written = written.and_then(|it| it.parse_args::<LitStr>().ok());
            written.map_or_else(|| variant.ident.to_string().to_snake_case(), |it| it.value())
        })
        .collect();
    (item.ident.clone(), variants, texts)
}
