//! DialogTech: a GET that spends money, with its keys in the URL.

use std::future::ready;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde_json::{Map, Value};
use telnum::{
    Abilities, BoxFuture, CallOptions, DialogTech, Emulator, Environment, ErrorKind, Failure,
    Header, HttpRequest, HttpResponse, Limits, OrderNumbers, Settings, Surroundings, Transport,
    TransportError,
};

use crate::support::{Reply, Wire};
use crate::surroundings::WithKeys;

const KEY: &str = "access-key-1234567890";
const SECRET: &str = "secret-key-10987654321";
const BOUGHT: &str = "<response><result>success</result><result_description><numbers>\
                      <number>5551112222</number></numbers></result_description></response>";

fn client(wire: &Wire) -> DialogTech {
    let builder = DialogTech::builder().access_key(KEY).secret_access_key(SECRET);
    builder.base_url(wire.url()).build().unwrap()
}

fn order() -> OrderNumbers {
    OrderNumbers::local("555", 1)
}

#[tokio::test]
async fn a_lost_order_is_one_request_on_the_wire() {
    let wire =
        Wire::new(|seen| if seen.connection < 2 { Reply::Json(BOUGHT) } else { Reply::Close });
    let client = client(&wire);
    client.order_numbers(order()).await.unwrap();
    client.order_numbers(order()).await.unwrap();
    let lost = client.order_numbers(order()).await.unwrap_err();
    assert_eq!(lost.kind, ErrorKind::OutcomeUnknown);
    // Time for whoever would send it again.
    tokio::time::sleep(Duration::from_millis(1500)).await;
    let seen = wire.seen();
    assert_eq!(seen.len(), 3, "{seen:?}");
    // Each on a connection of its own, the keys last.
    assert!(seen.iter().enumerate().all(|(at, it)| it.connection == at && it.place == 0));
    let line = "GET /ibp_api.php?action=numbers.order&type=local&search=555&quantity=1\
                &fill_quantity=1&access_key=access-key-1234567890\
                &secret_access_key=secret-key-10987654321";
    assert!(seen.iter().all(|it| it.line == line), "{seen:?}");
}

/// Quotes every URL that it is given, in its failures and in its answers.
#[derive(Default)]
struct Quoting {
    requests: Mutex<Vec<HttpRequest>>,
    answers: bool,
    like_fetch: bool,
}

impl Transport for Quoting {
    fn abilities(&self) -> Abilities {
        Abilities { one_wire_request: !self.like_fetch, ..Abilities::ALL }
    }

    fn send<'a>(
        &'a self,
        request: &'a HttpRequest,
        _: Limits,
    ) -> BoxFuture<'a, Result<HttpResponse, TransportError>> {
        self.requests.lock().unwrap().push(request.clone());
        let text = format!("error sending request for url ({})", request.url);
        let header = Header::new("x-request-id", &request.url);
        Box::pin(ready(match self.answers {
            true => Ok(HttpResponse { status: 200, headers: vec![header], body: BOUGHT.into() }),
            false => Err(TransportError::new(Failure::Broken, false, text)),
        }))
    }
}

fn quoted(transport: &Arc<Quoting>, settings: Settings) -> DialogTech {
    let surroundings = Surroundings {
        transport: Some(transport.clone()),
        platform: Some(Arc::new(WithKeys)),
        ..Surroundings::default()
    };
    DialogTech::builder().settings(settings).surroundings(surroundings).build().unwrap()
}

fn live() -> Settings {
    Settings { environment: Some(Environment::Live), ..Settings::default() }
}

fn relay() -> Settings {
    Settings { base_url: Some("https://relay.example/dt".to_owned()), ..Settings::default() }
}

