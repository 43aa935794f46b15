use super::{Json, Reader, Scalar};

fn scalar(json: &str) -> Option<String> {
    let mut reader = Reader::new(json);
    let read = reader.scalar().ok()?;
    reader.end().ok()?;
    Some(match read {
        Scalar::Text(text) => format!("text {text}"),
        Scalar::Number(written) => format!("number {written}"),
        Scalar::Flag(flag) => flag.to_string(),
        Scalar::Null => "null".to_owned(),
        Scalar::Other(filled) => format!("other {filled}"),
    })
}

/// What is read, and what is skipped, is the same JSON.
fn is_json(json: &str) -> bool {
    let mut reader = Reader::new(json);
    let is_skipped = reader.skip().and_then(|()| reader.end()).is_ok();
    assert_eq!(Json::read(json).is_some(), is_skipped, "{json}");
    is_skipped
}

#[test]
fn a_number_keeps_its_digits() {
    for digits in [
        "0",
        "-0",
        "17",
        "18446744073709551616",
        "123456789012345678901234567890123456789012345678901234567890",
        "12345678901234567890.12345678901234567890",
        "5.00",
        "1e400",
        "-1.50E-7",
    ] {
        assert_eq!(scalar(digits), Some(format!("number {digits}")));
        assert_eq!(scalar(&format!(" {digits}\n")), Some(format!("number {digits}")));
    }
    for none in ["01", "-", "-01", "1.", ".5", "1e", "1e+", "+1", "--1", "1.2.3", "1 2", "0x1"] {
        assert_eq!(scalar(none), None, "{none}");
        assert!(!is_json(none), "{none}");
    }
}

#[test]
fn text_is_what_its_escapes_say() {
    for (json, text) in [
        (r#""a\"b\\\u00e9\n\/""#, "a\"b\\\u{e9}\n/"),
        (r#""""#, ""),
        (r#""\ud83d\ude00!""#, "\u{1f600}!"),
        // Half a character.
        (r#""a\ud83d""#, "a\u{fffd}"),
        (r#""\ud83dx\u0041""#, "\u{fffd}xA"),
        (r#""\ud83d\u0041""#, "\u{fffd}A"),
        (r#""\ude00""#, "\u{fffd}"),
        ("\"eight letters and more: ü\"", "eight letters and more: ü"),
    ] {
        assert_eq!(scalar(json), Some(format!("text {text}")), "{json}");
    }
    for broken in
        [r#""\x""#, r#""\u12""#, r#""\u+123""#, "\"a", "\"a\\", "\"\u{1}\"", "\"a\nb\"", "\""]
    {
        assert_eq!(scalar(broken), None, "{broken}");
    }
}

#[test]
fn the_marks_of_a_string_are_found_wherever_they_stand() {
    for length in 0..40 {
        let text = "a".repeat(length);
        for rest in ["", "    ,", "\"\"\"\"\"\"\"\"\"\"", "\u{1}\\\"xxxxxxx"] {
            let json = format!("\"{text}\"{rest}");
            let mut reader = Reader::new(&json);
            assert!(matches!(reader.scalar(), Ok(Scalar::Text(it)) if it == text), "{json}");
        }
        for high in ["ü", "\u{7f}", "\u{80}", "€"] {
            let json = format!("\"{text}{high}{text}\\n\"");
            assert_eq!(scalar(&json), Some(format!("text {text}{high}{text}\n")));
        }
        assert_eq!(scalar(&format!("\"{text}\u{1f}{text}\"")), None);
    }
}

#[test]
fn only_json_is_taken_for_json() {
    for json in [
        "{}",
        "[]",
        "[ ]",
        "{ }",
        "null",
        "true",
        "false",
        "\"\"",
        "[1, {\"a\":[]},\"b\"]",
        "{\"a\":{\"b\":[null,true,false]},\"c\":-1.5e3}",
    ] {
        assert!(is_json(json), "{json}");
    }
    for broken in [
        "",
        " ",
        "[",
        "{",
        "]",
        "[1,]",
        "[,1]",
        "[1 2]",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":1,}",
        "{a:1}",
        "{1:2}",
        "{\"a\":1]",
        "[1}",
        "nul",
        "nulls",
        "tru",
        "1 1",
        "[1]x",
        "{\"a\":1 \"b\":2}",
        "\"a",
        "[\"a\"",
        "{\"a\":[1}",
        "'a'",
        "NaN",
        "undefined",
    ] {
        assert!(!is_json(broken), "{broken}");
    }
}

#[test]
fn values_nested_too_deeply_are_refused_and_nothing_overflows() {
    let nested = |depth: usize| format!("{}1{}", "[".repeat(depth), "]".repeat(depth));
    assert!(is_json(&nested(128)));
    assert!(!is_json(&nested(129)));
    assert!(!is_json(&"[".repeat(3_000_000)));
    assert!(!is_json(&"{\"a\":".repeat(1_000_000)));
}

#[test]
fn a_value_is_kept_as_it_is_written() {
    let json =
        Json::read(" {\"a\" : [1.0, \"x\\u00e9\" ,null], \"b\":{ \"c\":true}, \"a\": 2} ").unwrap();
    let members = json.members().unwrap();
    let written: Vec<_> = members.iter().map(|(name, it)| (&**name, it.get())).collect();
    let wanted = [("a", "[1.0, \"x\\u00e9\" ,null]"), ("b", "{ \"c\":true}"), ("a", "2")];
    assert_eq!(written, wanted);
    assert_eq!(json.member("a").unwrap().get(), "2");
    let items = members.first().unwrap().1.items().unwrap();
    let texts: Vec<_> = items.iter().map(|it| it.text().map(|it| it.into_owned())).collect();
    assert_eq!(texts, [Some("1.0".to_owned()), Some("x\u{e9}".to_owned()), None]);
    assert!(json.items().is_none() && json.text().is_none());
    for (json, key) in [("17", Some("17")), ("\"a\"", Some("a")), ("true", None), ("\"\"", None)] {
        assert_eq!(Json::read(json).unwrap().key().as_deref(), key);
    }
}

/// Against another reader: whatever bytes are changed, both take it for JSON or neither does.
#[test]
fn another_reader_agrees() {
    let whole =
        r#"{"a":[1,-2.5e3,"x\u00e9\\y",true,null,{"b":{}}],"c":"ü","d":[[],[0]]}"#.as_bytes();
    let bytes = br#"0"\{}[]:,-e.utn x"#;
    for at in 0..whole.len() {
        for byte in bytes {
            let mut body = whole.to_vec();
            if let Some(it) = body.get_mut(at) {
                *it = *byte;
            }
            let Ok(text) = std::str::from_utf8(&body) else { continue };
            let mut reader = Reader::new(text);
            let read = reader.json().and_then(|_| reader.end()).is_ok();
            let other = serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok();
            assert_eq!(read, other, "{text}");
        }
    }
}
