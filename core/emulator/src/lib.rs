//! Carriers of telephone numbers in memory: offline, seeded and deterministic, with faults on
//! request.
//!
//! [`Emulator::handle`] is a function from request to reply over a clock it is handed; it opens no
//! socket and starts no thread. It behaves as the carriers document; wherever their pages are
//! silent, a named switch decides. It holds IDT Express, at `/v1/dids/`, DialogTech, at
//! `/ibp_api.php`, and DIDWW, at `/v3/`.

mod arrival;
#[cfg(feature = "server")]
mod callback;
mod carrier;
mod dialogtech;
mod didww;
mod emulator;
mod fault;
mod garble;
mod idt_express;
mod members;
mod message;
mod money;
mod random;
mod record;
mod redaction;
mod rule;
mod script;
#[cfg(feature = "server")]
pub mod server;
mod sorting;
mod switches;
mod table;
mod target;
#[cfg(test)]
mod tests;
mod time;

pub use arrival::{Arrival, Outcome};
pub use emulator::Emulator;
pub use message::{Delivery, Reply, Request, Response};
pub use record::{LedgerEntry, RecordedHeader, RecordedRequest};
