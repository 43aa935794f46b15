//! Reading an answer is part of its call's time.

use std::future::ready;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use telnum::{
    Abilities, BoxFuture, Didww, Environment, ErrorKind, Header, HttpRequest, HttpResponse,
    IdtExpress, Limits, ListDids, ListNumbers, Platform, Secret, Settings, Surroundings,
    TokenFailed, TokenSource, Transport, TransportError,
};

use crate::support::ORDER;

/// A clock that moves on by a millisecond each time it is looked at, and a carrier whose answer takes so
/// long.
struct Slow {
    clock: AtomicU64,
    answer_takes: u64,
    body: Vec<u8>,
}

impl Platform for Slow {
    fn now(&self) -> i64 {
        0
    }

    fn elapsed(&self) -> Duration {
        Duration::from_millis(self.clock.fetch_add(1, Ordering::SeqCst))
    }

    fn sleep(&self, _: Duration) -> BoxFuture<'_, ()> {
        Box::pin(ready(()))
    }

    fn random(&self) -> u32 {
        0
    }

    fn variable(&self, _: &str) -> Option<String> {
        None
    }
}

impl Transport for Slow {
    fn abilities(&self) -> Abilities {
        Abilities::ALL
    }

    fn send<'a>(
        &'a self,
        _: &'a HttpRequest,
        _: Limits,
    ) -> BoxFuture<'a, Result<HttpResponse, TransportError>> {
        self.clock.fetch_add(self.answer_takes, Ordering::SeqCst);
        let id = Header::new("x-request-id", "r-1");
        let answer = HttpResponse { status: 200, headers: vec![id], body: self.body.clone() };
        Box::pin(ready(Ok(answer)))
    }
}

/// A source of tokens that blocks.
impl TokenSource for Slow {
    fn token(&self) -> BoxFuture<'_, Result<Secret, TokenFailed>> {
        self.clock.fetch_add(self.answer_takes, Ordering::SeqCst);
        Box::pin(ready(Ok(Secret::from("a-token"))))
    }
}

fn client(answer_takes: u64, body: &str) -> (Arc<Slow>, IdtExpress) {
    let slow =
        Arc::new(Slow { clock: AtomicU64::new(0), answer_takes, body: body.as_bytes().to_vec() });
    let surroundings = Surroundings {
        transport: Some(slow.clone()),
        platform: Some(slow.clone()),
        ..Surroundings::default()
    };
    let builder = IdtExpress::builder().api_key("key-1234567890").api_secret("secret-10987654321");
    let settings = Settings {
        environment: Some(Environment::Sandbox),
        timeout: Some(Duration::from_secs(1)),
        ..Settings::default()
    };
    (slow.clone(), builder.settings(settings).surroundings(surroundings).build().unwrap())
}

fn page(rows: usize) -> String {
    let row = r#"{"number":"01148448881015"}"#;
    format!(r#"{{"numbers":[{}]}}"#, vec![row; rows].join(","))
}

#[tokio::test]
async fn a_read_whose_time_is_up_amid_its_rows_is_given_up() {
    let (slow, reader) = client(980, &page(200_000));
    let error = reader.list_numbers(ListNumbers::new()).await.unwrap_err();
    assert_eq!((error.kind, error.http_status), (ErrorKind::Timeout, Some(200)), "{error}");
    assert!(error.text.contains("too late to be read"), "{error}");
    assert_eq!(error.request_id.as_deref(), Some("r-1"));
    // Some 20 looks were left, and few more were taken.
    assert!(slow.clock.load(Ordering::SeqCst) < 1_020, "{:?}", slow.clock);
    let (_, reader) = client(5_000, &page(1));
    let error = reader.list_numbers(ListNumbers::new()).await.unwrap_err();
    assert_eq!(error.kind, ErrorKind::Timeout, "{error}");
    let (_, reader) = client(10, &page(20_000));
    assert_eq!(reader.list_numbers(ListNumbers::new()).await.unwrap().numbers.len(), 20_000);
}

#[tokio::test]
async fn a_purchase_that_came_whole_settles_it_however_late() {
    let (_, buyer) = client(90_000, ORDER);
    assert_eq!(buyer.create_order(16847, 1).await.unwrap().id.as_str(), "x-1");
}

#[tokio::test]
async fn a_token_that_comes_after_the_deadline_is_not_sent() {
    let (slow, _) = client(5_000, r#"{"data":[]}"#);
    let surroundings = Surroundings {
        transport: Some(slow.clone()),
        platform: Some(slow.clone()),
        ..Surroundings::default()
    };
    let builder = Didww::builder().token_source(slow.clone()).surroundings(surroundings);
    let reader = builder.timeout(Duration::from_secs(1)).build().unwrap();
    let error = reader.list_dids(ListDids::new()).await.unwrap_err();
    assert_eq!((error.kind, error.http_status), (ErrorKind::Timeout, None), "{error}");
    // Not even the client's own limit is asked for a place.
    assert!(error.retry_after.is_none() && error.text.contains("Nothing was sent"), "{error}");
    assert!(slow.clock.load(Ordering::SeqCst) < 5_100, "{:?}", slow.clock);
}
