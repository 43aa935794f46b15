//! DIDWW's page of 1,000 DIDs whose relationships nobody asked for, most of which is links.
#![expect(dead_code, reason = "read by serde, as a user would")]

use std::error::Error;
use std::hint::black_box;
use std::time::Instant;

use serde::Deserialize;
use serde_json::{Value, json};
use telnum::{Header, HttpResponse, ListDids, Operation};

use crate::{ROUNDS, report};

/// The page as a user would declare it by hand: owned, typed, times as text, relationships left out.
#[derive(Deserialize)]
struct Page {
    data: Vec<Did>,
    meta: Meta,
}

#[derive(Deserialize)]
struct Did {
    id: String,
    attributes: Attributes,
}

#[derive(Deserialize)]
struct Attributes {
    blocked: bool,
    capacity_limit: Option<i32>,
    description: Option<String>,
    terminated: bool,
    awaiting_registration: bool,
    number: String,
    expires_at: Option<String>,
    channels_included_count: i32,
    created_at: String,
    dedicated_channels_count: i32,
}

#[derive(Deserialize)]
struct Meta {
    total_records: u32,
}

/// Decoding alone, from a body in memory.
pub(crate) fn decoding() -> Result<(), Box<dyn Error>> {
    let body = page(1000)?;
    let answer = HttpResponse { status: 200, headers: Vec::<Header>::new(), body: body.clone() };
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS * 4 {
        let start = Instant::now();
        black_box(ListDids::new().decode(&answer)?);
        ours.push(start.elapsed());
        let start = Instant::now();
        black_box(serde_json::from_slice::<Page>(&body)?);
        theirs.push(start.elapsed());
    }
    report("decode 1,000 DIDs, against serde_json typed", ours, theirs);
    Ok(())
}

/// A page in the carrier's shape.
fn page(rows: usize) -> Result<Vec<u8>, serde_json::Error> {
    let data: Vec<Value> = (0..rows)
        .map(|row| {
            let id = format!("ac40fb08-ac14-4a6c-8f20-{row:012}");
            let relationship = |name: &str| {
                let base = format!("https://api.didww.com/v3/dids/{id}");
                let links = json!({
                    "self": format!("{base}/relationships/{name}"),
                    "related": format!("{base}/{name}")
                });
                (name.to_owned(), json!({ "links": links }))
            };
            let names = [
                "did_group", "order", "voice_in_trunk", "voice_in_trunk_group", "capacity_pool",
                "shared_capacity_group", "address_verification",
            ];
            json!({
                "id": id,
                "type": "dids",
                "attributes": {
                    "blocked": false,
                    "capacity_limit": 1,
                    "description": "string",
                    "terminated": false,
                    "awaiting_registration": false,
                    "number": format!("4420{row:08}"),
                    "expires_at": "2017-06-25T08:21:41.795Z",
                    "channels_included_count": 2,
                    "created_at": "2017-06-25T08:21:41.795Z",
                    "dedicated_channels_count": 0
                },
                "relationships": names.map(relationship).into_iter().collect::<serde_json::Map<_, _>>()
            })
        })
        .collect();
    serde_json::to_vec(&json!({ "data": data, "meta": { "total_records": rows } }))
}
