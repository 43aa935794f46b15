use super::*;
use crate::Delivery;

const ORDERS: &str = "/v1/dids/orders";

/// What becomes of an order under a fault, and whether it was placed.
fn under(fault: Value) -> (Reply, usize) {
    let mut emulator = Emulator::new(7);
    emulator.script(&json!([fault])).unwrap();
    let reply = emulator.handle(&request("POST", ORDERS, Some(order_body(90001, 1))));
    (reply, emulator.ledger().len())
}

fn answered(fault: Value) -> (Response, usize) {
    match under(fault) {
        (Reply::Answer { response, delay_ms: 0, delivery: Delivery::Whole }, placed) => {
            (response, placed)
        }
        other => panic!("{other:?}"),
    }
}

fn header<'a>(response: &'a Response, name: &str) -> &'a str {
    let found = response.headers.iter().find(|(key, _)| key == name);
    found.map_or("", |(_, value)| value.as_str())
}

#[test]
fn connections_fail() {
    assert_eq!(under(json!("refuse")), (Reply::Refused, 0));
    assert_eq!(under(json!({"fault": "reset_before"})), (Reply::Dropped, 0));
    assert_eq!(under(json!({"fault": "reset_after"})), (Reply::Dropped, 1));
    assert_eq!(under(json!({"fault": "hang"})), (Reply::Hang, 0));
    assert_eq!(under(json!({"fault": "hang_after"})), (Reply::Hang, 1));
    assert_eq!(under(json!({"fault": "never"})), (Reply::Never, 0));
    assert_eq!(under(json!({"fault": "never_after"})), (Reply::Never, 1));
}

#[test]
fn a_request_may_come_twice_and_an_answer_lack_something() {
    let (response, placed) = answered(json!("twice"));
    assert_eq!((response.status, placed), (200, 2));
    assert_eq!(under(json!({"fault": "twice", "lost": true})), (Reply::Dropped, 2));
    let (response, placed) = answered(json!({"fault": "without", "member": "numbers"}));
    let body: Value = serde_json::from_slice(&response.body).unwrap();
    assert_eq!(placed, 1);
    assert!(body["order"]["order_items"][0]["status"].is_string(), "{body}");
    assert!(body["order"]["order_items"][0].get("numbers").is_none(), "{body}");
}

#[test]
fn answers_arrive_badly() {
    let (reply, placed) = under(json!({"fault": "delay", "seconds": 5.5}));
    assert!(matches!(reply, Reply::Answer { delay_ms: 5_500, delivery: Delivery::Whole, .. }));
    assert_eq!(placed, 1);
    let (reply, placed) = under(json!({"fault": "truncate", "after": 20}));
    let Reply::Answer { response, delivery, .. } = reply else { panic!() };
    assert_eq!((delivery, placed), (Delivery::Truncated { after: 20 }, 1));
    assert!(response.body.len() > 20);
    let (reply, _) = under(json!({"fault": "truncate", "after": 100_000}));
    let Reply::Answer { response, delivery, .. } = reply else { panic!() };
    assert_eq!(delivery, Delivery::Truncated { after: response.body.len() - 1 });
    let (reply, placed) = under(json!({"fault": "drip", "seconds_per_byte": 1}));
    let Reply::Answer { delivery, .. } = reply else { panic!() };
    assert_eq!((delivery, placed), (Delivery::Drip { ms_per_byte: 1_000 }, 1));
}

#[test]
fn answers_say_something_else() {
    let (response, placed) = answered(json!({"fault": "error_after"}));
    assert_eq!((response.status, placed), (500, 1));
    assert_eq!(header(&response, "content-type"), "text/html");
    let (response, placed) = answered(json!({"fault": "garbage"}));
    assert_eq!((response.status, placed), (200, 1));
    assert!(std::str::from_utf8(&response.body).is_err());
    let (response, placed) = answered(json!({"fault": "wrong_type"}));
    assert_eq!((response.status, placed), (200, 1));
    assert!(serde_json::from_slice::<Value>(&response.body).unwrap()["order"].is_array());
    let (response, placed) = answered(json!({"fault": "huge", "bytes": 1_000_000}));
    assert_eq!((response.status, placed, response.body.len()), (200, 1, 1_000_000));
    assert!(serde_json::from_slice::<Value>(&response.body).is_ok());
    let (response, _) = answered(json!({"fault": "huge", "bytes": 16}));
    assert_eq!(response.body.len(), 16);
}

#[test]
fn the_carrier_did_not_act() {
    let redirect = json!({"fault": "redirect", "location": "https://example.com/", "status": 307});
    let (response, placed) = answered(redirect);
    assert_eq!((response.status, placed), (307, 0));
    assert_eq!(header(&response, "location"), "https://example.com/");

    let (response, placed) =
        answered(json!({"fault": "status", "status": 429, "retry_after": "2"}));
    assert_eq!((response.status, placed), (429, 0));
    assert_eq!(header(&response, "retry-after"), "2");
    let json: Value = serde_json::from_slice(&response.body).unwrap();
    assert_eq!((&json["status"], &json["errors"][0]["code"]), (&json!(429), &json!(2002)));
    assert_eq!(json["api_request_id"], header(&response, "x-request-id"));

    let (response, placed) = answered(json!({"fault": "status", "status": 503}));
    assert_eq!((response.status, placed), (503, 0));
    assert!(response.body.starts_with(b"<html>"));
}

