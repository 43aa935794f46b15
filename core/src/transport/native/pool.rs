//! Connections that reads may share, one after the other.

use std::mem;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use tokio::runtime::{Handle, Id};

use super::exchange::Connection;
use super::target::Origin;

/// Connections that are idle, the latest last.
#[derive(Default)]
pub(super) struct Pool(Mutex<Vec<Idle>>);

struct Idle {
    connection: Connection,
    origin: Origin,
    since: Instant,
    /// Its events come on the runtime that made it, and nowhere else.
    runtime: Id,
    /// A process that was forked has copies of its parent's sockets, which are not its own.
    process: u32,
}

/// Servers and gateways end idle connections after a minute or two.
const LONGEST_IDLE: Duration = Duration::from_secs(90);
/// As many as calls have by default.
const MOST_IDLE: usize = 64;

impl Pool {
    /// A connection to this origin on which nothing came since it was given back.
    pub(super) fn take(&self, origin: &Origin) -> Option<Connection> {
        let runtime = Handle::try_current().ok()?.id();
        let mut idle = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        forget_parents(&mut idle);
        idle.retain(|it| it.since.elapsed() < LONGEST_IDLE);
        loop {
            let fits = |it: &Idle| it.runtime == runtime && it.origin == *origin;
            let latest = idle.iter().rposition(fits)?;
            let Idle { connection, .. } = idle.remove(latest);
            if connection.stream.is_quiet() {
                return Some(connection);
            }
        }
    }

    /// Keeps a connection whose last answer was read to its end.
    pub(super) fn give_back(&self, origin: Origin, connection: Connection) {
        let Ok(handle) = Handle::try_current() else { return };
        let (since, process) = (Instant::now(), std::process::id());
        let mut idle = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        forget_parents(&mut idle);
        if idle.len() >= MOST_IDLE {
            idle.remove(0);
        }
        idle.push(Idle { connection, origin, since, runtime: handle.id(), process });
    }
}

impl Drop for Pool {
    fn drop(&mut self) {
        forget_parents(self.0.get_mut().unwrap_or_else(PoisonError::into_inner));
    }
}

/// Lets go of the sockets of a forked process's parent without closing them: closing would speak to the
/// server, and to the parent's runtime, in its name.
fn forget_parents(idle: &mut Vec<Idle>) {
    let process = std::process::id();
    if idle.iter().any(|it| it.process != process) {
        let (own, parents) = mem::take(idle).into_iter().partition(|it| it.process == process);
        *idle = own;
        mem::forget::<Vec<Idle>>(parents);
    }
}
