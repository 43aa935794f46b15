//! A journal in a file, which any number of processes share.

use std::collections::HashMap;
use std::fmt;
use std::fs::{File, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::panic::resume_unwind;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::runtime::Handle;

use crate::attempt::Attempt;
use crate::error::{Error, Result, unstopped};
use crate::journal::book::{Book, Unread};
use crate::journal::line;
use crate::journal::{Claim, Journal, OpenAttempt, PlacedAttempt, nonce};
use crate::platform::BoxFuture;
use crate::types::Timestamp;

/// A journal in a file of this machine, which any number of clients, processes and languages share.
///
/// It is only ever appended to: a purchase takes about 600 bytes, and nothing is taken out of it. No lock is taken. A claim is one append
/// that reaches the disk before the purchase is sent, and of several claims the first one in the file
/// holds. What a crash cut short is ignored; a damaged line is a `configuration` error that names it, and
/// nothing is sent.
///
/// The file is made where there is none, readable by its owner only. It needs a local file system: on a
/// network file system, appends of two machines may overwrite each other. Do not edit, truncate or rotate it
/// while clients use it: an attempt that is no longer in it may be placed again.
#[derive(Clone)]
pub struct FileJournal {
    its: Arc<Shared>,
    /// Whether the file is read and written on tokio's threads for such work, where it has them.
    apart: bool,
}

struct Shared {
    path: PathBuf,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    book: Book,
    /// The nonces of the claims that were granted here, by attempt: what is settled is these.
    granted: HashMap<String, String>,
    /// Whether it is certain that the file's name is on the disk.
    is_named: bool,
}

impl FileJournal {
    /// The journal in this file.
    ///
    /// A file that cannot be made or opened is a `configuration` error.
    pub fn new(path: impl AsRef<Path>) -> Result<Self> {
        let given = path.as_ref();
        // The program may change its folder.
        let path = std::path::absolute(given).map_err(|error| failed(given, "opened", &error))?;
        let its = Shared { path, state: Mutex::default() };
        its.file()?;
        Ok(Self { its: Arc::new(its), apart: true })
    }

    /// The same, read and written on the thread that calls: for clients whose calls wait for nothing.
    pub(crate) fn here(self) -> Self {
        Self { apart: false, ..self }
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.its.path
    }

    /// No generic function, so that it is compiled once.
    async fn run(&self, work: Work) -> Result<Done> {
        let its = Arc::clone(&self.its);
        match Handle::try_current() {
            Ok(handle) if self.apart => match handle.spawn_blocking(move || work(&its)).await {
                Ok(done) => done,
                Err(error) => match error.try_into_panic() {
                    Ok(panic) => resume_unwind(panic),
                    Err(_) => {
                        Err(Error::configuration("The program ended before the journal was read."))
                    }
                },
            },
            _ => work(&its),
        }
    }
}

/// What is done with the file.
type Work = Box<dyn FnOnce(&Shared) -> Result<Done> + Send>;

/// What came of it.
enum Done {
    Claimed(Claim),
    Settled,
    Listed(Vec<OpenAttempt>),
    Made(Vec<PlacedAttempt>),
}

impl Journal for FileJournal {
    fn ends_by_itself(&self) -> bool {
        true
    }

    fn claim<'a>(&'a self, attempt: &'a Attempt, at: Timestamp) -> BoxFuture<'a, Result<Claim>> {
        let attempt = attempt.clone();
        let work: Work = Box::new(move |its| its.claim(&attempt, at).map(Done::Claimed));
        Box::pin(async {
            match self.run(work).await? {
                Done::Claimed(claim) => Ok(claim),
                _ => Ok(Claim::Taken { order_id: None }),
            }
        })
    }

    fn settle<'a>(
        &'a self,
        attempt: &'a Attempt,
        outcome: Result<Option<&'a str>, &'a Error>,
        at: Timestamp,
    ) -> BoxFuture<'a, Result<()>> {
        let id = attempt.id.clone();
        let outcome = outcome.map(|it| it.map(str::to_owned)).map_err(Error::clone);
        let work: Work = Box::new(move |its| {
            let outcome = outcome.as_ref().map(Option::as_deref);
            its.settle(&id, outcome, at).map(|()| Done::Settled)
        });
        Box::pin(async { self.run(work).await.map(drop) })
    }

    fn open(&self) -> BoxFuture<'_, Result<Vec<OpenAttempt>>> {
        Box::pin(async {
            match self.run(Box::new(|its| its.open().map(Done::Listed))).await? {
                Done::Listed(open) => Ok(open),
                _ => Ok(Vec::new()),
            }
        })
    }

    fn placed(&self) -> BoxFuture<'_, Result<Vec<PlacedAttempt>>> {
        Box::pin(async {
            match self.run(Box::new(|its| its.placed().map(Done::Made))).await? {
                Done::Made(placed) => Ok(placed),
                _ => Ok(Vec::new()),
            }
        })
    }
}

