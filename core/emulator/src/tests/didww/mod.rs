//! DIDWW's routes.

mod access;
mod coverage;
mod errors;
mod faults;
mod filters;
mod lists;
mod managing;
mod objects;
mod orders;
mod orders_refused;
mod shapes;
mod trunks;
mod versions;

use crate::{Emulator, Reply, Request, Response};
use serde_json::{Value, json};

const DIDS: &str = "/v3/dids";

/// A request as the carrier's page shows it.
fn request(target: &str) -> Request {
    let header = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    let headers = vec![
        header("Content-Type", "application/vnd.api+json"),
        header("Accept", "application/vnd.api+json"),
        header("Api-Key", "emulator-didww"),
    ];
    Request { method: "GET".into(), target: target.into(), headers, body: Vec::new() }
}

/// The same with another value of a header, or without it.
fn with_header(mut request: Request, name: &str, value: Option<&str>) -> Request {
    request.headers.retain(|(key, _)| !key.eq_ignore_ascii_case(name));
    request.headers.extend(value.map(|value| (name.to_owned(), value.to_owned())));
    request
}

/// An emulator without the limit of requests a second.
fn emulator() -> Emulator {
    Emulator::new(7).with("didww_rate_limit", Value::Null)
}

impl Emulator {
    fn reply(&mut self, request: &Request) -> Response {
        match self.handle(request) {
            Reply::Answer { response, .. } => response,
            other => panic!("{other:?}"),
        }
    }

    /// The document behind a query of the list.
    fn dids(&mut self, query: &str) -> Value {
        self.document(&format!("{DIDS}?{query}"))
    }

    fn document(&mut self, target: &str) -> Value {
        let (status, body) = self.told(&request(target));
        assert_eq!(status, 200, "{target}: {body}");
        body
    }

    fn told(&mut self, request: &Request) -> (u16, Value) {
        let response = self.reply(request);
        (response.status, serde_json::from_slice(&response.body).unwrap())
    }

    /// Status and codes of a refused query of the list.
    fn codes(&mut self, query: &str) -> (u16, Vec<String>) {
        let (status, body) = self.told(&request(&format!("{DIDS}?{query}")));
        let errors = body["errors"].as_array().unwrap_or_else(|| panic!("{query}: {body}"));
        (status, errors.iter().map(|error| error["code"].as_str().unwrap().to_owned()).collect())
    }
}

fn rows(document: &Value) -> &Vec<Value> {
    document["data"].as_array().unwrap()
}

fn total(document: &Value) -> u64 {
    document["meta"]["total_records"].as_u64().unwrap()
}

fn ids(document: &Value) -> Vec<String> {
    rows(document).iter().map(|row| row["id"].as_str().unwrap().to_owned()).collect()
}

/// One attribute of every row.
fn column(document: &Value, name: &str) -> Vec<Value> {
    rows(document).iter().map(|row| row["attributes"][name].clone()).collect()
}

/// The first object of a type that was included.
fn included(document: &Value, type_name: &str) -> Value {
    let all = document["included"].as_array().unwrap();
    all.iter().find(|object| object["type"] == type_name).unwrap().clone()
}
