//! What few operations have beside what all of them do.

use proc_macro2::TokenStream;
use quote::quote;
use syn::Ident;
use telnum_table::{Answer, OperationTable};

/// Nothing for most of them.
pub(crate) fn special(table: &OperationTable, name: &Ident) -> Option<TokenStream> {
    let for_attempt = table.for_attempt.as_ref().map(|it| {
        quote! {
            fn for_attempt(&self, attempt: &crate::attempt::Attempt) -> Option<crate::watch::Look> {
                Some(crate::watch::Look(Box::new(#it(self, attempt))))
            }
        }
    });
    let look_back = table.look_back.as_ref().map(|it| {
        quote! {
            fn look_back<'a>(
                &'a self,
                by: crate::operation::Running<'a>,
                attempt: &'a crate::attempt::Attempt,
                until: ::std::time::Duration,
            ) -> Option<crate::platform::BoxFuture<'a, crate::error::Result<Option<String>>>> {
                Some(#it(by, attempt, until))
            }
        }
    });
    let guard = table.guard.as_ref().map(|(guard, failed, guarded)| {
        quote! {
            fn guard(&self) -> Vec<crate::operation::Lookup> {
                #guard(self)
            }

            fn guard_failed(
                &self,
                at: usize,
                error: crate::error::Error,
            ) -> crate::error::Error {
                #failed(self, at, error)
            }

            fn guarded(&self, seen: &[Box<dyn crate::call::Output>]) -> crate::error::Result<()> {
                #guarded(self, seen)
            }
        }
    });
    let local = match &table.answer {
        Answer::Local(function, _) => Some(function),
        _ => None,
    };
    let locally = local.map(|it| {
        quote! {
            fn locally(
                &self,
                key: Option<&crate::types::Secret>,
            ) -> Option<crate::error::Result<Box<dyn crate::call::Output>>> {
                Some(#it(self, key).map(|it| Box::new(it) as _))
            }
        }
    });
    let run = match &table.answer {
        Answer::Run(function, _) => Some(function),
        _ => None,
    };
    let run = run.map(|it| {
        quote! {
            fn run<'a>(
                &'a self,
                running: crate::operation::Running<'a>,
            ) -> Option<crate::operation::Ran<'a>> {
                Some(#it(self, running))
            }
        }
    });
    let parts = [&for_attempt, &look_back, &guard, &locally, &run];
    parts.iter().any(|it| it.is_some()).then(|| {
        quote! {
            impl crate::operation::Special for #name {
                #for_attempt
                #look_back
                #guard
                #locally
                #run
            }
        }
    })
}
