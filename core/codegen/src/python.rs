//! Python: classes with slots, one module a carrier.

use crate::model::Model;

pub(crate) fn files(_: &Model) -> Vec<(String, String)> {
    Vec::new()
}
