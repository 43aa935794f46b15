//! telnum in Rust against what a user would write by hand, on the same bytes in the same run.

mod by_hand;
mod didww;
mod pages;
mod server;

use std::error::Error;
use std::hint::black_box;
use std::time::{Duration, Instant};

use telnum::{Header, HttpResponse, IdtExpress, ListNumbers, Operation};

const ROUNDS: usize = 61;

fn main() -> Result<(), Box<dyn Error>> {
    // An error means that there is one already.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let body = pages::numbers(1000)?;
    decoding(&body)?;
    didww::decoding()?;
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()?
        .block_on(calls(body))
}

/// Decoding alone, from a body in memory.
fn decoding(body: &[u8]) -> Result<(), Box<dyn Error>> {
    let answer = HttpResponse { status: 200, headers: Vec::<Header>::new(), body: body.to_vec() };
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let start = Instant::now();
        black_box(ListNumbers::new().decode(&answer)?);
        ours.push(start.elapsed());
        let start = Instant::now();
        black_box(serde_json::from_slice::<by_hand::Page>(body)?);
        theirs.push(start.elapsed());
    }
    report("decode 1,000 numbers, against serde_json typed", ours, theirs);
    Ok(())
}

/// Whole calls over loopback HTTP.
async fn calls(body: Vec<u8>) -> Result<(), Box<dyn Error>> {
    for (what, body) in [
        ("page of 1,000 numbers, against reqwest + serde_json typed", body),
        ("page of 1 number, against reqwest + serde_json typed", pages::numbers(1)?),
    ] {
        let url = server::start(body).await?;
        let telnum = IdtExpress::builder()
            .api_key("emulator-key")
            .api_secret("emulator-secret")
            .base_url(&url)
            .build()?;
        let reqwest = reqwest::Client::builder().build()?;
        let url = format!("{url}/v1/dids/numbers");
        let (mut ours, mut theirs) = (Vec::new(), Vec::new());
        for _ in 0..ROUNDS * 2 {
            let start = Instant::now();
            black_box(telnum.list_numbers(ListNumbers::new()).await?);
            ours.push(start.elapsed());
            let start = Instant::now();
            let bytes = reqwest.get(&url).send().await?.bytes().await?;
            black_box(serde_json::from_slice::<by_hand::Page>(&bytes)?);
            theirs.push(start.elapsed());
        }
        report(what, ours, theirs);
    }
    Ok(())
}

fn report(what: &str, ours: Vec<Duration>, theirs: Vec<Duration>) {
    let ratio = median(ours) / median(theirs);
    println!("rust: {what}: {ratio:.2}");
}

fn median(mut times: Vec<Duration>) -> f64 {
    times.sort();
    times.get(times.len() / 2).map_or(f64::NAN, Duration::as_secs_f64)
}
