//! Links of DIDWW that are not loaded.

use telnum::{ErrorInfo, didww_not_loaded};

/// The error for following a link that is not loaded.
#[uniffi::export]
pub fn link_not_loaded(name: &str, include: &str) -> ErrorInfo {
    didww_not_loaded(name, include).into_info()
}
