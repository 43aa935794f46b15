use super::*;

const THREE: &str = "type=local&search=555&quantity=3&fill_quantity=0";

#[test]
fn numbers_fill_free_slots_of_their_kind() {
    let mut emulator = set("free_slots", json!({"local": 4, "true800": 0}));
    assert_eq!(emulator.buy(THREE).bought().len(), 3);
    let refused = emulator.buy(THREE);
    assert_eq!(refused.refused(), "3 free slots are needed, 1 are there; order_slot=1 buys them");
    assert!(
        emulator.buy("type=true800&quantity=1&fill_quantity=1").refused().contains("0 are there")
    );
    assert_eq!(emulator.buy("type=tollfree&quantity=1&fill_quantity=1").bought().len(), 1);
    emulator.set("dialog_tech_free_slots", json!(3)).unwrap();
    assert_eq!(emulator.buy(THREE).bought().len(), 3);
}

#[test]
fn a_slot_is_bought_for_each_number_that_came() {
    let mut emulator = set("free_slots", json!(2));
    let order = "type=local&search=291&quantity=5&fill_quantity=0";
    assert_eq!(emulator.buy(&format!("{order}&order_slot=1")).bought().len(), 3);
    assert_eq!(emulator.last_line().slots_bought, Some(3));
    // The free ones stayed free.
    assert_eq!(emulator.count("type=local&search=555&quantity=2"), 2);
    assert_eq!(emulator.last_line().slots_bought, Some(0));
    assert_eq!(emulator.count("type=local&search=555&quantity=1"), 0);
}

#[test]
fn one_area_code_never_has_slots() {
    let mut emulator = Emulator::new(7);
    let order = "type=local&search=296&quantity=2&fill_quantity=1";
    assert!(emulator.buy(order).refused().contains("2 free slots are needed, 0 are there"));
    assert_eq!(emulator.buy(&format!("{order}&order_slot=1")).bought().len(), 2);
}

#[test]
fn what_too_few_slots_do_is_a_switch() {
    // Five are asked for, three are there to buy.
    let order = "type=local&search=291&quantity=5&fill_quantity=0";
    let bought = |rule: &str, free: u32| {
        let mut emulator =
            set("slot_rule", json!(rule)).with("dialog_tech_free_slots", json!(free));
        emulator.count(order.strip_suffix("&fill_quantity=0").unwrap())
    };
    assert_eq!((bought("asked", 4), bought("asked", 5)), (0, 3));
    assert_eq!((bought("bought", 2), bought("bought", 3)), (0, 3));
    assert_eq!((bought("limits", 0), bought("limits", 2), bought("limits", 9)), (0, 2, 3));
    assert_eq!(bought("ignored", 0), 3);
    let mut all = set("slot_rule", json!("limits")).with("dialog_tech_free_slots", json!(2));
    assert!(
        all.buy("type=local&search=555&quantity=3&fill_quantity=1").refused().contains("slots")
    );
}