impl Shared {
    fn claim(&self, attempt: &Attempt, at: Timestamp) -> Result<Claim> {
        let mut file = self.file()?;
        if let Some(taken) = self.caught_up(&mut file)?.book.claimed(&attempt.id) {
            return Ok(taken);
        }
        let nonce = nonce()?;
        self.append(&mut file, &line::claim(attempt, at, &nonce))?;
        self.flush(&file)?;
        let mut state = self.caught_up(&mut file)?;
        if state.book.nonce(&attempt.id) == Some(&nonce) {
            state.granted.insert(attempt.id.clone(), nonce);
            return Ok(Claim::Granted);
        }
        // One that was free again by now was claimed by another meanwhile: to be looked at all the same.
        Ok(state.book.claimed(&attempt.id).unwrap_or(Claim::Taken { order_id: None }))
    }

    /// Not flushed: what a crash of the machine takes of it leaves the claim open.
    fn settle(&self, id: &str, outcome: Result<Option<&str>, &Error>, at: Timestamp) -> Result<()> {
        let mut file = self.file()?;
        let nonce = {
            let mut state = self.caught_up(&mut file)?;
            let granted = state.granted.remove(id);
            granted.or_else(|| state.book.nonce(id).map(str::to_owned)).unwrap_or_default()
        };
        self.append(&mut file, &line::settled(id, outcome, at, &nonce))
    }

    fn placed(&self) -> Result<Vec<PlacedAttempt>> {
        Ok(self.caught_up(&mut self.file()?)?.book.placed())
    }

    fn open(&self) -> Result<Vec<OpenAttempt>> {
        Ok(self.caught_up(&mut self.file()?)?.book.open())
    }

    /// Opened for each use, so that a file that was replaced is noticed, and a forked process has its own.
    fn file(&self) -> Result<File> {
        let mut options = OpenOptions::new();
        options.read(true).append(true).create(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = options.open(&self.path).and_then(|file| {
            // Of a device, the end may never come.
            let is_file = file.metadata()?.is_file();
            if is_file { Ok(file) } else { Err(io::Error::other("it is not a regular file")) }
        });
        file.map_err(|error| failed(&self.path, "opened", &error))
    }

    /// Appends by one write, so that what others append stands before or after it.
    fn append(&self, file: &mut File, line: &str) -> Result<()> {
        let written = match file.write(line.as_bytes()) {
            Ok(length) if length == line.len() => return Ok(()),
            // The rest in a second write might stand elsewhere. What is there is ignored as torn.
            Ok(_) => io::Error::other("it was written only in part; the disk may be full"),
            Err(error) => error,
        };
        Err(failed(&self.path, "written", &written))
    }

    /// Waits until the file is on the disk, and its name: a new file without it would be lost.
    fn flush(&self, file: &File) -> Result<()> {
        let mut flushed = file.sync_data();
        #[cfg(unix)]
        if let (Ok(()), false, Some(folder)) = (&flushed, self.state().is_named, self.path.parent())
        {
            flushed = File::open(folder).and_then(|it| it.sync_all());
        }
        self.state().is_named |= flushed.is_ok();
        flushed.map_err(|error| failed(&self.path, "written", &error))
    }

    fn caught_up(&self, file: &mut File) -> Result<MutexGuard<'_, State>> {
        let mut state = self.state();
        let path = self.path.display();
        state.book.catch_up(file).map_err(|unread| match unread {
            Unread::Io(error) => failed(&self.path, "read", &error),
            Unread::Damaged(line, what) => Error::configuration(format!(
                "The journal {path} is damaged in line {line}: {what}. Keep the file, look at the account for \
                 what it holds, and go on with another journal."
            )),
        })?;
        Ok(state)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn failed(path: &Path, done: &str, error: &io::Error) -> Error {
    let (path, said) = (path.display(), error.to_string());
    Error::configuration(format!(
        "The journal {path} could not be {done}: {}.{}",
        unstopped(&said),
        advice(error.kind())
    ))
}

/// What is to be done about it.
fn advice(kind: ErrorKind) -> &'static str {
    match kind {
        ErrorKind::NotFound | ErrorKind::NotADirectory => {
            " Create its folder first, or name a file in one that is there."
        }
        ErrorKind::IsADirectory => " Name a file in that folder.",
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
            " This user must be able to read and write it, and to create it in its folder."
        }
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => " Make room on its disk.",
        _ => "",
    }
}

impl fmt::Debug for FileJournal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("FileJournal").field(&self.its.path).finish()
    }
}