#[tokio::test]
async fn a_url_that_is_quoted_shows_no_key() {
    for answers in [false, true] {
        let transport = Arc::new(Quoting { answers, ..Quoting::default() });
        let client = quoted(&transport, live());
        let attempt = client.prepare_order(order()).unwrap();
        let ended = client.send_place(&attempt, CallOptions::default()).await;
        let requests = transport.requests.lock().unwrap();
        assert!(requests[0].url.contains("-of-the-machine"), "{}", requests[0].url);
        let printed = format!("{client:?} {client:#?} {attempt:?} {ended:?} {requests:?}");
        assert!(!printed.contains("-of-the-machine"), "{printed}");
        if let Err(error) = ended {
            let json = serde_json::to_string(error.info()).unwrap();
            assert!(!json.contains("-of-the-machine"), "{json}");
            assert!(json.contains("access_key=[redacted]"), "{json}");
        }
    }
}

#[tokio::test]
async fn keys_of_the_environment_go_to_dialogtech_and_to_nobody_else() {
    const QUERY: &str = "/ibp_api.php?action=numbers.order&type=local&search=555&quantity=1\
                         &fill_quantity=1";
    const KEYS: &str = "&access_key=DIALOGTECH_ACCESS_KEY-of-the-machine\
                        &secret_access_key=DIALOGTECH_SECRET_ACCESS_KEY-of-the-machine";
    for (settings, url) in [
        (live(), format!("https://secure.dialogtech.com{QUERY}{KEYS}")),
        (relay(), format!("https://relay.example/dt{QUERY}")),
    ] {
        let transport = Arc::new(Quoting { answers: true, ..Quoting::default() });
        quoted(&transport, settings).order_numbers(order()).await.unwrap();
        let requests = transport.requests.lock().unwrap();
        assert_eq!(requests.len(), 1);
        assert_eq!(requests[0].url, url);
    }
}

#[tokio::test]
async fn where_one_wire_request_cannot_be_promised_nothing_is_ordered() {
    let transport = Arc::new(Quoting { like_fetch: true, ..Quoting::default() });
    let error = quoted(&transport, live()).order_numbers(order()).await.unwrap_err();
    assert_eq!(error.kind, ErrorKind::Configuration);
    assert!(transport.requests.lock().unwrap().is_empty());
}

/// What a typed method cannot be given reaches `call`, by which Python and JavaScript come.
#[tokio::test]
async fn entries_with_untyped_arguments_hold_for_calls_by_name() {
    let beside = || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../vectors");
    let folder = std::env::var_os("TELNUM_VECTORS").map_or_else(beside, PathBuf::from);
    let text = std::fs::read_to_string(folder.join("dt-invalid-types.json")).unwrap();
    let file: Value = serde_json::from_str(&text).unwrap();
    let orders = file["entries"].as_array().unwrap().iter();
    let orders: Vec<_> = orders.filter(|it| it["call"]["operation"] == "order_numbers").collect();
    assert!(orders.len() > 10);
    for entry in orders {
        let emulator = Emulator::new(7);
        let client = emulator.dialog_tech().unwrap().by_name();
        let arguments: Map<String, Value> =
            entry["call"]["arguments"].as_object().cloned().unwrap();
        let error = client.call("order_numbers", arguments, CallOptions::default()).await;
        let error = error.err().unwrap();
        assert_eq!(error.kind, ErrorKind::InvalidInput, "{entry}");
        for text in entry["expect"]["error_says"].as_array().unwrap() {
            assert!(error.to_string().contains(text.as_str().unwrap()), "{entry}: {error}");
        }
        let wanted = entry["expect"]["error"]["details"].as_array().unwrap().iter();
        let fields: Vec<_> = error.details.iter().map(|it| it.field.as_deref()).collect();
        assert_eq!(fields, wanted.map(|it| it["field"].as_str()).collect::<Vec<_>>(), "{entry}");
        assert!(emulator.requests().is_empty());
    }
}

#[tokio::test]
async fn there_is_no_other_operation_to_call() {
    let client = Emulator::new(7).dialog_tech().unwrap().by_name();
    let error = client.call("create_order", Map::new(), CallOptions::default()).await;
    assert_eq!(error.err().unwrap().kind, ErrorKind::InvalidInput);
}
