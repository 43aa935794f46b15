//! Scripts and faults on DIDWW's routes.

use super::*;
use crate::Delivery;

fn faulted(fault: Value) -> Reply {
    let mut emulator = emulator();
    emulator.script(&json!([fault])).unwrap();
    emulator.handle(&request(DIDS))
}

fn answered(fault: Value) -> (u16, String, String) {
    let Reply::Answer { response, .. } = faulted(fault) else { panic!() };
    let content_type = response.headers.iter().find(|(name, _)| name == "content-type");
    let content_type = content_type.map(|(_, value)| value.clone()).unwrap_or_default();
    (response.status, content_type, String::from_utf8_lossy(&response.body).into_owned())
}

#[test]
fn connections_fail_as_they_do_elsewhere() {
    assert_eq!(faulted(json!("refuse")), Reply::Refused);
    assert_eq!(faulted(json!("reset_before")), Reply::Dropped);
    assert_eq!(faulted(json!("reset_after")), Reply::Dropped);
    assert_eq!(faulted(json!("hang")), Reply::Hang);
    let cut = faulted(json!({"fault": "truncate", "after": 9}));
    assert!(matches!(cut, Reply::Answer { delivery: Delivery::Truncated { after: 9 }, .. }));
    let late = faulted(json!({"fault": "delay", "seconds": 2}));
    assert!(matches!(late, Reply::Answer { delay_ms: 2_000, .. }));
}

#[test]
fn scripted_statuses_speak_as_the_carrier_does() {
    for (status, code) in [
        (400, "400"),
        (401, "401"),
        (403, "403"),
        (404, "404"),
        (406, "406"),
        (409, "409"),
        (415, "415"),
        (422, "100"),
        (429, "429"),
        (500, "500"),
    ] {
        let (told, content_type, body) = answered(json!({"fault": "status", "status": status}));
        let body: Value = serde_json::from_str(&body).unwrap();
        assert_eq!((told, &body["errors"][0]["code"]), (status, &json!(code)), "{body}");
        assert_eq!(body["errors"][0]["status"], status.to_string());
        assert_eq!(content_type, "application/vnd.api+json");
    }
    let (_, _, body) = answered(json!({"fault": "status", "status": 422}));
    assert!(body.contains("\"pointer\":\"/data/attributes/capacity_limit\""), "{body}");
    let (status, content_type, _) = answered(json!({"fault": "status", "status": 503}));
    assert_eq!((status, content_type.as_str()), (503, "text/html"));
}

#[test]
fn made_up_bodies_have_the_carriers_media_type() {
    for fault in [
        json!("garbage"),
        json!("wrong_type"),
        json!({"fault": "huge", "bytes": 100}),
        json!({"fault": "deep", "levels": 9}),
    ] {
        let (status, content_type, _) = answered(fault);
        assert_eq!((status, content_type.as_str()), (200, "application/vnd.api+json"));
    }
    let (_, _, body) = answered(json!("wrong_type"));
    assert_eq!(serde_json::from_str::<Value>(&body).unwrap()["data"], "none");
}

#[test]
fn rules_know_the_routes() {
    let mut emulator = emulator();
    let rules = json!([{"route": "GET /v3/dids/*", "fault": "reset_before"}]);
    emulator.add_faults(&rules).unwrap();
    let id = ids(&emulator.dids("page[size]=1")).remove(0);
    assert_eq!(emulator.handle(&request(&format!("{DIDS}/{id}"))), Reply::Dropped);
}
