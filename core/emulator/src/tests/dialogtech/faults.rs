use super::*;
use crate::Delivery;

const ORDER: &str = "type=local&search=555&quantity=1&fill_quantity=1";

/// What becomes of an order under a fault, and whether it bought.
fn under(fault: Value) -> (Reply, usize) {
    let mut emulator = Emulator::new(7);
    let rule = json!([{"route": "GET /ibp_api.php", "fault": "garbage"}]);
    emulator.add_faults(&rule).unwrap();
    emulator.script(&json!([fault])).unwrap();
    let reply = emulator.handle(&get(&format!("{KEYS}&{ORDER}")));
    (reply, emulator.ledger().len())
}

fn answered(fault: Value) -> (Response, usize) {
    match under(fault) {
        (Reply::Answer { response, delay_ms: 0, delivery: Delivery::Whole }, bought) => {
            (response, bought)
        }
        other => panic!("{other:?}"),
    }
}

fn document(fault: Value) -> String {
    let (response, bought) = answered(fault);
    assert_eq!((response.status, bought), (200, 1));
    assert_eq!(response.headers[0].1, "text/xml; charset=UTF-8");
    String::from_utf8(response.body).unwrap()
}

#[test]
fn connections_fail() {
    assert_eq!(under(json!("refuse")), (Reply::Refused, 0));
    assert_eq!(under(json!("reset_before")), (Reply::Dropped, 0));
    assert_eq!(under(json!("reset_after")), (Reply::Dropped, 1));
    assert_eq!(under(json!("hang")), (Reply::Hang, 0));
    assert_eq!(under(json!("hang_after")), (Reply::Hang, 1));
}

#[test]
fn answers_arrive_badly() {
    let (reply, bought) = under(json!({"fault": "delay", "seconds": 2}));
    assert!(matches!(reply, Reply::Answer { delay_ms: 2_000, .. }) && bought == 1);
    let (reply, bought) = under(json!({"fault": "truncate", "after": 300}));
    let Reply::Answer { response, delivery, .. } = reply else { panic!() };
    assert_eq!((delivery, bought), (Delivery::Truncated { after: 300 }, 1));
    assert!(response.body.len() > 300);
    let (reply, bought) = under(json!({"fault": "drip", "seconds_per_byte": 1}));
    assert!(matches!(reply, Reply::Answer { delivery: Delivery::Drip { ms_per_byte: 1_000 }, .. }));
    assert_eq!(bought, 1);
}

#[test]
fn the_carrier_did_not_act() {
    for status in [400, 403, 429, 503] {
        let fault = json!({"fault": "status", "status": status, "retry_after": "2"});
        let (response, bought) = answered(fault);
        assert_eq!((response.status, bought), (status, 0));
        assert!(response.body.starts_with(b"<html>"));
        assert!(response.headers.contains(&("retry-after".to_owned(), "2".to_owned())));
    }
    let redirect = json!({"fault": "redirect", "location": "https://example.com/"});
    let (response, bought) = answered(redirect);
    assert_eq!((response.status, bought), (302, 0));
}

#[test]
fn answers_say_something_else() {
    let (response, bought) = answered(json!("error_after"));
    assert_eq!((response.status, bought), (500, 1));
    let (response, bought) = answered(json!({"fault": "error_after", "status": 200}));
    assert_eq!((response.status, bought), (200, 1));
    assert!(response.body.starts_with(b"<html>"));
    let cut = document(json!({"fault": "cut", "after": 300}));
    assert!(cut.len() == 300 && cut.contains("<result>success</result>"), "{cut}");
    assert!(!document(json!({"fault": "cut", "after": 100_000})).ends_with('\n'));
    let (response, bought) = answered(json!("garbage"));
    assert_eq!((response.status, bought), (200, 1));
    assert!(std::str::from_utf8(&response.body).is_err());
    assert!(!document(json!("wrong_type")).contains("<result>success"));
    let huge = document(json!({"fault": "huge", "bytes": 1_000_000}));
    assert!(huge.len() == 1_000_000 && huge.starts_with("<huge>x") && huge.ends_with("x</huge>"));
    assert_eq!(document(json!({"fault": "huge", "bytes": 16})).len(), 16);
    let deep = document(json!({"fault": "deep", "levels": 1_000}));
    assert_eq!((deep.matches("<a>").count(), deep.matches("</a>").count()), (999, 999));
}

#[test]
fn entities_grow() {
    let text = document(json!("entities"));
    assert_eq!((text.matches("<!ENTITY ").count(), text.matches("&a8;").count()), (10, 10));
    assert!(text.contains("<number>&a9;</number>") && text.len() < 2_000);
}

#[test]
fn entities_are_elsewhere() {
    let text = document(json!({"fault": "external_entity", "url": "http://127.0.0.1:1/a?b&c"}));
    assert_eq!(text.matches("SYSTEM \"http://127.0.0.1:1/a?b&amp;c\"").count(), 3);
    assert!(text.contains("<number>&number;</number>"));
    assert!(document(json!("external_entity")).contains("http://emulator.invalid/"));
}

#[test]
fn faults_of_documents_fit_their_carrier() {
    let mut emulator = Emulator::new(7);
    emulator.script(&json!([{"fault": "deep", "levels": 300}, "entities"])).unwrap();
    let numbers = get("/v1/dids/numbers");
    let deep = emulator.whole(&numbers);
    assert_eq!(deep.body.iter().filter(|&&byte| byte == b'[').count(), 299);
    assert_eq!(deep.headers[0].1, "application/json; charset=utf-8");
    // JSON has no entities, so this is XML wherever it is.
    assert!(emulator.whole(&numbers).body.starts_with(b"<?xml"));
    let error = emulator.script(&json!([{"fault": "deep", "levels": 0}])).unwrap_err();
    assert!(error.contains("0 levels"));
}

#[test]
fn rules_and_scripts_reach_this_route() {
    let mut emulator = Emulator::new(7);
    let rule = json!([{"route": "/ibp_api.php", "nth": 2, "fault": "reset_after"}]);
    emulator.add_faults(&rule).unwrap();
    emulator.script(&json!([{"status": 200, "text": "<response/>"}])).unwrap();
    assert_eq!(
        emulator.buy(ORDER),
        Said { result: String::new(), description: String::new(), numbers: vec![] }
    );
    emulator.buy(ORDER).bought();
    assert_eq!(emulator.handle(&get(&format!("{KEYS}&{ORDER}"))), Reply::Dropped);
    assert_eq!(emulator.ledger().len(), 2);
    emulator.reset(7);
    assert!(emulator.ledger().is_empty() && emulator.requests().is_empty());
}
