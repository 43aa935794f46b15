use super::*;
use serde_json::json;

#[test]
fn a_connection_serves_many_requests() {
    let mut client = Client::new(server(&[]));
    for _ in 0..3 {
        let answer = client.ask("GET", "/v1/dids/numbers", "");
        assert_eq!((answer.status, answer.json()["meta"]["total"].as_u64()), (200, Some(4)));
        assert!(!answer.head.contains("connection:"));
    }
    let order = client.ask("POST", "/v1/dids/orders", ORDER);
    assert_eq!(order.status, 200);
    assert!(order.head.contains("x-request-id: emulator-"));
}

#[test]
fn connections_close_when_asked() {
    let mut client = Client::new(server(&[]));
    client.send("GET /_emulator/health HTTP/1.1\r\nConnection: close\r\n\r\n");
    assert!(client.answer().unwrap().head.contains("connection: close"));
    assert!(client.answer().is_none());
    let mut old = Client::new(client.address);
    old.send("GET /_emulator/health HTTP/1.0\r\n\r\n");
    assert_eq!(old.answer().unwrap().status, 200);
    assert!(old.answer().is_none());
}

#[test]
fn chunked_bodies_and_expectations_are_understood() {
    let mut client = Client::new(server(&[]));
    let head = "POST /v1/dids/orders HTTP/1.1\r\nx-api-key: emulator-a\r\n\
                x-api-secret: emulator-b\r\ncontent-type: application/json\r\n";
    let (first, second) = ORDER.split_at(10);
    client.send(&format!("{head}transfer-encoding: chunked\r\n\r\na\r\n{first}\r\n"));
    std::thread::sleep(Duration::from_millis(20));
    client.send(&format!("{:x}\r\n{second}\r\n0\r\n\r\n", second.len()));
    assert_eq!(client.answer().unwrap().status, 200);

    client.send(&format!("{head}expect: 100-continue\r\ncontent-length: {}\r\n\r\n", ORDER.len()));
    assert_eq!(client.answer().unwrap().status, 100);
    client.send(ORDER);
    assert_eq!(client.answer().unwrap().status, 200);
    let ledger = client.ask("GET", "/_emulator/ledger", "").json();
    assert_eq!(ledger["ledger"].as_array().unwrap().len(), 2);
}

#[test]
fn absolute_targets_and_head_requests_work() {
    let mut client = Client::new(server(&[]));
    client.send("GET http://localhost/_emulator/health HTTP/1.1\r\n\r\n");
    assert_eq!(client.answer().unwrap().status, 200);
    client.send("HEAD /v1/dids/orders HTTP/1.1\r\n\r\n");
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        let mut byte = [0];
        client.stream.read_exact(&mut byte).unwrap();
        head.push(byte[0]);
    }
    // Were a body sent, the next answer could not be read.
    assert_eq!(client.ask("GET", "/_emulator/health", "").status, 200);
}

#[test]
fn what_is_no_request_is_refused() {
    let address = server(&[]);
    let status = |bytes: &str| {
        let mut client = Client::new(address);
        client.send(bytes);
        let answer = client.answer().unwrap();
        assert!(answer.json()["error"].is_string());
        assert!(client.answer().is_none());
        answer.status
    };
    assert_eq!(status("nonsense\r\n\r\n"), 400);
    assert_eq!(status("GET / HTTP/1.1\r\ncontent-length: x\r\n\r\n"), 400);
    let both = "content-length: 3\r\ntransfer-encoding: chunked";
    assert_eq!(status(&format!("POST / HTTP/1.1\r\n{both}\r\n\r\n0\r\n\r\n")), 400);
    assert_eq!(status("POST / HTTP/1.1\r\ntransfer-encoding: chunked\r\n\r\nxyz\r\n"), 400);
    assert_eq!(status("POST / HTTP/1.1\r\ncontent-length: 1048577\r\n\r\nabc"), 413);
    let long = "x".repeat(70_000);
    assert_eq!(status(&format!("GET / HTTP/1.1\r\na: {long}")), 431);
}

#[test]
fn browsers_are_answered_only_with_the_switch() {
    let mut client = Client::new(server(&[]));
    let answer = client.ask("OPTIONS", "/v1/dids/orders", "");
    assert_eq!(answer.status, 404);
    assert!(!answer.head.contains("access-control"));

    let mut client = Client::new(server(&[("cors", json!(true))]));
    client.send(
        "OPTIONS /v1/dids/orders HTTP/1.1\r\naccess-control-request-headers: x-api-key\r\n\r\n",
    );
    let answer = client.answer().unwrap();
    assert_eq!((answer.status, answer.length()), (204, None));
    assert!(answer.head.contains("access-control-allow-origin: *"));
    assert!(answer.head.contains("access-control-allow-headers: x-api-key"));
    let answer = client.ask("GET", "/v1/dids/orders", "");
    assert!(answer.head.contains("access-control-allow-origin: *"));
    let requests = client.ask("GET", "/_emulator/requests", "").json();
    assert_eq!(requests["requests"].as_array().unwrap().len(), 1);
}
