//! What the contract's entries cannot say.

use std::sync::Arc;

use serde_json::{Map, Value, json};

use super::*;
use crate::driver::CallOptions;
use crate::emulator::Emulator;
use crate::error::{Error, ErrorKind, Result};
use crate::operation::Operation;
use crate::platform::BoxFuture;
use crate::token::{TokenFailed, TokenSource};
use crate::transport::HttpResponse;
use crate::types::Secret;

fn answer(body: &Value) -> HttpResponse {
    HttpResponse { status: 200, headers: Vec::new(), body: body.to_string().into_bytes() }
}

fn page(request: &ListDids, body: &Value) -> DidwwDidPage {
    request.decode(&answer(body)).unwrap()
}

fn linked() -> Value {
    let link = |kind: &str, id: &str| json!({ "data": { "type": kind, "id": id } });
    json!({
        "data": [
            { "id": "a", "type": "dids", "attributes": { "number": "4420123456" },
              "relationships": { "did_group": link("did_groups", "g"), "order": { "data": null } } },
            { "id": "b", "type": "dids", "attributes": { "number": "x1" },
              "relationships": { "did_group": link("did_groups", "g") } }
        ],
        "included": [
            { "type": "did_groups", "id": "g", "attributes": { "area_name": "London" },
              "relationships": {
                  "country": link("countries", "c"),
                  "stock_keeping_units": { "data": [{ "type": "stock_keeping_units", "id": "s" }] }
              } },
            { "type": "countries", "id": "c", "attributes": { "name": "United Kingdom" } }
        ]
    })
}

#[test]
fn links_are_followed_and_what_was_not_loaded_says_so() {
    let page = page(&ListDids::new().include(["did_group.country"]), &linked());
    let [first, second] = page.linked().collect::<Vec<_>>()[..] else { panic!("two rows") };
    let group = first.did_group().unwrap().unwrap();
    assert_eq!(group.area_name.as_deref(), Some("London"));
    assert_eq!(group.country().unwrap().unwrap().name.as_deref(), Some("United Kingdom"));
    // One object, however many rows lead to it.
    assert!(std::ptr::eq(group.object(), second.did_group().unwrap().unwrap().object()));
    assert!(first.order().unwrap().is_none());
    let error = second.order().unwrap_err();
    assert_eq!(error.kind, ErrorKind::InvalidInput);
    assert!(error.to_string().contains("pass `order` in `include`"), "{error}");
    let error = group.city().unwrap_err();
    assert!(error.to_string().contains("pass `did_group.city` in `include`"), "{error}");
    // Named, but not brought: it is there with its id.
    let units = group.stock_keeping_units().unwrap();
    assert_eq!(units.first().map(|it| it.id.as_str()), Some("s"));
}

