//! How a record is read from a JSON object.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Attribute, Error, Field, Fields, Ident, ItemStruct, LitStr, Result, Type};

/// What a field is in the object.
pub(crate) enum Place {
    Attribute,
    Meta,
    ToOne,
    ToMany,
    /// Not read: made from others.
    Derived,
}

/// A field with what its marks say.
pub(crate) struct Read {
    pub(crate) name: Ident,
    pub(crate) place: Place,
    pub(crate) include: Option<LitStr>,
    pub(crate) docs: Vec<Attribute>,
    pub(crate) kind: Type,
    /// Its name on the wire, and older ones.
    pub(crate) names: Vec<String>,
    /// The number that it goes by.
    pub(crate) number: usize,
    is_key: bool,
    within: Option<LitStr>,
}

pub(crate) fn object(settle: Option<&Ident>, mut item: ItemStruct) -> Result<TokenStream> {
    let reads = reads(&mut item, &[])?;
    let name = &item.ident;
    let is_read = |it: &&Read| matches!(it.place, Place::Attribute);
    let members = members(reads.iter().filter(is_read));
    let targets = reads.iter().filter(is_read).map(|it| {
        let (number, field) = (it.number, &it.name);
        let key = it.is_key.then(|| quote!(.key()));
        let within = it.within.as_ref().map(|it| quote!(.within(#it)));
        quote!(#number => crate::wire::Field::target(&mut self.#field) #key #within .filled())
    });
    let finish = settle.map(|it| quote!(self.#it()));
    let fields = fields(name, &members, targets, finish);
    Ok(quote! {
        #item

        impl crate::wire::Object for #name {}

        #fields
    })
}

/// How a type says where its members go, and how reading it ends.
pub(crate) fn fields(
    name: &Ident,
    members: &TokenStream,
    targets: impl Iterator<Item = TokenStream>,
    finish: Option<TokenStream>,
) -> TokenStream {
    let finish = finish.map(|it| {
        quote! {
            fn finish(&mut self) -> Result<(), &'static str> {
                #it
            }
        }
    });
    quote! {
        impl crate::wire::Fields for #name {
            fn members(&self) -> crate::wire::Members {
                #members
            }

            fn field(&mut self, number: usize) -> crate::wire::Target<'_> {
                match number {
                    #(#targets,)*
                    _ => crate::wire::Target::Nowhere,
                }
            }

            #finish
        }
    }
}

/// The fields that are read, each with its number; the marks are taken off.
pub(crate) fn reads(item: &mut ItemStruct, but: &[&str]) -> Result<Vec<Read>> {
    let Fields::Named(fields) = &mut item.fields else {
        return Err(Error::new_spanned(&item, "what is read from an object has named fields"));
    };
    let mut reads = Vec::new();
    for (number, field) in fields.named.iter_mut().enumerate() {
        if let Some(read) =
            read(field, number)?.filter(|it| !but.iter().any(|name| it.name == name))
        {
            reads.push(read);
        }
        field.attrs.retain(|it| !MARKS.iter().any(|mark| it.path().is_ident(mark)));
    }
    Ok(reads)
}

/// The names of members, each with the number of its field.
pub(crate) fn members<'a>(reads: impl Iterator<Item = &'a Read>) -> TokenStream {
    let members = reads.flat_map(|Read { number, names, .. }| {
        names.iter().map(move |name| quote!((#name, #number)))
    });
    quote!(&[#(#members),*])
}

fn read(field: &Field, number: usize) -> Result<Option<Read>> {
    let Some(name) = field.ident.clone() else { return Ok(None) };
    let (mut include, mut is_key, mut within) = (None, false, None);
    let mut place = Place::Attribute;
    let mut names = vec![name.to_string()];
    for mark in &field.attrs {
        let Some(ident) = mark.path().get_ident() else { continue };
        match ident.to_string().as_str() {
            "attribute" => place = Place::Attribute,
            "meta" => place = Place::Meta,
            "to_one" => place = Place::ToOne,
            "to_many" => place = Place::ToMany,
            "derived" => place = Place::Derived,
            "key" => is_key = true,
            "within" => {
                within = Some(mark.parse_args::<LitStr>()?);
                continue;
            }
            _ => continue,
        }
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
    Ok(Some(Read {
        name,
        place,
        include,
        docs,
        kind: field.ty.clone(),
        names,
        number,
        is_key,
        within,
    }))
}

const MARKS: &[&str] = &["attribute", "meta", "to_one", "to_many", "derived", "key", "within"];
