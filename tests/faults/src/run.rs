//! Runs a round: prepares, places, reconciles, and writes down what was said.

use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};
use telnum::{Attempt, Error, Timestamp};
use tokio::task::JoinSet;

use crate::client::{Bought, Client, Search};
use crate::heir::{self, Inherited};
use crate::round::{Carrier, Outcome, Reconciled, Round, Settled, Told};
use crate::server::{DIDWW, Server};
use crate::shop::{JournalFile, Shop, client};

/// Runs a round on a server that nobody else uses meanwhile.
pub(crate) async fn run(round: Round, server: &Server) -> Result<Told, String> {
    server.set("reset", &reset(&round))?;
    for plain in &round.before {
        let headers: Vec<_> = plain.headers.iter().map(|it| (&*it.0, &*it.1)).collect();
        server.ask(&plain.method, &plain.target, &headers, &plain.body)?;
    }
    let journal = round.journal.then(|| JournalFile::of(&round));
    let shop = Arc::new(Shop::open(&round, server, journal.as_ref())?);
    let mut attempts = Vec::new();
    for buy in &round.buys {
        let attempt = shop.buyer(buy.client).prepare(&buy.operation, buy.arguments.clone());
        let mut attempt = attempt.map_err(|error| format!("not prepared: {error}"))?;
        let prepared = attempt.prepared_at.unix_milliseconds();
        attempt.prepared_at = Timestamp::from_unix_milliseconds(prepared + round.prepared_s * 1000);
        attempts.push(attempt);
    }
    server.set("faults", &round.rules.clone().into())?;
    let mut placed = Vec::new();
    if round.together {
        let mut calls = JoinSet::new();
        for (at, (buy, attempt)) in round.buys.iter().zip(&attempts).enumerate() {
            let (shop, buy, attempt) = (Arc::clone(&shop), buy.clone(), attempt.clone());
            calls.spawn(async move { (at, shop.place(&buy, &attempt).await) });
        }
        while let Some(call) = calls.join_next().await {
            placed.push(call.map_err(|error| format!("a call panicked: {error}"))?);
        }
        placed.sort_by_key(|it| it.0);
    } else {
        for (at, (buy, attempt)) in round.buys.iter().zip(&attempts).enumerate() {
            if let Some(rule) = &buy.rule {
                server.set("faults", &json!([rule]))?;
            }
            placed.push((at, shop.place(buy, attempt).await));
        }
    }
    let placed = placed.into_iter().map(|it| it.1).collect::<Result<Vec<_>, _>>()?;
    let (placed, again): (Vec<_>, Vec<_>) = placed.into_iter().unzip();
    for switches in &round.others {
        server.set("switches", &switches.clone().into())?;
    }
    let ledger_before = server.list("ledger")?;
    if round.advance_s > 0 {
        server.set("clock", &json!({ "advance_s": round.advance_s }))?;
    }
    server.set("faults", &round.reads.clone().into())?;

    let ends: Vec<&Outcome> =
        placed.iter().zip(&again).map(|it| last(it.0, it.1.as_ref())).collect();
    let lost: Vec<Attempt> =
        attempts.iter().zip(&ends).filter(|it| it.1.is_unknown()).map(|it| it.0.clone()).collect();
    let known: Vec<String> = ends.iter().filter_map(|it| order_id(it)).collect();
    let search = |known: &[String], sole_buyer| Search {
        known_order_ids: known.to_vec(),
        sole_buyer,
        newest_first: round.newest_first,
        limit: Duration::from_millis(round.search_ms),
    };
    let mut reconciled = Vec::new();
    if !lost.is_empty() {
        let fresh = client(&round, &shop.url, &round.options)?;
        if round.sole_buyer {
            let search = search(&known, true);
            reconciled.push(reconcile(&fresh, lost.clone(), &search, false).await);
        }
        reconciled.push(reconcile(&fresh, lost, &search(&[], false), false).await);
    }
    let mut inherited = Inherited::default();
    if round.journal {
        let options = shop.options.clone();
        let url = shop.url.clone();
        // Its clients end first.
        drop(shop);
        let heir = client(&round, &url, &options)?;
        let search = search(&[], round.sole_buyer);
        inherited = heir::take_over(&heir, &attempts, &ends, &search).await?;
        reconciled.extend(inherited.reconciled);
    } else {
        for at in (0..round.clients).map(Some).chain([None]) {
            let own = round.buys.iter().zip(&attempts).filter(|it| it.0.client == at);
            let own: Vec<Attempt> = own.map(|it| it.1.clone()).collect();
            // One client knows of all orders that the others do not have to be told of.
            let sole_buyer = round.sole_buyer && round.clients == 1 && at.is_some();
            if !own.is_empty() {
                let search = search(&[], sole_buyer);
                reconciled.push(reconcile(shop.buyer(at), own, &search, true).await);
            }
        }
    }

    // Late orders show, and numbers are delivered.
    server.set("clock", &json!({ "advance_s": 3600 }))?;
    let orders = match round.carrier {
        Carrier::Didww => didww_orders(server)?,
        Carrier::IdtExpress | Carrier::DialogTech => Vec::new(),
    };
    Ok(Told {
        attempts: attempts.iter().filter_map(|it| serde_json::to_value(it).ok()).collect(),
        placed,
        again,
        ledger_before,
        reconciled,
        open: inherited.open,
        open_after: inherited.open_after,
        after: inherited.after,
        ledger: server.list("ledger")?,
        requests: server.list("requests")?.into_iter().filter(is_purchase).collect(),
        orders,
        round,
    })
}

