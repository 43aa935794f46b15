//! Finds a secret in a text, however it is spelled there.
//!
//! Answers quote what they were asked in many spellings: percent codes in either case, a form's `+`, the
//! escapes of JSON, the entities of XML and HTML, and one within the other. So a text is not searched
//! for a list of spellings: it is read as the secret would have to be, code by code.

/// Whether this is a letter or a digit. (What stands beyond ASCII is, but for its signs and spaces: the tables
/// that know each letter would weigh three thousand bytes in a browser.)
pub(crate) fn is_of_a_word(character: char) -> bool {
    match character {
        '\0'..='\x7f' => character.is_ascii_alphanumeric(),
        '\u{80}'..='\u{bf}' | '\u{d7}' | '\u{f7}' => {
            matches!(character, '\u{aa}' | '\u{b5}' | '\u{ba}')
        }
        '\u{2000}'..='\u{2bff}' | '\u{2e00}'..='\u{2e7f}' | '\u{3000}'..='\u{303f}' => false,
        '\u{fe30}'..='\u{fe6f}' | '\u{ff00}'..='\u{ff0f}' | '\u{fff0}'..='\u{ffff}' => false,
        '\u{1680}' | '\u{1f000}'..='\u{1faff}' => false,
        _ => true,
    }
}

/// How often a spelling may be spelled again, such as a percent code in a percent code.
const DEEPEST: u8 = 3;

/// Where the first spelling of a secret, which is visible ASCII, stands from this byte on. A beginning of
/// at least so many characters counts at the very end of the text, where whoever wrote it cut it.
pub(super) fn find(
    text: &[u8],
    secret: &[u8],
    from: usize,
    least: usize,
) -> Option<(usize, usize)> {
    let first = *secret.first()?;
    let may_begin = |byte: u8| byte == first || matches!(byte, b'%' | b'&' | b'\\' | b'+' | b' ');
    let mut places = text.iter().enumerate().skip(from).filter(|(_, byte)| may_begin(**byte));
    places.find_map(|(place, _)| Some((place, end_of(text, secret, place, least)?)))
}

/// Where the secret ends that is spelled from this byte on.
fn end_of(text: &[u8], secret: &[u8], from: usize, least: usize) -> Option<usize> {
    // One spelling may be read in several ways: `%25` is a percent sign, or one and two digits.
    let mut ways = Ways::default();
    ways.add(from);
    for (matched, wanted) in secret.iter().enumerate() {
        let mut next = Ways::default();
        let mut is_cut = false;
        for at in ways.iter() {
            is_cut |= step(text, at, *wanted, matched > 0, &mut next);
        }
        if next.count == 0 {
            return (is_cut && matched >= least).then_some(text.len());
        }
        ways = next;
    }
    ways.iter().max()
}

/// Adds where a character ends that is spelled at this byte; true where the text ends amid it.
fn step(text: &[u8], mut at: usize, wanted: u8, may_skip: bool, next: &mut Ways) -> bool {
    loop {
        let mut skipped = None;
        let before = next.count;
        for depth in 0..=DEEPEST {
            let Some((read, end)) = read(text, at, depth) else { return true };
            // A form writes a space so, and a reader of forms takes the one for the other.
            if read == wanted || (matches!(read, b'+' | b' ') && matches!(wanted, b'+' | b' ')) {
                next.add(end);
            } else if read.is_ascii_control() {
                skipped = Some(end);
            }
        }
        match skipped {
            // Lines are broken anywhere.
            Some(end) if may_skip && next.count == before => at = end,
            _ => {
                let begins_code = matches!(text.get(at), Some(b'%' | b'&' | b'\\'));
                return begins_code && text.len() - at < LONGEST_CODE;
            }
        }
    }
}

/// Ends of the ways in which a text was read so far: few at once.
#[derive(Default)]
struct Ways {
    ends: [usize; 4],
    count: usize,
}

