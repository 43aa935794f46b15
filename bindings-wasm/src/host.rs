//! What the JavaScript host does for the core: it sends, waits, tells the time and rolls dice.

use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::time::Duration;

use js_sys::Promise;
use telnum::{
    Abilities, BoxFuture, Failure, Header, HttpRequest, HttpResponse, Limits, Notify, Platform,
    Transport, TransportError,
};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use crate::call::Waiting;

#[wasm_bindgen]
extern "C" {
    /// A host object; `js/src/host.ts` declares the same.
    pub type Host;

    #[wasm_bindgen(method, getter, structural, js_name = freshConnection)]
    fn fresh_connection(this: &Host) -> bool;
    #[wasm_bindgen(method, getter, structural, js_name = provesNotSent)]
    fn proves_not_sent(this: &Host) -> bool;
    #[wasm_bindgen(method, getter, structural, js_name = oneWireRequest)]
    fn one_wire_request(this: &Host) -> bool;
    #[wasm_bindgen(method, getter, structural, js_name = namesUserAgent)]
    pub fn names_user_agent(this: &Host) -> bool;

    #[wasm_bindgen(method, structural)]
    fn send(
        this: &Host,
        method: &str,
        url: &str,
        headers: Vec<String>,
        body: Option<Vec<u8>>,
        timeout_ms: f64,
        max_body_bytes: f64,
        fresh_connection: bool,
        signal: &JsValue,
    ) -> Promise;
    #[wasm_bindgen(method, structural)]
    fn sleep(this: &Host, milliseconds: f64, signal: &JsValue) -> Promise;
    #[wasm_bindgen(method, structural)]
    fn alarm(this: &Host, milliseconds: f64) -> Alarm;
    #[wasm_bindgen(method, structural)]
    fn now(this: &Host) -> f64;
    #[wasm_bindgen(method, structural)]
    fn elapsed(this: &Host) -> f64;
    #[wasm_bindgen(method, structural)]
    fn random(this: &Host) -> u32;
    #[wasm_bindgen(method, structural)]
    fn variable(this: &Host, name: &str) -> Option<String>;

    /// A wait that can be given up.
    type Alarm;

    #[wasm_bindgen(method, getter, structural)]
    fn ended(this: &Alarm) -> Promise;
    #[wasm_bindgen(method, structural)]
    fn stop(this: &Alarm);

    /// What `send` brings in the end: an answer, or why there is no whole one, with status and headers
    /// where these came; `js/src/host.ts` declares the same.
    type Answer;

    #[wasm_bindgen(method, getter, structural)]
    fn status(this: &Answer) -> Option<u16>;
    #[wasm_bindgen(method, getter, structural)]
    fn headers(this: &Answer) -> Option<Vec<String>>;
    #[wasm_bindgen(method, getter, structural)]
    fn body(this: &Answer) -> Option<Vec<u8>>;
    #[wasm_bindgen(method, getter, structural)]
    fn failure(this: &Answer) -> Option<String>;
    #[wasm_bindgen(method, getter, structural, js_name = notSent)]
    fn not_sent(this: &Answer) -> Option<bool>;
    #[wasm_bindgen(method, getter, structural)]
    fn text(this: &Answer) -> Option<String>;
}

/// A host object as core's transport and platform.
pub struct HostBridge {
    host: Host,
    user_agent: Option<String>,
}

impl HostBridge {
    pub fn new(host: Host, user_agent: Option<String>) -> Self {
        Self { host, user_agent }
    }

    fn headers(&self, request: &HttpRequest) -> Vec<String> {
        let mut headers = Vec::with_capacity(request.headers.len() * 2 + 2);
        for (name, text) in &request.headers {
            headers.push(name.clone());
            headers.push(text.reveal().to_owned());
        }
        let named = request.headers.iter().any(|(name, _)| name == USER_AGENT);
        if let (Some(user_agent), false) = (&self.user_agent, named) {
            headers.push(USER_AGENT.to_owned());
            headers.push(user_agent.clone());
        }
        headers
    }
}

impl Transport for HostBridge {
    fn abilities(&self) -> Abilities {
        Abilities {
            fresh_connection: self.host.fresh_connection(),
            proves_not_sent: self.host.proves_not_sent(),
            one_wire_request: self.host.one_wire_request(),
        }
    }

