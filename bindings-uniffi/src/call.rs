//! What every call takes and brings: its settings, its cancellation, its answer or its error.

use std::fmt;
use std::future::Future;
use std::sync::Arc;

use telnum::{
    CallOptions, Error, ErrorInfo, IdtDidGroup, IdtNumberPage, IdtOrder, IdtOrderPreview, Response,
    ResponseInfo,
};
use tokio::sync::watch;

use crate::runtime;

/// What one call may have that differs from its client.
#[derive(Clone, Debug, Default, uniffi::Record)]
pub struct CallSettings {
    /// Seconds that this call may take in all.
    pub timeout: Option<f64>,
    /// By which it can be cancelled, for hosts that cannot drop a running call.
    pub cancellation: Option<Arc<Cancellation>>,
}

/// Cancels the calls it was given to: what was sent stays sent, and nothing more follows.
#[derive(Debug, uniffi::Object)]
pub struct Cancellation {
    cancelled: watch::Sender<bool>,
}

/// Why a call brought no value.
#[derive(Debug, uniffi::Error)]
pub enum CallError {
    /// It failed.
    Failed {
        /// What core says of the failure.
        info: Box<ErrorInfo>,
    },
    /// It was cancelled.
    Cancelled,
}

macro_rules! answers {
    ($($(#[doc = $doc:literal])* $name:ident($value:ty);)*) => {$(
        $(#[doc = $doc])*
        #[derive(Clone, Debug, uniffi::Record)]
        pub struct $name {
            /// What the carrier answered.
            pub value: $value,
            /// Status, headers, request id, attempts and time.
            pub info: ResponseInfo,
        }

        impl From<Response<$value>> for $name {
            fn from(answer: Response<$value>) -> Self {
                Self { value: answer.value, info: answer.info }
            }
        }
    )*};
}
answers! {
    /// DID groups, with the exchange that brought them.
    IdtDidGroupsAnswer(Vec<IdtDidGroup>);
    /// A preview, with the exchange that brought it.
    IdtOrderPreviewAnswer(IdtOrderPreview);
    /// An order, with the exchange that brought it.
    IdtOrderAnswer(IdtOrder);
    /// A page of numbers, with the exchange that brought it.
    IdtNumberPageAnswer(IdtNumberPage);
}

impl CallSettings {
    pub(crate) fn options(&self) -> CallOptions {
        CallOptions { timeout: self.timeout }
    }
}

#[uniffi::export]
impl Cancellation {
    /// One that is not cancelled yet.
    #[uniffi::constructor]
    #[expect(clippy::new_without_default, reason = "hosts know constructors only")]
    pub fn new() -> Self {
        Self { cancelled: watch::Sender::new(false) }
    }

    /// Cancels every call it was given to, now and later.
    pub fn cancel(&self) {
        self.cancelled.send_replace(true);
    }
}

/// Runs a call's work until it ends or is cancelled.
pub(crate) async fn run<T, A>(
    settings: CallSettings,
    work: impl Future<Output = Result<T, Error>> + Send + 'static,
) -> Result<A, CallError>
where
    T: Send + 'static,
    A: From<T>,
{
    let work = runtime::spawn(work);
    let outcome = match settings.cancellation {
        None => work.await,
        Some(cancellation) => {
            let mut cancelled = cancellation.cancelled.subscribe();
            tokio::select! {
                biased;
                _ = cancelled.wait_for(|it| *it) => return Err(CallError::Cancelled),
                outcome = work => outcome,
            }
        }
    };
    Ok(A::from(outcome?))
}

impl From<Error> for CallError {
    fn from(error: Error) -> Self {
        Self::Failed { info: Box::new(error.into_info()) }
    }
}

impl fmt::Display for CallError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Failed { info } => &info.text,
            Self::Cancelled => "The call was cancelled.",
        })
    }
}

impl std::error::Error for CallError {}
