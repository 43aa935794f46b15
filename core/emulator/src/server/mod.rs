//! The emulator over HTTP, for programs in other processes and containers.
//!
//! Time is real here: delays and drips take as long as they say, and the emulator's clock follows
//! the wall's, ahead by what `POST /_emulator/clock` added.

mod body;
mod callbacks;
mod connection;
mod control;
mod host;
mod options;
mod reader;
mod writer;

#[cfg(test)]
mod tests;

use host::Host;
use options::{Options, Wish};
use std::io::{self, Write};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;

/// Runs the program `telnum-emulator` with these arguments, without its name, until it is told to
/// end. The code is 0 after a signal, 1 when it cannot listen and 2 for wrong arguments.
pub fn run(arguments: impl Iterator<Item = String>) -> ExitCode {
    let wrong = |text| end(Err(format!("{text}\nTry telnum-emulator --help")), 2);
    let Options { listen, settings } = match options::read(arguments) {
        Ok(Wish::Serve(options)) => options,
        Ok(Wish::Tell(text)) => return end(say(&text), 1),
        Err(text) => return wrong(text),
    };
    // Only the emulator knows what its switches take.
    let host = match Host::new(settings) {
        Ok(host) => host,
        Err(text) => return wrong(text),
    };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let served = runtime
        .map_err(|error| format!("no runtime: {error}"))
        .and_then(|runtime| runtime.block_on(serve(&listen, host)));
    end(served, 1)
}

/// Listens until a signal comes.
async fn serve(listen: &str, host: Host) -> Result<(), String> {
    let listener =
        TcpListener::bind(listen).await.map_err(|error| cannot_listen(listen, &error))?;
    let address = listener.local_addr().map_err(|error| error.to_string())?;
    // Whoever reads the line may send a signal at once.
    let signalled = signalled().map_err(|error| format!("no signals: {error}"))?;
    say(&format!("telnum-emulator listening on http://{address}"))?;
    tokio::select! {
        () = accept(listener, Arc::new(host)) => {}
        () = signalled => {}
    }
    Ok(())
}

/// Serves every connection that comes.
async fn accept(listener: TcpListener, host: Arc<Host>) {
    loop {
        match listener.accept().await {
            Ok((stream, _)) => {
                tokio::spawn(connection::serve(stream, Arc::clone(&host)));
            }
            // Out of file descriptors, mostly: others must end first.
            Err(_) => tokio::time::sleep(Duration::from_millis(20)).await,
        }
    }
}

/// Listens for signals from now on; done when one has come.
#[cfg(unix)]
fn signalled() -> io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}

/// Listens for Ctrl-C from now on; done when it has come.
#[cfg(windows)]
fn signalled() -> io::Result<impl Future<Output = ()>> {
    let mut pressed = tokio::signal::windows::ctrl_c()?;
    Ok(async move {
        pressed.recv().await;
    })
}

fn cannot_listen(listen: &str, error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::AddrInUse => format!(
            "cannot listen on {listen}: the address is in use, perhaps by another emulator; \
             --listen 127.0.0.1:0 takes a free port"
        ),
        _ => format!("cannot listen on {listen}: {error}"),
    }
}

/// Writes a line at once, for those who wait for it.
fn say(text: &str) -> Result<(), String> {
    let mut out = io::stdout().lock();
    writeln!(out, "{text}").and_then(|()| out.flush()).map_err(|error| error.to_string())
}

fn end(result: Result<(), String>, code: u8) -> ExitCode {
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(text) => {
            // When even the error stream is gone, the code still tells.
            let _ = writeln!(io::stderr(), "telnum-emulator: {text}");
            ExitCode::from(code)
        }
    }
}
