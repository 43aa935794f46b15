//! How IDT Express writes numbers: `011`, the country code, the national number.

/// The E.164 form of a number as the carrier wrote it, where it can be known.
///
/// `011` is what North Americans dial before a country code. The carrier never shows a North American
/// number, so ten digits count as one only where the group's calling code says so.
pub(super) fn e164(written: &str, country_calling_code: Option<&str>) -> Option<String> {
    // One digit more than there may be tells that there are too many.
    let mut digits = [0; LONGEST + "011".len() + 1];
    let mut length = 0;
    for (place, digit) in digits.iter_mut().zip(written.bytes().filter(u8::is_ascii_digit)) {
        *place = digit;
        length += 1;
    }
    let (before, digits) = match digits.get(..length)? {
        [b'0', b'1', b'1', digits @ ..] => ("+", digits),
        digits if length == 10 && country_calling_code == Some("1") => ("+1", digits),
        digits if length == 11 && digits.starts_with(b"1") => ("+", digits),
        _ => return None,
    };
    let length = before.len() - 1 + digits.len();
    let digits = std::str::from_utf8(digits).ok()?;
    (SHORTEST..=LONGEST).contains(&length).then(|| [before, digits].concat())
}

/// E.164 allows 15 digits; fewer than 7 are no subscriber's number.
const LONGEST: usize = 15;
const SHORTEST: usize = 7;

#[cfg(test)]
mod tests {
    use super::e164;

    #[test]
    fn as_the_carrier_shows_them() {
        assert_eq!(e164("01148448881015", Some("48")).as_deref(), Some("+48448881015"));
        assert_eq!(e164("0115117304800", Some("51")).as_deref(), Some("+5117304800"));
        assert_eq!(e164("9083120001", Some("1")).as_deref(), Some("+19083120001"));
        assert_eq!(e164("19083120001", None).as_deref(), Some("+19083120001"));
        assert_eq!(e164("9083120001", None), None);
        assert_eq!(e164("n/a", Some("1")), None);
        assert_eq!(e164("0111234567890123456", None), None);
        assert_eq!(e164("011123456789012345", None).as_deref(), Some("+123456789012345"));
    }
}
