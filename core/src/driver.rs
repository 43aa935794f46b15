//! The one loop that sends requests: encode, send, decide, decode.

use std::time::Duration;

use crate::channel::Channel;
use crate::checks::Checks;
use crate::error::{Error, ErrorKind, Result};
use crate::failing::Failing;
use crate::operation::{Operation, Refusal, Repeat};
use crate::policy::retry::RetryPolicy;
use crate::transport::{HeaderText, HttpRequest, HttpResponse, Limits};
use crate::types::{Response, ResponseInfo, Timestamp};

/// What one call may have that differs from its client.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct CallOptions {
    /// Seconds that this call may take in all.
    pub timeout: Option<f64>,
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

    /// Sends what the operation encodes, and decodes what comes.
    pub(crate) async fn exchange<O: Operation>(
        &self,
        operation: &O,
        timeout: Duration,
    ) -> Result<Response<O::Output>, Failing> {
        let request = self.request(operation).map_err(|error| self.before_sending(error))?;
        // Only this function is compiled for each operation; the loop below is compiled once.
        let delivered = self.deliver(request, O::REPEAT, O::decode_error, timeout).await;
        match delivered.outcome {
            Ok(answer) => match operation.decode(&answer) {
                Ok(value) => Ok(Response { value, info: delivered.trace.info(answer) }),
                Err(error) => {
                    let error = error.with(|it| {
                        let named = it.candidate_order_id.take();
                        it.candidate_order_id = named.or_else(|| O::find_order_id(&answer));
                    });
                    Err(self.unread(error, &answer, delivered.trace.sent_at))
                }
            },
            Err(failing) if delivered.trace.may_have_acted => {
                match operation.settled_by(&failing.error) {
                    Some(value) => {
                        Ok(Response { value, info: delivered.trace.info_of(&failing.error) })
                    }
                    None => Err(failing),
                }
            }
            Err(failing) => Err(failing),
        }
    }

    async fn deliver(
        &self,
        request: HttpRequest,
        repeat: Repeat,
        read_refusal: fn(&HttpResponse) -> Refusal,
        timeout: Duration,
    ) -> Delivered {
        let started = self.platform.elapsed();
        let spent = || self.platform.elapsed().saturating_sub(started);
        let left = || timeout.saturating_sub(spent());
        let policy = RetryPolicy { max_retries: self.max_retries };
        let mut trace = Trace {
            attempts: 1,
            elapsed: Duration::ZERO,
            sent_at: self.wall_clock(),
            may_have_acted: false,
        };
        loop {
            let limits = Limits {
                timeout: left(),
                max_body: self.max_body,
                fresh_connection: repeat == Repeat::Never,
            };
            trace.sent_at = self.wall_clock();
            let answer = self.transport.send(&request, limits).await;
            trace.elapsed = spent();
            let failing = match answer {
                Ok(answer) if (200..300).contains(&answer.status) => {
                    return Delivered { outcome: Ok(answer), trace };
                }
                Ok(answer) => self.refusal(&answer, read_refusal, trace.sent_at),
                Err(error) => self.no_answer(error, trace.sent_at),
            };
            let random = self.platform.random();
            let pause = policy.pause(trace.attempts, repeat, &failing.failed, random);
            let failing = match pause {
                None => return Delivered { outcome: Err(failing), trace },
                Some(pause) if pause >= left() => {
                    return Delivered { outcome: Err(failing.too_late(pause)), trace };
                }
                Some(pause) => {
                    self.platform.sleep(pause).await;
                    failing
                }
            };
            // Timers overshoot; a request without time would only blur what is known.
            if left().is_zero() {
                return Delivered { outcome: Err(failing), trace };
            }
            trace.may_have_acted |= !failing.failed.not_sent && !failing.failed.refused;
            trace.attempts += 1;
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

    fn wall_clock(&self) -> Timestamp {
        Timestamp::from_unix_milliseconds(self.platform.now())
    }
}

/// How the requests of one call ended.
struct Delivered {
    /// A success that is not read yet, or the last failure.
    outcome: Result<HttpResponse, Failing>,
    trace: Trace,
}

/// What is known of the requests of one call.
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
