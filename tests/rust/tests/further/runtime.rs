//! Runtimes that lack what a call needs, or none at all: an error that says so, and nothing is sent.

use std::future::{Future, pending, ready};
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll, Waker};

use telnum::{
    Abilities, BoxFuture, Didww, Emulator, Error, ErrorKind, HttpRequest, HttpResponse,
    IdtExpressBuilder, Limits, ListDids, ListNumbers, NativeTransport, NativeTransportOptions,
    Secret, Settings, TokenFailed, TokenSource, Transport, TransportError,
};
use tokio::runtime::{Builder, Runtime};

use crate::support::{NO_NUMBERS, ORDER, Reply, Wire};
use crate::surroundings::WithKeys;

fn bare() -> Runtime {
    Builder::new_current_thread().build().unwrap()
}

fn without_sockets() -> Runtime {
    Builder::new_current_thread().enable_time().build().unwrap()
}

fn whole() -> Runtime {
    Builder::new_current_thread().enable_all().build().unwrap()
}

fn wire() -> Wire {
    Wire::new(|request| {
        Reply::Json(if request.line.starts_with("POST") { ORDER } else { NO_NUMBERS })
    })
}

/// The error says what the runtime lacks, how to build one, and that nothing was sent.
fn tells(error: &Error, lacks: &str) {
    assert_eq!(error.kind, ErrorKind::Configuration, "{error}");
    for part in ["tokio runtime", lacks, "Nothing was sent."] {
        assert!(error.to_string().contains(part), "{part}: {error}");
    }
}

/// What a call ends with where there is no runtime; one poll must be enough.
fn polled<T>(calling: impl Future<Output = T>) -> T {
    match pin!(calling).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(ended) => ended,
        Poll::Pending => panic!("it waits for something"),
    }
}

#[test]
fn a_runtime_that_lacks_something_is_named_and_nothing_is_sent() {
    for (runtime, lacks) in [(bare(), "timer"), (without_sockets(), "sockets")] {
        let wire = wire();
        let client = wire.client(Settings::default());
        let error = runtime.block_on(client.list_numbers(ListNumbers::new())).unwrap_err();
        tells(&error, lacks);
        let error = runtime.block_on(client.wait_for_order("1")).unwrap_err();
        tells(&error, lacks);
        // It is certain that nothing was bought, so the attempt can still be placed.
        let attempt = client.prepare_order(16847, 1).unwrap();
        tells(&runtime.block_on(client.place(&attempt)).unwrap_err(), lacks);
        assert!(wire.seen().is_empty());
        whole().block_on(client.place(&attempt)).unwrap();
        assert_eq!(wire.of("POST").len(), 1);
        // A runtime is known by itself, not by one that had everything.
        tells(&runtime.block_on(client.list_numbers(ListNumbers::new())).unwrap_err(), lacks);
    }
}

#[test]
fn the_transport_alone_says_so_too() {
    let wire = wire();
    for (runtime, lacks) in [(bare(), "timer"), (without_sockets(), "sockets")] {
        let transport = NativeTransport::new(NativeTransportOptions::default()).unwrap();
        let builder = IdtExpressBuilder::default().base_url(wire.url());
        let builder = builder.transport(Arc::new(transport)).platform(Arc::new(WithKeys));
        let client = builder.build().unwrap();
        tells(&runtime.block_on(client.create_order(16847, 1)).unwrap_err(), lacks);
    }
    assert!(wire.seen().is_empty());
}

#[test]
fn without_a_runtime_nothing_that_waits_panics() {
    let wire = wire();
    let client = wire.client(Settings { requests_per_second: Some(0.5), ..Settings::default() });
    for _ in 0..3 {
        tells(&polled(client.list_numbers(ListNumbers::new())).unwrap_err(), "there is no");
        tells(&polled(client.create_order(16847, 1)).unwrap_err(), "there is no");
        tells(&polled(client.wait_for_order("1")).unwrap_err(), "there is no");
    }
    assert!(wire.seen().is_empty());
}

/// Refuses everything for the moment, and counts.
#[derive(Default)]
struct Busy(AtomicUsize);

impl Transport for Busy {
    fn abilities(&self) -> Abilities {
        Abilities::ALL
    }

    fn send<'a>(
        &'a self,
        _: &'a HttpRequest,
        _: Limits,
    ) -> BoxFuture<'a, Result<HttpResponse, TransportError>> {
        self.0.fetch_add(1, Ordering::Relaxed);
        Box::pin(ready(Ok(HttpResponse { status: 503, headers: Vec::new(), body: Vec::new() })))
    }
}

#[test]
fn another_transport_is_not_asked_either_where_a_retry_could_not_wait() {
    let busy = Arc::new(Busy::default());
    let builder = IdtExpressBuilder::default().api_key("1234567890").api_secret("1234567890");
    let client = builder.transport(busy.clone()).build().unwrap();
    tells(&polled(client.list_numbers(ListNumbers::new())).unwrap_err(), "there is no");
    tells(&bare().block_on(client.list_numbers(ListNumbers::new())).unwrap_err(), "timer");
    assert_eq!(busy.0.load(Ordering::Relaxed), 0);
}

/// Brings its token when it is asked for the second time, or never.
struct Late {
    ever: bool,
}

impl TokenSource for Late {
    fn token(&self) -> BoxFuture<'_, Result<Secret, TokenFailed>> {
        Box::pin(async move {
            if !self.ever {
                return pending().await;
            }
            tokio::task::yield_now().await;
            Ok(Secret::from("emulator-token"))
        })
    }
}

#[test]
fn a_token_that_is_waited_for_needs_a_timer() {
    let wire = wire();
    let builder =
        Didww::builder().base_url(wire.url()).token_source(Arc::new(Late { ever: false }));
    let client = builder.build().unwrap();
    tells(&polled(client.list_dids(ListDids::new())).unwrap_err(), "there is no");
    tells(&bare().block_on(client.list_dids(ListDids::new())).unwrap_err(), "timer");
    assert!(wire.seen().is_empty());
}

#[test]
fn an_emulator_needs_no_runtime_and_no_timer() {
    let emulator = Emulator::new(7);
    let builder = emulator.didww_builder().api_version("2026-11-19");
    let client = builder.token_source(Arc::new(Late { ever: true })).build().unwrap();
    assert_eq!(bare().block_on(client.list_dids(ListDids::new())).unwrap().dids.len(), 50);
    let client = emulator.idt_express().unwrap();
    polled(client.create_order(16847, 1)).unwrap();
}
