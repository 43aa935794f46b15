use super::*;
use std::time::Instant;

/// A client whose next order meets this fault.
fn scripted(step: &str) -> Client {
    let mut client = Client::new(server(&[]));
    let answer = client.ask("POST", "/_emulator/script", &format!("[{step}]"));
    assert_eq!(answer.status, 200, "{:?}", answer.json());
    client
}

fn placed(client: &Client) -> usize {
    let mut other = Client::new(client.address);
    let ledger = other.ask("GET", "/_emulator/ledger", "").json();
    ledger["ledger"].as_array().unwrap().len()
}

#[test]
fn connections_are_dropped_with_a_reset() {
    for (step, orders) in [(r#""reset_before""#, 0), (r#"{"fault":"reset_after"}"#, 1)] {
        let mut client = scripted(step);
        client.send_request("POST", "/v1/dids/orders", ORDER);
        let error = client.stream.read(&mut [0; 16]).unwrap_err();
        assert_eq!(error.kind(), std::io::ErrorKind::ConnectionReset);
        assert_eq!(placed(&client), orders);
    }
}

#[test]
fn bodies_are_cut_short() {
    let mut client = scripted(r#"{"fault":"truncate","after":20}"#);
    let answer = client.ask("POST", "/v1/dids/orders", ORDER);
    assert_eq!((answer.status, answer.body.len()), (200, 20));
    assert!(answer.length().unwrap() > 20);
    assert!(client.answer().is_none());
}

#[test]
fn bodies_drip() {
    let mut client = scripted(r#"{"fault":"drip","seconds_per_byte":0.001}"#);
    let start = Instant::now();
    let answer = client.ask("POST", "/v1/dids/orders", ORDER);
    assert_eq!(answer.json()["order"]["status"], "Created");
    assert!(start.elapsed() >= Duration::from_millis(answer.body.len() as u64));
    assert_eq!(client.ask("GET", "/v1/dids/orders", "").status, 200);
}

#[test]
fn answers_are_late() {
    let mut client = scripted(r#"{"fault":"delay","seconds":0.2}"#);
    let start = Instant::now();
    assert_eq!(client.ask("POST", "/v1/dids/orders", ORDER).status, 200);
    assert!(start.elapsed() >= Duration::from_millis(200));
}

#[test]
fn answers_never_come() {
    for step in [r#""hang_after""#, r#""never_after""#] {
        let mut client = scripted(step);
        client.send_request("POST", "/v1/dids/orders", ORDER);
        client.stream.set_read_timeout(Some(Duration::from_millis(200))).unwrap();
        let kind = client.stream.read(&mut [0; 16]).unwrap_err().kind();
        assert!(matches!(kind, std::io::ErrorKind::WouldBlock | std::io::ErrorKind::TimedOut));
        assert_eq!(placed(&client), 1);
    }
}

#[test]
fn canned_answers_are_framed_by_the_server() {
    let mut client = scripted(
        r#"{"status":302,"headers":{"content-length":"7","location":"https://example.com/"}}"#,
    );
    let answer = client.ask("GET", "/v1/dids/orders", "");
    assert_eq!((answer.status, answer.length()), (302, Some(0)));
    assert!(answer.head.contains("location: https://example.com/"));
    assert_eq!(client.ask("GET", "/v1/dids/orders", "").status, 200);
}
