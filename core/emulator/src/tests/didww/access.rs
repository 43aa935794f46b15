//! Keys, pace and media types.

use super::*;

fn status(emulator: &mut Emulator, request: Request) -> u16 {
    emulator.told(&request).0
}

#[test]
fn only_made_up_keys_are_good_and_they_come_first() {
    let mut emulator = emulator();
    for key in [None, Some(""), Some("real-key"), Some("Bearer emulator-x")] {
        let asked = with_header(request("/v3/nothing?include=zzz"), "Api-Key", key);
        let (status, body) = emulator.told(&with_header(asked, "Accept", Some("text/html")));
        assert_eq!(status, 401, "{key:?}");
        let error = json!({
            "title": "Unauthorized", "detail": "Authorization failed", "code": "401",
            "status": "401",
        });
        assert_eq!(body, json!({"errors": [error]}));
    }
    let lower = with_header(request(DIDS), "api-key", Some("emulator-x"));
    assert_eq!(status(&mut emulator, lower), 200);
}

#[test]
fn the_announced_version_takes_a_bearer_token() {
    let mut emulator = emulator();
    let bearer = with_header(request(DIDS), "Api-Key", None);
    let bearer = with_header(bearer, "Authorization", Some("Bearer emulator-token"));
    assert_eq!(status(&mut emulator, bearer.clone()), 401);
    let announced = with_header(bearer, "X-DIDWW-API-Version", Some("2026-11-19"));
    assert_eq!(status(&mut emulator, announced.clone()), 200);
    let real = with_header(announced, "Authorization", Some("Bearer token"));
    assert_eq!(status(&mut emulator, real), 401);
}

#[test]
fn the_record_keeps_no_key() {
    let mut emulator = emulator();
    let asked = with_header(request(DIDS), "Authorization", Some("Bearer emulator-token"));
    emulator.reply(&asked);
    let told = serde_json::to_string(emulator.requests()).unwrap();
    assert!(!told.contains("emulator-") && told.contains("[redacted]"), "{told}");
}

#[test]
fn a_key_has_so_many_requests_a_second() {
    let mut emulator = Emulator::new(7);
    let other = with_header(request(DIDS), "Api-Key", Some("emulator-other"));
    for _ in 0..20 {
        assert_eq!(status(&mut emulator, request(DIDS)), 200);
    }
    let (throttled, body) = emulator.told(&request(DIDS));
    assert_eq!((throttled, &body["errors"][0]["code"]), (429, &json!("429")));
    assert_eq!(status(&mut emulator, other), 200);
    emulator.advance_ms(999);
    let response = emulator.reply(&request(DIDS));
    assert!(response.headers.iter().all(|(name, _)| name != "retry-after"));
    emulator.advance_ms(1);
    assert_eq!(status(&mut emulator, request(DIDS)), 200);
    let mut telling =
        emulator.with("didww_rate_limit", json!(0)).with("didww_retry_after_s", json!(2));
    let response = telling.reply(&request(DIDS));
    assert!(response.headers.contains(&("retry-after".into(), "2".into())));
}

#[test]
fn media_types_bear_no_parameters() {
    let mut emulator = emulator();
    let bad = "application/vnd.api+json; charset=utf-8";
    for accept in [bad, "application/json"] {
        let asked = with_header(request(DIDS), "Accept", Some(accept));
        let (refused, body) = emulator.told(&asked);
        assert_eq!((refused, &body["errors"][0]["code"]), (406, &json!("406")));
    }
    for accept in [None, Some("*/*"), Some("text/html, application/vnd.api+json")] {
        let asked = with_header(request(DIDS), "Accept", accept);
        assert_eq!(status(&mut emulator, asked), 200, "{accept:?}");
    }
    let (refused, body) = emulator.told(&with_header(request(DIDS), "Content-Type", Some(bad)));
    assert_eq!((refused, &body["errors"][0]["title"]), (415, &json!("Unsupported media type")));
    for content_type in [None, Some("application/json")] {
        let asked = with_header(request(DIDS), "Content-Type", content_type);
        assert_eq!(status(&mut emulator, asked.clone()), 200);
        let writing = Request { method: "PATCH".into(), ..asked };
        assert_eq!(status(&mut emulator, writing), 415);
    }
    let mut strict = emulator.with("didww_headers_required", json!(true));
    assert_eq!(status(&mut strict, with_header(request(DIDS), "Accept", None)), 406);
    assert_eq!(status(&mut strict, with_header(request(DIDS), "Content-Type", None)), 415);
    assert_eq!(status(&mut strict, request(DIDS)), 200);
}
