//! Runs one entry and compares what came of it.

use std::future::{Future, poll_fn};
use std::pin::pin;
use std::task::Poll;
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::call::{Came, Failure};
use crate::client::{Builder, Client};
use crate::compare::{at_least, exactly};
use crate::entry::{Entry, Step, WantedRequest};
use crate::journal::Journal;
use crate::world::World;

/// What came of the entry's call.
enum End {
    Came(Came),
    Error(telnum::Error),
    Cancelled,
}

/// Runs an entry; the text of an error says what is not as it should be.
pub(crate) async fn run(entry: &Entry, world: &World<'_>) -> Result<(), String> {
    if entry.call.operation == "build" {
        let client = Builder::plain(entry)?.build(&entry.client, &Journal::default());
        let (client, end) = match client {
            Ok(client) => (Some(client), End::Came(Came { value: Value::Null, info: None })),
            Err(error) => (None, End::Error(error)),
        };
        compare_end(entry, &end)?;
        return compare_secrets(entry, client.as_ref(), &end, &[], &[]);
    }
    let journal = Journal::default();
    let client = world.client(entry, &journal)?;
    for step in &entry.before {
        match step {
            Step::Advance(seconds) => world.advance(*seconds)?,
            Step::Script(script) => world.script(script)?,
            Step::Call(call) | Step::Fails(call) => {
                match (client.call(call, false).await, matches!(step, Step::Fails(_))) {
                    (Ok(_), false) | (Err(Failure::Error(_)), true) => {}
                    (Ok(_), true) => return Err("before: it did not fail".to_owned()),
                    (Err(Failure::Error(error)), false) => return Err(format!("before: {error}")),
                    (Err(Failure::Runner(text)), _) => return Err(text),
                }
            }
        }
    }
    let earlier = world.requests()?.len();
    let logged_earlier = journal.events().len();
    let slept_earlier = world.slept().map_or(0, |it| it.len());
    if let Some(script) = &entry.script {
        world.script(script)?;
    }
    let end = end(entry, world, &client, earlier).await?;
    let requests: Vec<Value> = world.requests()?.into_iter().skip(earlier).collect();
    compare_end(entry, &end)?;
    if let Some(wanted) = &entry.requests {
        compare_requests(wanted, &requests)?;
    }
    if let (Some(wanted), Some(slept)) = (&entry.slept, world.slept()) {
        let slept: Vec<u64> = slept.into_iter().skip(slept_earlier).collect();
        if slept != *wanted {
            return Err(format!("slept {slept:?}, not {wanted:?}"));
        }
    }
    if let Some(wanted) = &entry.ledger {
        let ledger = Value::from(world.ledger()?);
        differs("ledger", at_least(&Value::from(wanted.clone()), &ledger))?;
    }
    if let Some(wanted) = &entry.logs {
        let logs = journal.events().split_off(logged_earlier);
        differs("logs", at_least(&Value::from(wanted.clone()), &Value::from(logs)))?;
    }
    compare_secrets(entry, Some(&client), &end, &requests, &journal.events())
}

async fn end(
    entry: &Entry,
    world: &World<'_>,
    client: &Client,
    earlier: usize,
) -> Result<End, String> {
    let mut calling = pin!(client.call(&entry.call, entry.expect.info.is_some()));
    let ended = if entry.expect.cancelled {
        let begun = Instant::now();
        loop {
            // Given a little time, the request is on its way; once it was seen, the call is dropped.
            let nap = tokio::time::sleep(Duration::from_millis(2));
            if let Some(ended) = first(calling.as_mut(), nap).await {
                break ended;
            }
            if world.requests()?.len() > earlier {
                return Ok(End::Cancelled);
            }
            if begun.elapsed() > Duration::from_secs(10) {
                return Err("the request was not seen in 10 s".to_owned());
            }
        }
    } else {
        calling.await
    };
    match ended {
        Ok(came) => Ok(End::Came(came)),
        Err(Failure::Error(error)) => Ok(End::Error(error)),
        Err(Failure::Runner(text)) => Err(text),
    }
}

/// What the call ends with, if it ends before the nap does.
async fn first<T>(
    mut calling: std::pin::Pin<&mut impl Future<Output = T>>,
    nap: impl Future<Output = ()>,
) -> Option<T> {
    let mut nap = pin!(nap);
    poll_fn(|context| match calling.as_mut().poll(context) {
        Poll::Ready(ended) => Poll::Ready(Some(ended)),
        Poll::Pending => nap.as_mut().poll(context).map(|()| None),
    })
    .await
}