#[test]
fn a_page_survives_its_canonical_json() {
    let page = page(&ListDids::new().include(["did_group.country"]), &linked());
    let json = page.to_json();
    assert!(json.contains(r#""order":null"#) && json.contains(r#""order":"not_loaded""#));
    let again: DidwwDidPage = serde_json::from_str(&json).unwrap();
    assert_eq!(again, page);
    let group = again.linked().next().unwrap().did_group().unwrap().unwrap();
    assert_eq!(group.country().unwrap().unwrap().id, "c");
}

#[test]
fn one_object_leads_to_what_its_document_includes() {
    let body = json!({
        "data": { "id": "g", "type": "did_groups", "attributes": { "area_name": "London" },
                  "relationships": { "country": { "data": { "type": "countries", "id": "c" } } } },
        "included": [{ "type": "countries", "id": "c", "attributes": { "name": "United Kingdom" } }]
    });
    let request = GetDidwwDidGroup::new("g").include([DidwwDidGroupInclude::Country]);
    let document = request.decode(&answer(&body)).unwrap();
    let group = document.linked();
    assert_eq!(group.country().unwrap().unwrap().name.as_deref(), Some("United Kingdom"));
    let error = group.city().unwrap_err().to_string();
    assert!(
        error.contains("or its last part alone where the call asks for such objects"),
        "{error}"
    );
    let again: DidwwDidGroupDocument = serde_json::from_str(&document.to_json()).unwrap();
    assert_eq!(again, document);
    assert_eq!(again.linked().country().unwrap().unwrap().id, "c");
}

#[test]
fn what_is_asked_for_is_said_by_names_or_by_texts() {
    let by_names = ListDidwwCities::new()
        .filter(DidwwCityFilter::new().is_available(true).country_id(["a", "b"]))
        .include([DidwwCityInclude::Region])
        .sort([DidwwCitySortKey::Name.descending()])
        .fields(["name"]);
    let by_texts = ListDidwwCities::new()
        .filter(DidwwCityFilter::new().is_available(true).country_id(vec!["a", "b"]))
        .include(["region"])
        .sort(["-name"])
        .fields_of("cities", ["name"]);
    assert_eq!(by_names, by_texts);
    let target = by_names.encode().unwrap().target;
    assert!(target.contains("fields%5Bcities%5D=name%2Cregion"), "{target}");
}

#[test]
fn rows_keep_what_their_page_included() {
    let page = page(&ListDids::new().include(["did_group"]), &linked());
    let row = page.into_rows().pop().unwrap();
    assert_eq!(row.number.as_deref(), Some("x1"));
    assert_eq!(row.e164, None);
    assert_eq!(row.linked().did_group().unwrap().unwrap().id, "g");
}

#[test]
fn relationships_that_nobody_asked_for_are_not_looked_at() {
    let page = page(&ListDids::new(), &linked());
    assert_eq!(page.dids.first().map(|it| &it.did_group), Some(&DidwwLink::NotLoaded));
}

#[test]
fn a_name_in_an_old_encoding_hides_nothing() {
    let body =
        b"\xef\xbb\xbf{\"data\":[{\"id\":\"1\",\"attributes\":{\"description\":\"S\xc3O\"}}]}";
    let answer = HttpResponse { status: 200, headers: Vec::new(), body: body.to_vec() };
    let page = ListDids::new().decode(&answer).unwrap();
    assert_eq!(page.dids.first().unwrap().description.as_deref(), Some("S\u{fffd}O"));
}

fn arguments(value: Value) -> Map<String, Value> {
    serde_json::from_value(value).unwrap()
}

async fn refused(given: Value) -> Error {
    let client = Emulator::new(7).didww().unwrap();
    client
        .by_name()
        .call("list_dids", arguments(given), CallOptions::default())
        .await
        .err()
        .unwrap()
}

#[tokio::test]
async fn plain_arguments_are_checked() {
    for (given, field, code) in [
        (json!({ "page": "2" }), "page[number]", "118"),
        (json!({ "page_size": 1001 }), "page[size]", "118"),
        (json!({ "include": "order" }), "include", "112"),
        (json!({ "include": ["order,did_group"] }), "include", "112"),
        (json!({ "sort": [""] }), "sort", "114"),
        (json!({ "fields": { "dids": [] } }), "fields[dids]", "104"),
        (json!({ "fields": { "dids": "number" } }), "fields[dids]", "104"),
        (json!({ "filter": { "number": "" } }), "filter[number]", "107"),
        (json!({ "filter": { "number": [] } }), "filter[number]", "107"),
        (json!({ "filter": { "number": { "blank": false } } }), "filter[number]", "107"),
        (json!({ "filter": { "blocked": "yes" } }), "filter[blocked]", "107"),
        (
            json!({ "filter": { "billing_cycles_count": "x" } }),
            "filter[billing_cycles_count]",
            "107",
        ),
        (json!({ "filter": { "bogus": "x" } }), "filter[bogus]", "102"),
        (json!({ "other_filters": { "a b": "x" } }), "filter[a b]", "107"),
        (json!({ "colour": "red" }), "colour", "105"),
    ] {
        let error = refused(given.clone()).await;
        let detail = error.details.first().unwrap_or_else(|| panic!("{given}: {error}"));
        assert_eq!(error.kind, ErrorKind::InvalidInput, "{given}");
        assert_eq!(detail.field.as_deref(), Some(field), "{given}");
        assert_eq!(detail.code.as_deref(), Some(code), "{given}");
    }
}

struct Rotating(std::sync::Mutex<u32>, &'static str);

impl TokenSource for Rotating {
    fn token(&self) -> BoxFuture<'_, Result<Secret, TokenFailed>> {
        let mut asked = self.0.lock().unwrap();
        *asked += 1;
        Box::pin(std::future::ready(Ok(Secret::from(format!("{}{asked}", self.1)))))
    }
}

#[tokio::test]
async fn each_request_takes_a_token_of_its_own_and_none_shows() {
    let emulator = Emulator::new(7);
    let quoting = json!({ "errors": [{ "code": "401", "title": "emulator-token-2 is no token" }] });
    emulator
        .script(&json!([{ "status": 503, "text": "" }, { "status": 401, "body": quoting }]))
        .unwrap();
    let source = Arc::new(Rotating(Default::default(), "emulator-token-"));
    let client = Didww::builder()
        .base_url("http://emulator.example")
        .api_version("2026-11-19")
        .token_source(source)
        .surroundings(emulator.surroundings())
        .build()
        .unwrap();
    let error = client.list_dids(ListDids::new()).await.unwrap_err();
    assert_eq!(error.kind, ErrorKind::Authentication);
    assert!(!format!("{error:?} {client:?}").contains("emulator-token"), "{error:?}");
    let requests = emulator.requests();
    assert_eq!(requests.len(), 2);
    for request in &requests {
        let header = |name: &str| request.headers.iter().find(|it| it.name == name);
        assert!(header("authorization").is_some() && header("api-key").is_none());
        assert_eq!(header("x-didww-api-version").unwrap().value, "2026-11-19");
    }
}

#[test]
fn a_key_and_a_source_of_tokens_are_not_given_together() {
    let builder = || Didww::builder().token_source(Arc::new(Rotating(Default::default(), "")));
    let error = builder().api_key("1234567890").build().unwrap_err();
    assert_eq!(error.kind, ErrorKind::Configuration);
    assert!(error.text.contains("`token_source`") && !error.text.contains("1234567890"));
    // The emulator's own key is no one's choice.
    let source = Arc::new(Rotating(Default::default(), "emulator-"));
    Emulator::new(7).didww_builder().token_source(source).build().unwrap();
    builder().base_url("https://relay.example").build().unwrap();
}

#[tokio::test]
async fn a_real_token_never_goes_out_in_the_clear() {
    let emulator = Emulator::new(7);
    let client = Didww::builder()
        .base_url("http://emulator.example")
        .token_source(Arc::new(Rotating(Default::default(), "real-token-")))
        .surroundings(emulator.surroundings())
        .build()
        .unwrap();
    let error = client.list_dids(ListDids::new()).await.unwrap_err();
    assert_eq!(error.kind, ErrorKind::Configuration);
    assert!(emulator.requests().is_empty());
}

/// Brings its token only when it is asked for the second time.
struct Late;

impl TokenSource for Late {
    fn token(&self) -> BoxFuture<'_, Result<Secret, TokenFailed>> {
        Box::pin(async {
            tokio::task::yield_now().await;
            Ok(Secret::from("emulator-token"))
        })
    }
}

#[tokio::test]
async fn a_token_that_comes_late_does_not_run_out_of_the_emulators_time() {
    let emulator = Emulator::new(7);
    let builder = emulator.didww_builder().api_version("2026-11-19");
    let client = builder.token_source(Arc::new(Late)).build().unwrap();
    assert_eq!(client.list_dids(ListDids::new()).await.unwrap().dids.len(), 50);
    assert!(emulator.sleeps().is_empty());
}

struct Failing;

impl TokenSource for Failing {
    fn token(&self) -> BoxFuture<'_, Result<Secret, TokenFailed>> {
        Box::pin(std::future::ready(Err("no token today".into())))
    }
}

#[tokio::test]
async fn a_source_that_fails_says_why_and_nothing_is_sent() {
    let emulator = Emulator::new(7);
    let client = emulator.didww_builder().token_source(Arc::new(Failing)).build().unwrap();
    let error = client.list_dids(ListDids::new()).await.unwrap_err();
    assert_eq!(error.kind, ErrorKind::Authentication);
    assert!(error.text.contains("no token today"), "{error}");
    assert!(emulator.requests().is_empty());
}
