//! What a journal's file says, as far as it was read.

use std::collections::HashMap;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};

use crate::journal::line::{self, Line, Outcome, Record};
use crate::journal::{Claim, OpenAttempt, PlacedAttempt};

/// The attempts of a file, and how far it was read.
#[derive(Default)]
pub(super) struct Book {
    /// Where the next line begins.
    offset: u64,
    /// What stands before that: another file has something else there.
    tail: Vec<u8>,
    /// The lines before that.
    lines: u64,
    /// By their ids. What was not placed is not here.
    attempts: HashMap<String, Entry>,
    /// How many claims were read, which is their order.
    claims: u64,
}

enum Entry {
    Open { nonce: String, number: u64, open: Box<OpenAttempt> },
    Placed { order_id: Option<String> },
}

/// Why a file could not be read.
pub(super) enum Unread {
    Io(io::Error),
    /// In this line; what is wrong with it.
    Damaged(u64, &'static str),
}

impl From<io::Error> for Unread {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

/// How much of what stands before is compared: more than a nonce.
const TAIL: usize = 64;

impl Book {
    /// Reads what is new in the file.
    pub(super) fn catch_up(&mut self, file: &mut File) -> Result<(), Unread> {
        if !self.goes_on_in(file)? {
            *self = Self::default();
        }
        file.seek(SeekFrom::Start(self.offset))?;
        let mut new = Vec::new();
        // Not what others append meanwhile.
        let end = file.metadata()?.len();
        file.take(end.saturating_sub(self.offset)).read_to_end(&mut new)?;
        let mut lines = self.lines;
        let mut rest = new.as_slice();
        // A line that was taken is taken again where a later one is damaged, which changes nothing.
        while let Some(end) = rest.iter().position(|it| *it == b'\n') {
            let (line, after) = rest.split_at(end);
            lines += 1;
            self.read(line, lines)?;
            rest = after.get(1..).unwrap_or_default();
        }
        // Without its newline it may be whole, or another process may be writing it.
        if self.read(rest, lines + 1)? {
            rest = &[];
        }
        self.lines = lines;
        self.pass(new.get(..new.len() - rest.len()).unwrap_or_default());
        Ok(())
    }

    /// Who has claimed it; no one where it may be claimed.
    pub(super) fn claimed(&self, id: &str) -> Option<Claim> {
        self.attempts.get(id).map(|it| match it {
            // What a lost answer named may be another's order.
            Entry::Open { .. } => Claim::Taken { order_id: None },
            Entry::Placed { order_id } => Claim::Taken { order_id: order_id.clone() },
        })
    }

    /// The nonce of the claim that holds now.
    pub(super) fn nonce(&self, id: &str) -> Option<&str> {
        match self.attempts.get(id)? {
            Entry::Open { nonce, .. } => Some(nonce),
            Entry::Placed { .. } => None,
        }
    }

    /// Those that made an order.
    pub(super) fn placed(&self) -> Vec<PlacedAttempt> {
        let placed = self.attempts.iter().filter_map(|(id, it)| match it {
            Entry::Placed { order_id } => {
                Some(PlacedAttempt { attempt_id: id.clone(), order_id: order_id.clone() })
            }
            Entry::Open { .. } => None,
        });
        placed.collect()
    }

    /// Those that are open, oldest first.
    pub(super) fn open(&self) -> Vec<OpenAttempt> {
        let mut open: Vec<_> = self
            .attempts
            .values()
            .filter_map(|it| match it {
                Entry::Open { number, open, .. } => Some((*number, open)),
                Entry::Placed { .. } => None,
            })
            .collect();
        open.sort_by_key(|it| it.0);
        open.into_iter().map(|(_, open)| OpenAttempt::clone(open)).collect()
    }

    /// Whether it is the file that was read, with more at its end.
    fn goes_on_in(&self, file: &mut File) -> io::Result<bool> {
        if file.metadata()?.len() < self.offset {
            return Ok(false);
        }
        let mut tail = vec![0; self.tail.len()];
        file.seek(SeekFrom::Start(self.offset - self.tail.len() as u64))?;
        file.read_exact(&mut tail)?;
        Ok(tail == self.tail)
    }

    /// Takes the record that a line has; false where it is torn.
    fn read(&mut self, line: &[u8], number: u64) -> Result<bool, Unread> {
        match line::read(line).map_err(|what| Unread::Damaged(number, what))? {
            Line::Record(record) => self.take(*record),
            Line::Torn => return Ok(false),
        }
        Ok(true)
    }

    /// Goes past these bytes.
    fn pass(&mut self, read: &[u8]) {
        self.offset += read.len() as u64;
        self.tail
            .extend_from_slice(read.get(read.len().saturating_sub(TAIL)..).unwrap_or_default());
        self.tail.drain(..self.tail.len().saturating_sub(TAIL));
    }

    /// The order in the file decides: of the claims of an attempt that is free, the first one holds.
    fn take(&mut self, record: Record) {
        match record {
            Record::Claim { at, attempt, nonce, .. } => {
                let number = self.claims;
                self.claims += 1;
                self.attempts.entry(attempt.id.clone()).or_insert_with(|| {
                    let open = Box::new(OpenAttempt::new(attempt, at));
                    Entry::Open { nonce, number, open }
                });
            }
            Record::Settled { id, outcome: Outcome::Placed { order_id }, .. } => {
                // Whoever says so: an order that was made stays made.
                let known = match self.attempts.remove(&id) {
                    Some(Entry::Placed { order_id }) => order_id,
                    _ => None,
                };
                self.attempts.insert(id, Entry::Placed { order_id: order_id.or(known) });
            }
            // What is said of an earlier claim says nothing of this one.
            Record::Settled { id, nonce, .. } if self.nonce(&id) != Some(&nonce) => {}
            Record::Settled { id, outcome: Outcome::NotPlaced, .. } => {
                self.attempts.remove(&id);
            }
            Record::Settled {
                id,
                outcome: Outcome::Unknown { cause, sent_at, candidate_order_id },
                ..
            } => {
                if let Some(Entry::Open { open, .. }) = self.attempts.get_mut(&id) {
                    (open.sent_at, open.cause) = (sent_at, cause);
                    open.candidate_order_id = candidate_order_id;
                }
            }
        }
    }
}
