//! The one loop that sends requests: encode, send, decide, decode.

use std::sync::atomic::Ordering;
use std::sync::{Arc, MutexGuard, PoisonError};
use std::time::Duration;

use futures_util::future::{self, Either};

use crate::call::{Call, Facts, Output};
use crate::channel::Channel;
use crate::checks::Checks;
use crate::error::{Error, ErrorKind, Result};
use crate::failing::Failing;
use crate::log::Happening;
use crate::operation::{Body, Encoded, Repeat, Running};
use crate::platform::BoxFuture;
use crate::policy::places::Place;
use crate::policy::retry::RetryPolicy;
use crate::policy::retry_budget::RetryBudget;
use crate::purchase::unknown_outcome;
use crate::reading;
use crate::transport::{HeaderText, HttpRequest, HttpResponse, Limits, Method, TransportError};
use crate::types::{Response, ResponseInfo, Timestamp};

/// What one call may have that differs from its client.
///
/// ```
/// use std::time::Duration;
///
/// let options = telnum::CallOptions::new().timeout(Duration::from_secs(5));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CallOptions {
    /// How long this call may take in all; for a wait, the whole wait.
    pub timeout: Option<Duration>,
}

impl CallOptions {
    /// Nothing differs.
    pub fn new() -> Self {
        Self::default()
    }

    /// How long this call may take in all; for a wait, the whole wait.
    #[must_use]
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }
}

impl Channel {
    /// Validates the operation, unless this client sends unvalidated.
    pub(crate) fn check(&self, call: &dyn Call, mut checks: Checks) -> Result<()> {
        if self.validate {
            call.validate(&mut checks);
        }
        checks.finish(self.carrier, call.facts().source)
    }

