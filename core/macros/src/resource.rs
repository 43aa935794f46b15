//! How a record is read from a JSON:API resource object.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::{Error, Ident, ItemStruct, LitStr, Result, Token, Type};

use crate::object::{self, Place};

/// The resource's type, and the types it had in older versions.
pub(crate) struct Kinds(Vec<LitStr>);

impl Parse for Kinds {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        Ok(Self(Punctuated::<LitStr, Token![,]>::parse_terminated(input)?.into_iter().collect()))
    }
}

pub(crate) fn expand(kinds: &Kinds, mut item: ItemStruct) -> Result<TokenStream> {
    let reads = object::reads(&mut item, &["id", "unknown"])?;
    let name = &item.ident;
    let kinds = &kinds.0;
    let of = |place: fn(&Place) -> bool| reads.iter().filter(move |it| place(&it.place));
    let attributes = object::members(of(|it| matches!(it, Place::Attribute)));
    let meta = object::members(of(|it| matches!(it, Place::Meta)));
    let relationships = object::members(of(|it| matches!(it, Place::ToOne | Place::ToMany)));
    let targets = of(|it| matches!(it, Place::Attribute | Place::Meta)).map(|it| {
        let (number, field) = (it.number, &it.name);
        quote!(#number => crate::wire::Field::target(&mut self.#field))
    });
    let links = reads.iter().filter_map(|it| {
        let slot = match it.place {
            Place::ToOne => quote!(crate::didww::resource::Slot::One),
            Place::ToMany => quote!(crate::didww::resource::Slot::Many),
            _ => return None,
        };
        let (field, number) = (&it.name, it.number);
        Some(target(&it.kind).map(|target| {
            let is_brought = it.include.is_some();
            let kind =
                quote!(const { crate::didww::resource::Kind::of::<super::#target>(#is_brought) });
            quote! { #number => Some(#slot(&mut self.#field, #kind)), }
        }))
    });
    let mut accessors = Vec::new();
    for it in reads.iter().filter(|it| it.include.is_some()) {
        let (field, target) = (&it.name, target(&it.kind)?);
        let (include, docs) = (&it.include, &it.docs);
        let text = field.to_string();
        let (answer, follow) = match it.place {
            Place::ToOne => {
                (quote!(Option<crate::didww::DidwwLinked<'a, super::#target>>), quote!(follow_one))
            }
            _ => (quote!(Vec<crate::didww::DidwwLinked<'a, super::#target>>), quote!(follow_many)),
        };
        accessors.push(quote! {
            #(#docs)*
            ///
            /// `invalid_input` where the answer does not say: the error says which `include` to pass.
            pub fn #field(self) -> crate::error::Result<#answer> {
                self.#follow(&self.object().#field, #text, #include)
            }
        });
    }
    let derives = reads.iter().any(|it| matches!(it.place, Place::Derived));
    let finish = derives.then(|| {
        quote! {
            self.derive();
            Ok(())
        }
    });
    let fields = object::fields(name, &attributes, targets, finish);
    let links = links.collect::<Result<Vec<_>>>()?;
    let links = (!links.is_empty()).then(|| {
        quote! {
            fn slot(&mut self, number: usize) -> Option<crate::didww::resource::Slot<'_>> {
                match number {
                    #(#links)*
                    _ => None,
                }
            }
        }
    });
    let accessors = (!accessors.is_empty()).then(|| {
        quote! {
            impl<'a> crate::didww::DidwwLinked<'a, #name> {
                #(#accessors)*
            }
        }
    });
    Ok(quote! {
        #item

        const _: () = {
            use crate::didww::resource::{Resource, Typed};

            impl Typed for #name {
                const TYPES: &'static [&'static str] = &[#(#kinds),*];
            }

            #fields

            impl Resource for #name {
                fn id(&self) -> &str {
                    &self.id
                }

                fn set_id(&mut self, id: String) {
                    self.id = id;
                }

                fn meta(&self) -> crate::wire::Members {
                    #meta
                }

                fn relationships(&self) -> crate::wire::Members {
                    #relationships
                }

                #links

                fn unknown(&mut self) -> &mut Vec<crate::didww::DidwwMember> {
                    &mut self.unknown
                }
            }

            #accessors
        };
    })
}

/// `DidwwCountryLink` and `DidwwCountryLinks` lead to `DidwwCountry`.
fn target(kind: &Type) -> Result<Ident> {
    let text = kind.to_token_stream().to_string();
    let target = text.strip_suffix("Links").or_else(|| text.strip_suffix("Link"));
    let target = target.ok_or_else(|| Error::new_spanned(kind, "a link's type ends in `Link`"))?;
    Ok(Ident::new(target, proc_macro2::Span::call_site()))
}
