//! What a failed request tells: the error that the caller sees, and what the retry policy wants to know.

use std::borrow::Cow;
use std::sync::{MutexGuard, PoisonError};
use std::time::Duration;

use crate::channel::Channel;
use crate::credentials;
use crate::error::{Error, ErrorInfo, ErrorKind, unstopped};
use crate::operation::{Refusal, Repeat};
use crate::policy::retry::Failed;
use crate::policy::retry_after;
use crate::shown_seconds::Seconds;
use crate::transport::{Failure, HttpResponse, TransportError};
use crate::types::{ResponseInfo, Secret, Timestamp};
use crate::wire;

/// One failed request, with what the retry policy wants to know.
pub(crate) struct Failing {
    pub(crate) error: Error,
    pub(crate) failed: Failed,
    /// When the last request was sent.
    pub(crate) sent_at: Timestamp,
    /// Whether a relay says so in its own name, and that it is certain that the attempt bought nothing.
    pub(crate) told: Option<bool>,
}

impl Channel {
    /// The code itself failed, at nobody knows which point.
    pub(crate) fn broke(&self, sent_at: Timestamp) -> Failing {
        let text = "The program failed in the middle of the call, which is a fault in telnum or in a \
                    transport, journal or logger given to it.";
        let failed = Failed {
            kind: ErrorKind::Transport,
            not_sent: false,
            refused: false,
            final_answer: true,
            retry_after: None,
        };
        let error = Error::new(failed.kind, text).with(|it| it.carrier = Some(self.carrier));
        Failing { error, failed, sent_at, told: None }
    }

    /// The request could not even be made.
    pub(crate) fn before_sending(&self, error: Error) -> Failing {
        let failed = Failed {
            kind: error.kind,
            not_sent: true,
            refused: false,
            final_answer: true,
            retry_after: None,
        };
        let sent_at = Timestamp::from_unix_milliseconds(self.platform.now());
        Failing {
            error: error.with(|it| it.carrier = Some(self.carrier)),
            failed,
            sent_at,
            told: None,
        }
    }

    /// The answer is no success.
    pub(crate) fn refusal(
        &self,
        answer: &HttpResponse,
        read: fn(&HttpResponse) -> Refusal,
        sent_at: Timestamp,
    ) -> Failing {
        if answer.body.len() > LARGEST_REFUSAL {
            let head = HttpResponse {
                status: answer.status,
                headers: answer.headers.clone(),
                body: Vec::new(),
            };
            let why = format!("it is larger than {LARGEST_REFUSAL} bytes");
            return self.refusal(&head, read, sent_at).without_body(&why);
        }
        if let Some(told) = self.told(answer, sent_at) {
            return told;
        }
        let is_redirect = matches!(answer.status, 0 | 300..=399);
        let Refusal { error, did_not_act } = if is_redirect {
            Refusal { error: redirected(answer), did_not_act: false }
        } else {
            read(answer)
        };
        // The server gave a connection up, and did so before it had a request.
        let is_given_up = answer.status == 408 && error.kind == ErrorKind::Rejected;
        let again = |hidden: &HttpResponse| {
            Some(if is_redirect { redirected(hidden) } else { read(hidden).error })
        };
        let mut failing = self.unread(error, answer, &again, sent_at);
        if is_given_up {
            failing.failed.kind = ErrorKind::Transport;
            if !did_not_act {
                failing.error = failing.error.with(|it| it.kind = ErrorKind::Transport);
            }
        }
        let failed = Failed { refused: did_not_act, final_answer: is_redirect, ..failing.failed };
        Failing { failed, ..failing }
    }

