//! What time does to the account: it is brought up to date whenever a request comes.

use super::{Account, Status};
use crate::didww::switches::{ChargeAt, OrderEnds, Switches};
use crate::didww::world::Entry;
use crate::didww::writing::monthly;
use crate::{sorting, time};

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
    live(account, own);
}

/// DIDs that were bought are registered, renewed, expire and are gone.
fn live(account: &mut Account, own: &Switches) {
    let (now_ms, gone) = (account.now_ms, &account.gone);
    let (mut entries, mut lost) = (Vec::new(), Vec::new());
    for (place, did) in account.dids.iter_mut() {
        if gone.contains(place) {
            continue;
        }
        let mut tell = |action, at_ms| {
            entries.push(Entry { did: *place, action, method: "system", at_ms, cycles: None });
        };
        let registered_s = own.registered_after_s.filter(|_| did.awaiting_registration);
        if registered_s.is_some_and(|it| did.created_ms + u64::from(it) * 1_000 <= now_ms) {
            did.awaiting_registration = false;
            did.blocked = did.terminated;
        }
        // Those of the seed expired long ago, and yet are there.
        while let Some(at_ms) = did.expires_ms.filter(|it| *it <= now_ms && did.is_bought()) {
            match did.billing_cycles_count {
                Some(0) => {
                    if !did.terminated {
                        did.end(at_ms, own.held_days.0);
                        tell("canceled", at_ms);
                    }
                    break;
                }
                count => {
                    did.billing_cycles_count = count.map(|it| it - 1);
                    did.expires_ms = Some(time::month_later(at_ms));
                    account.spent = account.spent + monthly(did, own);
                    tell("renewed", at_ms);
                }
            }
        }
        if let Some(at_ms) = did.gone_ms.filter(|it| *it <= now_ms) {
            tell("removed", at_ms);
            lost.push(*place);
        }
    }
    sorting::by(&mut entries, |one, other| one.at_ms.cmp(&other.at_ms));
    account.history.extend(entries);
    lost.into_iter().for_each(|it| account.lose(it));
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
