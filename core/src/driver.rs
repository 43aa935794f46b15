//! The one loop that sends requests: encode, send, decide, decode.

use std::sync::PoisonError;
use std::time::Duration;

use crate::attempt::Attempt;
use crate::channel::Channel;
use crate::checks::Checks;
use crate::error::{Error, ErrorInfo, ErrorKind, Result};
use crate::operation::{Operation, Repeat};
use crate::policy::retry::{Failed, RetryPolicy};
use crate::policy::retry_after;
use crate::transport::{Failure, HeaderText, HttpRequest, HttpResponse, Limits, TransportError};
use crate::types::{Response, ResponseInfo, Timestamp};

/// What one call may have that differs from its client.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct CallOptions {
    /// Seconds that this call may take in all.
    pub timeout: Option<f64>,
}

/// One failed request, with what the retry policy wants to know.
struct Failing {
    error: Error,
    failed: Failed,
    /// When the last request was sent.
    sent_at: Timestamp,
}

impl Channel {
    /// Validates the operation, unless this client sends unvalidated.
    pub(crate) fn check<O: Operation>(&self, operation: &O, mut checks: Checks) -> Result<()> {
        if self.validate {
            operation.validate(&mut checks);
        }
        checks.finish(self.carrier)
    }

    /// Sends an operation that buys nothing.
    pub(crate) async fn send<O: Operation>(
        &self,
        operation: &O,
        options: CallOptions,
    ) -> Result<Response<O::Output>> {
        if O::SPENDS || O::CARRIER != self.carrier {
            return Err(Error::configuration(format!(
                "`{}` cannot be sent in this way: a purchase is prepared and placed, at its carrier.",
                O::NAME
            )));
        }
        self.check(operation, Checks::default())?;
        let timeout = options.timeout.map_or(Ok(self.timeout), crate::config::timeout)?;
        self.exchange(operation, timeout).await.map_err(|failing| {
            let Failing { error, sent_at, .. } = failing;
            error.with(|it| it.sent_at = (it.kind == ErrorKind::OutcomeUnknown).then_some(sent_at))
        })
    }

    /// Sends a purchase: on a connection of its own, once.
    pub(crate) async fn purchase<O: Operation>(
        &self,
        operation: &O,
        attempt: &Attempt,
        options: CallOptions,
    ) -> Result<Response<O::Output>> {
        self.check(operation, Checks::default())?;
        self.allow_purchase()?;
        let timeout = options.timeout.map_or(Ok(self.purchase_timeout), crate::config::timeout)?;
        self.claim(attempt)?;
        if let Err(error) = self.store.before_sending(attempt).await {
            self.release(attempt);
            return Err(error);
        }
        let outcome = self.exchange(operation, timeout).await.map_err(|failing| {
            let Failing { error, failed, sent_at } = failing;
            if failed.not_sent || failed.refused {
                self.release(attempt);
                error
            } else {
                unknown_outcome(error, attempt, sent_at)
            }
        });
        let order = match &outcome {
            Ok(order) => Ok(serde_json::to_string(&order.value).unwrap_or_default()),
            Err(error) => Err(error),
        };
        self.store.after_answer(attempt, order).await;
        outcome
    }

    /// Placing an attempt again would buy again, unless it is certain that nothing was bought. A call
    /// that was cancelled under way leaves its claim, for nobody knows.
    fn claim(&self, attempt: &Attempt) -> Result<()> {
        let mut placed = self.placed.lock().unwrap_or_else(PoisonError::into_inner);
        if placed.insert(attempt.id.clone()) {
            return Ok(());
        }
        Err(Error::new(
            ErrorKind::Conflict,
            "This attempt was placed before, so placing it again could buy twice. Look at the \
             account's orders; to buy more, prepare a new attempt. Nothing was sent.",
        )
        .with(|it| {
            it.carrier = Some(self.carrier);
            it.attempt = Some(attempt.clone());
        }))
    }

    fn release(&self, attempt: &Attempt) {
        self.placed.lock().unwrap_or_else(PoisonError::into_inner).remove(&attempt.id);
    }

    fn allow_purchase(&self) -> Result<()> {
        let abilities = self.transport.abilities();
        if self.at_the_carrier && !(abilities.one_wire_request && abilities.fresh_connection) {
            return Err(Error::configuration(
                "No purchase is sent from here: this transport (fetch) may put one request on the \
                 wire twice, which would buy twice. Buy from a back office (Node, Python, Rust, \
                 Kotlin, Swift), or name your own relay as `base_url`.",
            )
            .with(|it| it.carrier = Some(self.carrier)));
        }
        Ok(())
    }

