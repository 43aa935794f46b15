//! Other transports, platforms and journals, and what a client makes of them.

use std::future::ready;
use std::pin::pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use telnum::{
    Abilities, Attempt, BoxFuture, Claim, Emulator, Environment, Error, ErrorKind, HttpRequest,
    HttpResponse, IdtExpress, Journal, Limits, ListNumbers, OpenAttempt, Platform, Result,
    Settings, Surroundings, Timestamp, Transport, TransportError,
};

use crate::support::ORDER;

/// Keeps what it was asked to send, and answers with an order.
#[derive(Default)]
pub(crate) struct Kept {
    requests: Mutex<Vec<HttpRequest>>,
    like_fetch: bool,
}

impl Transport for Kept {
    fn abilities(&self) -> Abilities {
        let able = !self.like_fetch;
        Abilities { fresh_connection: able, one_wire_request: able, ..Abilities::ALL }
    }

    fn send<'a>(
        &'a self,
        request: &'a HttpRequest,
        _: Limits,
    ) -> BoxFuture<'a, Result<HttpResponse, TransportError>> {
        self.requests.lock().unwrap().push(request.clone());
        let body = ORDER.as_bytes().to_vec();
        Box::pin(ready(Ok(HttpResponse { status: 200, headers: Vec::new(), body })))
    }
}

/// A machine on which every credential is set.
pub(crate) struct WithKeys;

impl Platform for WithKeys {
    fn now(&self) -> i64 {
        0
    }

    fn elapsed(&self) -> Duration {
        Duration::ZERO
    }

    fn sleep(&self, _: Duration) -> BoxFuture<'_, ()> {
        Box::pin(ready(()))
    }

    fn random(&self) -> u32 {
        0
    }

    fn variable(&self, name: &str) -> Option<String> {
        Some(format!("{name}-of-the-machine"))
    }
}

fn client(transport: &Arc<Kept>, settings: Settings) -> IdtExpress {
    let surroundings = Surroundings {
        transport: Some(transport.clone()),
        platform: Some(Arc::new(WithKeys)),
        ..Surroundings::default()
    };
    IdtExpress::builder().settings(settings).surroundings(surroundings).build().unwrap()
}

fn relay() -> Settings {
    Settings { base_url: Some("https://relay.example/idt".to_owned()), ..Settings::default() }
}

fn live() -> Settings {
    Settings { environment: Some(Environment::Live), ..Settings::default() }
}

#[tokio::test]
async fn keys_of_the_environment_go_to_the_carrier_and_to_nobody_else() {
    for (settings, url, keys) in [
        (Settings::default(), "https://sandbox-api.idtexpress.com/v1/dids/orders", 2),
        (live(), "https://api.idtexpress.com/v1/dids/orders", 2),
        (relay(), "https://relay.example/idt/v1/dids/orders", 0),
    ] {
        let transport = Arc::new(Kept::default());
        client(&transport, settings).create_order(16847, 3).await.unwrap();
        let requests = transport.requests.lock().unwrap();
        assert_eq!(requests.len(), 1);
        assert_eq!(requests[0].url, url);
        let sent = requests[0].headers.iter().filter(|(name, _)| name.starts_with("x-api-"));
        let sent: Vec<&str> = sent.map(|(_, text)| text.reveal()).collect();
        assert_eq!(sent.len(), keys, "{sent:?}");
        assert!(sent.iter().all(|it| it.ends_with("-of-the-machine")));
    }
}

#[tokio::test]
async fn where_one_wire_request_cannot_be_promised_no_purchase_goes_to_the_carrier() {
    let transport = Arc::new(Kept { like_fetch: true, ..Kept::default() });
    let error = client(&transport, Settings::default()).create_order(16847, 3).await.unwrap_err();
    assert_eq!(error.kind, ErrorKind::Configuration);
    assert!(error.to_string().contains("base_url"), "{error}");
    assert!(transport.requests.lock().unwrap().is_empty());
    // A relay places each attempt once, so it may be asked.
    client(&transport, relay()).create_order(16847, 3).await.unwrap();
    assert_eq!(transport.requests.lock().unwrap().len(), 1);
}

