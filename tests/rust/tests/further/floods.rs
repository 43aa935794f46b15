//! Servers that never come to the point.

use std::io::Write;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use telnum::{ErrorKind, ListNumbers};

use crate::raw::{Raw, answer};
use crate::support::{NO_NUMBERS, ORDER, once};

#[tokio::test]
async fn interim_answers_are_bounded() {
    for interim in ["HTTP/1.1 100\r\n\r\n", "HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n"] {
        let sent = Arc::new(AtomicUsize::new(0));
        let server = Raw::new({
            let (sent, many) = (sent.clone(), interim.repeat(1000));
            move |stream, _| {
                while stream.write_all(many.as_bytes()).is_ok() {
                    sent.fetch_add(many.len(), Ordering::SeqCst);
                }
                false
            }
        });
        let client = server.client(once(20.0));
        let begun = Instant::now();
        let error = client.list_numbers(ListNumbers::new()).await.unwrap_err();
        assert_eq!(error.kind, ErrorKind::Decode, "{error}");
        assert!(error.text.contains("interim"), "{error}");
        let lost = client.create_order(16847, 1).await.unwrap_err();
        assert_eq!((lost.kind, lost.cause), (ErrorKind::OutcomeUnknown, Some(ErrorKind::Decode)));
        assert!(begun.elapsed() < Duration::from_secs(10));
        // What sockets hold between the two.
        assert!(sent.load(Ordering::SeqCst) < 40_000_000, "{sent:?}");
    }
}

#[tokio::test]
async fn some_interim_answers_are_passed_over() {
    let interim = "HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n".repeat(64);
    let server = Raw::saying([interim.as_bytes(), &answer(200, "", ORDER.as_bytes())].concat());
    assert_eq!(server.client(once(5.0)).create_order(16847, 1).await.unwrap().id.as_str(), "x-1");
}

#[tokio::test]
async fn heads_may_be_large_but_not_endless() {
    let head = |headers: String| answer(200, &headers, NO_NUMBERS.as_bytes());
    let many = |count: usize| (0..count).map(|it| format!("x-{it}: y\r\n")).collect::<String>();
    let long = |length: usize| format!("x-long: {}\r\n", "y".repeat(length));
    for fine in [many(500), long(250_000)] {
        let server = Raw::saying(head(fine));
        server.client(once(5.0)).list_numbers(ListNumbers::new()).await.unwrap();
    }
    for (wrong, said) in [(many(600), "512 headers"), (long(300_000), "256 KiB")] {
        let server = Raw::saying(head(wrong));
        let error = server.client(once(5.0)).list_numbers(ListNumbers::new()).await.unwrap_err();
        assert_eq!(error.kind, ErrorKind::Decode, "{error}");
        assert!(error.text.contains(said), "{error}");
    }
}

#[tokio::test]
async fn chunks_of_one_byte_are_put_together() {
    let mut body = NO_NUMBERS.to_owned();
    body.push_str(&" ".repeat(300_000));
    let chunks: String = body.chars().map(|it| format!("1\r\n{it}\r\n")).collect();
    let head = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n";
    let server = Raw::saying(format!("{head}{chunks}0\r\n\r\n"));
    server.client(once(20.0)).list_numbers(ListNumbers::new()).await.unwrap();
    // What is hardly more than framing is no answer.
    let extensions = format!("1;{}\r\nx\r\n", "y".repeat(1000)).repeat(1000);
    let server = Raw::saying(format!("{head}{extensions}0\r\n\r\n"));
    let error = server.client(once(20.0)).list_numbers(ListNumbers::new()).await.unwrap_err();
    assert_eq!(error.kind, ErrorKind::Decode, "{error}");
}
