//! Connections: none is used again that has anything left, and no client has more than it may.

use std::io::Write;
use std::sync::atomic::Ordering;
use std::sync::{Mutex, mpsc};
use std::thread;
use std::time::Duration;

use telnum::{ErrorKind, ListNumbers, Settings};

use crate::raw::{Raw, answer};
use crate::support::{NO_NUMBERS, ORDER, once};

const OTHER: &str = r#"{"numbers":[{"number":"01148448881015"}],"meta":{"total":1}}"#;

#[tokio::test]
async fn a_second_answer_is_never_the_next_reads() {
    // The second one comes along with the first.
    let server = Raw::new(|stream, _| {
        let both = [answer(200, "", NO_NUMBERS.as_bytes()), answer(200, "", OTHER.as_bytes())];
        stream.write_all(&both.concat()).is_ok()
    });
    let client = server.client(once(5.0));
    for _ in 0..3 {
        assert!(client.list_numbers(ListNumbers::new()).await.unwrap().numbers.is_empty());
    }
    assert_eq!(server.connections(), [0, 1, 2]);
}

#[tokio::test]
async fn a_late_second_answer_is_not_either_however_busy_the_process_is() {
    let (go, wait) = mpsc::channel::<()>();
    let (done, written) = mpsc::channel();
    let wait = Mutex::new(wait);
    let server = Raw::new(move |stream, number| {
        stream.write_all(&answer(200, "", NO_NUMBERS.as_bytes())).unwrap();
        if number == 1 {
            wait.lock().unwrap().recv().unwrap();
            stream.write_all(&answer(408, "connection: close\r\n", b"")).unwrap();
            done.send(()).unwrap();
        }
        true
    });
    let client = server.client(once(5.0));
    client.list_numbers(ListNumbers::new()).await.unwrap();
    // From here on this thread, which the runtime has alone, does not give it a turn.
    go.send(()).unwrap();
    written.recv().unwrap();
    thread::sleep(Duration::from_millis(20));
    assert!(client.list_numbers(ListNumbers::new()).await.unwrap().numbers.is_empty());
    assert_eq!(server.connections(), [0, 1]);
}

#[tokio::test]
async fn a_connection_that_was_closed_while_idle_is_not_tried() {
    let server = Raw::saying(answer(200, "", NO_NUMBERS.as_bytes()));
    let client = server.client(once(5.0));
    client.list_numbers(ListNumbers::new()).await.unwrap();
    while server.open.0.load(Ordering::SeqCst) > 0 {
        thread::sleep(Duration::from_millis(2));
    }
    client.list_numbers(ListNumbers::new()).await.unwrap();
    assert_eq!(server.connections(), [0, 1]);
}

#[tokio::test]
async fn doubtful_ends_of_answers_end_the_connection() {
    for headers in ["transfer-encoding: chunked\r\ncontent-length: 3\r\n", "connection: close\r\n"]
    {
        let server = Raw::new(move |stream, _| {
            let body = NO_NUMBERS;
            let chunked = format!("{:x}\r\n{body}\r\n0\r\n\r\n", body.len());
            let plain = format!("content-length: {}\r\n\r\n{body}", body.len());
            let rest = if headers.starts_with('t') { format!("\r\n{chunked}") } else { plain };
            stream.write_all(format!("HTTP/1.1 200 OK\r\n{headers}{rest}").as_bytes()).is_ok()
        });
        let client = server.client(once(5.0));
        for _ in 0..2 {
            client.list_numbers(ListNumbers::new()).await.unwrap();
        }
        assert_eq!(server.connections(), [0, 1], "{headers}");
    }
}

#[tokio::test]
async fn a_client_has_no_more_connections_than_it_may() {
    let server = Raw::new(|stream, _| {
        thread::sleep(Duration::from_millis(1));
        stream.write_all(&answer(200, "", NO_NUMBERS.as_bytes())).is_ok()
    });
    let client = server.client(Settings { max_connections: Some(4), ..once(20.0) });
    let calls = (0..200).map(|_| {
        let client = client.clone();
        tokio::spawn(async move { client.list_numbers(ListNumbers::new()).await.map(drop) })
    });
    for call in calls.collect::<Vec<_>>() {
        call.await.unwrap().unwrap();
    }
    assert_eq!(server.requests(), 200);
    assert_eq!(server.open.1.load(Ordering::SeqCst), 4);
}

#[tokio::test]
async fn waiting_for_a_connection_counts_and_a_purchase_that_waited_was_not_sent() {
    let (go, wait) = mpsc::channel::<()>();
    let wait = Mutex::new(wait);
    let server = Raw::new(move |stream, _| {
        let _ = wait.lock().unwrap().recv();
        stream.write_all(&answer(200, "", ORDER.as_bytes())).is_ok()
    });
    let client = server.client(Settings { max_connections: Some(1), ..once(0.3) });
    let patient = server.client(Settings { max_connections: Some(1), ..once(20.0) });
    // Another client is not in the way.
    let busy = tokio::spawn({
        let client = patient.clone();
        async move { client.create_order(16847, 1).await }
    });
    while server.requests() == 0 {
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
    let short = telnum::CallOptions { timeout: Some(Duration::from_millis(50)) };
    let attempt = patient.prepare_order(16847, 1).unwrap();
    let error = patient.send_place(&attempt, short).await.unwrap_err();
    assert_eq!((error.kind, &error.attempt), (ErrorKind::Timeout, &None), "{error}");
    assert!(error.text.contains("max_connections") && error.text.contains("Nothing was sent"));
    assert_eq!(server.requests(), 1);
    // One that is given up leaves the queue.
    let given_up = tokio::spawn({
        let client = patient.clone();
        async move { client.list_numbers(ListNumbers::new()).await.map(drop) }
    });
    tokio::time::sleep(Duration::from_millis(5)).await;
    given_up.abort();
    go.send(()).unwrap();
    assert_eq!(busy.await.unwrap().unwrap().id.as_str(), "x-1");
    go.send(()).unwrap();
    // It was certain, so the attempt may be placed now.
    assert_eq!(patient.place(&attempt).await.unwrap().id.as_str(), "x-1");
    drop(client);
}
