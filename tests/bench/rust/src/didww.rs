//! DIDWW's page of 1,000 DIDs whose relationships nobody asked for, most of which is links.
#![expect(dead_code, reason = "read by serde, as a user would")]

use std::error::Error;
use std::hint::black_box;
use std::time::Instant;

use serde::Deserialize;
use telnum::{Header, HttpResponse, ListDids, Operation};

use crate::pages::dids;
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
    let body = dids(1000)?;
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