/// A journal that keeps what it was told, and answers a claim with this.
pub(crate) struct Told {
    told: Mutex<Vec<String>>,
    claim: Result<Claim>,
}

impl Told {
    fn answering(claim: Result<Claim>) -> Arc<Self> {
        Arc::new(Self { told: Mutex::default(), claim })
    }
}

impl Default for Told {
    fn default() -> Self {
        Self { told: Mutex::default(), claim: Ok(Claim::Granted) }
    }
}

impl Journal for Told {
    fn claim<'a>(&'a self, attempt: &'a Attempt, at: Timestamp) -> BoxFuture<'a, Result<Claim>> {
        self.told.lock().unwrap().push(format!("claim {} {at}", attempt.operation));
        Box::pin(ready(self.claim.clone()))
    }

    fn settle<'a>(
        &'a self,
        _: &'a Attempt,
        outcome: Result<Option<&'a str>, &'a Error>,
        at: Timestamp,
    ) -> BoxFuture<'a, Result<()>> {
        let outcome = outcome.map_err(|it| it.kind);
        self.told.lock().unwrap().push(format!("settle {outcome:?} {at}"));
        // It changes nothing.
        Box::pin(ready(Err(Error::configuration("the journal is full"))))
    }

    fn open(&self) -> BoxFuture<'_, Result<Vec<OpenAttempt>>> {
        Box::pin(ready(Ok(Vec::new())))
    }
}

fn with_journal(emulator: &Emulator, journal: &Arc<Told>) -> IdtExpress {
    emulator.idt_express_builder().journal_store(journal.clone()).build().unwrap()
}

#[tokio::test]
async fn a_purchase_is_claimed_before_its_first_byte_and_settled_after_it() {
    let emulator = Emulator::new(7);
    let journal = Told::answering(Ok(Claim::Granted));
    let client = with_journal(&emulator, &journal);
    client.preview_order(16847, 3).await.unwrap();
    let order = client.create_order(16847, 3).await.unwrap();
    emulator.script(&serde_json::json!(["reset_after"])).unwrap();
    client.create_order(16847, 3).await.unwrap_err();
    emulator.set("balance", "0.31".into()).unwrap();
    client.create_order(16847, 3).await.unwrap_err();
    let at = Timestamp::from_unix_milliseconds(emulator.now());
    let told = journal.told.lock().unwrap();
    let claim = format!("claim create_order {at}");
    let ended = [
        format!("Ok(Some({:?}))", order.id),
        "Err(OutcomeUnknown)".to_owned(),
        "Err(InsufficientFunds)".to_owned(),
    ];
    let expected = ended.map(|it| [claim.clone(), format!("settle {it} {at}")]);
    assert_eq!(*told, expected.concat());
}

#[tokio::test]
async fn a_journal_that_refuses_keeps_a_purchase_from_being_sent() {
    let emulator = Emulator::new(7);
    let journal = Told::answering(Err(Error::configuration("the journal is full")));
    let client = with_journal(&emulator, &journal);
    let attempt = client.prepare_order(16847, 3).unwrap();
    for _ in 0..2 {
        // Nothing was sent, so it is no second placing.
        let error = client.place(&attempt).await.unwrap_err();
        assert_eq!(error.kind, ErrorKind::Configuration);
    }
    assert!(emulator.requests().is_empty());
}

#[tokio::test]
async fn an_attempt_that_another_claimed_is_a_conflict_with_the_order_it_made() {
    for order_id in [None, Some("811-d73-2115".to_owned())] {
        let emulator = Emulator::new(7);
        let journal = Told::answering(Ok(Claim::Taken { order_id: order_id.clone() }));
        let client = with_journal(&emulator, &journal);
        let attempt = client.prepare_order(16847, 3).unwrap();
        let error = client.place(&attempt).await.unwrap_err();
        assert_eq!((error.kind, &error.candidate_order_id), (ErrorKind::Conflict, &order_id));
        assert_eq!(error.attempt.as_ref(), Some(&attempt));
        assert!(
            error.text.contains("look at the account") || error.text.contains("reconcile_orders"),
            "{error}"
        );
        assert!(emulator.requests().is_empty());
        // Only claimed, for there is nothing to settle.
        assert_eq!(journal.told.lock().unwrap().len(), 1);
    }
}

