//! Walks over lists in memory, while rows come and go.

use super::*;

fn total(total: Option<i32>) -> Listing {
    Listing { total, ..Listing::default() }
}

/// Takes a page's rows, and drops those seen before.
fn take(paging: &mut Paging, rows: &mut Vec<u32>, listing: Listing, removed: u32) {
    let count = rows.len();
    rows.retain(|row| paging.is_new(mark(row)));
    paging.absorb(Came { rows: count, new: rows.len(), listing }, removed);
}

/// A walk over pages as they come, each with its rows and its total.
fn walk(pages: &[(&[u32], Option<i32>)]) -> (Vec<u32>, Vec<i32>) {
    let mut paging = Paging::from(1, None, 100);
    let (mut all, mut asked) = (Vec::new(), Vec::new());
    while let Some(page) = paging.next() {
        let (rows, said) = pages.get(asked.len()).copied().unwrap_or((&[], None));
        asked.push(page);
        let mut rows = rows.to_vec();
        take(&mut paging, &mut rows, total(said), 0);
        all.extend(rows);
    }
    (all, asked)
}

/// A list that is read in pages of this size while `change` works on it after each page.
fn read(
    mut list: Vec<u32>,
    size: usize,
    told: impl Fn(&[u32]) -> Option<i32>,
    mut change: impl FnMut(&mut Vec<u32>, &[u32]) -> u32,
) -> (Vec<u32>, usize) {
    let mut paging = Paging::from(1, Some(i32::try_from(size).unwrap()), 100);
    let (mut all, mut asked, mut removed) = (Vec::new(), 0, 0);
    while let Some(page) = paging.next() {
        asked += 1;
        assert!(asked < 10_000, "the walk does not end");
        let skipped = (usize::try_from(page).unwrap() - 1) * size;
        let mut rows: Vec<u32> = list.iter().skip(skipped).take(size).copied().collect();
        take(&mut paging, &mut rows, total(told(&list)), removed);
        removed = change(&mut list, &rows);
        all.extend(rows);
    }
    (all, asked)
}

fn counted(list: &[u32]) -> Option<i32> {
    i32::try_from(list.len()).ok()
}

fn remove(list: &mut Vec<u32>, gone: &[u32]) -> u32 {
    list.retain(|row| !gone.contains(row));
    u32::try_from(gone.len()).unwrap()
}

#[test]
fn ends_at_a_short_page_that_reaches_the_total() {
    assert_eq!(walk(&[(&[1, 2], Some(3)), (&[3], Some(3))]), (vec![1, 2, 3], vec![1, 2]));
    assert_eq!(walk(&[(&[1, 2], Some(2))]), (vec![1, 2], vec![1]));
}

#[test]
fn a_full_page_goes_on_whatever_the_total_says() {
    let list: Vec<u32> = (0..25).collect();
    for said in [Some(0), Some(5), Some(10), Some(20), Some(25), Some(26), Some(1000), None] {
        let (all, _) = read(list.clone(), 10, |_| said, |_, _| 0);
        assert_eq!(all, list, "{said:?}");
    }
    // A page that is larger than asked for is full, too.
    let mut paging = Paging::from(1, Some(10), 100);
    take(&mut paging, &mut (0..30).collect(), total(Some(30)), 0);
    assert_eq!(paging.next(), Some(2));
}

#[test]
fn a_size_that_only_the_request_names_is_not_taken_for_the_carriers() {
    let mut paging = Paging::from(1, Some(1000), 50);
    take(&mut paging, &mut (0..100).collect(), total(Some(100)), 0);
    assert_eq!(paging.next(), Some(2), "100 may be the most that the carrier gives");
    let mut paging = Paging::from(1, Some(1000), 50);
    let said = Listing { page_size: Some(1000), ..total(Some(100)) };
    take(&mut paging, &mut (0..100).collect(), said, 0);
    assert_eq!(paging.next(), None);
}

