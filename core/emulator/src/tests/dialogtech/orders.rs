use super::*;

const LOCAL: &str = "type=local&search=555&quantity=3&fill_quantity=1";

#[test]
fn the_pages_order_is_answered_as_the_page_answers() {
    let mut emulator = Emulator::new(7);
    let response = emulator.whole(&get(&format!("{KEYS}&{LOCAL}")));
    let text = String::from_utf8(response.body).unwrap();
    let numbers = emulator.last_line().numbers;
    let rows = numbers.iter().map(|number| format!(" <number>{number}</number>\n"));
    let expected = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE response [\n \
         <!ELEMENT response (result,result_description)>\n <!ELEMENT result (#PCDATA)>\n \
         <!ELEMENT result_description (#PCDATA)>\n]>\n<response>\n<result>success</result>\n\
         <result_description>\n <quantity>3</quantity>\n <numbers>\n{} </numbers>\n\
         </result_description>\n</response>\n",
        rows.collect::<String>()
    );
    assert_eq!((response.status, text), (200, expected));
    let header = ("content-type".to_owned(), "text/xml; charset=UTF-8".to_owned());
    assert_eq!(response.headers[0], header);
    assert!(
        response
            .headers
            .iter()
            .any(|(name, id)| name == "x-request-id" && id.starts_with("emulator-"))
    );
    assert!(numbers.iter().all(|number| number.len() == 10 && number.starts_with("555")));
}

#[test]
fn the_ledger_tells_what_was_bought() {
    let mut emulator = Emulator::new(7);
    emulator.order(90001, 1);
    emulator.advance_ms(60_000);
    let numbers =
        emulator.buy("type=canadian_local&search=291&quantity=5&fill_quantity=0").bought();
    let line = emulator.last_line();
    assert_eq!(emulator.ledger().len(), 2);
    assert_eq!((line.carrier.as_str(), line.quantity), ("dialog_tech", 5));
    assert_eq!((line.numbers, line.at.as_str()), (numbers, "2026-01-05T09:01:00.000Z"));
    assert_eq!((line.order_id, line.did_group_id, line.cost), (None, None, None));
    assert_eq!(line.number_type.as_deref(), Some("canadian_local"));
    assert_eq!((line.search.as_deref(), line.slots_bought), (Some("291"), Some(0)));

    emulator.buy("type=tollfree&quantity=2&fill_quantity=1&order_slot=1").bought();
    let line = emulator.last_line();
    assert_eq!((line.search, line.slots_bought), (None, Some(2)));
}

#[test]
fn the_same_call_twice_buys_twice() {
    let mut emulator = Emulator::new(7);
    let first = emulator.buy(LOCAL).bought();
    let second = emulator.buy(LOCAL).bought();
    assert_eq!(emulator.ledger().len(), 2);
    assert!(first.iter().all(|number| !second.contains(number)));
}

#[test]
fn a_query_a_form_and_both_are_read() {
    let mut emulator = Emulator::new(7);
    let (path, query) = KEYS.split_once('?').unwrap();
    let form = format!("{query}&{LOCAL}");
    assert_eq!(Said::of(&emulator.whole(&post(path, &form))).bought().len(), 3);
    assert_eq!(Said::of(&emulator.whole(&post(KEYS, LOCAL))).bought().len(), 3);
    let overruled = post(&format!("{KEYS}&{LOCAL}"), "quantity=1");
    assert_eq!(Said::of(&emulator.whole(&overruled)).bought().len(), 1);

    let leading = get(&format!("/ibp_api.php?&&{query}&{LOCAL}&"));
    assert_eq!(Said::of(&emulator.whole(&leading)).bought().len(), 3);
    let repeated = get(&format!("{KEYS}&{LOCAL}&quantity=2&unknown=%zz"));
    assert_eq!(Said::of(&emulator.whole(&repeated)).bought().len(), 2);

    let mut other = post(path, &form);
    other.headers[0].1 = "multipart/form-data; boundary=x".into();
    assert_eq!(Said::of(&emulator.whole(&other)).refused(), "action is required");
    let head = Request { method: "HEAD".into(), ..get(&format!("{KEYS}&{LOCAL}")) };
    assert!(Said::of(&emulator.whole(&head)).refused().contains("GET and POST"));
    assert_eq!(emulator.ledger().len(), 5);
}

#[test]
fn parameters_are_checked_in_the_pages_order() {
    let mut emulator = Emulator::new(7);
    // Each row mends what the row before it was refused for.
    let rows = [
        ("quantity=x", "type is required"),
        ("quantity=x&type=toll", "type must be local, tollfree, true800 or canadian_local"),
        ("quantity=x&type=local", "search is required for local and canadian_local"),
        ("quantity=x&type=local&search=55a", "search must be 3 or 6 digits"),
        ("quantity=x&type=local&search=5551", "search must be 3 or 6 digits"),
        ("quantity=x&type=local&search=555", "quantity must be a whole number"),
        ("quantity=-1&type=local&search=555", "quantity must be a whole number"),
        ("quantity=0&type=local&search=555", "quantity must be at least 1"),
        ("quantity=26&type=local&search=555", "quantity must be at most 25"),
        ("quantity=99999999999&type=local&search=555", "quantity must be at most 25"),
        ("quantity=5&type=local&search=555&cleansed_only=2", "fill_quantity is required"),
        ("quantity=5&fill_quantity=yes&type=local&search=555", "fill_quantity must be 0 or 1"),
        (
            "quantity=5&fill_quantity=0&type=local&search=555&cleansed_only=2&distance=x",
            "cleansed_only must be 0 or 1",
        ),
        (
            "quantity=5&fill_quantity=0&type=local&search=555&distance=-1&sms_supported=2",
            "distance must be a number of miles",
        ),
        (
            "quantity=5&fill_quantity=0&type=local&search=555&distance=nan",
            "distance must be a number of miles",
        ),
        (
            "quantity=5&fill_quantity=0&type=local&search=555&sms_supported=2&order_slot=2",
            "sms_supported must be 0 or 1",
        ),
        (
            "quantity=5&fill_quantity=0&type=local&search=555&order_slot=2&allow_overlay=2",
            "order_slot must be 0 or 1",
        ),
        (
            "quantity=5&fill_quantity=0&type=local&search=555&allow_overlay=2",
            "allow_overlay must be 0 or 1",
        ),
        (
            "quantity=5&fill_quantity=0&type=local&search=296&allow_overlay=1",
            "allow_overlay needs a search of 6 digits",
        ),
        (
            "quantity=5&fill_quantity=0&type=local&search=296&allow_overlay=0",
            "5 free slots are needed, 0 are there; order_slot=1 buys them",
        ),
        ("quantity=5&fill_quantity=0&type=local&search=292", "no such number is available"),
    ];
    for (parameters, text) in rows {
        assert_eq!(emulator.buy(parameters).refused(), text, "{parameters}");
    }
    assert!(emulator.ledger().is_empty());
}

#[test]
fn quantities_go_from_1_to_25() {
    let mut emulator = Emulator::new(7);
    for quantity in [1, 25] {
        let order = format!("type=local&search=290&fill_quantity=1&quantity={quantity}");
        assert_eq!(emulator.buy(&order).bought().len(), quantity);
    }
    assert_eq!(emulator.buy("type=local&search=290&fill_quantity=1&quantity=").bought().len(), 10);
    assert_eq!(emulator.buy("type=local&search=290&fill_quantity=1&quantity=03").bought().len(), 3);
}

#[test]
fn partial_orders_are_the_callers_choice() {
    let mut emulator = Emulator::new(7);
    let order = "type=local&search=291&quantity=5&fill_quantity=";
    assert_eq!(emulator.buy(&format!("{order}0")).bought().len(), 3);
    let refused = emulator.buy(&format!("{order}1"));
    assert_eq!(refused.refused(), "only 3 of 5 numbers are available");
    assert_eq!(emulator.ledger().len(), 1);
    // It is always three, and always others.
    assert_eq!(emulator.buy(&format!("{order}0")).bought().len(), 3);
    let exact = emulator.buy("type=local&search=291&quantity=3&fill_quantity=1");
    assert_eq!(exact.bought().len(), 3);
}

#[test]
fn other_actions_and_paths_are_refused() {
    let mut emulator = Emulator::new(7);
    let other = KEYS.replace("numbers.order", "numbers.search");
    let said = Said::of(&emulator.whole(&get(&other)));
    assert_eq!(said.refused(), "action must be numbers.order");
    assert_eq!(Said::of(&emulator.whole(&get("/ibp_api.php"))).refused(), "action is required");
    assert_eq!(emulator.whole(&get("/other_api.php")).status, 404);
}
