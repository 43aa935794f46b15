//! Whole requests against a whole emulator.

mod dialogtech;
mod didww;
mod faults;
mod idt_express;

use crate::{Emulator, Reply, Request, Response};
use serde_json::{Value, json};

/// A request with good credentials.
pub(crate) fn request(method: &str, target: &str, body: Option<Value>) -> Request {
    let mut headers = vec![
        ("x-api-key".to_owned(), "emulator-key".to_owned()),
        ("x-api-secret".to_owned(), "emulator-secret".to_owned()),
    ];
    if body.is_some() {
        let json = "application/json; charset=utf-8".to_owned();
        headers.push(("content-type".to_owned(), json));
    }
    let body = body.map(|body| body.to_string().into_bytes()).unwrap_or_default();
    Request { method: method.to_owned(), target: target.to_owned(), headers, body }
}

pub(crate) fn order_body(did_group_id: u32, quantity: u32) -> Value {
    json!({"order_items": [{"did_group_id": did_group_id, "quantity": quantity}]})
}

impl Emulator {
    fn answer(&mut self, request: &Request) -> Response {
        match self.handle(request) {
            Reply::Answer { response, .. } => response,
            other => panic!("{other:?}"),
        }
    }

    /// Status and JSON of a request.
    fn ask(&mut self, method: &str, target: &str, body: Option<Value>) -> (u16, Value) {
        let response = self.answer(&request(method, target, body));
        (response.status, serde_json::from_slice(&response.body).unwrap())
    }

    fn get(&mut self, target: &str) -> Value {
        let (status, json) = self.ask("GET", target, None);
        assert_eq!(status, 200, "{json}");
        json
    }

    fn refused(&mut self, target: &str) -> (u16, u64) {
        let (status, json) = self.ask("GET", target, None);
        (status, json["errors"][0]["code"].as_u64().unwrap())
    }

    /// Orders and returns the order.
    fn order(&mut self, did_group_id: u32, quantity: u32) -> Value {
        let body = Some(order_body(did_group_id, quantity));
        let (status, json) = self.ask("POST", "/v1/dids/orders", body);
        assert_eq!(status, 200, "{json}");
        json["order"].clone()
    }

    fn order_after(&mut self, id: &Value, ms: u64) -> Value {
        self.advance_ms(ms);
        self.get(&format!("/v1/dids/orders/{}", id.as_str().unwrap()))["order"].clone()
    }

    fn with(mut self, switch: &str, value: Value) -> Self {
        self.set(switch, value).unwrap();
        self
    }
}
