//! A page's client, a relay and the carrier: keys are added and never shown, and an attempt is placed once.

use std::sync::{Arc, Mutex};

use serde_json::json;
use telnum::{
    Abilities, Attempt, BoxFuture, Emulator, ErrorKind, Failure, HttpRequest, HttpResponse,
    IdtExpress, Limits, Relay, RelayRequest, Transport, TransportError,
};

use crate::journal_file::Scratch;

/// The way from a page to its relay: `fetch`, which proves nothing, and answers can get lost on it.
struct Page {
    relay: Relay,
    /// How many of the next answers are lost.
    lost: Mutex<u32>,
    answers: Mutex<Vec<HttpResponse>>,
}

impl Page {
    fn new(relay: Relay) -> Arc<Self> {
        Arc::new(Self { relay, lost: Mutex::default(), answers: Mutex::default() })
    }

    fn client(self: &Arc<Self>, emulator: &Emulator) -> IdtExpress {
        let builder = IdtExpress::builder().base_url("https://relay.example");
        builder.surroundings(emulator.surroundings()).transport(self.clone()).build().unwrap()
    }

    fn shown(&self) -> String {
        let answers = self.answers.lock().unwrap();
        answers.iter().map(|it| format!("{:?} {}\n", it.headers, text(it))).collect()
    }
}

impl Transport for Page {
    fn abilities(&self) -> Abilities {
        Abilities { fresh_connection: false, proves_not_sent: false, one_wire_request: false }
    }

    fn send<'a>(
        &'a self,
        request: &'a HttpRequest,
        _: Limits,
    ) -> BoxFuture<'a, Result<HttpResponse, TransportError>> {
        Box::pin(async move {
            let of = |(name, text): &(String, telnum::HeaderText)| {
                (name.clone(), text.reveal().to_owned())
            };
            let asked = RelayRequest {
                method: request.method.as_str().to_owned(),
                target: request.url.replacen("https://relay.example", "", 1),
                headers: request.headers.iter().map(of).collect(),
                body: request.body.clone().unwrap_or_default(),
            };
            let answer = self.relay.handle(asked).await;
            self.answers.lock().unwrap().push(answer.clone());
            let mut lost = self.lost.lock().unwrap();
            if *lost > 0 {
                *lost -= 1;
                return Err(TransportError::new(Failure::Broken, false, "the page lost it"));
            }
            Ok(answer)
        })
    }
}

const ALLOWED: [&str; 5] =
    ["list_did_groups", "create_order", "get_order", "list_orders", "preview_order"];

fn relay(emulator: &Emulator, file: &Scratch) -> Relay {
    let client = emulator.idt_express_builder().journal(file.path()).build().unwrap();
    Relay::new(client.by_name(), ALLOWED).unwrap()
}

pub(crate) fn text(answer: &HttpResponse) -> String {
    String::from_utf8(answer.body.clone()).unwrap()
}

pub(crate) fn purchase(attempt: &Attempt) -> RelayRequest {
    let named = ("Telnum-Attempt".to_owned(), serde_json::to_string(attempt).unwrap());
    RelayRequest { headers: vec![named], ..RelayRequest::new("POST", "/v1/dids/orders") }
}

#[tokio::test]
async fn a_page_buys_by_a_relay_and_sees_no_key() {
    let (emulator, file) = (Emulator::new(7), Scratch::new());
    let page = Page::new(relay(&emulator, &file));
    let client = page.client(&emulator);
    let groups = client.list_did_groups(telnum::ListDidGroups::new("BR")).await.unwrap();
    let order = client.create_order(&groups[0].id, 2).await.unwrap();
    let seen = client.wait_for_order(&order.id).await.unwrap();
    assert_eq!((seen.ordered, emulator.ledger().len()), (Some(2), 1));
    let error = client.list_numbers(telnum::ListNumbers::new()).await.unwrap_err();
    assert_eq!(error.kind, ErrorKind::NotEnabled);
    assert_eq!(error.text, "The relay does not allow `list_numbers`.");
    let shown = page.shown();
    for secret in ["emulator-key", "emulator-secret", "api-key"] {
        assert!(!shown.contains(secret), "{shown}");
    }
    let sent = emulator.requests();
    assert!(sent.iter().all(|it| it.headers.iter().any(|it| it.name == "x-api-key")));
    assert!(!sent.iter().any(|it| it.headers.iter().any(|it| it.name == "telnum-attempt")));
}

