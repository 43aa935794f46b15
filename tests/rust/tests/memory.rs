//! Long lists are walked in memory that does not grow with them. Nothing else is in this process, which
//! is measured.

#![expect(clippy::unwrap_used, reason = "in tests, a panic is what tells")]

use serde_json::json;
use telnum::{Emulator, ListDids, ListNumbers};

/// Resident memory in bytes, as Linux tells it.
fn resident() -> usize {
    let statm = std::fs::read_to_string("/proc/self/statm").unwrap();
    let pages: usize = statm.split(' ').nth(1).unwrap().parse().unwrap();
    pages * 4096
}

#[tokio::test]
async fn a_hundred_thousand_numbers_take_no_more_memory_than_ten_thousand() {
    let emulator = Emulator::new(7);
    emulator.set("seeded_numbers", json!(100_000)).unwrap();
    let client = emulator.idt_express().unwrap();
    let mut walk = client.numbers(ListNumbers { page: None, page_size: Some(100) });
    let (mut count, mut early) = (0, 0);
    while let Some(number) = walk.next().await.unwrap() {
        assert!(!number.number.is_empty());
        count += 1;
        if count == 10_000 {
            early = resident();
        }
    }
    assert_eq!(count, 100_000);
    let grown = resident().saturating_sub(early);
    assert!(grown <= 32 << 20, "it grew by {grown} bytes");
}

#[tokio::test]
async fn five_thousand_dids_with_four_includes_take_no_more_memory_than_one_thousand() {
    let emulator = Emulator::new(7);
    emulator.set("dids", json!(5_000)).unwrap();
    emulator.set("didww_rate_limit", json!(null)).unwrap();
    let client = emulator.didww_builder().requests_per_second(1000.0).build().unwrap();
    let includes = ["did_group", "did_group.country", "order", "voice_in_trunk"];
    let mut walk = client.dids(ListDids::new().include(includes).page_size(100));
    let (mut count, mut early) = (0, 0);
    while let Some(did) = walk.next().await.unwrap() {
        assert!(did.linked().did_group().unwrap().is_some());
        count += 1;
        if count == 1_000 {
            early = resident();
        }
    }
    assert_eq!(count, 5_000);
    let grown = resident().saturating_sub(early);
    // To keep them all would take 8 MB more.
    assert!(grown <= 4 << 20, "it grew by {grown} bytes");
}