    fn send<'a>(
        &'a self,
        request: &'a HttpRequest,
        limits: Limits,
    ) -> BoxFuture<'a, Result<HttpResponse, TransportError>> {
        Box::pin(async move {
            let answer = self.host.send(
                request.method.as_str(),
                &request.url,
                self.headers(request),
                request.body.clone(),
                milliseconds(limits.timeout),
                limits.max_body as f64,
                limits.fresh_connection,
                &Waiting::signal(),
            );
            read(settled(answer).await)
        })
    }
}

impl Platform for HostBridge {
    fn now(&self) -> i64 {
        self.host.now() as i64
    }

    fn elapsed(&self) -> Duration {
        Duration::try_from_secs_f64(self.host.elapsed() / 1000.0).unwrap_or_default()
    }

    fn sleep(&self, pause: Duration) -> BoxFuture<'_, ()> {
        Box::pin(async move {
            settled(self.host.sleep(milliseconds(pause), &Waiting::signal())).await;
        })
    }

    fn alarm(&self, after: Duration) -> BoxFuture<'_, ()> {
        struct Stopped(Alarm);
        impl Drop for Stopped {
            fn drop(&mut self) {
                self.0.stop();
            }
        }
        Box::pin(async move {
            let alarm = Stopped(self.host.alarm(milliseconds(after)));
            settled(alarm.0.ended()).await;
        })
    }

    /// A promise, which resumes the call that waits: its waker would not.
    fn signal(&self) -> (Notify, BoxFuture<'static, ()>) {
        let mut fulfil = None;
        let promise = Promise::new(&mut |resolve, _| fulfil = Some(resolve));
        let notify = move || {
            let _ = fulfil.map(|it| it.call0(&JsValue::UNDEFINED));
        };
        (Box::new(notify), Box::pin(async move { drop(settled(promise).await) }))
    }

    fn random(&self) -> u32 {
        self.host.random()
    }

    fn variable(&self, name: &str) -> Option<String> {
        self.host.variable(name).filter(|value| !value.is_empty())
    }
}

/// Something the host does: its promise is handed out as what the call waits for, and the call is resumed
/// after it is settled. A promise that rejects ends the call, whose future is then dropped. No generic function, so
/// that it is compiled once.
pub(crate) async fn settled(promise: Promise) -> JsValue {
    // Its own reactions come before those of whoever waits for the promise later.
    let mut future = JsFuture::from(promise.clone());
    let settled = poll_fn(|context| {
        let polled = Pin::new(&mut future).poll(context);
        // Told at each poll: the call may have been resumed by another promise.
        if polled.is_pending() {
            Waiting::for_promise(&promise);
        }
        polled
    });
    settled.await.unwrap_or(JsValue::UNDEFINED)
}

fn read(answer: JsValue) -> Result<HttpResponse, TransportError> {
    if !answer.is_object() {
        let text = "the transport brought neither an answer nor a reason".to_owned();
        return Err(TransportError::new(Failure::Broken, false, text));
    }
    let answer: Answer = answer.unchecked_into();
    let mut texts = answer.headers().unwrap_or_default().into_iter();
    let mut headers = Vec::new();
    while let (Some(name), Some(value)) = (texts.next(), texts.next()) {
        headers.push(Header::new(name.to_ascii_lowercase(), value));
    }
    let failure = match (answer.status(), answer.failure().as_deref()) {
        (Some(status), None) => {
            let body = answer.body().unwrap_or_default();
            return Ok(HttpResponse { status, headers, body });
        }
        (_, Some("connect")) => Failure::Connect,
        (_, Some("timeout")) => Failure::Timeout,
        (_, Some("too_large")) => Failure::TooLarge,
        (_, Some("garbled")) => Failure::Garbled,
        (_, Some("unusable")) => Failure::Unusable,
        _ => Failure::Broken,
    };
    let not_sent = answer.not_sent() == Some(true);
    let error = TransportError::new(failure, not_sent, answer.text().unwrap_or_default());
    Err(match answer.status() {
        Some(status) => error.after(status, headers),
        None => error,
    })
}

fn milliseconds(time: Duration) -> f64 {
    // A division of whole numbers, so that whole milliseconds stay whole.
    time.as_nanos() as f64 / 1e6
}

const USER_AGENT: &str = "user-agent";