    /// Sends an operation that buys nothing.
    pub(crate) fn send<'a>(
        self: &'a Arc<Self>,
        call: &'a dyn Call,
        options: CallOptions,
    ) -> BoxFuture<'a, Result<Response<Box<dyn Output>>>> {
        Box::pin(self.send_read(call, options))
    }

    async fn send_read(
        self: &Arc<Self>,
        call: &dyn Call,
        options: CallOptions,
    ) -> Result<Response<Box<dyn Output>>> {
        self.check(call, Checks::default())?;
        let by_itself = |value| Response { value, info: ResponseInfo::of_no_answer() };
        if let Some(special) = call.special()
            && let Some(run) = special.run(Running { channel: self, limit: options.timeout })
        {
            return run.await.map(by_itself);
        }
        let timeout = options.timeout.map_or(Ok(self.timeout), crate::config::timeout)?;
        if let Some(answer) = call.special().and_then(|it| it.locally(self.key.as_ref())) {
            return answer.map(by_itself);
        }
        let outcome = self.exchange(call, timeout).await;
        if call.facts().repeat == Repeat::Idempotent {
            // Whatever its answer is: it may have been done.
            self.removals.fetch_add(1, Ordering::Relaxed);
        }
        outcome.map_err(|failing| {
            if call.facts().may_spend && !failing.did_not_act() {
                return unknown_outcome(failing.error, call.facts().look, None, failing.sent_at);
            }
            let Failing { error, sent_at, .. } = failing;
            error.with(|it| it.sent_at = (it.kind == ErrorKind::OutcomeUnknown).then_some(sent_at))
        })
    }

    /// Sends what the operation encodes, and decodes what comes.
    pub(crate) async fn exchange(
        &self,
        call: &dyn Call,
        timeout: Duration,
    ) -> Result<Response<Box<dyn Output>>, Failing> {
        let facts = call.facts();
        let encoded = call.encode().map_err(|error| self.before_sending(error))?;
        self.keep_secret(&encoded.secrets);
        let request = self.request(encoded, facts.spends);
        let (method, url) = (request.method.as_str(), request.url.clone());
        let delivered = self.deliver(request, facts, timeout).await;
        let trace = delivered.trace;
        let outcome = self.read(call, delivered);
        let ended = outcome.as_ref().map(|it| &it.info);
        self.log_end(ended, facts, (method, &url), trace);
        outcome
    }

    fn log_end(
        &self,
        ended: Result<&ResponseInfo, &Failing>,
        facts: &Facts,
        (method, url): (&'static str, &str),
        trace: Trace,
    ) {
        self.log_call(Happening {
            operation: facts.name,
            method,
            url,
            http_status: ended.ok().map(|it| it.http_status),
            attempt: trace.attempts,
            elapsed: trace.elapsed,
            request_id: ended.ok().and_then(|it| it.request_id.clone()),
            error: ended.err().map(|failing| (failing.kind(facts.repeat), &failing.error)),
        });
    }

    fn read(
        &self,
        call: &dyn Call,
        delivered: Delivered,
    ) -> Result<Response<Box<dyn Output>>, Failing> {
        let Delivered { outcome, trace, until } = delivered;
        // What changes something is done once its answer is here, however late that is read.
        let facts = call.facts();
        let is_late = || facts.repeat == Repeat::Safe && self.platform.elapsed() >= until;
        match outcome {
            Ok(answer) if is_late() => Err(self.read_too_late(&answer, trace.sent_at)),
            Ok(answer) => match self.decoded(call, &answer, until) {
                _ if is_late() => Err(self.read_too_late(&answer, trace.sent_at)),
                Ok(value) => Ok(Response { value, info: self.concealed(trace.info(answer)) }),
                Err(error) => {
                    let error = error.with(|it| {
                        let named = it.candidate_order_id.take();
                        it.candidate_order_id = named.or_else(|| (facts.find_order_id)(&answer));
                    });
                    let again = |hidden: &HttpResponse| call.decode(hidden).err();
                    Err(self.unread(error, &answer, &again, trace.sent_at))
                }
            },
            Err(failing) if trace.may_have_acted => match call.settled_by(&failing.error) {
                Some(value) => Ok(Response { value, info: trace.info_of(&failing.error) }),
                None => Err(failing),
            },
            Err(failing) => Err(failing),
        }
    }

    /// Decodes an answer; a read is given up when its time is up.
    fn decoded(
        &self,
        call: &dyn Call,
        answer: &HttpResponse,
        until: Duration,
    ) -> Result<Box<dyn Output>> {
        let until = if call.facts().repeat == Repeat::Safe { until } else { Duration::MAX };
        reading::until(&self.platform, until, || call.decode(answer))
    }

    async fn deliver(
        &self,
        mut request: HttpRequest,
        facts: &Facts,
        timeout: Duration,
    ) -> Delivered {
        let started = self.platform.elapsed();
        let until = started.saturating_add(timeout);
        let spent = || self.platform.elapsed().saturating_sub(started);
        let left = || timeout.saturating_sub(spent());
        let policy = RetryPolicy { max_retries: self.max_retries };
        let mut trace = Trace {
            attempts: 0,
            elapsed: Duration::ZERO,
            sent_at: self.wall_clock(),
            may_have_acted: false,
        };
        if let Err(error) = self.platform.ready() {
            return Delivered { outcome: Err(self.before_sending(error)), trace, until };
        }
        let mut failing = None;
        loop {
            // Before a place is taken: what waits for a token holds up no other call, and the limit counts
            // requests when they are sent.
            if let Err(error) = self.authorize(&mut request.headers, left()).await {
                let failing = failing.unwrap_or_else(|| self.before_sending(error));
                return Delivered { outcome: Err(failing), trace, until };
            }
            // A source of tokens that blocks is not cut off.
            let limited = if left().is_zero() { Ok(()) } else { self.await_limit(left()).await };
            // Timers overshoot; a request without time would only blur what is known.
            if limited.is_err() || left().is_zero() {
                let outcome = Err(match (failing, limited) {
                    (Some(earlier), Err(wait)) => Failing::too_late(earlier, wait),
                    (Some(earlier), Ok(())) => earlier,
                    (None, Err(wait)) => Failing::over_limit(self.carrier, wait, trace.sent_at),
                    (None, Ok(())) => Failing::no_time(self.carrier, trace.sent_at),
                });
                return Delivered { outcome, trace, until };
            }
            let Some(place) = self.await_place(left()).await else {
                let too_late = || Failing::no_place(self.carrier, trace.sent_at);
                return Delivered { outcome: Err(failing.unwrap_or_else(too_late)), trace, until };
            };
            trace.may_have_acted |= failing.as_ref().is_some_and(|it| !it.did_not_act());
            trace.attempts += 1;
            trace.sent_at = self.wall_clock();
            let before = spent();
            let limits = Limits {
                timeout: left(),
                max_body: self.max_body,
                fresh_connection: facts.repeat == Repeat::Never,
            };
            let answer = self.transport.send(&request, limits).await;
            drop(place);
            trace.elapsed = spent();
            let head = match &answer {
                Ok(answer) => Some(answer),
                Err(error) => error.head.as_deref(),
            };
            let status = head.map(|it| i32::from(it.status));
            let request_id = head.and_then(HttpResponse::request_id);
            let outcome = match answer {
                Ok(answer)
                    if (200..300).contains(&answer.status) && !(facts.is_refusal)(&answer) =>
                {
                    Ok(answer)
                }
                Ok(answer) => Err(self.refusal(&answer, facts.refusal, trace.sent_at)),
                Err(TransportError { head: Some(head), text, .. })
                    if !(200..300).contains(&head.status) =>
                {
                    // What its status says holds, whatever became of its body.
                    Err(self.refusal(&head, facts.refusal, trace.sent_at).without_body(&text))
                }
                Err(error) => Err(self.no_answer(error, trace.sent_at)),
            };
            self.log_request(Happening {
                operation: facts.name,
                method: request.method.as_str(),
                url: &request.url,
                http_status: status,
                attempt: trace.attempts,
                elapsed: trace.elapsed.saturating_sub(before),
                request_id,
                error: outcome.as_ref().err().map(|failing| (failing.failed.kind, &failing.error)),
            });
            let failed = match outcome {
                Ok(answer) => {
                    self.retry_budget().succeeded(trace.attempts);
                    return Delivered { outcome: Ok(answer), trace, until };
                }
                Err(failed) => failed,
            };
            let random = self.platform.random();
            let pause = match policy.pause(trace.attempts, facts.repeat, &failed.failed, random) {
                None => return Delivered { outcome: Err(failed), trace, until },
                Some(pause) if pause >= left() => {
                    return Delivered { outcome: Err(failed.too_late(pause)), trace, until };
                }
                Some(_) if !self.retry_budget().take() => {
                    return Delivered { outcome: Err(failed.not_again()), trace, until };
                }
                Some(pause) => pause,
            };
            self.platform.sleep(pause).await;
            failing = Some(failed);
        }
    }

    /// Waits for a place among the requests that may be under way at once; nothing where the time is up
    /// before.
    async fn await_place(&self, longest: Duration) -> Option<Place<'_>> {
        let queued = match self.places.take(self.platform.as_ref()) {
            Ok(place) => return Some(place),
            Err(queued) => queued,
        };
        let alarm = self.platform.alarm(longest);
        match future::select(Box::pin(queued.turn()), alarm).await {
            Either::Left((place, _)) => Some(place),
            Either::Right(_) => None,
        }
    }

    /// Waits until the client's own limit allows a request; the error is how long that would have been.
    async fn await_limit(&self, longest: Duration) -> Result<(), Duration> {
        let Some(limit) = &self.rate_limit else { return Ok(()) };
        let now = self.platform.elapsed();
        let wait = limit.lock().unwrap_or_else(PoisonError::into_inner).take(now, longest)?;
        if !wait.is_zero() {
            self.platform.sleep(wait).await;
        }
        Ok(())
    }

    fn retry_budget(&self) -> MutexGuard<'_, RetryBudget> {
        self.retry_budget.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn request(&self, encoded: Encoded, spends: bool) -> HttpRequest {
        let as_form = spends && self.buys_by_form;
        let encoded = if as_form { encoded.as_form() } else { encoded };
        let credentials = self.parameters.iter();
        let encoded = credentials.fold(encoded, |encoded, (name, secret)| {
            encoded.parameter(name, Some(secret.reveal()))
        });
        let mut headers = self.headers.clone();
        let mut add = |name: &str, text: &str| {
            headers.retain(|(other, _)| other != name);
            headers.push((name.to_owned(), HeaderText::Plain(text.to_owned())));
        };
        add("accept", encoded.accept);
        if let Some((name, version)) = encoded.oldest_version
            && !self.headers.iter().any(|(other, text)| other == name && text.is_after(version))
        {
            add(name, version);
        }
        let body_is = encoded.body.as_ref().map(Body::content_type);
        if let Some(media_type) = encoded.content_type.or(body_is) {
            add("content-type", media_type);
        }
        if spends && encoded.method == Method::Get {
            // No cache between here and the carrier may answer a purchase, nor keep its URL.
            add("cache-control", "no-store");
            add("pragma", "no-cache");
        }
        HttpRequest {
            method: encoded.method,
            url: format!("{}{}", self.base_url, encoded.target),
            headers,
            body: encoded.body.map(Body::into_bytes),
        }
    }

    fn wall_clock(&self) -> Timestamp {
        Timestamp::from_unix_milliseconds(self.platform.now())
    }
}

