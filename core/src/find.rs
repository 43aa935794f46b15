//! A text within a text. What std searches with would weigh four thousand bytes in a browser.

/// Where the first such part begins.
pub(crate) fn find(text: &str, part: &str) -> Option<usize> {
    let (text, part) = (text.as_bytes(), part.as_bytes());
    let begins = |at: &usize| text.get(*at..).is_some_and(|it| it.starts_with(part));
    (0..=text.len().checked_sub(part.len())?).find(begins)
}

/// Whether there is such a part.
pub(crate) fn holds(text: &str, part: &str) -> bool {
    find(text, part).is_some()
}

/// What is in front of the first such part, and what is behind it.
pub(crate) fn around<'a>(text: &'a str, part: &str) -> Option<(&'a str, &'a str)> {
    let at = find(text, part)?;
    Some((text.get(..at)?, text.get(at + part.len()..)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_found_as_std_finds_it() {
        for text in ["", "a", "aab", "\u{e9}ab\u{e9}", "a://b://c", "aaaa"] {
            for part in ["", "a", "ab", "b", "aa", "\u{e9}", "://", "aaaaa"] {
                assert_eq!(find(text, part), text.find(part));
                assert_eq!(holds(text, part), text.contains(part));
                assert_eq!(around(text, part), text.split_once(part));
            }
        }
    }
}
