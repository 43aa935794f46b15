//! What a request becomes: an operation that can be validated, encoded and decoded.

use proc_macro2::TokenStream;
use quote::{ToTokens, format_ident, quote};
use syn::{Ident, ItemStruct, Result};
use telnum_table::{Answer, Argument, OperationTable, WatchTable, inside_option};

use crate::paged::{paged, rows};
use crate::request::{is_plain, request};
use crate::{asks, special};

pub(crate) fn operation(table: &OperationTable, mut item: ItemStruct) -> Result<TokenStream> {
    table.asks.complete(&mut item);
    let arguments = Argument::all(&item)?;
    Argument::strip(&mut item);
    let (name, carrier, call) = (&item.ident, &table.client, table.method.to_string());
    let repeat = format_ident!("{}", table.repeat()?);
    let output = table.answer.output();
    let request = request(&item, &arguments);
    let checks = arguments.iter().filter_map(|it| {
        let (field, rule) = (&it.field, it.check.as_ref()?);
        Some(match it.of.to_token_stream().to_string().as_str() {
            "Option < String >" => quote! {
                if let Some(value) = self.#field.as_deref() {
                    #rule(value, checks);
                }
            },
            _ => {
                let value = checked(it);
                quote!(#rule(#value, checks);)
            }
        })
    });
    let asked = asks::asked(table, name);
    let asked_rules = asks::rules(table);
    let validate = table.validate.iter().map(|it| quote!(#it(self, checks);));
    let (encode, (read_into, decode)) = (encode(table, &arguments)?, decode(table, name));
    let special = special::special(table, name);
    let special_of = special.as_ref().map(|_| {
        quote! {
            fn special(&self) -> Option<&dyn crate::operation::Special> {
                Some(self)
            }
        }
    });
    let spends = table.purchase.as_ref().map(|_| {
        quote!(
            const SPENDS: bool = true;
        )
    });
    let may_spend = (table.look.is_some() && table.purchase.is_none()).then(|| {
        quote!(
            const MAY_SPEND: bool = true;
        )
    });
    let look = table.look.as_ref().map(|it| quote!(const LOOK: &'static str = #it;));
    let settled_by = table.settled_by.as_ref().map(|it| {
        quote! {
            fn settled_by(&self, refusal: &crate::error::Error) -> Option<#output> {
                #it(self, refusal)
            }
        }
    });
    let find_order_id = table.find_order_id.as_ref().map(|it| {
        quote! {
            fn find_order_id(answer: &crate::transport::HttpResponse) -> Option<String> {
                #it(answer)
            }
        }
    });
    let is_refusal = table.is_refusal.as_ref().map(|it| {
        quote! {
            fn is_refusal(answer: &crate::transport::HttpResponse) -> bool {
                #it(answer)
            }
        }
    });
    let kept = table.purchase.as_ref().map(|_| kept(&arguments));
    let source = table.body.as_ref().map(|body| {
        let names = arguments.iter().map(|it| &it.name);
        quote! {
            fn source(field: &str) -> Option<String> {
                matches!(field, #(#names)|*).then(|| format!("{}/{field}", #body))
            }
        }
    });
    let reads = table.purchase.is_none().then(|| quote!(impl crate::operation::Reads for #name {}));
    let paged = paged(table, name, &arguments);
    let setters = asks::setters(table, name);
    Ok(quote! {
        #request
        #setters
        #asked
        #read_into

        impl crate::operation::Operation for #name {
            const NAME: &'static str = #call;
            const CARRIER: crate::error::Carrier = crate::error::Carrier::#carrier;
            const REPEAT: crate::operation::Repeat = crate::operation::Repeat::#repeat;
            #spends
            #may_spend
            #look
            type Client = super::client::#carrier;
            type Output = #output;

            fn validate(&self, checks: &mut crate::checks::Checks) {
                let _ = &checks;
                #(#checks)*
                #(#validate)*
                #asked_rules
            }

            #encode
            #decode

            fn decode_error(answer: &crate::transport::HttpResponse) -> crate::operation::Refusal {
                super::errors::read(answer)
            }

            #source
            #kept
            #settled_by
            #find_order_id
            #is_refusal
            #special_of
        }

        #special
        #reads
        #paged
    })
}

pub(crate) fn watch(_: &WatchTable, mut item: ItemStruct) -> Result<TokenStream> {
    let arguments = Argument::all(&item)?;
    Argument::strip(&mut item);
    Ok(request(&item, &arguments))
}

/// Verb, path and query, where nothing else says what is sent.
fn encode(table: &OperationTable, arguments: &[Argument]) -> Result<TokenStream> {
    let body = request_of(table, arguments)?;
    let body = match &table.version {
        // What is sent for most calls says it itself.
        Some(version) if table.encode.is_some() => {
            quote!(Ok(super::query::at_version(#body?, #version)))
        }
        _ => body,
    };
    Ok(quote! {
        fn encode(&self) -> crate::error::Result<crate::operation::Encoded> {
            #body
        }
    })
}

fn request_of(table: &OperationTable, arguments: &[Argument]) -> Result<TokenStream> {
    if let Answer::Local(..) | Answer::Run(..) = table.answer {
        return Ok(quote!(crate::operation::sends_nothing()));
    }
    Ok(match &table.encode {
        Some(own) => quote!(#own(self)),
        None => {
            let method =
                format_ident!("{}", heck::AsPascalCase(table.verb.to_string()).to_string());
            let mut in_path = Vec::new();
            let mut segments = Vec::new();
            for segment in table.path.value().split('/').skip(1) {
                match segment.strip_prefix('{').and_then(|it| it.strip_suffix('}')) {
                    Some(name) => {
                        let field = arguments.iter().find(|it| it.field == name);
                        let field = field.ok_or_else(|| {
                            syn::Error::new(
                                table.path.span(),
                                format!("there is no field `{name}`"),
                            )
                        })?;
                        in_path.push(&field.field);
                        let field = &field.field;
                        segments.push(quote!(self.#field.as_ref()));
                    }
                    None => segments.push(quote!(#segment)),
                }
            }
            if asks::is_json_api(&table.answer) {
                return Ok(quote!(super::query::request(&Self::ENDPOINT, &self.asked())));
            }
            let query: Vec<_> = arguments
                .iter()
                .filter(|it| !in_path.contains(&&it.field))
                .map(|it| {
                    let (field, sent) = (&it.field, &it.sent);
                    quote!(.query(#sent, crate::arguments::Argument::text(&self.#field)))
                })
                .collect();
            let new = quote! {
                crate::operation::Encoded::new(
                    crate::transport::Method::#method,
                    &[#(#segments as &str),*],
                )
            };
            match query.is_empty() {
                true => new,
                false => quote!(Ok(#new? #(#query)*)),
            }
        }
    })
}

/// What reads an answer into a value, and what makes that value.
fn decode(table: &OperationTable, name: &Ident) -> (Option<TokenStream>, TokenStream) {
    let output = table.answer.output();
    let fits = table.fits.as_ref().map(|it| quote!(#it(self, value)?;));
    let read = match &table.answer {
        Answer::Rows(name, _) => quote! {
            crate::wire::read_rows(answer, #name, value, &mut crate::wire::Nothing)?;
        },
        Answer::Page(name, ..) => {
            let rows = rows(name);
            quote! {
                let mut meta = super::page::Meta::default();
                crate::wire::read_rows(answer, #name, &mut value.#rows, &mut meta)?;
                (value.page, value.page_size, value.total) = (meta.page, meta.page_size, meta.total);
            }
        }
        Answer::Document(_) | Answer::Resource(_) => asks::read(table),
        Answer::With(..) | Answer::Local(..) | Answer::Run(..) => {
            let read = match &table.answer {
                Answer::With(function, _) => quote!(#function(self, answer)),
                _ => quote!({
                    let _ = answer;
                    crate::operation::sends_nothing()
                }),
            };
            let decode = quote! {
                fn decode(&self, answer: &crate::transport::HttpResponse) -> crate::error::Result<#output> {
                    #read
                }
            };
            return (None, decode);
        }
    };
    let read_into = quote! {
        impl #name {
            fn read_into(
                &self,
                answer: &crate::transport::HttpResponse,
                value: &mut #output,
            ) -> crate::error::Result<()> {
                #read
                #fits
                Ok(())
            }
        }
    };
    let boxed = match asks::decoded(&table.answer) {
        Some(decoded) if fits.is_none() => decoded,
        _ => quote! {
            let mut value = Box::<#output>::default();
            self.read_into(answer, &mut value)?;
            Ok(value)
        },
    };
    let decode = quote! {
        fn decode(&self, answer: &crate::transport::HttpResponse) -> crate::error::Result<#output> {
            let mut value = <#output>::default();
            self.read_into(answer, &mut value)?;
            Ok(value)
        }

        fn decode_any(
            &self,
            answer: &crate::transport::HttpResponse,
        ) -> crate::error::Result<Box<dyn crate::call::Output>> {
            #boxed
        }
    };
    (Some(read_into), decode)
}

/// A purchase is kept by its arguments.
fn kept(arguments: &[Argument]) -> TokenStream {
    let kept = arguments.iter().map(|Argument { field, name, kept, .. }| {
        let value = match kept {
            Some(kept) => quote!(&#kept(self)),
            None => quote!(&self.#field),
        };
        quote!((#name, crate::arguments::Argument::value(#value)))
    });
    quote! {
        fn arguments(&self) -> ::serde_json::Map<String, ::serde_json::Value> {
            crate::arguments::given([#(#kept),*])
        }
    }
}

/// A field as rules take it: what is small by value, an id as text.
fn checked(Argument { field, of, .. }: &Argument) -> TokenStream {
    let inside = inside_option(of);
    match of.to_token_stream().to_string().as_str() {
        _ if inside.as_ref().is_some_and(is_plain) || is_plain(of) => quote!(self.#field),
        "Id" => quote!(self.#field.as_str()),
        _ => quote!(&self.#field),
    }
}
