//! The versions of the API, and which one a request is answered in.

use serde::Deserialize;

/// A version, older ones before newer ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(try_from = "String")]
pub(crate) enum Version {
    V2017,
    V2021April,
    V2021December,
    V2022,
    V2026April,
    /// Announced: its credential is a bearer token.
    V2026November,
}

impl Version {
    /// The version a request is answered in: the one it names, unless that is unknown or older than
    /// the key's own.
    pub(crate) fn served(named: Option<&str>, of_key: Self) -> Self {
        let named = named.and_then(|text| Self::parse(text.trim()));
        named.filter(|named| *named >= of_key).unwrap_or(of_key)
    }

    /// The version as its header writes it.
    pub(crate) fn text(self) -> &'static str {
        let named = VERSIONS.iter().find(|(version, _)| *version == self);
        named.map_or("", |(_, text)| *text)
    }

    /// Whether trunks are called `voice_in_trunks`.
    pub(crate) fn says_voice_in(self) -> bool {
        self >= Self::V2021December
    }

    /// A word such as `pending` as this version writes it: with a capital before 2026-04-16.
    pub(crate) fn word(self, word: &str) -> String {
        let mut letters = word.chars();
        match letters.next() {
            Some(first) if self < Self::V2026April => {
                [first.to_ascii_uppercase()].into_iter().chain(letters).collect()
            }
            _ => word.to_owned(),
        }
    }

    /// A method such as `post` as this version writes it: in capitals before 2026-04-16.
    pub(crate) fn method(self, method: &str) -> String {
        if self < Self::V2026April { method.to_ascii_uppercase() } else { method.to_owned() }
    }

    fn parse(text: &str) -> Option<Self> {
        let named = VERSIONS.iter().find(|(_, name)| *name == text);
        named.map(|(version, _)| *version)
    }
}

impl TryFrom<String> for Version {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let known = || VERSIONS.map(|(_, text)| text).join(", ");
        Self::parse(&text).ok_or_else(|| format!("known versions are {}", known()))
    }
}

const VERSIONS: [(Version, &str); 6] = [
    (Version::V2017, "2017-09-18"),
    (Version::V2021April, "2021-04-19"),
    (Version::V2021December, "2021-12-15"),
    (Version::V2022, "2022-05-10"),
    (Version::V2026April, "2026-04-16"),
    (Version::V2026November, "2026-11-19"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_older_than_the_keys_own_is_ignored() {
        let served = |named, of_key| Version::served(named, of_key).text();
        assert_eq!(served(None, Version::V2022), "2022-05-10");
        assert_eq!(served(Some("2017-09-18"), Version::V2022), "2022-05-10");
        assert_eq!(served(Some("2026-04-16"), Version::V2022), "2026-04-16");
        assert_eq!(served(Some("2023-01-01"), Version::V2022), "2022-05-10");
        assert_eq!(served(Some("2021-12-15"), Version::V2017), "2021-12-15");
    }
}
