use super::*;
use serde_json::json;
use std::net::TcpListener as Listener;

const JSON_API: &str = "application/vnd.api+json";

/// A request to DIDWW.
fn didww(client: &mut Client, method: &str, target: &str, body: &str) -> Answer {
    client.send(&format!(
        "{method} {target} HTTP/1.1\r\nhost: localhost\r\napi-key: emulator-key\r\n\
         accept: {JSON_API}\r\ncontent-type: {JSON_API}\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    ));
    client.answer().unwrap()
}

/// Orders a number with a callback.
fn order(client: &mut Client, url: &str, method: &str) -> String {
    let groups = "/v3/did_groups?filter[is_available]=true&include=stock_keeping_units";
    let groups = didww(client, "GET", groups, "").json();
    let unit = &groups["included"][0]["id"];
    let item = json!({"type": "did_order_items", "attributes": {"sku_id": unit, "qty": 1}});
    let attributes = json!({"items": [item], "callback_url": url, "callback_method": method});
    let order = json!({"data": {"type": "orders", "attributes": attributes}});
    let answer = didww(client, "POST", "/v3/orders", &order.to_string());
    assert_eq!(answer.status, 201, "{}", answer.json());
    answer.json()["data"]["id"].as_str().unwrap().to_owned()
}

/// What one program hears, as it answers with 200.
fn heard(sink: &Listener) -> String {
    let (mut stream, _) = sink.accept().unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(5))).unwrap();
    let mut text = String::new();
    let mut buffer = [0; 4_096];
    while !is_whole(&text) {
        let count = stream.read(&mut buffer).unwrap();
        text.push_str(std::str::from_utf8(&buffer[..count]).unwrap());
    }
    stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n").unwrap();
    text
}

fn is_whole(text: &str) -> bool {
    let Some((head, body)) = text.split_once("\r\n\r\n") else { return false };
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
    length.is_none_or(|length| length.parse::<usize>().unwrap() == body.len())
}

/// Lets orders end, has callbacks sent, and tells how many there were and what was heard.
fn told(switches: &[(&str, Value)], method: &str, times: usize) -> (Vec<Value>, Vec<String>) {
    let mut client = Client::new(server(switches));
    let sink = Listener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/hook?mine=1", sink.local_addr().unwrap());
    let hearing =
        std::thread::spawn(move || (0..times).map(|_| heard(&sink)).collect::<Vec<String>>());
    let id = order(&mut client, &url, method);
    let callbacks = |client: &mut Client| {
        let answer = client.ask("POST", "/_emulator/callbacks", "");
        assert_eq!(answer.status, 200);
        answer.json()["callbacks"].as_array().unwrap().clone()
    };
    assert_eq!(callbacks(&mut client), Vec::<Value>::new());
    client.ask("POST", "/_emulator/clock", r#"{"advance_s":10}"#);
    let sent = callbacks(&mut client);
    assert_eq!(callbacks(&mut client), Vec::<Value>::new());
    let texts = hearing.join().unwrap();
    assert!(texts.iter().all(|it| it.contains(&id)), "{texts:?}");
    (sent, texts)
}

#[test]
fn an_order_that_ended_is_told_of_by_a_signed_form() {
    let (sent, heard) = told(&[], "POST", 1);
    assert_eq!((sent.len(), &sent[0]["answer"]), (1, &json!(200)));
    let heard = &heard[0];
    assert!(heard.starts_with("POST /hook?mine=1 HTTP/1.1\r\n"), "{heard}");
    assert!(heard.ends_with("&type=orders&status=completed"), "{heard}");
    let signature = sent[0]["signature"].as_str().unwrap();
    assert!(heard.contains(&format!("x-didww-signature: {signature}\r\n")), "{heard}");
}

#[test]
fn or_by_a_query() {
    let (sent, heard) = told(&[], "GET", 1);
    assert_eq!(sent[0]["answer"], 200);
    assert!(heard[0].starts_with("GET /hook?mine=1&id="), "{}", heard[0]);
    assert!(heard[0].contains("&status=completed HTTP/1.1\r\n"), "{}", heard[0]);
}

#[test]
fn callbacks_may_come_twice_or_never_or_be_signed_wrongly() {
    assert_eq!(told(&[("didww_callbacks", json!("twice"))], "POST", 2).0.len(), 2);
    assert_eq!(told(&[("didww_callbacks", json!("never"))], "POST", 0).0.len(), 0);
    let wrong = told(&[("didww_callbacks", json!("wrong_key"))], "POST", 1).0;
    let key = [("didww_callback_secret", json!("emulator-wrong-key"))];
    let mut client = Client::new(server(&key));
    // The same order, so the same id, at the same address.
    let url = wrong[0]["url"].as_str().unwrap();
    order(&mut client, url, "POST");
    client.ask("POST", "/_emulator/clock", r#"{"advance_s":10}"#);
    let same = client.ask("POST", "/_emulator/callbacks", "").json();
    assert_eq!(same["callbacks"][0]["signature"], wrong[0]["signature"]);
    // No one listens there any more.
    assert!(same["callbacks"][0]["answer"].is_string(), "{same}");
}

#[test]
fn a_canceled_order_is_told_of_too() {
    let mut client = Client::new(server(&[]));
    let id = order(&mut client, "https://example.com/hook", "POST");
    assert_eq!(didww(&mut client, "DELETE", &format!("/v3/orders/{id}"), "").status, 204);
    let sent = client.ask("POST", "/_emulator/callbacks", "").json();
    assert_eq!(sent["callbacks"][0]["answer"], "only http is sent to");
}
