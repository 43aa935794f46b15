//! Links of DIDWW that are not loaded.

use telnum::didww_not_loaded;

use crate::message::message;

/// A message with the error for following a link that is not loaded.
#[uniffi::export]
pub fn link_not_loaded(name: &str, include: &str) -> Vec<u8> {
    message(&[didww_not_loaded(name, include).info()])
}
