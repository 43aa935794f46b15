//! What every call takes and brings: its settings, its answer or its error.

use std::fmt;
use std::future::Future;

use telnum::{CallOptions, Error, ErrorInfo};

use crate::runtime::{Place, start};
use crate::spelled::spelled;

/// What one call may have that differs from its client.
#[derive(Clone, Debug, Default, uniffi::Record)]
pub struct CallSettings {
    /// Seconds that this call may take in all.
    pub timeout: Option<f64>,
}

/// Why a call brought no value.
#[derive(Debug, uniffi::Error)]
pub enum CallError {
    /// It failed.
    Failed {
        /// What core says of the failure.
        info: Box<ErrorInfo>,
    },
}

/// What calls answer.
macro_rules! answers {
    ($($name:ident($value:ty);)*) => {$(
        /// What a call answers, with the exchange that brought it.
        #[derive(Clone, Debug, uniffi::Record)]
        pub struct $name {
            /// What the carrier answered.
            pub value: $value,
            /// Status, headers, request id, attempts and time.
            pub info: telnum::ResponseInfo,
        }

        impl From<telnum::Response<$value>> for $name {
            fn from(answer: telnum::Response<$value>) -> Self {
                Self { value: answer.value, info: answer.info }
            }
        }
    )*};
}
pub(crate) use answers;

impl CallSettings {
    pub(crate) fn options(&self) -> CallOptions {
        CallOptions { timeout: self.timeout.map(telnum::seconds) }
    }
}

/// Runs a call's work; a host that drops the future cancels it.
pub(crate) async fn run<T, A>(
    place: Place,
    work: impl Future<Output = Result<T, Error>> + Send + 'static,
) -> Result<A, CallError>
where
    T: Send + 'static,
    A: From<T>,
{
    Ok(A::from(start(place, work).await?))
}

impl From<Error> for CallError {
    fn from(error: Error) -> Self {
        Self::Failed { info: Box::new(spelled(error.into_info())) }
    }
}

impl fmt::Display for CallError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self::Failed { info } = self;
        f.write_str(&info.text)
    }
}

impl std::error::Error for CallError {}
