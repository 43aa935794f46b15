//! How a record is read from a JSON:API resource object.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::parse::{Parse, ParseStream};
use syn::{
    Attribute, Error, Field, Fields, Ident, ItemStruct, LitStr, Result, Token, Type,
    punctuated::Punctuated,
};

/// The resource's type, and the types it had in older versions.
pub(crate) struct Kinds(Vec<LitStr>);

impl Parse for Kinds {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        Ok(Self(Punctuated::<LitStr, Token![,]>::parse_terminated(input)?.into_iter().collect()))
    }
}

/// What a field is in the resource object.
enum Place {
    Attribute,
    Meta,
    ToOne,
    ToMany,
    /// Not read: made from others.
    Derived,
}

/// A field with what its mark says.
struct Read {
    name: Ident,
    place: Place,
    include: Option<LitStr>,
    docs: Vec<Attribute>,
    kind: Type,
    /// Its name on the wire, and the older one.
    names: Vec<String>,
}

pub(crate) fn expand(kinds: &Kinds, mut item: ItemStruct) -> Result<TokenStream> {
    let Fields::Named(fields) = &mut item.fields else {
        return Err(Error::new_spanned(&item, "a resource has named fields"));
    };
    let mut reads = Vec::new();
    for field in &mut fields.named {
        if let Some(read) = read(field)? {
            reads.push(read);
        }
        field.attrs.retain(|it| !MARKS.iter().any(|mark| it.path().is_ident(mark)));
    }
    let name = &item.ident;
    let kinds = &kinds.0;
    let scalars = |wanted: fn(&Place) -> bool| {
        reads.iter().filter(move |it| wanted(&it.place)).map(|it| {
            let (field, names) = (&it.name, &it.names);
            quote! { #(#names)|* => Some(Attribute::target(&mut self.#field)), }
        })
    };
    let attributes = scalars(|it| matches!(it, Place::Attribute));
    let meta: Vec<_> = scalars(|it| matches!(it, Place::Meta)).collect();
    let meta = (!meta.is_empty()).then(|| {
        quote! {
            fn meta(&mut self, name: &str) -> Option<Target<'_>> {
                match name {
                    #(#meta)*
                    _ => None,
                }
            }
        }
    });
    let links = reads.iter().filter_map(|it| {
        let slot = match it.place {
            Place::ToOne => quote!(crate::didww::resource::Slot::One),
            Place::ToMany => quote!(crate::didww::resource::Slot::Many),
            _ => return None,
        };
        let (field, names) = (&it.name, &it.names);
        Some(target(&it.kind).map(|target| {
            let types = quote!(<super::#target as Typed>::TYPES);
            quote! { #(#names)|* => Some(#slot(&mut self.#field, #types)), }
        }))
    });
    let mut resolved = Vec::new();
    let mut accessors = Vec::new();
    for it in reads.iter().filter(|it| it.include.is_some()) {
        let (field, target) = (&it.name, target(&it.kind)?);
        let (include, docs) = (&it.include, &it.docs);
        let text = field.to_string();
        let (resolve, answer, follow) = match it.place {
            Place::ToOne => (
                quote!(one),
                quote!(Option<crate::didww::DidwwLinked<'a, super::#target>>),
                quote!(follow_one),
            ),
            _ => (
                quote!(many),
                quote!(Vec<crate::didww::DidwwLinked<'a, super::#target>>),
                quote!(follow_many),
            ),
        };
        resolved.push(quote! { linker.#resolve::<super::#target>(&mut self.#field); });
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
    let derive = derives.then(|| quote! { fn finish(&mut self) { self.derive(); } });
    let resolve = (!resolved.is_empty()).then(|| {
        quote! { fn resolve(&mut self, linker: &mut crate::didww::linker::Linker<'_>) { #(#resolved)* } }
    });
    let links = links.collect::<Result<Vec<_>>>()?;
    let links = (!links.is_empty()).then(|| {
        quote! {
            fn relationship(&mut self, name: &str) -> Option<crate::didww::resource::Slot<'_>> {
                match name {
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
            use crate::didww::resource::{Attribute, Resource, Target, Typed};

            impl Typed for #name {
                const TYPES: &'static [&'static str] = &[#(#kinds),*];
            }

            impl Resource for #name {
                fn id(&self) -> &str {
                    &self.id
                }

                fn set_id(&mut self, id: String) {
                    self.id = id;
                }

                fn attribute(&mut self, name: &str) -> Option<Target<'_>> {
                    match name {
                        #(#attributes)*
                        _ => None,
                    }
                }

                #meta

                #links

                fn keep_unknown(&mut self, member: crate::didww::DidwwMember) {
                    self.unknown.push(member);
                }

                #derive

                #resolve
            }

            #accessors
        };
    })
}

/// What is to be read into a field; nothing for those that every resource has.
fn read(field: &Field) -> Result<Option<Read>> {
    let Some(name) = field.ident.clone() else { return Ok(None) };
    if name == "id" || name == "unknown" {
        return Ok(None);
    }
    let mut place = Place::Attribute;
    let mut include = None;
    let mut names = vec![name.to_string()];
    for mark in &field.attrs {
        let Some(ident) = mark.path().get_ident() else { continue };
        place = match ident.to_string().as_str() {
            "attribute" => Place::Attribute,
            "meta" => Place::Meta,
            "to_one" => Place::ToOne,
            "to_many" => Place::ToMany,
            "derived" => Place::Derived,
            _ => continue,
        };
        if matches!(mark.meta, syn::Meta::Path(_)) {
            continue;
        }
        mark.parse_nested_meta(|it| {
            let text: LitStr = it.value()?.parse()?;
            if it.path.is_ident("include") {
                include = Some(text);
            } else if it.path.is_ident("name") {
                names = vec![text.value()];
            } else if it.path.is_ident("was") {
                names.push(text.value());
            } else {
                return Err(it.error("`include`, `name` or `was`"));
            }
            Ok(())
        })?;
    }
    let docs = field.attrs.iter().filter(|it| it.path().is_ident("doc")).cloned().collect();
    Ok(Some(Read { name, place, include, docs, kind: field.ty.clone(), names }))
}

/// `DidwwCountryLink` and `DidwwCountryLinks` lead to `DidwwCountry`.
fn target(kind: &Type) -> Result<Ident> {
    let text = kind.to_token_stream().to_string();
    let target = text.strip_suffix("Links").or_else(|| text.strip_suffix("Link"));
    let target = target.ok_or_else(|| Error::new_spanned(kind, "a link's type ends in `Link`"))?;
    Ok(Ident::new(target, proc_macro2::Span::call_site()))
}

const MARKS: &[&str] = &["attribute", "meta", "to_one", "to_many", "derived"];
