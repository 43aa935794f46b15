use serde::de::DeserializeOwned;

use super::super::{Amount, Count, Filled, Key, Text, parse_with};
use super::with_numbers_as_text;

fn parse<T: DeserializeOwned>(json: &str) -> serde_json::Result<T> {
    parse_with(json, |json| T::deserialize(json))
}

fn read<T: DeserializeOwned>(json: &str) -> T {
    parse(json).unwrap()
}

fn text(json: &str) -> String {
    read::<Text>(json).0
}

fn key(json: &str) -> String {
    read::<Key>(json).0
}

#[test]
fn a_number_keeps_its_digits() {
    for digits in [
        "0",
        "-0",
        "17",
        "18446744073709551615",
        "18446744073709551616",
        "-9223372036854775809",
        "123456789012345678901234567890123456789012345678901234567890",
        "12345678901234567890.12345678901234567890",
        "5.00",
        "1e400",
        "-1.50E-7",
    ] {
        assert_eq!(text(digits), digits);
        assert_eq!(key(digits), digits);
        assert_eq!(key(&format!("\"{digits}\"")), digits);
    }
}

#[test]
fn only_numbers_become_text() {
    let as_text = |json| with_numbers_as_text(json).unwrap();
    assert_eq!(as_text("[1.0,2, -3e1 ,{\"a\":4.5}]"), "[\"1.0\",2, \"-3e1\" ,{\"a\":\"4.5\"}]");
    assert_eq!(as_text("[\"1.0 \\\" 2.0\",1.0]"), "[\"1.0 \\\" 2.0\",\"1.0\"]");
    for kept in
        ["", "[1,-2]", "[01,+1,1.,.5,1e,-,--1,1.2.3]", "{1.5:1}", "{1.5 :1}", "\"1.5", "\"1.5\\"]
    {
        assert_eq!(with_numbers_as_text(kept), None, "{kept}");
    }
    for broken in ["1.", "01", "-", "\"a", "[1.5", "nul", "1.5 2.5", "", "{1.5:\"a\"}", "nul1.5"] {
        assert!(parse::<Text>(broken).is_err(), "{broken}");
    }
}

#[test]
fn text_is_what_its_escapes_say() {
    assert_eq!(text(r#""a\"b\\\u00e9\n""#), "a\"b\\\u{e9}\n");
    assert_eq!(text(r#""""#), "");
}

#[test]
fn what_is_no_scalar_is_none() {
    for json in ["null", "[1]", "[1.5]", "{\"a\":1}", "{\"a\":1.5}"] {
        assert_eq!(text(json), "");
    }
    assert_eq!((text("true"), text("false")), ("true".to_owned(), "false".to_owned()));
    assert_eq!((key("true"), key("false")), (String::new(), String::new()));
}

#[test]
fn counts_and_amounts_are_read_in_any_notation() {
    for two in ["2", "2.0", "\"2\"", "\" 2 \"", "2e0", "\"2.00\"", "\"0.2e1\""] {
        assert_eq!(read::<Count>(two).0, Some(2), "{two}");
    }
    for none in ["2.5", "\"many\"", "1e10", "2147483648", "\"\"", "null", "true", "1e400", "[2]"] {
        assert_eq!(read::<Count>(none).0, None, "{none}");
    }
    let amount = |json| read::<Amount>(json).0.map(|it| it.to_string());
    assert_eq!(amount("4.7354").as_deref(), Some("4.7354"));
    assert_eq!(amount("\"5.00\"").as_deref(), Some("5.00"));
    assert_eq!(amount("\"1e3\"").as_deref(), Some("1000"));
    assert_eq!(amount("\"free\""), None);
}

#[test]
fn what_says_nothing_is_not_filled() {
    for nothing in ["null", "false", "0", "[]", "{}", "\"\"", "[ ]", "\" \""] {
        assert!(!read::<Filled>(nothing).0, "{nothing}");
    }
    for something in ["true", "1", "\"no\"", "[{\"code\":1}]", "{\"code\":1}"] {
        assert!(read::<Filled>(something).0, "{something}");
    }
}
