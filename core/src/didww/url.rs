//! URLs that the carrier calls: http or https, with a host.

/// The parts of a URL.
pub(super) struct Url<'a> {
    pub(super) scheme: &'a str,
    /// User, host and port.
    pub(super) authority: &'a str,
    /// Path, query and fragment.
    pub(super) rest: &'a str,
    pub(super) query: Option<&'a str>,
}

impl<'a> Url<'a> {
    /// Nothing where it is none of these.
    pub(super) fn of(text: &'a str) -> Option<Self> {
        let (scheme, after) = text.split_once("://")?;
        if !["http", "https"].iter().any(|it| scheme.eq_ignore_ascii_case(it)) {
            return None;
        }
        let end = after.find(['/', '?', '#']).unwrap_or(after.len());
        let (authority, rest) = after.split_at_checked(end)?;
        if authority.is_empty() {
            return None;
        }
        let before_fragment = rest.split_once('#').map_or(rest, |(it, _)| it);
        let query = before_fragment.split_once('?').map(|(_, it)| it);
        Some(Self { scheme, authority, rest, query })
    }
}
