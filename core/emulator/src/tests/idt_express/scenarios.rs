use super::*;

/// What an order of four of this group says after so many milliseconds, dashes made equal.
fn story(did_group_id: u32, moments: &[u64]) -> Vec<(String, String, u64)> {
    let mut emulator = Emulator::new(0);
    let id = emulator.order(did_group_id, 4)["id"].clone();
    let mut passed = 0;
    let mut told = Vec::new();
    for moment in moments {
        let order = emulator.order_after(&id, moment - passed);
        passed = *moment;
        let item = &order["order_items"][0];
        let fulfilled = order["fulfilled"]["quantity"].as_u64().unwrap();
        assert_eq!(item["fulfilled"]["quantity"], fulfilled);
        assert_eq!(item["numbers"].as_array().unwrap().len() as u64, fulfilled);
        let status = item["status"].as_str().unwrap().replace('–', "-");
        assert_eq!(item["cancelable"], status.ends_with("Backordered"));
        told.push((order["status"].as_str().unwrap().to_owned(), status, fulfilled));
    }
    told
}

fn last(did_group_id: u32, moment: u64) -> (String, String, u64) {
    story(did_group_id, &[moment]).remove(0)
}

fn said(order: &str, item: &str, fulfilled: u64) -> (String, String, u64) {
    (order.to_owned(), item.to_owned(), fulfilled)
}

#[test]
fn ordinary_life() {
    assert_eq!(
        story(90001, &[0, 999, 1_000, 2_999, 3_000]),
        [
            said("Created", "Received", 0),
            said("Created", "Received", 0),
            said("Processing", "Processing", 0),
            said("Processing", "Processing", 0),
            said("Complete", "Fulfilled - Complete", 4),
        ]
    );
    assert_eq!(last(90002, 59_999), said("Processing", "Processing", 0));
    assert_eq!(last(90002, 60_000), said("Complete", "Fulfilled - Complete", 4));
}

#[test]
fn ends_that_are_not_full() {
    let ends = [
        (90003, said("Complete", "Partially Fulfilled - Complete", 2)),
        (90004, said("Processing", "Partially Fulfilled - Backordered", 2)),
        (90005, said("Processing", "Backordered", 0)),
        (90007, said("Complete", "Canceled - Insufficient Inventory", 0)),
        (90008, said("Complete", "Partially Fulfilled - Insufficient Funds", 2)),
        (90010, said("Complete", "Canceled - Insufficient Funds", 0)),
        (90012, said("Processing", "Processing", 0)),
    ];
    for (id, end) in ends {
        assert_eq!(last(id, 3_000), end, "{id}");
        assert_eq!(last(id, 365 * 86_400_000), end, "{id}");
    }
}

#[test]
fn ends_that_come_late() {
    assert_eq!(
        story(90006, &[3_000, 60_000]),
        [said("Processing", "Backordered", 0), said("Complete", "Backorder Canceled", 0)]
    );
    assert_eq!(
        story(90009, &[3_000, 60_000]),
        [
            said("Processing", "Partially Fulfilled - Backordered", 2),
            said("Complete", "Partially Fulfilled - Backorder Canceled", 2),
        ]
    );
    assert_eq!(
        story(90011, &[3_000, 60_000]),
        [said("Processing", "Backordered", 0), said("Complete", "Fulfilled - Complete", 4)]
    );
    assert_eq!(
        story(90013, &[3_000, 60_000]),
        [said("Processing", "Awaiting Documents", 0), said("Complete", "Fulfilled - Complete", 4)]
    );
    assert_eq!(
        story(90014, &[2_000, 3_000]),
        [said("Processing", "Processing", 2), said("Complete", "Fulfilled - Complete", 4)]
    );
}

#[test]
fn scenarios_have_telling_names() {
    let json = Emulator::new(7).get("/v1/dids/coverage/did_groups?country_iso=LI");
    let groups = json["did_groups"].as_array().unwrap();
    assert_eq!(groups.len(), 14);
    let readme = include_str!("../../../README.md");
    for group in groups {
        let name = group["name"].as_str().unwrap();
        assert!(readme.contains(&format!("| {} | `{name}` |", group["id"])), "{name}");
    }
    assert_eq!(groups[0]["id"], 90001);
    assert_eq!(groups[13]["name"], "SCENARIO IN STEPS");
}

#[test]
fn times_and_the_status_of_backorders_are_switches() {
    let mut emulator = Emulator::new(0)
        .with("processing_after_s", json!(0))
        .with("final_after_s", json!(0))
        .with("backordered_order_status", json!("Complete"));
    let order = emulator.order(90005, 1);
    assert_eq!(order["order_items"][0]["status"], "Backordered");
    assert_eq!(order["status"], "Complete");
    emulator.set("final_after_s", json!(10)).unwrap();
    assert_eq!(emulator.order(90001, 1)["order_items"][0]["status"], "Processing");
}