/// How the requests of one call ended.
struct Delivered {
    /// A success that is not read yet, or the last failure.
    outcome: Result<HttpResponse, Failing>,
    trace: Trace,
    /// When the call's time is up, by the platform's clock.
    until: Duration,
}

/// What is known of the requests of one call.
#[derive(Clone, Copy)]
struct Trace {
    attempts: u32,
    elapsed: Duration,
    /// When the last request was sent.
    sent_at: Timestamp,
    /// Whether the carrier may have acted on a request before the last.
    may_have_acted: bool,
}

impl Trace {
    fn info(&self, answer: HttpResponse) -> ResponseInfo {
        ResponseInfo {
            http_status: i32::from(answer.status),
            request_id: answer.request_id(),
            headers: answer.headers,
            attempts: i32::try_from(self.attempts).unwrap_or(i32::MAX),
            elapsed: self.elapsed.as_secs_f64(),
        }
    }

    /// The same of a refusal, whose headers are gone.
    fn info_of(&self, refusal: &Error) -> ResponseInfo {
        ResponseInfo {
            http_status: refusal.http_status.unwrap_or_default(),
            request_id: refusal.request_id.clone(),
            headers: Vec::new(),
            attempts: i32::try_from(self.attempts).unwrap_or(i32::MAX),
            elapsed: self.elapsed.as_secs_f64(),
        }
    }
}