impl Ways {
    fn add(&mut self, end: usize) {
        if !self.iter().any(|it| it == end)
            && let Some(free) = self.ends.get_mut(self.count)
        {
            *free = end;
            self.count += 1;
        }
    }

    fn iter(&self) -> impl Iterator<Item = usize> {
        self.ends.iter().copied().take(self.count)
    }
}

const LONGEST_CODE: usize = 10;

/// The character that is spelled at this byte, so deep, and where the next one begins.
fn read(text: &[u8], at: usize, depth: u8) -> Option<(u8, usize)> {
    let Some(above) = depth.checked_sub(1) else { return Some((*text.get(at)?, at + 1)) };
    let (first, next) = read(text, at, above)?;
    let code = match first {
        b'%' => number(text, next, above, 16, 2),
        b'\\' => escaped(text, next, above),
        b'&' => entity(text, next, above),
        _ => None,
    };
    code.or(Some((first, next)))
}

/// After a backslash.
fn escaped(text: &[u8], at: usize, depth: u8) -> Option<(u8, usize)> {
    match read(text, at, depth)? {
        (b'u' | b'U', next) => number(text, next, depth, 16, 4),
        (b'x' | b'X', next) => number(text, next, depth, 16, 2),
        (b'b' | b'f' | b'n' | b'r' | b't', next) => Some((b'\n', next)),
        (other, next) => other.is_ascii_punctuation().then_some((other, next)),
    }
}

/// After an ampersand.
fn entity(text: &[u8], at: usize, depth: u8) -> Option<(u8, usize)> {
    let mut name = [0; LONGEST_CODE];
    let (mut length, mut at) = (0, at);
    loop {
        let (byte, next) = read(text, at, depth)?;
        at = next;
        if byte == b';' {
            break;
        }
        *name.get_mut(length)? = byte.to_ascii_lowercase();
        length += 1;
    }
    let character = match name.get(..length)? {
        b"amp" => b'&',
        b"lt" => b'<',
        b"gt" => b'>',
        b"quot" => b'"',
        b"apos" => b'\'',
        b"sol" => b'/',
        b"plus" => b'+',
        b"equals" => b'=',
        [b'#', b'x', digits @ ..] => ascii(digits, 16)?,
        [b'#', digits @ ..] => ascii(digits, 10)?,
        _ => return None,
    };
    Some((character, at))
}

/// So many digits.
fn number(text: &[u8], at: usize, depth: u8, radix: u32, count: u8) -> Option<(u8, usize)> {
    let (mut value, mut at) = (0, at);
    for _ in 0..count {
        let (digit, next) = read(text, at, depth)?;
        value = value * radix + char::from(digit).to_digit(radix)?;
        at = next;
    }
    u8::try_from(value).ok().map(|it| (it, at))
}

fn ascii(digits: &[u8], radix: u32) -> Option<u8> {
    u8::from_str_radix(std::str::from_utf8(digits).ok()?, radix).ok()
}

#[cfg(test)]
mod tests {
    use super::is_of_a_word;

    #[test]
    fn letters_are_of_a_word_and_signs_are_not() {
        for character in '\0'..=char::MAX {
            if character.is_ascii() || character.is_whitespace() || character.is_control() {
                assert_eq!(is_of_a_word(character), character.is_alphanumeric(), "{character:?}");
            }
        }
        for letter in
            "\u{aa}\u{df}\u{e9}\u{17f}\u{3b1}\u{436}\u{5d0}\u{e01}\u{3042}\u{4e2d}\u{ac00}\u{ff21}"
                .chars()
        {
            assert!(is_of_a_word(letter) && letter.is_alphanumeric(), "{letter}");
        }
        for sign in
            "\u{a7}\u{ad}\u{d7}\u{2013}\u{2212}\u{20ac}\u{3001}\u{fe63}\u{ff0d}\u{fffd}\u{1f600}"
                .chars()
        {
            assert!(!is_of_a_word(sign) && !sign.is_alphanumeric(), "{sign}");
        }
    }
}
