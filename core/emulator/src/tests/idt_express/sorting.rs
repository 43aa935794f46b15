//! Lists in other orders than the carrier's examples show, and pages past their end.

use super::*;

const ORDERS: &str = "/v1/dids/orders";
const NUMBERS: &str = "/v1/dids/numbers";

fn texts<'a>(json: &'a Value, list: &str, member: &str) -> Vec<&'a str> {
    json[list].as_array().unwrap().iter().map(|row| row[member].as_str().unwrap()).collect()
}

#[test]
fn orders_come_in_the_order_that_is_set() {
    let mut emulator = Emulator::new(8);
    let mut ids = Vec::new();
    for _ in 0..3 {
        ids.push(emulator.order(90001, 1)["id"].as_str().unwrap().to_owned());
        emulator.advance_ms(1_000);
    }
    let mut listed = |sorted: &str| -> Vec<String> {
        emulator.set("orders_sorted", json!(sorted)).unwrap();
        let first = emulator.get(&format!("{ORDERS}?page_size=2"));
        let second = emulator.get(&format!("{ORDERS}?page=2&page_size=2"));
        let pages = [texts(&first, "orders", "id"), texts(&second, "orders", "id")];
        pages.concat().into_iter().map(str::to_owned).collect()
    };
    assert_eq!(listed("oldest_first"), ids);
    let mut by_id = ids.clone();
    by_id.sort();
    assert_eq!(listed("by_id"), by_id);
    assert_ne!(by_id, ids);
    ids.reverse();
    assert_eq!(listed("newest_first"), ids);
}

#[test]
fn numbers_come_in_the_order_that_is_set() {
    let mut emulator = Emulator::new(7).with("removed_listed_s", json!(0));
    let ordered = emulator.order(90001, 1)["id"].clone();
    let order = emulator.order_after(&ordered, 3_000);
    let bought = order["order_items"][0]["numbers"][0]["number"].as_str().unwrap();
    emulator.set("numbers_sorted", json!("newest_first")).unwrap();
    let newest_first =
        [bought, "011557135001580", "011557135001540", "011557135001442", "0115117304800"];
    assert_eq!(texts(&emulator.get(NUMBERS), "numbers", "number"), newest_first);
    let second = emulator.get(&format!("{NUMBERS}?page=2&page_size=2"));
    assert_eq!(texts(&second, "numbers", "number"), newest_first[2..4]);
    let third = emulator.get(&format!("{NUMBERS}?page=3&page_size=2"));
    assert_eq!(texts(&third, "numbers", "number"), newest_first[4..]);

    // With one gone for good the list is counted out another way.
    emulator.ask("DELETE", &format!("{NUMBERS}/011557135001540"), None);
    let rest = [bought, "011557135001580", "011557135001442", "0115117304800"];
    assert_eq!(texts(&emulator.get(NUMBERS), "numbers", "number"), rest);
}

#[test]
fn a_page_past_the_end_is_what_is_set() {
    let mut emulator = Emulator::new(7);
    for list in [NUMBERS, ORDERS] {
        emulator.set("page_past_end", json!("error")).unwrap();
        let (status, json) = emulator.ask("GET", &format!("{list}?page=9&page_size=3"), None);
        assert_eq!((status, &json["errors"][0]["field"]), (422, &json!("page")), "{list}");
        // Without rows, the first page is the last.
        emulator.get(&format!("{list}?page=1&page_size=3"));
    }
    emulator.set("page_past_end", json!("last")).unwrap();
    let json = emulator.get(&format!("{NUMBERS}?page=9&page_size=3"));
    assert_eq!(json["meta"], json!({"page": 2, "page_size": 3, "total": 4}));
    assert_eq!(texts(&json, "numbers", "number"), ["011557135001580"]);
    assert_eq!(emulator.get(&format!("{ORDERS}?page=9"))["meta"]["page"], 1);
    assert!(emulator.set("page_past_end", json!("first")).is_err());
}
