use super::super::host::Reset;
use super::*;
use serde_json::json;

fn post(client: &mut Client, route: &str, body: &str) -> (u16, Value) {
    let answer = client.ask("POST", &format!("/_emulator/{route}"), body);
    (answer.status, answer.json())
}

#[test]
fn health_tells_the_time() {
    let mut client = Client::new(server(&[]));
    let json = client.ask("GET", "/_emulator/health", "").json();
    assert_eq!(json["status"], "ok");
    assert!(json["now"].as_str().unwrap().starts_with("2026-01-05T09:00:"));
}

#[test]
fn the_clock_goes_on() {
    // Slow enough for any machine.
    let slow = [("processing_after_s", json!(600)), ("final_after_s", json!(900))];
    let mut client = Client::new(server(&slow));
    let order = client.ask("POST", "/v1/dids/orders", ORDER).json();
    let target = format!("/v1/dids/orders/{}", order["order"]["id"].as_str().unwrap());
    assert_eq!(client.ask("GET", &target, "").json()["order"]["status"], "Created");
    let (status, json) = post(&mut client, "clock", r#"{"advance_s":3600}"#);
    assert_eq!(status, 200);
    assert!(json["now"].as_str().unwrap().starts_with("2026-01-05T10:00:"));
    assert_eq!(client.ask("GET", &target, "").json()["order"]["fulfilled"]["quantity"], 1);
    assert_eq!(post(&mut client, "clock", r#"{"advance_s":-1}"#).0, 400);
    assert_eq!(post(&mut client, "clock", "{}").0, 400);
}

#[test]
fn time_passes_by_itself() {
    let mut client =
        Client::new(server(&[("processing_after_s", json!(0)), ("final_after_s", json!(1))]));
    let order = client.ask("POST", "/v1/dids/orders", ORDER).json();
    let target = format!("/v1/dids/orders/{}", order["order"]["id"].as_str().unwrap());
    std::thread::sleep(Duration::from_millis(1_010));
    assert_eq!(client.ask("GET", &target, "").json()["order"]["fulfilled"]["quantity"], 1);
}

#[test]
fn switches_are_set() {
    let mut client = Client::new(server(&[]));
    assert_eq!(post(&mut client, "switches", r#"{"quota":true}"#), (200, json!({"ok": true})));
    assert_eq!(client.ask("GET", "/v1/dids/numbers", "").status, 429);
    let (status, json) = post(&mut client, "switches", r#"{"nothing":1}"#);
    assert_eq!(status, 400);
    assert!(json["error"].as_str().unwrap().contains("unknown switch"));
}

#[test]
fn a_reset_starts_anew_with_the_settings_of_the_start() {
    let mut client = Client::new(server(&[("post_status", json!(201))]));
    let first = client.ask("POST", "/v1/dids/orders", ORDER);
    assert_eq!(first.status, 201);
    assert_eq!(post(&mut client, "reset", "").0, 200);
    assert_eq!(client.ask("GET", "/_emulator/requests", "").json(), json!({"requests": []}));
    let again = client.ask("POST", "/v1/dids/orders", ORDER);
    assert_eq!((again.status, &again.json()["order"]["id"]), (201, &first.json()["order"]["id"]));
    let body = r#"{"seed":8,"switches":{"post_status":200}}"#;
    assert_eq!(post(&mut client, "reset", body).0, 200);
    let other = client.ask("POST", "/v1/dids/orders", ORDER);
    assert_eq!(other.status, 200);
    assert_ne!(other.json()["order"]["id"], first.json()["order"]["id"]);
    assert_eq!(post(&mut client, "reset", r#"{"seeds":8}"#).0, 400);
    assert_eq!(client.ask("GET", "/_emulator/ledger", "").json()["ledger"][0]["cost"], "2.00");
}

#[test]
fn answers_tell_the_time_where_that_is_asked() {
    let mut client = Client::new(server(&[]));
    let date = |client: &mut Client| {
        let head = client.ask("GET", "/v1/dids/orders", "").head;
        head.lines().find_map(|it| it.strip_prefix("date: ")).map(str::to_owned)
    };
    assert_eq!(date(&mut client), None);
    assert_eq!(post(&mut client, "reset", r#"{"date_header":true}"#).0, 200);
    assert!(date(&mut client).unwrap().starts_with("Mon, 05 Jan 2026 09:00:"));
    assert_eq!(post(&mut client, "clock", r#"{"advance_s":7200}"#).0, 200);
    assert!(date(&mut client).unwrap().starts_with("Mon, 05 Jan 2026 11:00:"));
    let scripted = r#"[{"own":true},{"status":200,"headers":{"date":"then"},"body":{}}]"#;
    assert_eq!(post(&mut client, "script", scripted).0, 200);
    assert!(date(&mut client).is_some());
    assert_eq!(date(&mut client).as_deref(), Some("then"));
    assert_eq!(post(&mut client, "reset", "").0, 200);
    assert_eq!(date(&mut client), None);
}

#[test]
fn a_clock_that_starts_at_the_present_is_set_ahead_or_behind() {
    let real = Host::new(Settings { real_clock: true, ..Settings::default() }).unwrap();
    let now = || real.with(|emulator| emulator.now_ms());
    let began = now();
    for (clock_s, ahead_ms) in [(7_200, 7_200_000), (-600, -600_000)] {
        real.reset(Reset { seed: None, switches: Vec::new(), clock_s, has_date: false }).unwrap();
        let ahead = i64::try_from(now()).unwrap() - i64::try_from(began).unwrap();
        assert!((ahead_ms..ahead_ms + 60_000).contains(&ahead), "{ahead}");
    }
}

#[test]
fn faults_and_scripts_are_checked() {
    let mut client = Client::new(server(&[]));
    let error = |client: &mut Client, route: &str, body: &str| {
        let (status, json) = post(client, route, body);
        assert_eq!(status, 400);
        json["error"].as_str().unwrap().to_owned()
    };
    let refuse = r#"[{"own":true},{"fault":"refuse"}]"#;
    assert!(error(&mut client, "script", refuse).contains("entry 1: the fault \"refuse\""));
    let refuse = r#"[{"route":"*","fault":"refuse"}]"#;
    assert!(error(&mut client, "faults", refuse).contains("refuse"));
    assert!(error(&mut client, "script", r#"["refuse"]"#).contains("refuse"));
    assert!(error(&mut client, "script", "[{").contains("no JSON"));
    assert!(error(&mut client, "faults", "[{}]").contains("\"route\""));

    let rule = r#"[{"route":"GET /v1/dids/orders","nth":1,"fault":"status","status":503}]"#;
    assert_eq!(post(&mut client, "faults", rule).0, 200);
    assert_eq!(client.ask("GET", "/v1/dids/orders", "").status, 503);
    assert_eq!(client.ask("GET", "/v1/dids/orders", "").status, 200);
}

#[test]
fn secrets_are_not_told() {
    let mut client = Client::new(server(&[]));
    client.ask("GET", "/v1/dids/orders?page=1", "");
    let answer = client.ask("GET", "/_emulator/requests", "");
    let request = &answer.json()["requests"][0];
    assert_eq!(request["target"], "/v1/dids/orders?page=1");
    assert_eq!(request["headers"][1], json!({"name": "x-api-key", "value": "[redacted]"}));
    assert!(!String::from_utf8(answer.body.clone()).unwrap().contains("emulator-secret"));
}

#[test]
fn other_control_routes_are_none() {
    let mut client = Client::new(server(&[]));
    assert_eq!(client.ask("GET", "/_emulator/reset", "").status, 404);
    assert_eq!(client.ask("POST", "/_emulator", "").status, 404);
    assert_eq!(client.ask("POST", "/_emulator/nothing", "").status, 404);
}
