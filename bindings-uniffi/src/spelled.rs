//! What core says, with names as Kotlin and Swift spell them.

use telnum::{ErrorInfo, ErrorOrigin};

use crate::names::NAMES;

/// The error with the names of options, arguments and calls in camelCase. What a carrier says stays as it is,
/// and so do `field` and `source`, which are in its spelling.
pub(crate) fn spelled(mut info: ErrorInfo) -> ErrorInfo {
    info.text = in_camel_case(&info.text);
    for detail in info.details.iter_mut().filter(|it| it.origin == ErrorOrigin::Local) {
        detail.detail = detail.detail.as_deref().map(in_camel_case);
    }
    info
}

/// Names are quoted, as are values; those are left.
fn in_camel_case(text: &str) -> String {
    let parts = text
        .split('`')
        .map(|part| if NAMES.contains(&part) { camel(part) } else { part.to_owned() });
    parts.collect::<Vec<_>>().join("`")
}

fn camel(name: &str) -> String {
    let mut words = name.split('_');
    let first = words.next().unwrap_or_default().to_owned();
    words.fold(first, |name, word| {
        let (initial, rest) = word.split_at(word.len().min(1));
        name + &initial.to_ascii_uppercase() + rest
    })
}

#[cfg(test)]
mod tests {
    use super::in_camel_case;

    #[test]
    fn names_are_spelled_and_values_are_not() {
        for (said, spelled) in [
            ("`max_retries` must be at least 0.", "`maxRetries` must be at least 0."),
            (
                "`page`, `page_size`; see `list_did_groups`",
                "`page`, `pageSize`; see `listDidGroups`",
            ),
            (
                "must be `canadian_local`, not max_retries",
                "must be `canadian_local`, not max_retries",
            ),
            ("`did_group` was not asked for", "`did_group` was not asked for"),
            ("", ""),
        ] {
            assert_eq!(in_camel_case(said), spelled);
        }
    }
}
