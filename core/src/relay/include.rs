//! What an `include` returns beside what was asked for: objects that have operations of their own, such as the trunk of
//! a DID. It returns none that the owner does not allow to be read.

use percent_encoding::percent_decode_str;

use super::route::{self, Route};
use crate::error::Carrier;

/// The first operation whose objects a query wants and which is not allowed, as no other that reads them is. The query
/// was written anew by `query_of`.
pub(super) fn hidden(
    allowed: &[&'static Route],
    carrier: Carrier,
    query: &str,
) -> Option<&'static str> {
    let pairs = query.trim_start_matches('?').split('&').filter_map(|it| it.split_once('='));
    let wanted = pairs.filter(|(name, _)| name.starts_with("include")).flat_map(|(_, paths)| {
        let paths = percent_decode_str(paths).decode_utf8_lossy().to_ascii_lowercase();
        let links = paths.split([',', '.']).map(|it| it.trim().replace('-', "_"));
        links.collect::<Vec<_>>()
    });
    let known = route::of(carrier);
    let readers = |link: &str| {
        let reads = |it: &&&Route| it.method == "GET" && collection(it) == Some(link);
        known.iter().filter(reads).map(|it| it.operation).collect::<Vec<_>>()
    };
    wanted.into_iter().find_map(|link| {
        let links = [link.clone(), plural(&link)];
        let own = links.iter().map(|it| readers(it));
        // Earlier versions of the API call trunks and their groups so.
        let older = links.iter().map(|it| readers(&format!("voice_in_{it}")));
        let those = own.chain(older).find(|it| !it.is_empty())?;
        let is_allowed = allowed.iter().any(|it| those.contains(&it.operation));
        if is_allowed { None } else { those.first().copied() }
    })
}

/// What a route is about: `voice_in_trunks` of `/v3/voice_in_trunks/{voice_in_trunk_id}`.
fn collection(route: &Route) -> Option<&'static str> {
    route.path.split('/').nth(2)
}

/// How a link to one names its objects.
fn plural(link: &str) -> String {
    match link.strip_suffix('y') {
        Some(stem) => format!("{stem}ies"),
        None if link.ends_with('x') => format!("{link}es"),
        None => format!("{link}s"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hidden(allow: &[&str], query: &str) -> Option<&'static str> {
        let routes = route::of(Carrier::Didww);
        let allowed = routes.iter().copied().filter(|it| allow.contains(&it.operation));
        super::hidden(&allowed.collect::<Vec<_>>(), Carrier::Didww, query)
    }

    #[test]
    fn an_include_shows_what_may_be_read_anyway() {
        for (link, operation) in [
            ("voice_in_trunk", "list_voice_in_trunks"),
            ("trunk", "list_voice_in_trunks"),
            ("trunk_group.trunks", "list_voice_in_trunk_groups"),
            ("voice_in_trunk_group", "list_voice_in_trunk_groups"),
            ("did_group.city.country", "list_did_groups"),
            ("stock_keeping_units,order", "list_orders"),
            ("nanpa_prefix", "list_nanpa_prefixes"),
            ("available_did", "list_available_dids"),
            ("city", "list_cities"),
            ("%56oice-in-trunk", "list_voice_in_trunks"),
        ] {
            for name in ["include", "include%5B%5D", "a=b&include"] {
                let query = format!("?{name}={link}");
                assert_eq!(hidden(&["list_dids"], &query), Some(operation), "{query}");
                assert_eq!(hidden(&["list_dids", operation], "?include="), None);
            }
        }
        let allow = ["get_voice_in_trunk", "list_did_groups", "list_cities"];
        for query in [
            "",
            "?include=voice_in_trunk",
            "?include=trunk,did_group.city",
            "?include=did_group.stock_keeping_units,address_verification",
            "?filter%5Border.id%5D=a",
        ] {
            assert_eq!(hidden(&allow, query), None, "{query}");
        }
        let areas = "?include=did_group.city.area";
        assert_eq!(hidden(&allow, areas), Some("list_areas"));
    }
}
