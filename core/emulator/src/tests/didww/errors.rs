//! Refusals, in the order in which the carrier checks.

use super::*;

fn codes_of(emulator: &mut Emulator, query: &str) -> Vec<String> {
    let (status, codes) = emulator.codes(query);
    assert_eq!(status, 400, "{query}");
    codes
}

#[test]
fn wrong_includes_filters_and_pages_are_told_together() {
    let mut emulator = emulator();
    let query = "filter[bogus]=1&include=zzz,did_group.q&page[size]=101&page[number]=0&page[x]=1";
    assert_eq!(codes_of(&mut emulator, query), ["112", "112", "102", "118", "118", "105"]);
    let (_, body) = emulator.told(&request(&format!("{DIDS}?{query}")));
    let details: Vec<&str> =
        body["errors"].as_array().unwrap().iter().map(|e| e["detail"].as_str().unwrap()).collect();
    assert_eq!(
        details,
        [
            "zzz is not a valid includable relationship of dids",
            "q is not a valid includable relationship of did_groups",
            "bogus is not allowed.",
            "size exceeds maximum page size of 100.",
            "0 is not a valid value for number page parameter.",
            "x is not allowed.",
        ]
    );
    let mut first = emulator.with("didww_collect_errors", json!(false));
    assert_eq!(codes_of(&mut first, query), ["112"]);
}

#[test]
fn a_wrong_field_or_sort_ends_the_reading() {
    let mut emulator = emulator();
    let fields = "fields[dids]=number,zzz&fields[bogus]=x&include=zzz";
    assert_eq!(codes_of(&mut emulator, fields), ["104", "101"]);
    let sort = "sort=number,zzz&filter[bogus]=1&page[size]=0";
    assert_eq!(codes_of(&mut emulator, sort), ["102", "114"]);
    assert_eq!(codes_of(&mut emulator, "sort=did_group.area_name"), ["114"]);
}

#[test]
fn an_error_says_what_the_carrier_documents() {
    let (status, body) = emulator().told(&request("/v3/dids?filter[bogus]=1"));
    assert_eq!(status, 400);
    let expected = json!({
        "title": "Filter not allowed", "detail": "bogus is not allowed.", "code": "102",
        "status": "400",
    });
    assert_eq!(body, json!({"errors": [expected]}));
    let response = emulator().reply(&request("/v3/dids?filter[bogus]=1"));
    let content_type = response.headers.iter().find(|(name, _)| name == "content-type").unwrap();
    assert_eq!(content_type.1, "application/vnd.api+json");
}

#[test]
fn nobody_elses_did_is_shown() {
    let id = "9df99644-f1a5-4a3c-99a4-559d758eb96b";
    let (status, body) = emulator().told(&request(&format!("{DIDS}/{id}")));
    assert_eq!(status, 404);
    let expected = json!({
        "title": "Record not found", "code": "404", "status": "404",
        "detail": format!("The record identified by {id} could not be found."),
    });
    assert_eq!(body["errors"], json!([expected]));
    for target in ["/v3/nothing", "/v3/stock_keeping_units", "/v3", "/v3/dids&page%5Bnumber%5D=1"] {
        assert_eq!(emulator().told(&request(target)).0, 404, "{target}");
    }
}

#[test]
fn errors_may_be_an_object() {
    let mut emulator = emulator().with("didww_errors_object", json!(true));
    let (_, body) = emulator.told(&request("/v3/dids?filter[bogus]=1"));
    assert_eq!(body, json!({"errors": {"base": ["bogus is not allowed."]}}));
}
