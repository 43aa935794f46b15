//! What a relay keeps from those who ask it, and what it says where its journal does not tell.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde_json::{Value, json};
use telnum::{
    Attempt, BoxFuture, Claim, Emulator, Error, ErrorKind, Journal, OpenAttempt, Platform, Relay,
    RelayRequest, Surroundings, Timestamp,
};

use crate::relay::{purchase, text};

fn didww(emulator: &Emulator, allow: &[&str]) -> Relay {
    Relay::new(emulator.didww().unwrap().by_name(), allow.iter().copied()).unwrap()
}

async fn get(relay: &Relay, target: &str) -> (u16, String) {
    let answer = relay.handle(RelayRequest::new("GET", target)).await;
    (answer.status, text(&answer))
}

#[tokio::test]
async fn the_password_of_a_trunk_does_not_pass() {
    let emulator = Emulator::new(7);
    let relay = didww(&emulator, &["list_dids", "list_voice_in_trunks"]);
    for target in ["/v3/voice_in_trunks", "/v3/dids?include=voice_in_trunk"] {
        let (status, body) = get(&relay, target).await;
        assert_eq!(status, 200, "{body}");
        assert!(!body.contains("emulator-password"), "{body}");
        assert!(body.contains(r#""auth_password":"[redacted]""#), "{target}: {body}");
        assert!(body.contains(r#""auth_user":"emulator-user""#), "{body}");
        assert!(serde_json::from_str::<Value>(&body).is_ok(), "{body}");
    }
}

#[tokio::test]
async fn an_answer_stays_json_whatever_is_taken_out_of_it() {
    let emulator = Emulator::new(7);
    let given =
        r#"{"data":[], "a\u0070i_key" : 7 ,"x":"\u0065mulator-\u006bey","y":1.50,"z":"\/"}"#;
    let kept = r#"{"data":[], "a\u0070i_key" : "[redacted]","x":"[redacted]","y":1.50,"z":"\/"}"#;
    emulator.script(&json!([{ "status": 200, "text": given }])).unwrap();
    let (status, body) = get(&didww(&emulator, &["list_dids"]), "/v3/dids").await;
    assert_eq!((status, body.as_str()), (200, kept));
    // Nothing would be found in UTF-16, and no client reads it.
    let wide: String = given.chars().flat_map(|it| [it, '\0']).collect();
    emulator.script(&json!([{ "status": 200, "text": wide }])).unwrap();
    let (_, body) = get(&didww(&emulator, &["list_dids"]), "/v3/dids").await;
    assert_eq!(body, "");
}

#[tokio::test]
async fn an_include_shows_only_what_may_be_read() {
    let emulator = Emulator::new(7);
    let relay = didww(&emulator, &["list_dids", "get_did_group"]);
    for (include, operation) in [
        ("voice_in_trunk", "list_voice_in_trunks"),
        ("trunk", "list_voice_in_trunks"),
        ("did_group.city,order", "list_cities"),
        ("%6Frder", "list_orders"),
    ] {
        let (status, body) = get(&relay, &format!("/v3/dids?include={include}")).await;
        assert_eq!(status, 403, "{body}");
        let said = format!("does not allow `{operation}`, whose objects");
        assert!(body.contains("not_enabled") && body.contains(&said), "{body}");
    }
    assert!(emulator.requests().is_empty());
    let (status, body) =
        get(&relay, "/v3/dids?include=did_group.stock_keeping_units,address_verification").await;
    assert_eq!(status, 200, "{body}");
}

/// A journal in memory, whose reading and claims can fail.
#[derive(Default)]
struct Failing {
    open: Mutex<Vec<OpenAttempt>>,
    claims_fail: AtomicBool,
    reads_fail: AtomicBool,
}

fn fault(is_one: &AtomicBool) -> Result<(), Error> {
    match is_one.load(Ordering::Relaxed) {
        true => Err(Error::configuration("The disk is gone.")),
        false => Ok(()),
    }
}

impl Journal for Failing {
    fn claim<'a>(
        &'a self,
        attempt: &'a Attempt,
        at: Timestamp,
    ) -> BoxFuture<'a, Result<Claim, Error>> {
        Box::pin(async move {
            fault(&self.claims_fail)?;
            let mut open = self.open.lock().unwrap();
            if open.iter().any(|it| it.attempt.id == attempt.id) {
                return Ok(Claim::Taken { order_id: None });
            }
            let one: OpenAttempt = serde_json::from_value(json!({
                "attempt": attempt, "claimed_at": at, "sent_at": null, "cause": null, "text": null,
                "candidate_order_id": null,
            }))
            .unwrap();
            open.push(one);
            Ok(Claim::Granted)
        })
    }

    fn settle<'a>(
        &'a self,
        attempt: &'a Attempt,
        outcome: Result<Option<&'a str>, &'a Error>,
        _: Timestamp,
    ) -> BoxFuture<'a, Result<(), Error>> {
        Box::pin(async move {
            let mut open = self.open.lock().unwrap();
            match outcome {
                Err(error) if error.kind == ErrorKind::OutcomeUnknown => {
                    open.iter_mut().for_each(|it| it.cause = error.cause);
                }
                _ => open.retain(|it| it.attempt.id != attempt.id),
            }
            Ok(())
        })
    }

    fn open(&self) -> BoxFuture<'_, Result<Vec<OpenAttempt>, Error>> {
        Box::pin(async move {
            fault(&self.reads_fail)?;
            Ok(self.open.lock().unwrap().clone())
        })
    }
}

