//! The transport over reqwest, for programs that set it up themselves.

use std::sync::Arc;
use std::time::Duration;

use telnum::{ErrorKind, IdtExpress, ListNumbers, ReqwestTransport};

use crate::support::{Reply, Wire};

const ORDER: &str =
    r#"{"order":{"id":"4711","status":"Created","ordered":{"quantity":1},"order_items":[]}}"#;

fn client(wire: &Wire) -> IdtExpress {
    let transport = ReqwestTransport::new(|| ::reqwest::Client::builder().user_agent("shop/2"));
    IdtExpress::builder()
        .base_url(wire.url())
        .api_key("key-1234567890")
        .api_secret("secret-10987654321")
        .transport(Arc::new(transport))
        .build()
        .unwrap()
}

#[tokio::test]
async fn reads_share_a_connection_and_a_purchase_has_its_own() {
    let wire = Wire::new(|seen| {
        let buys = seen.line.starts_with("POST");
        Reply::Json(if buys { ORDER } else { r#"{"countries":[]}"# })
    });
    let client = client(&wire);
    client.list_countries().await.unwrap();
    assert_eq!(client.create_order(16847, 1).await.unwrap().id, "4711");
    client.list_countries().await.unwrap();
    let seen = wire.seen();
    let connections: Vec<usize> = seen.iter().map(|it| it.connection).collect();
    assert_eq!(connections, [0, 1, 0]);
}

#[tokio::test]
async fn a_lost_purchase_is_sent_once_and_no_redirect_is_followed() {
    let wire = Wire::new(|_| Reply::Close);
    let lost = client(&wire).create_order(16847, 1).await.unwrap_err();
    assert_eq!((lost.kind, wire.seen().len()), (ErrorKind::OutcomeUnknown, 1));

    let away = b"HTTP/1.1 302 Found\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n";
    let wire = Wire::new(|_| Reply::Raw(away.to_vec()));
    let moved = client(&wire).list_numbers(ListNumbers::new()).await.unwrap_err();
    assert_eq!((moved.kind, moved.http_status), (ErrorKind::Transport, Some(302)));
    assert_eq!(wire.seen().len(), 1);
}

#[tokio::test]
async fn the_deadline_holds_and_a_connection_that_is_not_made_says_so() {
    let wire = Wire::new(|_| Reply::Drip(Duration::from_millis(20)));
    let client = client(&wire);
    let options = telnum::CallOptions::new().timeout(Duration::from_millis(300));
    let late = client.send(&telnum::ListCountries, options).await.unwrap_err();
    assert_eq!(late.kind, ErrorKind::Timeout);

    let nobody = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let transport = ReqwestTransport::new(::reqwest::Client::builder);
    let client = IdtExpress::builder()
        .base_url(format!("http://{nobody}"))
        .api_key("key-1234567890")
        .api_secret("secret-10987654321")
        .max_retries(0)
        .transport(Arc::new(transport))
        .build()
        .unwrap();
    let refused = client.create_order(16847, 1).await.unwrap_err();
    assert_eq!(refused.kind, ErrorKind::Connect);
    assert!(refused.to_string().contains("Nothing was sent"), "{refused}");
}
