//! House rules of the contract itself.

use std::collections::{HashMap, HashSet};
use std::path::PathBuf;

use serde_json::Value;

use crate::operations::OPERATIONS;

fn folder() -> PathBuf {
    let beside = || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../vectors");
    std::env::var_os("TELNUM_VECTORS").map_or_else(beside, PathBuf::from)
}

/// What a carrier's entries begin with; the letter and the number of the contradictions of its page.
const CARRIERS: &[(&str, &str, u32)] = &[("idt", "I", 45), ("dt", "T", 21), ("dw", "W", 22)];

/// What is decided only in part so far: what contradicts itself in buying at DIDWW.
const IN_PART: (&str, &str, u32) = ("dw", "B", 25);

/// File and entry, for every entry.
fn entries() -> Vec<(String, Value)> {
    let mut entries = Vec::new();
    for path in std::fs::read_dir(folder()).unwrap().map(|it| it.unwrap().path()) {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let text = std::fs::read_to_string(&path).unwrap();
        let file: Value = serde_json::from_str(&text).unwrap_or_else(|it| panic!("{name}: {it}"));
        members(&name, &file, &["about", "entries"]);
        assert!(text.lines().count() <= 400, "{name} is too long");
        let found = file["entries"].as_array().unwrap_or_else(|| panic!("{name}: no entries"));
        entries.extend(found.iter().map(|entry| (name.clone(), entry.clone())));
    }
    entries
}

fn text<'a>(value: &'a Value, member: &str) -> &'a str {
    value.get(member).and_then(Value::as_str).unwrap_or_default()
}

fn list<'a>(value: &'a Value, member: &str) -> &'a [Value] {
    value.get(member).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

fn members(place: &str, object: &Value, known: &[&str]) {
    let object = object.as_object().unwrap_or_else(|| panic!("{place} is no object"));
    for name in object.keys() {
        assert!(known.contains(&name.as_str()), "{place}: unknown member {name}");
    }
}

#[test]
fn names_are_unique_and_say_their_carrier() {
    let mut names = HashSet::new();
    for (file, entry) in entries() {
        let name = text(&entry, "name").to_owned();
        let carrier = file.split('-').next().unwrap_or_default();
        assert!(CARRIERS.iter().any(|it| it.0 == carrier), "{file} is of no carrier");
        assert!(name.starts_with(&format!("{carrier}-")), "{file}: {name:?}");
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        assert!(name.chars().all(plain), "{name}");
        assert!(names.insert(name.clone()), "{name} comes twice");
        let about = text(&entry, "about");
        assert!(about.ends_with('.') && !about.contains('\n'), "{name}: about {about:?}");
    }
    assert!(names.len() >= 90);
}

#[test]
fn every_member_is_known() {
    const ENTRY: &[&str] = &[
        "name", "about", "decides", "needs", "http", "emulator", "client", "before", "script",
        "call", "expect", "requests", "slept", "ledger", "logs", "conceals",
    ];
    const EXPECT: &[&str] = &["value", "includes", "error", "error_says", "cancelled", "info"];
    const ERROR: &[&str] = &[
        "kind",
        "text",
        "carrier",
        "http_status",
        "request_id",
        "retry_after",
        "details",
        "excerpt",
        "attempt",
        "sent_at",
        "cause",
        "candidate_order_id",
        "order",
    ];
    const NEEDS: &[&str] = &["cancel", "http", "untyped_arguments", "proxy"];
    for (_, entry) in entries() {
        let name = text(&entry, "name");
        members(name, &entry, ENTRY);
        members(name, &entry["call"], &["operation", "arguments", "timeout"]);
        members(name, &entry["expect"], EXPECT);
        if let Some(error) = entry["expect"].get("error") {
            members(name, error, ERROR);
        }
        if let Some(setting) = entry.get("emulator") {
            members(name, setting, &["seed", "switches"]);
        }
        for step in list(&entry, "before") {
            members(name, step, &["call", "fails", "script", "advance"]);
        }
        for request in list(&entry, "requests") {
            members(name, request, &["method", "target", "headers", "no_headers", "body"]);
        }
        for need in list(&entry, "needs") {
            assert!(NEEDS.contains(&need.as_str().unwrap()), "{name}: unknown need {need}");
        }
        for decided in list(&entry, "decides") {
            let its = CARRIERS.iter().chain([&IN_PART]);
            let mut its = its.filter(|it| name.split('-').next() == Some(it.0));
            let number = |letter| decided.as_str()?.strip_prefix(letter)?.parse::<u32>().ok();
            let is_known = its.any(|it| number(it.1).is_some_and(|at| (1..=it.2).contains(&at)));
            assert!(is_known, "{name}: {decided}");
        }
    }
}

#[test]
fn every_entry_expects_something() {
    for (_, entry) in entries() {
        let name = text(&entry, "name");
        let expect = entry["expect"].as_object().unwrap();
        assert!(!expect.is_empty(), "{name} expects nothing");
        if let Some(error) = expect.get("error") {
            assert!(error.get("kind").is_some(), "{name} does not say which kind of error");
        }
    }
}

