//! How IDT Express writes numbers: `011`, the country code, the national number.

/// The E.164 form of a number as the carrier wrote it, where it can be known.
///
/// `011` is what North Americans dial before a country code. The carrier never shows a North American
/// number, so ten digits count as one only where the group's calling code says so.
pub(super) fn e164(written: &str, country_calling_code: Option<&str>) -> Option<String> {
    let digits: String = written.chars().filter(char::is_ascii_digit).collect();
    let in_america = country_calling_code == Some("1");
    let international = match digits.strip_prefix("011") {
        Some(rest) => rest.to_owned(),
        None if digits.len() == 10 && in_america => format!("1{digits}"),
        None if digits.len() == 11 && digits.starts_with('1') => digits,
        None => return None,
    };
    // E.164 allows 15 digits; fewer than 7 are no subscriber's number.
    (7..=15).contains(&international.len()).then(|| format!("+{international}"))
}

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
    }
}