#[test]
fn scripts_go_step_by_step() {
    let mut emulator = Emulator::new(7);
    let steps = json!([
        {"status": 404, "body": {"a": 1}, "headers": {"x-one": "1"}},
        {"own": true},
        {"status": 502, "text": "<html>oops"},
    ]);
    emulator.script(&steps).unwrap();
    emulator.script(&json!(["hang"])).unwrap();
    let get = request("GET", ORDERS, None);
    let canned = emulator.answer(&get);
    assert_eq!((canned.status, canned.body.as_slice()), (404, br#"{"a":1}"#.as_slice()));
    assert_eq!(header(&canned, "x-one"), "1");
    assert_eq!(emulator.answer(&get).status, 200);
    assert_eq!(emulator.answer(&get).body, b"<html>oops");
    assert_eq!(emulator.handle(&get), Reply::Hang);
    assert_eq!(emulator.answer(&get).status, 200);
    assert!(emulator.script(&json!([{"own": true}, {}])).is_err());
    assert_eq!(emulator.answer(&get).status, 200);
}

#[test]
fn only_refused_requests_are_not_recorded() {
    let mut emulator = Emulator::new(7);
    emulator.script(&json!(["refuse", "reset_before", "reset_after", "hang"])).unwrap();
    for place in 0..5 {
        emulator.handle(&request("GET", &format!("/v1/dids/numbers?page={place}"), None));
    }
    let targets: Vec<&str> = emulator.requests().iter().map(|r| r.target.as_str()).collect();
    let expected = [1, 2, 3, 4].map(|place| format!("/v1/dids/numbers?page={place}"));
    assert_eq!(targets, expected);
    assert!(emulator.requests().iter().all(|request| request.headers[0].value == "[redacted]"));
    emulator.set("record_requests", json!(false)).unwrap();
    emulator.handle(&request("GET", ORDERS, None));
    assert_eq!(emulator.requests().len(), 4);
}

#[test]
fn rules_wait_behind_scripts() {
    let mut emulator = Emulator::new(7);
    let rules =
        json!([{"route": "GET /v1/dids/orders", "nth": 2, "fault": "status", "status": 503}]);
    emulator.add_faults(&rules).unwrap();
    emulator.script(&json!([{"own": true}])).unwrap();
    let get = request("GET", ORDERS, None);
    let statuses: Vec<u16> = (0..4).map(|_| emulator.answer(&get).status).collect();
    assert_eq!(statuses, [200, 200, 503, 200]);
    assert!(emulator.add_faults(&json!([{"fault": "hang"}])).is_err());
}

#[test]
fn every_rule_counts_every_request() {
    let mut emulator = Emulator::new(7);
    let rules = json!([
        {"route": "*", "nth": 1, "fault": "status", "status": 503},
        {"route": "*", "nth": 2, "fault": "status", "status": 502},
    ]);
    emulator.add_faults(&rules).unwrap();
    let get = request("GET", ORDERS, None);
    let statuses: Vec<u16> = (0..3).map(|_| emulator.answer(&get).status).collect();
    assert_eq!(statuses, [503, 502, 200]);
}

#[test]
fn equal_seeds_tell_equal_stories() {
    let story = |seed: u64| {
        let mut emulator = Emulator::new(seed);
        emulator
            .add_faults(&json!([{"route": "*", "probability": 0.3, "fault": "garbage"}]))
            .unwrap();
        let mut replies = Vec::new();
        for _ in 0..20 {
            replies.push(emulator.handle(&request("POST", ORDERS, Some(order_body(16847, 2)))));
            emulator.advance_ms(1_500);
            replies.push(emulator.handle(&request("GET", "/v1/dids/numbers", None)));
        }
        (replies, emulator.ledger(), emulator.next_random())
    };
    assert_eq!(story(7), story(7));
    assert_ne!(story(7).0, story(8).0);
    assert_ne!(story(7).2, story(8).2);
}

#[test]
fn randomness_for_clients_is_a_stream_of_its_own() {
    let mut quiet = Emulator::new(7);
    let mut busy = Emulator::new(7);
    for _ in 0..5 {
        busy.order(90001, 1);
    }
    assert_eq!(quiet.next_random(), busy.next_random());
}

#[test]
fn a_reset_forgets_everything() {
    let mut emulator = Emulator::new(7).with("balance", json!("0.00"));
    emulator.script(&json!(["hang"])).unwrap();
    emulator.add_faults(&json!([{"route": "*", "fault": "hang"}])).unwrap();
    emulator.advance_ms(1_000);
    emulator.reset(7);
    assert_eq!(emulator.now_ms(), 1_767_603_600_000);
    assert!(emulator.requests().is_empty());
    let mut fresh = Emulator::new(7);
    assert_eq!(emulator.order(90001, 1), fresh.order(90001, 1));
}

#[test]
fn wrong_switches_are_told() {
    let mut emulator = Emulator::new(7);
    assert!(emulator.set("nothing", json!(1)).unwrap_err().contains("known are balance"));
    assert!(emulator.set("quota", json!("yes")).unwrap_err().contains("\"quota\""));
    assert!(emulator.set("balance", json!("1e3")).unwrap_err().contains("12.34"));
    assert!(emulator.set("filter_total", json!("some")).unwrap_err().contains("matching"));
    for (switch, wrong) in [
        ("post_status", json!(202)),
        ("many_items_code", json!(7)),
        ("coverage_error_status", json!(500)),
        ("throttle_after", json!(-1)),
    ] {
        assert!(emulator.set(switch, wrong).is_err(), "{switch}");
    }
}

#[test]
fn the_readme_lists_every_switch_and_fault() {
    let readme = include_str!("../../README.md");
    for switch in crate::switches::names() {
        assert!(readme.contains(&format!("| `{switch}` |")), "{switch}");
    }
    for fault in crate::fault::NAMES {
        assert!(readme.contains(&format!("| `{fault}` |")), "{fault}");
    }
}

#[test]
fn an_emulator_may_move_to_another_thread() {
    fn is_send<T: Send>() {}
    is_send::<Emulator>();
}