#[test]
fn a_page_that_is_short_of_a_larger_one_is_short() {
    let list: Vec<u32> = (0..250).collect();
    assert_eq!(read(list, 100, counted, |_, _| 0).1, 3);
    let mut paging = Paging::from(1, Some(100), 50);
    for (rows, next) in [(0..100, Some(2)), (100..200, Some(3)), (200..250, None)] {
        take(&mut paging, &mut rows.collect(), total(Some(250)), 0);
        assert_eq!(paging.next(), next);
    }
}

#[test]
fn pages_ahead_are_only_those_known_to_be_there() {
    let mut paging = Paging::from(1, None, 100);
    assert_eq!(paging.ahead(9).count(), 0);
    take(&mut paging, &mut vec![1, 2], total(Some(9)), 0);
    assert_eq!(paging.ahead(2).collect::<Vec<_>>(), [3, 4]);
    assert_eq!(paging.ahead(9).collect::<Vec<_>>(), [3, 4, 5]);
    assert_eq!(paging.ahead(0).count(), 0);
    let mut unsaid = Paging::from(1, None, 100);
    take(&mut unsaid, &mut vec![1, 2], total(None), 0);
    assert_eq!(unsaid.ahead(9).count(), 0);
}

#[test]
fn ends_at_an_empty_page() {
    assert_eq!(walk(&[(&[1, 2], None), (&[], None)]), (vec![1, 2], vec![1, 2]));
    assert_eq!(walk(&[(&[], Some(5))]), (vec![], vec![1]));
}

#[test]
fn drops_a_row_that_moved_to_the_next_page() {
    let pages: &[(&[u32], _)] = &[(&[5, 4], Some(5)), (&[4, 3], Some(6)), (&[2, 1], Some(6))];
    assert_eq!(walk(pages), (vec![5, 4, 3, 2, 1], vec![1, 2, 3, 4]));
    let stale: &[(&[u32], _)] = &[(&[4, 3], Some(4)), (&[3, 2], Some(4)), (&[1], Some(4))];
    assert_eq!(walk(stale), (vec![4, 3, 2, 1], vec![1, 2, 3]));
}

#[test]
fn ends_where_the_carrier_ignores_the_page_number() {
    assert_eq!(walk(&[(&[1, 2], None), (&[1, 2], None)]), (vec![1, 2], vec![1, 2]));
    for said in [5, 1000] {
        let page: (&[u32], _) = (&[1, 2], Some(said));
        assert_eq!(walk(&[page; 9]), (vec![1, 2], vec![1, 2, 3]));
    }
}

#[test]
fn rows_that_are_removed_as_they_come_hide_no_others() {
    for size in [1, 2, 7, 10, 100] {
        for rows in [0, 1, 9, 10, 11, 45, 99, 250] {
            let list: Vec<u32> = (0..rows).collect();
            for told in [counted, |_: &[u32]| None] {
                let (mut all, _) = read(list.clone(), size, told, remove);
                all.sort_unstable();
                assert_eq!(all, list, "{rows} rows in pages of {size}");
            }
        }
    }
}

#[test]
fn rows_that_others_remove_hide_no_rows_that_stay() {
    // A seeded sequence: no test depends on luck.
    let mut state = 7_u32;
    let mut random = move |most: usize| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 8) as usize % most
    };
    for _ in 0..2000 {
        let list: Vec<u32> = (0..u32::try_from(random(120)).unwrap()).collect();
        let most = 1 + random(12);
        let mut gone = Vec::new();
        let (all, _) = read(list.clone(), 1 + random(12), counted, |list, _| {
            for _ in 0..random(most) {
                if !list.is_empty() {
                    gone.push(list.remove(random(list.len())));
                }
            }
            0
        });
        for row in list.iter().filter(|it| !gone.contains(it)) {
            assert_eq!(all.iter().filter(|it| *it == row).count(), 1, "{row} of {}", list.len());
        }
    }
}

#[test]
fn only_the_pages_that_rows_may_have_moved_to_are_read_again() {
    let list: Vec<u32> = (0..1000).collect();
    let mut pages = 0;
    let (all, asked) = read(list.clone(), 10, counted, |list, _| {
        pages += 1;
        if pages == 90 {
            list.remove(0);
        }
        0
    });
    assert_eq!(all.len(), 1000);
    assert!(asked <= 113, "{asked} pages were read");
}