    /// An answer that failed to be what was wanted, with all that is known of it.
    ///
    /// Errors quote answers, and cut what they quote. So where an answer holds a secret, the error is made
    /// `again` from the answer without it: cut first, half a secret would stay.
    pub(crate) fn unread(
        &self,
        error: Error,
        answer: &HttpResponse,
        again: &dyn Fn(&HttpResponse) -> Option<Error>,
        sent_at: Timestamp,
    ) -> Failing {
        let quotable = wire::quotable(answer);
        let mut text = quotable.as_deref().map_or_else(|| wire::text(answer), Cow::Borrowed);
        // Longer ones are only successes of the wrong shape, whose errors cut nothing that they quote.
        let hidden = if text.len() > LARGEST_REFUSAL { None } else { self.hidden(&text) };
        let error = match hidden {
            Some(hidden) => {
                let hidden = HttpResponse { body: hidden.into_bytes(), ..answer.clone() };
                let error = without_secrets(error, again(&hidden));
                text = String::from_utf8(hidden.body).unwrap_or_default().into();
                error
            }
            None => error,
        };
        let header = answer.header("retry-after");
        let now = self.platform.now();
        let wait = header.and_then(|it| retry_after::read(it, answer.header("date"), now));
        let error = error.with(|it| {
            it.carrier = Some(self.carrier);
            it.http_status = (answer.status != 0).then_some(i32::from(answer.status));
            it.retry_after = it.retry_after.or(wait.map(|it| it.as_secs_f64()));
            it.request_id = it.request_id.take().or_else(|| answer.request_id());
            // An answer can hold credentials that are not this client's, such as a trunk's password.
            let beginning = || {
                let text: String = text.chars().take(EXCERPT * 20).collect();
                credentials::concealed(&text)
            };
            let quoted = it.excerpt.take().or_else(|| it.details.is_empty().then(beginning));
            // Of an unknown encoding, nothing is quoted.
            let quoted = quoted.filter(|it| quotable.is_some() && !it.is_empty());
            it.excerpt = quoted.map(|text| text.chars().take(EXCERPT).collect());
            self.conceal(it);
        });
        let failed = Failed {
            kind: error.kind,
            not_sent: false,
            refused: false,
            final_answer: false,
            retry_after: wait,
        };
        Failing { error, failed, sent_at, told: None }
    }

    /// The text of an answer without this client's secrets, where it holds any.
    fn hidden(&self, text: &str) -> Option<String> {
        let mut hidden = text.to_owned();
        self.conceal_in(&mut hidden);
        (hidden != text).then_some(hidden)
    }

    /// An answer may quote what it was asked, and a person reads one line.
    pub(crate) fn conceal(&self, error: &mut ErrorInfo) {
        let details = error.details.iter_mut().flat_map(|it| {
            [
                &mut it.code,
                &mut it.title,
                &mut it.detail,
                &mut it.field,
                &mut it.source,
                &mut it.meta,
            ]
        });
        let others = [&mut error.excerpt, &mut error.request_id, &mut error.candidate_order_id];
        for text in details.chain(others).flatten().chain([&mut error.text]) {
            self.conceal_in(text);
        }
        error.text = error.text.split(char::is_control).collect::<Vec<_>>().join(" ");
    }

    /// A header may quote the URL, which holds the credentials of some carriers.
    pub(crate) fn concealed(&self, mut info: ResponseInfo) -> ResponseInfo {
        let headers = info.headers.iter_mut().map(|it| &mut it.value);
        headers.chain(&mut info.request_id).for_each(|text| self.conceal_in(text));
        info
    }

    /// Blanks out every secret of this client.
    pub(crate) fn conceal_in(&self, text: &mut String) {
        for secret in self.secrets() {
            secret.conceal_in(text);
        }
        for secret in self.passed_on().iter() {
            secret.conceal_in(text);
        }
        if let Some(tokens) = &self.tokens {
            tokens.conceal_in(text);
        }
    }

    /// From now on, these are shown nowhere.
    pub(crate) fn keep_secret(&self, secrets: &[Secret]) {
        let mut passed_on = self.passed_on();
        for secret in secrets.iter().filter(|it| !it.reveal().is_empty()) {
            passed_on.retain(|it| it != secret);
            passed_on.push(secret.clone());
        }
        let too_many = passed_on.len().saturating_sub(MOST_PASSED_ON);
        passed_on.drain(..too_many);
    }

    fn passed_on(&self) -> MutexGuard<'_, Vec<Secret>> {
        self.passed_on.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A whole answer came, so late that reading it would end after the deadline.
    pub(crate) fn read_too_late(&self, answer: &HttpResponse, sent_at: Timestamp) -> Failing {
        let text = format!(
            "The call to {} passed its deadline: the answer came too late to be read.",
            self.carrier.title()
        );
        let error = TransportError::new(Failure::Timeout, false, String::new());
        let error = error.after(answer.status, answer.headers.clone());
        let failing = self.no_answer(error, sent_at);
        Failing { error: failing.error.with(|it| it.text = text), ..failing }
    }

