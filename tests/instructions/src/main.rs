//! Reads what its users read most, each in a function of its own, whose instructions `run.sh` counts.

#[path = "../../bench/rust/src/pages.rs"]
mod pages;

use std::error::Error;
use std::hint::black_box;

use serde_json::json;
use telnum::{GetOrder, Header, HttpResponse, ListDids, ListNumbers, Operation};

fn main() -> Result<(), Box<dyn Error>> {
    let pages = [answer(pages::numbers(1000)?), answer(pages::dids(1000)?), answer(order()?)];
    let [numbers, dids, order] = &pages;
    // What is done once only is done before anything is counted.
    for (numbers, dids, order) in [(numbers, dids, order); 2] {
        black_box(count_numbers(numbers)?);
        black_box(count_dids(dids)?);
        black_box(count_order(order)?);
    }
    Ok(())
}

#[inline(never)]
fn count_numbers(answer: &HttpResponse) -> telnum::Result<usize> {
    Ok(black_box(ListNumbers::new().decode(answer)?).numbers.len())
}

#[inline(never)]
fn count_dids(answer: &HttpResponse) -> telnum::Result<usize> {
    Ok(black_box(ListDids::new().decode(answer)?).dids.len())
}

#[inline(never)]
fn count_order(answer: &HttpResponse) -> telnum::Result<usize> {
    Ok(black_box(GetOrder::new("f52-6d9").decode(answer)?).order_items.len())
}

fn answer(body: Vec<u8>) -> HttpResponse {
    HttpResponse { status: 200, headers: Vec::<Header>::new(), body }
}

fn order() -> Result<Vec<u8>, serde_json::Error> {
    serde_json::to_vec(&json!({
        "order": {
            "id": "f52-6d9", "created_at": "2020-06-24T19:02:51.000Z", "status": "Complete", "currency": "USD",
            "ordered": { "quantity": 2 }, "fulfilled": { "quantity": 2 },
            "order_items": [{
                "id": 7, "status": "Fulfilled - Complete", "order_item_type": "quantity", "cancelable": false,
                "ordered": { "quantity": 2 }, "fulfilled": { "quantity": 2 },
                "did_group": { "id": 16847, "name": "SALVADOR ", "country_calling_code": "55" },
                "numbers": [{ "number": "01155713500001" }, { "number": "01155713500002" }]
            }]
        }
    }))
}
