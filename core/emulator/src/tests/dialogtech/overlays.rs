use super::*;

fn in_990(numbers: &[String]) -> usize {
    numbers.iter().filter(|number| number.starts_with("990")).count()
}

#[test]
fn an_overlay_brings_what_an_exchange_has_not() {
    let mut emulator = Emulator::new(7);
    let order = "type=local&search=298234&quantity=4&fill_quantity=1";
    assert_eq!(emulator.buy(order).refused(), "no such number is available");
    assert_eq!(
        emulator.buy(&format!("{order}&allow_overlay=0")).refused(),
        "no such number is available"
    );
    assert_eq!(in_990(&emulator.buy(&format!("{order}&allow_overlay=1")).bought()), 4);
    assert_eq!(emulator.count("type=local&search=292234&quantity=4&allow_overlay=1"), 0);
    let ordinary = "type=local&search=212200&quantity=25&allow_overlay=1&fill_quantity=1";
    let numbers = emulator.buy(ordinary).bought();
    assert!(numbers.iter().any(|number| number.starts_with("213")));
}

#[test]
fn an_overlay_fills_or_replaces() {
    let order = "type=local&search=299234&quantity=4&fill_quantity=0&allow_overlay=1";
    let numbers = Emulator::new(7).buy(order).bought();
    assert_eq!((numbers.len(), in_990(&numbers)), (4, 2));
    let numbers = set("overlay", json!("replaces")).buy(order).bought();
    assert_eq!((numbers.len(), in_990(&numbers)), (2, 0));
}

#[test]
fn an_overlay_needs_an_exchange_and_no_cleansing() {
    let rows = [
        ("type=local&search=555", "allow_overlay needs a search of 6 digits"),
        ("type=tollfree", "allow_overlay needs a search of 6 digits"),
        (
            "type=local&search=555234&cleansed_only=1",
            "allow_overlay is not supported with cleansed_only",
        ),
    ];
    for (order, text) in rows {
        let order = format!("{order}&quantity=1&fill_quantity=1&allow_overlay=1");
        assert_eq!(Emulator::new(7).buy(&order).refused(), text);
        assert_eq!(set("overlay_misuse", json!("ignore")).buy(&order).bought().len(), 1);
    }
}

#[test]
fn either_sentence_on_short_orders_can_win() {
    let order = "type=local&search=291234&quantity=5&fill_quantity=0";
    assert_eq!(Emulator::new(7).buy(order).bought().len(), 3);
    let mut strict = set("short_order", json!("fail"));
    assert_eq!(strict.buy(order).refused(), "only 3 of 5 numbers are available");
    assert_eq!(strict.buy(&format!("{order}&allow_overlay=1")).bought().len(), 3);
}
