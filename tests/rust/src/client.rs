//! The client of the carrier that an entry's name begins with.

use std::sync::Arc;

use serde_json::{Map, Value};
use telnum::{
    DialogTech, DialogTechBuilder, Didww, DidwwBuilder, Emulator, Error, IdtExpress,
    IdtExpressBuilder,
};

use crate::call::{Came, Failure};
use crate::calls;
use crate::entry::{Call, Entry};
use crate::journal::Journal;

/// A client of one of the carriers.
#[derive(Debug)]
pub(crate) enum Client {
    IdtExpress(IdtExpress),
    DialogTech(DialogTech),
    Didww(Didww),
}

/// A client that is being set up.
pub(crate) enum Builder {
    IdtExpress(IdtExpressBuilder),
    DialogTech(DialogTechBuilder),
    Didww(DidwwBuilder),
}

impl Builder {
    /// Of an ordinary client, with nothing set.
    pub(crate) fn plain(entry: &Entry) -> Result<Self, String> {
        Ok(match entry.carrier() {
            "idt" => Self::IdtExpress(IdtExpress::builder()),
            "dt" => Self::DialogTech(DialogTech::builder()),
            "dw" => Self::Didww(Didww::builder()),
            _ => return Err(of_no_carrier(entry)),
        })
    }

    /// Of a client of this emulator.
    pub(crate) fn in_memory(entry: &Entry, emulator: &Emulator) -> Result<Self, String> {
        Ok(match entry.carrier() {
            "idt" => Self::IdtExpress(emulator.idt_express_builder()),
            "dt" => Self::DialogTech(emulator.dialog_tech_builder()),
            "dw" => Self::Didww(emulator.didww_builder()),
            _ => return Err(of_no_carrier(entry)),
        })
    }

    /// Of a client that reaches the emulator's server here.
    pub(crate) fn over_http(entry: &Entry, url: String) -> Result<Self, String> {
        Ok(match Self::plain(entry)? {
            Self::IdtExpress(it) => Self::IdtExpress(
                it.base_url(url).api_key("emulator-key").api_secret("emulator-secret"),
            ),
            Self::DialogTech(it) => Self::DialogTech(
                it.base_url(url)
                    .access_key("emulator-access-key")
                    .secret_access_key("emulator-secret-access-key"),
            ),
            Self::Didww(it) => Self::Didww(it.base_url(url).api_key("emulator-key")),
        })
    }

    pub(crate) fn build(
        self,
        options: &Map<String, Value>,
        journal: &Journal,
    ) -> Result<Client, Error> {
        let (options, journal) = (options.clone(), Arc::new(journal.clone()));
        Ok(match self {
            Self::IdtExpress(it) => {
                Client::IdtExpress(it.options(options)?.logger(journal).build()?)
            }
            Self::DialogTech(it) => {
                Client::DialogTech(it.options(options)?.logger(journal).build()?)
            }
            Self::Didww(it) => Client::Didww(it.options(options)?.logger(journal).build()?),
        })
    }
}

fn of_no_carrier(entry: &Entry) -> String {
    format!("no carrier's entries begin with `{}-`", entry.carrier())
}

impl Client {
    pub(crate) async fn call(&self, call: &Call, send: bool) -> Result<Came, Failure> {
        match self {
            Self::IdtExpress(client) => calls::idt_express(client, call, send).await,
            Self::DialogTech(client) => calls::dialogtech(client, call, send).await,
            Self::Didww(client) => calls::didww(client, call, send).await,
        }
    }
}
