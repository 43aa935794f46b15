//! Reading a request's target: path segments and query values, decoded.

/// A target taken apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Target {
    /// The segments of the path, percent-decoded.
    pub(crate) segments: Vec<String>,
    query: Vec<(String, String)>,
}

impl Target {
    /// Takes a path with its query apart.
    pub(crate) fn parse(target: &str) -> Self {
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        let path = path.strip_prefix('/').unwrap_or(path);
        Self {
            segments: path.split('/').map(|segment| decode(segment, false)).collect(),
            query: pairs(query).collect(),
        }
    }

    /// All query parameters in order, empty ones too.
    pub(crate) fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.query.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// The same without filters, as if they were not known.
    pub(crate) fn unfiltered(&self) -> Self {
        let mut target = self.clone();
        target.query.retain(|(name, _)| !name.starts_with("filter"));
        target
    }

    /// The segments as texts, to match a route against.
    pub(crate) fn path(&self) -> Vec<&str> {
        self.segments.iter().map(String::as_str).collect()
    }

    /// The first value of a query parameter; none if it is absent or empty.
    pub(crate) fn query(&self, name: &str) -> Option<&str> {
        let found = self.query.iter().find(|(key, value)| key == name && !value.is_empty());
        found.map(|(_, value)| value.as_str())
    }
}

/// The names and values of a query or of a form, decoded; empty pairs are left out.
pub(crate) fn pairs(text: &str) -> impl Iterator<Item = (String, String)> {
    text.split('&').filter(|pair| !pair.is_empty()).map(|pair| {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        (decode(name, true), decode(value, true))
    })
}

/// Percent-decodes; a broken escape stays as it is, bytes that are no UTF-8 are replaced.
fn decode(text: &str, plus_is_space: bool) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, tail)) = rest.split_first() {
        rest = tail;
        match (first, tail) {
            (b'%', &[high, low, ref after @ ..]) if digit(high).is_some() => match digit(low) {
                Some(low) => {
                    bytes.push(digit(high).unwrap_or_default() << 4 | low);
                    rest = after;
                }
                None => bytes.push(first),
            },
            (b'+', _) if plus_is_space => bytes.push(b' '),
            _ => bytes.push(first),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn digit(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).and_then(|value| u8::try_from(value).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_decoded() {
        let target = Target::parse("/v1/dids/or%64ers/a%2Fb?x=1&name=a%20b+c&empty=&x=2&flag");
        assert_eq!(target.path(), ["v1", "dids", "orders", "a/b"]);
        assert_eq!(target.query("x"), Some("1"));
        assert_eq!(target.query("name"), Some("a b c"));
        assert_eq!(target.query("empty"), None);
        assert_eq!(target.query("flag"), None);
    }

    #[test]
    fn broken_escapes_stay() {
        assert_eq!(Target::parse("/a%2/b%zz%4x%").path(), ["a%2", "b%zz%4x%"]);
    }
}
