//! Telling those who asked for it that an order has ended.

use super::Didww;
use super::account::{self, MADE, Status};
use super::kind::Kind;
use super::switches::Callbacks;
use super::world::World;
use crate::callback::Callback;

impl Didww {
    /// The callbacks that are due, which are not due again.
    pub(crate) fn callbacks(&mut self, now_ms: u64) -> Vec<Callback> {
        account::settle(&mut self.account, &self.switches, now_ms);
        let own = &self.switches;
        let world = World::new(self.seed, own, &self.account);
        let key = match own.callbacks {
            Callbacks::WrongKey => "emulator-wrong-key",
            _ => own.callback_secret.as_str(),
        };
        let mut all = Vec::new();
        for (place, order) in (MADE..).zip(&self.account.orders) {
            let Some(asked) = order.callback.as_ref() else { continue };
            if order.status == Status::Pending || !self.told.insert(place) {
                continue;
            }
            let id = world.id(Kind::Order, place);
            let status = order.status.word();
            let parameters = [("id", id.as_str()), ("type", "orders"), ("status", status)];
            all.push(Callback::new(&asked.url, asked.method, &parameters, key));
        }
        match own.callbacks {
            Callbacks::Never => Vec::new(),
            Callbacks::Twice => all.iter().flat_map(|it| [it.clone(), it.clone()]).collect(),
            Callbacks::Once | Callbacks::WrongKey => all,
        }
    }
}