    async fn exchange<O: Operation>(
        &self,
        operation: &O,
        timeout: Duration,
    ) -> Result<Response<O::Output>, Failing> {
        let started = self.platform.elapsed();
        let left = || timeout.saturating_sub(self.platform.elapsed().saturating_sub(started));
        let request = self.request(operation).map_err(|error| self.before_sending(error))?;
        let policy = RetryPolicy { max_retries: self.max_retries };
        let mut attempt = 1;
        let mut may_have_acted = false;
        loop {
            let limits = Limits {
                timeout: left(),
                max_body: self.max_body,
                fresh_connection: O::REPEAT == Repeat::Never,
            };
            let sent_at = Timestamp::from_unix_milliseconds(self.platform.now());
            let answer = self.transport.send(&request, limits).await;
            let failing = match self.read(operation, answer, sent_at) {
                Ok((value, answer)) => {
                    let elapsed = self.platform.elapsed().saturating_sub(started);
                    return Ok(Response { value, info: info(answer, attempt, elapsed) });
                }
                Err(failing) => failing,
            };
            if may_have_acted
                && let Some(info) = failing.info(attempt, self.platform.elapsed(), started)
                && let Some(value) = operation.settled_by(&failing.error)
            {
                return Ok(Response { value, info });
            }
            may_have_acted |= !failing.failed.not_sent && !failing.failed.refused;
            let random = self.platform.random();
            let Some(pause) = policy.pause(attempt, O::REPEAT, &failing.failed, random) else {
                return Err(failing);
            };
            if pause >= left() {
                return Err(failing.too_late(pause));
            }
            self.platform.sleep(pause).await;
            // Timers overshoot; a request without time would only blur what is known.
            if left().is_zero() {
                return Err(failing);
            }
            attempt += 1;
        }
    }

    fn request<O: Operation>(&self, operation: &O) -> Result<HttpRequest> {
        let encoded = operation.encode()?;
        let mut headers = self.headers.clone();
        headers.push(("accept".to_owned(), HeaderText::Plain("application/json".to_owned())));
        if encoded.json.is_some() {
            let json = "application/json; charset=utf-8".to_owned();
            headers.push(("content-type".to_owned(), HeaderText::Plain(json)));
        }
        Ok(HttpRequest {
            method: encoded.method,
            url: format!("{}{}", self.base_url, encoded.target),
            headers,
            body: encoded.json,
        })
    }

    fn before_sending(&self, error: Error) -> Failing {
        let failed = Failed {
            kind: error.kind,
            not_sent: true,
            refused: false,
            final_answer: true,
            retry_after: None,
        };
        let sent_at = Timestamp::from_unix_milliseconds(self.platform.now());
        Failing { error: error.with(|it| it.carrier = Some(self.carrier)), failed, sent_at }
    }

    fn read<O: Operation>(
        &self,
        operation: &O,
        answer: Result<HttpResponse, TransportError>,
        sent_at: Timestamp,
    ) -> Result<(O::Output, HttpResponse), Failing> {
        let answer = answer.map_err(|error| self.no_answer(error, sent_at))?;
        let mut refused = false;
        let mut final_answer = false;
        let error = match answer.status {
            200..=299 => match operation.decode(&answer) {
                Ok(value) => return Ok((value, answer)),
                Err(error) => error.with(|it| {
                    let found = it.candidate_order_id.take().or_else(|| O::find_order_id(&answer));
                    it.candidate_order_id = found;
                }),
            },
            300..=399 | 0 => {
                final_answer = true;
                redirected(&answer)
            }
            _ => {
                let refusal = O::decode_error(&answer);
                refused = refusal.did_not_act;
                refusal.error
            }
        };
        let wait = answer
            .header("retry-after")
            .and_then(|header| retry_after::read(header, self.platform.now()));
        let error = error.with(|it| {
            it.carrier = Some(self.carrier);
            it.http_status = (answer.status != 0).then_some(i32::from(answer.status));
            it.retry_after = it.retry_after.or(wait.map(|it| it.as_secs_f64()));
            it.request_id = it.request_id.take().or_else(|| request_id(&answer));
            if it.details.is_empty() {
                it.excerpt = beginning(&answer.body);
            }
            self.conceal(it);
            it.excerpt = it.excerpt.take().map(|text| text.chars().take(EXCERPT).collect());
        });
        let failed =
            Failed { kind: error.kind, not_sent: false, refused, final_answer, retry_after: wait };
        Err(Failing { error, failed, sent_at })
    }

