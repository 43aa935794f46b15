//! A client of any of the carriers, by the calls that a user makes.

use std::time::Duration;

use serde_json::{Map, Value};
use telnum::{
    Attempt, CallOptions, DialogTech, Didww, Error, IdtExpress, ReconcileDialogTechOrders,
    ReconcileDidwwOrders, ReconcileOrders,
};

use crate::round::{Carrier, Settled};

/// A client. Cloning it is cheap.
#[derive(Clone)]
pub(crate) enum Client {
    IdtExpress(IdtExpress),
    DialogTech(DialogTech),
    Didww(Didww),
}

/// What was bought, as the answer says.
pub(crate) struct Bought {
    pub(crate) order_id: Option<String>,
    pub(crate) numbers: Vec<String>,
}

/// What a reconciliation is told beside the attempts.
pub(crate) struct Search {
    pub(crate) known_order_ids: Vec<String>,
    pub(crate) sole_buyer: bool,
    pub(crate) newest_first: bool,
    pub(crate) limit: Duration,
}

impl Client {
    pub(crate) fn new(
        carrier: Carrier,
        url: &str,
        options: &Map<String, Value>,
    ) -> Result<Self, Error> {
        let mut options = options.clone();
        let mut add = |name: &str, value: &str| options.insert(name.to_owned(), value.into());
        add("base_url", url);
        match carrier {
            Carrier::IdtExpress => {
                add("api_key", "emulator-key");
                add("api_secret", "emulator-secret");
                IdtExpress::builder().options(options)?.build().map(Self::IdtExpress)
            }
            Carrier::DialogTech => {
                add("access_key", "emulator-access-key");
                add("secret_access_key", "emulator-secret-access-key");
                DialogTech::builder().options(options)?.build().map(Self::DialogTech)
            }
            Carrier::Didww => {
                add("api_key", "emulator-key");
                Didww::builder().options(options)?.build().map(Self::Didww)
            }
        }
    }

    pub(crate) fn prepare(
        &self,
        operation: &str,
        arguments: Map<String, Value>,
    ) -> Result<Attempt, Error> {
        let by_name = match self {
            Self::IdtExpress(it) => it.by_name(),
            Self::DialogTech(it) => it.by_name(),
            Self::Didww(it) => it.by_name(),
        };
        by_name.prepare(operation, arguments)
    }

    pub(crate) async fn place(
        &self,
        attempt: &Attempt,
        options: CallOptions,
    ) -> Result<Bought, Error> {
        let of_order = |id| Bought { order_id: Some(id), numbers: Vec::new() };
        Ok(match self {
            Self::IdtExpress(it) => of_order(it.send_place(attempt, options).await?.value.id),
            Self::Didww(it) => of_order(it.send_place(attempt, options).await?.value.id),
            Self::DialogTech(it) => {
                let order = it.send_place(attempt, options).await?.value;
                let numbers = order.numbers.into_iter().map(|it| it.number).collect();
                Bought { order_id: None, numbers }
            }
        })
    }

    /// What the journal has open, oldest first.
    pub(crate) async fn open_attempts(&self) -> Result<Vec<Attempt>, Error> {
        let open = match self {
            Self::IdtExpress(it) => it.open_attempts().await?,
            Self::DialogTech(it) => it.open_attempts().await?,
            Self::Didww(it) => it.open_attempts().await?,
        };
        Ok(open.into_iter().map(|it| it.attempt).collect())
    }

    pub(crate) async fn reconcile(
        &self,
        attempts: Vec<Attempt>,
        search: &Search,
    ) -> Result<Vec<Settled>, Error> {
        let options = CallOptions::new().timeout(search.limit);
        let settled = match self {
            Self::IdtExpress(it) => {
                let mut request = ReconcileOrders::new(attempts);
                request.known_order_ids.clone_from(&search.known_order_ids);
                request.sole_buyer = search.sole_buyer.then_some(true);
                request.newest_first = search.newest_first.then_some(true);
                it.send(&request, options).await?.value
            }
            Self::DialogTech(it) => {
                it.send(&ReconcileDialogTechOrders::new(attempts), options).await?.value
            }
            Self::Didww(it) => it.send(&ReconcileDidwwOrders::new(attempts), options).await?.value,
        };
        let settled = settled.into_iter().map(|it| Settled {
            attempt_id: it.attempt_id,
            outcome: it.outcome.to_string(),
            orders: it.order_ids,
        });
        Ok(settled.collect())
    }
}