fn compare_end(entry: &Entry, end: &End) -> Result<(), String> {
    let expect = &entry.expect;
    let fails = expect.error.is_some() || !expect.error_says.is_empty();
    match end {
        End::Cancelled if expect.cancelled => Ok(()),
        End::Error(error) if fails => {
            let found = serde_json::to_value(error.info()).map_err(|error| error.to_string())?;
            if let Some(wanted) = &expect.error {
                differs("error", at_least(wanted, &found))?;
            }
            match expect.error_says.iter().find(|it| !error.to_string().contains(it.as_str())) {
                Some(text) => Err(format!("the error does not say {text:?}: {error}")),
                None if error.to_string().contains('\n') => {
                    Err(format!("the error has more than one line: {error}"))
                }
                None => Ok(()),
            }
        }
        End::Error(error) => Err(format!("{}: {error}", error.kind)),
        End::Came(came) if !fails && !expect.cancelled => {
            if let Some(wanted) = &expect.value {
                differs("value", exactly(wanted, &came.value))?;
            }
            if let Some(wanted) = &expect.includes {
                differs("value", at_least(wanted, &came.value))?;
            }
            let Some(wanted) = &expect.info else { return Ok(()) };
            let info = serde_json::to_value(&came.info).map_err(|error| error.to_string())?;
            differs("info", at_least(wanted, &info))
        }
        End::Came(came) => Err(format!("it ended well, with {}", came.value)),
        End::Cancelled => Err("it was cancelled".to_owned()),
    }
}

fn compare_requests(wanted: &[WantedRequest], found: &[Value]) -> Result<(), String> {
    if wanted.len() != found.len() {
        return Err(format!("{} requests, not {}", found.len(), wanted.len()));
    }
    for (index, (wanted, found)) in wanted.iter().zip(found).enumerate() {
        compare_request(wanted, found).map_err(|text| format!("request {index}: {text}"))?;
    }
    Ok(())
}

fn compare_request(wanted: &WantedRequest, found: &Value) -> Result<(), String> {
    let text = |name: &str| found.get(name).and_then(Value::as_str).unwrap_or_default();
    let line = format!("{} {}", text("method"), text("target"));
    if line != format!("{} {}", wanted.method, wanted.target) {
        return Err(format!("it is {line}"));
    }
    let headers = found.get("headers").and_then(Value::as_array).cloned().unwrap_or_default();
    let header = |name: &str| {
        let named = headers.iter().find(|it| it.get("name").and_then(Value::as_str) == Some(name));
        named.and_then(|it| it.get("value")).cloned()
    };
    for (name, value) in &wanted.headers {
        if header(name).as_ref() != Some(value) {
            return Err(format!("header {name} is {:?}", header(name)));
        }
    }
    if let Some(name) = wanted.no_headers.iter().find(|name| header(name).is_some()) {
        return Err(format!("it has a header {name}"));
    }
    match (&wanted.body, text("body")) {
        (None, "") => Ok(()),
        (None, body) => Err(format!("it has a body: {body}")),
        (Some(Value::String(form)), body) if form == body => Ok(()),
        (Some(Value::String(_)), body) => Err(format!("its body is {body}")),
        (Some(wanted), body) => {
            let body = serde_json::from_str(body).map_err(|error| format!("{body:?}: {error}"))?;
            differs("body", exactly(wanted, &body))
        }
    }
}

fn compare_secrets(
    entry: &Entry,
    client: Option<&Client>,
    end: &End,
    requests: &[Value],
    logs: &[Value],
) -> Result<(), String> {
    let mut printed = format!("{client:?} {client:#?} {requests:?} {logs:?}");
    if let End::Error(error) = end {
        let json = serde_json::to_string(error.info()).unwrap_or_default();
        printed += &format!("{error} {error:?} {error:#?} {json}");
    }
    match entry.conceals.iter().find(|secret| printed.contains(secret.as_str())) {
        Some(secret) => Err(format!("{secret} shows in: {printed}")),
        None => Ok(()),
    }
}

fn differs(what: &str, difference: Option<String>) -> Result<(), String> {
    difference.map_or(Ok(()), |text| Err(format!("{what}: {text}")))
}
