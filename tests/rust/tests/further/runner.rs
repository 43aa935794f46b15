//! The contract's runner itself.

use std::process::Command;

use serde_json::{Value, json};

#[test]
fn an_entry_of_no_carrier_fails() {
    let folder = std::env::temp_dir().join(format!("telnum-no-carrier-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let entry = |name: &str, operation: &str| {
        let call = json!({ "operation": operation });
        json!({ "name": name, "about": ".", "http": true, "call": call, "expect": { "value": null } })
    };
    let entries = [
        entry("idt-built", "build"),
        entry("idx-built", "build"),
        entry("dts-listed", "list_countries"),
        entry("listed", "list_countries"),
    ];
    let file = json!({ "about": ".", "entries": entries }).to_string();
    std::fs::write(folder.join("idt-odd.json"), file).unwrap();
    let results = folder.join("results");
    let ended = Command::new(env!("CARGO_BIN_EXE_telnum-contract"))
        .env("TELNUM_VECTORS", &folder)
        .env("TELNUM_RESULTS", &results)
        .env("IDT_EXPRESS_API_KEY", "1234567890")
        .env("IDT_EXPRESS_API_SECRET", "1234567890")
        .env_remove("TELNUM_EMULATOR")
        .env_remove("TELNUM_ONLY")
        .output();
    assert!(ended.unwrap().status.success());
    let found: Value = serde_json::from_slice(&std::fs::read(&results).unwrap()).unwrap();
    std::fs::remove_dir_all(folder).unwrap();
    let found: Vec<(&str, &str, &str)> = found["results"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| ["entry", "outcome", "reason"].map(|name| it[name].as_str().unwrap_or_default()))
        .map(|[entry, outcome, reason]| (entry, outcome, reason))
        .filter(|it| !it.0.ends_with("(http)"))
        .collect();
    let none = |prefix: &str| format!("no carrier's entries begin with `{prefix}-`");
    assert_eq!(
        found,
        [
            ("idt-built", "passed", ""),
            ("idx-built", "failed", &*none("idx")),
            ("dts-listed", "failed", &*none("dts")),
            ("listed", "failed", &*none("listed")),
        ]
    );
}
