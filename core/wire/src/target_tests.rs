use crate::{Reader, Target};

fn read<T: Default>(json: &str, target: fn(&mut T) -> Target<'_>) -> (T, bool) {
    let mut value = T::default();
    let is_read = read_to(json, target(&mut value));
    (value, is_read)
}

fn read_to(json: &str, target: Target<'_>) -> bool {
    let mut reader = Reader::new(json);
    let is_read = target.read(&mut reader).unwrap();
    reader.end().unwrap();
    is_read
}

fn text(json: &str) -> String {
    read(json, |it: &mut String| Target::Whole(it)).0
}

fn key(json: &str) -> String {
    let mut key = String::new();
    read_to(json, Target::Key(&mut key));
    key
}

#[test]
fn a_number_keeps_its_digits_as_text() {
    for digits in ["0", "-0", "18446744073709551616", "5.00", "1e400", "-1.50E-7"] {
        assert_eq!(text(digits), digits);
        assert_eq!(key(digits), digits);
        assert_eq!(key(&format!("\"{digits}\"")), digits);
    }
}

#[test]
fn what_is_no_scalar_is_none() {
    for json in ["null", "[1]", "[1.5]", "{\"a\":1}", "{\"a\":1.5}"] {
        assert_eq!(text(json), "");
    }
    assert_eq!((text("true"), text("false")), ("true".to_owned(), "false".to_owned()));
    assert_eq!((key("true"), key("false")), (String::new(), String::new()));
    // What cannot be read is told from what is not there.
    assert!(!read("[1]", |it| Target::Text(it)).1);
    assert!(read("null", |it| Target::Text(it)).1);
}

#[test]
fn counts_and_amounts_are_read_in_any_notation() {
    for two in ["2", "2.0", "\"2\"", "\" 2 \"", "2e0", "\"2.00\"", "\"0.2e1\""] {
        assert_eq!(read(two, |it| Target::Count(it)), (Some(2), true), "{two}");
    }
    for none in ["2.5", "\"many\"", "1e10", "2147483648", "true", "1e400", "[2]"] {
        assert_eq!(read(none, |it| Target::Count(it)), (None, false), "{none}");
    }
    assert_eq!(read("\"\"", |it| Target::Count(it)), (None, true));
    let amount = |json| read(json, |it| Target::Amount(it)).0.map(|it| it.to_string());
    assert_eq!(amount("4.7354").as_deref(), Some("4.7354"));
    assert_eq!(amount("\"5.00\"").as_deref(), Some("5.00"));
    assert_eq!(amount("\"1e3\"").as_deref(), Some("1000"));
    assert_eq!(amount("\"free\""), None);
}

#[test]
fn flags_are_read_in_any_notation() {
    for yes in ["true", "1", "\"true\"", "\"Yes\"", "\" 1 \""] {
        assert_eq!(read(yes, |it| Target::Flag(it)), (Some(true), true), "{yes}");
    }
    for no in ["false", "0", "\"no\"", "\"0\""] {
        assert_eq!(read(no, |it| Target::Flag(it)), (Some(false), true), "{no}");
    }
    for none in ["2", "\"maybe\"", "{}"] {
        assert_eq!(read(none, |it| Target::Flag(it)), (None, false), "{none}");
    }
}

#[test]
fn what_says_nothing_is_not_said() {
    for nothing in ["null", "false", "0", "[]", "{}", "\"\"", "[ ]", "\" \""] {
        assert!(!read(nothing, |it| Target::Said(it)).0, "{nothing}");
    }
    for something in ["true", "1", "\"no\"", "[{\"code\":1}]", "{\"code\":1}"] {
        assert!(read(something, |it| Target::Said(it)).0, "{something}");
    }
}