fn relay(emulator: &Emulator, journal: &Arc<Failing>) -> Relay {
    relay_with(emulator, journal, emulator.surroundings())
}

fn relay_with(emulator: &Emulator, journal: &Arc<Failing>, with: Surroundings) -> Relay {
    let surroundings = Surroundings { journal: Some(journal.clone()), ..with };
    let client = emulator.didww_builder().surroundings(surroundings).build().unwrap();
    Relay::new(client.by_name(), ["create_order", "get_order"]).unwrap()
}

/// A number of the emulator's, which costs more than one cent.
async fn attempt(emulator: &Emulator, ceiling: Option<&str>) -> Attempt {
    let client = emulator.didww().unwrap();
    let target = "/v3/did_groups?include=stock_keeping_units&filter%5Bis_available%5D=true";
    let (_, groups) = get(&didww(emulator, &["list_did_groups"]), target).await;
    let groups: Value = serde_json::from_str(&groups).unwrap();
    let (group, skus) = ("/data/0/id", "/data/0/relationships/stock_keeping_units/data/0/id");
    let mut item = json!({ "sku_id": groups.pointer(skus).unwrap(), "qty": 1 });
    let mut arguments = json!({});
    if let Some(ceiling) = ceiling {
        item["did_group_id"] = groups.pointer(group).unwrap().clone();
        arguments["max_monthly_price"] = ceiling.into();
    }
    arguments["items"] = json!([item]);
    client.by_name().prepare("create_order", arguments.as_object().unwrap().clone()).unwrap()
}

async fn place(relay: &Relay, attempt: &Attempt) -> Value {
    let named = purchase(attempt);
    let answer = relay.handle(RelayRequest { target: "/v3/orders".to_owned(), ..named }).await;
    serde_json::from_str(&text(&answer)).unwrap()
}

#[tokio::test]
async fn a_journal_that_fails_never_says_that_nothing_was_bought() {
    let (emulator, journal) = (Emulator::new(7), Arc::new(Failing::default()));
    let attempt = attempt(&emulator, None).await;
    emulator.script(&json!(["reset_after"])).unwrap();
    let lost = place(&relay(&emulator, &journal), &attempt).await;
    assert_eq!(lost["kind"], "outcome_unknown", "{lost}");
    // Of a relay that was started again, too: what it remembers is the journal.
    for (claims_fail, reads_fail) in [(false, true), (true, true), (true, false)] {
        journal.claims_fail.store(claims_fail, Ordering::Relaxed);
        journal.reads_fail.store(reads_fail, Ordering::Relaxed);
        let said = place(&relay(&emulator, &journal), &attempt).await;
        assert_eq!(said["kind"], "outcome_unknown", "{said}");
        let text = said["text"].as_str().unwrap();
        assert_eq!(text.contains("journal failed"), reads_fail, "{text}");
        assert_eq!(text.contains("The disk is gone."), reads_fail, "{text}");
    }
    // It knows of no other attempt, and claims none.
    let said = place(&relay(&emulator, &journal), &attempt_again(&attempt)).await;
    assert_eq!(said["kind"], "configuration", "{said}");
    assert!(said["text"].as_str().unwrap().ends_with("Nothing was sent."), "{said}");
    assert_eq!(emulator.ledger().len(), 1);
}

