//! What all calls of a client and of its clones share, and what Rust's own logging hears.

use std::fmt::{Debug, Write};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde_json::json;
use telnum::{Emulator, ErrorKind, ListNumbers};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

#[tokio::test]
async fn clones_share_the_limit_of_requests() {
    let emulator = Emulator::new(7);
    let client = emulator.idt_express_builder().requests_per_second(1.0).build().unwrap();
    for client in [client.clone(), client.clone(), client] {
        client.list_numbers(ListNumbers::default()).await.unwrap();
    }
    assert_eq!(emulator.sleeps(), [Duration::from_secs(1); 2]);
}

#[tokio::test]
async fn clones_share_the_budget_for_retries() {
    let emulator = Emulator::new(7);
    let client = emulator.idt_express().unwrap();
    emulator.script(&json!(vec![json!({ "fault": "status", "status": 500 }); 30])).unwrap();
    for client in [client.clone(), client.clone(), client.clone(), client.clone(), client.clone()] {
        let failed = client.list_numbers(ListNumbers::default()).await.unwrap_err();
        assert_eq!(failed.kind, ErrorKind::Server);
    }
    assert_eq!(emulator.requests().len(), 15);
    let failed = client.list_numbers(ListNumbers::default()).await.unwrap_err();
    assert!(failed.to_string().contains("not tried again"), "{failed}");
    assert_eq!(emulator.requests().len(), 16);
}

#[test]
fn a_subscriber_of_tracing_hears_of_requests_and_calls() {
    let heard = Heard::default();
    tracing::subscriber::with_default(heard.clone(), || {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let client = Emulator::new(7).idt_express().unwrap();
        runtime.block_on(client.list_numbers(ListNumbers::default())).unwrap();
    });
    let lines = heard.lines.lock().unwrap();
    assert_eq!(lines.len(), 2, "{lines:?}");
    for (line, level) in lines.iter().zip(["DEBUG", "INFO"]) {
        for part in
            [level, "telnum", "operation=list_numbers", "/v1/dids/numbers", "http_status=200"]
        {
            assert!(line.contains(part), "{part} is not in {line}");
        }
        assert!(!line.contains("emulator-secret"), "{line}");
    }
}

/// Keeps each event as a line.
#[derive(Clone, Default)]
struct Heard {
    lines: Arc<Mutex<Vec<String>>>,
}

struct Line(String);

impl Visit for Line {
    fn record_str(&mut self, field: &Field, value: &str) {
        write!(self.0, " {field}={value}").unwrap();
    }

    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        write!(self.0, " {field}={value:?}").unwrap();
    }
}

impl Subscriber for Heard {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target() == "telnum"
    }

    fn event(&self, event: &Event<'_>) {
        let metadata = event.metadata();
        let mut line = Line(format!("{} {}", metadata.level(), metadata.target()));
        event.record(&mut line);
        self.lines.lock().unwrap().push(line.0);
    }

    fn new_span(&self, _: &Attributes<'_>) -> Id {
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}
    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn enter(&self, _: &Id) {}
    fn exit(&self, _: &Id) {}
}
