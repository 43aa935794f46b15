use super::*;
use std::collections::BTreeSet;

fn even(number: &str) -> bool {
    number.ends_with(['0', '2', '4', '6', '8'])
}

fn for_sms(number: &str) -> bool {
    &number[8..9] < "7"
}

#[test]
fn cleansed_numbers_come_first() {
    let mut emulator = Emulator::new(7);
    let order = "type=local&search=295&quantity=5&fill_quantity=";
    let numbers = emulator.buy(&format!("{order}1")).bought();
    let cleansed: Vec<bool> = numbers.iter().map(|number| even(number)).collect();
    assert_eq!(cleansed, [true, true, false, false, false]);
    assert_eq!(emulator.buy(&format!("{order}0&cleansed_only=1")).bought().len(), 2);
    let refused = emulator.buy(&format!("{order}1&cleansed_only=1"));
    assert_eq!(refused.refused(), "only 2 of 5 numbers are available");

    assert_eq!(emulator.count("type=local&search=293&quantity=4"), 4);
    assert!(emulator.last_line().numbers.iter().all(|number| !even(number)));
    assert_eq!(emulator.count("type=local&search=293&quantity=4&cleansed_only=1"), 0);
}

#[test]
fn only_some_numbers_are_for_sms() {
    let mut emulator = Emulator::new(7);
    assert_eq!(emulator.count("type=local&search=290&quantity=25&sms_supported=1"), 25);
    assert!(emulator.last_line().numbers.iter().all(|number| for_sms(number)));
    assert_eq!(emulator.count("type=local&search=294&quantity=2"), 2);
    assert!(emulator.last_line().numbers.iter().all(|number| !for_sms(number)));
    assert_eq!(emulator.count("type=local&search=294&quantity=2&sms_supported=1"), 0);
}

#[test]
fn every_kind_has_its_area_codes() {
    let mut emulator = Emulator::new(7);
    assert_eq!(emulator.count("type=local&search=212&quantity=25"), 25);
    assert_eq!(emulator.count("type=canadian_local&search=416&quantity=25"), 25);
    for none in [
        "local&search=416",
        "canadian_local&search=212",
        "local&search=800",
        "local&search=911",
        "local&search=012",
        "local&search=990",
        "local&search=212911",
    ] {
        assert_eq!(emulator.count(&format!("type={none}&quantity=1")), 0, "{none}");
    }
    assert_eq!(emulator.count("type=true800&quantity=25"), 25);
    assert!(emulator.last_line().numbers.iter().all(|number| number.starts_with("800")));
    assert_eq!(emulator.count("type=tollfree&quantity=25"), 25);
    let toll_free = ["833", "844", "855", "866", "877", "888"];
    assert!(emulator.last_line().numbers.iter().all(|number| toll_free.contains(&&number[..3])));
}

#[test]
fn stock_is_derived_finite_and_sold_once() {
    let mut emulator = Emulator::new(7).with("dialog_tech_slot_rule", json!("ignored"));
    let mut sold = BTreeSet::new();
    let mut exchange = 0;
    for search in 212_200..212_260 {
        let count = emulator.count(&format!("type=local&search={search}&quantity=25"));
        exchange += usize::from(count > 0);
        assert!(count <= 11, "{search}: {count}");
        if count > 0 {
            let numbers = emulator.last_line().numbers;
            assert!(numbers.iter().all(|number| number.starts_with(&search.to_string())));
            sold.extend(numbers);
        }
        assert_eq!(emulator.count(&format!("type=local&search={search}&quantity=25")), 0);
    }
    assert!(exchange > 40, "{exchange}");
    let sixty = sold.len();
    loop {
        let count = emulator.count("type=local&search=212&quantity=25");
        if count == 0 {
            break;
        }
        sold.extend(emulator.last_line().numbers);
    }
    let bought: usize = emulator.ledger().iter().map(|line| line.numbers.len()).sum();
    assert_eq!(sold.len(), bought);
    assert!(sold.len() > 3_000 && sold.len() > sixty, "{}", sold.len());
}

#[test]
fn what_is_for_sale_does_not_depend_on_the_seed_but_numbers_do() {
    let sold = |seed: u64| {
        let mut emulator = Emulator::new(seed);
        let searches =
            (312_200..312_240).map(|search| format!("type=local&search={search}&quantity=25"));
        let wanted =
            searches.flat_map(|order| [format!("{order}&cleansed_only=1&sms_supported=1"), order]);
        let counts: Vec<usize> = wanted.map(|order| emulator.count(&order)).collect();
        (counts, emulator.ledger())
    };
    assert_eq!(sold(7), sold(7));
    assert_eq!(sold(7).0, sold(8).0);
    assert_ne!(sold(7).1, sold(8).1);
}

#[test]
fn a_distance_reaches_further() {
    let mut emulator = Emulator::new(7);
    let areas = |emulator: &Emulator| -> BTreeSet<String> {
        emulator.last_line().numbers.iter().map(|number| number[..3].to_owned()).collect()
    };
    let near = "type=local&search=297&quantity=4";
    assert_eq!(emulator.count(near), 0);
    assert_eq!(emulator.count(&format!("{near}&distance=0")), 0);
    assert_eq!(emulator.count(&format!("{near}&distance=24")), 0);
    assert_eq!(emulator.count(&format!("{near}&distance=25")), 4);
    assert_eq!(areas(&emulator), ["990".to_owned()].into());
    assert_eq!(emulator.count(&format!("{near}&distance=25.5")), 4);
    assert_eq!(emulator.count("type=local&search=292&quantity=4&distance=500"), 0);

    let exact = "type=local&search=212200&quantity=25";
    assert!(emulator.count(exact) < 25);
    assert_eq!(emulator.count(&format!("{exact}&distance=1")), 25);
    assert_eq!(areas(&emulator), ["212".to_owned()].into());
}

#[test]
fn a_distance_reaches_the_next_area_codes() {
    // 11 of an exchange at most, so some come from elsewhere once the own area is sold.
    let mut emulator = Emulator::new(7).with("dialog_tech_slot_rule", json!("ignored"));
    while emulator.count("type=local&search=212&quantity=25") > 0 {}
    assert_eq!(emulator.count("type=local&search=212&quantity=25&distance=24"), 0);
    assert_eq!(emulator.count("type=local&search=212&quantity=25&distance=25"), 25);
    let numbers = emulator.last_line().numbers;
    assert!(numbers.iter().all(|number| number.starts_with("210") || number.starts_with("213")));
}