/// What an entry is besides these is its check: two of one carrier that share it are one entry.
#[test]
fn no_entry_is_another_one_by_a_second_name() {
    let mut checks: HashMap<String, String> = HashMap::new();
    for (_, mut entry) in entries() {
        let name = text(&entry, "name").to_owned();
        let carrier = name.split('-').next().unwrap_or_default().to_owned();
        let members = entry.as_object_mut().unwrap();
        members.retain(|it, _| !["name", "about", "decides"].contains(&it.as_str()));
        let other = checks.insert(format!("{carrier} {entry}"), name.clone());
        assert!(other.is_none(), "{name} checks what {other:?} does");
    }
}

#[test]
fn what_shall_be_concealed_was_given_and_would_show() {
    // An emulator's clients have keys of their own, and its trunks a password.
    const KEYS: &[&str] = &[
        "emulator-key",
        "emulator-secret",
        "emulator-access-key",
        "emulator-secret-access-key",
        "emulator-password",
    ];
    for (_, entry) in entries() {
        // A call may be given a secret too.
        let given = format!("{} {} {}", entry["client"], entry["script"], entry["call"]);
        for text in list(&entry, "conceals").iter().filter_map(Value::as_str) {
            // Any other character may be escaped where it shows.
            let plain = text
                .chars()
                .all(|it| (it == ' ' || it.is_ascii_graphic()) && it != '"' && it != '\\');
            assert!(plain, "{}: {text:?} would not be found", entry["name"]);
            let known = given.contains(text) || KEYS.contains(&text);
            assert!(known, "{}: {text} is nowhere to be concealed", entry["name"]);
        }
    }
}

#[test]
fn nothing_that_takes_real_time_sleeps_over_http() {
    for (_, entry) in entries() {
        let slept = list(&entry, "slept").iter().filter_map(Value::as_u64).sum::<u64>();
        let http = entry["http"] == true;
        assert!(!http || slept == 0, "{} sleeps {slept} ms over HTTP", text(&entry, "name"));
    }
}

#[test]
fn every_operation_and_every_fault_runs_over_http() {
    let http: Vec<Value> =
        entries().into_iter().map(|it| it.1).filter(|it| it["http"] == true).collect();
    // Clients of entries have no journal: each language has a test of its own of what it has open.
    for operation in OPERATIONS.iter().copied().filter(|it| *it != "open_attempts") {
        let succeeds = |entry: &&Value| {
            let brings = |member| entry["expect"].get(member).is_some();
            text(&entry["call"], "operation") == operation
                && (brings("value") || brings("includes"))
        };
        assert!(http.iter().any(|it| succeeds(&it)), "{operation} does not succeed over HTTP");
    }
    let scripts: String = http.iter().map(|it| it["script"].to_string()).collect();
    for fault in FAULTS {
        assert!(scripts.contains(&format!("\"{fault}\"")), "{fault} does not run over HTTP");
    }
}

/// The library alone can refuse a connection; over HTTP the server has accepted it already.
const FAULTS: &[&str] = &[
    "reset_before",
    "reset_after",
    "error_after",
    "delay",
    "truncate",
    "drip",
    "garbage",
    "wrong_type",
    "huge",
    "redirect",
    "hang",
    "hang_after",
    "never",
    "never_after",
];

#[test]
fn coverage_orders_and_deleting_meet_every_fault() {
    let entries = entries();
    for operation in ["list_countries", "list_regions", "list_orders", "orders", "delete_number"] {
        let its = |entry: &Value| text(&entry["call"], "operation") == operation;
        let scripts: String = entries
            .iter()
            .filter(|(_, entry)| its(entry))
            .map(|(_, entry)| entry["script"].to_string())
            .collect();
        for fault in FAULTS.iter().chain(["refuse", "status"].iter()) {
            assert!(scripts.contains(&format!("\"{fault}\"")), "{operation} never meets {fault}");
        }
    }
}

#[test]
fn every_contradiction_is_decided() {
    let decided: HashSet<String> = entries()
        .iter()
        .flat_map(|(_, entry)| list(entry, "decides").to_vec())
        .map(|it| it.as_str().unwrap_or_default().to_owned())
        .collect();
    let names: Vec<String> =
        entries().iter().map(|(_, entry)| text(entry, "name").to_owned()).collect();
    let open: Vec<String> = CARRIERS
        .iter()
        .filter(|it| names.iter().any(|name| name.starts_with(&format!("{}-", it.0))))
        .flat_map(|(_, letter, most)| (1..=*most).map(move |number| format!("{letter}{number}")))
        .filter(|it| !decided.contains(it))
        .collect();
    assert!(open.is_empty(), "not decided by any entry: {open:?}");
}

#[test]
fn every_code_of_the_carrier_is_read() {
    let all: String = entries().iter().map(|(_, entry)| entry["expect"].to_string()).collect();
    for code in (1000..=1003).chain(2000..=2002).chain(3000..=3001).chain(4000..=4004) {
        assert!(all.contains(&format!("\"code\":\"{code}\"")), "no entry expects code {code}");
    }
}
