use super::*;

const ORDER: &str = "action=numbers.order&access_key=emulator-key&secret_access_key=emulator-secret\
                     &type=local&search=291&quantity=5&fill_quantity=0";

#[test]
fn queries_and_forms_buy_on_the_same_port() {
    let mut client = Client::new(server(&[("dialog_tech_prolog", Value::from("none"))]));
    let bought = client.ask("GET", &format!("/ibp_api.php?&{ORDER}"), "");
    assert!(bought.head.contains("content-type: text/xml; charset=UTF-8"));
    assert!(bought.body.starts_with(b"<response>\n<result>success</result>"));
    client.send(&format!(
        "POST /ibp_api.php HTTP/1.1\r\ncontent-type: application/x-www-form-urlencoded\r\n\
         content-length: {}\r\n\r\n{ORDER}",
        ORDER.len()
    ));
    let answer = client.answer().unwrap();
    assert!(answer.body.starts_with(b"<response>\n<result>success</result>"));

    let ledger = client.ask("GET", "/_emulator/ledger", "").json();
    let line = &ledger["ledger"][1];
    assert_eq!((&line["carrier"], &line["number_type"]), (&"dialog_tech".into(), &"local".into()));
    assert_eq!((&line["search"], &line["order_id"]), (&"291".into(), &Value::Null));
    assert_eq!(line["numbers"].as_array().unwrap().len(), 3);
}

#[test]
fn its_keys_are_not_told() {
    let mut client = Client::new(server(&[]));
    client.ask("GET", &format!("/ibp_api.php?{ORDER}"), "");
    let answer = client.ask("GET", "/_emulator/requests", "");
    let target = answer.json()["requests"][0]["target"].as_str().unwrap().to_owned();
    assert!(target.contains("&access_key=[redacted]&secret_access_key=[redacted]&type=local"));
    assert!(!String::from_utf8(answer.body).unwrap().contains("emulator-secret"));
}

#[test]
fn its_answers_are_dropped_after_it_bought() {
    let mut client = Client::new(server(&[]));
    let rule = r#"[{"route":"GET /ibp_api.php","nth":1,"fault":"reset_after"}]"#;
    assert_eq!(client.ask("POST", "/_emulator/faults", rule).status, 200);
    client.send_request("GET", &format!("/ibp_api.php?{ORDER}"), "");
    let error = client.stream.read(&mut [0; 16]).unwrap_err();
    assert_eq!(error.kind(), std::io::ErrorKind::ConnectionReset);
    let ledger = Client::new(client.address).ask("GET", "/_emulator/ledger", "").json();
    assert_eq!(ledger["ledger"].as_array().unwrap().len(), 1);
}
