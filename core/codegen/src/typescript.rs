//! TypeScript: interfaces and unions of literals.

use crate::model::Model;

pub(crate) fn files(_: &Model) -> Vec<(String, String)> {
    Vec::new()
}
