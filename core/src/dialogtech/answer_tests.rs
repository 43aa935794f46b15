//! What entries of the contract cannot hold: bytes that are no text, and documents made to hurt.

use super::answer::Answer;
use super::order_request::OrderNumbers;
use crate::operation::Operation;
use crate::transport::HttpResponse;

const PAGE: &str = "<response><result>success</result><result_description><quantity>2</quantity>\
                    <numbers><number>5551112222</number><number>5553334444</number></numbers>\
                    </result_description></response>";

fn read(body: impl Into<Vec<u8>>) -> Answer {
    Answer::read(&HttpResponse { status: 200, headers: Vec::new(), body: body.into() })
}

fn bought(body: impl Into<Vec<u8>>) -> bool {
    matches!(read(body), Answer::Bought { numbers, .. } if numbers.len() == 2)
}

fn utf_16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(bytes).collect()
}

#[test]
fn every_encoding_that_an_order_may_come_in() {
    assert!(bought(PAGE));
    for declared in ["ISO-8859-1", "windows-1252", "Shift_JIS", "UTF-16", "EUC-KR", ""] {
        assert!(bought(format!("<?xml version=\"1.0\" encoding=\"{declared}\"?>{PAGE}")));
    }
    let accented = [b"<!-- \xe9\x80\xff -->".as_slice(), PAGE.as_bytes()].concat();
    assert!(bought(accented));
    let prolog = format!("<?xml version=\"1.0\" encoding=\"UTF-16\"?>{PAGE}");
    let marked = format!("\u{feff}{prolog}");
    for text in [&prolog, &marked] {
        assert!(bought(utf_16(text, u16::to_le_bytes)));
        assert!(bought(utf_16(text, u16::to_be_bytes)));
    }
    assert!(bought(format!("\u{feff}\r\n {PAGE}")));
}

#[test]
fn a_refusal_is_read_in_the_encoding_it_came_in() {
    let failed = b"<response><result>failed</result><result_description>d\xe9sol\xe9";
    let failed = [failed.as_slice(), b"</result_description></response>"].concat();
    assert_eq!(read(failed), Answer::Failed { text: "d\u{e9}sol\u{e9}".to_owned() });
}

#[test]
fn no_document_is_followed_too_far() {
    let deep = "<a>".repeat(300_000);
    assert!(matches!(read(format!("<response>{deep}")), Answer::Unreadable { .. }));
    let list = "<number>5551112222</number>".repeat(20_000);
    let list = PAGE.replace("<numbers>", &format!("<numbers>{list}"));
    let Answer::Unreadable { why, numbers } = read(list) else { panic!("it was read") };
    assert!(why.contains("1000 numbers"), "{why}");
    assert_eq!(numbers.len(), 25);
    let large = PAGE.replace("<numbers>", &format!("<numbers>{}", " ".repeat(1024 * 1024)));
    assert!(matches!(read(large), Answer::Unreadable { .. }));
}

/// Whatever is cut, dropped, doubled or turned into another character: no panic, and never the word
/// `failed` where it is not the word.
#[test]
fn no_spoilt_answer_is_taken_for_a_refusal() {
    let dressed = format!(
        "<?xml version=\"1.0\"?><!DOCTYPE response [ <!ENTITY a \"failed\"> <!-- ' --> ]>\n{}",
        PAGE.replace("success", "s&#117;cce<![CDATA[ss]]>")
    );
    assert!(bought(dressed.as_str()));
    let odd = ['<', '>', '&', ';', '"', '\'', '[', ']', '!', '-', '?', '/', '\0', '\u{e9}'];
    for at in 0..dressed.len() {
        let (before, after) = dressed.split_at(at);
        let rest = after.get(1..).unwrap_or_default();
        let mut spoilt = vec![before.to_owned(), format!("{before}{rest}"), after.to_owned()];
        spoilt.push(format!("{before}{before}{after}"));
        spoilt.extend(odd.iter().map(|odd| format!("{before}{odd}{rest}")));
        spoilt.extend(odd.iter().map(|odd| format!("{before}{odd}{after}")));
        for text in spoilt {
            assert!(!matches!(read(text.as_str()), Answer::Failed { .. }), "{text}");
        }
    }
}

#[test]
fn only_with_200_is_failed_a_refusal() {
    let body = b"<response><result>failed</result></response>".to_vec();
    for status in [200, 201, 202, 400, 500] {
        let answer = HttpResponse { status, headers: Vec::new(), body: body.clone() };
        assert_eq!(OrderNumbers::is_refusal(&answer), status == 200);
        assert_eq!(OrderNumbers::decode_error(&answer).did_not_act, status == 200);
    }
}
