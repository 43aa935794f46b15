//! What the builder of a client becomes: setters, options as plain data, and what the carrier wants to know.

use proc_macro2::TokenStream;
use quote::{ToTokens, format_ident, quote};
use syn::{ItemStruct, Result, parse_quote};
use telnum_table::{CarrierTable, CredentialsGo, OwnOption, inside_option};

pub(crate) fn carrier(table: &CarrierTable, mut item: ItemStruct) -> Result<TokenStream> {
    let options = OwnOption::all(&item)?;
    OwnOption::strip(&mut item);
    if let syn::Fields::Named(fields) = &mut item.fields {
        fields.named.push(parse_quote!(settings: crate::config::Settings));
        fields.named.push(parse_quote!(surroundings: crate::config::Surroundings));
    }
    let (name, carrier) = (&item.ident, &table.client);
    let set: Vec<&OwnOption> =
        options.iter().filter(|it| it.is_option || it.credential.is_some()).collect();
    let setters = set.iter().map(|OwnOption { name, of, doc, .. }| {
        let (of, value) = match inside_option(of) {
            Some(of) if of.to_token_stream().to_string().starts_with("Arc") => {
                (quote!(#of), quote!(Some(#name)))
            }
            Some(of) => (quote!(impl Into<#of>), quote!(Some(#name.into()))),
            None => (quote!(#of), quote!(#name)),
        };
        quote! {
            #[doc = #doc]
            pub fn #name(mut self, #name: #of) -> Self {
                self.#name = #value;
                self
            }
        }
    });
    // A source of tokens is no plain data.
    let plain: Vec<&&OwnOption> =
        set.iter().filter(|it| !it.of.to_token_stream().to_string().contains("Arc")).collect();
    let names: Vec<String> = plain.iter().map(|it| it.name.to_string()).collect();
    let taken = plain.iter().map(|OwnOption { name, of, .. }| {
        let text = name.to_string();
        let value = match inside_option(of) {
            Some(_) => quote!(Some(value)),
            None => quote!(value),
        };
        quote! {
            if let Some(value) = crate::plain_options::take(options, #text)? {
                self.#name = #value;
            }
        }
    });
    let live = &table.live;
    let sandbox = match &table.sandbox {
        Some(host) => quote!(Some(#host)),
        None => quote!(None),
    };
    let requests = match &table.requests_per_second {
        Some(number) => quote!(Some(#number)),
        None => quote!(None),
    };
    let sent: Vec<_> = set.iter().filter_map(|it| Some((it, it.credential.as_ref()?))).collect();
    let go = match sent.first() {
        Some((_, it)) if it.go == CredentialsGo::Parameter => format_ident!("InParameters"),
        _ => format_ident!("InHeaders"),
    };
    let credentials = sent.iter().map(|(OwnOption { name, .. }, credential)| {
        let (text, sent, variable) = (name.to_string(), &credential.sent, &credential.variable);
        quote!((#sent, #text, #variable, self.#name.clone()))
    });
    Ok(quote! {
        #[derive(Clone, Default)]
        #[must_use]
        #item

        crate::builder::setters_of_every_client!(#name);

        impl #name {
            #(#setters)*

            /// Reads options that arrive as plain data: those of this client, and those of `Settings`.
            pub fn options(
                mut self,
                mut options: ::serde_json::Map<String, ::serde_json::Value>,
            ) -> crate::error::Result<Self> {
                crate::builder::Opening::take(&mut self, &mut options)?;
                let names = crate::builder::Opening::names(&self);
                Ok(self.settings(crate::config::Settings::read(options, names)?))
            }

            /// What the carrier wants to know of every client.
            fn setup(&self) -> crate::channel::CarrierSetup<'static> {
                crate::channel::CarrierSetup {
                    carrier: crate::error::Carrier::#carrier,
                    live: &[#(#live),*],
                    sandbox: #sandbox,
                    requests_per_second: #requests,
                    credentials: vec![#(#credentials),*],
                    credentials_go: crate::channel::CredentialsGo::#go,
                    headers: Vec::new(),
                    buys_by_form: false,
                    tokens: None,
                    names: &super::calls::NAMES,
                }
            }
        }

        impl crate::builder::Opening for #name {
            fn names(&self) -> &'static [&'static str] {
                &[#(#names),*]
            }

            fn take(
                &mut self,
                options: &mut ::serde_json::Map<String, ::serde_json::Value>,
            ) -> crate::error::Result<()> {
                #(#taken)*
                Ok(())
            }

            fn settle(
                &mut self,
                settings: crate::config::Settings,
                surroundings: crate::config::Surroundings,
            ) {
                (self.settings, self.surroundings) = (settings, surroundings);
            }

            fn open(self: Box<Self>) -> crate::error::Result<crate::by_name::ByName> {
                Ok(self.build()?.by_name())
            }
        }
    })
}
