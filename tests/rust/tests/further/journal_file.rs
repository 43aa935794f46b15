//! The file of a journal: what is torn is ignored, what is damaged is told, and the first claim holds.
//!
//! That a claim is on the disk before it is granted cannot be seen from here: only a machine that loses its
//! power shows it.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use telnum::{Attempt, Claim, Emulator, Error, ErrorKind, FileJournal, Journal, Result, Timestamp};

/// A file of its own for a test, which is gone at its end.
pub(crate) struct Scratch(PathBuf);

impl Scratch {
    pub(crate) fn new() -> Self {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let name = format!("telnum-{}-{number}.journal", std::process::id());
        let path = std::env::temp_dir().join(name);
        let _ = fs::remove_file(&path);
        Self(path)
    }

    pub(crate) fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.0);
    }
}

pub(crate) fn attempts(number: usize) -> Vec<Attempt> {
    let client = Emulator::new(7).idt_express().unwrap();
    (0..number).map(|_| client.prepare_order(16847, 1).unwrap()).collect()
}

pub(crate) fn at(second: i64) -> Timestamp {
    Timestamp::from_unix_milliseconds(second * 1000)
}

fn is_free(claim: Result<Claim>) -> bool {
    claim.unwrap() == Claim::Granted
}

async fn place(journal: &FileJournal, attempt: &Attempt, order_id: Option<&str>) {
    journal.settle(attempt, Ok(order_id), at(9)).await.unwrap();
}

async fn fail(journal: &FileJournal, attempt: &Attempt, kind: ErrorKind) {
    journal.settle(attempt, Err(&Error::new(kind, "it failed")), at(9)).await.unwrap();
}

#[tokio::test]
async fn a_claim_holds_for_all_handles_and_after_a_restart() {
    let file = Scratch::new();
    let [first, second, third]: [Attempt; 3] = attempts(3).try_into().unwrap();
    let [one, two] = [(); 2].map(|()| FileJournal::new(file.path()).unwrap());
    assert!(is_free(one.claim(&first, at(1)).await));
    for journal in [&one, &two, &FileJournal::new(file.path()).unwrap()] {
        assert_eq!(journal.claim(&first, at(2)).await, Ok(Claim::Taken { order_id: None }));
    }
    assert!(is_free(two.claim(&second, at(3)).await));
    assert!(is_free(one.claim(&third, at(4)).await));
    let open = one.open().await.unwrap();
    let claimed: Vec<_> = open.iter().map(|it| (&it.attempt, it.claimed_at)).collect();
    assert_eq!(claimed, [(&first, at(1)), (&second, at(3)), (&third, at(4))]);

    place(&one, &first, Some("811")).await;
    let mut lost = Error::new(ErrorKind::OutcomeUnknown, "it may have been made").into_info();
    (lost.sent_at, lost.cause) = (Some(at(5)), Some(ErrorKind::Timeout));
    lost.candidate_order_id = Some("812".to_owned());
    two.settle(&second, Err(&lost.into()), at(6)).await.unwrap();
    drop((one, two));

    let again = FileJournal::new(file.path()).unwrap();
    let taken = |id: &str| Ok(Claim::Taken { order_id: Some(id.to_owned()) });
    assert_eq!(again.claim(&first, at(7)).await, taken("811"));
    // What a lost answer names may be another's order.
    assert_eq!(again.claim(&second, at(7)).await, Ok(Claim::Taken { order_id: None }));
    let placed = again.placed().await.unwrap();
    let placed: Vec<_> = placed.iter().map(|it| (&it.attempt_id, it.order_id.as_deref())).collect();
    assert_eq!(placed, [(&first.id, Some("811"))]);
    let open = again.open().await.unwrap();
    assert_eq!(open.len(), 2);
    assert_eq!((open[0].sent_at, open[0].cause), (Some(at(5)), Some(ErrorKind::Timeout)));
    assert_eq!(open[0].candidate_order_id.as_deref(), Some("812"));
    assert_eq!((open[1].sent_at, open[1].cause), (None, None));
}