#[tokio::test]
async fn twenty_equal_requests_are_one_purchase_and_so_is_one_after_a_restart() {
    let (emulator, file) = (Emulator::new(7), Scratch::new());
    let first = relay(&emulator, &file);
    let attempt = emulator.idt_express().unwrap().prepare_order(16847, 2).unwrap();
    let requests = (0..20).map(|_| first.handle(purchase(&attempt)));
    let answers = futures_util::future::join_all(requests).await;
    let restarted = relay(&emulator, &file).handle(purchase(&attempt)).await;
    assert_eq!(emulator.ledger().len(), 1);
    for answer in answers.iter().chain([&restarted]) {
        assert!((200..300).contains(&answer.status), "{}", text(answer));
        assert!(text(answer).contains(&emulator.ledger()[0].order_id.clone().unwrap()));
    }
}

#[tokio::test]
async fn an_answer_that_is_lost_between_page_and_relay_is_asked_for_again() {
    let (emulator, file) = (Emulator::new(7), Scratch::new());
    let page = Page::new(relay(&emulator, &file));
    *page.lost.lock().unwrap() = 1;
    let client = page.client(&emulator);
    let attempt = client.prepare_order(16847, 2).unwrap();
    let order = client.place(&attempt).await.unwrap();
    // Again, by the same page and by one that was loaded anew.
    assert_eq!(client.place(&attempt).await.unwrap().id, order.id);
    assert_eq!(page.client(&emulator).place(&attempt).await.unwrap().id, order.id);
    let bought = page.client(&emulator).buy_numbers(attempt).await.unwrap();
    assert_eq!((bought.order_id, bought.delivered), (Some(order.id), 2));
    assert_eq!(emulator.ledger().len(), 1);
}

#[tokio::test]
async fn an_answer_that_the_relay_lost_is_unknown_to_the_page_too_until_the_owner_knows() {
    let (emulator, file) = (Emulator::new(7), Scratch::new());
    let page = Page::new(relay(&emulator, &file));
    let client = page.client(&emulator);
    let attempt = client.prepare_order(16847, 2).unwrap();
    emulator.script(&json!(["reset_after"])).unwrap();
    let lost = client.place(&attempt).await.unwrap_err();
    assert_eq!((lost.kind, lost.cause), (ErrorKind::OutcomeUnknown, Some(ErrorKind::Transport)));
    assert_eq!(lost.attempt.as_ref(), Some(&attempt));
    let again = page.client(&emulator).place(&attempt).await.unwrap_err();
    assert_eq!((again.kind, again.sent_at), (lost.kind, lost.sent_at));
    // A worker of the owner's finds it, by the same journal.
    let owner = emulator.idt_express_builder().journal(file.path()).build().unwrap();
    let request = telnum::ReconcileOrders::new(vec![attempt.clone()]).sole_buyer(true);
    owner.reconcile_orders(request).await.unwrap();
    let order = client.place(&attempt).await.unwrap();
    assert_eq!(emulator.ledger()[0].order_id.as_ref(), Some(&order.id));
    assert_eq!(emulator.ledger().len(), 1);
}

#[tokio::test]
async fn what_the_carrier_refuses_is_told_as_it_is_and_may_be_placed_again() {
    let (emulator, file) = (Emulator::new(7), Scratch::new());
    emulator.set("balance", "0.31".into()).unwrap();
    let page = Page::new(relay(&emulator, &file));
    *page.lost.lock().unwrap() = 1;
    let client = page.client(&emulator);
    let attempt = client.prepare_order(16847, 2).unwrap();
    let refused = client.place(&attempt).await.unwrap_err();
    assert_eq!(refused.kind, ErrorKind::InsufficientFunds);
    assert_eq!(refused.details[0].code.as_deref(), Some("3001"));
    emulator.set("balance", "100".into()).unwrap();
    client.place(&attempt).await.unwrap();
    assert_eq!(emulator.ledger().len(), 1);
}

