use std::fmt;

use super::spelling::{find, is_of_a_word};

/// A credential. It prints as `[redacted]`, everywhere.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// The credential itself, for the one place that sends it.
    pub(crate) fn reveal(&self) -> &str {
        &self.0
    }

    /// Takes the credential out of a text that may quote it, in whatever spelling.
    ///
    /// A short one is taken out where it stands as a word of its own, and one of less than four
    /// characters stays: it is no secret, and every text would be full of it.
    pub(crate) fn conceal_in(&self, text: &mut String) {
        let secret = self.0.as_bytes();
        if secret.len() < SHORTEST {
            return;
        }
        let is_short = secret.len() < SHORT;
        let least = match secret.len() {
            _ if is_short => usize::MAX,
            length if self.is_for_emulator() => length,
            _ => SHORT,
        };
        let (mut shown, mut copied, mut from) = (String::new(), 0, 0);
        while let Some((start, end)) = find(text.as_bytes(), secret, from, least) {
            if is_short && is_part_of_a_word(text, start, end) {
                from = start + 1;
                continue;
            }
            shown.push_str(text.get(copied..start).unwrap_or_default());
            shown.push_str("[redacted]");
            (copied, from) = (end, end);
        }
        if copied > 0 {
            shown.push_str(text.get(copied..).unwrap_or_default());
            *text = shown;
        }
    }

    /// True for a key that only an emulator accepts.
    pub(crate) fn is_for_emulator(&self) -> bool {
        self.0.starts_with("emulator-")
    }
}

/// From this length on, a secret's beginning is recognised too.
const SHORT: usize = 8;
const SHORTEST: usize = 4;

fn is_part_of_a_word(text: &str, start: usize, end: usize) -> bool {
    let of_a_word = |it: char| is_of_a_word(it) || it == '_';
    let before = text.get(..start).and_then(|it| it.chars().next_back());
    let after = text.get(end..).and_then(|it| it.chars().next());
    before.is_some_and(of_a_word) || after.is_some_and(of_a_word)
}

impl<T: Into<String>> From<T> for Secret {
    fn from(text: T) -> Self {
        Self(text.into())
    }
}

impl From<&Self> for Secret {
    fn from(secret: &Self) -> Self {
        secret.clone()
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECRET: &str = "LIVEsecret/ab+cd&efg<\"h'ij%41 k==";

    fn concealed(secret: &str, text: &str) -> String {
        let mut text = text.to_owned();
        Secret::from(secret).conceal_in(&mut text);
        text
    }

    fn per_cent(text: &str) -> String {
        text.bytes()
            .map(|it| {
                if it.is_ascii_alphanumeric() {
                    char::from(it).to_string()
                } else {
                    format!("%{it:02X}")
                }
            })
            .collect()
    }

    fn json(text: &str) -> String {
        let text = serde_json::to_string(text).unwrap();
        text[1..text.len() - 1].to_owned()
    }

    fn html(text: &str) -> String {
        text.replace('&', "&amp;")
            .replace('<', "&lt;")
            .replace('"', "&quot;")
            .replace('\'', "&#39;")
    }

    #[test]
    fn every_usual_spelling() {
        let all_escaped: String =
            SECRET.chars().map(|it| format!("\\u{:04X}", it as u32)).collect();
        let entities: String = SECRET.chars().map(|it| format!("&#x{:x};", it as u32)).collect();
        let decimal: String = SECRET.chars().map(|it| format!("&#{};", it as u32)).collect();
        for spelled in [
            SECRET.to_owned(),
            per_cent(SECRET),
            per_cent(SECRET).to_lowercase().replace("livesecret", "LIVEsecret"),
            per_cent(SECRET).replace("%20", "+"),
            SECRET.replace('+', " "),
            per_cent(&per_cent(SECRET)),
            json(SECRET),
            json(SECRET).replace('/', "\\/"),
            json(SECRET).replace('/', "\\u002f").replace('+', "\\u002B"),
            json(&json(SECRET)),
            json(&per_cent(SECRET)),
            all_escaped,
            html(SECRET),
            html(&html(SECRET)),
            html(&per_cent(SECRET)),
            json(&html(SECRET)),
            entities,
            decimal,
            SECRET.replace("cd", "c\r\nd"),
            SECRET
                .chars()
                .flat_map(|it| [it, '\0'])
                .collect::<String>()
                .trim_end_matches('\0')
                .to_owned(),
        ] {
            let text =
                format!("you sent {spelled} here, {spelled}; and that is all \u{fe} \u{1f600}");
            let hidden = "you sent [redacted] here, [redacted]; and that is all \u{fe} \u{1f600}";
            assert_eq!(concealed(SECRET, &text), hidden, "{spelled}");
        }
    }

    #[test]
    fn a_beginning_at_the_end() {
        for cut in
            ["LIVEsecret", "LIVEsecret%2", "LIVEsecret\\u00", "LIVEsecret&#x", "LIVEsecret/ab"]
        {
            assert_eq!(
                concealed(SECRET, &format!("you sent {cut}")),
                "you sent [redacted]",
                "{cut}"
            );
        }
        for shown in ["you sent LIVEsec", "LIVEsecret, it said"] {
            assert_eq!(concealed(SECRET, shown), shown);
        }
        assert_eq!(concealed("emulator-secret", "of the emulator"), "of the emulator");
    }

    #[test]
    fn short_ones_are_words_of_their_own() {
        assert_eq!(concealed("k3y5", "key=k3y5&x"), "key=[redacted]&x");
        assert_eq!(concealed("key1", "monkey12 key12 key1."), "monkey12 key12 [redacted].");
        assert_eq!(concealed("abc", "abc"), "abc");
    }

    #[test]
    fn texts_without_it_stay() {
        for text in
            ["", "%", "&", "\\", "%4", "&amp", "&#xfffffffff;", "\\u12", "100 % & more \\ LIVE"]
        {
            assert_eq!(concealed(SECRET, text), text);
        }
    }
}