#[tokio::test]
async fn a_look_before_the_purchase_does_not_hide_that_it_was_made() {
    let (emulator, journal) = (Emulator::new(7), Arc::new(Failing::default()));
    let attempt = attempt(&emulator, Some("1000")).await;
    emulator.script(&json!([{ "own": true }, "reset_after"])).unwrap();
    let lost = place(&relay(&emulator, &journal), &attempt).await;
    assert_eq!(lost["kind"], "outcome_unknown", "{lost}");
    assert_eq!(emulator.ledger().len(), 1);
    // Now the group is gone: the look would say that nothing was bought.
    emulator.script(&json!([{ "status": 404, "body": { "errors": [] } }])).unwrap();
    let said = place(&relay(&emulator, &journal), &attempt).await;
    assert_eq!(said["kind"], "outcome_unknown", "{said}");
    // Of an attempt that was not placed, it is the answer.
    let fresh = attempt_again(&attempt);
    emulator.script(&json!([{ "status": 404, "body": { "errors": [] } }])).unwrap();
    let said = place(&relay(&emulator, &journal), &fresh).await;
    assert_eq!(said["kind"], "invalid_input", "{said}");
    let text = said["text"].as_str().unwrap();
    assert!(text.ends_with(" Nothing was bought."), "{text}");
    assert_eq!(emulator.ledger().len(), 1);
}

fn attempt_again(attempt: &Attempt) -> Attempt {
    let mut again = attempt.clone();
    again.id = "0f0e0d0c-0b0a-4908-8706-050403020100".to_owned();
    again
}

/// The emulator's clock, on which an alarm goes off at once.
struct Quick {
    emulator: Emulator,
    waited: Mutex<Duration>,
}

impl Platform for Quick {
    fn now(&self) -> i64 {
        Platform::now(&self.emulator)
    }

    fn elapsed(&self) -> Duration {
        self.emulator.elapsed()
    }

    fn sleep(&self, pause: Duration) -> BoxFuture<'_, ()> {
        self.emulator.sleep(pause)
    }

    fn alarm(&self, after: Duration) -> BoxFuture<'_, ()> {
        *self.waited.lock().unwrap() += after;
        Box::pin(std::future::ready(()))
    }

    fn random(&self) -> u32 {
        self.emulator.random()
    }

    fn variable(&self, name: &str) -> Option<String> {
        self.emulator.variable(name)
    }
}

#[tokio::test]
async fn a_purchase_that_ended_without_a_word_is_not_waited_for_as_long_as_a_page_waits() {
    let (emulator, journal) = (Emulator::new(7), Arc::new(Failing::default()));
    let attempt = attempt(&emulator, None).await;
    let claimed_at = Timestamp::from_unix_milliseconds(Platform::now(&emulator));
    journal.claim(&attempt, claimed_at).await.unwrap();
    let quick = Arc::new(Quick { emulator: emulator.clone(), waited: Mutex::default() });
    let surroundings = Surroundings { platform: Some(quick.clone()), ..emulator.surroundings() };
    let relay = relay_with(&emulator, &journal, surroundings);
    let said = place(&relay, &attempt).await;
    assert_eq!(said["kind"], "outcome_unknown", "{said}");
    let waited = *quick.waited.lock().unwrap();
    assert!((Duration::from_secs(25)..=Duration::from_secs(31)).contains(&waited), "{waited:?}");
    assert_eq!(emulator.ledger().len(), 0);
}