    /// There is no answer, or none that was read.
    pub(crate) fn no_answer(&self, error: TransportError, sent_at: Timestamp) -> Failing {
        let head = error.head;
        let (carrier, what) = (self.carrier.title(), unstopped(&error.text));
        // What a transport cannot prove it may still say, by mistake.
        let not_sent = error.not_sent
            && (self.transport.abilities().proves_not_sent || error.failure == Failure::Unusable);
        let nothing_sent = if not_sent { " Nothing was sent." } else { "" };
        let (kind, text) = match error.failure {
            Failure::Connect => (
                ErrorKind::Connect,
                format!("No connection to {carrier} could be made: {what}.{nothing_sent}"),
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
                let text = format!("The request could not be made: {what}.{nothing_sent}");
                (ErrorKind::Configuration, text)
            }
        };
        let failed = Failed {
            kind,
            not_sent,
            refused: false,
            final_answer: error.failure == Failure::Unusable,
            retry_after: None,
        };
        let error = Error::new(kind, text).with(|it| {
            it.carrier = Some(self.carrier);
            it.http_status = head.as_deref().map(|it| i32::from(it.status));
            it.request_id = head.as_deref().and_then(HttpResponse::request_id);
            // A transport may quote the URL.
            self.conceal(it);
        });
        Failing { error, failed, sent_at, told: None }
    }

    fn secrets(&self) -> impl Iterator<Item = &Secret> {
        let in_headers = self.headers.iter().filter_map(|(_, header)| header.secret());
        in_headers.chain(self.parameters.iter().map(|(_, secret)| secret))
    }
}

impl Failing {
    /// Whether it is certain that the carrier did not act.
    pub(crate) fn did_not_act(&self) -> bool {
        self.failed.not_sent || self.failed.refused
    }

    /// The same after an earlier request of the call may have been acted on: only a relay knows then that nothing
    /// was bought.
    pub(crate) fn after(mut self, may_have_acted: bool) -> Self {
        if may_have_acted && self.told != Some(true) {
            (self.failed.not_sent, self.failed.refused) = (false, false);
        }
        self
    }

    /// Whether a relay says what became of the attempt, in words that stand as they are.
    pub(crate) fn is_verdict(&self) -> bool {
        self.told.is_some() && !self.failed.kind.nothing_was_bought()
    }

    /// Whether it may have been done, and trying again may tell.
    pub(crate) fn is_lost(&self) -> bool {
        !self.did_not_act() && self.told.is_none() && self.failed.kind.is_transient()
    }

    /// Whether the carrier itself said so.
    pub(crate) fn is_refused(&self) -> bool {
        self.failed.refused
    }

    /// The kind of error that the caller sees in the end.
    pub(crate) fn kind(&self, repeat: Repeat) -> ErrorKind {
        let lost = repeat == Repeat::Never && !self.did_not_act() && self.told.is_none();
        if lost { ErrorKind::OutcomeUnknown } else { self.error.kind }
    }

    /// A refusal whose body was lost.
    pub(crate) fn without_body(self, why: &str) -> Self {
        let error = self.error.with(|it| {
            it.text = format!("{} Its body was not read: {why}.", it.text);
        });
        Self { error, ..self }
    }

    /// The client has no retries left to spend.
    pub(crate) fn not_again(self) -> Self {
        let error = self.error.with(|it| {
            it.text = format!("{} It was not tried again: too much failed lately.", it.text);
        });
        Self { error, ..self }
    }

    /// Trying again was due after the deadline.
    pub(crate) fn too_late(self, pause: Duration) -> Self {
        let error = self.error.with(|it| {
            it.retry_after = Some(pause.as_secs_f64());
            it.text = format!(
                "{} Trying again was due only in {} s, after this call's deadline.",
                it.text,
                Seconds(pause)
            );
        });
        Self { error, ..self }
    }
}

fn redirected(answer: &HttpResponse) -> Error {
    let said =
        if answer.status == 0 { String::new() } else { format!(" (HTTP {})", answer.status) };
    Error::new(
        ErrorKind::Transport,
        format!(
            "The answer was a redirect{said}. Redirects are never followed: they would carry the \
             keys along."
        ),
    )
}

/// The error of an answer, in the words of the answer without its secrets.
fn without_secrets(seen: Error, again: Option<Error>) -> Error {
    // Without them it may read as something else.
    let again = again.filter(|it| it.kind == seen.kind).unwrap_or_else(|| {
        Error::new(seen.kind, "The answer is not shown: it holds a secret of this client.")
    });
    let found = seen.into_info().candidate_order_id;
    again.with(|it| it.candidate_order_id = found)
}

/// No carrier explains itself at such length.
const LARGEST_REFUSAL: usize = 1024 * 1024;

/// How many characters of an answer that could not be read are kept.
const EXCERPT: usize = 200;

/// A client of a long life forgets the oldest secrets that its calls have sent.
const MOST_PASSED_ON: usize = 64;