fn reset(round: &Round) -> Value {
    json!({
        "seed": round.seed,
        "switches": round.switches,
        "clock_s": round.clock_s,
        "date_header": round.date_header,
    })
}

pub(crate) async fn reconcile(
    client: &Client,
    attempts: Vec<Attempt>,
    search: &Search,
    by_placing: bool,
) -> Reconciled {
    let settled: Result<Vec<Settled>, Error> = client.reconcile(attempts, search).await;
    let (attempts, error) = match settled {
        Ok(attempts) => (attempts, None),
        Err(error) => (Vec::new(), Some(format!("{}: {error}", error.kind))),
    };
    Reconciled {
        by_placing,
        by_journal: false,
        sole_buyer: search.sole_buyer,
        known_order_ids: search.known_order_ids.clone(),
        error,
        attempts,
    }
}

pub(crate) fn outcome(call: Result<Bought, Error>) -> Outcome {
    match call {
        Ok(Bought { order_id, numbers }) => Outcome::Ordered { order_id, numbers },
        Err(error) => Outcome::Failed {
            kind: error.kind.to_string(),
            text: error.text.clone(),
            attempt_id: error.attempt.as_ref().map(|it| it.id.clone()),
            candidate: error.candidate_order_id.clone(),
        },
    }
}

/// How it ended in the end: a second placing counts where the first bought nothing.
pub(crate) fn last<'a>(first: &'a Outcome, again: Option<&'a Outcome>) -> &'a Outcome {
    again.filter(|_| first.nothing_was_bought()).unwrap_or(first)
}

pub(crate) fn order_id(outcome: &Outcome) -> Option<String> {
    match outcome {
        Outcome::Ordered { order_id, .. } => order_id.clone(),
        Outcome::Failed { .. } | Outcome::Cancelled => None,
    }
}

/// All orders, whatever faults are set: scripts come before them.
fn didww_orders(server: &Server) -> Result<Vec<Value>, String> {
    server.set("switches", &json!({ "didww_rate_limit": null }))?;
    server.set("script", &json!([{ "own": true }]))?;
    let mut page = server.ask("GET", "/v3/orders?page[size]=100", DIDWW, "")?;
    match page.get_mut("data").map(Value::take) {
        Some(Value::Array(orders)) => Ok(orders),
        _ => Err("DIDWW's orders could not be listed".to_owned()),
    }
}

fn is_purchase(request: &Value) -> bool {
    let text = |name| request.get(name).and_then(Value::as_str).unwrap_or_default();
    let target = text("target");
    target.starts_with("/ibp_api.php")
        || text("method") == "POST" && (target.ends_with("/dids/orders") || target == "/v3/orders")
}
