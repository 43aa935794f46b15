//! Walks over lists, under every reading of the carrier's pages that the emulator offers.

use serde_json::{Value, json};
use telnum::{Emulator, IdtNumber, IdtNumberStatus, ListNumbers, ListOrders};

/// What the carrier leaves open about its pages.
fn readings() -> Vec<[(&'static str, Value); 5]> {
    let mut readings = Vec::new();
    for total in ["all", "active"] {
        for past_end in ["empty", "last", "error"] {
            for meta_empty in [false, true] {
                for listed_s in [0, 30 * 86_400] {
                    for sorted in ["oldest_first", "newest_first"] {
                        readings.push([
                            ("numbers_total", json!(total)),
                            ("page_past_end", json!(past_end)),
                            ("meta_empty", json!(meta_empty)),
                            ("removed_listed_s", json!(listed_s)),
                            ("numbers_sorted", json!(sorted)),
                        ]);
                    }
                }
            }
        }
    }
    readings
}

fn account(reading: &[(&'static str, Value)], numbers: i32) -> Emulator {
    let emulator = Emulator::new(7);
    emulator.set("seeded_numbers", numbers.into()).unwrap();
    for (switch, value) in reading {
        emulator.set(switch, value.clone()).unwrap();
    }
    emulator
}

async fn all(emulator: &Emulator, page_size: i32) -> Vec<IdtNumber> {
    let mut walk = emulator.idt_express().unwrap().numbers(ListNumbers::new().page_size(page_size));
    let mut rows = Vec::new();
    while let Some(row) = walk.next().await.unwrap() {
        rows.push(row);
    }
    rows
}

#[tokio::test]
async fn a_walk_brings_every_row_whatever_the_total_says() {
    for reading in readings() {
        for (numbers, removed, page_size) in [(25, 0, 10), (25, 13, 10), (20, 5, 10), (20, 20, 10)]
        {
            let emulator = account(&reading, numbers);
            let client = emulator.idt_express().unwrap();
            for number in all(&emulator, 10).await.iter().take(removed) {
                client.delete_number(number.number.as_str()).await.unwrap();
            }
            let rows = all(&emulator, page_size).await;
            let listed = reading[3].1 != json!(0);
            let expected = if listed { 25.min(numbers) } else { numbers - removed as i32 };
            assert_eq!(
                rows.len(),
                expected as usize,
                "{reading:?}, {removed} of {numbers} removed"
            );
        }
    }
}

#[tokio::test]
async fn all_numbers_can_be_released_while_they_are_listed() {
    for reading in readings() {
        for numbers in [1, 10, 25, 45] {
            let emulator = account(&reading, numbers);
            let client = emulator.idt_express().unwrap();
            let mut walk = client.numbers(ListNumbers::new().page_size(10));
            while let Some(row) = walk.next().await.unwrap() {
                // A row that came twice would be `not_found` here.
                client.delete_number(row.number.as_str()).await.unwrap();
            }
            let rows = all(&emulator, 10).await;
            let kept = rows.iter().filter(|it| it.status == IdtNumberStatus::Active).count();
            assert_eq!(kept, 0, "{reading:?}, of {numbers}");
        }
    }
}

#[tokio::test]
async fn a_walk_over_filtered_orders_brings_every_one() {
    for total in ["all", "matching"] {
        for past_end in ["empty", "last", "error"] {
            for sorted in ["newest_first", "oldest_first", "by_id"] {
                let emulator = Emulator::new(7);
                for (switch, value) in [
                    ("filter_total", total),
                    ("page_past_end", past_end),
                    ("orders_sorted", sorted),
                ] {
                    emulator.set(switch, value.into()).unwrap();
                }
                let client = emulator.idt_express().unwrap();
                for group in [90001, 90005, 90001, 90005, 90001] {
                    client.create_order(group, 1).await.unwrap();
                }
                emulator.advance(std::time::Duration::from_secs(600));
                client.create_order(90001, 1).await.unwrap();
                for (status, page_size, orders) in [("Complete", 2, 3), ("Created", 2, 1)] {
                    let request = ListOrders::new().filter_by_status(status).page_size(page_size);
                    let mut walk = client.orders(request);
                    let mut found = 0;
                    while walk.next().await.unwrap().is_some() {
                        found += 1;
                    }
                    assert!(found >= orders, "{found} {status}: {total}, {past_end}, {sorted}");
                }
            }
        }
    }
}