#[test]
fn without_a_runtime_a_call_fails_and_does_not_panic() {
    let client = IdtExpress::builder().api_key("1234567890").api_secret("10987654321");
    let client = client.build().unwrap();
    let mut calling = pin!(client.list_numbers(ListNumbers::new()));
    let ended = calling.as_mut().poll(&mut Context::from_waker(Waker::noop()));
    let Poll::Ready(Err(error)) = ended else { panic!("it did not end with an error") };
    assert_eq!(error.kind, ErrorKind::Configuration);
    assert!(error.to_string().contains("tokio"), "{error}");
}

#[test]
fn a_client_and_its_calls_go_between_threads() {
    fn between_threads<T: Send>(value: T) -> T {
        value
    }
    let client = Emulator::new(7).idt_express().unwrap();
    let attempt = client.prepare_order(16847, 3).unwrap();
    drop(between_threads(client.create_order(16847, 3)));
    drop(between_threads(client.place(&attempt)));
    drop(between_threads(client.numbers(ListNumbers::new()).next()));
    std::thread::scope(|scope| {
        scope.spawn(|| client.prepare_order(16847, 1).unwrap());
        scope.spawn(|| client.prepare_order(16847, 2).unwrap());
    });
}

/// Fails as no transport should.
struct Panics;

impl Transport for Panics {
    fn abilities(&self) -> Abilities {
        Abilities::ALL
    }

    fn send<'a>(
        &'a self,
        _: &'a HttpRequest,
        _: Limits,
    ) -> BoxFuture<'a, Result<HttpResponse, TransportError>> {
        Box::pin(async { panic!("a transport that fails") })
    }
}

#[tokio::test]
async fn a_panic_during_a_purchase_is_an_unknown_outcome() {
    let emulator = Emulator::new(7);
    let surroundings =
        Surroundings { transport: Some(Arc::new(Panics)), ..emulator.surroundings() };
    let client = emulator.idt_express_builder().surroundings(surroundings).build().unwrap();
    let attempt = client.prepare_order(16847, 2).unwrap();
    let lost = client.place(&attempt).await.unwrap_err();
    assert_eq!(lost.kind, ErrorKind::OutcomeUnknown);
    assert_eq!(lost.attempt.as_ref(), Some(&attempt));
    assert_eq!(client.place(&attempt).await.unwrap_err().kind, ErrorKind::Conflict);
}

/// A machine whose random numbers cannot be had.
struct NoChance;

impl Platform for NoChance {
    fn now(&self) -> i64 {
        0
    }

    fn elapsed(&self) -> Duration {
        Duration::ZERO
    }

    fn sleep(&self, _: Duration) -> BoxFuture<'_, ()> {
        Box::pin(ready(()))
    }

    fn random(&self) -> u32 {
        0
    }

    fn has_chance(&self) -> Result<()> {
        Err(Error::configuration("There are no random numbers."))
    }

    fn variable(&self, _: &str) -> Option<String> {
        None
    }
}

#[tokio::test]
async fn without_random_numbers_nothing_is_prepared_and_reads_go_on() {
    let kept = Arc::new(Kept::default());
    let builder = IdtExpress::builder().api_key("key-1234567890").api_secret("secret-10987654321");
    let builder = builder.environment(Environment::Sandbox).platform(Arc::new(NoChance));
    let client = builder.transport(kept.clone()).build().unwrap();
    let error = client.create_order(16847, 1).await.unwrap_err();
    assert_eq!(error.kind, ErrorKind::Configuration, "{error}");
    assert_eq!(client.prepare_order(16847, 1).unwrap_err().kind, ErrorKind::Configuration);
    assert!(kept.requests.lock().unwrap().is_empty());
    client.get_order("x-1").await.unwrap();
    assert_eq!(kept.requests.lock().unwrap().len(), 1);
}
