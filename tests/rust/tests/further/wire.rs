//! What reaches the wire: one request a call, a purchase on a connection of its own, nothing elsewhere.

use std::time::Duration;

use crate::support::{NO_NUMBERS, ORDER, Reply, Wire, once};
use telnum::{ErrorKind, ListNumbers};

/// Reads are answered, purchases are taken and dropped.
fn dropping() -> Wire {
    Wire::new(
        |seen| {
            if seen.line.starts_with("GET") { Reply::Json(NO_NUMBERS) } else { Reply::Close }
        },
    )
}

#[tokio::test]
async fn a_lost_purchase_on_a_warmed_client_is_one_request_on_the_wire() {
    let wire = dropping();
    let client = wire.client(Default::default());
    for _ in 0..3 {
        client.list_numbers(ListNumbers::new()).await.unwrap();
    }
    let lost = client.create_order(16847, 3).await.unwrap_err();
    assert_eq!(lost.kind, ErrorKind::OutcomeUnknown);
    assert_eq!(lost.cause, Some(ErrorKind::Transport));
    assert!(lost.attempt.is_some() && lost.sent_at.is_some());
    // Time for whoever would send it again.
    tokio::time::sleep(Duration::from_millis(1500)).await;
    assert_eq!(wire.of("POST").len(), 1, "{:?}", wire.seen());
}

#[tokio::test]
async fn a_purchase_never_rides_a_pooled_connection() {
    let wire = Wire::new(|seen| {
        Reply::Json(if seen.line.starts_with("GET") { NO_NUMBERS } else { ORDER })
    });
    let client = wire.client(once(5.0));
    for _ in 0..3 {
        client.list_numbers(ListNumbers::new()).await.unwrap();
        client.create_order(16847, 1).await.unwrap();
        client.preview_order(16847, 1).await.unwrap_err();
    }
    let purchases = wire.of("POST");
    assert_eq!(purchases.len(), 6);
    assert!(purchases.iter().all(|it| it.place == 0), "{purchases:?}");
    let mut connections: Vec<usize> = purchases.iter().map(|it| it.connection).collect();
    connections.dedup();
    assert_eq!(connections.len(), 6);
}

#[tokio::test]
async fn reads_share_a_connection() {
    let wire = dropping();
    let client = wire.client(once(5.0));
    for _ in 0..5 {
        client.list_numbers(ListNumbers::new()).await.unwrap();
    }
    assert!(wire.seen().iter().all(|it| it.connection == 0), "{:?}", wire.seen());
}

#[tokio::test]
async fn a_lost_read_on_a_warmed_connection_is_sent_again_by_the_driver_alone() {
    // The first request warms the connection; the next one on it is taken and dropped.
    let wire =
        Wire::new(|seen| if seen.place == 1 { Reply::Close } else { Reply::Json(NO_NUMBERS) });
    let client = wire.client(once(5.0));
    client.list_numbers(ListNumbers::new()).await.unwrap();
    let error = client.list_numbers(ListNumbers::new()).await.unwrap_err();
    assert_eq!(error.kind, ErrorKind::Transport);
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert_eq!(wire.seen().len(), 2, "{:?}", wire.seen());
}

#[tokio::test]
async fn dropping_a_purchase_under_way_reaches_the_wire() {
    let wire = Wire::new(|_| Reply::Silence);
    let client = wire.client(Default::default());
    let attempt = client.prepare_order(16847, 3).unwrap();
    let task = tokio::spawn({
        let (client, attempt) = (client.clone(), attempt.clone());
        async move { client.place(&attempt).await.map(drop) }
    });
    wire.until_seen(1).await;
    task.abort();
    wire.until_gone().await;
    assert_eq!(wire.seen().len(), 1);
    // Nobody knows what became of it, so this client does not place it again.
    let again = client.place(&attempt).await.unwrap_err();
    assert_eq!(again.kind, ErrorKind::Conflict);
    assert_eq!(wire.seen().len(), 1);
}

#[tokio::test]
async fn dropping_a_read_under_way_reaches_the_wire() {
    let wire = Wire::new(|_| Reply::Silence);
    let client = wire.client(Default::default());
    let task = tokio::spawn(async move { client.list_numbers(ListNumbers::new()).await });
    wire.until_seen(1).await;
    task.abort();
    wire.until_gone().await;
    assert_eq!(wire.seen().len(), 1);
}

#[tokio::test]
async fn a_call_that_is_never_awaited_sends_nothing() {
    let wire = dropping();
    let client = wire.client(Default::default());
    drop(client.create_order(16847, 3));
    tokio::time::sleep(Duration::from_millis(100)).await;
    assert!(wire.seen().is_empty());
}

#[tokio::test]
async fn redirects_carry_nothing_to_another_host() {
    for status in ["301 Moved", "302 Found", "303 See Other", "307 Temporary", "308 Permanent"] {
        let elsewhere = Wire::new(|_| Reply::Json(ORDER));
        let location = format!("{}/v1/dids/orders", elsewhere.url());
        let head =
            format!("HTTP/1.1 {status}\r\nlocation: {location}\r\ncontent-length: 0\r\n\r\n");
        let wire = Wire::new(move |_| Reply::Raw(head.clone().into_bytes()));
        let client = wire.client(Default::default());
        let read = client.list_numbers(ListNumbers::new()).await.unwrap_err();
        assert_eq!(read.kind, ErrorKind::Transport, "{status}");
        let purchase = client.create_order(16847, 3).await.unwrap_err();
        assert_eq!(purchase.kind, ErrorKind::OutcomeUnknown, "{status}");
        assert_eq!(wire.seen().len(), 2, "{status}");
        assert!(elsewhere.seen().is_empty(), "{status}");
    }
}

#[tokio::test]
async fn a_closed_port_is_a_connection_that_was_never_made() {
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let client = telnum::IdtExpress::builder()
        .base_url(format!("http://127.0.0.1:{port}"))
        .settings(once(5.0))
        .build()
        .unwrap();
    let attempt = client.prepare_order(16847, 3).unwrap();
    for _ in 0..2 {
        // Nothing was sent, so the same attempt may be placed again.
        let error = client.place(&attempt).await.unwrap_err();
        assert_eq!(error.kind, ErrorKind::Connect);
        assert!(error.attempt.is_none());
    }
}

#[tokio::test]
async fn two_tasks_that_place_one_attempt_send_one_request() {
    let wire = Wire::new(|_| Reply::Json(ORDER));
    let client = wire.client(Default::default());
    let attempt = client.prepare_order(16847, 3).unwrap();
    let (one, other) = tokio::join!(client.place(&attempt), client.place(&attempt));
    assert_eq!([&one, &other].iter().filter(|it| it.is_ok()).count(), 1);
    assert_eq!(wire.seen().len(), 1);
}
