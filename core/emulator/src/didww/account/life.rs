//! What time does to the account: it is brought up to date whenever a request comes.

use super::{Account, Status};
use crate::didww::switches::{ChargeAt, OrderEnds, Switches};
use crate::didww::world::Entry;
use crate::time;

/// Lets everything happen that was to happen by now.
pub(crate) fn settle(account: &mut Account, own: &Switches, now_ms: u64) {
    account.now_ms = now_ms;
    account.reservations.retain(|it| it.expires_ms > now_ms);
    arrive(account);
    for at in 0..account.orders.len() {
        let Some(order) = account.orders.get_mut(at) else { continue };
        let Some(ended_ms) = order.ends_ms.filter(|ends_ms| *ends_ms <= now_ms) else { continue };
        order.ends_ms = None;
        if own.order_ends == OrderEnds::Canceled && !order.is_of_channels() {
            account.cancel(super::MADE + at as u32, Default::default());
            continue;
        }
        order.status = Status::Completed;
        let until_ms = time::month_later(ended_ms);
        for item in &mut order.items {
            item.billed_ms.get_or_insert((ended_ms, until_ms - time::DAY_MS));
        }
        if own.charge_at == ChargeAt::Complete && !order.is_paid {
            order.is_paid = true;
            account.spent = account.spent + order.amount();
        }
        for did in order.dids.clone() {
            if let Some(did) = account.dids.get_mut(&did) {
                did.expires_ms = Some(until_ms);
            }
        }
    }
}

/// DIDs that have arrived by now are the account's.
fn arrive(account: &mut Account) {
    let (dids, now_ms, history) = (&account.dids, account.now_ms, &mut account.history);
    account.arriving.retain(|place| {
        let at_ms = dids.get(place).map_or(0, |it| it.created_ms);
        if at_ms <= now_ms {
            let (action, method) = ("assigned", "api3");
            history.push(Entry { did: *place, action, method, at_ms, cycles: None });
        }
        at_ms > now_ms
    });
}
