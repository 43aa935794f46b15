//! Large answers: bounded, decoded or not, and walked through page by page.

use std::io::Write;

use crate::support::{Reply, Wire};
use serde_json::json;
use telnum::{Emulator, ErrorKind, ListNumbers, Settings};

const MEBIBYTE: usize = 1024 * 1024;

fn answer(headers: &str, body: &[u8]) -> Vec<u8> {
    let length = body.len();
    let head = format!("HTTP/1.1 200 OK\r\n{headers}content-length: {length}\r\n\r\n");
    [head.as_bytes(), body].concat()
}

#[tokio::test]
async fn an_answer_of_40_mebibytes_is_not_read_to_its_end() {
    let wire = Wire::new(|_| Reply::Raw(answer("", &vec![b' '; 40 * MEBIBYTE])));
    let client = wire.client(Settings::default());
    let error = client.list_numbers(ListNumbers::new()).await.unwrap_err();
    assert_eq!(error.kind, ErrorKind::Decode);
    assert!(error.to_string().contains(&(32 * MEBIBYTE).to_string()), "{error}");
    assert_eq!(wire.seen().len(), 1);
}

#[tokio::test]
async fn a_small_answer_that_unpacks_to_40_mebibytes_is_bounded_as_well() {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    packer.write_all(&vec![b' '; 40 * MEBIBYTE]).unwrap();
    let packed = packer.finish().unwrap();
    assert!(packed.len() < MEBIBYTE);
    let wire = Wire::new(move |_| Reply::Raw(answer("content-encoding: gzip\r\n", &packed)));
    let error =
        wire.client(Settings::default()).list_numbers(ListNumbers::new()).await.unwrap_err();
    assert_eq!(error.kind, ErrorKind::Decode);
    assert!(error.to_string().contains(&(32 * MEBIBYTE).to_string()), "{error}");
}

#[tokio::test]
async fn a_packed_answer_is_unpacked() {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packer.write_all(br#"{"numbers":[{"number":"01148448881015"}]}"#).unwrap();
    let packed = packer.finish().unwrap();
    let wire = Wire::new(move |_| Reply::Raw(answer("content-encoding: gzip\r\n", &packed)));
    let page = wire.client(Settings::default()).list_numbers(ListNumbers::new()).await.unwrap();
    assert_eq!(page.numbers.len(), 1);
}

#[tokio::test]
async fn an_answer_without_a_length_that_is_cut_short_is_not_taken_for_whole() {
    let chunked =
        b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n10\r\n{\"numbers\":[]}  \r\n";
    let wire = Wire::new(|_| Reply::Raw(chunked.to_vec()));
    let error =
        wire.client(crate::support::once(5.0)).list_numbers(ListNumbers::new()).await.unwrap_err();
    assert_eq!(error.kind, ErrorKind::Transport);
}

#[tokio::test]
async fn a_walk_of_200_pages() {
    let emulator = Emulator::new(7);
    emulator.set("seeded_numbers", json!(20_000)).unwrap();
    let client = emulator.idt_express().unwrap();
    let mut numbers = client.numbers(ListNumbers::new());
    let mut seen = std::collections::HashSet::new();
    while let Some(number) = numbers.next().await.unwrap() {
        assert!(seen.insert(number.number), "a number came twice");
    }
    assert_eq!(seen.len(), 20_000);
    // The last page is full, so that only an empty one shows the end.
    assert_eq!(emulator.requests().len(), 201);
}

#[tokio::test]
async fn a_walk_asks_for_nothing_before_it_is_wanted() {
    let emulator = Emulator::new(7);
    emulator.set("seeded_numbers", json!(250)).unwrap();
    let client = emulator.idt_express().unwrap();
    let mut numbers = client.numbers(ListNumbers::new());
    assert!(emulator.requests().is_empty());
    for _ in 0..100 {
        numbers.next().await.unwrap().unwrap();
    }
    assert_eq!(emulator.requests().len(), 1);
    numbers.next().await.unwrap().unwrap();
    assert_eq!(emulator.requests().len(), 2);
}

#[tokio::test]
async fn after_an_error_a_walk_goes_on_where_it_was() {
    let emulator = Emulator::new(7);
    emulator.set("seeded_numbers", json!(5)).unwrap();
    let client = emulator.idt_express().unwrap();
    let mut pages = client.numbers(ListNumbers::new().page_size(2));
    assert_eq!(pages.next_page().await.unwrap().unwrap().numbers.len(), 2);
    emulator.script(&json!(["garbage"])).unwrap();
    assert_eq!(pages.next_page().await.unwrap_err().kind, ErrorKind::Decode);
    assert_eq!(pages.next_page().await.unwrap().unwrap().numbers.len(), 2);
    assert_eq!(pages.next_page().await.unwrap().unwrap().numbers.len(), 1);
    assert!(pages.next_page().await.unwrap().is_none());
}