#[tokio::test]
async fn what_was_not_placed_is_free_and_what_was_placed_never_is() {
    let file = Scratch::new();
    let [attempt]: [Attempt; 1] = attempts(1).try_into().unwrap();
    let [one, two] = [(); 2].map(|()| FileJournal::new(file.path()).unwrap());
    assert!(is_free(one.claim(&attempt, at(1)).await));
    fail(&one, &attempt, ErrorKind::Connect).await;
    assert!(two.open().await.unwrap().is_empty());
    assert!(is_free(two.claim(&attempt, at(2)).await));
    // It speaks of a claim that was over, and not of the one that holds.
    let held = fs::read_to_string(file.path()).unwrap();
    let over = held.lines().rfind(|it| it.contains("not_placed")).unwrap();
    fs::write(file.path(), format!("{held}\n{over}\n")).unwrap();
    assert!(!is_free(one.claim(&attempt, at(3)).await));
    place(&two, &attempt, None).await;
    // Nor does anything free what was placed.
    fail(&one, &attempt, ErrorKind::Connect).await;
    fail(&two, &attempt, ErrorKind::OutcomeUnknown).await;
    assert!(!is_free(one.claim(&attempt, at(4)).await));
    assert!(one.open().await.unwrap().is_empty());
}

#[tokio::test]
async fn what_became_of_an_attempt_can_be_told_by_who_did_not_claim_it() {
    let file = Scratch::new();
    let [first, second]: [Attempt; 2] = attempts(2).try_into().unwrap();
    let crashed = FileJournal::new(file.path()).unwrap();
    for attempt in [&first, &second] {
        assert!(is_free(crashed.claim(attempt, at(1)).await));
    }
    drop(crashed);
    let other = FileJournal::new(file.path()).unwrap();
    place(&other, &first, Some("1")).await;
    fail(&other, &second, ErrorKind::Connect).await;
    assert!(other.open().await.unwrap().is_empty());
    assert!(!is_free(other.claim(&first, at(3)).await));
    assert!(is_free(other.claim(&second, at(3)).await));
}

#[tokio::test]
async fn a_journal_cut_at_any_byte_is_read_and_goes_on() {
    let file = Scratch::new();
    let [first, second, third]: [Attempt; 3] = attempts(3).try_into().unwrap();
    let journal = FileJournal::new(file.path()).unwrap();
    assert!(is_free(journal.claim(&first, at(1)).await));
    let length = |file: &Scratch| fs::metadata(file.path()).unwrap().len() as usize;
    let first_ends = length(&file);
    assert!(is_free(journal.claim(&second, at(2)).await));
    let second_ends = length(&file);
    place(&journal, &second, None).await;
    let whole = fs::read(file.path()).unwrap();
    for cut in 0..=whole.len() {
        fs::write(file.path(), &whole[..cut]).unwrap();
        // Neither a newline at its end nor one before the next is missed.
        let held = [cut + 1 >= first_ends, cut + 1 >= second_ends, false];
        // One that has read it before, and one that has not.
        for journal in [&journal, &FileJournal::new(file.path()).unwrap()] {
            let open = journal.open().await.unwrap();
            let is_open = |it: &Attempt| open.iter().any(|open| open.attempt == *it);
            assert_eq!(is_open(&first), held[0], "cut at {cut}");
            assert_eq!(is_open(&second), held[1] && cut + 1 < whole.len(), "cut at {cut}");
        }
        let next = FileJournal::new(file.path()).unwrap();
        for (attempt, held) in [&first, &second, &third].into_iter().zip(held) {
            assert_eq!(is_free(next.claim(attempt, at(3)).await), !held, "cut at {cut}");
            assert!(!is_free(journal.claim(attempt, at(4)).await), "cut at {cut}");
        }
    }
}

