//! What telnum needs of the tokio runtime that its calls are awaited in.

use std::net::{Ipv4Addr, UdpSocket};
use std::panic::catch_unwind;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tokio::runtime::{Handle, Id};

use crate::error::Error;

/// Why a call cannot be made here, for a person.
pub(crate) type Problem = &'static str;

/// Whether there is a runtime here, and one that can wait.
pub(crate) fn timer() -> Result<Handle, Problem> {
    let handle = Handle::try_current().map_err(
        |_| "there is no tokio runtime to run on: await calls inside one, such as `#[tokio::main]`",
    )?;
    // tokio tells of a missing timer by a panic alone. It is caught while nothing is sent yet, when it
    // can still be an error; a timer that is made and dropped costs nothing.
    catch_unwind(|| drop(tokio::time::sleep(Duration::ZERO))).map_err(|_| {
        "the tokio runtime has no timer: build it with `enable_all`, or `enable_time` and `enable_io`"
    })?;
    Ok(handle)
}

/// The runtime whose sockets were tried last.
#[derive(Debug, Default)]
pub(crate) struct Sockets(Mutex<Option<Id>>);

impl Sockets {
    /// Whether there is a runtime here that can wait and has sockets. To know takes a socket, so it is
    /// tried once in each runtime.
    pub(crate) fn ready(&self) -> Result<(), Problem> {
        let here = timer()?.id();
        let mut tried = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if *tried != Some(here) {
            catch_unwind(try_socket).map_err(
                |_| "the tokio runtime has no sockets: build it with `enable_all`, or `enable_io`",
            )?;
            *tried = Some(here);
        }
        Ok(())
    }
}

pub(crate) fn unusable(problem: Problem) -> Error {
    Error::configuration(format!("The request could not be made: {problem}. Nothing was sent."))
}

/// Panics where the runtime has no sockets. That the machine gives none proves nothing.
fn try_socket() {
    let Ok(socket) = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)) else { return };
    if socket.set_nonblocking(true).is_ok() {
        drop(tokio::net::UdpSocket::from_std(socket));
    }
}