#[tokio::test]
async fn what_a_relay_does_not_know_goes_nowhere() {
    let (emulator, file) = (Emulator::new(7), Scratch::new());
    let relay = relay(&emulator, &file);
    for target in [
        "",
        "/",
        "//evil.example/v1/dids/orders",
        "https://evil.example/v1/dids/orders",
        "/v1/../v1/dids/orders",
        "/v1/dids/orders/..",
        "/v1/dids/orders/%2e%2e",
        "/v1/dids/orders/.%2e",
        "/v1/dids/orders/a%2fb",
        "/v1/dids/orders/a%5cb",
        "/v1/dids/orders/%252e%252e",
        "/v1/dids/orders/a;b",
        "/v1/dids/orders/%00",
        "/v1/dids/orders/%ff",
        "/v1/dids/orders/a#b",
        "/v1/dids/orders/",
        "/v1/dids/orders/a/b",
        "/V1/dids/orders",
        "/v1/dids//orders",
        "/v1/dids/orders\\a",
        "/telnum-relay",
    ] {
        let answer = relay.handle(RelayRequest::new("GET", target)).await;
        assert_eq!(answer.status, 404, "{target}: {}", text(&answer));
        assert_eq!(answer.headers[0].value, "application/vnd.telnum.error+json");
    }
    for (method, target) in [("PUT", "/v1/dids/orders"), ("get", "/v1/dids/orders"), ("TRACE", "/")]
    {
        assert_eq!(relay.handle(RelayRequest::new(method, target)).await.status, 404);
    }
    for target in [
        "/v1/dids/orders?api_key=x",
        "/v1/dids/orders?page=1&x=%00",
        "/v1/dids/orders?p%61ge%5b=%ff",
    ] {
        let answer = relay.handle(RelayRequest::new("GET", target)).await;
        assert_eq!(answer.status, 400, "{target}: {}", text(&answer));
    }
    assert!(emulator.requests().is_empty());
    let allowed = RelayRequest {
        headers: [
            ("Host", "evil.example"),
            ("Authorization", "Bearer x"),
            ("X-Api-Key", "another"),
            ("X-Forwarded-For", "10.0.0.1"),
            ("Cookie", "a=b"),
            ("Content-Length", "7"),
            ("Accept", "text/html"),
        ]
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .to_vec(),
        ..RelayRequest::new("GET", "/v1/dids/orders?page=1&p%61ge_size=7")
    };
    assert_eq!(relay.handle(allowed).await.status, 200);
    let sent = &emulator.requests()[0];
    assert_eq!(sent.target, "/v1/dids/orders?page=1&page_size=7");
    let names: Vec<&str> = sent.headers.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(names, ["x-api-key", "x-api-secret", "accept"]);
}

#[tokio::test]
async fn a_purchase_is_what_its_attempt_says_and_nothing_else() {
    let (emulator, file) = (Emulator::new(7), Scratch::new());
    let relay = relay(&emulator, &file);
    let attempt = emulator.idt_express().unwrap().prepare_order(16847, 2).unwrap();
    let body = br#"{"order_items":[{"did_group_id":16847,"quantity":100}]}"#.to_vec();
    let bare = RelayRequest { headers: Vec::new(), body: body.clone(), ..purchase(&attempt) };
    assert_eq!(relay.handle(bare.clone()).await.status, 400);
    // No preview either, however it is written.
    for odd in [
        r#"{"preview":true,"preview":false}"#,
        r#"{"preview":"true"}"#,
        "[]",
        "",
        "{",
        r#"[{"preview":true}]"#,
    ] {
        let odd = RelayRequest { body: odd.into(), ..bare.clone() };
        assert_eq!(relay.handle(odd).await.status, 400);
    }
    let twice = RelayRequest {
        headers: [purchase(&attempt).headers, purchase(&attempt).headers].concat(),
        ..bare.clone()
    };
    assert_eq!(relay.handle(twice).await.status, 400);
    let by_sku = emulator.idt_express().unwrap();
    let by_sku = by_sku.prepare_order_by_sku(16847, vec!["a".to_owned()]).unwrap();
    assert_eq!(relay.handle(purchase(&by_sku)).await.status, 403);
    let changes: [fn(&mut Attempt); 7] = [
        |it| it.version = 2,
        |it| it.environment = telnum::Environment::Live,
        |it| it.carrier = telnum::Carrier::Didww,
        |it| it.operation = "preview_order".to_owned(),
        |it| it.id.clear(),
        |it| it.id.push('\n'),
        |it| drop(it.arguments.0.insert("quantity".to_owned(), 101.into())),
    ];
    for change in changes {
        let mut attempt = attempt.clone();
        change(&mut attempt);
        let answer = relay.handle(purchase(&attempt)).await;
        assert_eq!(answer.status, 400, "{}", text(&answer));
    }
    for odd in ["", "null", "[]", "{\"id\":1}", "{"] {
        let headers = vec![("telnum-attempt".to_owned(), odd.to_owned())];
        assert_eq!(relay.handle(RelayRequest { headers, ..bare.clone() }).await.status, 400);
    }
    let large = RelayRequest { body: vec![b' '; 300_000], ..purchase(&attempt) };
    assert_eq!(relay.handle(large).await.status, 400);
    assert!(emulator.requests().is_empty());
    // What it says beside its attempt is not looked at.
    let bought = RelayRequest { body, ..purchase(&attempt) };
    assert_eq!(relay.handle(bought).await.status, 200);
    assert_eq!(emulator.ledger()[0].quantity, 2);
}