    /// An answer may quote what it was asked, and a person reads one line.
    fn conceal(&self, error: &mut ErrorInfo) {
        let details = error.details.iter_mut().flat_map(|it| {
            [&mut it.code, &mut it.title, &mut it.detail, &mut it.field, &mut it.source]
        });
        let others = [&mut error.excerpt, &mut error.request_id, &mut error.candidate_order_id];
        for text in details.chain(others).flatten().chain([&mut error.text]) {
            for secret in self.headers.iter().filter_map(|(_, header)| header.secret()) {
                secret.conceal_in(text);
            }
        }
        error.text = error.text.split(char::is_control).collect::<Vec<_>>().join(" ");
    }

    fn no_answer(&self, error: TransportError, sent_at: Timestamp) -> Failing {
        let (carrier, what) = (self.carrier.title(), error.text);
        let (kind, text) = match error.failure {
            Failure::Connect => (
                ErrorKind::Connect,
                format!("No connection to {carrier} could be made: {what}. Nothing was sent."),
            ),
            Failure::Timeout => {
                (ErrorKind::Timeout, format!("The call to {carrier} passed its deadline: {what}."))
            }
            Failure::Broken => (
                ErrorKind::Transport,
                format!("The connection to {carrier} broke before the answer was whole: {what}."),
            ),
            Failure::TooLarge | Failure::Garbled => {
                (ErrorKind::Decode, format!("The answer of {carrier} was not read: {what}."))
            }
            Failure::Unusable => {
                (ErrorKind::Configuration, format!("The request could not be made: {what}."))
            }
        };
        let failed = Failed {
            kind,
            // What a transport cannot prove it may still say, by mistake.
            not_sent: error.not_sent
                && (self.transport.abilities().proves_not_sent
                    || error.failure == Failure::Unusable),
            refused: false,
            final_answer: error.failure == Failure::Unusable,
            retry_after: None,
        };
        let error = Error::new(kind, text).with(|it| it.carrier = Some(self.carrier));
        Failing { error, failed, sent_at }
    }
}

impl Failing {
    /// What is known of the exchange, where there was an answer.
    fn info(&self, attempts: u32, now: Duration, started: Duration) -> Option<ResponseInfo> {
        Some(ResponseInfo {
            http_status: self.error.http_status?,
            headers: Vec::new(),
            request_id: self.error.request_id.clone(),
            attempts: i32::try_from(attempts).unwrap_or(i32::MAX),
            elapsed: now.saturating_sub(started).as_secs_f64(),
        })
    }

    fn too_late(self, pause: Duration) -> Self {
        let seconds = pause.as_secs_f64();
        let error = self.error.with(|it| {
            it.retry_after = Some(seconds);
            it.text = format!(
                "{} Trying again was due only in {seconds} s, after this call's deadline.",
                it.text
            );
        });
        Self { error, ..self }
    }
}

fn unknown_outcome(error: Error, attempt: &Attempt, sent_at: Timestamp) -> Error {
    let cause = error.kind;
    error.with(|it| {
        it.kind = ErrorKind::OutcomeUnknown;
        it.text = format!(
            "The purchase was sent and its outcome is unknown: it may have been made. Look at the \
             account's orders before you buy again. ({})",
            it.text
        );
        it.attempt = Some(attempt.clone());
        it.sent_at = Some(sent_at);
        it.cause = Some(it.cause.unwrap_or(cause));
    })
}

fn redirected(answer: &HttpResponse) -> Error {
    let said =
        if answer.status == 0 { String::new() } else { format!(" (HTTP {})", answer.status) };
    Error::new(
        ErrorKind::Transport,
        format!(
            "The answer was a redirect{said}. Redirects are never followed: they would carry the keys along."
        ),
    )
}

fn info(answer: HttpResponse, attempts: u32, elapsed: Duration) -> ResponseInfo {
    ResponseInfo {
        http_status: i32::from(answer.status),
        request_id: request_id(&answer),
        headers: answer.headers,
        attempts: i32::try_from(attempts).unwrap_or(i32::MAX),
        elapsed: elapsed.as_secs_f64(),
    }
}

fn request_id(answer: &HttpResponse) -> Option<String> {
    answer.header("x-request-id").map(str::to_owned)
}

/// How many characters of an answer that could not be read are kept.
const EXCERPT: usize = 200;

/// The beginning of a body, longer than what is kept, so that no half of a secret is left at its end.
fn beginning(body: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(body.get(..EXCERPT * 20).unwrap_or(body)).into_owned();
    (!text.is_empty()).then_some(text)
}
