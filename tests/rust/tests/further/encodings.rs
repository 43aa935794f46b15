//! The status is known before the body: whatever became of that, a refusal is that refusal.

use std::io::Write;

use telnum::{ErrorKind, ListNumbers, Settings};

use crate::raw::{Raw, answer};
use crate::support::{NO_NUMBERS, ORDER, once};

fn gzip(plain: &[u8]) -> Vec<u8> {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packer.write_all(plain).unwrap();
    packer.finish().unwrap()
}

#[tokio::test]
async fn a_refusal_whose_body_cannot_be_unpacked_is_still_that_refusal() {
    let cut = gzip(b"<html>busy</html>");
    for (headers, body) in [
        ("content-encoding: gzip\r\n", &b""[..]),
        ("content-encoding: gzip\r\n", b"<html>busy</html>"),
        ("Content-Encoding: X-GZIP\r\n", &cut[..cut.len() - 3]),
        ("content-encoding: br\r\n", b"\x8b\x03\x80busy\x03"),
        ("content-encoding: gzip, deflate\r\n", b"busy"),
    ] {
        for (status, kind, requests) in [
            (503, ErrorKind::Server, 3),
            (429, ErrorKind::RateLimited, 3),
            (401, ErrorKind::Authentication, 1),
            (404, ErrorKind::NotFound, 1),
        ] {
            let headers = format!("{headers}retry-after: 0.01\r\nx-request-id: r-1\r\n");
            let server = Raw::saying(answer(status, &headers, body));
            let error = server.client(Settings::default()).list_numbers(ListNumbers::new()).await;
            let error = error.unwrap_err();
            assert_eq!((error.kind, error.http_status), (kind, Some(i32::from(status))), "{error}");
            assert_eq!(error.retry_after, Some(0.01), "{error}");
            assert_eq!(error.request_id.as_deref(), Some("r-1"));
            assert_eq!(server.requests(), requests, "{status} {headers}");
        }
    }
}

#[tokio::test]
async fn a_refusal_whose_body_breaks_off_or_is_too_large_is_still_that_refusal() {
    let whole = answer(401, "", &[b' '; 4000]);
    let settings = Settings { max_body_bytes: Some(100), ..once(5.0) };
    for (bytes, settings) in [(&whole[..400], once(5.0)), (&whole[..], settings)] {
        let error = Raw::saying(bytes).client(settings).list_numbers(ListNumbers::new()).await;
        let error = error.unwrap_err();
        assert_eq!((error.kind, error.http_status), (ErrorKind::Authentication, Some(401)));
        assert!(error.text.contains("not read"), "{error}");
    }
}

#[tokio::test]
async fn a_success_that_cannot_be_unpacked_is_a_decode_error() {
    let bytes = answer(200, "content-encoding: gzip\r\nx-request-id: r-1\r\n", ORDER.as_bytes());
    let server = Raw::saying(bytes);
    let client = server.client(Settings::default());
    let error = client.list_numbers(ListNumbers::new()).await.unwrap_err();
    assert_eq!((error.kind, error.http_status), (ErrorKind::Decode, Some(200)));
    assert_eq!(error.request_id.as_deref(), Some("r-1"));
    let lost = client.create_order(16847, 1).await.unwrap_err();
    assert_eq!((lost.kind, lost.cause), (ErrorKind::OutcomeUnknown, Some(ErrorKind::Decode)));
    assert_eq!(server.requests(), 2);
}

#[tokio::test]
async fn labels_in_all_their_spellings_are_read() {
    let plain = NO_NUMBERS.as_bytes();
    let (one, other) = plain.split_at(10);
    for (label, body) in [
        ("GZIP", gzip(plain)),
        ("x-gzip", gzip(plain)),
        ("gzip", [gzip(one), gzip(other)].concat()),
        ("identity, gzip", gzip(plain)),
        ("gzip , Identity", gzip(plain)),
        ("gzip, gzip", gzip(&gzip(plain))),
        ("identity", plain.to_vec()),
        ("utf-8", plain.to_vec()),
        ("", plain.to_vec()),
    ] {
        let server = Raw::saying(answer(200, &format!("content-encoding: {label}\r\n"), &body));
        let page = server.client(once(5.0)).list_numbers(ListNumbers::new()).await;
        assert!(page.unwrap().numbers.is_empty(), "{label}");
    }
}

#[tokio::test]
async fn of_an_unknown_encoding_nothing_is_quoted() {
    // The secret in UTF-16 and in EBCDIC, the former of which can be read.
    let said = "you sent secret-10987654321, it said";
    let wide: Vec<u8> = said.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let marked = [&b"\xff\xfe"[..], &wide].concat();
    let big: Vec<u8> = said.encode_utf16().flat_map(u16::to_be_bytes).collect();
    for body in [wide, marked, big] {
        let server = Raw::saying(answer(500, "", &body));
        let error = server.client(once(5.0)).list_numbers(ListNumbers::new()).await.unwrap_err();
        assert_eq!(error.excerpt.as_deref(), Some("you sent [redacted], it said"));
    }
    let ebcdic = b"\xa2\x85\x83\x99\x85\xa3\x60\xf1\xf0\xf9\xf8\xf7\xf6\xf5\xf4\xf3\xf2\xf1";
    let server = Raw::saying(answer(500, "", ebcdic));
    let error = server.client(once(5.0)).list_numbers(ListNumbers::new()).await.unwrap_err();
    assert_eq!(error.excerpt, None);
}