#[tokio::test]
async fn operations_that_share_a_path_are_told_apart_by_what_they_send() {
    let emulator = Emulator::new(7);
    let relay = Relay::new(emulator.didww().unwrap().by_name(), ["update_did"]).unwrap();
    let send = |body: serde_json::Value| {
        let body = body.to_string().into_bytes();
        relay.handle(RelayRequest { body, ..RelayRequest::new("PATCH", "/v3/dids/a") })
    };
    let did = |id: &str, attributes| json!({ "data": { "id": id, "type": "dids", "attributes": attributes } });
    assert_eq!(send(did("a", json!({ "terminated": true }))).await.status, 403);
    assert_eq!(send(did("a", json!({ "terminated": true, "description": "x" }))).await.status, 400);
    assert_eq!(send(did("b", json!({ "description": "x" }))).await.status, 400);
    assert_eq!(send(json!({ "data": { "type": "orders" } })).await.status, 400);
    assert!(emulator.requests().is_empty());
    assert_eq!(send(did("a", json!({ "description": "x" }))).await.status, 404);
    assert_eq!(emulator.requests().len(), 1);
}

#[tokio::test]
async fn what_its_owner_gets_wrong_is_told_when_the_relay_is_made() {
    let (emulator, file) = (Emulator::new(7), Scratch::new());
    let said = |client: &IdtExpress, allow: &'static str| {
        let error = Relay::new(client.by_name(), [allow]).map(drop).unwrap_err();
        assert_eq!(error.kind, ErrorKind::Configuration);
        error.text.clone()
    };
    let client = emulator.idt_express().unwrap();
    assert!(said(&client, "create_order").contains("needs a `journal`"));
    assert!(said(&client, "list_ordes").contains("did you mean `list_orders`"));
    assert!(
        said(&client, "buy_numbers").contains("no operation `buy_numbers` that sends a request")
    );
    let keyless = Page::new(relay(&emulator, &file)).client(&emulator);
    assert!(said(&keyless, "list_orders").contains("its client has none"));
}

#[tokio::test]
async fn an_order_of_dialog_tech_has_no_id_and_is_a_conflict_the_second_time() {
    let (emulator, file) = (Emulator::new(7), Scratch::new());
    let client = emulator.dialog_tech_builder().journal(file.path()).build().unwrap();
    let relay = Relay::new(client.by_name(), ["order_numbers"]).unwrap();
    let attempt = client.prepare_order(telnum::OrderNumbers::local("555", 1)).unwrap();
    let headers = purchase(&attempt).headers;
    let target = "/ibp_api.php?action=numbers.order&access_key=mine";
    let order = RelayRequest { headers, ..RelayRequest::new("GET", target) };
    let first = relay.handle(order.clone()).await;
    assert_eq!(first.status, 200, "{}", text(&first));
    let second = relay.handle(order).await;
    assert_eq!(second.status, 409, "{}", text(&second));
    assert_eq!(emulator.ledger().len(), 1);
    for answer in [first, second] {
        assert!(!text(&answer).contains("emulator-"), "{}", text(&answer));
    }
}

#[tokio::test]
async fn a_secret_that_the_carrier_quotes_does_not_pass() {
    let (emulator, file) = (Emulator::new(7), Scratch::new());
    let body = json!({ "orders": [], "said": "emulator-secret" });
    let headers =
        json!({ "set-cookie": "a=emulator-key", "x-request-id": "emulator-key", "server": "x" });
    emulator.script(&json!([{ "status": 200, "headers": headers, "body": body }])).unwrap();
    let answer = relay(&emulator, &file).handle(RelayRequest::new("GET", "/v1/dids/orders")).await;
    let shown = format!("{:?} {}", answer.headers, text(&answer));
    assert!(!shown.contains("emulator-") && !shown.contains("set-cookie"), "{shown}");
    assert!(!shown.contains("server"), "{shown}");
}
