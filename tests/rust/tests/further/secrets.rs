//! Nothing that can be printed shows a secret.

use serde_json::json;
use telnum::{
    Emulator, HeaderText, HttpRequest, IdtExpress, ListNumbers, Method, NativeTransport,
    NativeTransportOptions, Secret, Settings,
};

const KEY: &str = "key-1234567890";
const SECRET: &str = "secret-10987654321";
const TOKEN: &str = "relay-token-123456";
const PASSWORD: &str = "proxy-password";

fn conceals(printed: &str) {
    for secret in [KEY, SECRET, TOKEN, PASSWORD] {
        assert!(!printed.contains(secret), "{secret} shows in {printed}");
    }
}

fn settings() -> Settings {
    Settings {
        headers: vec![("x-relay-token".to_owned(), TOKEN.to_owned())],
        proxy: Some(format!("http://user:{PASSWORD}@127.0.0.1:3128")),
        ..Settings::default()
    }
}

#[test]
fn secrets_headers_and_requests_print_as_redacted() {
    assert_eq!(format!("{:?}", Secret::from(SECRET)), "[redacted]");
    let request = HttpRequest {
        method: Method::Get,
        url: "https://api.idtexpress.com/v1/dids/numbers".to_owned(),
        headers: vec![("x-api-secret".to_owned(), HeaderText::Secret(SECRET.into()))],
        body: None,
    };
    conceals(&format!("{request:?} {request:#?}"));
}

#[test]
fn clients_settings_and_transports_print_without_secrets() {
    let settings = settings();
    conceals(&format!("{settings:?} {settings:#?}"));
    let options = NativeTransportOptions { proxy: settings.proxy.clone(), ..Default::default() };
    conceals(&format!("{options:?} {:?}", NativeTransport::new(options.clone()).unwrap()));
    let client = IdtExpress::builder().api_key(KEY).api_secret(SECRET).settings(settings);
    let client = client.build().unwrap();
    conceals(&format!("{client:?} {client:#?}"));
    conceals(&format!("{:?}", client.numbers(ListNumbers::new())));
}

#[test]
fn errors_of_settings_show_no_value() {
    let secret = format!("{SECRET}\n");
    let builder = || IdtExpress::builder().api_key(KEY).settings(Settings::default());
    conceals(&format!("{:?}", builder().api_secret(secret).build().unwrap_err()));
    let wrong = json!({ "headers": { "x-token": [TOKEN] }, "proxy": [PASSWORD] });
    let wrong = builder().options(wrong.as_object().cloned().unwrap()).err().unwrap();
    conceals(&format!("{wrong:?}"));
    let header = vec![("x-token".to_owned(), format!("{TOKEN}\r\n"))];
    let header = Settings { headers: header, ..Settings::default() };
    conceals(&format!("{:?}", builder().settings(header).build().unwrap_err()));
    let user =
        Settings { base_url: Some(format!("https://user:{PASSWORD}@x.example")), ..settings() };
    conceals(&format!("{:?}", builder().settings(user).build().unwrap_err()));
}

#[tokio::test]
async fn an_error_of_the_transport_does_not_hold_the_request() {
    let settings = Settings { max_retries: Some(0), ..settings() };
    let client = IdtExpress::builder().api_key(KEY).api_secret(SECRET).settings(settings);
    // Port 3128 of this machine is no proxy.
    let error = client.build().unwrap().list_numbers(ListNumbers::new()).await.unwrap_err();
    conceals(&format!("{error} {error:?} {}", serde_json::to_string(error.info()).unwrap()));
}

#[tokio::test]
async fn an_attempt_and_a_lost_purchase_hold_no_secret() {
    let emulator = Emulator::new(7);
    let builder = emulator.idt_express_builder().api_key("emulator-my-key");
    let client = builder.api_secret("emulator-my-secret").build().unwrap();
    emulator.script(&json!(["reset_after"])).unwrap();
    let attempt = client.prepare_order(16847, 3).unwrap();
    let error = client.place(&attempt).await.unwrap_err();
    let printed = format!("{attempt:?} {error} {error:?} {emulator:?} {:?}", emulator.requests());
    assert!(!printed.contains("emulator-my-"), "{printed}");
}
