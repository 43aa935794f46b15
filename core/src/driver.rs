//! The one loop that sends requests: encode, send, decide, decode.

use std::sync::atomic::Ordering;
use std::sync::{Arc, MutexGuard, PoisonError};
use std::time::Duration;

use futures_util::future::{self, Either};

use crate::call::{Call, Facts, Output};
use crate::channel::Channel;
use crate::checks::Checks;
use crate::error::{ErrorKind, Result};
use crate::failing::Failing;
use crate::log::Happening;
use crate::operation::{Body, Encoded, Repeat, Running};
use crate::platform::BoxFuture;
use crate::policy::places::Place;
use crate::policy::retry::RetryPolicy;
use crate::policy::retry_budget::RetryBudget;
use crate::purchase::unknown_outcome;
use crate::reading;
use crate::trace::Trace;
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

/// What a call brought, and the bytes that say so.
pub(crate) type Exchanged = (Response<Box<dyn Output>>, Vec<u8>);

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
        let outcome = self.exchange(call, timeout, None).await.map(|it| it.0);
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
        naming: Option<(String, HeaderText)>,
    ) -> Result<Exchanged, Failing> {
        let facts = call.facts();
        let encoded = call.encode().map_err(|error| self.before_sending(error))?;
        self.keep_secret(&encoded.secrets);
        let mut request = self.request(encoded, facts.spends);
        request.headers.extend(naming);
        let (method, url) = (request.method.as_str(), request.url.clone());
        let delivered = self.deliver(request, facts, timeout).await;
        let trace = delivered.trace;
        let outcome = self.read(call, delivered);
        let ended = outcome.as_ref().map(|it| &it.0.info);
        self.log_end(ended, facts, (method, &url), trace);
        outcome
    }

    pub(crate) fn log_end(
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

    fn read(&self, call: &dyn Call, delivered: Delivered) -> Result<Exchanged, Failing> {
        let Delivered { outcome, trace, until } = delivered;
        // What changes something is done once its answer is here, however late that is read.
        let facts = call.facts();
        let is_late = || facts.repeat == Repeat::Safe && self.platform.elapsed() >= until;
        match outcome {
            Ok(answer) if is_late() => Err(self.read_too_late(&answer, trace.sent_at)),
            Ok(mut answer) => match self.decoded(call, &answer, until) {
                _ if is_late() => Err(self.read_too_late(&answer, trace.sent_at)),
                Ok(value) => {
                    let body = std::mem::take(&mut answer.body);
                    Ok((Response { value, info: self.concealed(trace.info(answer)) }, body))
                }
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
                Some(value) => {
                    Ok((Response { value, info: trace.info_of(&failing.error) }, Vec::new()))
                }
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

    /// Boxed, for two await it, and it is long.
    pub(crate) fn deliver<'a>(
        &'a self,
        request: HttpRequest,
        facts: &'a Facts,
        timeout: Duration,
    ) -> BoxFuture<'a, Delivered> {
        Box::pin(self.send_and_retry(request, facts, timeout))
    }

    async fn send_and_retry(
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
        let mut repeat = facts.repeat;
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
                    if facts.passes_on
                        || (200..300).contains(&answer.status) && !(facts.is_refusal)(&answer) =>
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
                Err(failed) => failed.after(trace.may_have_acted && facts.spends),
            };
            // A relay that places each attempt once may be asked again what became of this one.
            if facts.spends
                && failed.is_lost()
                && trace.attempts <= self.max_retries
                && self.places_once(left()).await
            {
                repeat = Repeat::Idempotent;
            }
            let random = self.platform.random();
            let pause = match policy.pause(trace.attempts, repeat, &failed.failed, random) {
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

    pub(crate) fn request(&self, encoded: Encoded, spends: bool) -> HttpRequest {
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
pub(crate) struct Delivered {
    /// A success that is not read yet, or the last failure.
    pub(crate) outcome: Result<HttpResponse, Failing>,
    pub(crate) trace: Trace,
    /// When the call's time is up, by the platform's clock.
    until: Duration,
}