#[tokio::test]
async fn damage_is_an_error_that_names_the_line_and_nothing_is_granted() {
    let file = Scratch::new();
    let [first, second]: [Attempt; 2] = attempts(2).try_into().unwrap();
    let journal = FileJournal::new(file.path()).unwrap();
    assert!(is_free(journal.claim(&first, at(1)).await));
    let whole = fs::read_to_string(file.path()).unwrap();
    let line = whole.trim();
    let (_, json) = line.split_once('{').unwrap();
    let (sum, _) = line.split_once(' ').unwrap();
    let later = line.replace(r#""v":1"#, r#""v":2"#);
    for damaged in [
        line.replace("16847", "16848"),
        line.replace(sum, "0000000000000000"),
        format!("{line} "),
        format!("{line}{line}"),
        format!("{sum} 1{}", &line[17..]),
        format!("{sum} {{{json}"),
        format!("{{{json}"),
        "a line of text".to_owned(),
        line.to_uppercase(),
        format!("{} {} {later}", &sum[..15], later.len()),
    ] {
        for before in ["", "\n\n", &whole] {
            fs::write(file.path(), format!("{before}{damaged}\n{whole}")).unwrap();
            let number = before.matches('\n').count() + 1;
            for journal in [&journal, &FileJournal::new(file.path()).unwrap()] {
                // Also when it is asked once more.
                for _ in 0..2 {
                    let error = journal.claim(&second, at(2)).await.unwrap_err();
                    assert_eq!(error.kind, ErrorKind::Configuration, "{damaged}");
                    let place = format!("{} is damaged in line {number}:", file.path().display());
                    assert!(error.text.contains(&place), "{error} {damaged}");
                    assert_eq!(journal.open().await.unwrap_err(), error);
                }
            }
        }
    }
    // Once mended, it is as it was.
    fs::write(file.path(), &whole).unwrap();
    assert!(is_free(journal.claim(&second, at(3)).await));
    assert!(!is_free(journal.claim(&first, at(3)).await));
}

#[tokio::test]
async fn another_file_in_its_place_is_read_from_its_beginning() {
    let [file, other] = [(); 2].map(|()| Scratch::new());
    let attempts = attempts(4);
    let journal = FileJournal::new(file.path()).unwrap();
    assert!(is_free(journal.claim(&attempts[0], at(1)).await));
    let another = FileJournal::new(other.path()).unwrap();
    for attempt in &attempts[1..3] {
        assert!(is_free(another.claim(attempt, at(1)).await));
    }
    fs::rename(other.path(), file.path()).unwrap();
    assert!(is_free(journal.claim(&attempts[0], at(2)).await));
    for attempt in &attempts[1..3] {
        assert!(!is_free(journal.claim(attempt, at(2)).await));
    }
    // Nor need there be a file any longer.
    fs::remove_file(file.path()).unwrap();
    assert!(journal.open().await.unwrap().is_empty());
    assert!(is_free(journal.claim(&attempts[1], at(3)).await));
}

#[test]
fn of_many_who_claim_an_attempt_at_once_one_is_granted_it() {
    let file = Scratch::new();
    let shared = FileJournal::new(file.path()).unwrap();
    for attempt in attempts(20) {
        let granted = AtomicU32::new(0);
        std::thread::scope(|scope| {
            for number in 0..50 {
                let (shared, attempt, granted) = (&shared, &attempt, &granted);
                scope.spawn(move || {
                    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
                    // Half of them by a handle of their own.
                    let own = FileJournal::new(shared.path()).unwrap();
                    let journal = if number % 2 == 0 { shared } else { &own };
                    if is_free(runtime.block_on(journal.claim(attempt, at(number)))) {
                        granted.fetch_add(1, Ordering::Relaxed);
                    }
                });
            }
        });
        assert_eq!(granted.into_inner(), 1);
    }
}

#[cfg(unix)]
#[test]
fn the_file_is_its_owners_alone() {
    use std::os::unix::fs::PermissionsExt;
    let file = Scratch::new();
    FileJournal::new(file.path()).unwrap();
    assert_eq!(fs::metadata(file.path()).unwrap().permissions().mode() & 0o777, 0o600);
}
